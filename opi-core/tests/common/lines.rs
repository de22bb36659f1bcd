//! The lines of the till, with a scripted terminal at their other end: what is written arrives, until a byte at which
//! the cable is cut.

use super::{Act, Cut, How, NOW};
use opi_core::Ledger;
use opi_core::clock::Clock;
use opi_core::config::Config;
use opi_core::driver::{Event, Lines, Waited};
use opi_proto::entry::Entry;
use opi_proto::error::Code;
use opi_proto::exchange::{Line, Loss};
use opi_proto::message::{Message, Request, RequestKind};
use opi_proto::value::Timestamp;
use opi_proto::wire::frame::{self, DEFAULT_MAX_FRAME, Decoder};
use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

const BEGUN_MS: i64 = 1_775_637_000_000;

/// Time that goes on when the lines say so.
#[derive(Clone)]
pub(super) struct Virtual {
    start: Instant,
    passed: Rc<Cell<Duration>>,
}

impl Virtual {
    pub(super) fn new() -> Self {
        Virtual { start: Instant::now(), passed: Rc::default() }
    }

    /// Since the start.
    pub(super) fn passed(&self) -> Duration {
        self.passed.get()
    }

    fn go_to(&self, moment: Instant) {
        self.passed.set(self.passed.get().max(moment.saturating_duration_since(self.start)));
    }
}

impl Clock for Virtual {
    fn now(&self) -> Instant {
        self.start + self.passed.get()
    }
    fn teller(&self) -> Box<dyn Fn() -> Timestamp + Send> {
        Box::new(|| Timestamp::fixed(NOW))
    }
    fn unix_ms(&self) -> i64 {
        BEGUN_MS + i64::try_from(self.passed.get().as_millis()).unwrap()
    }
}

/// One direction of one channel.
pub(super) struct Pipe {
    cut_at: Option<usize>,
    pub(super) carried: usize,
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

/// See the module's documentation.
pub(super) struct Scripted {
    clock: Virtual,
    ledger: Arc<dyn Ledger>,
    address: String,
    workstation: String,
    script: VecDeque<Act>,
    listens: bool,
    how: How,
    happened: VecDeque<Event>,
    pub(super) pay_in: Pipe,
    pub(super) pay_out: Pipe,
    pub(super) device_in: Pipe,
    pub(super) device_out: Pipe,
    pub(super) requests: Vec<Request>,
    terminal_decoder: Decoder,
    pay_decoder: Decoder,
    device_decoder: Decoder,
    device_line: u64,
    device_open: bool,
    pub(super) pay_open: bool,
    /// The till wanted to hand over its request.
    pub(super) offered: bool,
    /// Receipts and journal entries that the till has answered for.
    papers_answered: usize,
    pub(super) answered: usize,
    /// The terminal waits for the answer to a device request; how much had come back before.
    device_asked: Option<usize>,
    settled: bool,
}

impl Scripted {
    pub(super) fn new(
        config: &Config,
        script: &[Act],
        cut: Cut,
        how: How,
        clock: Virtual,
        ledger: Arc<dyn Ledger>,
    ) -> Self {
        let at = |wanted: fn(Cut) -> Option<usize>| Pipe::new(wanted(cut));
        Scripted {
            clock,
            ledger,
            address: config.address(),
            workstation: config.settings.workstation.clone(),
            script: script.iter().cloned().collect(),
            listens: cut != Cut::Connect,
            how,
            happened: VecDeque::new(),
            pay_in: at(|cut| if let Cut::PayIn(k) = cut { Some(k) } else { None }),
            pay_out: at(|cut| if let Cut::PayOut(k) = cut { Some(k) } else { None }),
            device_in: at(|cut| if let Cut::DeviceIn(k) = cut { Some(k) } else { None }),
            device_out: at(|cut| if let Cut::DeviceOut(k) = cut { Some(k) } else { None }),
            requests: Vec::new(),
            terminal_decoder: Decoder::new(DEFAULT_MAX_FRAME),
            pay_decoder: Decoder::new(DEFAULT_MAX_FRAME),
            device_decoder: Decoder::new(DEFAULT_MAX_FRAME),
            device_line: 1,
            device_open: true,
            pay_open: false,
            offered: false,
            papers_answered: 0,
            answered: 0,
            device_asked: None,
            settled: false,
        }
    }

