// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Where a piece of evidence comes from. */
public enum EvidenceSource {
    /** The connection: nothing was sent, or no answer came. */
    CONNECTION("connection"),
    /** How the terminal's answer says that the request ended. */
    ANSWER("answer"),
    /** The approval code in the answer; one of blanks or zeros is none. */
    APPROVAL_CODE("approval_code"),
    /** The acquirer's reference in the answer: its host took part. */
    TRX_REFERENCE("trx_reference"),
    /** The host's response code in the answer, where it is a refusal. */
    ACTION_CODE("action_code"),
    /** The reason for a decline that the terminal names, its own or the host's. */
    DECLINE_REASON("decline_reason"),
    /** The total in an answer that leaves open how the request ended. */
    TOTAL("total"),
    /** An entry of the electronic journal. */
    JOURNAL("journal"),
    /** A receipt on which a line says nothing but approved or declined. */
    RECEIPT("receipt"),
    /** What recovery found out. */
    RECOVERY("recovery"),
    /** What the person said who resolved the request by hand. */
    PERSON("person");

    private final String word;

    EvidenceSource(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "connection"
     */
    public String word() {
        return word;
    }

    static Optional<EvidenceSource> ofWord(String word) {
        return Values.word(values(), EvidenceSource::word, word);
    }
}
