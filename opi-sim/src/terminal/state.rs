//! Everything a terminal knows; the other files are what it does with it.

use super::memory::{Memory, Seen};
use super::outbox::Outbox;
use super::running::Running;
use super::settings::{Condition, Settings};
use crate::callback::Asked;
use crate::ledger::Ledger;
use crate::machine::Action;
use std::collections::VecDeque;
use std::time::Duration;

/// Findings kept; later ones are only counted.
pub(super) const MOST_FINDINGS: usize = 1000;

/// A payment terminal.
#[derive(Debug)]
pub struct Terminal {
    pub(super) settings: Settings,
    pub(super) ledger: Ledger,
    pub(super) session_open: bool,
    /// PrintLastTicket was made up by the outcome, not by a receipt.
    pub(super) ticket_demanded: bool,
    /// Boxed: most terminals of a shop have nothing to do most of the time.
    pub(super) running: Option<Box<Running>>,
    pub(super) memory: Memory,
    /// Financial requests seen lately.
    pub(super) seen: VecDeque<Seen>,
    pub(super) next_number: u32,
    pub(super) findings: Vec<String>,
    pub(super) findings_dropped: usize,
    /// Device requests that were sent twice.
    pub(super) repeats: VecDeque<Asked>,
    pub(super) outbox: Outbox,
    /// Numbers drawn from the seed so far.
    pub(super) drawn: u32,
    pub(super) now: Duration,
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

    /// The same with nothing running.
    pub(super) fn resting_condition(&self) -> Condition {
        if !self.session_open {
            Condition::LoggedOut
        } else if self.wants_reprint() {
            Condition::PrintLastTicket
        } else {
            Condition::Ready
        }
    }

    pub(super) fn wants_reprint(&self) -> bool {
        let insists =
            self.settings.dialect.announces_printers && !self.settings.profile.model.is_unattended();
        insists && (self.ticket_demanded || self.ledger.last_ticket_open())
    }

    pub(super) fn find(&mut self, finding: String) {
        self.act(Action::Note(format!("finding: {finding}")));
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        } else {
            self.findings_dropped += 1;
        }
    }

    pub(super) fn say(&mut self, note: String) {
        self.act(Action::Note(note));
    }

    /// Something to do at once, behind everything that waits.
    pub(super) fn act(&mut self, action: Action) {
        self.outbox.post(self.now, action, None);
    }
}
