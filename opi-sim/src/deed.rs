//! What each kind of request does in a terminal's books: one table. The receipts, the ledger and the steps of a request
//! ask it, and nothing else knows kinds by name.

use opi_proto::message::RequestKind;

/// What a request does when it is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Money from the customer to the shop.
    Sale,
    /// Money back to the customer.
    Refund,
    /// Money set aside.
    Reserve,
    /// A reservation is charged.
    Capture,
    /// A reservation is given up.
    Cancel,
    /// An earlier transaction is undone.
    Reverse,
    /// Points, or nothing.
    Nothing,
}

impl Deed {
    /// What a request of this kind does.
    #[must_use]
    pub fn of(kind: RequestKind) -> Self {
        use RequestKind as K;
        match kind {
            K::CardPayment
            | K::CardPaymentLoyaltyAward
            | K::CardPaymentLoyaltyRedemption
            | K::StoreValueInCard
            | K::CardActivate
            | K::OnlineAgent => Deed::Sale,
            K::PaymentRefund | K::PaymentLoyaltyRefund | K::RefundValueFromCard => Deed::Refund,
            K::CardReservation | K::CardPreAuthorisation | K::CardPreAuthorisationLoyaltySwipe => {
                Deed::Reserve
            }
            K::CaptureReservation | K::CardFinancialAdvice | K::CardFinancialAdviceLoyaltyAward => {
                Deed::Capture
            }
            K::CancelReservation => Deed::Cancel,
            K::PaymentReversal | K::PaymentLoyaltyReversal => Deed::Reverse,
            _ => Deed::Nothing,
        }
    }

    /// Money in (1), out (-1), or neither (0). What a reversal undoes is struck out where it stands.
    #[must_use]
    pub fn sign(self) -> i64 {
        match self {
            Deed::Sale | Deed::Capture => 1,
            Deed::Refund => -1,
            Deed::Reserve | Deed::Cancel | Deed::Reverse | Deed::Nothing => 0,
        }
    }

    /// Does it refer to a reservation made before?
    #[must_use]
    pub fn follows_reservation(self) -> bool {
        matches!(self, Deed::Capture | Deed::Cancel)
    }

    /// Does it only undo another transaction?
    #[must_use]
    pub fn undoes(self) -> bool {
        matches!(self, Deed::Cancel | Deed::Reverse)
    }

    /// Does the customer present a card?
    #[must_use]
    pub fn needs_card(self) -> bool {
        !self.undoes() && self != Deed::Capture
    }

    /// Its name in the electronic journal; only `PURCHASE` has been seen (protocol.md 2.7).
    #[must_use]
    pub fn service_label(self) -> &'static str {
        match self {
            Deed::Refund => "CREDIT",
            Deed::Cancel | Deed::Reverse => "REVERSAL",
            Deed::Reserve => "RESERVATION",
            Deed::Sale | Deed::Capture | Deed::Nothing => "PURCHASE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::message::AmountRule;

    #[test]
    fn what_must_have_an_amount_does_something_with_it() {
        for kind in RequestKind::ALL.iter().copied().filter(|kind| kind.amount_rule() == AmountRule::Required)
        {
            assert_ne!(Deed::of(kind), Deed::Nothing, "{kind}");
        }
        for kind in RequestKind::ALL.iter().copied().filter(|kind| !kind.is_financial()) {
            assert_eq!(Deed::of(kind), Deed::Nothing, "{kind}");
        }
    }
}
