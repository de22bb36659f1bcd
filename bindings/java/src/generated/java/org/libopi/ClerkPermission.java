// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What the cashier may do. */
public enum ClerkPermission {
    /** The lowest. */
    LOW("Low"),
    /** The middle one. */
    MEDIUM("Medium"),
    /** The highest. */
    HIGH("High");

    private final String word;

    ClerkPermission(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "Low"
     */
    public String word() {
        return word;
    }

    static Optional<ClerkPermission> ofWord(String word) {
        return Values.word(values(), ClerkPermission::word, word);
    }
}
