//! Where the process has no descriptors left, and how few a terminal needs. One test, because it takes them all.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use opi_core::config::Config;
use opi_core::{
    Answer, CancelToken, Code, Devices, Display, JournalEntry, NoDevices, Receipt, RequestKind, Terminal,
    Verdict,
};
use opi_core::{Currency, Money, Operation};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::fs::File;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};

/// Descriptors of this process.
fn count() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Takes every descriptor that is left.
fn take_all() -> Vec<File> {
    std::iter::from_fn(|| File::open("/dev/null").ok()).collect()
}

static TAKEN: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// Gives the descriptors back when the library says that it has none for a terminal that calls.
struct Listens;

impl log::Log for Listens {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        if record.args().to_string().contains("A terminal calls, but the process has used up its descriptors")
        {
            TAKEN.lock().unwrap().clear();
        }
    }
    fn flush(&self) {}
}

/// Counts descriptors while it is called.
struct Counts(Mutex<usize>);

impl Devices for Counts {
    fn display(&self, _: &Display) -> Answer {
        let mut most = self.0.lock().unwrap();
        *most = count().max(*most);
        Answer::Yes
    }
    fn print(&self, _: &Receipt) -> Answer {
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        Answer::Yes
    }
}

/// A terminal in a process of its own.
fn terminal(till: &common::Reserved) -> (Child, String) {
    let mut command = std::process::Command::new(common::OPI);
    command.args([
        "sim",
        "--port",
        "0",
        "--outcome",
        "approve",
        "--control",
        "--till",
        &till.address.to_string(),
    ]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.as_mut().unwrap()), &mut line)
        .unwrap();
    (child, line.trim().trim_start_matches("ready ").to_owned())
}

fn pay(terminal: &Terminal) -> opi_core::Outcome {
    let amount = Money::new(1200, Currency::from_code("CHF").unwrap());
    terminal.run(&Operation::new(RequestKind::CardPayment).with_amount(amount), &CancelToken::new()).unwrap()
}

#[test]
fn descriptors_are_few_and_their_end_is_no_end() {
    let till = common::Reserved::new();
    let (mut child, address) = terminal(&till);
    let url = format!("opi://{address}?listen={}&journal=none", till.address);
    let open = |devices| Terminal::open(Config::parse(&url).unwrap(), devices).unwrap();

    // At most three inside a call, none between calls.
    let counts = Arc::new(Counts(Mutex::new(0)));
    let terminal = open(Arc::clone(&counts) as _);
    let idle = count();
    assert_eq!(pay(&terminal).verdict, Verdict::Approved);
    let most = *counts.0.lock().unwrap();
    // The folder that is counted is itself one.
    assert!(most <= idle + 3, "{} inside a call", most - idle);
    assert!(count() <= idle, "{} more after a call", count() - idle);
    drop(terminal);

    log::set_logger(&Listens).unwrap();
    log::set_max_level(log::LevelFilter::Warn);
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: Some(256), maximum }).unwrap();
    let terminal = open(Arc::new(NoDevices));

    // None when the till connects: nothing is sent, and the number that is needed is named.
    let taken = take_all();
    let outcome = pay(&terminal);
    drop(taken);
    assert_eq!((outcome.verdict, outcome.code), (Verdict::NotSent, Code::Unreachable));
    let error = outcome.error.unwrap();
    assert!(error.message().contains("(256)") && error.message().contains("need up to"), "{error}");

    // None when the terminal calls: it is served as soon as there are some, in the same call.
    let mut taken = take_all();
    taken.truncate(taken.len() - 2); // what wakes the call, and channel 0
    *TAKEN.lock().unwrap() = taken;
    let outcome = pay(&terminal);
    assert_eq!(outcome.verdict, Verdict::Approved, "{:?}", outcome.error);
    assert_eq!(outcome.collected.receipts.len(), 2);
    assert!(TAKEN.lock().unwrap().is_empty(), "the terminal called while there were none");

    // None to listen with.
    drop(terminal);
    let taken = take_all();
    let error = Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap_err();
    drop(taken);
    assert_eq!(error.code(), Code::Listen);
    assert!(error.message().contains("raise the limit"), "{error}");

    drop(child.stdin.take());
    child.wait().unwrap();
}
