//! How long the till's program lives. A moment passes before and after everything that leaves a trace outside the
//! program: what it does on its lines, what it writes to its ledger, what it asks of its devices. When the last one is
//! over, the program is gone as by SIGKILL: the call that is running is left by unwinding, and whatever is still done
//! meanwhile leaves no trace.

use opi_core::ledger::{Ledger, MemoryLedger, Owner, Settlement};
use opi_proto::devices::{Collected, Paper};
use opi_proto::entry::{Entry, Intent};
use opi_proto::error::{Code, Error};
use opi_proto::outcome::Outcome;
use parking_lot::Mutex;
use std::panic::resume_unwind;
use std::sync::Arc;

/// What unwinds a call whose program has died.
pub(super) struct Died;

/// See the module's documentation.
#[derive(Debug, Default)]
pub(super) struct Life {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    moments: u32,
    last: Option<u32>,
    over: bool,
}

impl Life {
    /// It begins anew, with so many moments to come.
    pub(super) fn begin(&self, last: Option<u32>) {
        *self.state.lock() = State { moments: 0, last, over: false };
    }

    pub(super) fn is_over(&self) -> bool {
        self.state.lock().over
    }

    /// A moment passes; after the last one this does not return.
    pub(super) fn passes(&self) {
        let mut state = self.state.lock();
        if state.over {
            return;
        }
        state.moments += 1;
        if state.last.is_some_and(|last| state.moments > last) {
            state.over = true;
            drop(state);
            // Without the hook of a panic: nothing is wrong.
            resume_unwind(Box::new(Died));
        }
    }

    /// Does what leaves a trace; `None` when nobody is alive to do it.
    pub(super) fn trace<T>(&self, deed: impl FnOnce() -> T) -> Option<T> {
        if self.is_over() {
            return None;
        }
        self.passes();
        let done = deed();
        self.passes();
        Some(done)
    }
}

/// A ledger as a program that may die sees it; what was written outlives it.
#[derive(Debug)]
pub(super) struct MortalLedger {
    pub(super) ledger: Arc<MemoryLedger>,
    pub(super) life: Arc<Life>,
}

impl MortalLedger {
    fn write<T>(&self, deed: impl FnOnce(&MemoryLedger) -> Result<T, Error>) -> Result<T, Error> {
        let dead = || Err(Error::new(Code::Journal, "The program that would write is dead."));
        self.life.trace(|| deed(&self.ledger)).unwrap_or_else(dead)
    }
}

impl Ledger for MortalLedger {
    fn begin(&self, intent: &Intent) -> Result<i64, Error> {
        self.write(|ledger| ledger.begin(intent))
    }

    fn keep(&self, owner: Owner<'_>, papers: &[Paper<'_>]) -> Result<Vec<i64>, Error> {
        self.write(|ledger| ledger.keep(owner, papers))
    }

    fn answered(&self, id: i64, outcome: &Outcome, acknowledged: &[i64]) -> Result<(), Error> {
        self.write(|ledger| ledger.answered(id, outcome, acknowledged))
    }

    fn papers_acknowledged(&self, papers: &[i64]) -> Result<(), Error> {
        self.write(|ledger| ledger.papers_acknowledged(papers))
    }

    fn settle(&self, id: i64, settlement: &Settlement<'_>) -> Result<(), Error> {
        self.write(|ledger| ledger.settle(id, settlement))
    }

    fn acknowledge(&self, id: i64) -> Result<(), Error> {
        self.write(|ledger| ledger.acknowledge(id))
    }

    fn entry(&self, id: i64) -> Result<Option<Entry>, Error> {
        self.ledger.entry(id)
    }

    fn by_key(&self, workstation: &str, key: &str) -> Result<Option<Entry>, Error> {
        self.ledger.by_key(workstation, key)
    }

    fn open_requests(&self, address: &str, workstation: &str) -> Result<Vec<Entry>, Error> {
        self.ledger.open_requests(address, workstation)
    }

    fn first_unresolved(&self, address: &str, workstation: &str) -> Result<Option<Entry>, Error> {
        self.ledger.first_unresolved(address, workstation)
    }

    fn around(&self, entry: &Entry) -> Result<Vec<Entry>, Error> {
        self.ledger.around(entry)
    }

    fn papers(&self, id: i64) -> Result<Collected, Error> {
        self.ledger.papers(id)
    }

    fn attach(&self, papers: &[i64], request: i64) -> Result<(), Error> {
        self.write(|ledger| ledger.attach(papers, request))
    }

    fn learn_terminal(&self, address: &str, terminal_id: &str) -> Result<(), Error> {
        self.write(|ledger| ledger.learn_terminal(address, terminal_id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn what_comes_after_the_last_moment_leaves_no_trace() {
        for (last, traces) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)] {
            let (life, left) = (Life::default(), Cell::new(0));
            life.begin(Some(last));
            let deed = || life.trace(|| left.set(left.get() + 1));
            let end = catch_unwind(AssertUnwindSafe(|| {
                for _ in 0..3 {
                    let _ = deed();
                }
            }));
            assert!(end.unwrap_err().is::<Died>());
            assert_eq!(left.get(), traces, "{last}");
            assert_eq!(deed(), None, "dead");
            life.begin(None);
            assert_eq!(deed(), Some(()));
        }
    }
}
