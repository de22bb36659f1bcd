//! Tables over the state machine, in virtual time. The exhaustive cut test is in tests/cut.rs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "there is no other way to get a first Instant")]

use super::*;
use crate::message::{Authorisation, Tender};
use crate::value::{Currency, Money, OverallResult};

struct Bench {
    exchange: Exchange,
    now: Instant,
    start: Instant,
}

const IDS: [&str; 4] = ["1001", "1002", "1003", "1004"];

fn payment() -> Operation {
    Operation::new(RequestKind::CardPayment)
        .with_amount(Money::new(1250, Currency::from_code("CHF").unwrap()))
}

/// An exchange that waits for its answer.
fn waiting(dialect: &str, operation: &Operation) -> Bench {
    let mut bench = starting(dialect, operation);
    assert_eq!(bench.step(), Step::Connect(Line::Pay));
    bench.exchange.connected(Line::Pay, bench.now);
    bench.expect_send(Line::Pay);
    bench
}

fn starting(dialect: &str, operation: &Operation) -> Bench {
    let settings = crate::common::settings(&format!("dialect={dialect}&workstation=lane-1"));
    let start = Instant::now();
    let clock = Box::new(|| Timestamp::fixed("2026-04-08T10:30:00+02:00"));
    let exchange = Exchange::start(&settings, operation, IDS.map(str::to_owned), clock, start).unwrap();
    Bench { exchange, now: start, start }
}

impl Bench {
    fn step(&mut self) -> Step {
        self.exchange.next_step().expect("a step")
    }

    fn no_step(&mut self) {
        assert_eq!(self.exchange.next_step(), None);
    }

    /// The next step sends on `line`; it is sent completely. Gives the message.
    fn expect_send(&mut self, line: Line) -> Message {
        match self.step() {
            Step::Send(on, bytes) if on == line => {
                self.exchange.sent(line, bytes.len(), true, self.now);
                Message::decode(&bytes[4..]).unwrap().message
            }
            other => panic!("expected a message on {line:?}, got {other:?}"),
        }
    }

