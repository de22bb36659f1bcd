// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Which of the till's devices the terminal wants. */
public enum DeviceKind {
    /** Text to show. */
    DISPLAY(1, "display"),
    /** A receipt to print. */
    PRINT(2, "print"),
    /** A question to the cashier. */
    INPUT(3, "input"),
    /** Goods to hand out. */
    DELIVER(4, "deliver"),
    /** An entry for the electronic journal. */
    JOURNAL(5, "journal"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    DeviceKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 1
     */
    public int number() {
        return number;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "display"
     */
    public String word() {
        return word;
    }

    static Optional<DeviceKind> ofWord(String word) {
        return Values.word(values(), DeviceKind::word, word);
    }

    static DeviceKind of(int number) {
        for (DeviceKind value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
