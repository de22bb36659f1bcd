//! What the terminal remembers between two requests: its last answers, how each till's last request
//! ended, and which requests it has seen.

use opi_proto::message::Response;
use std::collections::HashMap;
use std::time::Duration;

/// So long after an answer a till may still be sending an abort that crossed it.
const ABORTS_MAY_CROSS: Duration = Duration::from_secs(10);
/// Tills remembered; a terminal with more of them forgets the rest.
const MOST_TILLS: usize = 100;

/// Financial requests remembered to notice one that is sent twice.
pub(super) const REMEMBERED: usize = 1000;

/// A financial request that was seen.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) workstation: String,
    pub(super) request_id: String,
    pub(super) what: String,
}

/// See the module's documentation.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The till whose answer was the last of all.
    last: Option<String>,
    /// Boxed: a table keeps room for more of them.
    answers: HashMap<String, Box<Response>>,
    ends: HashMap<String, End>,
}

/// How a till's last request ended.
#[derive(Debug)]
struct End {
    at: Duration,
    /// The answer went out whole.
    told: bool,
}

impl Memory {
    /// Keeps an answer for [`Memory::last_of`].
    pub(super) fn answered(&mut self, response: &Response) {
        let till = &response.workstation_id;
        if self.answers.len() < MOST_TILLS || self.answers.contains_key(till) {
            self.answers.insert(till.clone(), Box::new(response.clone()));
            self.last = Some(till.clone());
        }
    }

    /// The answer that a `RepeatLastMessage` repeats: the last one of all, or the last one to this till.
    pub(super) fn last_of(&self, till: &str, each: bool) -> Option<&Response> {
        let till = if each { till } else { self.last.as_deref()? };
        self.answers.get(till).map(Box::as_ref)
    }

    /// A request of this till is over; `told` if its answer went out whole.
    pub(super) fn ended(&mut self, till: &str, told: bool, at: Duration) {
        if self.ends.len() < MOST_TILLS || self.ends.contains_key(till) {
            self.ends.insert(till.to_owned(), End { at, told });
        }
    }

    /// May the till believe with good reason that its request still runs?
    pub(super) fn may_not_know_the_end(&self, till: &str, now: Duration) -> bool {
        self.ends.get(till).is_some_and(|end| !end.told || now.saturating_sub(end.at) <= ABORTS_MAY_CROSS)
    }
}
