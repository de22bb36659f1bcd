// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How a request ended: its verdict, everything the terminal said, the receipts. */
abstract class ResultGetters {
    private final Source source;

    ResultGetters(Source source) {
        this.source = source;
    }

    /**
     * Approved, declined, aborted, refused, not_sent or unknown.
     *
     * @return {@link Verdict#OTHER} for one of a later version of the library
     */
    public Verdict verdict() {
        return Verdict.of(source.number("verdict"));
    }

    /**
     * The number of verdict().
     *
     * @return also one that only a later version of the library knows
     */
    public int verdictRaw() {
        return source.number("verdict");
    }

    /**
     * Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET.
     *
     * @return {@link Status#OTHER} for one of a later version of the library
     */
    public Status status() {
        return Status.of(source.number("status"));
    }

    /**
     * The number of status().
     *
     * @return also one that only a later version of the library knows
     */
    public int statusRaw() {
        return source.number("status");
    }

    /**
     * May money have moved: no, possibly or yes.
     *
     * @return {@link MoneyMoved#POSSIBLY} for one of a later version of the library
     */
    public MoneyMoved moneyMoved() {
        return MoneyMoved.of(source.number("money"));
    }

    /**
     * The number of moneyMoved().
     *
     * @return also one that only a later version of the library knows
     */
    public int moneyMovedRaw() {
        return source.number("money");
    }

    /**
     * What happened, in words, unless approved.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> message() {
        return Values.text(source.get("message"));
    }

    /**
     * What to do next, in words, unless approved.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> advice() {
        return Values.text(source.get("advice"));
    }

    /**
     * Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> declineReason() {
        return Values.text(source.get("decline_reason"));
    }

    /**
     * Yes when a payment with force_acceptance may help, where the contract allows it (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<Boolean> forcePossible() {
        return Values.flag(source.get("force_possible"));
    }

    /**
     * Kind of request, as on the wire.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<RequestKind> kind() {
        return RequestKind.ofWord(source.get("kind"));
    }

    /**
     * The word of kind().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> kindRaw() {
        return Values.text(source.get("kind"));
    }

    /**
     * RequestID under which the terminal was asked.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> requestId() {
        return Values.text(source.get("request_id"));
    }

    /**
     * The till's own reference, as given.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> reference() {
        return Values.text(source.get("reference"));
    }

    /**
     * Number of the request in the journal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> journalId() {
        return Values.text(source.get("journal_id"));
    }

    /**
     * Yes: the idempotency key was known, this is the stored outcome, and nothing was sent.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Boolean> fromJournal() {
        return Values.flag(source.get("from_journal"));
    }

    /**
     * OverallResult of the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> overallResult() {
        return Values.text(source.get("overall_result"));
    }

    /**
     * What the terminal charged, decimal major units; may exceed the request (tip). Only when approved.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> amount() {
        return Values.amount(source.get("amount"), source.get("currency"));
    }

    /**
     * ISO 4217 letters.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> currency() {
        return Values.text(source.get("currency"));
    }

    /**
     * What the till asked for, decimal major units.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> requestedAmount() {
        return Values.amount(source.get("requested_amount"), source.get("requested_currency"));
    }

    /**
     * ISO 4217 letters of what the till asked for.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> requestedCurrency() {
        return Values.text(source.get("requested_currency"));
    }

    /**
     * Tip, decimal major units: what the terminal says, else what exceeds the request.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> tip() {
        return Values.amount(source.get("tip"), source.get("currency"));
    }

    /**
     * Cash handed out, decimal major units.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> cashback() {
        return Values.amount(source.get("cashback"), source.get("currency"));
    }

    /**
     * Donation, decimal major units (ATS).
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> donation() {
        return Values.amount(source.get("donation"), source.get("currency"));
    }

    /**
     * What is left on the card, decimal major units.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> balance() {
        return Values.amount(source.get("balance"), source.get("requested_currency"));
    }

    /**
     * Yes when the cardholder was offered a conversion of the currency, or took one.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Boolean> dccOffered() {
        return Values.flag(source.get("dcc_offered"));
    }

    /**
     * Yes or no: whether the cardholder took the conversion; empty when not known.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Boolean> dccAccepted() {
        return Values.flag(source.get("dcc_accepted"));
    }

    /**
     * Amount in the cardholder's currency.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> dccAmount() {
        return Values.amount(source.get("dcc_amount"), source.get("dcc_currency"));
    }

    /**
     * The cardholder's currency: its code, else its name.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> dccCurrency() {
        return Values.text(source.get("dcc_currency"));
    }

    /**
     * Exchange rate.
     *
     * @return empty when there is nothing in it
     */
    public Optional<BigDecimal> dccRate() {
        return Values.decimal(source.get("dcc_rate"));
    }

    /**
     * Mark-up in per cent.
     *
     * @return empty when there is nothing in it
     */
    public Optional<BigDecimal> dccMarkup() {
        return Values.decimal(source.get("dcc_markup"));
    }

