//! What a till needs that lost an answer: the repeated message, the reprint, the books.

use super::*;
use crate::books::books_json;
use OverallResult::{DeviceUnavailable, Failure, PrintLastTicket, Success};
use serde_json::json;

/// A request of another till.
fn from(till: &str, request: Request) -> Request {
    Request { workstation_id: till.into(), ..request }
}

fn repeated(bench: &mut Bench, till: &str) -> Response {
    let request = from(till, bench.request(RequestKind::RepeatLastMessage));
    bench.run_request(&request)
}

#[test]
fn the_repeated_message_tells_which_request_of_which_till_it_answers() {
    for dialect in DIALECTS {
        let mut bench = Bench::new(dialect, Outcome::Approve);
        assert_eq!(repeated(&mut bench, "lane-1").overall_result, Failure, "no last message after the start");
        let paid = bench.pay();
        let other = from("lane-2", bench.request(RequestKind::CardPayment));
        let of_other = bench.run_request(&other);
        let answer = repeated(&mut bench, "lane-1");
        assert_eq!(answer.overall_result, Success);
        assert_eq!((&answer.tender, &answer.terminal), (&of_other.tender, &of_other.terminal));
        let header = answer.original_header.unwrap();
        assert_eq!(header.workstation_id.as_deref(), Some("lane-2"), "the last of all, not of this till");
        assert_eq!(header.request_id.as_deref(), Some(other.request_id.as_str()));
        assert_eq!(header.request_type.as_deref(), Some("CardPayment"));
        assert_eq!(header.result(), Some(Success));

        bench.terminal.settings.remembers_each_till = true;
        let header = repeated(&mut bench, "lane-1").original_header.unwrap();
        assert_eq!(header.request_id.as_deref(), Some(paid.request_id.as_str()));
        assert_eq!(repeated(&mut bench, "lane-3").overall_result, Failure, "a till that never asked");
    }
}

#[test]
fn a_restart_forgets_the_last_message_but_not_the_money() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    bench.run(RequestKind::RestartTerminal);
    assert_eq!(repeated(&mut bench, "lane-1").overall_result, Failure);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_reprint_brings_both_copies_and_the_journal_and_can_name_its_transaction() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let first = bench.pay().terminal.unwrap().stan.unwrap();
    let second = bench.pay().terminal.unwrap().stan.unwrap();
    let mut reprint = |stan: Option<&str>| {
        bench.asked.clear();
        let mut request = bench.request(RequestKind::TicketReprint);
        request.original_transaction = stan
            .map(|stan| OriginalTransaction { stan: Some(stan.into()), ..OriginalTransaction::default() });
        let result = bench.run_request(&request).overall_result;
        let entry = bench.asked.iter().flat_map(|r| &r.outputs).find_map(|o| o.e_journal.clone());
        (result, bench.targets().len(), entry.and_then(|e| e.transaction?.transaction_identifier))
    };
    assert_eq!(reprint(None), (Success, 3, Some(second)));
    assert_eq!(reprint(Some(&first)), (Success, 3, Some(first.clone())));
    assert_eq!(reprint(Some("77")), (Failure, 1, None), "no such ticket");
}

#[test]
fn a_new_connection_goes_on_where_a_dead_till_left() {
    let mut bench = Bench::new(&CH, Outcome::Slow { millis: 1000 });
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let gone = bench.terminal.connection_closed(PAY, bench.now);
    bench.settle(gone);
    bench.devices = |_| None;
    bench.wait();
    let gone = bench.terminal.device_lost(DeviceLoss::NotListening, bench.now);
    bench.settle(gone);
    assert!(bench.terminal.is_idle(), "without a till, a terminal ends what it has begun");

    bench.devices = |request| Some(success(request));
    let header = repeated(&mut bench, "lane-1").original_header.unwrap();
    assert_eq!((header.result(), header.request_id), (Some(Success), Some(payment.request_id)));
    assert_eq!(bench.pay().overall_result, PrintLastTicket);
    assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Success);
    assert_eq!(bench.pay().overall_result, Success);
}

#[test]
fn an_abort_that_comes_too_late_is_no_finding() {
    let abort = |bench: &mut Bench| {
        let abort = bench.request(RequestKind::AbortRequest);
        bench.send(OTHER, &abort);
        bench.answers.last().unwrap().1.overall_result.clone()
    };
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    assert_eq!(abort(&mut bench), DeviceUnavailable, "it crossed the answer");
    assert_eq!(bench.finding(), "");
    bench.now += Duration::from_secs(60);
    abort(&mut bench);
    assert!(bench.finding().contains("nothing is running"), "a till that knew better");

    let mut silent = Bench::new(&CH, Outcome::Silent(Silence::AfterReceipts));
    let payment = silent.request(RequestKind::CardPayment);
    silent.send(PAY, &payment);
    silent.now += Duration::from_secs(600);
    assert_eq!(abort(&mut silent), DeviceUnavailable);
    assert_eq!(silent.finding(), "", "the till was never told of the end");
}

#[test]
fn the_books_list_every_transaction() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let sale = Request { reference_number: Some("A-1".into()), ..bench.request(RequestKind::CardPayment) };
    bench.run_request(&sale);
    bench.run(RequestKind::PaymentReversal);
    bench.run(RequestKind::PaymentRefund);
    bench.run(RequestKind::CardReservation);
    bench.terminal.set_behaviour(Outcome::Decline { reason: 5 }.into());
    bench.pay();
    let books = books_json(bench.terminal.ledger());
    let of = |name: &str| -> Vec<serde_json::Value> {
        books.as_array().unwrap().iter().map(|t| t.get(name).unwrap().clone()).collect()
    };
    assert_eq!(
        of("kind"),
        ["CardPayment", "PaymentReversal", "PaymentRefund", "CardReservation", "CardPayment"]
    );
    assert_eq!(of("state"), ["reversed", "booked", "booked", "booked", "declined"]);
    assert_eq!(of("amount"), [1250; 5]);
    assert_eq!(of("request_id"), ["8", "9", "10", "11", "12"]);
    let first = books.get(0).unwrap();
    let booked = bench.terminal.ledger().transactions().first().unwrap();
    assert_eq!(
        first,
        &json!({
            "workstation": "lane-1", "request_id": "8", "reference": "A-1", "kind": "CardPayment",
            "amount": 1250, "currency": "CHF", "stan": booked.stan, "approval": booked.approval_code,
            "state": "reversed",
        })
    );
}
