//! What is durable of a till's requests: intents, papers, outcomes, and whether the till knows.
//!
//! A trait, so that the driver neither knows nor cares where it lies: [`Journal`](crate::Journal) keeps it in an
//! SQLite file, [`MemoryLedger`] in memory, for virtual time and tests.

mod memory;

pub use memory::MemoryLedger;

use opi_proto::devices::{Collected, Paper};
use opi_proto::entry::{Entry, Intent, SettledBy};
use opi_proto::error::{Code, Error};
use opi_proto::message::Response;
use opi_proto::outcome::{Outcome, Verdict};
use std::fmt;

/// Most earlier requests that are looked at as evidence.
pub(crate) const EARLIER: usize = 200;

/// Whose papers are stored.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// `host:port` of the terminal that sent them.
    pub address: &'a str,
    /// The till's `WorkstationID`.
    pub workstation: &'a str,
    /// The request that is running, if it is in the ledger.
    pub request: Option<i64>,
}

/// How a request was settled after its own call.
#[derive(Debug, Clone)]
pub struct Settlement<'a> {
    /// Approved or declined (nothing charged).
    pub verdict: Verdict,
    /// The code behind it.
    pub code: Code,
    /// By whom.
    pub by: SettledBy,
    /// The reasons.
    pub why: &'a str,
    /// The person.
    pub who: Option<&'a str>,
    /// The terminal's answer that proves it.
    pub response: Option<&'a Response>,
}

/// See the module's documentation. Every method may be called from any thread. Errors are those of a ledger that
/// cannot be read or written.
#[allow(clippy::missing_errors_doc, reason = "said once, for all of them")]
pub trait Ledger: Send + Sync + fmt::Debug {
    /// Writes an intent and gives its number. When it returns, it is durable; after an error nothing may be sent.
    fn begin(&self, intent: &Intent) -> Result<i64, Error>;

    /// Stores receipts and journal entries, all or none, and gives their numbers. When it returns, they are durable;
    /// after an error they must not be acknowledged to the terminal.
    fn keep(&self, owner: Owner<'_>, papers: &[Paper<'_>]) -> Result<Vec<i64>, Error>;

    /// Stores how a request ended, and which of its papers were acknowledged. When it returns, it is durable; after
    /// an error the request stays unresolved.
    fn answered(&self, id: i64, outcome: &Outcome, acknowledged: &[i64]) -> Result<(), Error>;

    /// Marks papers that the terminal was told are in safe hands, of a call that is in the ledger with nothing else.
    fn papers_acknowledged(&self, papers: &[i64]) -> Result<(), Error>;

    /// Settles a request by recovery or by hand. When it returns, it is durable.
    ///
    /// [`Code::InvalidArgument`] when there is no such request or it is resolved already.
    fn settle(&self, id: i64, settlement: &Settlement<'_>) -> Result<(), Error>;

    /// The till knows the outcome of a request: it is not listed any more. Losing this to a power cut does no harm.
    fn acknowledge(&self, id: i64) -> Result<(), Error>;

    /// One request.
    fn entry(&self, id: i64) -> Result<Option<Entry>, Error>;

    /// The last request of this till with an idempotency key, unless not a byte of it was sent: such a request did
    /// not use up its key.
    fn by_key(&self, workstation: &str, key: &str) -> Result<Option<Entry>, Error>;

    /// Every request of this till at a terminal that is unresolved, or whose outcome the till has not acknowledged,
    /// oldest first. The terminal is known by its address or by its `TerminalID`.
    fn open_requests(&self, address: &str, workstation: &str) -> Result<Vec<Entry>, Error>;

    /// The oldest request of this till at a terminal of which nobody knows how it ended.
    fn first_unresolved(&self, address: &str, workstation: &str) -> Result<Option<Entry>, Error>;

    /// The latest requests of this till at a terminal before or after one, newest first.
    fn around(&self, entry: &Entry) -> Result<Vec<Entry>, Error>;

    /// What came with a request: its receipts and journal entries.
    fn papers(&self, id: i64) -> Result<Collected, Error>;

    /// Attaches papers that came in another call to the request they belong to.
    fn attach(&self, papers: &[i64], request: i64) -> Result<(), Error>;

    /// Remembers which terminal was found at an address.
    fn learn_terminal(&self, address: &str, terminal_id: &str) -> Result<(), Error>;
}

/// The error for a request that cannot be settled.
pub(crate) fn not_unresolved(id: i64) -> Error {
    Error::new(Code::InvalidArgument, format!("There is no unresolved request {id} in the journal."))
}

/// The request that a paper names, `N.M` or `N` (protocol.md 4.1): terminals number their device requests by it.
pub(crate) fn request_of(device_request_id: &str) -> &str {
    device_request_id.split('.').next().unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod tests;
