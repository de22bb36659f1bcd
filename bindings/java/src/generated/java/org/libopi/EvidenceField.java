// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Names of fields. A sign of what became of a request that may move money. */
public enum EvidenceField {
    /** Where it comes from. */
    SOURCE("source"),
    /** What it says. */
    SAYS("says"),
    /** The same as a sentence. */
    TEXT("text");

    private final String word;

    EvidenceField(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "source"
     */
    public String word() {
        return word;
    }

    static Optional<EvidenceField> ofWord(String word) {
        return Values.word(values(), EvidenceField::word, word);
    }
}
