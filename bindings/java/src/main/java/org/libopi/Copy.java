package org.libopi;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;

/** A record that was read at once, because what it lies in ends: with a callback, or with the error of a call. */
final class Copy implements Source, Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, String> fields = new HashMap<>();
    private final HashMap<String, String> texts = new HashMap<>();
    private final HashMap<String, Integer> numbers = new HashMap<>();
    private final HashMap<String, ArrayList<String>> lists = new HashMap<>();

    void get(Source from, String field) {
        field(field, from.get(field));
    }

    void text(Source from, String function) {
        text(function, from.text(function));
    }

    void number(Source from, String function) {
        number(function, from.number(function));
    }

    void texts(Source from, String list) {
        lists.put(list, new ArrayList<>(from.texts(list)));
    }

    // What is known without a source:

    Copy field(String name, String value) {
        fields.put(name, value);
        return this;
    }

    Copy text(String function, String value) {
        texts.put(function, value);
        return this;
    }

    Copy number(String function, int value) {
        numbers.put(function, value);
        return this;
    }

    @Override
    public String get(String field) {
        return fields.get(field);
    }

    @Override
    public ByteBuffer bytes(String field) {
        String text = get(field);
        return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    @Override
    public String text(String function) {
        return texts.getOrDefault(function, "");
    }

    @Override
    public int number(String function) {
        return numbers.getOrDefault(function, -1);
    }

    @Override
    public List<String> texts(String list) {
        return Collections.unmodifiableList(lists.getOrDefault(list, new ArrayList<>()));
    }

    @Override
    public List<? extends Source> items(String list) {
        return List.of(); // nothing that is copied has parts
    }
}
