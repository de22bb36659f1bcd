//! A till and a terminal on a virtual network with a virtual clock: what is written arrives, until a byte at
//! which the cable is cut. Drives the real [`Exchange`] and the real frame decoder; only sockets are imagined.
#![allow(dead_code, reason = "not every test file uses all of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use opi_core::config::Config;
use opi_proto::devices::{self, Answer, Collected, Devices, Display, JournalEntry, Prompt, Receipt, Reply};
use opi_proto::error::Code;
use opi_proto::exchange::{Exchange, Line, Loss, Step};
use opi_proto::message::{DeviceRequest, Message, Request};
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use opi_proto::value::Timestamp;
use opi_proto::wire::frame::{self, Decoder};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, Instant};

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
    /// Send these bytes on channel 0, frame or not.
    Raw(Vec<u8>),
    /// Let time pass.
    Wait(Duration),
    /// Close channel 0.
    Hang,
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

impl Devices for Till {
    fn display(&self, display: &Display) -> Answer {
        self.calls.lock().unwrap().push(format!("display {}", display.lines.join("|")));
        Answer::Yes
    }
    fn print(&self, receipt: &Receipt) -> Answer {
        self.calls.lock().unwrap().push(format!("print {:?}", receipt.role));
        Answer::Yes
    }
    fn input(&self, prompt: &Prompt) -> Reply {
        self.calls.lock().unwrap().push(format!("input {}", prompt.command));
        Reply::Confirm(true)
    }
    fn deliver(&self, _: &Display) -> Answer {
        self.calls.lock().unwrap().push("deliver".into());
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        self.calls.lock().unwrap().push("journal".into());
        Answer::Yes
    }
}

/// What a run showed.
pub struct Run {
    pub outcome: Outcome,
    /// Complete requests that reached the terminal on channel 0, by RequestType.
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
}

/// One direction of one channel.
struct Pipe {
    cut_at: Option<usize>,
    carried: usize,
}

impl Pipe {
    fn new(cut_at: Option<usize>) -> Self {
        Pipe { cut_at, carried: 0 }
    }

    /// How many of `count` bytes get through.
    fn carry(&mut self, count: usize) -> usize {
        let left = self.cut_at.map_or(usize::MAX, |cut| cut.saturating_sub(self.carried));
        self.carried += count;
        count.min(left)
    }

    fn is_cut(&self) -> bool {
        self.cut_at.is_some_and(|cut| self.carried >= cut)
    }
}

struct World {
    exchange: Exchange,
    config: Config,
    till: Till,
    collected: Collected,
    now: Instant,
    how: How,
    pay_in: Pipe,
    pay_out: Pipe,
    device_in: Pipe,
    device_out: Pipe,
    requests: Vec<Request>,
    terminal_decoder: Decoder,
    pay_decoder: Decoder,
    device_decoder: Decoder,
    device_line: u64,
    device_open: bool,
    pay_open: bool,
    cancel_after: Option<usize>,
    served: usize,
}

/// Plays a script against the till's exchange.
pub fn play(config: &Config, operation: &Operation, script: &[Act], cut: Cut, how: How) -> Run {
    play_cancelled(config, operation, script, cut, how, None)
}

