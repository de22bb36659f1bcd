//! The link over real sockets on 127.0.0.1, with scripted terminals: what the till sees of every kind of peer,
//! routing, cancelling, closing. No test waits for a clock; the URL's time-outs only bound a failure.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod wire;

use opi_core::config::Config;
use opi_core::{CancelToken, Terminal};
use opi_proto::devices::{Answer, Devices, Display, NoDevices, Receipt};
use opi_proto::error::Code;
use opi_proto::message::{Message, RequestKind, Response};
use opi_proto::operation::Operation;
use opi_proto::outcome::Verdict;
use opi_proto::value::{Currency, Money, OverallResult};
use opi_proto::wire::frame;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use wire::{PATIENCE, Wire, output, socket};

fn payment() -> Operation {
    Operation::new(RequestKind::CardPayment)
        .with_amount(Money::new(1250, Currency::from_code("CHF").unwrap()))
}

fn open_at(terminal: SocketAddr, options: &str, devices: Arc<dyn Devices>) -> Terminal {
    // Time-outs beyond PATIENCE: nothing passes because somebody gave up waiting.
    let timers = "idle_ms=3600000&hard_ms=3600000&abort_ms=1800000";
    let url = format!("opi://{terminal}?listen=127.0.0.1:0&workstation=lane-1&{timers}&{options}");
    Terminal::open(Config::parse(&url).unwrap(), devices).unwrap()
}

/// A terminal of workstation lane-2 that is called back where `first` is.
fn open_beside(first: &Terminal, terminal: SocketAddr) -> Terminal {
    let url = format!("opi://{terminal}?listen={}&workstation=lane-2", first.listen_address());
    Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap()
}

/// A terminal that accepts one connection and does what it is told with it.
fn peer(script: impl FnOnce(Wire) + Send + 'static) -> (SocketAddr, JoinHandle<()>) {
    let (socket, address) = socket();
    let thread = thread::spawn(move || {
        let (stream, _) = socket.accept().unwrap();
        script(Wire::new(stream));
    });
    (address, thread)
}

#[test]
fn a_payment_with_a_receipt_in_single_bytes() {
    let (send_address, address_of_till) = mpsc::channel();
    let (terminal, thread) = peer(move |mut pay| {
        let request = pay.request();
        let mut device = Wire::connect(address_of_till.recv().unwrap());
        let response = device.ask(output("lane-1", &format!("{}.1", request.request_id), "Printer")).unwrap();
        assert_eq!(response.overall_result, OverallResult::Success);
        let answer =
            Response::new(RequestKind::CardPayment, "lane-1", &request.request_id, OverallResult::Success);
        for byte in frame::encode(&Message::Response(Box::new(answer)).encode().unwrap()) {
            pay.stream.write_all(&[byte]).unwrap();
        }
        assert!(pay.next().is_none(), "the till closes channel 0 after the answer");
    });
    let till = open_at(terminal, "", Arc::new(NoDevices));
    send_address.send(till.listen_address()).unwrap();
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    thread.join().unwrap();
    assert_eq!(outcome.verdict, Verdict::Approved);
    assert_eq!(outcome.collected.receipts[0].lines, ["Z\u{fc}rich"]);
    till.close(PATIENCE).unwrap();
    till.close(PATIENCE).unwrap();
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap_err().code(), Code::Closed);
    assert_eq!(till.dispatch(Duration::ZERO).unwrap_err().code(), Code::Closed);
}

#[test]
fn a_port_where_nobody_listens_is_not_sent() {
    let (socket, address) = socket();
    drop(socket);
    let till = open_at(address, "", Arc::new(NoDevices));
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::ConnectRefused));
    let error = outcome.error.unwrap();
    assert!(error.message().contains(&address.to_string()), "{error}");
}

#[test]
fn a_name_that_does_not_resolve_is_not_sent() {
    // A label longer than the name system allows fails without a network.
    let host = format!("{}.invalid", "a".repeat(70));
    let config = Config::parse(&format!("opi://{host}?listen=127.0.0.1:0&connect_ms=60000")).unwrap();
    let till = Terminal::open(config, Arc::new(NoDevices)).unwrap();
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::Resolve));
    assert!(outcome.error.unwrap().message().contains(&host));
}

