//! What can be said of unresolved requests without asking the terminal: listing them, and resolving by hand.

use super::Terminal;
use crate::driver::ledger_or_error;
use crate::ledger::Settlement;
use crate::recovered::Recovered;
use log::info;
use opi_proto::entry::SettledBy;
use opi_proto::error::{Code, Error};
use opi_proto::outcome::Verdict;
use opi_proto::recovery::RecoveryVerdict;
use opi_proto::value::redact;

impl Terminal {
    /// As [`Terminal::recover`], but asks only the journal, not the terminal.
    ///
    /// # Errors
    /// [`Code::NoJournal`], or a journal that cannot be read.
    pub fn unresolved(&self) -> Result<Vec<Recovered>, Error> {
        let ledger = ledger_or_error(self.ledger())?;
        let open = ledger.open_requests(&self.inner.address, &self.config().settings.workstation)?;
        open.into_iter().map(|entry| Recovered::from_ledger(entry, ledger)).collect()
    }

    /// Resolves a request by hand: a person has compared receipts or totals. Who and why are recorded.
    ///
    /// # Errors
    /// [`Code::NoJournal`]; [`Code::InvalidArgument`] without a name or a reason, for a request that does not
    /// exist or is resolved already, and for [`RecoveryVerdict::AskHuman`].
    pub fn resolve(&self, id: i64, verdict: RecoveryVerdict, who: &str, why: &str) -> Result<(), Error> {
        let ledger = ledger_or_error(self.ledger())?;
        let (verdict, code) = match verdict {
            RecoveryVerdict::Approved => (Verdict::Approved, Code::Ok),
            RecoveryVerdict::NotCharged => (Verdict::Declined, Code::NotCharged),
            RecoveryVerdict::AskHuman => {
                let message = "A person resolves a request as approved or as not charged, nothing else.";
                return Err(Error::new(Code::InvalidArgument, message));
            }
        };
        let (who, why) = (who.trim(), why.trim());
        if who.is_empty() || why.is_empty() {
            return Err(Error::new(Code::InvalidArgument, "Resolving by hand needs a name and a reason."));
        }
        let (who, why) = (redact(who), redact(why));
        let by = SettledBy::Person;
        info!("Request {id} of the journal is resolved by hand as {verdict}");
        ledger.settle(id, &Settlement { verdict, code, by, why: &why, who: Some(&who), response: None })
    }
}
