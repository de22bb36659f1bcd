// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own. */
public enum CallbackIds {
    /** The word suffixed. */
    SUFFIXED("suffixed"),
    /** The word sequence. */
    SEQUENCE("sequence"),
    /** The word own. */
    OWN("own");

    private final String word;

    CallbackIds(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "suffixed"
     */
    public String word() {
        return word;
    }

    static Optional<CallbackIds> ofWord(String word) {
        return Values.word(values(), CallbackIds::word, word);
    }
}
