// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** How much is logged. */
public enum LogLevel {
    /** No log. */
    OFF(0),
    /** Faults: something does not work. */
    ERROR(1),
    /** Unusual, and handled. */
    WARN(2),
    /** Each request and its outcome. */
    INFO(3),
    /** Each message, in short. */
    DEBUG(4),
    /** Everything, card data masked. */
    TRACE(5);

    private final int number;

    LogLevel(int number) {
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
}
