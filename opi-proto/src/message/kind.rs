//! Request kinds: one table for the wire names, the numbers of the C ABI, and what each kind does to money.
//!
//! Every kind of protocol.md 2.2 and 2.3 that a till can send and that gets an answer. Left out are Mastercard's
//! own additions, which need its single connection for both channels, and EFTLink's `SaleStateNotification`,
//! which nobody answers.

use serde::{Serialize, Serializer};
use std::fmt;

/// Which pair of messages carries a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// `CardServiceRequest` and `CardServiceResponse`.
    Card,
    /// `ServiceRequest` and `ServiceResponse`.
    Service,
}

impl Class {
    /// Root element of the request.
    #[must_use]
    pub fn request_root(self) -> &'static str {
        match self {
            Class::Card => "CardServiceRequest",
            Class::Service => "ServiceRequest",
        }
    }

    /// Root element of the response.
    #[must_use]
    pub fn response_root(self) -> &'static str {
        match self {
            Class::Card => "CardServiceResponse",
            Class::Service => "ServiceResponse",
        }
    }
}

/// What a request does to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// May move or reserve money: written to a terminal at most once.
    Financial,
    /// Asks, prints or configures; may be repeated.
    None,
}

/// Does a request carry an amount?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountRule {
    /// It must.
    Required,
    /// It may.
    Optional,
    /// It must not.
    Never,
}

macro_rules! kinds {
    ($( $variant:ident = $number:literal, $c_name:literal, $wire:literal, $class:ident, $effect:ident, $amount:ident, $doc:literal; )*) => {
        /// A kind of request. Numbers are part of the ABI: never changed, never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum RequestKind {
            $( #[doc = $doc] $variant = $number, )*
        }

        impl RequestKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [RequestKind] = &[$( RequestKind::$variant ),*];

            /// The name on the wire, e.g. `CardPayment`.
            #[must_use]
            pub fn wire_name(self) -> &'static str {
                match self { $( RequestKind::$variant => $wire, )* }
            }

            /// The name in the C header, e.g. `OPI_CARD_PAYMENT`.
            #[must_use]
            pub fn c_name(self) -> &'static str {
                match self { $( RequestKind::$variant => $c_name, )* }
            }

            /// The message pair that carries it, where the dialect does not say otherwise.
            #[must_use]
            pub fn class(self) -> Class {
                match self { $( RequestKind::$variant => Class::$class, )* }
            }

            /// What it does to money.
            #[must_use]
            pub fn effect(self) -> Effect {
                match self { $( RequestKind::$variant => Effect::$effect, )* }
            }

            /// Whether it carries an amount.
            #[must_use]
            pub fn amount_rule(self) -> AmountRule {
                match self { $( RequestKind::$variant => AmountRule::$amount, )* }
            }

            /// What it is, in one sentence.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $( RequestKind::$variant => $doc, )* }
            }
        }
    };
}

