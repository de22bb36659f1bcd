//! What the terminal wants done, until it is time to do it: the faults of the line that concern time live here.

use crate::fault::{Faults, Outgoing};
use crate::machine::Action;
use std::collections::VecDeque;
use std::time::Duration;

/// Actions in their order, each with the time at which it is due.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: VecDeque<Item>,
}

#[derive(Debug)]
struct Item {
    due: Duration,
    action: Action,
    /// Its message leaves byte by byte, so far apart.
    drip: Option<Duration>,
    /// Bytes that have left.
    left: usize,
}

impl Outbox {
    /// Nothing overtakes: an action is never due before the one ahead of it is done. Returns when it is done.
    pub(super) fn post(&mut self, due: Duration, action: Action, drip: Option<Duration>) -> Duration {
        let due = self.waiting.back().map_or(due, |last| due.max(last.end()));
        let item = Item { due, action, drip, left: 0 };
        let end = item.end();
        self.waiting.push_back(item);
        end
    }

    pub(super) fn take_due(&mut self, now: Duration) -> Vec<Action> {
        let mut due = Vec::new();
        while let Some(item) = self.waiting.front_mut().filter(|item| item.due <= now) {
            match item.next_byte() {
                Some(byte) => due.push(byte),
                None => due.extend(self.waiting.pop_front().map(|item| item.action)),
            }
        }
        due
    }

    pub(super) fn next_due(&self) -> Option<Duration> {
        self.waiting.front().map(|item| item.due)
    }
}

impl Item {
    /// The pause between two of its bytes, and how many are still to leave; `None` if it leaves in one go.
    fn bytes(&self) -> Option<(Duration, usize)> {
        Some((self.drip?, self.action.message()?.len().saturating_sub(self.left)))
    }

    /// When its last byte leaves.
    fn end(&self) -> Duration {
        let bytes = self.bytes().map(|(pause, bytes)| (pause, u32::try_from(bytes).unwrap_or(u32::MAX)));
        bytes.map_or(self.due, |(pause, bytes)| {
            self.due.saturating_add(pause.saturating_mul(bytes.saturating_sub(1)))
        })
    }

    /// The next byte of a message of which more than that is left; the last one is what remains of the action.
    fn next_byte(&mut self) -> Option<Action> {
        let (pause, rest) = self.bytes()?;
        let message = self.action.message()?;
        let byte = self.action.with(message.byte(self.left));
        if rest < 2 {
            self.action = byte;
            return None;
        }
        self.left += 1;
        self.due = self.due.saturating_add(pause);
        Some(byte)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dripping_message_leaves_byte_by_byte_and_nothing_overtakes_it() {
        let ms = Duration::from_millis;
        let mut outbox = Outbox::default();
        let message = Outgoing::raw(vec![1, 2, 3]).then_close();
        assert_eq!(outbox.post(ms(10), Action::DeviceRequest(message.clone()), Some(ms(5))), ms(20));
        assert_eq!(outbox.post(ms(10), Action::CloseDevice, Some(ms(5))), ms(20));
        let mut left = Vec::new();
        while let Some(due) = outbox.next_due() {
            assert!(outbox.take_due(due - ms(1)).is_empty());
            left.extend(outbox.take_due(due).into_iter().map(|action| (due, action)));
        }
        let byte = |at| Action::DeviceRequest(message.byte(at));
        let expected =
            [(ms(10), byte(0)), (ms(15), byte(1)), (ms(20), byte(2)), (ms(20), Action::CloseDevice)];
        assert_eq!(left, expected);
    }
}
