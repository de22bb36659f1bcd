//! A till and a terminal on a virtual network with a virtual clock: the real [`Exchange`], the real frame decoder and
//! the real terminal; only sockets and time are imagined. Five minutes take microseconds.

use super::devices::TillDevices;
use super::runner::{error_event, operation};
use super::step::{Device, Said, Step};
use crate::fault::Outgoing;
use crate::terminal::{Action, ConnId, DeviceLoss, Settings, Terminal};
use opi_core::{CancelToken, Config};
use opi_proto::devices::{self, Collected, Paper};
use opi_proto::error::{Code, Error};
use opi_proto::exchange::{Exchange, Line, Loss, Step as Wish};
use opi_proto::message::{DeviceRequest, Message};
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use opi_proto::value::Timestamp;
use opi_proto::wire::frame::{self, Decoder};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The till's number of its first request; as long as real ones.
const FIRST_REQUEST: u64 = 1_000_000_001;

/// See the module's documentation.
pub struct Bench {
    terminal: Terminal,
    reconnect: bool,
    /// What the terminal wants done, not done yet.
    actions: VecDeque<Action>,
    start: Instant,
    now: Duration,
    events: Arc<Mutex<Vec<Value>>>,
    answers: Vec<(Device, Said)>,
    cancel_on: Option<(Device, u32)>,
    till: Option<Till>,
    exchange: Option<Exchange>,
    cancel: CancelToken,
    collected: Collected,
    /// Channel 0: the till's name of a connection, the terminal's number, bytes not yet a message.
    lines: HashMap<Line, Pay>,
    device: Option<Channel1>,
    links: u64,
    next_conn: u64,
    next_request: u64,
    /// Device requests that came while nothing runs.
    waiting: VecDeque<(u64, DeviceRequest)>,
    life: Life,
}

/// How long the till's program lives, and what it leaves on its disk.
#[derive(Default)]
struct Life {
    /// Moments that have passed: before and after everything that leaves a trace.
    moments: u32,
    last_moment: Option<u32>,
    over: bool,
    intent: bool,
    papers: Collected,
}

impl Life {
    /// A moment passes. `true` when the program is dead.
    fn passes(&mut self) -> bool {
        self.moments += 1;
        self.over |= self.last_moment.is_some_and(|last| self.moments > last);
        self.over
    }
}

/// How a call ended in [`Bench::run_until`].
#[derive(Debug)]
pub enum Ran {
    /// The till was told.
    Told(Box<Outcome>),
    /// The till's program died before that.
    Died(Box<Remains>),
}

/// What a till that died left on its disk.
#[derive(Debug)]
pub struct Remains {
    /// Was the intent written, so that the request may have been sent?
    pub intent: bool,
    /// `RequestID` of the request.
    pub request_id: String,
    /// Receipts and journal entries.
    pub papers: Collected,
}

struct Till {
    config: Config,
    devices: Arc<TillDevices>,
}

struct Pay {
    conn: ConnId,
    decoder: Decoder,
}

struct Channel1 {
    id: u64,
    decoder: Decoder,
}

impl Bench {
    /// A terminal that is switched on, and a till that has opened nothing.
    #[must_use]
    pub fn new(settings: Settings, reconnect: bool) -> Self {
        Bench {
            terminal: Terminal::new(settings),
            reconnect,
            actions: VecDeque::new(),
            start: Instant::now(),
            now: Duration::ZERO,
            events: Arc::default(),
            answers: Vec::new(),
            cancel_on: None,
            till: None,
            exchange: None,
            cancel: CancelToken::new(),
            collected: Collected::default(),
            lines: HashMap::new(),
            device: None,
            links: 0,
            next_conn: 0,
            next_request: FIRST_REQUEST,
            waiting: VecDeque::new(),
            life: Life::default(),
        }
    }

    /// The terminal.
    #[must_use]
    pub fn terminal(&mut self) -> &mut Terminal {
        &mut self.terminal
    }

