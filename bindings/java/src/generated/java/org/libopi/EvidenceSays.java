// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a piece of evidence says about a request. */
public enum EvidenceSays {
    /** It was done: money moved as asked. */
    PAID("paid"),
    /** It was not done: no money moved. */
    NOT_PAID("not_paid"),
    /** That it leaves open. */
    OPEN("open");

    private final String word;

    EvidenceSays(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "paid"
     */
    public String word() {
        return word;
    }

    static Optional<EvidenceSays> ofWord(String word) {
        return Values.word(values(), EvidenceSays::word, word);
    }
}
