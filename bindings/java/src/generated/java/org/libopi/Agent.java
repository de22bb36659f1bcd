// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Kind of business of an OnlineAgent. */
public enum Agent {
    /** Loading a prepaid mobile phone. */
    MOBILE_PHONE_PREPAID("MobilePhonePrepaid"),
    /** Authorising by mobile phone. */
    MOBILE_PHONE_AUTHORISATION("MobilePhoneAuthorisation");

    private final String word;

    Agent(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "MobilePhonePrepaid"
     */
    public String word() {
        return word;
    }

    static Optional<Agent> ofWord(String word) {
        return Values.word(values(), Agent::word, word);
    }
}
