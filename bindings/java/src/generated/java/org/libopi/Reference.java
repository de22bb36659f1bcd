// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What ReferenceNumber holds: the merchant's reference, or something else. */
public enum Reference {
    /** The word merchant. */
    MERCHANT("merchant"),
    /** The word other. */
    OTHER("other");

    private final String word;

    Reference(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "merchant"
     */
    public String word() {
        return word;
    }

    static Optional<Reference> ofWord(String word) {
        return Values.word(values(), Reference::word, word);
    }
}
