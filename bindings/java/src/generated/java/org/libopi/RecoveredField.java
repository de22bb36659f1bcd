// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Names of fields. A request of the journal, and what became of it. */
public enum RecoveredField {
    /** Number of the request in the journal; resolving by hand names it. */
    ID("id"),
    /** approved, not_charged or ask_human. */
    VERDICT("verdict"),
    /** The till's own reference, as given. */
    REFERENCE("reference"),
    /** The idempotency key, as given. */
    KEY("key"),
    /** Kind of request, as on the wire. */
    KIND("kind"),
    /** What the till asked for, decimal major units. */
    REQUESTED_AMOUNT("requested_amount"),
    /** What was charged, decimal major units. Only when approved. */
    AMOUNT("amount"),
    /** ISO 4217 letters. */
    CURRENCY("currency"),
    /** When the till asked, local time. */
    BEGUN_AT("begun_at"),
    /** RequestID under which the terminal was asked. */
    REQUEST_ID("request_id"),
    /** Host and port of the terminal. */
    TERMINAL("terminal"),
    /** WorkstationID of the till. */
    WORKSTATION("workstation"),
    /** TerminalID. */
    TERMINAL_ID("terminal_id"),
    /** STAN: the terminal's transaction number. */
    STAN("stan"),
    /** ApprovalCode. */
    APPROVAL_CODE("approval_code"),
    /** TrxReferenceNumber: reference at the acquirer. */
    TRX_REFERENCE("trx_reference"),
    /** Card number, its last four digits. */
    CARD("card"),
    /** Brand of the card. */
    CARD_CIRCUIT("card_circuit"),
    /** Time at the terminal. */
    AUTHORISED_AT("authorised_at"),
    /** Why the verdict is what it is. */
    REASON("reason"),
    /** What to do next, in words. */
    ADVICE("advice"),
    /** yes: recovering again later may find out. */
    ASK_AGAIN("ask_again"),
    /** Who settled it. */
    SETTLED_BY("settled_by"),
    /** When it was settled, local time. */
    SETTLED_AT("settled_at"),
    /** The person who resolved it by hand. */
    WHO("who");

    private final String word;

    RecoveredField(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "id"
     */
    public String word() {
        return word;
    }

    static Optional<RecoveredField> ofWord(String word) {
        return Values.word(values(), RecoveredField::word, word);
    }
}