    /// Performs a step of the till; what the till sees.
    pub fn perform(&mut self, step: &Step) -> Vec<Value> {
        let end = match self.attempt(step) {
            Ok(event) => event,
            Err((call, error)) => Some(error_event(call, &error)),
        };
        let mut events = std::mem::take(&mut *self.events.lock());
        events.extend(end);
        events
    }

    fn attempt(&mut self, step: &Step) -> Result<Option<Value>, (&'static str, Error)> {
        match step {
            Step::Open { url, without } => {
                let config = Config::parse(url).map_err(|error| ("open", error))?;
                let events = Arc::clone(&self.events);
                let tell = Box::new(move |event| events.lock().push(event));
                let devices = Arc::new(TillDevices::new(without.clone(), tell));
                self.answers.iter().for_each(|(device, said)| devices.answer(*device, said.clone()));
                self.cancel_on.take().into_iter().for_each(|(device, n)| devices.cancel_on(device, n));
                self.till = Some(Till { config, devices });
                Ok(Some(json!({ "event": "opened", "status": "OPI_OK" })))
            }
            Step::Answer(device, said) => {
                self.answers.push((*device, said.clone()));
                self.till.iter().for_each(|till| till.devices.answer(*device, said.clone()));
                Ok(None)
            }
            Step::CancelOn(device, n) => {
                match &self.till {
                    Some(till) => till.devices.cancel_on(*device, *n),
                    None => self.cancel_on = Some((*device, *n)),
                }
                Ok(None)
            }
            Step::Run { kind, amount, options } => {
                let operation = operation(*kind, amount.as_ref(), options);
                let outcome = operation.and_then(|operation| self.run(&operation));
                let outcome = outcome.map_err(|error| ("run", error))?;
                Ok(Some(json!({ "event": "result", "result": outcome })))
            }
            Step::Dispatch(ms) => {
                let served =
                    self.dispatch(Duration::from_millis(*ms)).map_err(|error| ("dispatch", error))?;
                let status = if served { Code::Ok } else { Code::Timeout };
                Ok(Some(json!({ "event": "dispatched", "status": status.c_name() })))
            }
            Step::Close(_) => {
                self.till().map_err(|error| ("close", error))?;
                self.till = None;
                self.lose_device();
                Ok(Some(json!({ "event": "closed", "status": "OPI_OK" })))
            }
            Step::Acknowledge | Step::Recover | Step::Quit => {
                let message = "There is no journal in virtual time.";
                Err(("recover", Error::new(Code::NoJournal, message)))
            }
        }
    }

    /// Runs an operation as a till whose program dies after so many moments, as by SIGKILL. It stays dead until
    /// [`Bench::revive`].
    ///
    /// # Errors
    /// When nothing was begun.
    pub fn run_until(&mut self, operation: &Operation, last_moment: u32) -> Result<Ran, Error> {
        self.life = Life { last_moment: Some(last_moment), ..Life::default() };
        let request_id = self.next_request.to_string();
        let outcome = self.run(operation);
        // The last moment: the verdict has fallen, and is not on disk yet.
        if !self.life.passes() {
            return outcome.map(|outcome| Ran::Told(Box::new(outcome)));
        }
        let (intent, papers) = (self.life.intent, std::mem::take(&mut self.life.papers));
        Ok(Ran::Died(Box::new(Remains { intent, request_id, papers })))
    }

    /// The till's program is started again.
    pub fn revive(&mut self) {
        self.life = Life::default();
    }

    /// Time passes for both sides.
    pub fn pass(&mut self, time: Duration) {
        let end = self.now.saturating_add(time);
        while let Some(deadline) = self.terminal.deadline().filter(|deadline| *deadline <= end) {
            self.pass_to(deadline);
        }
        self.now = end;
    }

