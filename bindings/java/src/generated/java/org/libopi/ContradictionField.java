// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/**
 * Names of fields. Two pieces of evidence of which one says that money moved, and the other that none did.
 */
public enum ContradictionField {
    /** Where the one piece of evidence comes from. */
    FIRST("first"),
    /** Where the other one comes from. */
    SECOND("second"),
    /** Both as sentences. */
    TEXT("text");

    private final String word;

    ContradictionField(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "first"
     */
    public String word() {
        return word;
    }

    static Optional<ContradictionField> ofWord(String word) {
        return Values.word(values(), ContradictionField::word, word);
    }
}
