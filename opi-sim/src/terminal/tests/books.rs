//! Refunds, reversals, reservations, and the end of the day.

use super::*;
use OverallResult::{
    Aborted, Activated, AlreadyActivated, DayClosed, Failure, LoggedOut, NotSupported, Success,
};

#[test]
fn refunds_and_reservations_are_booked_as_what_they_are() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    assert_eq!(bench.run(RequestKind::PaymentRefund).overall_result, Success);
    assert_eq!(bench.run(RequestKind::CardReservation).overall_result, Success);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0);
    assert!(bench.text_of("Printer").contains("Gutschrift"));
    assert_eq!(bench.terminal.ledger().totals().len(), 3);
}

#[test]
fn a_swiss_reversal_undoes_the_last_payment_if_the_cashier_confirms() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    bench.devices = says_no;
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Aborted);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
    bench.devices = |request| Some(success(request));
    bench.asked.clear();
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Success);
    let question = bench.asked.first().unwrap();
    assert_eq!(
        (question.request_type.as_str(), question.input.as_ref().unwrap().command_name()),
        ("Input", "GetConfirmation")
    );
    let ledger = bench.terminal.ledger();
    assert_eq!(ledger.net("CHF"), 0);
    assert_eq!(ledger.last().unwrap().reverses, ledger.transactions().first().map(|t| t.stan.clone()));
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Failure, "only once");
}

#[test]
fn a_german_reversal_names_its_transaction() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    bench.pay();
    bench.pay();
    let reverse = |bench: &mut Bench, stan: &str| {
        let mut request = bench.request(RequestKind::PaymentReversal);
        let original = OriginalTransaction { stan: Some(stan.into()), ..OriginalTransaction::default() };
        request.original_transaction = Some(original);
        bench.run_request(&request).overall_result
    };
    assert_eq!(reverse(&mut bench, "999999"), Failure);
    assert_eq!(reverse(&mut bench, "021601"), Success);
    assert_eq!(reverse(&mut bench, "021601"), Failure);
    let states: Vec<_> = bench.terminal.ledger().transactions().iter().map(|t| t.state).collect();
    assert_eq!(states, [State::Reversed, State::Approved, State::Approved]);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_rejected_signature_moves_the_money_back() {
    let mut bench = Bench::new(&DE, Outcome::Signature);
    bench.devices = says_no;
    assert_eq!(bench.pay().overall_result, Aborted);
    assert_eq!(bench.terminal.ledger().last().unwrap().state, State::Reversed);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0);
    assert!(bench.text_of("Printer").contains("____"), "a line to sign on");
}

#[test]
fn a_session_is_opened_and_closed() {
    let mut bench = Bench::with(Settings { session_open: false, ..Settings::new(&CH) });
    assert_eq!(bench.pay().overall_result, LoggedOut);
    assert!(bench.finding().contains("the session is not open; ActivateTerminal comes first"));
    assert_eq!(bench.run(RequestKind::ActivateTerminal).overall_result, Activated);
    assert_eq!(bench.run(RequestKind::ActivateTerminal).overall_result, AlreadyActivated);
    assert_eq!(bench.pay().overall_result, Success);
    assert_eq!(bench.run(RequestKind::DeactivateTerminal).overall_result, OverallResult::Deactivated);
    assert_eq!(bench.run(RequestKind::DeactivateTerminal).overall_result, OverallResult::AlreadyDeactivated);

    let mut german = Bench::with(Settings { session_open: false, ..Settings::new(&DE) });
    assert_eq!(german.pay().overall_result, LoggedOut);
    assert_eq!(german.run(RequestKind::Login).overall_result, Success);
    assert_eq!(german.run(RequestKind::Login).overall_result, Success);
    assert_eq!(german.pay().overall_result, Success);
}

#[test]
fn closing_the_day_tells_the_totals_and_starts_a_new_batch() {
    for (dialect, printer, result) in [(&CH, "JournalPrinter", DayClosed), (&DE, "Printer", Success)] {
        let mut bench = Bench::new(dialect, Outcome::Approve);
        bench.pay();
        bench.pay();
        bench.run(RequestKind::PaymentRefund);
        bench.asked.clear();
        let response = bench.run(dialect.close_day);
        assert_eq!(response.overall_result, result);
        let totals = response.reconciliation.unwrap().totals;
        let lines: Vec<_> = totals
            .iter()
            .map(|t| {
                (t.payment_type.as_deref().unwrap(), t.number_payments.as_deref().unwrap(), t.text.as_str())
            })
            .collect();
        assert_eq!(lines, [("Debit", "1", "12.50"), ("Debit", "1", "12.50"), ("Credit", "1", "12.50")]);
        assert!(bench.text_of(printer).contains("Tagesabschluss"));
        assert_eq!(bench.terminal.ledger().batch(), 2);
        let expected =
            if dialect.close_day == RequestKind::CloseDay { Condition::LoggedOut } else { Condition::Ready };
        assert_eq!(bench.terminal.condition(), expected);
        let empty = bench.run(dialect.close_day).reconciliation.unwrap();
        assert!(empty.totals.is_empty());
    }
}

