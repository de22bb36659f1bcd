//! Turns the wishes of an [`Exchange`] and of an [`Inquiry`](opi_proto::recovery::Inquiry) into deeds.
//!
//! The only driver there is: generic over lines, clock, devices and ledger, so that what a till runs on sockets and
//! what the proofs run in virtual time is the same code. It decides nothing: the exchange says what to do, the
//! ledger whether it may be done, and the till's devices are called here and nowhere else.

mod intent;
mod recover;
mod request_id;
mod serve;

pub use request_id::RequestIds;

use crate::clock::Clock;
use crate::ledger::Ledger;
use log::{error, info, warn};
use opi_proto::devices::{Collected, Devices};
use opi_proto::error::{Code, Error};
use opi_proto::exchange::{Exchange, Line, Loss, MAX_ABORTS, Step};
use opi_proto::message::DeviceRequest;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::settings::{Settings, Timers};
use opi_proto::with_defaults;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most events that are handled before the timers are looked at, or after the verdict.
const MOST_EVENTS_IN_A_ROW: u32 = 64;

/// What happened on a line.
#[derive(Debug)]
pub enum Event {
    /// It is open.
    Connected(Line),
    /// It could not be opened, or is gone.
    Lost(Line, Loss),
    /// So many more bytes of what was to be sent have been taken.
    Taken(Line, usize),
    /// A frame came on channel 0.
    Frame(Line, Vec<u8>),
    /// The terminal wants something of the till.
    Device(Line, Box<DeviceRequest>),
    /// Something that is no device request came on channel 1.
    Garbled(Line, String),
}

/// How [`Lines::wait`] ended.
#[derive(Debug)]
pub enum Waited {
    /// Something happened.
    Event(Box<Event>),
    /// Nothing, but somebody asks to look at what may have changed: cancelled, closing, another call wants in.
    Woken,
    /// Nothing until the moment given.
    Deadline,
}

/// The connections of one terminal: channel 0, which the till opens, and channel 1, which the terminal opens.
pub trait Lines {
    /// Begins to open a line of channel 0: [`Event::Connected`] or [`Event::Lost`] follows.
    fn connect(&mut self, line: Line);

    /// Hands over a frame. Never waits for the other side: how many bytes were taken at once; the rest is taken as
    /// the other side goes on reading, and [`Event::Taken`] tells. `Err`: the line is broken, after so many bytes.
    ///
    /// # Errors
    /// The bytes that were taken before the line broke.
    fn send(&mut self, line: Line, frame: Vec<u8>) -> Result<usize, usize>;

    /// Closes a line.
    fn close(&mut self, line: Line);

    /// An exchange begins, under this RequestID.
    fn begin_exchange(&mut self, request_id: &str);

    /// An exchange is over: closes what is left of channel 0. Channel 1 belongs to the terminal.
    fn end_exchange(&mut self);

    /// What the other side had said by now is not missed by the [`wait`](Self::wait)s that follow.
    fn settle(&mut self);

    /// Waits for the next event. A moment that has come already still lets what has arrived be seen.
    fn wait(&mut self, until: Instant) -> Waited;
}

with_defaults! {
    /// What a till decides about its ledger and its time, beside the [`Settings`] of the protocol.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Policy {
        /// Does an outcome count as known to the till once it was returned?
        pub acknowledge_automatically: bool = false,
        /// How long a recovery may take in all.
        pub recover_for: Duration = Duration::from_secs(300),
        /// Most receipts and journal entries that are taken for one request.
        pub most_papers: usize = 256,
        /// Most bytes of them.
        pub most_paper_bytes: usize = 8 * 1024 * 1024,
    }
}

/// One terminal, for as long as one call of the till is inside.
pub struct Driver<'a, L, C> {
    /// How it is spoken to.
    pub settings: &'a Arc<Settings>,
    /// What the till decides.
    pub policy: Policy,
    /// `host:port` under which the ledger knows the terminal.
    pub address: &'a str,
    /// Its connections.
    pub lines: L,
    /// The time.
    pub clock: &'a C,
    /// The till's devices.
    pub devices: &'a dyn Devices,
    /// What is durable; `None`: nothing is.
    pub ledger: Option<&'a Arc<dyn Ledger>>,
    /// Numbers for requests.
    pub request_ids: &'a RequestIds,
    /// Does the till want the call to end?
    pub stop: &'a dyn Fn() -> bool,
}

