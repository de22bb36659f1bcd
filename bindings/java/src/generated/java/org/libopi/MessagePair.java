// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** The pair of messages that carries a request. */
public enum MessagePair {
    /** CardServiceRequest and its answer. */
    CARD("card"),
    /** ServiceRequest and its answer. */
    SERVICE("service");

    private final String word;

    MessagePair(String word) {
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

    static Optional<MessagePair> ofWord(String word) {
        return Values.word(values(), MessagePair::word, word);
    }
}