/// As [`play`], with the cashier cancelling after so many device requests were served.
pub fn play_cancelled(
    config: &Config,
    operation: &Operation,
    script: &[Act],
    cut: Cut,
    how: How,
    cancel_after: Option<usize>,
) -> Run {
    let start = Instant::now();
    let ids = ["1001", "1002", "1003", "1004"].map(str::to_owned);
    let clock = Box::new(|| Timestamp::fixed("2026-04-08T10:30:00+02:00"));
    let exchange = Exchange::start(&config.settings, operation, ids, clock, start).unwrap();
    let at = |wanted: fn(Cut) -> Option<usize>| Pipe::new(wanted(cut));
    let mut world = World {
        exchange,
        config: config.clone(),
        till: Till::default(),
        collected: Collected::default(),
        now: start,
        how,
        pay_in: at(|cut| if let Cut::PayIn(k) = cut { Some(k) } else { None }),
        pay_out: at(|cut| if let Cut::PayOut(k) = cut { Some(k) } else { None }),
        device_in: at(|cut| if let Cut::DeviceIn(k) = cut { Some(k) } else { None }),
        device_out: at(|cut| if let Cut::DeviceOut(k) = cut { Some(k) } else { None }),
        requests: Vec::new(),
        terminal_decoder: Decoder::new(frame::DEFAULT_MAX_FRAME),
        pay_decoder: Decoder::new(frame::DEFAULT_MAX_FRAME),
        device_decoder: Decoder::new(frame::DEFAULT_MAX_FRAME),
        device_line: 1,
        device_open: true,
        pay_open: false,
        cancel_after,
        served: 0,
    };
    world.till_acts();
    let mut script: VecDeque<Act> = script.iter().cloned().collect();
    let mut answered = 0;
    while !world.exchange.is_settled() {
        match script.front().cloned() {
            Some(Act::Request) if world.requests.is_empty() => world.time_passes(),
            Some(Act::Request) => drop(script.pop_front()),
            Some(Act::Device(xml)) => {
                script.pop_front();
                answered += usize::from(world.device_request(&xml));
            }
            Some(Act::Respond(xml)) => {
                script.pop_front();
                let payload = frame::encode(world.fill(&xml).as_bytes());
                world.send_to_till(&payload);
            }
            Some(Act::Raw(bytes)) => {
                script.pop_front();
                world.send_to_till(&bytes);
            }
            Some(Act::Wait(time)) => {
                script.pop_front();
                world.now += time;
                world.exchange.tick(world.now);
                world.till_acts();
            }
            Some(Act::Hang) => {
                script.pop_front();
                world.break_pay("closed by the terminal");
            }
            None => world.time_passes(),
        }
    }
    world.till_acts();
    Run {
        took: world.now - start,
        pay_in: world.pay_in.carried,
        pay_out: world.pay_out.carried,
        device_in: world.device_in.carried,
        device_out: world.device_out.carried,
        requests: world.requests,
        calls: world.till.calls.into_inner().unwrap(),
        outcome: world.exchange.into_outcome(world.collected),
        answered,
    }
}

impl World {
    /// Does what the exchange wants until it wants nothing more.
    fn till_acts(&mut self) {
        while let Some(step) = self.exchange.next_step() {
            match step {
                Step::Connect(line @ Line::Pay) => {
                    self.pay_open = true;
                    self.exchange.connected(line, self.now);
                }
                Step::Connect(line) => {
                    // The second connection for an abort: this terminal never answers it.
                    self.exchange.connected(line, self.now);
                }
                Step::Send(Line::Pay, bytes) => {
                    let through = self.pay_out.carry(bytes.len());
                    self.terminal_hears(&bytes[..through]);
                    let complete = through == bytes.len() || self.how == How::Silent;
                    let handed = if self.how == How::Silent { bytes.len() } else { through };
                    self.exchange.sent(Line::Pay, handed, complete, self.now);
                }
                Step::Send(line @ Line::Abort(_), bytes) => {
                    let payload = &bytes[4..];
                    if let Ok(Message::Request(request)) = Message::decode(payload).map(|d| d.message) {
                        self.requests.push(request);
                    }
                    self.exchange.sent(line, bytes.len(), true, self.now);
                }
                Step::Send(line @ Line::Device(_), bytes) => {
                    let through = self.device_out.carry(bytes.len());
                    let complete = through == bytes.len() || self.how == How::Silent;
                    let handed = if self.how == How::Silent { bytes.len() } else { through };
                    self.exchange.sent(line, handed, complete, self.now);
                }
                Step::Serve(line, request) => {
                    let dialect = self.config.settings.dialect.clone();
                    let response = {
                        let keep = &mut devices::keep_nothing;
                        devices::serve(&request, &dialect, &self.till, keep, &mut self.collected)
                    };
                    self.served += 1;
                    self.exchange.served(line, response, self.now);
                    if self.cancel_after.is_some_and(|after| self.served >= after) {
                        self.exchange.cancel(self.now);
                    }
                }
                Step::Close(Line::Pay) => self.pay_open = false,
                Step::Close(Line::Abort(_)) => {}
                Step::Close(Line::Device(_)) => self.device_open = false,
            }
        }
    }

