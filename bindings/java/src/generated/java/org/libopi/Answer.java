// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** What a device of the till answers the terminal. */
public enum Answer {
    /** Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way
     * to C. */
    DEFAULT(0),
    /** Yes: shown, printed, stored, handed out, confirmed; or see Question. */
    YES(1),
    /** No: could not or must not be done; the cashier said no, or refused to answer. */
    NO(2);

    private final int number;

    Answer(int number) {
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