    /// The terminal does the next thing of its script; `false` when it has nothing to do.
    fn terminal_acts(&mut self) -> bool {
        if let Some(before) = self.device_asked.take() {
            self.answered += usize::from(self.device_out.carried > before && !self.device_out.is_cut());
        }
        match self.script.front().cloned() {
            Some(Act::Request) if self.payment().is_none() => return false,
            Some(Act::Request) => {}
            Some(Act::Device(xml)) => self.device_request(&xml),
            Some(Act::Respond(xml)) => self.respond(&xml),
            None => return false,
        }
        self.script.pop_front();
        true
    }

    /// What the till has asked for, if that has arrived; an abort may have come without it.
    fn payment(&self) -> Option<&Request> {
        self.requests.iter().find(|request| request.kind() != Some(RequestKind::AbortRequest))
    }

    fn fill(&self, xml: &str) -> Vec<u8> {
        let request = self.payment().expect("a request came");
        let xml = xml.replace("{id}", &request.request_id).replace("{ws}", &request.workstation_id);
        frame::encode(xml.as_bytes())
    }

    /// Answers on channel 0.
    fn respond(&mut self, xml: &str) {
        let bytes = self.fill(xml);
        if !self.pay_open {
            return;
        }
        let through = self.pay_in.carry(bytes.len());
        self.pay_decoder.push(&bytes[..through]);
        while let Some(payload) = self.pay_decoder.next_frame().unwrap() {
            self.happened.push_back(Event::Frame(Line::Pay, payload));
        }
        if self.pay_in.is_cut() && self.how == How::Breaks {
            self.pay_open = false;
            let loss = Loss::Closed {
                why: "the cable was cut".into(),
                mid_message: self.pay_decoder.is_mid_frame(),
                foreign: self.pay_decoder.sniff(),
            };
            self.happened.push_back(Event::Lost(Line::Pay, loss));
        }
    }

    fn device_request(&mut self, xml: &str) {
        let bytes = self.fill(xml);
        if !self.device_open {
            // The terminal connects anew for each request after a loss.
            self.device_line += 1;
            self.device_open = true;
            self.device_decoder = Decoder::new(DEFAULT_MAX_FRAME);
        }
        self.device_asked = Some(self.device_out.carried);
        let line = Line::Device(self.device_line);
        let through = self.device_in.carry(bytes.len());
        self.device_decoder.push(&bytes[..through]);
        while let Some(payload) = self.device_decoder.next_frame().unwrap() {
            match Message::decode(&payload).map(|decoded| decoded.message) {
                Ok(Message::DeviceRequest(request)) => {
                    self.happened.push_back(Event::Device(line, request));
                }
                other => panic!("a vector is no device request: {other:?}"),
            }
        }
        if through < bytes.len() && self.how == How::Breaks {
            self.device_open = false;
            let mid_message = self.device_decoder.is_mid_frame();
            let loss = Loss::Closed { why: "cut".into(), mid_message, foreign: None };
            self.happened.push_back(Event::Lost(line, loss));
        }
    }

    // ---- what the ledger must say before the till says anything --------------------------------------------------

    fn open_request(&self) -> Option<Entry> {
        self.ledger.open_requests(&self.address, &self.workstation).unwrap().pop()
    }

