// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** Names of the options of a request. Request has a method for each. */
public enum RequestOption {
    /**
     * The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect means
     * it so (ch, de).
     */
    REFERENCE("reference"),
    /**
     * Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the
     * journal; not on the wire.
     */
    KEY("key"),
    /**
     * Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
     * wire.
     */
    ALTHOUGH_UNRESOLVED("although_unresolved"),
    /** ClerkID: the cashier. */
    CLERK("clerk"),
    /** ShiftNumber: separates totals by shift. */
    SHIFT("shift"),
    /** Language of displays and receipts of this request. */
    LANGUAGE("language"),
    /** TransactionNumber: the till's own number of the sale. */
    TRANSACTION_NUMBER("transaction_number"),
    /**
     * STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result.
     */
    STAN("stan"),
    /** TerminalID of the earlier transaction. */
    ORIGINAL_TERMINAL("original_terminal"),
    /** TerminalBatch of the earlier transaction. */
    ORIGINAL_BATCH("original_batch"),
    /** Time of the earlier transaction. */
    ORIGINAL_TIME("original_time"),
    /** On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. */
    TRX_REFERENCE("trx_reference"),
    /** Cash handed to the customer; the amount of the request is the total. */
    CASHBACK("cashback"),
    /** Restricts the payment to these brands. */
    CARD_CIRCUITS("card_circuits"),
    /**
     * Accept although the host cannot be reached, only where the contract allows it. See the result field
     * force_possible.
     */
    FORCE_ACCEPTANCE("force_acceptance"),
    /** Approval code obtained by voice. */
    APPROVAL_CODE("approval_code"),
    /** Ask for a card token. */
    REQUEST_TOKEN("request_token"),
    /** Ask for more transaction data in the answer. */
    REQUEST_TRANSACTION_INFORMATION("request_transaction_information"),
    /** Ask for the receipt header. */
    REQUEST_RECEIPT_HEADER("request_receipt_header"),
    /** What a Diagnosis looks at. */
    DIAGNOSIS_METHOD("diagnosis_method"),
    /** The part of the amount that is a tip. */
    TIP("tip"),
    /** Every brand but these. */
    CARD_CIRCUITS_DENIED("card_circuits_denied"),
    /** ClerkPermission: what the cashier may do. */
    CLERK_PERMISSION("clerk_permission"),
    /** ManualPAN: the card number is typed in at the terminal (mail and telephone orders). */
    MANUAL_PAN("manual_pan"),
    /** UsePreselectedCard: the card that was read before (CCV Germany). */
    PRESELECTED_CARD("preselected_card"),
    /** LastReceiptNumber: the receipt that the till took last (older CCV Germany). */
    LAST_RECEIPT("last_receipt"),
    /** PrivateData as text, such as type=initialise with an Administration (CCV Germany). */
    PRIVATE_DATA("private_data"),
    /** Kind of business of an OnlineAgent. */
    AGENT("agent"),
    /** The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. */
    MESSAGE_PAIR("message_pair"),
    /** ServiceLevel (forecourt). */
    SERVICE_LEVEL("service_level"),
    /** OutdoorPosition: the pump (forecourt). */
    OUTDOOR_POSITION("outdoor_position"),
    /** StoreID: the shop (EFTLink). */
    STORE_ID("store_id"),
    /** MerchantReference for the acquirer. */
    MERCHANT_REFERENCE("merchant_reference"),
    /**
     * The lines of the sale. Amounts and prices in decimal major units, e.g.
     * product=30&amp;amount=12.50&amp;text=Diesel.
     */
    SALE_ITEMS("sale_items"),
    /** LoyaltyFlag: the sale takes part in a loyalty programme. */
    LOYALTY("loyalty"),
    /** LoyaltyAmount: points, or their worth. */
    LOYALTY_AMOUNT("loyalty_amount"),
    /** Number of a loyalty card that the till read. */
    LOYALTY_CARD("loyalty_card"),
    /** Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. */
    CARD_PAN("card_pan"),
    /** Expiry date of the card of card_pan. */
    CARD_EXPIRY("card_expiry"),
    /** Second track of a card that the till read. Puts the till into the scope of PCI DSS. */
    CARD_TRACK2("card_track2");

    private final String word;

    RequestOption(String word) {
        this.word = word;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "reference"
     */
    public String word() {
        return word;
    }

    static Optional<RequestOption> ofWord(String word) {
        return Values.word(values(), RequestOption::word, word);
    }
}