    fn terminal_hears(&mut self, bytes: &[u8]) {
        self.terminal_decoder.push(bytes);
        while let Ok(Some(payload)) = self.terminal_decoder.next_frame() {
            match Message::decode(&payload).map(|decoded| decoded.message) {
                Ok(Message::Request(request)) => self.requests.push(request),
                other => panic!("the till sent {other:?}"),
            }
        }
    }

    fn fill(&self, xml: &str) -> String {
        let request = self.requests.first().expect("a request came");
        xml.replace("{id}", &request.request_id).replace("{ws}", &request.workstation_id)
    }

    /// Sends bytes to the till on channel 0.
    fn send_to_till(&mut self, bytes: &[u8]) {
        if !self.pay_open {
            return;
        }
        let through = self.pay_in.carry(bytes.len());
        self.pay_decoder.push(&bytes[..through]);
        loop {
            match self.pay_decoder.next_frame() {
                Ok(Some(payload)) => self.exchange.received(Line::Pay, &payload, self.now),
                Ok(None) => break,
                Err(error) => {
                    self.exchange.lost(Line::Pay, Loss::Garbage(error));
                    break;
                }
            }
        }
        self.till_acts();
        if self.pay_in.is_cut() && self.how == How::Breaks {
            self.break_pay("the cable was cut");
        }
    }

    fn break_pay(&mut self, why: &str) {
        self.pay_open = false;
        let loss = Loss::Closed {
            why: why.into(),
            mid_message: self.pay_decoder.is_mid_frame(),
            foreign: self.pay_decoder.sniff(),
        };
        self.exchange.lost(Line::Pay, loss);
        self.till_acts();
    }

    /// Sends a device request; tells whether the answer got back to the terminal.
    fn device_request(&mut self, xml: &str) -> bool {
        let bytes = frame::encode(self.fill(xml).as_bytes());
        if !self.device_open {
            // The terminal connects anew for each request after a loss.
            self.device_line += 1;
            self.device_open = true;
            self.device_decoder = Decoder::new(frame::DEFAULT_MAX_FRAME);
        }
        let line = Line::Device(self.device_line);
        let through = self.device_in.carry(bytes.len());
        self.device_decoder.push(&bytes[..through]);
        let before = self.device_out.carried;
        while let Ok(Some(payload)) = self.device_decoder.next_frame() {
            match Message::decode(&payload).map(|decoded| decoded.message) {
                Ok(Message::DeviceRequest(request)) => self.ask(line, request),
                other => panic!("a vector is no device request: {other:?}"),
            }
        }
        if through < bytes.len() && self.how == How::Breaks {
            self.device_open = false;
            let mid_message = self.device_decoder.is_mid_frame();
            let loss = Loss::Closed { why: "cut".into(), mid_message, foreign: None };
            self.exchange.lost(line, loss);
            self.till_acts();
        }
        self.device_out.carried > before && !self.device_out.is_cut()
    }

    fn ask(&mut self, line: Line, request: DeviceRequest) {
        self.exchange.device_requested(line, request, self.now);
        self.till_acts();
    }

    /// Nothing more comes: the clock goes to the next deadline.
    fn time_passes(&mut self) {
        let deadline = self.exchange.deadline();
        assert!(deadline >= self.now, "a deadline lies in the past and nothing happened");
        self.now = deadline;
        self.exchange.tick(self.now);
        self.till_acts();
    }
}

/// A loss as a refused connection would report it.
pub fn refused() -> Loss {
    Loss::NotConnected(Code::ConnectRefused, "Nobody listens at 127.0.0.1:1.".into())
}