kinds! {
    CardPayment = 1, "OPI_CARD_PAYMENT", "CardPayment", Card, Financial, Required, "Card payment.";
    PaymentRefund = 2, "OPI_PAYMENT_REFUND", "PaymentRefund", Card, Financial, Required, "Refund to a card.";
    PaymentReversal = 3, "OPI_PAYMENT_REVERSAL", "PaymentReversal", Card, Financial, Optional, "Reversal: by STAN in de, of the last transaction in ch.";
    CardReservation = 4, "OPI_CARD_RESERVATION", "CardReservation", Card, Financial, Required, "Reservation, a pre-authorisation (ch).";
    CardPreAuthorisation = 5, "OPI_CARD_PRE_AUTHORISATION", "CardPreAuthorisation", Card, Financial, Required, "Pre-authorisation (ifsf).";
    CardFinancialAdvice = 6, "OPI_CARD_FINANCIAL_ADVICE", "CardFinancialAdvice", Card, Financial, Required, "Completion of a pre-authorisation (ifsf).";
    StoreValueInCard = 7, "OPI_STORE_VALUE_IN_CARD", "StoreValueInCard", Card, Financial, Required, "Load a stored-value card.";
    RefundValueFromCard = 8, "OPI_REFUND_VALUE_FROM_CARD", "RefundValueFromCard", Card, Financial, Required, "Unload a stored-value card.";
    CardPaymentLoyaltyAward = 9, "OPI_CARD_PAYMENT_LOYALTY_AWARD", "CardPaymentLoyaltyAward", Card, Financial, Required, "Card payment that also awards loyalty points (ifsf).";
    CaptureReservation = 10, "OPI_CAPTURE_RESERVATION", "CaptureReservation", Card, Financial, Required, "Capture a reservation (ch). The name on the wire is a setting of the dialect.";
    CancelReservation = 11, "OPI_CANCEL_RESERVATION", "CancelReservation", Card, Financial, Optional, "Cancel a reservation (ch). The name on the wire is a setting of the dialect.";
    LoyaltyAward = 12, "OPI_LOYALTY_AWARD", "LoyaltyAward", Card, Financial, Optional, "Award loyalty points (ifsf).";
    CardPreAuthorisationLoyaltySwipe = 13, "OPI_CARD_PRE_AUTHORISATION_LOYALTY_SWIPE", "CardPreAuthorisationLoyaltySwipe", Card, Financial, Required, "Pre-authorisation that also reads a loyalty card (ifsf).";
    CardFinancialAdviceLoyaltyAward = 14, "OPI_CARD_FINANCIAL_ADVICE_LOYALTY_AWARD", "CardFinancialAdviceLoyaltyAward", Card, Financial, Required, "Completion of a pre-authorisation that also awards points (ifsf).";
    LoyaltyRedemption = 15, "OPI_LOYALTY_REDEMPTION", "LoyaltyRedemption", Card, Financial, Optional, "Pay with loyalty points (ifsf).";
    CardPaymentLoyaltyRedemption = 16, "OPI_CARD_PAYMENT_LOYALTY_REDEMPTION", "CardPaymentLoyaltyRedemption", Card, Financial, Required, "Card payment, a part of it with loyalty points (ifsf).";
    PaymentLoyaltyReversal = 17, "OPI_PAYMENT_LOYALTY_REVERSAL", "PaymentLoyaltyReversal", Card, Financial, Optional, "Reversal of a payment and its loyalty points (ifsf).";
    PaymentLoyaltyRefund = 18, "OPI_PAYMENT_LOYALTY_REFUND", "PaymentLoyaltyRefund", Card, Financial, Required, "Refund of a payment and its loyalty points (ifsf).";
    LoyaltyAwardReversal = 19, "OPI_LOYALTY_AWARD_REVERSAL", "LoyaltyAwardReversal", Card, Financial, Optional, "Take awarded points back (ifsf).";
    LoyaltyRedemptionReversal = 20, "OPI_LOYALTY_REDEMPTION_REVERSAL", "LoyaltyRedemptionReversal", Card, Financial, Optional, "Give redeemed points back (ifsf).";
    LoyaltyPointsTransfer = 21, "OPI_LOYALTY_POINTS_TRANSFER", "LoyaltyPointsTransfer", Card, Financial, Optional, "Move points from one loyalty card to another (ifsf).";

    CardBalanceQuery = 30, "OPI_CARD_BALANCE_QUERY", "CardBalanceQuery", Card, None, Never, "Balance of a card.";
    CardSwipe = 31, "OPI_CARD_SWIPE", "CardSwipe", Card, None, Never, "Read a card without payment (ifsf).";
    LoyaltySwipe = 32, "OPI_LOYALTY_SWIPE", "LoyaltySwipe", Card, None, Never, "Read a loyalty card (ifsf).";
    CardActivate = 33, "OPI_CARD_ACTIVATE", "CardActivate", Card, Financial, Optional, "Activate a card (ifsf).";
    CardStop = 34, "OPI_CARD_STOP", "CardStop", Card, None, Never, "Block a card (ifsf).";
    LoyaltyBalanceQuery = 35, "OPI_LOYALTY_BALANCE_QUERY", "LoyaltyBalanceQuery", Card, None, Never, "Points of a loyalty card (ifsf).";
    LoyaltyLinkCard = 36, "OPI_LOYALTY_LINK_CARD", "LoyaltyLinkCard", Card, None, Never, "Link a loyalty card to a payment card (ifsf).";
    PinChange = 37, "OPI_PIN_CHANGE", "PINchange", Card, None, Never, "Change the PIN of a card (ifsf).";
    TicketReprint = 40, "OPI_TICKET_REPRINT", "TicketReprint", Card, None, Never, "Print the last receipt once more.";
    RepeatLastMessage = 41, "OPI_REPEAT_LAST_MESSAGE", "RepeatLastMessage", Card, None, Never, "Repeat the last answer: what became of the last request.";
    AbortRequest = 42, "OPI_ABORT_REQUEST", "AbortRequest", Card, None, Never, "Abort what is running. Sent by the library when a call is cancelled.";

    Login = 100, "OPI_LOGIN", "Login", Service, None, Never, "Open the session (de, ifsf; older ch).";
    Logoff = 101, "OPI_LOGOFF", "Logoff", Service, None, Never, "Close the session (de, ifsf; older ch).";
    ActivateTerminal = 102, "OPI_ACTIVATE_TERMINAL", "ActivateTerminal", Service, None, Never, "Activate the terminal (ch, nl).";
    DeactivateTerminal = 103, "OPI_DEACTIVATE_TERMINAL", "DeactivateTerminal", Service, None, Never, "Deactivate the terminal (ch, nl).";
    GetStatus = 104, "OPI_GET_STATUS", "GetStatus", Service, None, Never, "State of the terminal (ch, nl).";
    GetInfo = 105, "OPI_GET_INFO", "GetInfo", Service, None, Never, "Identity of the terminal (ch, nl); may print a report.";
    Diagnosis = 106, "OPI_DIAGNOSIS", "Diagnosis", Service, None, Never, "Diagnosis (de, ifsf).";
    CloseDay = 107, "OPI_CLOSE_DAY", "CloseDay", Service, None, Never, "Close day: final balance and log-off (ch, nl).";
    Reconciliation = 108, "OPI_RECONCILIATION", "Reconciliation", Service, None, Never, "Totals without closing (de, ifsf).";
    ReconciliationWithClosure = 109, "OPI_RECONCILIATION_WITH_CLOSURE", "ReconciliationWithClosure", Service, None, Never, "Close day (de, ifsf).";
    TransmitTrx = 110, "OPI_TRANSMIT_TRX", "TransmitTrx", Service, None, Never, "Submit stored transactions (ch, nl).";
    SendOfflineTransactions = 111, "OPI_SEND_OFFLINE_TRANSACTIONS", "SendOfflineTransactions", Service, None, Never, "Submit stored transactions (ifsf).";
    ContactTms = 112, "OPI_CONTACT_TMS", "ContactTMS", Service, None, Never, "Fetch the terminal's configuration (ch, nl).";
    ContactAcq = 113, "OPI_CONTACT_ACQ", "ContactAcq", Service, None, Never, "Fetch merchant and brand initialisation (ch, nl).";
    RestartTerminal = 114, "OPI_RESTART_TERMINAL", "RestartTerminal", Service, None, Never, "Restart the terminal (ch, nl).";
    GetCardCircuits = 115, "OPI_GET_CARD_CIRCUITS", "GetCardCircuits", Service, None, Never, "Card brands the terminal accepts (nl).";
    Administration = 116, "OPI_ADMINISTRATION", "Administration", Service, None, Never, "Administration (de, ifsf, EFTLink).";
    OnlineAgent = 117, "OPI_ONLINE_AGENT", "OnlineAgent", Service, Financial, Optional, "Agent business such as top-ups (ifsf).";
    GlobalReconciliation = 118, "OPI_GLOBAL_RECONCILIATION", "GlobalReconciliation", Service, None, Never, "Totals of all workstations (ifsf).";
    GlobalReconciliationWithClosure = 119, "OPI_GLOBAL_RECONCILIATION_WITH_CLOSURE", "GlobalReconciliationWithClosure", Service, None, Never, "Close day for all workstations (ifsf).";
    StatusQuery = 120, "OPI_STATUS_QUERY", "StatusQuery", Service, None, Never, "State of the terminal (CCV Germany; seen in one experimental client only).";
    Initialisation = 121, "OPI_INITIALISATION", "Initialisation", Service, None, Never, "Initialise the terminal (CCV Germany; seen in one experimental client only).";
    Activate = 122, "OPI_ACTIVATE", "Activate", Service, None, Never, "Activate the terminal (CCV Germany; seen in one experimental client only).";
}