    fn expect_abort(&mut self, line: Line, id: &str) {
        match self.expect_send(line) {
            Message::Request(request) => {
                assert_eq!(request.kind(), Some(RequestKind::AbortRequest));
                assert_eq!(request.request_id, id, "an abort has a RequestID of its own");
            }
            other => panic!("{other:?}"),
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        self.exchange.tick(self.now);
    }

    /// To the next deadline and over it.
    fn pass_deadline(&mut self) -> Duration {
        self.now = self.exchange.deadline();
        self.exchange.tick(self.now);
        self.now - self.start
    }

    fn receive(&mut self, line: Line, response: Response) {
        let xml = Message::Response(Box::new(response)).encode().unwrap();
        self.exchange.received(line, &xml, self.now);
    }

    fn answer(&mut self, kind: RequestKind, id: &str, result: &str) {
        self.receive(Line::Pay, Response::new(kind, "lane-1", id, OverallResult::read(result)));
    }

    fn outcome(mut self) -> Outcome {
        assert!(self.exchange.is_settled());
        while let Some(step) = self.exchange.next_step() {
            assert!(matches!(step, Step::Close(_)), "after the verdict: {step:?}");
        }
        self.exchange.into_outcome(Collected::default())
    }
}

fn device(id: &str) -> DeviceRequest {
    let xml = format!(
        "<DeviceRequest RequestType='Output' WorkstationID='lane-1' RequestID='{id}'>\
         <Output OutDeviceTarget='CashierDisplay'><TextLine>x</TextLine></Output></DeviceRequest>"
    );
    match Message::decode(xml.as_bytes()).unwrap().message {
        Message::DeviceRequest(request) => *request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn not_connected_is_not_sent() {
    for code in [Code::ConnectRefused, Code::Resolve, Code::Unreachable, Code::ConnectTimeout] {
        let mut bench = starting("ch", &payment());
        bench.step();
        bench.exchange.lost(Line::Pay, Loss::NotConnected(code, "why".into()));
        let outcome = bench.outcome();
        assert_eq!(
            (outcome.verdict, outcome.code, outcome.money()),
            (Verdict::NotSent, code, MoneyMoved::No)
        );
    }
}

#[test]
fn a_connection_that_takes_too_long_is_not_sent() {
    let mut bench = starting("ch", &payment());
    bench.step();
    assert_eq!(bench.pass_deadline(), Duration::from_secs(3));
    assert_eq!(bench.outcome().code, Code::ConnectTimeout);
}

#[test]
fn the_first_byte_draws_the_line() {
    for (handed, verdict, code) in
        [(0, Verdict::NotSent, Code::LostBeforeSend), (1, Verdict::Unknown, Code::ConnectionLost)]
    {
        let mut bench = starting("ch", &payment());
        bench.step();
        bench.exchange.connected(Line::Pay, bench.now);
        bench.step();
        bench.exchange.sent(Line::Pay, handed, false, bench.now);
        let outcome = bench.outcome();
        assert_eq!((outcome.verdict, outcome.code), (verdict, code));
    }
}

#[test]
fn answers_are_correlated_by_kind_workstation_and_id() {
    for (kind, workstation, id, ours) in [
        (RequestKind::CardPayment, "lane-1", "1001", true),
        (RequestKind::CardPayment, "", "1001", true),
        (RequestKind::CardPayment, "lane-1", "1000", false),
        (RequestKind::CardPayment, "lane-2", "1001", false),
        (RequestKind::PaymentRefund, "lane-1", "1001", false),
    ] {
        let mut bench = waiting("ch", &payment());
        bench.receive(Line::Pay, Response::new(kind, workstation, id, OverallResult::Success));
        assert_eq!(bench.exchange.is_settled(), ours, "{kind} {workstation} {id}");
    }
}

#[test]
fn only_a_foreign_answer_leaves_the_outcome_unknown() {
    let mut bench = waiting("ch", &payment());
    bench.answer(RequestKind::CardPayment, "999", "Success");
    let loss = Loss::Closed { why: "closed".into(), mid_message: false, foreign: None };
    bench.exchange.lost(Line::Pay, loss);
    let outcome = bench.outcome();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::ForeignResponse));
    assert!(outcome.notes[0].contains("answered CardPayment 999"), "{:?}", outcome.notes);
}

#[test]
fn a_foreign_answer_does_not_hide_the_right_one() {
    let mut bench = waiting("ch", &payment());
    bench.answer(RequestKind::CardPayment, "999", "Failure");
    bench.answer(RequestKind::CardPayment, "1001", "Success");
    assert_eq!(bench.outcome().verdict, Verdict::Approved);
}

#[test]
fn unreadable_answers_are_unknown_and_say_why() {
    for (payload, text) in [
        ("<CardServiceResponse RequestType='CardPayment'", "cannot be read"),
        ("<html/>", "<html>"),
        ("<CardServiceResponse WorkstationID='1' RequestID='1001' OverallResult='Success'/>", "RequestType"),
        (
            "<CardServiceResponse RequestType='CardPayment' WorkstationID='1' RequestID='1001'/>",
            "OverallResult",
        ),
        ("<DeviceRequest RequestType='Output' RequestID='1'/>", "a DeviceRequest came where an answer"),
        ("", "cannot be read"),
    ] {
        let mut bench = waiting("ch", &payment());
        bench.exchange.received(Line::Pay, payload.as_bytes(), bench.now);
        let outcome = bench.outcome();
        assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::Protocol), "{payload}");
        let message = outcome.error.unwrap().message().to_owned();
        assert!(message.contains(text), "{payload}: {message}");
    }
}

#[test]
fn what_is_not_opi_is_named() {
    for (foreign, name) in [(Foreign::Http, "HTTP"), (Foreign::Tls, "TLS"), (Foreign::Zvt, "ZVT")] {
        let mut bench = waiting("ch", &payment());
        let loss = Loss::Garbage(FrameError::TooLong { length: 0x4854_5450, max: 1, foreign: Some(foreign) });
        bench.exchange.lost(Line::Pay, loss);
        let outcome = bench.outcome();
        assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::NotOpi));
        assert!(outcome.error.unwrap().message().contains(name));
    }
}

#[test]
fn a_silent_terminal_is_aborted_once_more_heard_and_then_left_as_unknown() {
    let mut bench = waiting("ch", &payment());
    assert_eq!(bench.pass_deadline(), Duration::from_secs(90));
    assert_eq!(bench.step(), Step::Connect(Line::Abort(1)));
    bench.exchange.connected(Line::Abort(1), bench.now);
    bench.expect_abort(Line::Abort(1), "1002");
    bench.receive(
        Line::Abort(1),
        Response::new(RequestKind::AbortRequest, "lane-1", "1002", OverallResult::Success),
    );
    assert!(!bench.exchange.is_settled(), "an acknowledged abort is not the outcome");
    assert_eq!(bench.step(), Step::Close(Line::Abort(1)));
    assert_eq!(bench.pass_deadline(), Duration::from_secs(100));
    let outcome = bench.outcome();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::ResponseTimeout));
}

#[test]
fn either_channel_refreshes_the_idle_timer_and_the_hard_limit_holds() {
    let mut bench = waiting("ch", &payment());
    for n in 0..3 {
        bench.wait(89);
        bench.exchange.device_requested(Line::Device(1), device(&format!("1001.{n}")), bench.now);
        assert!(matches!(bench.step(), Step::Serve(..)));
        bench.no_step();
    }
    // 267 s have passed; at 290 s the hard limit of 300 s less the 10 s for an abort is reached.
    assert_eq!(bench.pass_deadline(), Duration::from_secs(290));
    assert_eq!(bench.step(), Step::Connect(Line::Abort(1)));
    while !bench.exchange.is_settled() {
        bench.pass_deadline();
    }
    assert_eq!(bench.now - bench.start, Duration::from_secs(300));
}

