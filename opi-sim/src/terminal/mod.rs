//! The terminal as a pure state machine: requests, device responses and the time go in, [`Action`]s come out.
//! No sockets, no clock, no randomness: the same inputs give the same terminal.
//!
//! ```text
//! request ──► intake: understood? refused? ──► a Script ──► run: step by step ──► Action…
//!                                                            ▲        │
//!                        device_response, device_lost, tick ─┘        └─► ledger, findings
//! ```
//!
//! Whoever drives it hands every input with the time since the terminal was switched on, carries out the
//! actions in their order, and calls [`Terminal::tick`] at [`Terminal::deadline`]. At most one device request is
//! under way at any time.

mod devices;
mod intake;
mod memory;
mod outbox;
mod run;

use crate::behaviour::Behaviour;
use crate::callback::Asked;
use crate::ledger::Ledger;
use crate::profile::Profile;
use crate::text::Language;
use intake::Seen;
use jiff::Zoned;
use memory::Memory;
use opi_core::dialect::Dialect;
use outbox::Outbox;
use run::Running;
use std::collections::VecDeque;
use std::time::Duration;

pub use crate::machine::{Action, ConnId, DeviceLoss};

/// Findings kept; later ones are only counted.
const MOST_FINDINGS: usize = 1000;

/// What the terminal is.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The family it belongs to.
    pub dialect: &'static Dialect,
    /// Shop, numbers, cards.
    pub profile: Profile,
    /// What it does with transactions.
    pub behaviour: Behaviour,
    /// Is the session open (activated, logged in) when it is switched on?
    pub session_open: bool,
    /// Its local time when it is switched on.
    pub started: Zoned,
    /// Approval codes and references follow from it.
    pub seed: u64,
    /// Does it remember the last answer of each till, instead of the last of all? A till that shares a terminal
    /// must live with either: `OriginalHeader` names the till.
    pub remembers_each_till: bool,
    /// How long it waits for the answer to a display or receipt.
    pub device_patience: Duration,
    /// How long it waits for the cashier's answer to a question.
    pub question_patience: Duration,
    /// How long it waits for a card.
    pub card_patience: Duration,
}

impl Settings {
    /// A terminal of this family, switched on at a fixed time in 2026.
    #[must_use]
    pub fn new(dialect: &'static Dialect) -> Self {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
        let started = jiff::civil::date(2026, 4, 8).at(10, 30, 0, 0).to_zoned(zone).unwrap_or_default();
        Settings {
            dialect,
            profile: Profile::of(dialect),
            behaviour: Behaviour::default(),
            session_open: true,
            started,
            seed: 1,
            remembers_each_till: false,
            device_patience: Duration::from_secs(30),
            question_patience: Duration::from_secs(120),
            card_patience: Duration::from_secs(120),
        }
    }
}

/// What the terminal can do at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It takes requests.
    Ready,
    /// A request is running.
    Busy,
    /// Nobody has activated it or logged in, or the day has been closed.
    LoggedOut,
    /// It wants its last receipt reprinted before it takes another payment.
    PrintLastTicket,
}

impl Condition {
    /// The name, as `GetStatus` tells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Condition::Ready => "Ready",
            Condition::Busy => "Busy",
            Condition::LoggedOut => "LoggedOut",
            Condition::PrintLastTicket => "PrintLastTicket",
        }
    }
}

/// A payment terminal.
#[derive(Debug)]
pub struct Terminal {
    settings: Settings,
    ledger: Ledger,
    session_open: bool,
    /// PrintLastTicket was made up by the outcome, not by a receipt.
    ticket_demanded: bool,
    running: Option<Running>,
    memory: Memory,
    /// Financial requests seen lately.
    seen: VecDeque<Seen>,
    next_number: u32,
    findings: Vec<String>,
    findings_dropped: usize,
    /// Device requests that were sent twice.
    repeats: VecDeque<Asked>,
    outbox: Outbox,
    /// Numbers drawn from the seed so far.
    drawn: u32,
    now: Duration,
}