#[test]
fn an_address_without_a_way_to_it_is_not_sent() {
    // The broadcast address: the system refuses it without sending anything.
    let till = open_at("255.255.255.255:4100".parse().unwrap(), "", Arc::new(NoDevices));
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::Unreachable));
    assert!(outcome.error.unwrap().message().contains("255.255.255.255:4100"));
}

#[test]
fn every_operation_has_its_call_and_the_dialects_verb() {
    for (dialect, stan, verbs) in [
        ("ch", None, ["ActivateTerminal", "GetStatus", "CloseDay", "DeactivateTerminal"]),
        ("de", Some("021601"), ["Login", "Diagnosis", "ReconciliationWithClosure", "Logoff"]),
    ] {
        let (socket, address) = socket();
        let wanted: Vec<&str> = verbs
            .into_iter()
            .chain(["CardPayment", "PaymentRefund", "PaymentReversal", "TicketReprint", "RepeatLastMessage"])
            .collect();
        let thread = thread::spawn(move || {
            let mut asked = Vec::new();
            for _ in 0..9 {
                let mut pay = Wire::new(socket.accept().unwrap().0);
                let request = pay.request();
                pay.answer(&request, OverallResult::Success);
                asked.push(request.request_type);
            }
            asked
        });
        let till = open_at(address, &format!("dialect={dialect}"), Arc::new(NoDevices));
        let (cancel, amount) = (CancelToken::new(), payment().amount().unwrap());
        let outcomes = [
            till.open_session(&cancel),
            till.status(&cancel),
            till.close_day(&cancel),
            till.close_session(&cancel),
            till.pay(amount, &cancel),
            till.refund(amount, &cancel),
            till.reverse(stan, &cancel),
            till.reprint(&cancel),
            till.repeat_last_message(&cancel),
        ];
        assert!(outcomes.iter().all(|o| o.as_ref().unwrap().verdict == Verdict::Approved));
        assert_eq!(thread.join().unwrap(), wanted);
    }
}

#[test]
fn a_listening_port_that_is_taken_says_by_whom() {
    let (socket, address) = socket();
    let config = Config::parse(&format!("opi://127.0.0.1?listen={address}")).unwrap();
    let error = Terminal::open(config, Arc::new(NoDevices)).unwrap_err();
    assert_eq!(error.code(), Code::Listen);
    assert!(error.message().contains(&address.to_string()), "{error}");
    #[cfg(target_os = "linux")]
    assert!(error.message().contains(&format!("process {}", std::process::id())), "{error}");
    drop(socket);
}

#[test]
fn an_address_that_is_not_ours_is_named() {
    let config = Config::parse("opi://127.0.0.1?listen=192.0.2.1:0").unwrap();
    let error = Terminal::open(config, Arc::new(NoDevices)).unwrap_err();
    assert_eq!(error.code(), Code::Listen);
    assert!(error.message().contains("192.0.2.1 is not an address of this machine"), "{error}");
}

#[test]
fn peers_that_do_not_speak_opi_are_recognised() {
    let cases: [(&[u8], Code, &str); 6] = [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Code::NotOpi, "HTTP"),
        (&[0x15, 3, 3, 0, 2, 2, 40], Code::NotOpi, "TLS"),
        (&[0x84, 0x83, 0x00], Code::NotOpi, "ZVT"),
        (b"<?xml version=\"1.0\"?><CardServiceResponse/>", Code::NotOpi, "XML"),
        (&[0x00, 0x20, 0x00, 0x00, 1, 2, 3], Code::Frame, "2097152"),
        (&[0, 0, 0, 5, b'<', b'a'], Code::ConnectionLost, "in the middle"),
    ];
    for (bytes, code, text) in cases {
        let bytes = bytes.to_vec();
        let (terminal, thread) = peer(move |mut pay| {
            pay.request();
            pay.stream.write_all(&bytes).unwrap();
        });
        let till = open_at(terminal, "", Arc::new(NoDevices));
        let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
        thread.join().unwrap();
        assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, code), "{text}");
        let error = outcome.error.unwrap();
        assert!(error.message().contains(text), "{text}: {error}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_callback_from_a_foreign_address_is_refused() {
    let (terminal, thread) = peer(|mut pay| {
        let request = pay.request();
        pay.answer(&request, OverallResult::Success);
    });
    let till = open_at(terminal, "", Arc::new(NoDevices));
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&"127.0.0.2:0".parse::<SocketAddr>().unwrap().into()).unwrap();
    socket.connect(&till.listen_address().into()).unwrap();
    let mut foreign = Wire::new(socket.into());
    assert_eq!(till.dispatch(Duration::ZERO).unwrap_err().code(), Code::Timeout);
    assert!(foreign.next().is_none(), "the till hangs up");
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    thread.join().unwrap();
}

