// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Who takes the electronic journal. */
public enum JournalTaker {
    /** The till. */
    TILL("till"),
    /** Nobody. */
    NONE("none");

    private final String word;

    JournalTaker(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "till"
     */
    public String word() {
        return word;
    }

    static Optional<JournalTaker> ofWord(String word) {
        return Values.word(values(), JournalTaker::word, word);
    }
}
