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

mod abort;
mod besiege;
mod devices;
mod intake;
mod memory;
mod outbox;
mod run;
mod running;
mod sending;
mod settings;
mod state;

use crate::behaviour::Behaviour;
use crate::ledger::Ledger;
use crate::text::Language;
use std::time::Duration;

pub use crate::machine::{Action, ConnId, DeviceLoss};
pub use settings::{Condition, Settings};
pub use state::Terminal;

impl Terminal {
    /// The till sent a message (without its length header) on channel 0.
    pub fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action> {
        self.now = now;
        if self.settings.behaviour.mute {
            self.say("the till says something, and gets no answer".to_owned());
        } else {
            self.take_in(conn, bytes);
        }
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

    fn actions(&mut self) -> Vec<Action> {
        self.outbox.take_due(self.now)
    }
}

#[cfg(test)]
mod tests;