impl<L: Lines, C: Clock> Driver<'_, L, C> {
    /// Runs one operation to its verdict, if the ledger permits: an idempotency key that was used gives the stored
    /// outcome instead, and an unresolved request stands in the way.
    ///
    /// # Errors
    /// Only when nothing was begun; see [`Terminal::run`](crate::Terminal::run).
    pub fn run(&mut self, operation: &Operation) -> Result<Outcome, Error> {
        operation.check(&self.settings.dialect)?;
        match self.known_already(operation)? {
            Some(known) => Ok(known),
            None => self.ask(operation, self.settings.timers),
        }
    }

    /// Serves device requests that belong to no operation, until a moment, or until none is waiting any more once
    /// there was one. `give_way`: somebody else wants in.
    pub fn dispatch(&mut self, until: Instant, give_way: &dyn Fn() -> bool) -> Collected {
        let mut collected = Collected::default();
        let mut in_a_row = 0;
        while in_a_row < MOST_EVENTS_IN_A_ROW {
            let moment = if collected.answered > 0 { self.clock.now() } else { until };
            match self.lines.wait(moment) {
                Waited::Deadline => break,
                // A signal, say: that is no reason to end before the time.
                Waited::Woken => {}
                Waited::Event(event) => {
                    in_a_row += 1;
                    self.between(*event, &mut collected);
                }
            }
            if give_way() || collected.answered > 0 && self.clock.now() >= until {
                break;
            }
        }
        self.store_acknowledged(&collected);
        collected
    }

    /// Sends one request and sees it through to its verdict.
    fn ask(&mut self, operation: &Operation, timers: Timers) -> Result<Outcome, Error> {
        let ids: [String; MAX_ABORTS as usize + 1] =
            std::array::from_fn(|_| self.request_ids.next(self.clock));
        let started = self.clock.now();
        let settings = if timers == self.settings.timers {
            Arc::clone(self.settings)
        } else {
            Arc::new(Settings { timers, ..Settings::clone(self.settings) })
        };
        let clock = self.clock.teller();
        // Boxed, as everything large is: a call must fit into the small stacks of old tills.
        let exchange = Box::new(Exchange::start(&settings, operation, ids, clock, started)?);
        info!("{} {} begins", operation.kind(), exchange.request().request_id);
        self.lines.begin_exchange(&exchange.request().request_id);
        let mut asking =
            Asking { driver: self, operation, ledger_id: None, collected: Collected::default(), exchange };
        asking.see_it_through();
        let Asking { ledger_id, collected, exchange, .. } = asking;
        let mut outcome = exchange.into_outcome(collected);
        outcome.journal_id = ledger_id;
        self.note_refused_papers(&mut outcome);
        self.write_outcome(&mut outcome);
        log_outcome(&outcome, self.clock.now().saturating_duration_since(started));
        Ok(outcome)
    }

    /// Something happened while no operation runs.
    fn between(&mut self, event: Event, collected: &mut Collected) {
        match event {
            Event::Device(line, request) => {
                let response = self.serve(&request, None, collected);
                if self.lines.send(line, serve::frame_of(response)).is_err() {
                    self.lines.close(line);
                }
            }
            Event::Garbled(line, why) => {
                warn!("On channel 1: {why}");
                self.lines.close(line);
            }
            Event::Connected(_) | Event::Lost(..) | Event::Taken(..) | Event::Frame(..) => {}
        }
    }
}

/// One request under way.
struct Asking<'d, 'a, L, C> {
    driver: &'d mut Driver<'a, L, C>,
    operation: &'d Operation,
    /// Its number in the ledger, once it is there.
    ledger_id: Option<i64>,
    collected: Collected,
    exchange: Box<Exchange>,
}

