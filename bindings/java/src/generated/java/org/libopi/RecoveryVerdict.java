// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** What became of a request whose outcome was open. */
public enum RecoveryVerdict {
    /** The terminal did it: the money has moved. Book it. */
    APPROVED(1),
    /** Nothing was charged. */
    NOT_CHARGED(2),
    /** The evidence does not tell: compare receipts and totals, then Terminal.resolve. */
    ASK_HUMAN(3),
    /** A value of a later version of the library; the numbers and texts beside it tell more. */
    OTHER(Integer.MIN_VALUE);

    private final int number;

    RecoveryVerdict(int number) {
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

    static RecoveryVerdict of(int number) {
        for (RecoveryVerdict value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
