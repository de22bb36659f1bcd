//! Aborts, and a terminal that is busy.

use super::*;
use OverallResult::{Aborted, Busy, DeviceUnavailable, Success, TimedOut};

#[test]
fn a_cashier_aborts_what_waits_for_a_card() {
    for (dialect, conn) in [(&CH, OTHER), (&DE, PAY), (&NL, PAY), (&IFSF, OTHER)] {
        for outcome in [Outcome::Wait, Outcome::Slow { millis: 60_000 }] {
            let mut bench = Bench::new(dialect, outcome);
            let payment = bench.request(RequestKind::CardPayment);
            bench.send(PAY, &payment);
            assert!(bench.answers.is_empty());
            let abort = bench.request(RequestKind::AbortRequest);
            bench.send(conn, &abort);
            let answers: Vec<_> = bench
                .answers
                .iter()
                .map(|(conn, r)| (*conn, r.request_id.as_str(), r.overall_result.clone()))
                .collect();
            assert_eq!(answers, [(conn, "9", Success), (PAY, "8", Aborted)], "{}", dialect.name);
            assert_eq!(bench.terminal.ledger().last().unwrap().state, State::Aborted);
            assert_eq!(bench.finding(), "");
        }
    }
}

#[test]
fn an_abort_can_come_as_a_service_request() {
    let mut bench = Bench::new(&DE, Outcome::Wait);
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let mut abort = bench.request(RequestKind::AbortRequest);
    abort.class = opi_proto::message::Class::Service;
    bench.send(PAY, &abort);
    let (_, first) = bench.answers.first().unwrap();
    assert_eq!((first.class, &first.overall_result), (abort.class, &Success));
}

#[test]
fn an_abort_waits_for_the_device_answer_under_way() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.len(), 1, "only the abort is answered");
    assert_eq!(bench.asked.len(), 1);
    bench.devices = |request| Some(success(request));
    let answer = Message::DeviceResponse(Box::new(success(bench.asked.first().unwrap()))).encode().unwrap();
    let actions = bench.terminal.device_response(&answer, bench.now);
    bench.settle(actions);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Aborted);
    assert!(bench.text_of("CashierDisplay").contains("abgebrochen"));
}

#[test]
fn past_the_point_of_no_return_an_abort_is_too_late() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = silent_printers;
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    assert_eq!(bench.targets().last(), Some(&"Printer"), "the receipt is under way");
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, DeviceUnavailable);
    while !bench.terminal.is_idle() {
        bench.wait();
    }
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Success);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn an_abort_of_nothing_or_of_another_tills_payment_is_refused() {
    let mut bench = Bench::new(&CH, Outcome::Wait);
    assert_eq!(bench.run(RequestKind::AbortRequest).overall_result, DeviceUnavailable);
    assert!(bench.finding().contains("nothing is running"));
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let mut abort = bench.request(RequestKind::AbortRequest);
    abort.workstation_id = "lane-2".into();
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, DeviceUnavailable);
    assert!(bench.finding().contains("belongs to till lane-1"));
    assert!(!bench.terminal.is_idle());
}

#[test]
fn a_busy_terminal_refuses_and_forgets_nothing() {
    for (dialect, busy) in [(&CH, DeviceUnavailable), (&DE, Busy)] {
        let mut bench = Bench::new(dialect, Outcome::Wait);
        let payment = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &payment);
        let second = bench.request(RequestKind::CardPayment);
        bench.send(OTHER, &second);
        assert_eq!(bench.answers.last().unwrap().1.overall_result, busy);
        assert!(bench.finding().contains("was still running"));
        bench.wait();
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        let header = repeated.original_header.unwrap();
        assert_eq!((header.request_id.as_deref(), header.result()), (Some("8"), Some(TimedOut)));
    }
}