#[test]
fn the_tills_own_time_is_not_the_terminals_silence() {
    let mut bench = waiting("ch", &payment());
    bench.exchange.device_requested(Line::Device(1), device("1001.1"), bench.now);
    bench.step();
    bench.now += Duration::from_secs(120);
    bench.exchange.served(Line::Device(1), crate::devices::unavailable(&device("1001.1")), bench.now);
    bench.exchange.tick(bench.now);
    bench.expect_send(Line::Device(1));
    bench.no_step();
    bench.answer(RequestKind::CardPayment, "1001", "Success");
    assert_eq!(bench.outcome().verdict, Verdict::Approved);
}

#[test]
fn cancelling_before_the_first_byte_sends_nothing() {
    let mut bench = starting("ch", &payment());
    bench.exchange.cancel(bench.now);
    let outcome = bench.outcome();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::CancelledBeforeSend));
}

#[test]
fn the_answer_to_the_payment_decides_whatever_the_abort_said() {
    for (abort_result, result, verdict) in [
        ("Success", "Aborted", Verdict::Aborted),
        ("Success", "Success", Verdict::Approved),
        ("DeviceUnavailable", "Success", Verdict::Approved),
        ("DeviceUnavailable", "Aborted", Verdict::Aborted),
        ("Success", "Failure", Verdict::Declined),
    ] {
        let mut bench = waiting("ch", &payment());
        bench.exchange.cancel(bench.now);
        bench.exchange.cancel(bench.now);
        assert_eq!(bench.step(), Step::Connect(Line::Abort(1)));
        bench.exchange.connected(Line::Abort(1), bench.now);
        bench.expect_abort(Line::Abort(1), "1002");
        let answer =
            Response::new(RequestKind::AbortRequest, "lane-1", "1002", OverallResult::read(abort_result));
        bench.receive(Line::Abort(1), answer);
        assert_eq!(bench.step(), Step::Close(Line::Abort(1)));
        bench.no_step();
        bench.answer(RequestKind::CardPayment, "1001", result);
        assert_eq!(bench.outcome().verdict, verdict, "abort {abort_result}, payment {result}");
    }
}

#[test]
fn aborts_are_spaced_and_at_most_three() {
    let mut bench = waiting("ch", &payment());
    bench.exchange.cancel(bench.now);
    for attempt in 1..=MAX_ABORTS {
        assert_eq!(bench.step(), Step::Connect(Line::Abort(attempt)));
        let tried = bench.now;
        bench.exchange.lost(Line::Abort(attempt), Loss::NotConnected(Code::ConnectRefused, "no".into()));
        assert_eq!(bench.step(), Step::Close(Line::Abort(attempt)));
        bench.no_step();
        if attempt < MAX_ABORTS {
            bench.pass_deadline();
            assert_eq!(bench.now - tried, Duration::from_millis(1500));
        }
    }
    bench.now += Duration::from_secs(80);
    bench.exchange.tick(bench.now);
    bench.no_step();
    bench.answer(RequestKind::CardPayment, "1001", "Success");
    assert_eq!(bench.outcome().verdict, Verdict::Approved, "a payment that could not be aborted may succeed");
}

#[test]
fn an_abort_that_nobody_answers_is_tried_again_later() {
    let mut bench = waiting("ch", &payment());
    bench.exchange.cancel(bench.now);
    assert_eq!(bench.step(), Step::Connect(Line::Abort(1)));
    bench.exchange.connected(Line::Abort(1), bench.now);
    bench.expect_abort(Line::Abort(1), "1002");
    assert_eq!(bench.pass_deadline(), Duration::from_secs(10));
    assert_eq!(bench.step(), Step::Close(Line::Abort(1)));
    assert_eq!(bench.step(), Step::Connect(Line::Abort(2)));
    bench.exchange.connected(Line::Abort(2), bench.now);
    bench.expect_abort(Line::Abort(2), "1003");
}

#[test]
fn in_de_the_abort_travels_on_the_open_connection() {
    let mut bench = waiting("de", &payment());
    bench.exchange.cancel(bench.now);
    bench.expect_abort(Line::Pay, "1002");
    bench.answer(RequestKind::AbortRequest, "1002", "Success");
    assert!(!bench.exchange.is_settled());
    bench.answer(RequestKind::CardPayment, "1001", "Aborted");
    assert_eq!(bench.outcome().verdict, Verdict::Aborted);
}

