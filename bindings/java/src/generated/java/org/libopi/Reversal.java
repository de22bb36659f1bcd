// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a reversal undoes: the last transaction, or the one with a STAN. */
public enum Reversal {
    /** The word last. */
    LAST("last"),
    /** The word stan. */
    STAN("stan");

    private final String word;

    Reversal(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "last"
     */
    public String word() {
        return word;
    }

    static Optional<Reversal> ofWord(String word) {
        return Values.word(values(), Reversal::word, word);
    }
}
