// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Names of fields. An entry of the electronic journal. */
public enum JournalEntryField {
    /** Terminal identification. */
    TERMINAL("terminal"),
    /** Merchant identification. */
    MERCHANT("merchant"),
    /** Name and address of the shop, a line each. */
    SHOP("shop"),
    /** Transaction number of the terminal. */
    TRANSACTION("transaction"),
    /** PURCHASE, ... */
    SERVICE("service"),
    /** Local time at the terminal. */
    TIME("time"),
    /** Approval code. */
    APPROVAL_CODE("approval_code"),
    /** What was charged, decimal major units. */
    AMOUNT("amount"),
    /** ISO 4217 letters. */
    CURRENCY("currency"),
    /** Amount without additions, decimal major units. */
    DETAILED_AMOUNT("detailed_amount"),
    /** Result code. */
    RESULT("result"),
    /** Acquirer. */
    ACQUIRER("acquirer"),
    /** Counter of activations. */
    ACTIVATION("activation"),
    /** Reference at the acquirer. */
    REFERENCE("reference"),
    /** Card number, masked. */
    CARD("card"),
    /** MC CREDIT, ... */
    CARD_NAME("card_name"),
    /** AID of the chip. */
    APPLICATION_ID("application_id"),
    /** Amount in the cardholder's currency. */
    DCC_AMOUNT("dcc_amount"),
    /** The cardholder's currency: its code, else its name. */
    DCC_CURRENCY("dcc_currency"),
    /** Exchange rate. */
    DCC_RATE("dcc_rate"),
    /** Mark-up in per cent. */
    DCC_MARKUP("dcc_markup"),
    /** The text lines, if it came with any. */
    TEXT("text");

    private final String word;

    JournalEntryField(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "terminal"
     */
    public String word() {
        return word;
    }

    static Optional<JournalEntryField> ofWord(String word) {
        return Values.word(values(), JournalEntryField::word, word);
    }
}
