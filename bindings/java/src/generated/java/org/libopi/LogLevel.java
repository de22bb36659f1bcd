// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** How much is logged. */
public enum LogLevel {
    /** No log. */
    OFF(0, "off"),
    /** Faults: something does not work. */
    ERROR(1, "error"),
    /** Unusual, and handled. */
    WARN(2, "warn"),
    /** Each request and its outcome. */
    INFO(3, "info"),
    /** Each message, in short. */
    DEBUG(4, "debug"),
    /** Everything, card data masked. */
    TRACE(5, "trace"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    LogLevel(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 0
     */
    public int number() {
        return number;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "off"
     */
    public String word() {
        return word;
    }

    static Optional<LogLevel> ofWord(String word) {
        return Values.word(values(), LogLevel::word, word);
    }

    static LogLevel of(int number) {
        for (LogLevel value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
