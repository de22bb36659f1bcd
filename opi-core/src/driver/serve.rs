//! Serving device requests: the only place from which the till's devices are called. Papers are in the ledger before
//! the till sees them, and there is an end to them.

use super::{Driver, Lines};
use crate::clock::Clock;
use crate::ledger::Owner;
use opi_proto::devices::{self, Collected, Paper};
use opi_proto::message::{DeviceRequest, DeviceResponse, Message};
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::wire::frame;

impl<L: Lines, C: Clock> Driver<'_, L, C> {
    /// Serves one device request. Its papers belong to the request `ledger_id`, if there is one.
    pub(super) fn serve(
        &self,
        request: &DeviceRequest,
        ledger_id: Option<i64>,
        collected: &mut Collected,
    ) -> DeviceResponse {
        let dialect = &self.settings.dialect;
        if !self.takes(request, collected) {
            collected.refused_papers += 1;
            return devices::refused(request);
        }
        let mut keep = |papers: &[Paper<'_>]| {
            let Some(ledger) = self.ledger else { return devices::keep_nothing(papers) };
            let owner =
                Owner { address: self.address, workstation: &self.settings.workstation, request: ledger_id };
            match ledger.keep(owner, papers) {
                Ok(numbers) => Some(numbers.into_iter().map(Some).collect()),
                Err(error) => {
                    log::error!("A receipt is not in the journal and will not be acknowledged: {error}");
                    None
                }
            }
        };
        devices::serve(request, dialect, self.devices, &mut keep, collected)
    }

    /// Are there not too many papers already? A request is taken whole or not at all.
    fn takes(&self, request: &DeviceRequest, collected: &Collected) -> bool {
        let (papers, bytes) = devices::papers_of(request, &self.settings.dialect);
        let (had, had_bytes) = collected.papers();
        papers == 0
            || had + papers <= self.policy.most_papers && had_bytes + bytes <= self.policy.most_paper_bytes
    }

    pub(super) fn bound_in_words(&self) -> String {
        format!(
            "The terminal sent more for one request than {} papers or {} bytes of them (the bounds max_papers and \
             max_paper_bytes of the URL).",
            self.policy.most_papers, self.policy.most_paper_bytes
        )
    }

    pub(super) fn note_refused_papers(&self, outcome: &mut Outcome) {
        let refused = outcome.collected.refused_papers;
        if refused > 0 && outcome.verdict != Verdict::Unknown {
            outcome.notes.push(format!("{} {refused} more were refused.", self.bound_in_words()));
        }
    }

    /// Notes which late papers were acknowledged; a hint for people, so a failure is logged only.
    pub(super) fn store_acknowledged(&self, collected: &Collected) {
        let Some(ledger) = self.ledger else { return };
        if let Err(error) = ledger.papers_acknowledged(&acknowledged_papers(collected)) {
            log::warn!("The journal could not be written: {error}");
        }
    }
}

/// A device answer as it goes over the wire.
pub(super) fn frame_of(response: DeviceResponse) -> Vec<u8> {
    match Message::DeviceResponse(Box::new(response)).encode() {
        Ok(xml) => frame::encode(&xml),
        // Nothing is what the terminal gets then: it waits, and gives up by itself.
        Err(error) => {
            log::warn!("A device answer cannot be written: {error}");
            Vec::new()
        }
    }
}

/// The numbers of all papers of a call.
pub(super) fn kept_papers(collected: &Collected) -> Vec<i64> {
    let receipts = collected.receipts.iter().map(|receipt| receipt.kept_as);
    receipts.chain(collected.journal.iter().map(|entry| entry.kept_as)).flatten().collect()
}

/// The numbers of the papers that the terminal was told are in safe hands.
pub(super) fn acknowledged_papers(collected: &Collected) -> Vec<i64> {
    let receipts = collected.receipts.iter().filter(|r| r.acknowledged).map(|r| r.kept_as);
    let journal = collected.journal.iter().filter(|e| e.acknowledged).map(|e| e.kept_as);
    receipts.chain(journal).flatten().collect()
}
