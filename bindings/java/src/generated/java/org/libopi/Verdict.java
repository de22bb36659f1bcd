// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** How a request ended. */
public enum Verdict {
    /** The terminal did it: paid, refunded, reversed, printed, closed ... */
    APPROVED(1, "approved"),
    /** The terminal or its host said no. Nothing was charged. */
    DECLINED(2, "declined"),
    /** Cashier or cardholder aborted. Nothing was charged. */
    ABORTED(3, "aborted"),
    /** The terminal did not take the request: busy, logged out, ... Nothing was charged. */
    REFUSED(4, "refused"),
    /** Not a byte of the request left the till. Safe to try again. */
    NOT_SENT(5, "not_sent"),
    /** Sent, and nobody told how it ended. Never send again; find out. */
    UNKNOWN(6, "unknown"),
    /** A value of a later version of the library; the raw number tells which. */
    OTHER(Integer.MIN_VALUE, "other"),
    ;

    private final int number;
    private final String word;

    Verdict(int number, String word) {
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

    static Optional<Verdict> ofWord(String word) {
        return Values.word(values(), Verdict::word, word);
    }

    static Verdict of(int number) {
        for (Verdict value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