impl RequestKind {
    /// Finds a kind by its wire name in any letter case; `LogOff` and `Logoff` are the same.
    #[must_use]
    pub fn from_wire_name(name: &str) -> Option<Self> {
        RequestKind::ALL.iter().copied().find(|kind| kind.wire_name().eq_ignore_ascii_case(name.trim()))
    }

    /// Finds a kind by its number in the ABI.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        RequestKind::ALL.iter().copied().find(|kind| *kind as i32 == number)
    }

    /// May it move money? Such a request is written to a terminal at most once.
    #[must_use]
    pub fn is_financial(self) -> bool {
        self.effect() == Effect::Financial
    }

    /// Can the cashier abort it with an `AbortRequest`? Card flows only: an abort while nothing abortable runs
    /// can make some terminals unavailable (protocol.md 1.8).
    #[must_use]
    pub fn is_abortable(self) -> bool {
        self.class() == Class::Card && self != RequestKind::AbortRequest
    }
}

impl fmt::Display for RequestKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire_name())
    }
}

impl Serialize for RequestKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.wire_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_consistent() {
        let mut seen = HashSet::new();
        for kind in RequestKind::ALL.iter().copied() {
            assert!(seen.insert(kind.wire_name().to_lowercase()), "{kind} twice");
            assert!(seen.insert(kind.c_name().to_owned()), "{kind} twice");
            assert!(seen.insert((kind as i32).to_string()), "{kind}: number twice");
            assert_eq!(RequestKind::from_wire_name(&kind.wire_name().to_uppercase()), Some(kind));
            assert_eq!(RequestKind::from_number(kind as i32), Some(kind));
            assert_eq!(kind.class() == Class::Service, (kind as i32) >= 100, "{kind}: number range");
        }
    }
}