impl<L: Lines, C: Clock> Asking<'_, '_, L, C> {
    /// Runs until the verdict has fallen and what had arrived by then is served.
    fn see_it_through(&mut self) {
        let mut in_a_row = 0;
        let mut settled = false;
        loop {
            if !self.exchange.is_settled() && (self.driver.stop)() {
                self.exchange.cancel(self.driver.clock.now());
            }
            self.do_what_it_wants();
            if self.exchange.is_settled() && !settled {
                (settled, in_a_row) = (true, 0);
                self.driver.lines.settle();
            }
            let until = if settled { self.driver.clock.now() } else { self.exchange.deadline() };
            // What has arrived counts before what is late: a verdict may be waiting behind a slow callback. But a
            // terminal that never stops asking must not stop the clock.
            match self.driver.lines.wait(until) {
                Waited::Event(event) if in_a_row < MOST_EVENTS_IN_A_ROW => {
                    in_a_row += 1;
                    self.happened(*event);
                }
                _ if settled => break,
                Waited::Event(event) => {
                    in_a_row = 0;
                    self.happened(*event);
                    self.exchange.tick(self.driver.clock.now());
                }
                Waited::Woken | Waited::Deadline => {
                    in_a_row = 0;
                    self.exchange.tick(self.driver.clock.now());
                }
            }
        }
        self.do_what_it_wants();
        self.driver.lines.end_exchange();
    }

    fn do_what_it_wants(&mut self) {
        while let Some(step) = self.exchange.next_step() {
            self.execute(step);
        }
    }

    fn happened(&mut self, event: Event) {
        let now = self.driver.clock.now();
        match event {
            Event::Connected(line) => self.exchange.connected(line, now),
            Event::Lost(line, loss) => self.exchange.lost(line, loss),
            Event::Taken(line, count) => self.exchange.sent(line, count, true, now),
            Event::Frame(line, payload) => self.exchange.received(line, &payload, now),
            Event::Device(line, request) => self.exchange.device_requested(line, *request, now),
            Event::Garbled(line, why) => self.exchange.device_garbled(line, &why, now),
        }
    }

    fn execute(&mut self, step: Step) {
        match step {
            Step::Connect(line) => self.driver.lines.connect(line),
            Step::Send(line, frame) => {
                // Only the request itself: an abort on the same line finds it on disk already.
                if line == Line::Pay && !self.exchange.is_sent() && self.ledger_id.is_none() {
                    let request_id = &self.exchange.request().request_id;
                    match self.driver.write_intent(self.operation, request_id) {
                        Ok(id) => self.ledger_id = id,
                        Err(error) => return self.exchange.prevented(error),
                    }
                }
                let (handed, whole) = match self.driver.lines.send(line, frame) {
                    Ok(handed) => (handed, true),
                    Err(handed) => (handed, false),
                };
                self.exchange.sent(line, handed, whole, self.driver.clock.now());
            }
            Step::Serve(line, request) => {
                // What a till that died had asked for may come while this one asks for something else.
                let mine = &self.exchange.request().request_id;
                let ours = !self.driver.settings.dialect.is_callback_of_another(&request.request_id, mine);
                let owner = self.ledger_id.filter(|_| ours);
                let response = self.driver.serve(&request, owner, &mut self.collected);
                let now = self.driver.clock.now();
                self.exchange.served(line, response, now);
                if self.collected.refused_papers > 0 {
                    self.exchange.too_many_papers(self.driver.bound_in_words(), now);
                }
            }
            Step::Close(line) => self.driver.lines.close(line),
        }
    }
}

fn log_outcome(outcome: &Outcome, took: Duration) {
    let head = format!("{} {}: {}", outcome.operation.kind(), outcome.request_id, outcome.verdict);
    match (&outcome.error, outcome.verdict) {
        (Some(error), Verdict::Unknown) => error!("{head} after {} ms: {error}", took.as_millis()),
        (Some(error), Verdict::NotSent) => warn!("{head} after {} ms: {error}", took.as_millis()),
        _ => info!("{head} after {} ms", took.as_millis()),
    }
    for note in &outcome.notes {
        warn!("{} {}: {note}", outcome.operation.kind(), outcome.request_id);
    }
}

/// The ledger, or that there is none.
pub(crate) fn ledger_or_error(ledger: Option<&Arc<dyn Ledger>>) -> Result<&Arc<dyn Ledger>, Error> {
    let message = "This terminal was opened with journal=none: there is nothing to recover from.";
    ledger.ok_or_else(|| Error::new(Code::NoJournal, message))
}
