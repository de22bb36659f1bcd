//! The simulator over real sockets, at a till made of twenty lines. No sleeps: every wait is for something.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{Devices, TOO_LONG, all, none, one, read_frame, receive, send, send_on};
use opi_proto::dialect::{CH, DE};
use opi_proto::message::RequestKind;
use opi_proto::value::OverallResult;
use opi_sim::{Behaviour, Condition, Config, Outcome, Simulator};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

fn start(devices: &Devices, behaviour: &str) -> Simulator {
    let behaviour: Behaviour = behaviour.parse().unwrap();
    Simulator::start(Config::default().till(devices.addr).outcome(behaviour)).unwrap()
}

#[test]
fn a_payment_over_sockets() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "approve");
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    simulator.wait_idle();
    assert_eq!(simulator.ledger().net("CHF"), 1250);
    assert_eq!(simulator.condition(), Condition::Ready);
    assert_eq!(simulator.findings(), Vec::<String>::new());
    let targets = devices.targets();
    assert_eq!(targets.get(4..).unwrap(), ["Printer", "JournalPrinter", "E-Journal"]);
    // The same connection serves the next request.
    send_on(&mut till, RequestKind::TicketReprint, "9");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
}

#[test]
fn split_messages_arrive_whole() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "tip:10,split:7");
    let response = receive(&mut send(simulator.addr(), RequestKind::CardPayment, "8"));
    assert_eq!(response.tender.unwrap().total_amount.unwrap().text, "13.75");
    assert_eq!(devices.targets().len(), 7);
}

#[test]
fn latin_receipts_are_what_a_till_has_to_live_with() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "latin");
    receive(&mut send(simulator.addr(), RequestKind::CardPayment, "8"));
    let text: String = devices.asked.try_iter().flat_map(|r| r.outputs).map(|output| output.text()).collect();
    assert!(text.contains("Bäckerei Müller"), "opi-core reads Windows-1252: {text}");
}

#[test]
fn a_till_that_closes_channel_1_after_each_answer() {
    let devices = Devices::answering(one);
    let config = Config { reconnect: true, ..Config::default().till(devices.addr).outcome(Outcome::Approve) };
    let simulator = Simulator::start(config).unwrap();
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert_eq!(simulator.findings(), Vec::<String>::new());
    assert_eq!(devices.targets().len(), 7);
}

#[test]
fn a_till_that_closes_channel_1_without_answering() {
    let devices = Devices::answering(none);
    let simulator = start(&devices, "approve");
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    simulator.wait_idle();
    assert!(simulator.findings().concat().contains("closed channel 1 instead of answering"));
    assert_eq!(simulator.condition(), Condition::PrintLastTicket);
}

#[test]
fn a_till_that_does_not_listen() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let simulator = Simulator::start(Config::new(&DE).till(nobody).outcome(Outcome::Approve)).unwrap();
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert!(simulator.findings().concat().contains("nobody listens on channel 1"));
    // From now on there is somebody.
    let devices = Devices::answering(all);
    simulator.set_till(devices.addr);
    send_on(&mut till, RequestKind::CardPayment, "9");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert_eq!(devices.targets().len(), 6);
}

#[test]
fn an_abort_on_a_second_connection_and_on_the_same() {
    for second in [true, false] {
        let devices = Devices::answering(all);
        let simulator = start(&devices, "wait");
        let mut payment = send(simulator.addr(), RequestKind::CardPayment, "8");
        // The customer is asked for a card: the payment is running.
        devices.asked.recv_timeout(TOO_LONG).unwrap();
        let abort = if second {
            receive(&mut send(simulator.addr(), RequestKind::AbortRequest, "9"))
        } else {
            send_on(&mut payment, RequestKind::AbortRequest, "9");
            receive(&mut payment)
        };
        assert_eq!((abort.request_id.as_str(), abort.overall_result), ("9", OverallResult::Success));
        let paid = receive(&mut payment);
        assert_eq!((paid.request_id.as_str(), paid.overall_result), ("8", OverallResult::Aborted));
        assert_eq!(simulator.ledger().net("CHF"), 0);
    }
}

