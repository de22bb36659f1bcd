// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a device of the till answers. */
public enum Answer {
    /**
     * Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way to C.
     */
    DEFAULT(0, "default"),
    /** Yes: shown, printed, stored, handed out, confirmed; or see Question. */
    YES(1, "yes"),
    /** No: could not or must not be done; the cashier said no, or refused to answer. */
    NO(2, "no"),
    /** The callback failed, as does any negative number: counted in the result, otherwise as Answer.NO. */
    FAILED(-1, "failed"),
    ;

    private final int number;
    private final String word;

    Answer(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 0
     */
    public int number() {
        return number;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "default"
     */
    public String word() {
        return word;
    }

    static Optional<Answer> ofWord(String word) {
        return Values.word(values(), Answer::word, word);
    }
}