    /// Lets the terminal finish what it has begun.
    pub fn wait(&mut self) {
        self.pump();
        while let Some(deadline) = self.terminal.deadline() {
            self.pass_to(deadline);
        }
    }

    // ---- the till's calls ------------------------------------------------------------------------------------

    fn till(&self) -> Result<&Till, Error> {
        self.till.as_ref().ok_or_else(|| Error::new(Code::Closed, "No terminal is open."))
    }

    /// Runs an operation to its verdict.
    ///
    /// # Errors
    /// When nothing was begun.
    pub fn run(&mut self, operation: &Operation) -> Result<Outcome, Error> {
        let till = self.till()?;
        let (config, cancel) = (till.config.clone(), till.devices.begin());
        operation.check(&config.settings.dialect)?;
        let ids = std::array::from_fn(|n| (self.next_request + n as u64).to_string());
        self.next_request += 4;
        let clock = Box::new(|| Timestamp::fixed("2026-04-08T10:30:00+02:00"));
        let exchange = Exchange::start(&config.settings, operation, ids, clock, self.instant())?;
        self.exchange = Some(exchange);
        self.cancel = cancel;
        for (id, request) in std::mem::take(&mut self.waiting) {
            self.on_exchange(|exchange, now| exchange.device_requested(Line::Device(id), request, now));
        }
        self.pump();
        while let Some(deadline) = self.open_deadline() {
            // Never the same instant for ever: a deadline that has passed is acted on by the tick.
            self.pass_to(deadline);
        }
        let exchange = self.exchange.take();
        let collected = std::mem::take(&mut self.collected);
        let gone: Vec<Line> = self.lines.keys().copied().collect();
        gone.into_iter().for_each(|line| self.close_pay(line));
        self.pump();
        exchange
            .map(|exchange| exchange.into_outcome(collected))
            .ok_or_else(|| Error::new(Code::Internal, "The exchange was lost."))
    }

    /// The next moment at which something has to happen, while the verdict has not fallen.
    fn open_deadline(&self) -> Option<Duration> {
        let exchange = self.exchange.as_ref().filter(|exchange| !exchange.is_settled())?;
        let till = exchange.deadline().saturating_duration_since(self.start);
        Some(self.terminal.deadline().map_or(till, |terminal| terminal.min(till)))
    }

    fn dispatch(&mut self, time: Duration) -> Result<bool, Error> {
        self.till()?;
        let end = self.now.saturating_add(time);
        let mut served = false;
        loop {
            self.pump();
            while let Some((id, request)) = self.waiting.pop_front() {
                served = true;
                let Some(till) = &self.till else { break };
                let (dialect, devices) =
                    (Arc::clone(&till.config.settings.dialect), Arc::clone(&till.devices));
                let keep = &mut devices::keep_nothing;
                let mut collected = Collected::default();
                let response = devices::serve(&request, &dialect, &*devices, keep, &mut collected);
                if let Ok(xml) = Message::DeviceResponse(response).encode() {
                    self.write_device(id, &frame::encode(&xml));
                }
                self.pump();
            }
            match self.terminal.deadline().filter(|deadline| *deadline <= end) {
                Some(deadline) => self.pass_to(deadline),
                None => {
                    self.now = end;
                    return Ok(served);
                }
            }
        }
    }

    // ---- time and events -------------------------------------------------------------------------------------

    fn instant(&self) -> Instant {
        self.start + self.now
    }

    /// The clock goes on; whoever has a deadline acts.
    fn pass_to(&mut self, moment: Duration) {
        self.now = self.now.max(moment);
        let actions = self.terminal.tick(self.now);
        self.actions.extend(actions);
        self.pump();
        self.on_exchange(|exchange, now| exchange.tick(now));
        self.pump();
    }

    fn on_exchange(&mut self, act: impl FnOnce(&mut Exchange, Instant)) {
        let now = self.instant();
        if let Some(exchange) = &mut self.exchange {
            act(exchange, now);
        }
    }

