// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** Whether money has moved. */
public enum MoneyMoved {
    /** No money has moved. */
    NO(0),
    /** Money may have moved: find out before charging again. */
    POSSIBLY(1),
    /** Money has moved. */
    YES(2);

    private final int number;

    MoneyMoved(int number) {
        this.number = number;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 0
     */
    public int number() {
        return number;
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
