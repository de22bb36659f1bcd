// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** The options of a request. */
public enum RequestOption {
    /** The till's own reference of the sale: in the result, and on the wire as ReferenceNumber (ch, de).
     * Value: 1 to 20 letters, digits, '_' or '-'. */
    REFERENCE("reference"),
    /** Idempotency key of the sale: asked for again, the library gives the stored outcome and sends
     * nothing. Needs the journal; not on the wire. Value: 1 to 64 printable characters. */
    KEY("key"),
    /** Send although an earlier request on this terminal is unresolved; its evidence may be lost by that.
     * Not on the wire. Value: yes or no. */
    ALTHOUGH_UNRESOLVED("although_unresolved"),
    /** ClerkID: the cashier. Value: 1 to 16 letters or digits. */
    CLERK("clerk"),
    /** ShiftNumber: separates totals by shift. Value: whole number. */
    SHIFT("shift"),
    /** Language of displays and receipts of this request. Value: two letters, ISO 639-1. */
    LANGUAGE("language"),
    /** TransactionNumber: the till's own number of the sale (de, ifsf). Value: whole number. */
    TRANSACTION_NUMBER("transaction_number"),
    /** STAN of the transaction that a reversal undoes (de, ifsf); it is in that payment's result. Value:
     * digits, leading zeros count. */
    STAN("stan"),
    /** TerminalID of the transaction that a reversal undoes (CCV Germany, ifsf). Value: text, 1 to 32
     * characters. */
    ORIGINAL_TERMINAL("original_terminal"),
    /** TerminalBatch of the transaction that a reversal undoes (ifsf). Value: text, 1 to 32 characters. */
    ORIGINAL_BATCH("original_batch"),
    /** Time of the transaction that a reversal undoes (CCV Germany). Value: xsd:dateTime. */
    ORIGINAL_TIME("original_time"),
    /** On a refund: trx_reference of the sale, from its result (ch). Value: text, 1 to 32 characters. */
    TRX_REFERENCE("trx_reference"),
    /** Cash handed to the customer; the amount of the request is the total (ch). Value: minor units, at
     * most the amount. */
    CASHBACK("cashback"),
    /** Restricts the payment to these brands (ch, nl). Value: codes separated by commas, e.g.
     * VISA,ECMC,TWNT. */
    CARD_CIRCUITS("card_circuits"),
    /** Accept although the host cannot be reached, only where the contract allows it (ch, payments).
     * Value: yes or no. */
    FORCE_ACCEPTANCE("force_acceptance"),
    /** Approval code obtained by voice (ch, nl). Value: text, 1 to 32 characters. */
    APPROVAL_CODE("approval_code"),
    /** Ask for a card token (ch, nl). Value: yes or no. */
    REQUEST_TOKEN("request_token"),
    /** Ask for more transaction data in the answer (ch, nl). Value: yes or no. */
    REQUEST_TRANSACTION_INFORMATION("request_transaction_information"),
    /** Ask for the receipt header (ch, nl). Value: yes or no. */
    REQUEST_RECEIPT_HEADER("request_receipt_header"),
    /** What a Diagnosis looks at (de, ifsf). Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. */
    DIAGNOSIS_METHOD("diagnosis_method");

    private final String text;

    RequestOption(String text) {
        this.text = text;
    }

    /**
     * The name in texts, in JSON and in the other languages.
     *
     * @return such as "reference"
     */
    public String text() {
        return text;
    }
}
