// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Who says that the till knows an outcome. */
public enum Acknowledge {
    /** The till itself. */
    TILL("till"),
    /** The library, as soon as it has returned it. */
    AUTO("auto");

    private final String word;

    Acknowledge(String word) {
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

    static Optional<Acknowledge> ofWord(String word) {
        return Values.word(values(), Acknowledge::word, word);
    }
}
