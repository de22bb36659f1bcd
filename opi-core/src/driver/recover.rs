//! Recovery: asks the terminal what an inquiry wants to know, within a time, and stores what was found out.

use super::serve::kept_papers;
use super::{Driver, Lines, Waited, ledger_or_error};
use crate::clock::Clock;
use crate::ledger::{Ledger, Settlement};
use crate::recovered::Recovered;
use log::info;
use opi_proto::devices::Collected;
use opi_proto::dialect::ReceiptRole;
use opi_proto::entry::{Entry, SettledBy};
use opi_proto::error::Error;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::Verdict;
use opi_proto::recovery::{Inquiry, Next, is_receipt_of};
use opi_proto::settings::{ReceiptPlace, Timers};
use std::sync::Arc;
use std::time::{Duration, Instant};

const CANCELLED: &str = "The recovery was aborted.";
const OUT_OF_TIME: &str = "The time given to recovery (recover_ms) is over.";

impl<L: Lines, C: Clock> Driver<'_, L, C> {
    /// Finds out what became of every unresolved request of this till at this terminal, and lists those whose
    /// outcome the till has not acknowledged, oldest first. What the time does not suffice for is listed as the
    /// ledger knows it.
    ///
    /// # Errors
    /// No ledger, or one that cannot be read or written. A terminal that cannot be reached is no error.
    pub fn recover(&mut self) -> Result<Vec<Recovered>, Error> {
        let ledger = Arc::clone(ledger_or_error(self.ledger)?);
        let until = self.clock.now() + self.policy.recover_for;
        let mut found = Vec::new();
        for entry in ledger.open_requests(self.address, &self.settings.workstation)? {
            let recovered = if entry.is_unresolved() {
                self.look_into(&ledger, &entry, until)?
            } else {
                Recovered::from_ledger(entry, &ledger)?
            };
            found.push(self.fetch_receipts(&ledger, recovered, until)?);
        }
        Ok(found)
    }

    /// Inquires into one unresolved request and stores what it found.
    fn look_into(
        &mut self,
        ledger: &Arc<dyn Ledger>,
        entry: &Entry,
        until: Instant,
    ) -> Result<Recovered, Error> {
        let settings = Arc::clone(self.settings);
        let (others, papers) = (ledger.around(entry)?, ledger.papers(entry.id)?);
        let spacing = settings.timers.ask_again;
        let mut inquiry = Inquiry::new(entry, &settings.dialect, &others, &papers).asking_every(spacing);
        // A request may still lie unread in the terminal's buffers; asked too early, the terminal would not know
        // of it yet and seem never to have got it (protocol.md 3.9).
        let pause = pause_after(entry.intent.begun_ms, self.clock.unix_ms(), spacing);
        if let Err(why) = self.wait_serving(pause, until) {
            inquiry.give_up(why);
        }
        let mut reprinted = Vec::new();
        // Bounded by the time, and by the inquiry, which asks a busy terminal only so often.
        let finding = loop {
            match inquiry.next_step() {
                Next::Done(finding) => break finding,
                Next::Wait(time) => {
                    if let Err(why) = self.wait_serving(time, until) {
                        inquiry.give_up(why);
                    }
                }
                Next::Ask(kind) => {
                    if let Err(why) = self.may_go_on(until) {
                        inquiry.give_up(why);
                        continue;
                    }
                    let outcome = self.ask(&Operation::new(kind), self.timers_until(until))?;
                    if kind == RequestKind::TicketReprint {
                        reprinted = kept_papers(&outcome.collected);
                    }
                    inquiry.told(&outcome);
                }
            }
        };
        let why = finding.reasons.join(" ");
        info!("Recovery of {} {}: {} {why}", entry.intent.operation.kind(), entry.id, finding.verdict.name());
        if finding.papers_are_ours {
            ledger.attach(&reprinted, entry.id)?;
        }
        let (verdict, code, response) = (finding.settles_as(), finding.code, finding.response.as_deref());
        let by = SettledBy::Recovery;
        ledger.settle(entry.id, &Settlement { verdict, code, by, why: &why, who: None, response })?;
        let settled = ledger.entry(entry.id)?.unwrap_or_else(|| entry.clone());
        Recovered::new(settled, finding.reasons, finding.ask_again, ledger)
    }

    /// Asks for the receipts or journal entry of a payment that have not come, while the terminal still has them:
    /// the payment is approved on disk already, and a terminal that does not give them takes nothing from that.
    fn fetch_receipts(
        &mut self,
        ledger: &Arc<dyn Ledger>,
        recovered: Recovered,
        until: Instant,
    ) -> Result<Recovered, Error> {
        let entry = &recovered.entry;
        let told = entry.verdict == Some(Verdict::Approved) && entry.settled_by != Some(SettledBy::Person);
        let possible = self.settings.dialect.supports(RequestKind::TicketReprint);
        if !(told && possible && self.lacks_papers(&recovered.outcome.collected))
            || self.may_go_on(until).is_err()
        {
            return Ok(recovered);
        }
        // The terminal reprints only its last ticket.
        let later = |other: &Entry| other.id > entry.id && other.verdict == Some(Verdict::Approved);
        if ledger.around(entry)?.iter().any(later) {
            return Ok(recovered);
        }
        let reprint = self.ask(&Operation::new(RequestKind::TicketReprint), self.timers_until(until))?;
        if !is_receipt_of(entry, &recovered.outcome.collected, &reprint) {
            return Ok(recovered);
        }
        ledger.attach(&kept_papers(&reprint.collected), entry.id)?;
        Recovered::new(recovered.entry, recovered.reasons, recovered.ask_again, ledger)
    }

    /// Has something not come that the till wants printed or kept?
    fn lacks_papers(&self, papers: &Collected) -> bool {
        let wanted = [
            (ReceiptRole::Customer, self.settings.customer_receipt),
            (ReceiptRole::Merchant, self.settings.merchant_receipt),
        ];
        let lacks_receipt = wanted.iter().any(|(role, place)| {
            *place == ReceiptPlace::Till && papers.receipts.iter().all(|paper| paper.role != *role)
        });
        let keeps_journal = self.settings.dialect.announces_printers && self.settings.electronic_journal;
        lacks_receipt || keeps_journal && papers.journal.is_empty()
    }

    /// Waits, serving device requests meanwhile.
    fn wait_serving(&mut self, time: Duration, until: Instant) -> Result<(), &'static str> {
        let end = self.clock.now() + time;
        let mut collected = Collected::default();
        let ended = loop {
            if let Err(why) = self.may_go_on(until) {
                break Err(why);
            }
            match self.lines.wait(end.min(until)) {
                Waited::Deadline if end <= until => break Ok(()),
                Waited::Deadline | Waited::Woken => {}
                Waited::Event(event) => self.between(*event, &mut collected),
            }
            if self.clock.now() >= end {
                break Ok(());
            }
        };
        self.store_acknowledged(&collected);
        ended
    }

    /// Not where the till has cancelled or the time is over: why not.
    fn may_go_on(&self, until: Instant) -> Result<(), &'static str> {
        if (self.stop)() {
            Err(CANCELLED)
        } else if self.clock.now() >= until {
            Err(OUT_OF_TIME)
        } else {
            Ok(())
        }
    }

    /// Time limits of a question that must be over by then.
    fn timers_until(&self, until: Instant) -> Timers {
        let timers = self.settings.timers;
        let left = until.saturating_duration_since(self.clock.now());
        if timers.hard <= left {
            return timers;
        }
        let hard = left.max(Duration::from_millis(1));
        Timers { hard, abort: timers.abort.min(hard / 2), ..timers }
    }
}

/// What is left of the time that must lie between a request and the first question about it; all of it where
/// the clock was turned back since.
fn pause_after(begun_ms: i64, now_ms: i64, spacing: Duration) -> Duration {
    let age = u64::try_from(now_ms.saturating_sub(begun_ms)).unwrap_or_default();
    spacing.saturating_sub(Duration::from_millis(age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_question_waits_for_its_time_and_no_longer() {
        let spacing = Duration::from_secs(3);
        for (begun, now, pause) in [
            (1000, 1000, 3000),
            (1000, 1900, 2100),
            (1000, 4000, 0),
            (1000, i64::MAX, 0),
            // The clock was turned back, however far.
            (1000, 0, 3000),
            (i64::MAX, i64::MIN, 3000),
        ] {
            assert_eq!(pause_after(begun, now, spacing), Duration::from_millis(pause), "{begun} {now}");
        }
    }
}
