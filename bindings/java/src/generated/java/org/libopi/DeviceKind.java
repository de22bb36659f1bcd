// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** Which of the till's devices the terminal wants. */
public enum DeviceKind {
    /** Text to show: callback display. */
    DISPLAY(1),
    /** A receipt to print: callback print. */
    PRINT(2),
    /** A question to the cashier: callback input. */
    INPUT(3),
    /** Goods to hand out: callback deliver. */
    DELIVERY(4),
    /** An entry for the electronic journal: callback journal. */
    JOURNAL(5),
    /** A value of a later version of the library; the numbers and texts beside it tell more. */
    OTHER(Integer.MIN_VALUE);

    private final int number;

    DeviceKind(int number) {
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

    static DeviceKind of(int number) {
        for (DeviceKind value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
