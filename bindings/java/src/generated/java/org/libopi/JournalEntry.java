// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An entry of the electronic journal. */
public final class JournalEntry {
    private final Source source;

    JournalEntry(Source source) {
        this.source = source;
    }

    /** Reads all of it at once: it outlives what it lies in. */
    static Copy copy(Source from) {
        Copy copy = new Copy();
        copy.get(from, "terminal");
        copy.get(from, "merchant");
        copy.get(from, "shop");
        copy.get(from, "transaction");
        copy.get(from, "service");
        copy.get(from, "time");
        copy.get(from, "approval_code");
        copy.get(from, "amount");
        copy.get(from, "currency");
        copy.get(from, "detailed_amount");
        copy.get(from, "result");
        copy.get(from, "acquirer");
        copy.get(from, "activation");
        copy.get(from, "reference");
        copy.get(from, "card");
        copy.get(from, "card_name");
        copy.get(from, "application_id");
        copy.get(from, "dcc_amount");
        copy.get(from, "dcc_currency");
        copy.get(from, "dcc_rate");
        copy.get(from, "dcc_markup");
        copy.get(from, "text");
        return copy;
    }

    /**
     * Terminal identification.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> terminal() {
        return Values.text(source.get("terminal"));
    }

    /**
     * Merchant identification.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> merchant() {
        return Values.text(source.get("merchant"));
    }

    /**
     * Name and address of the shop, a line each.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> shop() {
        return Values.text(source.get("shop"));
    }

    /**
     * The lines of shop().
     *
     * @return one text for each; an empty one is a blank line
     */
    public List<String> shopLines() {
        return Values.lines(source.get("shop"));
    }

    /**
     * Transaction number of the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> transaction() {
        return Values.text(source.get("transaction"));
    }

    /**
     * PURCHASE, ...
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> service() {
        return Values.text(source.get("service"));
    }

    /**
     * Local time at the terminal.
     *
     * @return empty when there is nothing in it
     */
    public Optional<LocalDateTime> time() {
        return Values.time(source.get("time"));
    }

    /**
     * Approval code.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> approvalCode() {
        return Values.text(source.get("approval_code"));
    }

    /**
     * What was charged, decimal major units.
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
     * Amount without additions, decimal major units.
     *
     * @return empty when there is nothing in it
     */
    public Optional<Money> detailedAmount() {
        return Values.amount(source.get("detailed_amount"), source.get("currency"));
    }

    /**
     * Result code.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> result() {
        return Values.text(source.get("result"));
    }

    /**
     * Acquirer.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> acquirer() {
        return Values.text(source.get("acquirer"));
    }

    /**
     * Counter of activations.
     *
     * @return empty when there is nothing in it
     */
    public OptionalLong activation() {
        return Values.number(source.get("activation"));
    }

    /**
     * Reference at the acquirer.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> reference() {
        return Values.text(source.get("reference"));
    }

    /**
     * Card number, masked.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> card() {
        return Values.text(source.get("card"));
    }

    /**
     * MC CREDIT, ...
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> cardName() {
        return Values.text(source.get("card_name"));
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
     * The text lines, if it came with any.
     *
     * @return empty when there is nothing in it
     */
    public Optional<String> text() {
        return Values.text(source.get("text"));
    }

    /**
     * The lines of text().
     *
     * @return one text for each; an empty one is a blank line
     */
    public List<String> textLines() {
        return Values.lines(source.get("text"));
    }

    /**
     * One field as text, whatever its type.
     *
     * @param field which
     * @return empty when there is nothing in it
     */
    public Optional<String> get(JournalEntryField field) {
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
     * @return in the order of {@link JournalEntryField}
     */
    public Map<JournalEntryField, String> fields() {
        return Values.fields(JournalEntryField.class, field -> source.get(field.word()));
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