#[test]
fn two_terminals_share_one_listener_and_get_what_is_theirs() {
    let first = open_at("127.0.0.1:1".parse().unwrap(), "", Arc::new(NoDevices));
    let shared = first.listen_address();
    let second = open_beside(&first, "127.0.0.1:1".parse().unwrap());
    assert_eq!(second.listen_address(), shared);
    let (closed, is_closed) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let mut device = Wire::connect(shared);
        let mut result =
            |workstation, id| device.ask(output(workstation, id, "Printer")).unwrap().overall_result;
        let results = ["lane-2", "lane-1", "lane-3", "lane-2"].map(|workstation| result(workstation, "7.1"));
        assert_eq!(results.map(|r| r.to_string()), ["Success", "Success", "DeviceUnavailable", "Success"]);
        is_closed.recv().unwrap();
        let mut device = Wire::connect(shared);
        assert_eq!(
            device.ask(output("lane-1", "8.1", "Printer")).unwrap().overall_result,
            OverallResult::DeviceUnavailable
        );
        assert_eq!(
            device.ask(output("lane-2", "8.2", "Printer")).unwrap().overall_result,
            OverallResult::Success
        );
    });
    assert_eq!(second.dispatch(PATIENCE).unwrap().receipts.len(), 1);
    assert_eq!(first.dispatch(PATIENCE).unwrap().receipts.len(), 1);
    assert_eq!(second.dispatch(PATIENCE).unwrap().receipts.len(), 1);
    // Closing one leaves the other alone.
    first.close(PATIENCE).unwrap();
    closed.send(()).unwrap();
    assert_eq!(second.dispatch(PATIENCE).unwrap().receipts.len(), 1);
    thread.join().unwrap();
}

#[test]
fn garbage_on_channel_1_ends_that_connection_and_nothing_else() {
    let till = open_at("127.0.0.1:1".parse().unwrap(), "", Arc::new(NoDevices));
    for payload in
        [&b"<html/>"[..], b"<DeviceRequest RequestType='Output'/>", b"<CardServiceRequest/>", b"", b"\xff"]
    {
        let mut device = Wire::connect(till.listen_address());
        device.stream.write_all(&frame::encode(payload)).unwrap();
        assert_eq!(till.dispatch(Duration::ZERO).unwrap_err().code(), Code::Timeout);
        assert!(device.next().is_none());
    }
    let mut device = Wire::connect(till.listen_address());
    device.stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(till.dispatch(Duration::ZERO).unwrap_err().code(), Code::Timeout);
    assert!(device.next().is_none());
    let address = till.listen_address();
    let thread =
        thread::spawn(move || Wire::connect(address).ask(output("lane-1", "1.1", "Printer")).unwrap());
    assert_eq!(till.dispatch(PATIENCE).unwrap().receipts.len(), 1);
    thread.join().unwrap();
}

#[test]
fn a_terminal_that_never_stops_asking_does_not_stop_the_clock() {
    let (send_address, address_of_till) = mpsc::channel();
    let (terminal, thread) = peer(move |mut pay| {
        let request = pay.request();
        let mut device = Wire::connect(address_of_till.recv().unwrap());
        let id = format!("{}.1", request.request_id);
        while device.ask(output("lane-1", &id, "CashierDisplay")).is_some() {}
    });
    let url = format!("opi://{terminal}?listen=127.0.0.1:0&workstation=lane-1&hard_ms=300&abort_ms=100");
    let till = Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap();
    send_address.send(till.listen_address()).unwrap();
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::ResponseTimeout));
    till.close(PATIENCE).unwrap();
    thread.join().unwrap();
}

