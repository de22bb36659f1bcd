// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** The text fields of a result. */
public enum ResultField {
    /** approved, declined, aborted, refused, not_sent or unknown. */
    VERDICT("verdict"),
    /** Name of the status code behind the verdict, e.g. Status.PRINT_LAST_TICKET. */
    STATUS("status"),
    /** May money have moved: no, possibly or yes. */
    MONEY_MOVED("money_moved"),
    /** What happened, in words, unless approved. */
    MESSAGE("message"),
    /** What to do next, in words, unless approved. */
    ADVICE("advice"),
    /** Kind of request, as on the wire. */
    KIND("kind"),
    /** RequestID under which the terminal was asked. */
    REQUEST_ID("request_id"),
    /** The till's own reference, as given. */
    REFERENCE("reference"),
    /** Number of the request in the journal. */
    JOURNAL_ID("journal_id"),
    /** yes: the idempotency key was known, this is the stored outcome, and nothing was sent. */
    FROM_JOURNAL("from_journal"),
    /** OverallResult of the terminal. */
    OVERALL_RESULT("overall_result"),
    /** What the terminal charged, decimal major units; may exceed the request (tip). Only when approved. */
    AMOUNT("amount"),
    /** ISO 4217 letters. */
    CURRENCY("currency"),
    /** What the till asked for, decimal major units. */
    REQUESTED_AMOUNT("requested_amount"),
    /** Tip, decimal major units: what the terminal says, else what exceeds the request. */
    TIP("tip"),
    /** Cash handed out, decimal major units. */
    CASHBACK("cashback"),
    /** TerminalID. */
    TERMINAL_ID("terminal_id"),
    /** STAN: the terminal's transaction number, needed to reverse in de. */
    STAN("stan"),
    /** TerminalBatch. */
    BATCH("batch"),
    /** ApprovalCode. */
    APPROVAL_CODE("approval_code"),
    /** TrxReferenceNumber: reference at the acquirer, for refunds in ch. */
    TRX_REFERENCE("trx_reference"),
    /** ReceiptNumber (de). */
    RECEIPT_NUMBER("receipt_number"),
    /** Card number, masked: at most the first six and last four digits. */
    CARD("card"),
    /** Brand of the card. */
    CARD_CIRCUIT("card_circuit"),
    /** Time at the terminal. */
    AUTHORISED_AT("authorised_at"),
    /** Online, Offline, . */
    AUTHORISATION_TYPE("authorisation_type"),
    /** AcquirerID. */
    ACQUIRER("acquirer"),
    /** Merchant contract number. */
    MERCHANT("merchant"),
    /** AID of the chip. */
    APPLICATION_ID("application_id"),
    /** Response code of the host, ISO 8583; 0 is approval. */
    ACTION_CODE("action_code"),
    /** Repeated answer: which kind of request it answered. */
    ORIGINAL_KIND("original_kind"),
    /** Repeated answer: RequestID of the request it answered. */
    ORIGINAL_REQUEST_ID("original_request_id"),
    /** Repeated answer: the till that had asked. */
    ORIGINAL_WORKSTATION("original_workstation"),
    /** Repeated answer: OverallResult of the request it answered. */
    ORIGINAL_RESULT("original_result"),
    /** HostDeclineReason (ch). */
    HOST_DECLINE_REASON("host_decline_reason"),
    /** TerminalDeclineReason (ch). */
    TERMINAL_DECLINE_REASON("terminal_decline_reason");

    private final String text;

    ResultField(String text) {
        this.text = text;
    }

    /**
     * The name in texts, in JSON and in the other languages.
     *
     * @return such as "verdict"
     */
    public String text() {
        return text;
    }
}
