// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What became of a request whose outcome was open. */
public enum RecoveryVerdict {
    /** The terminal did it: the money has moved. Book it. */
    APPROVED(1, "approved"),
    /** Nothing was charged. */
    NOT_CHARGED(2, "not_charged"),
    /** The evidence does not tell: compare receipts and totals, then resolve it by hand. */
    ASK_HUMAN(3, "ask_human"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    RecoveryVerdict(int number, String word) {
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
     * @return such as "approved"
     */
    public String word() {
        return word;
    }

    static Optional<RecoveryVerdict> ofWord(String word) {
        return Values.word(values(), RecoveryVerdict::word, word);
    }

    static RecoveryVerdict of(int number) {
        for (RecoveryVerdict value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
