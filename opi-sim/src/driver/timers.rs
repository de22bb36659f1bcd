//! Who wants to be woken when. Setting and taking cost the logarithm of how many there are.

use mio::Token;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// What is to happen at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Alarm {
    /// The machine of this station wants a tick.
    Tick(usize),
    /// This station tries to accept again.
    Accept(usize),
    /// The patience with this connection is over.
    Patience(Token),
}

/// Alarms in the order of time, at most one of a kind for each station or connection.
#[derive(Debug, Default)]
pub(super) struct Timers {
    order: BTreeSet<(Duration, Alarm)>,
    set: HashMap<Alarm, Duration>,
}

impl Timers {
    /// Sets an alarm instead of the one that was set; `None` for none.
    pub(super) fn set(&mut self, alarm: Alarm, at: Option<Duration>) {
        if self.set.get(&alarm).copied() == at {
            return;
        }
        if let Some(before) = self.set.remove(&alarm) {
            self.order.remove(&(before, alarm));
        }
        if let Some(at) = at {
            self.order.insert((at, alarm));
            self.set.insert(alarm, at);
        }
    }

    pub(super) fn is_set(&self, alarm: Alarm) -> bool {
        self.set.contains_key(&alarm)
    }

    /// The next moment at which something is to happen.
    pub(super) fn next(&self) -> Option<Duration> {
        self.order.first().map(|(at, _)| *at)
    }

    /// Takes what is due. What is set anew meanwhile comes with the next call.
    pub(super) fn take_due(&mut self, now: Duration) -> Vec<Alarm> {
        let mut due = Vec::new();
        while let Some((_, alarm)) = self.order.first().copied().filter(|(at, _)| *at <= now) {
            self.set(alarm, None);
            due.push(alarm);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn alarms_come_in_the_order_of_time_and_only_once() {
        let mut timers = Timers::default();
        timers.set(Alarm::Tick(1), Some(ms(30)));
        timers.set(Alarm::Tick(2), Some(ms(10)));
        timers.set(Alarm::Tick(1), Some(ms(20)));
        timers.set(Alarm::Patience(Token(7)), Some(ms(15)));
        timers.set(Alarm::Patience(Token(7)), None);
        assert_eq!(timers.next(), Some(ms(10)));
        assert_eq!(timers.take_due(ms(9)), []);
        assert_eq!(timers.take_due(ms(30)), [Alarm::Tick(2), Alarm::Tick(1)]);
        assert_eq!((timers.next(), timers.set.len()), (None, 0));
    }
}
