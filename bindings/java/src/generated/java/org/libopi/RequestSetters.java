// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of a request, each with its type. */
abstract class RequestSetters {
    final Options options = new Options();

    abstract Request self();

    /** Sets what is a part of the amount. */
    abstract Request part(String name, Money value);

    /**
     * The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect means
     * it so (ch, de).
     *
     * @param value 1 to 20 letters, digits, '_' or '-'
     * @return this
     */
    public Request reference(String value) {
        options.set("reference", value);
        return self();
    }

    /**
     * Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the
     * journal; not on the wire.
     *
     * @param value 1 to 64 printable characters
     * @return this
     */
    public Request key(String value) {
        options.set("key", value);
        return self();
    }

    /**
     * Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
     * wire. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request althoughUnresolved(boolean value) {
        options.set("although_unresolved", value);
        return self();
    }

    /**
     * ClerkID: the cashier.
     *
     * @param value 1 to 16 letters or digits
     * @return this
     */
    public Request clerk(String value) {
        options.set("clerk", value);
        return self();
    }

    /**
     * ShiftNumber: separates totals by shift.
     *
     * @param value whole number
     * @return this
     */
    public Request shift(long value) {
        options.set("shift", value);
        return self();
    }

    /**
     * Language of displays and receipts of this request. Default: the language of the URL.
     *
     * @param value two letters, ISO 639-1
     * @return this
     */
    public Request language(String value) {
        options.set("language", value);
        return self();
    }

    /**
     * TransactionNumber: the till's own number of the sale. Dialects: de, ifsf.
     *
     * @param value whole number
     * @return this
     */
    public Request transactionNumber(long value) {
        options.set("transaction_number", value);
        return self();
    }

    /**
     * STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result. Dialects:
     * de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
     * TicketReprint.
     *
     * @param value digits, leading zeros count
     * @return this
     */
    public Request stan(String value) {
        options.set("stan", value);
        return self();
    }

    /**
     * TerminalID of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
     * CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request originalTerminal(String value) {
        options.set("original_terminal", value);
        return self();
    }

    /**
     * TerminalBatch of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
     * CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request originalBatch(String value) {
        options.set("original_batch", value);
        return self();
    }

    /**
     * Time of the earlier transaction. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice,
     * CaptureReservation, CancelReservation, TicketReprint.
     *
     * @param value as the terminal's clock showed it
     * @return this
     */
    public Request originalTime(LocalDateTime value) {
        options.set("original_time", value);
        return self();
    }

    /**
     * On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Dialects: ch, nl.
     * With: PaymentRefund, CaptureReservation, CancelReservation.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request trxReference(String value) {
        options.set("trx_reference", value);
        return self();
    }

    /**
     * Cash handed to the customer; the amount of the request is the total. Dialects: ch, ifsf. With: CardPayment.
     *
     * @param value in the currency of the request
     * @return this
     */
    public Request cashback(Money value) {
        return part("cashback", value);
    }

    /**
     * Restricts the payment to these brands. Dialects: ch, nl, ifsf. Default: every brand.
     *
     * @param value one or several
     * @return this
     */
    public Request cardCircuits(List<String> value) {
        options.set("card_circuits", value);
        return self();
    }

    /**
     * Accept although the host cannot be reached, only where the contract allows it. See the result field
     * force_possible. Dialects: ch. With: CardPayment. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request forceAcceptance(boolean value) {
        options.set("force_acceptance", value);
        return self();
    }

    /**
     * Approval code obtained by voice. Dialects: ch, nl.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request approvalCode(String value) {
        options.set("approval_code", value);
        return self();
    }

    /**
     * Ask for a card token. Dialects: ch, nl. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request requestToken(boolean value) {
        options.set("request_token", value);
        return self();
    }

    /**
     * Ask for more transaction data in the answer. Dialects: ch, nl. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request requestTransactionInformation(boolean value) {
        options.set("request_transaction_information", value);
        return self();
    }

    /**
     * Ask for the receipt header. Dialects: ch, nl. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request requestReceiptHeader(boolean value) {
        options.set("request_receipt_header", value);
        return self();
    }

    /**
     * What a Diagnosis looks at. Dialects: de, ifsf. With: Diagnosis.
     *
     * @param value OnLine, Local, POPInit, POPInitAll or PrinterStatus
     * @return this
     */
    public Request diagnosisMethod(DiagnosisMethod value) {
        options.set("diagnosis_method", value.word());
        return self();
    }

    /**
     * The part of the amount that is a tip. Dialects: ifsf. With: CardPayment, CardFinancialAdvice.
     *
     * @param value in the currency of the request
     * @return this
     */
    public Request tip(Money value) {
        return part("tip", value);
    }

