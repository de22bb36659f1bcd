//! Recordings: made of a real till and a simulated terminal, masked as they are written, and played to a till again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use opi_core::{CancelToken, Terminal};
use opi_proto::devices::{Answer, Devices, Display, JournalEntry, Prompt, Receipt, Reply};
use opi_proto::dialect::{CH, DE, DIALECTS, Dialect};
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::value::{Currency, Money, redact};
use opi_proto::wire::frame;
use opi_sim::record::{Options, Recorder, record};
use opi_sim::recording::{Recording, Side, What};
use opi_sim::replay::{self, Replay, replay};
use opi_sim::{Behaviour, Config, Simulator};
use parking_lot::Mutex;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// Only a broken proxy makes a test wait so long.
const TOO_LONG: Duration = Duration::from_secs(60);

/// A file in memory.
#[derive(Clone, Default)]
struct Tape(Arc<Mutex<Vec<u8>>>);

impl Write for Tape {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Tape {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().clone()).unwrap()
    }
}

/// A till that takes everything and remembers what it showed.
#[derive(Default)]
struct Till {
    shown: Mutex<Vec<String>>,
}

impl Devices for Till {
    fn display(&self, display: &Display) -> Answer {
        self.shown.lock().push(display.lines.join("|"));
        Answer::Yes
    }
    fn print(&self, receipt: &Receipt) -> Answer {
        self.shown.lock().push(receipt.lines.join("|"));
        Answer::Yes
    }
    fn input(&self, _: &Prompt) -> Reply {
        Reply::Confirm(true)
    }
    fn deliver(&self, _: &Display) -> Answer {
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        Answer::Yes
    }
}

fn open(address: SocketAddr, dialect: &Dialect, workstation: &str, till: &Arc<Till>) -> Terminal {
    let url = format!(
        "opi://{address}?dialect={}&workstation={workstation}&listen=127.0.0.1:0&journal=none&idle_ms=5000&abort_ms=300",
        dialect.name
    );
    Terminal::open(opi_core::Config::parse(&url).unwrap(), Arc::clone(till) as Arc<dyn Devices>).unwrap()
}

fn operation(kind: RequestKind, minor: i64) -> Operation {
    let operation = Operation::new(kind);
    if kind != RequestKind::CardPayment {
        return operation;
    }
    operation.with_amount(Money::new(minor, Currency::from_code("CHF").unwrap()))
}

fn run(terminal: &Terminal, kind: RequestKind) -> Outcome {
    terminal.run(&operation(kind, 1250), &CancelToken::new()).unwrap()
}

fn anywhere() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

fn recorder(dialect: &'static Dialect, terminal: SocketAddr, till: SocketAddr, tape: &Tape) -> Recorder {
    let options = Options { dialect, listen: anywhere(), terminal, device_listen: anywhere(), till };
    record(options, tape.clone()).unwrap()
}

/// A payment and a status, recorded; what the till saw, its outcome, and the tape.
fn recorded(dialect: &'static Dialect, behaviour: &str) -> (Vec<String>, Outcome, String) {
    let behaviour: Behaviour = behaviour.parse().unwrap();
    let simulator = Simulator::start(Config::new(dialect).outcome(behaviour)).unwrap();
    let (till, tape) = (Arc::new(Till::default()), Tape::default());
    let mut recorder = recorder(dialect, simulator.addr(), anywhere(), &tape);
    simulator.set_till(recorder.device_addr());
    let terminal = open(recorder.addr(), dialect, "lane-1", &till);
    recorder.set_till(terminal.listen_address());
    let outcome = run(&terminal, RequestKind::CardPayment);
    run(&terminal, dialect.status);
    terminal.close(TOO_LONG).unwrap();
    simulator.wait_idle();
    assert_eq!(simulator.findings(), Vec::<String>::new(), "the recorder is not noticed");
    let lines = recorder.stop().unwrap();
    let text = tape.text();
    assert_eq!(text.lines().count(), lines);
    let shown = till.shown.lock().clone();
    (shown, outcome, text)
}

fn played(text: &str) -> Replay {
    let recording = Recording::parse("tape.jsonl", text).unwrap();
    replay(recording, replay::Options { timing: false, ..replay::Options::default() }).unwrap()
}

#[test]
fn what_was_recorded_is_replayed_to_another_till() {
    for dialect in DIALECTS {
        for behaviour in ["tip:10", "decline:5", "signature,split:9", "swap-elements"] {
            let label = format!("{} {behaviour}", dialect.name);
            let (shown, outcome, text) = recorded(dialect, behaviour);
            let replay = played(&text);
            let till = Arc::new(Till::default());
            // Another name, other numbers.
            let terminal = open(replay.addr(), dialect, "lane-77", &till);
            replay.set_till(terminal.listen_address());
            let again = run(&terminal, RequestKind::CardPayment);
            run(&terminal, dialect.status);
            assert_eq!(replay.wait(), Ok(()), "{label}");
            assert_eq!(replay.findings(), Vec::<String>::new(), "{label}");
            // The number of a chip's application is as long as a card's, and masked like one.
            let masked: Vec<String> = shown.iter().map(|text| redact(text)).collect();
            assert_eq!(*till.shown.lock(), masked, "{label}");
            for field in ["verdict", "amount", "tip", "stan", "approval_code", "card_circuit"] {
                assert_eq!(again.field(field), outcome.field(field), "{label} {field}");
            }
            assert_eq!(again.notes, Vec::<String>::new(), "{label}");
        }
    }
}

