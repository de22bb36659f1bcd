// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** For whom a receipt is. */
public enum ReceiptRole {
    /** The customer's copy of a receipt. */
    CUSTOMER(1),
    /** The merchant's copy of a receipt. */
    MERCHANT(2),
    /** A value of a later version of the library; the numbers and texts beside it tell more. */
    OTHER(Integer.MIN_VALUE);

    private final int number;

    ReceiptRole(int number) {
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

    static ReceiptRole of(int number) {
        for (ReceiptRole value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