#[test]
fn a_late_receipt_is_found_by_the_next_call() {
    let (terminal, thread) = peer(|mut pay| {
        let request = pay.request();
        pay.answer(&request, OverallResult::Success);
    });
    let till = open_at(terminal, "", Arc::new(NoDevices));
    let mut device = Wire::connect(till.listen_address());
    device.send(Message::DeviceRequest(Box::new(output("lane-1", "5.3", "Printer"))));
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    thread.join().unwrap();
    assert_eq!(outcome.collected.receipts[0].device_request_id, "5.3");
    assert!(outcome.notes.iter().any(|note| note.contains("5.3 belongs to an earlier request")));
}

/// A till that runs some code whenever something is displayed.
struct OnDisplay<F: Fn() + Send + Sync>(F);

impl<F: Fn() + Send + Sync> Devices for OnDisplay<F> {
    fn display(&self, _: &Display) -> Answer {
        (self.0)();
        Answer::Yes
    }
}

#[test]
fn calls_inside_a_callback_are_refused_and_others_are_busy() {
    let till: Arc<Mutex<Option<Arc<Terminal>>>> = Arc::default();
    let seen: Arc<Mutex<Vec<Code>>> = Arc::default();
    let (inner, codes) = (Arc::clone(&till), Arc::clone(&seen));
    let devices = OnDisplay(move || {
        let till = inner.lock().unwrap().clone().unwrap();
        let mut codes = codes.lock().unwrap();
        codes.push(till.run(&payment(), &CancelToken::new()).unwrap_err().code());
        codes.push(till.dispatch(PATIENCE).unwrap_err().code());
        codes.push(till.close(PATIENCE).unwrap_err().code());
        let other = thread::spawn(move || till.run(&payment(), &CancelToken::new()).unwrap_err().code());
        codes.push(other.join().unwrap());
    });
    let (send_address, address_of_till) = mpsc::channel();
    let (terminal, thread) = peer(move |mut pay| {
        let request = pay.request();
        let mut device = Wire::connect(address_of_till.recv().unwrap());
        device.ask(output("lane-1", &format!("{}.1", request.request_id), "CashierDisplay")).unwrap();
        pay.answer(&request, OverallResult::Success);
    });
    let opened = Arc::new(open_at(terminal, "", Arc::new(devices)));
    *till.lock().unwrap() = Some(Arc::clone(&opened));
    send_address.send(opened.listen_address()).unwrap();
    assert_eq!(opened.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    thread.join().unwrap();
    assert_eq!(*seen.lock().unwrap(), [Code::Recursive, Code::Recursive, Code::Recursive, Code::Busy]);
    *till.lock().unwrap() = None;
}

#[test]
fn a_token_that_was_cancelled_before_sends_nothing() {
    let (socket, address) = socket();
    let till = open_at(address, "", Arc::new(NoDevices));
    let cancel = CancelToken::new();
    cancel.cancel();
    let outcome = till.run(&payment(), &cancel).unwrap();
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::CancelledBeforeSend));
    drop(socket);
}

#[test]
fn cancelling_while_the_terminal_works_asks_it_to_abort() {
    let (socket, address) = socket();
    let cancel = CancelToken::new();
    let token = cancel.clone();
    let thread = thread::spawn(move || {
        let mut pay = Wire::new(socket.accept().unwrap().0);
        let request = pay.request();
        token.cancel();
        let mut second = Wire::new(socket.accept().unwrap().0);
        let abort = second.request();
        assert_eq!(abort.kind(), Some(RequestKind::AbortRequest));
        assert_ne!(abort.request_id, request.request_id);
        second.answer(&abort, OverallResult::Success);
        pay.answer(&request, OverallResult::Aborted);
    });
    let till = open_at(address, "", Arc::new(NoDevices));
    let outcome = till.run(&payment(), &cancel).unwrap();
    thread.join().unwrap();
    assert_eq!(outcome.verdict, Verdict::Aborted);
    cancel.cancel();
}

