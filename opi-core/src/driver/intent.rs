//! What the ledger says before anything is sent, what is on disk before the first byte, and what before the till is
//! told.

use super::serve::acknowledged_papers;
use super::{Driver, Lines};
use crate::clock::Clock;
use log::{error, info};
use opi_proto::entry::{Entry, Intent};
use opi_proto::error::{Code, Error};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};

impl<L: Lines, C: Clock> Driver<'_, L, C> {
    /// What the ledger says before anything is sent: the stored outcome of an idempotency key, or that an
    /// unresolved request stands in the way.
    pub(super) fn known_already(&self, operation: &Operation) -> Result<Option<Outcome>, Error> {
        if !operation.kind().is_financial() {
            return Ok(None);
        }
        let key = operation.option("key");
        let Some(ledger) = self.ledger else {
            let message = "An idempotency key needs the journal, and this terminal was opened without.";
            return key.map_or(Ok(None), |_| Err(Error::new(Code::NoJournal, message)));
        };
        if let Some(key) = key
            && let Some(entry) = ledger.by_key(&self.settings.workstation, key)?
        {
            if !entry.asks_the_same(operation) {
                let message = format!(
                    "The idempotency key was used on {} for another {} (number {} in the journal).",
                    entry.intent.begun_at,
                    entry.intent.operation.kind(),
                    entry.id
                );
                return Err(Error::new(Code::KeyMismatch, message));
            }
            info!("{} is in the journal as {}; nothing is sent", operation.kind(), entry.id);
            return Ok(Some(entry.outcome(ledger.papers(entry.id)?)));
        }
        if operation.option("although_unresolved") == Some("yes") {
            return Ok(None);
        }
        match ledger.first_unresolved(self.address, &self.settings.workstation)? {
            Some(entry) => Err(unresolved(&entry)),
            None => Ok(None),
        }
    }

    /// Puts a financial request on disk, before its first byte is sent.
    pub(super) fn write_intent(&self, operation: &Operation, request_id: &str) -> Result<Option<i64>, Error> {
        let Some(ledger) = self.ledger.filter(|_| operation.kind().is_financial()) else {
            return Ok(None);
        };
        let intent = Intent {
            address: self.address.to_owned(),
            dialect: self.settings.dialect.name.to_owned(),
            workstation: self.settings.workstation.clone(),
            request_id: request_id.to_owned(),
            operation: operation.clone(),
            begun_at: self.clock.local_time().as_str().to_owned(),
            begun_ms: self.clock.unix_ms(),
        };
        ledger.begin(&intent).map(Some)
    }

    /// Puts the outcome on disk, before the till is told. An outcome that cannot be stored is told all the
    /// same: the ledger then still calls the request unresolved, and recovery finds out.
    pub(super) fn write_outcome(&self, outcome: &mut Outcome) {
        let Some(ledger) = self.ledger else { return };
        let told = outcome.response.as_ref().and_then(|r| r.terminal.as_ref()?.terminal_id.clone());
        let acknowledged = acknowledged_papers(&outcome.collected);
        let stored = match outcome.journal_id {
            Some(id) => ledger.answered(id, outcome, &acknowledged).and_then(|()| {
                let known = outcome.verdict != Verdict::Unknown;
                if known && self.policy.acknowledge_automatically { ledger.acknowledge(id) } else { Ok(()) }
            }),
            None => ledger.papers_acknowledged(&acknowledged),
        };
        let learned = told.map_or(Ok(()), |told| ledger.learn_terminal(self.address, &told));
        if let Err(error) = stored.and(learned) {
            let (kind, request_id) = (outcome.operation.kind(), &outcome.request_id);
            error!("The outcome of {kind} {request_id} is not in the journal: {error}");
            outcome.notes.push(format!("The journal could not be written: {}", error.message()));
        }
    }
}

fn unresolved(entry: &Entry) -> Error {
    let amount = entry.intent.operation.amount().map(|amount| format!(" of {amount}")).unwrap_or_default();
    let reference = entry.intent.operation.option("reference").map(|r| format!(" ({r})")).unwrap_or_default();
    let message = format!(
        "{}{amount}{reference} of {} on this terminal is not resolved yet.",
        entry.intent.operation.kind(),
        entry.intent.begun_at
    );
    Error::new(Code::Unresolved, message)
}
