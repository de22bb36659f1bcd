// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** What kind of answer a question wants. */
public enum Prompt {
    /** Yes or no: answer Answer.YES or Answer.NO. */
    CONFIRMATION(1),
    /** Digits, an amount or the number of a menu item: Question.answerNumber, then Answer.YES. */
    NUMBER(2),
    /** Text: Question.answerText, then Answer.YES. */
    TEXT(3),
    /** Any key: answer Answer.YES to go on. */
    ANY_KEY(4),
    /** A command that this library does not know; Question.command names it. */
    OTHER(5);

    private final int number;

    Prompt(int number) {
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

    static Prompt of(int number) {
        for (Prompt value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }
}