    /// Lets both sides act until neither wants anything more.
    fn pump(&mut self) {
        loop {
            if self.life.over && self.exchange.take().is_some() {
                let lines: Vec<Line> = self.lines.keys().copied().collect();
                lines.into_iter().for_each(|line| self.close_pay(line));
                self.lose_device();
            }
            if self.cancel.is_cancelled() {
                self.on_exchange(|exchange, now| exchange.cancel(now));
            }
            if let Some(wish) = self.exchange.as_mut().and_then(Exchange::next_step) {
                self.grant(wish);
            } else if let Some(action) = self.actions.pop_front() {
                self.carry_out(action);
            } else {
                return;
            }
        }
    }

    /// Does what the till wants.
    fn grant(&mut self, wish: Wish) {
        if self.life.passes() {
            return;
        }
        match wish {
            Wish::Connect(line) => {
                self.next_conn += 1;
                let (conn, decoder) = (ConnId(self.next_conn), Decoder::new(frame::DEFAULT_MAX_FRAME));
                self.lines.insert(line, Pay { conn, decoder });
                self.on_exchange(|exchange, now| exchange.connected(line, now));
            }
            Wish::Send(Line::Device(id), bytes) => {
                let written = self.write_device(id, &bytes);
                let handed = if written { bytes.len() } else { 0 };
                self.on_exchange(|exchange, now| exchange.sent(Line::Device(id), handed, written, now));
            }
            Wish::Send(line, bytes) => {
                self.life.intent = true;
                if self.life.passes() {
                    return;
                }
                let conn = self.lines.get(&line).map(|pay| pay.conn);
                let handed = if conn.is_some() { bytes.len() } else { 0 };
                self.on_exchange(|exchange, now| exchange.sent(line, handed, conn.is_some(), now));
                if let Some(conn) = conn {
                    for payload in frames(&bytes) {
                        let actions = self.terminal.request(conn, &payload, self.now);
                        self.actions.extend(actions);
                    }
                }
            }
            Wish::Serve(line, request) => {
                let Some(till) = &self.till else { return };
                let (dialect, devices) =
                    (Arc::clone(&till.config.settings.dialect), Arc::clone(&till.devices));
                let on_disk = &mut self.life.papers;
                let keep = &mut |papers: &[Paper<'_>]| {
                    for paper in papers {
                        match paper {
                            Paper::Receipt(receipt) => on_disk.receipts.push((*receipt).clone()),
                            Paper::Journal(entry) => on_disk.journal.push((*entry).clone()),
                        }
                    }
                    devices::keep_nothing(papers)
                };
                let response = devices::serve(&request, &dialect, &*devices, keep, &mut self.collected);
                if self.life.passes() {
                    return;
                }
                self.on_exchange(|exchange, now| exchange.served(line, response, now));
            }
            Wish::Close(Line::Device(_)) => self.lose_device(),
            Wish::Close(line) => self.close_pay(line),
        }
    }

    fn close_pay(&mut self, line: Line) {
        if let Some(pay) = self.lines.remove(&line) {
            let actions = self.terminal.connection_closed(pay.conn, self.now);
            self.actions.extend(actions);
        }
    }

    /// The till closes channel 1.
    fn lose_device(&mut self) {
        if self.device.take().is_some() {
            let actions = self.terminal.device_lost(DeviceLoss::Closed, self.now);
            self.actions.extend(actions);
        }
    }

    /// Writes to channel 1; `false` if that connection is gone.
    fn write_device(&mut self, id: u64, bytes: &[u8]) -> bool {
        if self.device.as_ref().is_none_or(|device| device.id != id) {
            return false;
        }
        for payload in frames(bytes) {
            let actions = self.terminal.device_response(&payload, self.now);
            self.actions.extend(actions);
        }
        true
    }