#[test]
fn closing_while_a_payment_runs_aborts_it_and_its_caller_gets_the_outcome() {
    let (socket, address) = socket();
    let (running, is_running) = mpsc::channel();
    let thread = thread::spawn(move || {
        let mut pay = Wire::new(socket.accept().unwrap().0);
        let request = pay.request();
        running.send(()).unwrap();
        let mut second = Wire::new(socket.accept().unwrap().0);
        let abort = second.request();
        second.answer(&abort, OverallResult::Success);
        // The customer was faster.
        pay.answer(&request, OverallResult::Success);
    });
    let till = Arc::new(open_at(address, "", Arc::new(NoDevices)));
    let payer = {
        let till = Arc::clone(&till);
        thread::spawn(move || till.run(&payment(), &CancelToken::new()).unwrap())
    };
    is_running.recv().unwrap();
    till.close(PATIENCE).unwrap();
    assert_eq!(payer.join().unwrap().verdict, Verdict::Approved);
    thread.join().unwrap();
}

#[test]
fn close_gives_up_waiting_and_can_be_called_again() {
    let (socket, address) = socket();
    let (running, is_running) = mpsc::channel();
    let (finish, may_finish) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let mut pay = Wire::new(socket.accept().unwrap().0);
        let request = pay.request();
        running.send(()).unwrap();
        may_finish.recv().unwrap();
        pay.answer(&request, OverallResult::Success);
    });
    let till = Arc::new(open_at(address, "", Arc::new(NoDevices)));
    let payer = {
        let till = Arc::clone(&till);
        thread::spawn(move || till.run(&payment(), &CancelToken::new()).unwrap())
    };
    is_running.recv().unwrap();
    assert_eq!(till.close(Duration::from_millis(1)).unwrap_err().code(), Code::Timeout);
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap_err().code(), Code::Closed);
    finish.send(()).unwrap();
    assert_eq!(payer.join().unwrap().verdict, Verdict::Approved);
    till.close(PATIENCE).unwrap();
    thread.join().unwrap();
}

#[test]
fn dispatch_gives_way_to_a_payment() {
    let (terminal, thread) = peer(|mut pay| {
        let request = pay.request();
        pay.answer(&request, OverallResult::Success);
    });
    let till = Arc::new(open_at(terminal, "", Arc::new(NoDevices)));
    let (waiting, is_waiting) = mpsc::channel();
    let dispatcher = {
        let till = Arc::clone(&till);
        thread::spawn(move || {
            waiting.send(()).unwrap();
            till.dispatch(PATIENCE).map(|collected| collected.answered)
        })
    };
    is_waiting.recv().unwrap();
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    thread.join().unwrap();
    till.close(PATIENCE).unwrap();
    let ended = dispatcher.join().unwrap().unwrap_err().code();
    assert!(matches!(ended, Code::Timeout | Code::Closed), "{ended}");
}

#[test]
fn receipts_that_the_till_refuses_are_not_acknowledged() {
    struct NoPaper;
    impl Devices for NoPaper {
        fn print(&self, _: &Receipt) -> Answer {
            Answer::No
        }
    }
    let till = open_at("127.0.0.1:1".parse().unwrap(), "", Arc::new(NoPaper));
    let address = till.listen_address();
    let thread =
        thread::spawn(move || Wire::connect(address).ask(output("lane-1", "1.1", "Printer")).unwrap());
    let collected = till.dispatch(PATIENCE).unwrap();
    assert_eq!(thread.join().unwrap().overall_result, OverallResult::Failure);
    assert!(!collected.receipts[0].acknowledged);
}

#[test]
fn threads_take_turns_at_watching_one_address() {
    let (socket, address) = socket();
    let first = Arc::new(open_at(address, "", Arc::new(NoDevices)));
    let shared = first.listen_address();
    let second = Arc::new(open_beside(&first, address));
    // Both wait; then the one that was asked first is answered, then the other, which has to take over.
    let terminal = thread::spawn(move || {
        let mut lines: Vec<Wire> = (0..2).map(|_| Wire::new(socket.accept().unwrap().0)).collect();
        for line in &mut lines {
            let request = line.request();
            let mut device = Wire::connect(shared);
            let id = format!("{}.1", request.request_id);
            assert!(device.ask(output(&request.workstation_id, &id, "Printer")).is_some());
            line.answer(&request, OverallResult::Success);
        }
    });
    let tills =
        [first, second].map(|till| thread::spawn(move || till.run(&payment(), &CancelToken::new()).unwrap()));
    for till in tills {
        let outcome = till.join().unwrap();
        assert_eq!((outcome.verdict, outcome.collected.receipts.len()), (Verdict::Approved, 1));
    }
    terminal.join().unwrap();
}