#[test]
fn a_cancelled_payment_that_nobody_ends_is_unknown() {
    let mut bench = waiting("de", &payment());
    bench.exchange.cancel(bench.now);
    bench.expect_abort(Line::Pay, "1002");
    while !bench.exchange.is_settled() {
        bench.pass_deadline();
        while let Some(step) = bench.exchange.next_step() {
            if let Step::Send(line, bytes) = step {
                bench.exchange.sent(line, bytes.len(), true, bench.now);
            }
        }
    }
    assert!(bench.now - bench.start <= Duration::from_secs(300));
    assert_eq!(bench.outcome().code, Code::CancelledInFlight);
}

#[test]
fn what_cannot_be_aborted_is_not_aborted() {
    let mut bench = waiting("ch", &Operation::new(RequestKind::CloseDay));
    bench.exchange.cancel(bench.now);
    let outcome = bench.outcome();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::CancelledInFlight));
    assert_eq!(outcome.error.unwrap().money(), MoneyMoved::No);
    let mut silent = waiting("ch", &Operation::new(RequestKind::GetStatus));
    assert_eq!(silent.pass_deadline(), Duration::from_secs(90));
    assert_eq!(silent.outcome().code, Code::ResponseTimeout);
}

#[test]
fn device_requests_are_served_before_between_and_after_the_answer() {
    let mut bench = starting("ch", &payment());
    bench.exchange.device_requested(Line::Device(1), device("7.9"), bench.now);
    assert_eq!(bench.step(), Step::Connect(Line::Pay));
    assert!(matches!(bench.step(), Step::Serve(Line::Device(1), _)));
    bench.exchange.served(Line::Device(1), crate::devices::unavailable(&device("7.9")), bench.now);
    bench.expect_send(Line::Device(1));
    bench.exchange.connected(Line::Pay, bench.now);
    bench.expect_send(Line::Pay);
    bench.answer(RequestKind::CardPayment, "1001", "Success");
    bench.exchange.device_requested(Line::Device(2), device("1001.1"), bench.now);
    assert_eq!(bench.step(), Step::Close(Line::Pay));
    assert!(matches!(bench.step(), Step::Serve(Line::Device(2), _)));
    bench.exchange.served(Line::Device(2), crate::devices::unavailable(&device("1001.1")), bench.now);
    bench.expect_send(Line::Device(2));
    let outcome = bench.outcome();
    assert_eq!(outcome.verdict, Verdict::Approved);
    assert_eq!(outcome.notes, ["Device request 7.9 belongs to an earlier request."]);
}

#[test]
fn a_tip_is_reported_and_a_strange_total_is_noted() {
    for (total, currency, tip, note) in [
        ("15.00", "CHF", Some("2.50"), None),
        ("12.50", "CHF", None, None),
        ("10.00", "CHF", None, Some("only CHF 10.00")),
        ("12.50", "EUR", None, Some("another currency")),
        ("many", "CHF", None, Some("cannot be read")),
    ] {
        let mut bench = waiting("ch", &payment());
        let mut response = Response::new(RequestKind::CardPayment, "lane-1", "1001", OverallResult::Success);
        response.tender = Some(Tender {
            total_amount: Some(crate::message::Amount {
                text: total.into(),
                currency: Some(currency.into()),
                ..Default::default()
            }),
            authorisation: Some(Authorisation::default()),
            ..Tender::default()
        });
        bench.receive(Line::Pay, response);
        let outcome = bench.outcome();
        assert_eq!(outcome.verdict, Verdict::Approved, "a strange total never undoes an approval");
        assert_eq!(outcome.field("tip").as_deref(), tip, "{total} {currency}");
        match note {
            Some(note) => assert!(outcome.notes[0].contains(note), "{:?}", outcome.notes),
            None => assert!(outcome.notes.is_empty(), "{:?}", outcome.notes),
        }
    }
}

#[test]
fn what_was_declined_has_no_amount() {
    let mut bench = waiting("de", &payment());
    let mut response = Response::new(RequestKind::CardPayment, "lane-1", "1001", OverallResult::Failure);
    let total = crate::message::Amount::of(payment().amount().unwrap());
    response.tender = Some(Tender { total_amount: Some(total), ..Tender::default() });
    bench.receive(Line::Pay, response);
    let outcome = bench.outcome();
    assert_eq!((outcome.verdict, outcome.amount(), outcome.tip()), (Verdict::Declined, None, None));
    assert_eq!(outcome.field("amount"), None);
}

#[test]
fn an_exchange_that_is_given_up_claims_nothing() {
    let unsent = starting("ch", &payment()).exchange.into_outcome(Collected::default());
    assert_eq!((unsent.verdict, unsent.code), (Verdict::NotSent, Code::Internal));
    let sent = waiting("ch", &payment()).exchange.into_outcome(Collected::default());
    assert_eq!((sent.verdict, sent.code), (Verdict::Unknown, Code::InternalInFlight));
}
