//! What the terminal wants done, until it is time to do it: the faults of the line that concern time live here.

use super::{Action, ConnId, Terminal};
use crate::fault::{Faults, Outgoing};
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

impl Terminal {
    /// Something to do at once, behind everything that waits.
    pub(super) fn act(&mut self, action: Action) {
        self.outbox.post(self.now, action);
    }

    /// A message leaves, late if the line is slow. Returns when.
    pub(super) fn send(&mut self, faults: &Faults, action: Action) -> Duration {
        let mut late = faults.delay;
        if faults.jitter > 0 {
            late = late.saturating_add(self.draw() % faults.jitter.saturating_add(1));
        }
        self.outbox.post(self.now.saturating_add(Duration::from_millis(late)), action)
    }

    /// An answer leaves on channel 0, with everything that the line does to it.
    pub(super) fn send_answer(
        &mut self,
        conn: ConnId,
        payload: &[u8],
        stray: Option<&[u8]>,
        faults: &Faults,
    ) {
        let answer = match (faults.garbage, faults.noise) {
            (Some(count), _) => Outgoing::raw(self.garbage(count)),
            (None, Some(count)) => Outgoing::whole(&self.garbage(count)),
            (None, None) => Outgoing::whole(payload),
        };
        let mut messages: Vec<Outgoing> = stray.map(Outgoing::whole).into_iter().collect();
        messages.push(answer.clone());
        if faults.duplicate {
            messages.push(answer);
        }
        let mut sent = 0;
        for message in writes(messages, faults) {
            let message = message.cut_at(faults.drop_pay, sent);
            sent += message.len();
            let cut = message.is_cut();
            self.send(faults, Action::Respond { conn, message });
            if cut {
                break;
            }
        }
    }

    /// Bytes that look random. Most of them begin no frame that anybody would wait for.
    fn garbage(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| u8::try_from(self.draw() & 0xFF).unwrap_or(0)).collect()
    }

    /// A number that looks random and follows from the seed.
    fn draw(&mut self) -> u64 {
        self.drawn = self.drawn.wrapping_add(1);
        scatter(self.settings.seed, self.drawn, 3)
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