    /**
     * TerminalID.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminalId() {
        return Values.text(source.get("terminal_id"));
    }

    /**
     * STAN: the terminal's transaction number, needed to reverse in de.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> stan() {
        return Values.text(source.get("stan"));
    }

    /**
     * TerminalBatch.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> batch() {
        return Values.text(source.get("batch"));
    }

    /**
     * ApprovalCode.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> approvalCode() {
        return Values.text(source.get("approval_code"));
    }

    /**
     * TrxReferenceNumber: reference at the acquirer, for refunds in ch.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> trxReference() {
        return Values.text(source.get("trx_reference"));
    }

    /**
     * ReceiptNumber (de).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> receiptNumber() {
        return Values.text(source.get("receipt_number"));
    }

    /**
     * Card number, masked: at most the first six and last four digits.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> card() {
        return Values.text(source.get("card"));
    }

    /**
     * Brand of the card.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> cardCircuit() {
        return Values.text(source.get("card_circuit"));
    }

    /**
     * Sequence number of the card (de).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> cardSequence() {
        return Values.text(source.get("card_sequence"));
    }

    /**
     * Issue number of the card (ATS).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> issueNumber() {
        return Values.text(source.get("issue_number"));
    }

    /**
     * How the card was read, as the terminal calls it: NFC, ...
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> entryMethod() {
        return Values.text(source.get("entry_method"));
    }

    /**
     * How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ...
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> verificationMethod() {
        return Values.text(source.get("verification_method"));
    }

    /**
     * Language of the cardholder.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> cardLanguage() {
        return Values.text(source.get("card_language"));
    }

    /**
     * Token that stands for the card; tokens in the JSON has all of them.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> token() {
        return Values.text(source.get("token"));
    }

    /**
     * Time at the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<LocalDateTime> authorisedAt() {
        return Values.time(source.get("authorised_at"));
    }

    /**
     * Online, Offline, …
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> authorisationType() {
        return Values.text(source.get("authorisation_type"));
    }

    /**
     * AcquirerID.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> acquirer() {
        return Values.text(source.get("acquirer"));
    }

    /**
     * Batch at the acquirer.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> acquirerBatch() {
        return Values.text(source.get("acquirer_batch"));
    }

    /**
     * IssuerID.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> issuer() {
        return Values.text(source.get("issuer"));
    }

    /**
     * Merchant contract number.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> merchant() {
        return Values.text(source.get("merchant"));
    }

    /**
     * AID of the chip.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> applicationId() {
        return Values.text(source.get("application_id"));
    }

    /**
     * Response code of the host, ISO 8583; 0 is approval.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> actionCode() {
        return Values.text(source.get("action_code"));
    }

    /**
     * How many copies to print.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong receiptCopies() {
        return Values.number(source.get("receipt_copies"));
    }

    /**
     * CaptureReference (ATS).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> captureReference() {
        return Values.text(source.get("capture_reference"));
    }

    /**
     * TrackingReference (ATS).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> trackingReference() {
        return Values.text(source.get("tracking_reference"));
    }

    /**
     * Products that the card may not pay for, separated by commas (ifsf).
     *
     * @return empty when there is nothing in it
     */
    public List<String> restrictionCodes() {
        return Values.list(source.get("restriction_codes"));
    }

    /**
     * Approval of the loyalty host (ifsf).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> loyaltyApprovalCode() {
        return Values.text(source.get("loyalty_approval_code"));
    }

    /**
     * Loyalty points or their worth (ifsf).
     *
     * @return empty when there is nothing in it
     */
    public Optional<BigDecimal> loyaltyAmount() {
        return Values.decimal(source.get("loyalty_amount"));
    }

    /**
     * Points after the transaction (ATS).
     *
     * @return empty when there is nothing in it
     */
    public Optional<BigDecimal> loyaltyPoints() {
        return Values.decimal(source.get("loyalty_points"));
    }