#[test]
fn channel_0_breaks_after_exactly_so_many_bytes() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "approve");
    let whole = {
        let mut till = send(simulator.addr(), RequestKind::CardPayment, "1");
        read_frame(&mut till).unwrap().len() + 4
    };
    for at in [0, 1, 4, 5, whole / 2, whole - 1, whole] {
        simulator.set_outcome(format!("drop-pay:{at}").parse::<Behaviour>().unwrap());
        let mut till = send(simulator.addr(), RequestKind::CardPayment, "1");
        till.set_read_timeout(Some(TOO_LONG)).unwrap();
        let mut received = vec![0; whole];
        let mut count = 0;
        while let Some(rest) = received.get_mut(count..).filter(|rest| !rest.is_empty()) {
            match till.read(rest).unwrap() {
                0 => break,
                n => count += n,
            }
        }
        assert_eq!(count, at.min(whole), "drop-pay:{at}");
    }
    assert_eq!(simulator.ledger().transactions().len(), 8);
}

#[test]
fn channel_1_breaks_and_the_terminal_goes_on() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "drop-device:10");
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert!(devices.targets().is_empty());
    assert_eq!(simulator.findings(), Vec::<String>::new(), "the till did nothing wrong");
    assert_eq!(simulator.condition(), Condition::PrintLastTicket);
}

#[test]
fn a_silent_terminal_answers_the_next_request() {
    let devices = Devices::answering(all);
    let simulator = start(&devices, "silent");
    let mut till = send(simulator.addr(), RequestKind::CardPayment, "8");
    while devices.asked.recv_timeout(TOO_LONG).unwrap().outputs.iter().all(|o| o.target() != "E-Journal") {}
    simulator.wait_idle();
    assert_eq!(simulator.ledger().net("CHF"), 1250);
    send_on(&mut till, RequestKind::RepeatLastMessage, "9");
    let header = receive(&mut till).original_header.unwrap();
    assert_eq!(header.request_id.as_deref(), Some("8"));
}

#[test]
fn what_does_not_speak_opi_is_told_so_in_the_findings() {
    let simulator = Simulator::start(Config::default()).unwrap();
    for (noise, finding) in [
        (b"GET / HTTP/1.1\r\n\r\n".as_slice(), "HTTP"),
        (b"\x16\x03\x01\x02\x00", "TLS"),
        (b"\0\0\0\x09hello", "in the middle of a message"),
    ] {
        let mut socket = TcpStream::connect(simulator.addr()).unwrap();
        socket.set_read_timeout(Some(TOO_LONG)).unwrap();
        socket.write_all(noise).unwrap();
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        let _ = socket.read_to_end(&mut rest);
        // The connection is closed after the finding has been written down.
        simulator.wait_idle();
        assert!(simulator.findings().join("\n").contains(finding), "{finding}: {:?}", simulator.findings());
    }
}

#[test]
fn stopping_wakes_everybody() {
    let devices = Devices::answering(all);
    let mut simulator = start(&devices, "wait");
    let mut payment = send(simulator.addr(), RequestKind::CardPayment, "8");
    let mut idle = TcpStream::connect(simulator.addr()).unwrap();
    devices.asked.recv_timeout(TOO_LONG).unwrap();
    simulator.stop();
    assert_eq!(read_frame(&mut payment), None);
    assert_eq!(read_frame(&mut idle), None);
    simulator.wait_idle();
    simulator.stop();
    assert!(simulator.ledger().transactions().is_empty());
    assert!(TcpStream::connect(simulator.addr()).is_err(), "the port is free again");
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let simulator = Simulator::start(Config::new(&CH)).unwrap();
    assert!(Simulator::start(Config::new(&CH).listen(simulator.addr())).is_err());
}

#[test]
fn what_a_dead_till_has_sent_is_taken_in_before_it_counts_as_hung_up() {
    let simulator = Simulator::start(Config::default().outcome(Outcome::Approve)).unwrap();
    drop(send(simulator.addr(), RequestKind::CardPayment, "8"));
    simulator.wait_hung_up().unwrap();
    simulator.wait_idle();
    let requests: Vec<_> = simulator.ledger().transactions().iter().map(|t| t.request_id.clone()).collect();
    assert_eq!(requests, ["8"]);
}
