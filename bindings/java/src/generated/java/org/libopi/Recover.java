// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** When unresolved requests are looked into. */
public enum Recover {
    /** When the till calls recover. */
    CALL("call"),
    /** When the terminal is opened, too. */
    OPEN("open");

    private final String word;

    Recover(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "call"
     */
    public String word() {
        return word;
    }

    static Optional<Recover> ofWord(String word) {
        return Values.word(values(), Recover::word, word);
    }
}
