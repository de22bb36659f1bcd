// Made from the Rust source by `make generate` (api/templates/java.j2); never edited by hand.
package org.libopi;

import java.util.Optional;

/** What a till asks a terminal for. */
public enum RequestKind {
    /** Card payment. */
    CARD_PAYMENT(1, "CardPayment"),
    /** Refund to a card. */
    PAYMENT_REFUND(2, "PaymentRefund"),
    /** Reversal: by STAN in de, of the last transaction in ch. */
    PAYMENT_REVERSAL(3, "PaymentReversal"),
    /** Reservation, a pre-authorisation (ch). */
    CARD_RESERVATION(4, "CardReservation"),
    /** Pre-authorisation (ifsf). */
    CARD_PRE_AUTHORISATION(5, "CardPreAuthorisation"),
    /** Completion of a pre-authorisation (ifsf). */
    CARD_FINANCIAL_ADVICE(6, "CardFinancialAdvice"),
    /** Load a stored-value card. */
    STORE_VALUE_IN_CARD(7, "StoreValueInCard"),
    /** Unload a stored-value card. */
    REFUND_VALUE_FROM_CARD(8, "RefundValueFromCard"),
    /** Card payment that also awards loyalty points (ifsf). */
    CARD_PAYMENT_LOYALTY_AWARD(9, "CardPaymentLoyaltyAward"),
    /** Capture a reservation (ch). The name on the wire is a setting of the dialect. */
    CAPTURE_RESERVATION(10, "CaptureReservation"),
    /** Cancel a reservation (ch). The name on the wire is a setting of the dialect. */
    CANCEL_RESERVATION(11, "CancelReservation"),
    /** Award loyalty points (ifsf). */
    LOYALTY_AWARD(12, "LoyaltyAward"),
    /** Pre-authorisation that also reads a loyalty card (ifsf). */
    CARD_PRE_AUTHORISATION_LOYALTY_SWIPE(13, "CardPreAuthorisationLoyaltySwipe"),
    /** Completion of a pre-authorisation that also awards points (ifsf). */
    CARD_FINANCIAL_ADVICE_LOYALTY_AWARD(14, "CardFinancialAdviceLoyaltyAward"),
    /** Pay with loyalty points (ifsf). */
    LOYALTY_REDEMPTION(15, "LoyaltyRedemption"),
    /** Card payment, a part of it with loyalty points (ifsf). */
    CARD_PAYMENT_LOYALTY_REDEMPTION(16, "CardPaymentLoyaltyRedemption"),
    /** Reversal of a payment and its loyalty points (ifsf). */
    PAYMENT_LOYALTY_REVERSAL(17, "PaymentLoyaltyReversal"),
    /** Refund of a payment and its loyalty points (ifsf). */
    PAYMENT_LOYALTY_REFUND(18, "PaymentLoyaltyRefund"),
    /** Take awarded points back (ifsf). */
    LOYALTY_AWARD_REVERSAL(19, "LoyaltyAwardReversal"),
    /** Give redeemed points back (ifsf). */
    LOYALTY_REDEMPTION_REVERSAL(20, "LoyaltyRedemptionReversal"),
    /** Move points from one loyalty card to another (ifsf). */
    LOYALTY_POINTS_TRANSFER(21, "LoyaltyPointsTransfer"),
    /** Balance of a card. */
    CARD_BALANCE_QUERY(30, "CardBalanceQuery"),
    /** Read a card without payment (ifsf). */
    CARD_SWIPE(31, "CardSwipe"),
    /** Read a loyalty card (ifsf). */
    LOYALTY_SWIPE(32, "LoyaltySwipe"),
    /** Activate a card (ifsf). */
    CARD_ACTIVATE(33, "CardActivate"),
    /** Block a card (ifsf). */
    CARD_STOP(34, "CardStop"),
    /** Points of a loyalty card (ifsf). */
    LOYALTY_BALANCE_QUERY(35, "LoyaltyBalanceQuery"),
    /** Link a loyalty card to a payment card (ifsf). */
    LOYALTY_LINK_CARD(36, "LoyaltyLinkCard"),
    /** Change the PIN of a card (ifsf). */
    PIN_CHANGE(37, "PINchange"),
    /** Print the last receipt once more. */
    TICKET_REPRINT(40, "TicketReprint"),
    /** Repeat the last answer: what became of the last request. */
    REPEAT_LAST_MESSAGE(41, "RepeatLastMessage"),
    /** Abort what is running. Sent by the library when a call is cancelled. */
    ABORT_REQUEST(42, "AbortRequest"),
    /** Open the session (de, ifsf; older ch). */
    LOGIN(100, "Login"),
    /** Close the session (de, ifsf; older ch). */
    LOGOFF(101, "Logoff"),
    /** Activate the terminal (ch, nl). */
    ACTIVATE_TERMINAL(102, "ActivateTerminal"),
    /** Deactivate the terminal (ch, nl). */
    DEACTIVATE_TERMINAL(103, "DeactivateTerminal"),
    /** State of the terminal (ch, nl). */
    GET_STATUS(104, "GetStatus"),
    /** Identity of the terminal (ch, nl); may print a report. */
    GET_INFO(105, "GetInfo"),
    /** Diagnosis (de, ifsf). */
    DIAGNOSIS(106, "Diagnosis"),
    /** Close day: final balance and log-off (ch, nl). */
    CLOSE_DAY(107, "CloseDay"),
    /** Totals without closing (de, ifsf). */
    RECONCILIATION(108, "Reconciliation"),
    /** Close day (de, ifsf). */
    RECONCILIATION_WITH_CLOSURE(109, "ReconciliationWithClosure"),
    /** Submit stored transactions (ch, nl). */
    TRANSMIT_TRX(110, "TransmitTrx"),
    /** Submit stored transactions (ifsf). */
    SEND_OFFLINE_TRANSACTIONS(111, "SendOfflineTransactions"),
    /** Fetch the terminal's configuration (ch, nl). */
    CONTACT_TMS(112, "ContactTMS"),
    /** Fetch merchant and brand initialisation (ch, nl). */
    CONTACT_ACQ(113, "ContactAcq"),
    /** Restart the terminal (ch, nl). */
    RESTART_TERMINAL(114, "RestartTerminal"),
    /** Card brands the terminal accepts (nl). */
    GET_CARD_CIRCUITS(115, "GetCardCircuits"),
    /** Administration (de, ifsf, EFTLink). */
    ADMINISTRATION(116, "Administration"),
    /** Agent business such as top-ups (ifsf). */
    ONLINE_AGENT(117, "OnlineAgent"),
    /** Totals of all workstations (ifsf). */
    GLOBAL_RECONCILIATION(118, "GlobalReconciliation"),
    /** Close day for all workstations (ifsf). */
    GLOBAL_RECONCILIATION_WITH_CLOSURE(119, "GlobalReconciliationWithClosure"),
    /** State of the terminal (CCV Germany; seen in one experimental client only). */
    STATUS_QUERY(120, "StatusQuery"),
    /** Initialise the terminal (CCV Germany; seen in one experimental client only). */
    INITIALISATION(121, "Initialisation"),
    /** Activate the terminal (CCV Germany; seen in one experimental client only). */
    ACTIVATE(122, "Activate"),
    ;

    private final int number;
    private final String word;

    RequestKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as 1
     */
    public int number() {
        return number;
    }

    /**
     * The word in texts and in JSON, the same in every language.
     *
     * @return such as "CardPayment"
     */
    public String word() {
        return word;
    }

    static Optional<RequestKind> ofWord(String word) {
        return Values.word(values(), RequestKind::word, word);
    }
}
