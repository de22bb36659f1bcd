// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What kind of answer a question wants. */
public enum Prompt {
    /** Yes or no: answer Answer.YES or Answer.NO. */
    CONFIRMATION(1, "confirmation"),
    /** Digits, an amount or the number of a menu item: Question.answerNumber, then Answer.YES. */
    NUMBER(2, "number"),
    /** Text: Question.answerText, then Answer.YES. */
    TEXT(3, "text"),
    /** Any key: answer Answer.YES to go on. */
    ANY_KEY(4, "any_key"),
    /** A command that this library does not know; Question.command names it. */
    OTHER(5, "other"),
    ;

    private final int number;
    private final String word;

    Prompt(int number, String word) {
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
     * @return such as "confirmation"
     */
    public String word() {
        return word;
    }

    static Optional<Prompt> ofWord(String word) {
        return Values.word(values(), Prompt::word, word);
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
