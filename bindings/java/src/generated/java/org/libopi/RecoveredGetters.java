// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request of the journal, and what became of it. */
abstract class RecoveredGetters {
    private final Source source;

    RecoveredGetters(Source source) {
        this.source = source;
    }

    /**
     * Number of the request in the journal; resolving by hand names it.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> id() {
        return Values.text(source.get("id"));
    }

    /**
     * Approved, not_charged or ask_human.
     *
     * @return {@link RecoveryVerdict#OTHER} for one of a later version of the library
     */
    public RecoveryVerdict verdict() {
        return RecoveryVerdict.of(source.number("verdict"));
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
     * The till's own reference, as given.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> reference() {
        return Values.text(source.get("reference"));
    }

    /**
     * The idempotency key, as given.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> key() {
        return Values.text(source.get("key"));
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
     * What the till asked for, decimal major units.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> requestedAmount() {
        return Values.amount(source.get("requested_amount"), source.get("currency"));
    }

    /**
     * What was charged, decimal major units. Only when approved.
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
     * When the till asked, local time.
     *
     * @return empty when there is nothing in it
     */
    public Optional<LocalDateTime> begunAt() {
        return Values.time(source.get("begun_at"));
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
     * Host and port of the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminal() {
        return Values.text(source.get("terminal"));
    }

    /**
     * WorkstationID of the till.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> workstation() {
        return Values.text(source.get("workstation"));
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
     * STAN: the terminal's transaction number.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> stan() {
        return Values.text(source.get("stan"));
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
     * TrxReferenceNumber: reference at the acquirer.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> trxReference() {
        return Values.text(source.get("trx_reference"));
    }

    /**
     * Card number, its last four digits.
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
     * Time at the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<LocalDateTime> authorisedAt() {
        return Values.time(source.get("authorised_at"));
    }

    /**
     * Why the verdict is what it is.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> reason() {
        return Values.text(source.get("reason"));
    }

    /**
     * What to do next, in words.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> advice() {
        return Values.text(source.get("advice"));
    }

    /**
     * Yes: recovering again later may find out.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Boolean> askAgain() {
        return Values.flag(source.get("ask_again"));
    }

    /**
     * Who settled it.
     *
     * @return empty when there is nothing in it, or one of a later version of the library
     */
    public Optional<SettledBy> settledBy() {
        return SettledBy.ofWord(source.get("settled_by"));
    }

    /**
     * The word of settledBy().
     *
     * @return also one that only a later version of the library knows
     */
    public Optional<String> settledByRaw() {
        return Values.text(source.get("settled_by"));
    }

    /**
     * When it was settled, local time.
     *
     * @return empty when there is nothing in it
     */
    public Optional<LocalDateTime> settledAt() {
        return Values.time(source.get("settled_at"));
    }

    /**
     * The person who resolved it by hand.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> who() {
        return Values.text(source.get("who"));
    }

    /**
     * Its receipts, those found during recovery included.
     *
     * @return in their order
     */
    public List<Receipt> receipts() {
        return Values.items(source.items("receipts"), Receipt::new);
    }

    /**
     * Its entries of the electronic journal, those found during recovery included.
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
     * One field as text, whatever its type.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(RecoveredField field) {
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
     * @return in the order of {@link RecoveredField}
     */
    public Map<RecoveredField, String> fields() {
        return Values.fields(RecoveredField.class, field -> source.get(field.word()));
    }
}
