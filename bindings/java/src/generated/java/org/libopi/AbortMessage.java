// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The message pair of an abort. */
public enum AbortMessage {
    /** The word card. */
    CARD("card"),
    /** The word service. */
    SERVICE("service");

    private final String word;

    AbortMessage(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "card"
     */
    public String word() {
        return word;
    }

    static Optional<AbortMessage> ofWord(String word) {
        return Values.word(values(), AbortMessage::word, word);
    }
}
