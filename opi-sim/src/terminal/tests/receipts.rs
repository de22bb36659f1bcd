//! Receipts that the till does not confirm.

use super::*;
use OverallResult::{Failure, PrintLastTicket, Success};

#[test]
fn an_unconfirmed_receipt_must_be_reprinted_in_ch_and_nl() {
    for dialect in [&CH, &NL] {
        for devices in [no_paper as Devices, silent_printers] {
            let mut bench = Bench::new(dialect, Outcome::Approve);
            bench.devices = devices;
            assert_eq!(bench.pay().overall_result, Success, "the money has moved all the same");
            assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
            assert_eq!(bench.pay().overall_result, PrintLastTicket);
            assert_eq!(bench.terminal.ledger().transactions().len(), 1, "refused means not executed");
            assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Failure, "still no paper");
            assert_eq!(bench.pay().overall_result, PrintLastTicket);
            bench.devices = |request| Some(success(request));
            bench.asked.clear();
            assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Success);
            assert!(bench.text_of("Printer").contains("Kopie"));
            assert_eq!(bench.targets(), ["Printer", "JournalPrinter", "E-Journal"]);
            assert_eq!(bench.pay().overall_result, Success);
        }
    }
}

#[test]
fn a_reprint_without_that_printer_frees_the_terminal() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = no_paper;
    bench.pay();
    let mut reprint = bench.request(RequestKind::TicketReprint);
    reprint.pos_data.as_mut().unwrap().printer_status = Some("Unavailable".into());
    assert_eq!(bench.run_request(&reprint).overall_result, Success);
    assert_eq!(bench.terminal.condition(), Condition::Ready);
}

#[test]
fn a_german_terminal_does_not_insist_on_receipts() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    bench.devices = no_paper;
    bench.pay();
    assert_eq!(bench.pay().overall_result, Success);
}

#[test]
fn a_reprint_without_a_ticket_fails_and_frees_the_terminal() {
    let mut bench = Bench::new(&CH, Outcome::PrintLastTicket);
    assert_eq!(bench.pay().overall_result, PrintLastTicket);
    bench.terminal.set_behaviour(Outcome::Approve.into());
    assert_eq!(bench.pay().overall_result, PrintLastTicket);
    assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Failure);
    assert_eq!(bench.pay().overall_result, Success);
}

#[test]
fn an_unanswered_device_request_is_given_up_after_a_while() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    assert_eq!(bench.asked.len(), 1, "one at a time");
    let patience = bench.terminal.settings().device_patience;
    assert_eq!(bench.terminal.deadline(), Some(patience));
    assert!(bench.terminal.tick(patience - Duration::from_millis(1)).is_empty());
    bench.wait();
    assert_eq!(bench.asked.len(), 2, "then it goes on");
    assert!(bench.finding().contains("did not answer a device request in time"));
    let late = Message::DeviceResponse(Box::new(success(bench.asked.first().unwrap()))).encode().unwrap();
    let actions = bench.terminal.device_response(&late, bench.now);
    bench.settle(actions);
    assert!(bench.finding().contains("answered device request 8.1 while 8.2 is waiting"));
    assert_eq!(bench.asked.len(), 2, "a late answer is no answer to the next request");
}

#[test]
fn a_till_that_does_not_listen_is_found_out_and_left_alone() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    let actions = bench.terminal.device_lost(DeviceLoss::NotListening, bench.now);
    bench.settle(actions);
    assert_eq!(bench.asked.len(), 1, "no second attempt");
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Success);
    assert!(bench.finding().contains("nobody listens on channel 1"));
    assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
}

#[test]
fn a_closed_channel_1_costs_one_device_request() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    bench.devices = |request| Some(success(request));
    let actions = bench.terminal.device_lost(DeviceLoss::Closed, bench.now);
    bench.settle(actions);
    assert_eq!(bench.asked.len(), 7);
    assert!(bench.finding().contains("closed channel 1"));
    assert_eq!(bench.terminal.condition(), Condition::Ready);
    assert!(bench.terminal.device_lost(DeviceLoss::Closed, bench.now).is_empty(), "nobody is waiting");
}