#[test]
fn a_cashier_who_takes_long_does_not_stop_another_terminal_at_the_same_address() {
    let (socket, address) = socket();
    let (asked, is_asked) = mpsc::channel();
    let (other_paid, may_answer) = mpsc::channel::<()>();
    let (asked, may_answer) = (Mutex::new(asked), Mutex::new(may_answer));
    let slow = OnDisplay(move || {
        asked.lock().unwrap().send(()).unwrap();
        may_answer.lock().unwrap().recv().unwrap();
    });
    let first = Arc::new(open_at(address, "", Arc::new(slow)));
    let shared = first.listen_address();
    let second = open_beside(&first, address);
    let terminal = thread::spawn(move || {
        let mut slow = Wire::new(socket.accept().unwrap().0);
        let request = slow.request();
        let mut device = Wire::connect(shared);
        device.send(Message::DeviceRequest(Box::new(output(
            "lane-1",
            &format!("{}.1", request.request_id),
            "CashierDisplay",
        ))));
        let mut quick = Wire::new(socket.accept().unwrap().0);
        let second = quick.request();
        let mut other = Wire::connect(shared);
        assert!(other.ask(output("lane-2", &format!("{}.1", second.request_id), "Printer")).is_some());
        quick.answer(&second, OverallResult::Success);
        assert!(device.next().is_some());
        slow.answer(&request, OverallResult::Success);
    });
    let payer = thread::spawn(move || first.run(&payment(), &CancelToken::new()).unwrap());
    is_asked.recv().unwrap();
    assert_eq!(second.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    other_paid.send(()).unwrap();
    assert_eq!(payer.join().unwrap().verdict, Verdict::Approved);
    terminal.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn one_thread_for_each_listening_address_and_nothing_left_behind() {
    // In a process of its own, so that other tests' threads do not count.
    if std::env::var_os("OPI_TEST_ALONE").is_none() {
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "one_thread_for_each_listening_address_and_nothing_left_behind", "--nocapture"])
            .env("OPI_TEST_ALONE", "1")
            .status()
            .unwrap();
        assert!(status.success());
        return;
    }
    let count = |folder: &str| std::fs::read_dir(folder).unwrap().count();
    let (threads, files) = (count("/proc/self/task"), count("/proc/self/fd"));
    let (terminal, thread) = peer(|mut pay| {
        let request = pay.request();
        pay.answer(&request, OverallResult::Success);
    });
    let till = open_at(terminal, "", Arc::new(NoDevices));
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    thread.join().unwrap();
    assert_eq!(count("/proc/self/task"), threads + 1, "the one that listens");
    let names = std::fs::read_dir("/proc/self/task").unwrap().map(|task| task.unwrap().path());
    let listening =
        names.filter(|task| std::fs::read_to_string(task.join("comm")).unwrap().trim() == "opi-listen");
    let status = std::fs::read_to_string(listening.last().unwrap().join("status")).unwrap();
    let blocked = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).unwrap().trim();
    // All but SIGKILL, SIGSTOP and the two that the C library keeps for itself.
    assert_eq!(blocked, "fffffffe7ffbfeff", "it takes no signal of the till");
    let open = count("/proc/self/fd");
    let cancel = CancelToken::new();
    cancel.cancel();
    assert_eq!(till.run(&payment(), &cancel).unwrap().verdict, Verdict::NotSent);
    assert_eq!(count("/proc/self/fd"), open, "a connection in the making ends with its exchange");
    let mut device = Wire::connect(till.listen_address());
    till.close(PATIENCE).unwrap();
    assert!(device.next().is_none(), "the listening socket is closed");
    drop(device);
    assert_eq!(count("/proc/self/fd"), files);
    assert_eq!(count("/proc/self/task"), threads);
}