#[test]
fn both_channels_are_on_the_tape_in_their_order() {
    let (_, _, text) = recorded(&CH, "approve");
    let recording = Recording::parse("tape", &text).unwrap();
    let mut waiting = 0;
    for line in &recording.lines {
        if let (1, What::Xml(_)) = (line.entry.channel, &line.entry.what) {
            match line.entry.from {
                Side::Terminal => waiting += 1,
                Side::Till => waiting -= 1,
            }
            assert!((0..=1).contains(&waiting), "line {}: an answer before its question", line.number);
        }
    }
    let requests =
        recording.lines.iter().filter(|line| line.root.as_ref().is_some_and(|r| r.is("DeviceRequest")));
    assert_eq!(requests.count(), 7);
}

#[test]
fn no_card_data_reaches_the_tape() {
    let listener = TcpListener::bind(anywhere()).unwrap();
    let tape = Tape::default();
    let mut recorder = recorder(&DE, listener.local_addr().unwrap(), anywhere(), &tape);
    let mut till = TcpStream::connect(recorder.addr()).unwrap();
    let (mut terminal, _) = listener.accept().unwrap();
    terminal.set_read_timeout(Some(TOO_LONG)).unwrap();
    let request = r#"<CardServiceRequest RequestType="CardPayment" WorkstationID="1" RequestID="7">
        <CardValue><Track2>;4111111111111111=27121010000000?</Track2><CardPAN>4111111111111111</CardPAN>
        <ExpiryDate>1227</ExpiryDate></CardValue></CardServiceRequest>"#;
    let frames = [frame::encode(request.as_bytes()), frame::encode(b"4111111111111111 is no XML")].concat();
    till.write_all(&frames).unwrap();
    let mut passed = vec![0; frames.len()];
    terminal.read_exact(&mut passed).unwrap();
    assert_eq!(passed, frames, "the terminal gets every byte as it was");
    // Bytes that are no frame.
    terminal.write_all(b"\xFF\xFF\xFF\xFF;4111111111111111=2712?").unwrap();
    till.set_read_timeout(Some(TOO_LONG)).unwrap();
    let mut noise = [0; 27];
    till.read_exact(&mut noise).unwrap();
    drop((till, terminal));
    recorder.stop().unwrap();
    let text = tape.text();
    assert!(text.contains("************1111"), "{text}");
    for secret in ["411111", "1227", "2712", "Track2", "ExpiryDate"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert_eq!(text.matches("unreadable").count(), 2, "{text}");
    Recording::parse("tape", &text).unwrap();
}

#[test]
fn a_till_that_says_something_else_is_told_where() {
    let (_, _, text) = recorded(&CH, "approve");
    let request = text.lines().position(|line| line.contains("<CardServiceRequest")).unwrap() + 1;
    for (kind, expected) in [
        (RequestKind::GetStatus, "and the till says ServiceRequest GetStatus"),
        (RequestKind::TicketReprint, "and the till says CardServiceRequest TicketReprint"),
    ] {
        let replay = played(&text);
        let terminal = open(replay.addr(), &CH, "lane-1", &Arc::default());
        replay.set_till(terminal.listen_address());
        assert_eq!(run(&terminal, kind).verdict, Verdict::Unknown);
        let mistake = replay.wait().unwrap_err();
        let text = mistake.to_string();
        let place = format!(
            "tape.jsonl:{request}: the recording has CardServiceRequest CardPayment of the till here"
        );
        assert!(text.starts_with(&place) && text.contains(expected), "{text}");
    }
}

#[test]
fn another_amount_is_a_finding_and_a_till_that_does_not_listen_a_mistake() {
    let (_, _, text) = recorded(&CH, "approve");
    let replay = played(&text);
    let terminal = open(replay.addr(), &CH, "lane-1", &Arc::default());
    replay.set_till(terminal.listen_address());
    terminal.run(&operation(RequestKind::CardPayment, 700), &CancelToken::new()).unwrap();
    assert!(replay.findings().concat().contains("has 12.50 here, the till asks for 7.00"));

    let replay = played(&text);
    replay.set_till(TcpListener::bind(anywhere()).unwrap().local_addr().unwrap());
    let terminal = open(replay.addr(), &CH, "lane-1", &Arc::default());
    run(&terminal, RequestKind::CardPayment);
    assert!(replay.wait().unwrap_err().what.contains("nobody listens on channel 1"));
}

#[test]
fn a_replay_keeps_the_time_of_the_recording() {
    let (_, _, text) = recorded(&DE, "slow:400");
    let recording = Recording::parse("tape", &text).unwrap();
    let replay = replay(recording, replay::Options::default()).unwrap();
    let terminal = open(replay.addr(), &DE, "lane-1", &Arc::default());
    replay.set_till(terminal.listen_address());
    let before = std::time::Instant::now();
    assert_eq!(run(&terminal, RequestKind::CardPayment).verdict, Verdict::Approved);
    assert!(before.elapsed() >= Duration::from_millis(350), "took {:?}", before.elapsed());
}