    /**
     * Repeated answer: which kind of request it answered.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<RequestKind> originalKind() {
        return RequestKind.ofWord(source.get("original_kind"));
    }

    /**
     * The word of originalKind().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> originalKindRaw() {
        return Values.text(source.get("original_kind"));
    }

    /**
     * Repeated answer: RequestID of the request it answered.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> originalRequestId() {
        return Values.text(source.get("original_request_id"));
    }

    /**
     * Repeated answer: the till that had asked.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> originalWorkstation() {
        return Values.text(source.get("original_workstation"));
    }

    /**
     * Repeated answer: OverallResult of the request it answered.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> originalResult() {
        return Values.text(source.get("original_result"));
    }

    /**
     * HostDeclineReason (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> hostDeclineReason() {
        return Values.text(source.get("host_decline_reason"));
    }

    /**
     * TerminalDeclineReason (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminalDeclineReason() {
        return Values.text(source.get("terminal_decline_reason"));
    }

    /**
     * The vendor's own error number (de).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> vendorErrorCode() {
        return Values.text(source.get("vendor_error_code"));
    }

    /**
     * The vendor's own words for it (de).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> vendorErrorText() {
        return Values.text(source.get("vendor_error_text"));
    }

    /**
     * TerminalStatus (ch); the list of values is not public.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminalStatus() {
        return Values.text(source.get("terminal_status"));
    }

    /**
     * TerminalSubStatus (ch); the list of values is not public.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminalSubStatus() {
        return Values.text(source.get("terminal_sub_status"));
    }

    /**
     * Address of the terminal (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminalIp() {
        return Values.text(source.get("terminal_ip"));
    }

    /**
     * Version of the payment application (ch, de).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> appVersion() {
        return Values.text(source.get("app_version"));
    }

    /**
     * Merchant identification in ep2 (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> ep2MerchantId() {
        return Values.text(source.get("ep2_merchant_id"));
    }

    /**
     * Hardware of the terminal (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> hardware() {
        return Values.text(source.get("hardware"));
    }

    /**
     * Serial number of the terminal (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> serialNumber() {
        return Values.text(source.get("serial_number"));
    }

    /**
     * Name of the terminal's configuration (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> configurationName() {
        return Values.text(source.get("configuration_name"));
    }

    /**
     * Version of the terminal's configuration (ch).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> configurationVersion() {
        return Values.text(source.get("configuration_version"));
    }

    /**
     * Brands that the terminal accepts, separated by commas (nl, ch).
     *
     * @return empty when there is nothing in it
     */
    public List<String> cardCircuits() {
        return Values.list(source.get("card_circuits"));
    }

    /**
     * Acquirers that the terminal works with, separated by commas (ch).
     *
     * @return empty when there is nothing in it
     */
    public List<String> acquirers() {
        return Values.list(source.get("acquirers"));
    }

    /**
     * What a diagnosis found, in words (de, ifsf).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> diagnosisResult() {
        return Values.text(source.get("diagnosis_result"));
    }

    /**
     * When the terminal restarts (CCV Germany).
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> nextReboot() {
        return Values.text(source.get("next_reboot"));
    }

    /**
     * How many stored transactions were taken (ATS).
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong submittedCount() {
        return Values.number(source.get("submitted_count"));
    }

    /**
     * How many stored transactions were not taken (ATS).
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong notSubmittedCount() {
        return Values.number(source.get("not_submitted_count"));
    }

    /**
     * Free text that the vendor added.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> privateData() {
        return Values.text(source.get("private_data"));
    }

    /**
     * The lines of privateData().
     *
     * @return one text for each; an empty one is a blank line
     */
    public List<String> privateDataLines() {
        return Values.lines(source.get("private_data"));
    }

    /**
     * The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked, secrets
     * dropped.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> raw() {
        return Values.text(source.get("raw"));
    }

    /**
     * The bytes of raw(), in UTF-8: the library's own, not a copy. They stay as long as the buffer or a view of it.
     *
     * @return empty when there is nothing in it
     */
    public Optional<ByteBuffer> rawBytes() {
        return Optional.ofNullable(source.bytes("raw"));
    }

    /**
     * How many callbacks of the till failed during the call.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong failedCallbacks() {
        return Values.number(source.number("failed_callbacks"));
    }

    /**
     * The whole result as one JSON object.
     *
     * @return the text; may be empty
     */
    public String json() {
        return source.text("json");
    }

    /**
     * The receipts that came during the call, printed or not.
     *
     * @return in their order
     */
    public List<Receipt> receipts() {
        return Values.items(source.items("receipts"), Receipt::new);
    }

    /**
     * The entries of the electronic journal that came during the call.
     *
     * @return in their order
     */
    public List<JournalEntry> journal() {
        return Values.items(source.items("journal"), JournalEntry::new);
    }

    /**
     * What speaks for and against that money moved.
     *
     * @return in their order
     */
    public List<Evidence> evidence() {
        return Values.items(source.items("evidence"), Evidence::new);
    }

    /**
     * Pairs of evidence that cannot both be true.
     *
     * @return in their order
     */
    public List<Contradiction> contradictions() {
        return Values.items(source.items("contradictions"), Contradiction::new);
    }

    /**
     * What was unusual on the way, in plain words, for the log.
     *
     * @return in their order
     */
    public List<String> notes() {
        return source.texts("notes");
    }

    /**
     * One field as text, whatever its type.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(ResultField field) {
        return get(field.word());
    }

    /**
     * One field as text, by its name: also one that only a later version of the library knows.
     *
     * @param field its name
     * @return empty when there is nothing in it, or no such field
     */
    public Optional<String> get(String field) {
        return Values.text(source.get(field));
    }

    /**
     * Every field that is not empty, as text.
     *
     * @return in the order of {@link ResultField}
     */
    public Map<ResultField, String> fields() {
        return Values.fields(ResultField.class, field -> source.get(field.word()));
    }
}
