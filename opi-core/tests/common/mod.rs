//! A scripted terminal on a virtual network with a virtual clock: what is written arrives, until a byte at which the
//! cable is cut. The driver is the one that ships, with a ledger in memory; only lines and clock are imagined.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod lines;

use lines::{Scripted, Virtual};
use opi_core::config::Config;
use opi_core::driver::{Driver, RequestIds};
use opi_core::{Ledger, MemoryLedger};
use opi_proto::devices::{Answer, Collected, Devices, Display, JournalEntry, Prompt, Receipt, Reply};
use opi_proto::entry::Entry;
use opi_proto::message::Request;
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use opi_proto::value::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const NOW: &str = "2026-04-08T10:30:00+02:00";

/// What the terminal of a script does, in order. `{id}` and `{ws}` stand for the till's RequestID and
/// WorkstationID.
#[derive(Debug, Clone)]
pub enum Act {
    /// Wait for the till's request.
    Request,
    /// Send a device request and wait for its answer, or for the loss of the connection.
    Device(String),
    /// Answer the request.
    Respond(String),
}

/// A recorded exchange: files of opi-proto/tests/vectors, in the order in which they went over the wire.
pub fn recorded(name: &str) -> Vec<Act> {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../opi-proto/tests/vectors").join(name);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut acts = vec![Act::Request];
    for file in files {
        let xml = std::fs::read_to_string(&file).unwrap();
        acts.push(if file.to_string_lossy().contains("device") {
            Act::Device(xml)
        } else {
            Act::Respond(xml)
        });
    }
    acts
}

/// Where the cable is cut, by byte of one direction of one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Nowhere,
    /// Before channel 0 is open: nobody listens at the terminal's address.
    Connect,
    /// Terminal to till on channel 0.
    PayIn(usize),
    /// Till to terminal on channel 0.
    PayOut(usize),
    /// Terminal to till on channel 1.
    DeviceIn(usize),
    /// Till to terminal on channel 1.
    DeviceOut(usize),
}

/// What a cut does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The connection breaks, both sides notice.
    Breaks,
    /// Nothing arrives any more, nobody notices.
    Silent,
}

/// Counts calls; answers yes.
#[derive(Default)]
pub struct Till {
    pub calls: Mutex<Vec<String>>,
}

impl Till {
    fn note(&self, call: String) {
        self.calls.lock().unwrap().push(call);
    }
}

impl Devices for Till {
    fn display(&self, display: &Display) -> Answer {
        self.note(format!("display {}", display.lines.join("|")));
        Answer::Yes
    }
    fn print(&self, receipt: &Receipt) -> Answer {
        self.note(format!("print {:?}", receipt.role));
        Answer::Yes
    }
    fn input(&self, prompt: &Prompt) -> Reply {
        self.note(format!("input {}", prompt.command));
        Reply::Confirm(true)
    }
    fn deliver(&self, _: &Display) -> Answer {
        self.note("deliver".into());
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        self.note("journal".into());
        Answer::Yes
    }
}

/// What a run showed.
pub struct Run {
    pub outcome: Outcome,
    /// Complete requests that reached the terminal on channel 0.
    pub requests: Vec<Request>,
    /// Bytes that each direction would have carried without a cut.
    pub pay_in: usize,
    pub pay_out: usize,
    pub device_in: usize,
    pub device_out: usize,
    /// Virtual time from start to verdict.
    pub took: Duration,
    /// Calls of the till, in order.
    pub calls: Vec<String>,
    /// Device requests of the script that the terminal got an answer to.
    pub answered: usize,
    /// The request in the ledger, and its papers; there exactly when the till has begun to hand over its bytes.
    pub entry: Option<(Entry, Collected)>,
}

/// Plays a script against the till's driver.
pub fn play(config: &Config, operation: &Operation, script: &[Act], cut: Cut, how: How) -> Run {
    let clock = Virtual::new();
    let memory = Arc::new(MemoryLedger::new(|| Timestamp::fixed(NOW)));
    let ledger: Arc<dyn Ledger> = Arc::clone(&memory) as _;
    let (till, address) = (Till::default(), config.address());
    let mut driver = Driver {
        settings: &config.settings,
        policy: config.policy,
        address: &address,
        lines: Scripted::new(config, script, cut, how, clock.clone(), Arc::clone(&ledger)),
        clock: &clock,
        devices: &till,
        ledger: Some(&ledger),
        request_ids: &RequestIds::default(),
        stop: &|| false,
    };
    let outcome = driver.run(operation).unwrap();
    let lines = driver.lines;
    assert!(!lines.pay_open, "channel 0 is left open");
    let mut entries = ledger.open_requests(&address, &config.settings.workstation).unwrap();
    assert!(entries.len() <= 1, "one request, {} intents", entries.len());
    assert_eq!(
        memory.last_request_id().is_some(),
        lines.offered,
        "an intent, and no byte; or a byte without"
    );
    assert_eq!(entries.len(), usize::from(lines.offered));
    Run {
        took: clock.passed(),
        pay_in: lines.pay_in.carried,
        pay_out: lines.pay_out.carried,
        device_in: lines.device_in.carried,
        device_out: lines.device_out.carried,
        requests: lines.requests,
        calls: till.calls.into_inner().unwrap(),
        outcome,
        answered: lines.answered,
        entry: entries.pop().map(|entry| (entry.clone(), ledger.papers(entry.id).unwrap())),
    }
}