#[test]
fn every_kind_of_every_dialect_gets_one_answer() {
    for dialect in DIALECTS {
        for kind in RequestKind::ALL {
            let mut bench = Bench::new(dialect, Outcome::Approve);
            bench.pay();
            let response = bench.run(*kind);
            assert_eq!(response.kind(), Some(*kind), "{}", dialect.name);
            let refused = response.overall_result == NotSupported;
            // The verb that captures a reservation is another kind's name.
            let heard = dialect.kind_of(kind.wire_name()).unwrap();
            assert!(
                dialect.supports(heard) || refused,
                "{} {kind}: {}",
                dialect.name,
                response.overall_result
            );
        }
    }
}

#[test]
fn repeating_clears_nothing_and_says_when_there_is_nothing() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    assert_eq!(bench.run(RequestKind::RepeatLastMessage).overall_result, Failure);
    bench.devices = no_paper;
    let paid = bench.pay();
    for _ in 0..2 {
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        assert_eq!(repeated.overall_result, Success);
        assert_eq!(repeated.tender, paid.tender);
        let header = repeated.original_header.unwrap();
        assert_eq!(header.request_type.as_deref(), Some("CardPayment"));
        assert_eq!(header.request_id.as_deref(), Some(paid.request_id.as_str()));
        assert_eq!(header.result(), Some(Success));
    }
    assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
    bench.run(RequestKind::TicketReprint);
    let header = bench.run(RequestKind::RepeatLastMessage).original_header.unwrap();
    assert_eq!(
        header.request_id.as_deref(),
        Some(paid.request_id.as_str()),
        "a reprint is not the last message"
    );
}

#[test]
fn a_reservation_is_captured_once_or_cancelled() {
    let mut bench = Bench::new(&IFSF, Outcome::Approve);
    let reserve = |bench: &mut Bench| {
        let request =
            Request { total_amount: amount("50.00"), ..bench.request(RequestKind::CardPreAuthorisation) };
        bench.run_request(&request).terminal.unwrap().stan.unwrap()
    };
    let naming = |bench: &mut Bench, kind: RequestKind, stan: &str| {
        let original = OriginalTransaction { stan: Some(stan.into()), ..OriginalTransaction::default() };
        let request = Request {
            total_amount: (kind == RequestKind::CardFinancialAdvice).then(|| amount("31.50")).flatten(),
            original_transaction: Some(original),
            ..bench.request(kind)
        };
        bench.run_request(&request).overall_result
    };
    let first = reserve(&mut bench);
    let second = reserve(&mut bench);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0, "reserved is not charged");
    assert_eq!(naming(&mut bench, RequestKind::CardFinancialAdvice, &first), Success);
    assert_eq!(bench.terminal.ledger().net("CHF"), 3150);
    assert_eq!(naming(&mut bench, RequestKind::CardFinancialAdvice, &first), Failure, "once");
    assert_eq!(naming(&mut bench, RequestKind::PaymentReversal, &second), Success);
    assert_eq!(naming(&mut bench, RequestKind::CardFinancialAdvice, &second), Failure, "cancelled");
    let states: Vec<_> = bench.terminal.ledger().transactions().iter().map(|t| t.state).collect();
    assert_eq!(states, [State::Captured, State::Reversed, State::Approved, State::Approved]);
}

#[test]
fn a_card_that_is_only_read_moves_nothing() {
    let mut bench = Bench::new(&IFSF, Outcome::Approve);
    let card = bench.run(RequestKind::CardSwipe).card_value.unwrap();
    assert_eq!(
        (card.card_circuit.as_deref(), card.card_pan.unwrap().masked()),
        (Some("girocard"), "680533*********4747")
    );
    let balance = bench.run(RequestKind::CardBalanceQuery).tender.unwrap().total_amount.unwrap();
    assert_eq!((balance.available.as_deref(), balance.currency.as_deref()), (Some("42.00"), Some("EUR")));
    assert!(bench.terminal.ledger().transactions().is_empty());
}