/// One terminal and two tills of one process: both are called on one connection, also while a cashier takes long.
#[test]
fn a_connection_of_two_tills_serves_both() {
    struct Waits(Mutex<mpsc::Receiver<()>>);
    impl Devices for Waits {
        fn display(&self, _: &Display) -> Answer {
            self.0.lock().unwrap().recv().unwrap();
            Answer::Yes
        }
    }
    let (other_paid, is_paid) = mpsc::channel();
    let (socket, address) = socket();
    let first = open_at(address, "", Arc::new(Waits(Mutex::new(is_paid))));
    let second = open_beside(&first, address);
    let shared = first.listen_address();
    let bridge = thread::spawn(move || {
        let (mut one, mut two) =
            (Wire::new(socket.accept().unwrap().0), Wire::new(socket.accept().unwrap().0));
        let (mut first, mut second) = (one.request(), two.request());
        if first.workstation_id != "lane-1" {
            std::mem::swap(&mut one, &mut two);
            std::mem::swap(&mut first, &mut second);
        }
        let mut device = Wire::connect(shared);
        // Both at once; the first till's cashier answers only when the second till has paid.
        device.send(Message::DeviceRequest(Box::new(output(
            "lane-1",
            &format!("{}.1", first.request_id),
            "CashierDisplay",
        ))));
        let receipt = output("lane-2", &format!("{}.1", second.request_id), "Printer");
        assert_eq!(device.ask(receipt).unwrap().workstation_id.as_deref(), Some("lane-2"));
        two.answer(&second, OverallResult::Success);
        let Some(Message::DeviceResponse(shown)) = device.next() else { panic!("the display is answered") };
        assert_eq!(shown.workstation_id.as_deref(), Some("lane-1"));
        for workstation in ["lane-1", "lane-2", "lane-1"] {
            let id = if workstation == "lane-1" { &first.request_id } else { &second.request_id };
            if workstation == "lane-1" {
                assert!(device.ask(output(workstation, &format!("{id}.2"), "Printer")).is_some());
            }
        }
        one.answer(&first, OverallResult::Success);
    });
    let payer = thread::spawn(move || first.run(&payment(), &CancelToken::new()).unwrap());
    let outcome = second.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.collected.receipts.len()), (Verdict::Approved, 1));
    other_paid.send(()).unwrap();
    let outcome = payer.join().unwrap();
    assert_eq!((outcome.verdict, outcome.collected.receipts.len()), (Verdict::Approved, 2));
    bridge.join().unwrap();
}

#[test]
fn a_terminal_with_an_ipv6_address_pays_and_calls_back() {
    let Ok(socket) = TcpListener::bind("[::1]:0") else { return };
    let address = socket.local_addr().unwrap();
    let url = format!("opi://{address}?listen=0&workstation=lane-1&journal=none");
    let till = Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap();
    let port = till.listen_address().port();
    let terminal = thread::spawn(move || {
        let mut pay = Wire::new(socket.accept().unwrap().0);
        let request = pay.request();
        let mut device = Wire::connect(SocketAddr::new(address.ip(), port));
        assert!(device.ask(output("lane-1", &format!("{}.1", request.request_id), "Printer")).is_some());
        pay.answer(&request, OverallResult::Success);
    });
    let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
    assert_eq!((outcome.verdict, outcome.collected.receipts.len()), (Verdict::Approved, 1));
    terminal.join().unwrap();
}

/// 300 connections that say nothing, or not enough, cost the payment nothing; the oldest of them give way.
#[test]
fn idle_connections_give_way() {
    for started in [&b""[..], &[0, 0, 1]] {
        let (socket, address) = socket();
        let till = open_at(address, "", Arc::new(NoDevices));
        let at = till.listen_address();
        let terminal = thread::spawn(move || {
            let mut pay = Wire::new(socket.accept().unwrap().0);
            let request = pay.request();
            let idle: Vec<Wire> = (0..300)
                .map(|_| {
                    let mut idle = Wire::connect(at);
                    idle.stream.write_all(started).unwrap();
                    idle
                })
                .collect();
            let mut device = Wire::connect(at);
            let answer = device.ask(output("lane-1", &format!("{}.1", request.request_id), "Printer"));
            assert_eq!(answer.unwrap().overall_result, OverallResult::Success);
            pay.answer(&request, OverallResult::Success);
            idle
        });
        let outcome = till.run(&payment(), &CancelToken::new()).unwrap();
        assert_eq!((outcome.verdict, outcome.collected.receipts.len()), (Verdict::Approved, 1));
        let mut idle = terminal.join().unwrap();
        assert!(idle[0].next().is_none(), "the oldest had to go");
    }
}