    /**
     * Every brand but these. Dialects: ch, nl, ifsf.
     *
     * @param value one or several
     * @return this
     */
    public Request cardCircuitsDenied(List<String> value) {
        options.set("card_circuits_denied", value);
        return self();
    }

    /**
     * ClerkPermission: what the cashier may do. Dialects: de, ifsf.
     *
     * @param value Low, Medium or High
     * @return this
     */
    public Request clerkPermission(ClerkPermission value) {
        options.set("clerk_permission", value.word());
        return self();
    }

    /**
     * ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Dialects: de, ifsf. Default:
     * no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request manualPan(boolean value) {
        options.set("manual_pan", value);
        return self();
    }

    /**
     * UsePreselectedCard: the card that was read before (CCV Germany). Dialects: de. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request preselectedCard(boolean value) {
        options.set("preselected_card", value);
        return self();
    }

    /**
     * LastReceiptNumber: the receipt that the till took last (older CCV Germany). Dialects: de. With: CardPayment,
     * PaymentReversal.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request lastReceipt(String value) {
        options.set("last_receipt", value);
        return self();
    }

    /**
     * PrivateData as text, such as type=initialise with an Administration (CCV Germany).
     *
     * @param value text, 1 to 1024 characters
     * @return this
     */
    public Request privateData(String value) {
        options.set("private_data", value);
        return self();
    }

    /**
     * Kind of business of an OnlineAgent. Dialects: de, ifsf. With: OnlineAgent.
     *
     * @param value MobilePhonePrepaid or MobilePhoneAuthorisation
     * @return this
     */
    public Request agent(Agent value) {
        options.set("agent", value.word());
        return self();
    }

    /**
     * The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Dialects: ifsf.
     * With: RepeatLastMessage, TicketReprint. Default: the kind's own.
     *
     * @param value card or service
     * @return this
     */
    public Request messagePair(MessagePair value) {
        options.set("message_pair", value.word());
        return self();
    }

    /**
     * ServiceLevel (forecourt). Dialects: ifsf.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request serviceLevel(String value) {
        options.set("service_level", value);
        return self();
    }

    /**
     * OutdoorPosition: the pump (forecourt). Dialects: ifsf.
     *
     * @param value whole number
     * @return this
     */
    public Request outdoorPosition(long value) {
        options.set("outdoor_position", value);
        return self();
    }

    /**
     * StoreID: the shop (EFTLink). Dialects: ifsf.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request storeId(String value) {
        options.set("store_id", value);
        return self();
    }

    /**
     * MerchantReference for the acquirer. Dialects: ifsf.
     *
     * @param value text, 1 to 32 characters
     * @return this
     */
    public Request merchantReference(String value) {
        options.set("merchant_reference", value);
        return self();
    }

    /**
     * The lines of the sale. Amounts and prices in decimal major units, e.g.
     * product=30&amp;amount=12.50&amp;text=Diesel. Dialects: ifsf.
     *
     * @param value lines separated by ';', each product=…&amp;amount=… and, if wanted, quantity, unit, price, tax,
     *     text; percent-encoded
     * @return this
     */
    public Request saleItems(String value) {
        options.set("sale_items", value);
        return self();
    }

    /**
     * LoyaltyFlag: the sale takes part in a loyalty programme. Dialects: ifsf. Default: no.
     *
     * @param value whether it is so
     * @return this
     */
    public Request loyalty(boolean value) {
        options.set("loyalty", value);
        return self();
    }

    /**
     * LoyaltyAmount: points, or their worth. Dialects: ifsf.
     *
     * @param value number, such as 120 or 12.50
     * @return this
     */
    public Request loyaltyAmount(BigDecimal value) {
        options.set("loyalty_amount", value);
        return self();
    }

    /**
     * Number of a loyalty card that the till read. Dialects: ifsf. Card data: sent, never given back, logged or stored.
     *
     * @param value 8 to 24 digits
     * @return this
     */
    public Request loyaltyCard(String value) {
        options.set("loyalty_card", value);
        return self();
    }

    /**
     * Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. Dialects:
     * ifsf. Card data: sent, never given back, logged or stored.
     *
     * @param value 8 to 19 digits
     * @return this
     */
    public Request cardPan(String value) {
        options.set("card_pan", value);
        return self();
    }

    /**
     * Expiry date of the card of card_pan. Dialects: ifsf. Card data: sent, never given back, logged or stored.
     *
     * @param value four digits, YYMM
     * @return this
     */
    public Request cardExpiry(String value) {
        options.set("card_expiry", value);
        return self();
    }

    /**
     * Second track of a card that the till read. Puts the till into the scope of PCI DSS. Dialects: ifsf. Card data:
     * sent, never given back, logged or stored.
     *
     * @param value second track, up to 40 characters
     * @return this
     */
    public Request cardTrack2(String value) {
        options.set("card_track2", value);
        return self();
    }
}