impl Terminal {
    /// Switches a terminal on.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Terminal {
            session_open: settings.session_open,
            settings,
            ledger: Ledger::default(),
            ticket_demanded: false,
            running: None,
            memory: Memory::default(),
            seen: VecDeque::new(),
            next_number: 0,
            findings: Vec::new(),
            findings_dropped: 0,
            repeats: VecDeque::new(),
            outbox: Outbox::default(),
            drawn: 0,
            now: Duration::ZERO,
        }
    }

    /// The till sent a message (without its length header) on channel 0.
    pub fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action> {
        self.now = now;
        self.take_in(conn, bytes);
        self.actions()
    }

    /// The till sent something on channel 0 that is not even a frame.
    pub fn unreadable(&mut self, conn: ConnId, why: &str, now: Duration) -> Vec<Action> {
        self.now = now;
        self.find(format!("channel 0: {why}"));
        self.act(Action::CloseConnection(conn));
        self.actions()
    }

    /// A connection on channel 0 is gone.
    pub fn connection_closed(&mut self, conn: ConnId, now: Duration) -> Vec<Action> {
        self.now = now;
        if let Some(running) = self.running.as_mut().filter(|running| running.conn == Some(conn)) {
            running.conn = None;
            if !running.answered {
                let what = running.name();
                self.find(format!("{what}: the till closed channel 0 while it was running"));
            }
        }
        self.actions()
    }

    /// The till sent a message (without its length header) on channel 1.
    pub fn device_response(&mut self, bytes: &[u8], now: Duration) -> Vec<Action> {
        self.now = now;
        self.hear_device(bytes);
        self.actions()
    }

    /// The device request under way will not be answered.
    pub fn device_lost(&mut self, loss: DeviceLoss, now: Duration) -> Vec<Action> {
        self.now = now;
        let Some(running) = self.running.as_mut().filter(|running| !running.open.is_empty()) else {
            return self.actions();
        };
        let what = running.name();
        match loss {
            DeviceLoss::NotListening => {
                running.device_gone = true;
                self.find(format!("{what}: nobody listens on channel 1 at the till"));
            }
            DeviceLoss::Closed => {
                self.find(format!("{what}: the till closed channel 1 instead of answering a device request"));
            }
        }
        self.lose_open();
        self.go_on_if_answered();
        self.actions()
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Duration) -> Vec<Action> {
        self.now = now;
        self.time_passed();
        self.actions()
    }

    /// When [`tick`](Self::tick) is needed, if nothing happens before.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        let waiting = self.running.as_ref().and_then(|running| running.waiting.until());
        [waiting, self.outbox.next_due()].into_iter().flatten().min()
    }

    /// Is no request running, and everything said?
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.running.is_none() && self.outbox.next_due().is_none()
    }

    /// What it can do at the moment.
    #[must_use]
    pub fn condition(&self) -> Condition {
        if self.running.is_some() { Condition::Busy } else { self.resting_condition() }
    }

    /// The same with nothing running.
    fn resting_condition(&self) -> Condition {
        if !self.session_open {
            Condition::LoggedOut
        } else if self.wants_reprint() {
            Condition::PrintLastTicket
        } else {
            Condition::Ready
        }
    }

    /// The truth about money.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What the till did wrong so far, in plain words.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut findings = self.findings.clone();
        if self.findings_dropped > 0 {
            findings.push(format!("… and {} more", self.findings_dropped));
        }
        findings
    }

    /// What it is.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes what it does with the transactions to come.
    pub fn set_behaviour(&mut self, behaviour: Behaviour) {
        self.settings.behaviour = behaviour;
    }

    /// Changes the language where the till names none.
    pub fn set_language(&mut self, language: Language) {
        self.settings.profile.language = language;
    }

    fn wants_reprint(&self) -> bool {
        let insists =
            self.settings.dialect.announces_printers && !self.settings.profile.model.is_unattended();
        insists && (self.ticket_demanded || self.ledger.last_ticket_open())
    }

    fn find(&mut self, finding: String) {
        self.act(Action::Note(format!("finding: {finding}")));
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        } else {
            self.findings_dropped += 1;
        }
    }

    fn say(&mut self, note: String) {
        self.act(Action::Note(note));
    }

    fn actions(&mut self) -> Vec<Action> {
        self.outbox.take_due(self.now)
    }
}

#[cfg(test)]
mod tests;
