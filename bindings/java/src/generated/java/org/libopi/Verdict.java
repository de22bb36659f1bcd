// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** How a request ended. */
public enum Verdict {
    /** The terminal did it: paid, refunded, reversed, printed, closed . */
    APPROVED(1),
    /** The terminal or its host said no. Nothing was charged. */
    DECLINED(2),
    /** Cashier or cardholder aborted. Nothing was charged. */
    ABORTED(3),
    /** The terminal did not take the request: busy, logged out, ... Nothing was charged. */
    REFUSED(4),
    /** Not a byte of the request left the till. Safe to try again. */
    NOT_SENT(5),
    /** Sent, and nobody told how it ended. Never send again; find out. */
    UNKNOWN(6),
    /** A value of a later version of the library; the numbers and texts beside it tell more. */
    OTHER(Integer.MIN_VALUE);

    private final int number;

    Verdict(int number) {
        this.number = number;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 1
     */
    public int number() {
        return number;
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