    /// Before a byte of the request is handed over, it is on disk, as what nobody knows the end of.
    fn request_is_durable(&self, frame: &[u8]) {
        let Ok(Message::Request(request)) = Message::decode(&frame[4..]).map(|decoded| decoded.message)
        else {
            panic!("the till sends something else than a request");
        };
        if request.kind() == Some(RequestKind::AbortRequest) {
            return;
        }
        let entry = self.open_request().expect("a request is sent that is not in the ledger");
        assert_eq!(entry.intent.request_id, request.request_id);
        assert!(entry.is_unresolved(), "{:?}", entry.verdict);
    }

    /// Before the terminal is told that a paper is in safe hands, it is on disk.
    fn papers_are_durable(&mut self, frame: &[u8]) {
        let Ok(Message::DeviceResponse(response)) = Message::decode(&frame[4..]).map(|d| d.message) else {
            panic!("the till sends something else than a device response");
        };
        let entry = self.open_request().expect("a device request belongs to a request");
        let papers = self.ledger.papers(entry.id).unwrap();
        let targets = response.outputs.iter().filter_map(|output| output.target.as_deref());
        let answered = targets.filter(|target| target.contains("Printer") || *target == "E-Journal").count();
        self.papers_answered += answered;
        assert!(
            papers.receipts.len() + papers.journal.len() >= self.papers_answered,
            "answered and not kept"
        );
    }
}

impl Lines for Scripted {
    fn connect(&mut self, line: Line) {
        if line == Line::Pay {
            assert!(self.open_request().is_none(), "nothing is sent yet, and it is in the ledger");
            self.pay_open = self.listens;
        }
        if !self.listens {
            let why = "Nobody listens at 127.0.0.1:1.".to_owned();
            let loss = Loss::NotConnected(Code::ConnectRefused, why);
            return self.happened.push_back(Event::Lost(line, loss));
        }
        self.happened.push_back(Event::Connected(line));
    }

    fn send(&mut self, line: Line, frame: Vec<u8>) -> Result<usize, usize> {
        let pipe = match line {
            // The second connection for an abort: this terminal never answers it.
            Line::Abort(_) => {
                if let Ok(Message::Request(request)) = Message::decode(&frame[4..]).map(|d| d.message) {
                    self.requests.push(*request);
                }
                return Ok(frame.len());
            }
            Line::Pay if !self.pay_open => return Err(0),
            Line::Pay => {
                self.request_is_durable(&frame);
                self.offered = true;
                &mut self.pay_out
            }
            Line::Device(number) if !self.device_open || number != self.device_line => return Err(0),
            Line::Device(_) => {
                self.papers_are_durable(&frame);
                &mut self.device_out
            }
        };
        let through = pipe.carry(frame.len());
        if line == Line::Pay {
            self.terminal_decoder.push(&frame[..through]);
            while let Ok(Some(payload)) = self.terminal_decoder.next_frame() {
                match Message::decode(&payload).map(|decoded| decoded.message) {
                    Ok(Message::Request(request)) => self.requests.push(*request),
                    other => panic!("the till sent {other:?}"),
                }
            }
        }
        if through == frame.len() || self.how == How::Silent { Ok(frame.len()) } else { Err(through) }
    }

    fn close(&mut self, line: Line) {
        match line {
            Line::Pay => self.pay_open = false,
            Line::Abort(_) => {}
            Line::Device(_) => self.device_open = false,
        }
    }

    fn begin_exchange(&mut self, request_id: &str) {
        assert!(!request_id.is_empty());
    }

    fn end_exchange(&mut self) {
        self.pay_open = false;
    }

    /// What the terminal would have said later, nobody hears.
    fn settle(&mut self) {
        self.settled = true;
    }

    fn wait(&mut self, until: Instant) -> Waited {
        loop {
            if let Some(event) = self.happened.pop_front() {
                return Waited::Event(Box::new(event));
            }
            if self.settled || !self.terminal_acts() {
                assert!(self.settled || until >= self.clock.now(), "a deadline lies in the past");
                self.clock.go_to(until);
                return Waited::Deadline;
            }
        }
    }
}
