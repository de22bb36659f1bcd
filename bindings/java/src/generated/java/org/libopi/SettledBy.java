// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Who settled a request. */
public enum SettledBy {
    /** The terminal's own answer, in the call that asked. */
    ANSWER("answer"),
    /** Recovery, from evidence. */
    RECOVERY("recovery"),
    /** A person. */
    PERSON("person");

    private final String word;

    SettledBy(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "answer"
     */
    public String word() {
        return word;
    }

    static Optional<SettledBy> ofWord(String word) {
        return Values.word(values(), SettledBy::word, word);
    }
}
