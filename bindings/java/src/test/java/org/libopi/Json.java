package org.libopi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON that is well-formed, such as api/opi-api.json: an object is a map, an array a list, a number a Long. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) {
        return (Map<String, Object>) new Json(text).value();
    }

    private Object value() {
        char first = peek();
        at++;
        switch (first) {
            case '{':
                Map<String, Object> object = new LinkedHashMap<>();
                while (peek() != '}') {
                    object.put((String) value(), value());
                }
                at++;
                return object;
            case '[':
                List<Object> array = new ArrayList<>();
                while (peek() != ']') {
                    array.add(value());
                }
                at++;
                return array;
            case '"':
                return string();
            default:
                int start = at - 1;
                while ("}], \n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                String word = text.substring(start, at);
                return word.equals("true") ? (Object) true : word.equals("false") ? (Object) false : (Object) Long.valueOf(word);
        }
    }

    /** The next character that says something. */
    private char peek() {
        while (" \n,:".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.charAt(at);
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            if (escaped == 'u') {
                string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                string.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            }
        }
        return string.toString();
    }
}
