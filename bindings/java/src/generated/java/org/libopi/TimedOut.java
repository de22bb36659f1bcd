// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What TimedOut without a sign of an authorisation means for money. */
public enum TimedOut {
    /** The word declined. */
    DECLINED("declined"),
    /** The word unknown. */
    UNKNOWN("unknown");

    private final String word;

    TimedOut(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "declined"
     */
    public String word() {
        return word;
    }

    static Optional<TimedOut> ofWord(String word) {
        return Values.word(values(), TimedOut::word, word);
    }
}
