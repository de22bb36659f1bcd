// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The connection an abort travels on. */
public enum AbortConnection {
    /** The word second. */
    SECOND("second"),
    /** The word same. */
    SAME("same");

    private final String word;

    AbortConnection(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "second"
     */
    public String word() {
        return word;
    }

    static Optional<AbortConnection> ofWord(String word) {
        return Values.word(values(), AbortConnection::word, word);
    }
}
