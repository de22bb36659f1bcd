package org.libopi;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where a terminal is, and how it is spoken to: what {@link Terminal#open(TerminalUrl, Devices)} takes. Each option has a
 * method; those that are not set are as the library has them.
 *
 * <pre>{@code
 * TerminalUrl url = TerminalUrl.of("192.168.0.60").dialect(Dialect.DE).workstation("lane-1").idle(Duration.ofMinutes(2));
 * }</pre>
 */
public final class TerminalUrl extends UrlSetters {
    private static final String PLAIN = "-._~:/,"; // beside letters and digits: what need not be encoded in a value

    private final String place;

    private TerminalUrl(String place) {
        this.place = place;
    }

    /**
     * A terminal at the port of its dialect.
     *
     * @param host name or address, also of IPv6
     * @return a URL without options
     */
    public static TerminalUrl of(String host) {
        Objects.requireNonNull(host, "host");
        return new TerminalUrl(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
    }

    /**
     * A terminal at another port.
     *
     * @param host name or address, also of IPv6
     * @param port the terminal's port
     * @return a URL without options
     */
    public static TerminalUrl of(String host, int port) {
        return new TerminalUrl(of(host).place + ":" + port);
    }

    /**
     * Sets an option by its name in the URL, such as "workstation": for one that only a newer library knows.
     *
     * @param name its name; {@link Terminal#open} names the nearest one when there is none of that name
     * @param value its value, as text
     * @return this URL
     */
    public TerminalUrl option(String name, String value) {
        options.set(name, value);
        return this;
    }

    @Override
    TerminalUrl self() {
        return this;
    }

    /**
     * The URL as text, percent-encoded: what {@link Terminal#open(String)} takes.
     *
     * @return such as "opi://192.168.0.60?dialect=de&amp;workstation=lane-1"
     */
    @Override
    public String toString() {
        StringBuilder url = new StringBuilder("opi://").append(place);
        String before = "?";
        for (Map.Entry<String, String> option : options.texts.entrySet()) {
            url.append(before);
            encode(url, option.getKey());
            encode(url.append('='), option.getValue());
            before = "&";
        }
        return url.toString();
    }

    /** Half a surrogate pair stays: the library refuses what is no text, nothing is repaired. */
    private static void encode(StringBuilder url, String text) {
        text.codePoints().forEach(c -> {
            boolean plain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || PLAIN.indexOf(c) >= 0;
            if (plain || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                url.appendCodePoint(c);
            } else {
                for (byte b : new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8)) {
                    url.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            }
        });
    }
}
