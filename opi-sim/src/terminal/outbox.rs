//! What the terminal wants done, until it is time to do it: the faults of the line that concern time live here.

use crate::fault::{Faults, Outgoing};
use crate::machine::Action;
use std::collections::VecDeque;
use std::time::Duration;

/// Actions in their order, each with the time at which it is due.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<(Duration, Action)>,
}

impl Outbox {
    /// Nothing overtakes: an action is never due before the one ahead of it. Returns when it is due.
    pub(super) fn post(&mut self, due: Duration, action: Action) -> Duration {
        let due = self.waiting.back().map_or(due, |(last, _)| due.max(*last));
        self.waiting.push_back((due, action));
        due
    }

    pub(super) fn take_due(&mut self, now: Duration) -> Vec<Action> {
        let due = self.waiting.iter().take_while(|(due, _)| *due <= now).count();
        self.waiting.drain(..due).map(|(_, action)| action).collect()
    }

    pub(super) fn next_due(&self) -> Option<Duration> {
        self.waiting.front().map(|(due, _)| *due)
    }
}

/// Messages as they are written: one by one, or all at once; in pieces, if the line splits.
pub(super) fn writes(messages: Vec<Outgoing>, faults: &Faults) -> Vec<Outgoing> {
    let whole = if faults.glue {
        messages.into_iter().reduce(|one, next| one.and(&next)).into_iter().collect()
    } else {
        messages
    };
    whole.into_iter().map(|message| message.split(faults.split)).collect()
}

/// A number that looks random and follows from its arguments (SplitMix64).
pub(super) fn scatter(seed: u64, number: u32, salt: u64) -> u64 {
    let mut z =
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(u64::from(number) << 8).wrapping_add(salt);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
