//! See the module above.

use super::*;
use opi_proto::value::Currency;

fn transaction(kind: RequestKind, minor: i64, state: State, stan: &str, batch: u32) -> Transaction {
    Transaction {
        kind,
        amount: Money::new(minor, Currency::from_code("CHF").unwrap()),
        tip: None,
        cash_back: None,
        dcc: None,
        state,
        stan: stan.to_owned(),
        receipt_number: 1,
        batch,
        approval_code: None,
        trx_reference: None,
        reverses: None,
        time: jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC),
        workstation: "lane-1".into(),
        request_id: "1".into(),
        reference_number: None,
        card: None,
        signature: false,
        offline: false,
        copies: Copies::default(),
    }
}

fn ledger(entries: &[(RequestKind, i64, State, &str)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (kind, minor, state, stan) in entries {
        ledger.book(transaction(*kind, *minor, *state, stan, 1));
    }
    ledger
}

use RequestKind::{CardPayment, CardReservation, PaymentRefund, PaymentReversal};
use State::{Aborted, Approved, Declined, Reversed};

#[test]
fn only_standing_payments_and_refunds_count() {
    let ledger = ledger(&[
        (CardPayment, 1000, Approved, "1"),
        (CardPayment, 700, Reversed, "2"),
        (PaymentReversal, 700, Approved, "3"),
        (PaymentRefund, 250, Approved, "4"),
        (CardPayment, 9999, Declined(Reason::Host(5)), "5"),
        (CardPayment, 9999, Aborted, "6"),
        (CardReservation, 5000, Approved, "7"),
        (CardPayment, 30, Approved, "8"),
    ]);
    assert_eq!(ledger.net("chf"), 780);
    assert_eq!(ledger.net("EUR"), 0);
    let totals: Vec<_> = ledger.totals().iter().map(|t| (t.kind, t.count, t.amount.minor_units())).collect();
    assert_eq!(totals, [(CardPayment, 2, 1030), (PaymentRefund, 1, 250), (CardReservation, 1, 5000)]);
}

#[test]
fn an_offer_is_converted_and_rounded_to_the_nearest_hundredth() {
    let chf = Currency::from_code("CHF").unwrap();
    let [euro, _] = crate::profile::RATES;
    for (minor, amount) in [(1250, "12.93"), (1, "0.01"), (100_000, "1034.50")] {
        assert_eq!(Dcc::offer(Money::new(minor, chf), euro, true).amount(), amount);
    }
    let offer = Dcc::offer(Money::new(1250, chf), euro, true);
    assert_eq!((offer.rate().as_str(), offer.markup().as_str()), ("1.0345", "3.50"));
}

#[test]
fn a_reservation_is_found_until_it_is_captured() {
    let mut ledger = ledger(&[(CardReservation, 9, Approved, "7"), (CardReservation, 8, Approved, "8")]);
    ledger.get_mut(0).unwrap().trx_reference = Some("70".into());
    let found = |ledger: &Ledger, stan, reference| ledger.reservation(stan, reference);
    assert_eq!((found(&ledger, None, None), found(&ledger, Some("007"), None)), (Some(1), Some(0)));
    assert_eq!((found(&ledger, None, Some("70")), found(&ledger, None, Some("71"))), (Some(0), None));
    ledger.get_mut(1).unwrap().state = State::Captured;
    assert_eq!((found(&ledger, None, None), found(&ledger, Some("8"), None)), (Some(0), None));
    assert_eq!(ledger.net("CHF"), 0);
}

#[test]
fn what_can_be_reversed() {
    let mut ledger = ledger(&[(CardPayment, 1000, Approved, "000041"), (CardPayment, 5, Aborted, "000042")]);
    assert_eq!(ledger.last_reversible(), Some(0), "an aborted payment is nobody's last");
    assert_eq!(ledger.reversible_by_stan("41"), Some(0));
    assert_eq!(ledger.reversible_by_stan("000041"), Some(0));
    assert_eq!(ledger.reversible_by_stan("42"), None);
    ledger.get_mut(0).unwrap().state = Reversed;
    assert_eq!(ledger.last_reversible(), None);
    ledger.book(transaction(CardPayment, 3, Approved, "000043", 1));
    ledger.close_batch();
    assert_eq!(ledger.last_reversible(), None, "the day is closed");
    assert!(ledger.totals().is_empty());
    assert_eq!(ledger.net("CHF"), 3, "but the money has moved");
}

#[test]
fn the_last_ticket_is_the_last_with_a_receipt() {
    let mut ledger = ledger(&[(CardPayment, 1000, Approved, "1"), (CardPayment, 5, Aborted, "2")]);
    assert_eq!(ledger.last_ticket(), None);
    ledger.get_mut(0).unwrap().copies.customer = Copy::Open;
    assert_eq!(ledger.last_ticket(), Some(0));
    assert!(ledger.last_ticket_open());
    *ledger.get_mut(0).unwrap().copies.of(ReceiptRole::Customer) = Copy::Acknowledged;
    assert_eq!(ledger.last_ticket(), Some(0));
    assert!(!ledger.last_ticket_open());
}
