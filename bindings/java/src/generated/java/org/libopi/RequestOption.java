// Generated from include/opi.h by generate.py; never edited by hand.
package org.libopi;

/** The options of a request. */
public enum RequestOption {
    /** The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the
     * dialect means it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none. */
    REFERENCE("reference"),
    /** Idempotency key of the sale: asked for again, the library gives the stored outcome and sends
     * nothing. Needs the journal; not on the wire. Value: 1 to 64 printable characters. Default: none. */
    KEY("key"),
    /** Send although an earlier request on this terminal is unresolved; its evidence may be lost by that.
     * Not on the wire. Value: yes or no. Default: no. */
    ALTHOUGH_UNRESOLVED("although_unresolved"),
    /** ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none. */
    CLERK("clerk"),
    /** ShiftNumber: separates totals by shift. Value: whole number. Default: none. */
    SHIFT("shift"),
    /** Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the
     * language of the URL. */
    LANGUAGE("language"),
    /** TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects:
     * de, ifsf. */
    TRANSACTION_NUMBER("transaction_number"),
    /** STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's
     * result. Value: digits, leading zeros count. Default: none. Dialects: de, ifsf. With:
     * PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
     * TicketReprint. */
    STAN("stan"),
    /** TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
     * de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
     * CancelReservation, TicketReprint. */
    ORIGINAL_TERMINAL("original_terminal"),
    /** TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects:
     * de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation,
     * CancelReservation, TicketReprint. */
    ORIGINAL_BATCH("original_batch"),
    /** Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With:
     * PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
     * TicketReprint. */
    ORIGINAL_TIME("original_time"),
    /** On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value:
     * text, 1 to 32 characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation,
     * CancelReservation. */
    TRX_REFERENCE("trx_reference"),
    /** Cash handed to the customer; the amount of the request is the total. Value: minor units, at most
     * the amount. Default: none. Dialects: ch, ifsf. With: CardPayment. */
    CASHBACK("cashback"),
    /** Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT.
     * Default: every brand. Dialects: ch, nl, ifsf. */
    CARD_CIRCUITS("card_circuits"),
    /** Accept although the host cannot be reached, only where the contract allows it. See the result field
     * force_possible. Value: yes or no. Default: no. Dialects: ch. With: CardPayment. */
    FORCE_ACCEPTANCE("force_acceptance"),
    /** Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl. */
    APPROVAL_CODE("approval_code"),
    /** Ask for a card token. Value: yes or no. Default: no. Dialects: ch, nl. */
    REQUEST_TOKEN("request_token"),
    /** Ask for more transaction data in the answer. Value: yes or no. Default: no. Dialects: ch, nl. */
    REQUEST_TRANSACTION_INFORMATION("request_transaction_information"),
    /** Ask for the receipt header. Value: yes or no. Default: no. Dialects: ch, nl. */
    REQUEST_RECEIPT_HEADER("request_receipt_header"),
    /** What a Diagnosis looks at. Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. Default:
     * none. Dialects: de, ifsf. With: Diagnosis. */
    DIAGNOSIS_METHOD("diagnosis_method"),
    /** The part of the amount that is a tip. Value: minor units, at most the amount. Default: none.
     * Dialects: ifsf. With: CardPayment, CardFinancialAdvice. */
    TIP("tip"),
    /** Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects:
     * ch, nl, ifsf. */
    CARD_CIRCUITS_DENIED("card_circuits_denied"),
    /** ClerkPermission: what the cashier may do. Value: Low, Medium or High. Default: none. Dialects: de,
     * ifsf. */
    CLERK_PERMISSION("clerk_permission"),
    /** ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Value: yes or
     * no. Default: no. Dialects: de, ifsf. */
    MANUAL_PAN("manual_pan"),
    /** UsePreselectedCard: the card that was read before (CCV Germany). Value: yes or no. Default: no.
     * Dialects: de. */
    PRESELECTED_CARD("preselected_card"),
    /** LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32
     * characters. Default: none. Dialects: de. With: CardPayment, PaymentReversal. */
    LAST_RECEIPT("last_receipt"),
    /** PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1
     * to 1024 characters. Default: none. */
    PRIVATE_DATA("private_data"),
    /** Kind of business of an OnlineAgent. Value: MobilePhonePrepaid or MobilePhoneAuthorisation. Default:
     * none. Dialects: de, ifsf. With: OnlineAgent. */
    AGENT("agent"),
    /** The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair.
     * Value: card or service. Default: the kind's own. Dialects: ifsf. With: RepeatLastMessage,
     * TicketReprint. */
    MESSAGE_PAIR("message_pair"),
    /** ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    SERVICE_LEVEL("service_level"),
    /** OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf. */
    OUTDOOR_POSITION("outdoor_position"),
    /** StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    STORE_ID("store_id"),
    /** MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    MERCHANT_REFERENCE("merchant_reference"),
    /** The lines of the sale. Amounts and prices in decimal major units, e.g.
     * product=30&amp;amount=12.50&amp;text=Diesel. Value: lines separated by ';', each
     * product=...&amp;amount=... and, if wanted, quantity, unit, price, tax, text; percent-encoded.
     * Default: none. Dialects: ifsf. */
    SALE_ITEMS("sale_items"),
    /** LoyaltyFlag: the sale takes part in a loyalty programme. Value: yes or no. Default: no. Dialects:
     * ifsf. */
    LOYALTY("loyalty"),
    /** LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none.
     * Dialects: ifsf. */
    LOYALTY_AMOUNT("loyalty_amount"),
    /** Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf.
     * Card data: sent, never given back, logged or stored. */
    LOYALTY_CARD("loyalty_card"),
    /** Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.
     * Value: 8 to 19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or
     * stored. */
    CARD_PAN("card_pan"),
    /** Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card
     * data: sent, never given back, logged or stored. */
    CARD_EXPIRY("card_expiry"),
    /** Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second
     * track, up to 40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged
     * or stored. */
    CARD_TRACK2("card_track2");

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
