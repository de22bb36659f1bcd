// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Has money moved? */
public enum MoneyMoved {
    /** No money has moved. */
    NO(0, "no"),
    /** Money may have moved: find out before charging again. */
    POSSIBLY(1, "possibly"),
    /** Money has moved. */
    YES(2, "yes"),
    ;

    private final int number;
    private final String word;

    MoneyMoved(int number, String word) {
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
     * @return such as "no"
     */
    public String word() {
        return word;
    }

    static Optional<MoneyMoved> ofWord(String word) {
        return Values.word(values(), MoneyMoved::word, word);
    }

    static MoneyMoved of(int number) {
        for (MoneyMoved value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return POSSIBLY;
    }
}