    /// Does what the terminal wants.
    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Respond { conn, message } => self.respond(conn, &message),
            Action::DeviceRequest(message) => self.device_request(&message),
            Action::CloseDevice => self.close_device(),
            Action::CloseConnection(conn) => {
                if let Some(line) = self.line_of(conn) {
                    self.break_pay(line);
                }
            }
            // Nobody answers to what stands beside channel 1.
            Action::Aside { .. } | Action::Note(_) => {}
        }
    }

    fn line_of(&self, conn: ConnId) -> Option<Line> {
        self.lines.iter().find(|(_, pay)| pay.conn == conn).map(|(line, _)| *line)
    }

    fn respond(&mut self, conn: ConnId, message: &Outgoing) {
        let Some(line) = self.line_of(conn) else { return };
        for piece in message.pieces() {
            let Some(pay) = self.lines.get_mut(&line) else { return };
            pay.decoder.push(&piece);
            loop {
                let Some(pay) = self.lines.get_mut(&line) else { return };
                match pay.decoder.next_frame() {
                    Ok(Some(payload)) => {
                        self.on_exchange(|exchange, now| exchange.received(line, &payload, now));
                    }
                    Ok(None) => break,
                    Err(error) => {
                        self.lines.remove(&line);
                        return self.on_exchange(|exchange, _| exchange.lost(line, Loss::Garbage(error)));
                    }
                }
            }
        }
        if message.is_cut() {
            self.break_pay(line);
        }
    }

    /// The terminal closes a connection of channel 0.
    fn break_pay(&mut self, line: Line) {
        if let Some(pay) = self.lines.remove(&line) {
            let loss = closed(&pay.decoder);
            self.on_exchange(|exchange, _| exchange.lost(line, loss));
        }
    }

    fn device_request(&mut self, message: &Outgoing) {
        if self.till.is_none() || self.life.over {
            let actions = self.terminal.device_lost(DeviceLoss::NotListening, self.now);
            return self.actions.extend(actions);
        }
        if self.reconnect && !message.continues() {
            self.close_device();
        }
        for piece in message.pieces() {
            let next = self.links + 1;
            let device = self.device.get_or_insert_with(|| Channel1 {
                id: next,
                decoder: Decoder::new(frame::DEFAULT_MAX_FRAME),
            });
            self.links = device.id;
            device.decoder.push(&piece);
            let id = device.id;
            while let Some(Ok(Some(payload))) = self.device.as_mut().map(|d| d.decoder.next_frame()) {
                match Message::decode(&payload).map(|decoded| decoded.message) {
                    Ok(Message::DeviceRequest(request)) => self.asked(id, request),
                    _ => {
                        let why = "what came is no device request";
                        let line = Line::Device(id);
                        self.on_exchange(|exchange, now| exchange.device_garbled(line, why, now));
                    }
                }
            }
        }
        if message.is_cut() {
            self.close_device();
        }
    }

    fn asked(&mut self, id: u64, request: DeviceRequest) {
        match &self.exchange {
            Some(_) => self.on_exchange(|exchange, now| {
                exchange.device_requested(Line::Device(id), request, now);
            }),
            None => self.waiting.push_back((id, request)),
        }
    }

    /// The terminal closes channel 1.
    fn close_device(&mut self) {
        if let Some(device) = self.device.take() {
            let loss = closed(&device.decoder);
            self.on_exchange(|exchange, _| exchange.lost(Line::Device(device.id), loss));
        }
    }
}

/// As the link tells it.
fn closed(decoder: &Decoder) -> Loss {
    let why = "closed by the other side".to_owned();
    Loss::Closed { why, mid_message: decoder.is_mid_frame(), foreign: decoder.sniff() }
}

fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut decoder = Decoder::new(frame::DEFAULT_MAX_FRAME);
    decoder.push(bytes);
    std::iter::from_fn(|| decoder.next_frame().ok().flatten()).collect()
}
