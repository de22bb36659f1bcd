// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Names of fields. How a request ended: its verdict, everything the terminal said, the receipts. */
public enum ResultField {
    /** approved, declined, aborted, refused, not_sent or unknown. */
    VERDICT("verdict"),
    /** Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET. */
    STATUS("status"),
    /** May money have moved: no, possibly or yes. */
    MONEY_MOVED("money_moved"),
    /** What happened, in words, unless approved. */
    MESSAGE("message"),
    /** What to do next, in words, unless approved. */
    ADVICE("advice"),
    /**
     * Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number.
     */
    DECLINE_REASON("decline_reason"),
    /** yes when a payment with force_acceptance may help, where the contract allows it (ch). */
    FORCE_POSSIBLE("force_possible"),
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
    /** ISO 4217 letters of what the till asked for. */
    REQUESTED_CURRENCY("requested_currency"),
    /** Tip, decimal major units: what the terminal says, else what exceeds the request. */
    TIP("tip"),
    /** Cash handed out, decimal major units. */
    CASHBACK("cashback"),
    /** Donation, decimal major units (ATS). */
    DONATION("donation"),
    /** What is left on the card, decimal major units. */
    BALANCE("balance"),
    /** yes when the cardholder was offered a conversion of the currency, or took one. */
    DCC_OFFERED("dcc_offered"),
    /** yes or no: whether the cardholder took the conversion; empty when not known. */
    DCC_ACCEPTED("dcc_accepted"),
    /** Amount in the cardholder's currency. */
    DCC_AMOUNT("dcc_amount"),
    /** The cardholder's currency: its code, else its name. */
    DCC_CURRENCY("dcc_currency"),
    /** Exchange rate. */
    DCC_RATE("dcc_rate"),
    /** Mark-up in per cent. */
    DCC_MARKUP("dcc_markup"),
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
    /** Sequence number of the card (de). */
    CARD_SEQUENCE("card_sequence"),
    /** Issue number of the card (ATS). */
    ISSUE_NUMBER("issue_number"),
    /** How the card was read, as the terminal calls it: NFC, ... */
    ENTRY_METHOD("entry_method"),
    /** How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ... */
    VERIFICATION_METHOD("verification_method"),
    /** Language of the cardholder. */
    CARD_LANGUAGE("card_language"),
    /** Token that stands for the card; tokens in the JSON has all of them. */
    TOKEN("token"),
    /** Time at the terminal. */
    AUTHORISED_AT("authorised_at"),
    /** Online, Offline, … */
    AUTHORISATION_TYPE("authorisation_type"),
    /** AcquirerID. */
    ACQUIRER("acquirer"),
    /** Batch at the acquirer. */
    ACQUIRER_BATCH("acquirer_batch"),
    /** IssuerID. */
    ISSUER("issuer"),
    /** Merchant contract number. */
    MERCHANT("merchant"),
    /** AID of the chip. */
    APPLICATION_ID("application_id"),
    /** Response code of the host, ISO 8583; 0 is approval. */
    ACTION_CODE("action_code"),
    /** How many copies to print. */
    RECEIPT_COPIES("receipt_copies"),
    /** CaptureReference (ATS). */
    CAPTURE_REFERENCE("capture_reference"),
    /** TrackingReference (ATS). */
    TRACKING_REFERENCE("tracking_reference"),
    /** Products that the card may not pay for, separated by commas (ifsf). */
    RESTRICTION_CODES("restriction_codes"),
    /** Approval of the loyalty host (ifsf). */
    LOYALTY_APPROVAL_CODE("loyalty_approval_code"),
    /** Loyalty points or their worth (ifsf). */
    LOYALTY_AMOUNT("loyalty_amount"),
    /** Points after the transaction (ATS). */
    LOYALTY_POINTS("loyalty_points"),
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
    TERMINAL_DECLINE_REASON("terminal_decline_reason"),
    /** The vendor's own error number (de). */
    VENDOR_ERROR_CODE("vendor_error_code"),
    /** The vendor's own words for it (de). */
    VENDOR_ERROR_TEXT("vendor_error_text"),
    /** TerminalStatus (ch); the list of values is not public. */
    TERMINAL_STATUS("terminal_status"),
    /** TerminalSubStatus (ch); the list of values is not public. */
    TERMINAL_SUB_STATUS("terminal_sub_status"),
    /** Address of the terminal (ch). */
    TERMINAL_IP("terminal_ip"),
    /** Version of the payment application (ch, de). */
    APP_VERSION("app_version"),
    /** Merchant identification in ep2 (ch). */
    EP2_MERCHANT_ID("ep2_merchant_id"),
    /** Hardware of the terminal (ch). */
    HARDWARE("hardware"),
    /** Serial number of the terminal (ch). */
    SERIAL_NUMBER("serial_number"),
    /** Name of the terminal's configuration (ch). */
    CONFIGURATION_NAME("configuration_name"),
    /** Version of the terminal's configuration (ch). */
    CONFIGURATION_VERSION("configuration_version"),
    /** Brands that the terminal accepts, separated by commas (nl, ch). */
    CARD_CIRCUITS("card_circuits"),
    /** Acquirers that the terminal works with, separated by commas (ch). */
    ACQUIRERS("acquirers"),
    /** What a diagnosis found, in words (de, ifsf). */
    DIAGNOSIS_RESULT("diagnosis_result"),
    /** When the terminal restarts (CCV Germany). */
    NEXT_REBOOT("next_reboot"),
    /** How many stored transactions were taken (ATS). */
    SUBMITTED_COUNT("submitted_count"),
    /** How many stored transactions were not taken (ATS). */
    NOT_SUBMITTED_COUNT("not_submitted_count"),
    /** Free text that the vendor added. */
    PRIVATE_DATA("private_data"),
    /**
     * The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked, secrets
     * dropped.
     */
    RAW("raw");

    private final String word;

    ResultField(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "verdict"
     */
    public String word() {
        return word;
    }

    static Optional<ResultField> ofWord(String word) {
        return Values.word(values(), ResultField::word, word);
    }
}