/// Two handles of one terminal: a device request goes to the one whose request it belongs to.
#[test]
fn of_two_handles_the_one_that_asked_is_called() {
    let (socket, address) = socket();
    let first = open_at(address, "", Arc::new(NoDevices));
    let url = format!("opi://{address}?listen={}&workstation=lane-1", first.listen_address());
    let second = Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap();
    let at = first.listen_address();
    let terminal = thread::spawn(move || {
        let mut asked: Vec<_> = (0..2)
            .map(|_| {
                let mut pay = Wire::new(socket.accept().unwrap().0);
                let request = pay.request();
                (pay, request)
            })
            .collect();
        for (pay, request) in asked.iter_mut().rev() {
            let mut device = Wire::connect(at);
            assert!(device.ask(output("lane-1", &format!("{}.1", request.request_id), "Printer")).is_some());
            pay.answer(request, OverallResult::Success);
        }
    });
    let payer = thread::spawn(move || first.run(&payment(), &CancelToken::new()).unwrap());
    let outcomes = [second.run(&payment(), &CancelToken::new()).unwrap(), payer.join().unwrap()];
    assert!(outcomes.iter().all(|outcome| outcome.collected.receipts.len() == 1), "{outcomes:?}");
    terminal.join().unwrap();
}

/// Where 64 device connections are busy, more are refused, each of those that wait, and the payment goes on.
#[test]
fn too_many_busy_connections_are_refused_and_nobody_is_forgotten() {
    struct Waits(Mutex<mpsc::Receiver<()>>);
    impl Devices for Waits {
        fn input(&self, _: &opi_core::Prompt) -> opi_core::Reply {
            self.0.lock().unwrap().recv().unwrap();
            opi_core::Reply::Confirm(true)
        }
    }
    let (go_on, wait) = mpsc::channel();
    let (socket, address) = socket();
    let till = open_at(address, "", Arc::new(Waits(Mutex::new(wait))));
    let at = till.listen_address();
    let terminal = thread::spawn(move || {
        let mut pay = Wire::new(socket.accept().unwrap().0);
        let request = pay.request();
        let display = |id: usize| output("lane-1", &format!("{}.{id}", request.request_id), "CashierDisplay");
        let mut busy: Vec<Wire> = (1..=64)
            .map(|id| {
                let mut device = Wire::connect(at);
                assert!(device.ask(display(id)).is_some());
                device
            })
            .collect();
        let mut last = busy.pop().unwrap();
        // The beginning of another message on each, which the till has read when it has answered often enough.
        for device in &mut busy {
            device.stream.write_all(&[0, 0, 1]).unwrap();
        }
        for _ in 0..256 {
            assert!(last.ask(display(65)).is_some());
        }
        // The cashier is asked on the last one, and another message begins there too; more come meanwhile.
        let question = opi_proto::message::Input {
            command: Some(opi_proto::message::Command {
                name: "GetConfirmation".into(),
                ..Default::default()
            }),
            ..Default::default()
        };
        let request_type = "Input".into();
        let asked = opi_proto::message::DeviceRequest { request_type, input: Some(question), ..display(65) };
        let mut bytes = frame::encode(&Message::DeviceRequest(Box::new(asked)).encode().unwrap());
        bytes.extend([0, 0, 1]);
        last.stream.write_all(&bytes).unwrap();
        let mut refused: Vec<Wire> = (66..=97).map(|_| Wire::connect(at)).collect();
        for (id, device) in refused.iter_mut().enumerate() {
            device.send(Message::DeviceRequest(Box::new(display(66 + id))));
        }
        // Answered by whoever hands over: by then those before are handed over.
        for _ in 0..3 {
            assert!(Wire::connect(at).ask(output("nobody", "1.1", "CashierDisplay")).is_some());
        }
        go_on.send(()).unwrap();
        assert!(refused.iter_mut().all(|device| device.next().is_none()), "each of them is told");
        pay.answer(&request, OverallResult::Success);
    });
    assert_eq!(till.run(&payment(), &CancelToken::new()).unwrap().verdict, Verdict::Approved);
    terminal.join().unwrap();
}
