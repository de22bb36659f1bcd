//! RequestIDs: numbers that have not been used for weeks, even over restarts of the till.
//!
//! They count milliseconds, so that programs that start one after the other do not meet, never fall behind their
//! own count nor that of a ledger, and stay below 2^31, since terminals are known to keep them in 32 bits.

use crate::clock::Clock;
use opi_proto::exchange::MAX_ABORTS;
use std::sync::atomic::{AtomicU32, Ordering};

const MOST: u32 = 2_147_483_646;

/// A count of RequestIDs. One for the whole process ([`RequestIds::of_the_process`]), because a terminal knows a
/// request by its number, whichever till of the process asked.
#[derive(Debug, Default)]
pub struct RequestIds {
    /// 0: none yet.
    last: AtomicU32,
}

static OF_THE_PROCESS: RequestIds = RequestIds { last: AtomicU32::new(0) };

impl RequestIds {
    /// The count that all terminals of this process share.
    #[must_use]
    pub fn of_the_process() -> &'static RequestIds {
        &OF_THE_PROCESS
    }

    /// The next one.
    pub fn next(&self, clock: &impl Clock) -> String {
        let by_clock = u32::try_from(clock.unix_ms().rem_euclid(i64::from(MOST))).unwrap_or_default() + 1;
        let next = |last: u32| Some(after(last, by_clock));
        let previous = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        after(previous.unwrap_or_default(), by_clock).to_string()
    }

    /// Goes on behind `last`, which a till that may be dead has given, and behind its aborts: the terminal's last
    /// message is known by its RequestID, so that an old one must not come again, not even when the till was
    /// quicker than the clock or the clock was turned back.
    pub fn continue_after(&self, last: u32) {
        let used = last.min(MOST).saturating_add(u32::from(MAX_ABORTS)).min(MOST);
        let later = |given: u32| (given == 0 || is_later(used, given)).then_some(used);
        let _ = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
    }
}

/// The clock's, if that is later than the last one (0: none yet), else the one behind it.
fn after(last: u32, by_clock: u32) -> u32 {
    if last == 0 || is_later(by_clock, last) { by_clock } else { last % MOST + 1 }
}

/// Greater; or far below, because the count has started anew.
fn is_later(id: u32, than: u32) -> bool {
    id > than && id - than <= MOST / 2 || id < than && than - id > MOST / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn they_go_on_whatever_the_clock_does() {
        for (last, by_clock, next) in [
            (0, 5, 5),
            (0, MOST, MOST),
            (5, 6, 6),
            (5, 5, 6),
            (900, 5, 901),
            // The count starts anew.
            (MOST, 5, 5),
            (MOST, MOST, 1),
            (3, MOST, 4),
        ] {
            assert_eq!(after(last, by_clock), next, "{last} {by_clock}");
        }
    }

    #[test]
    fn they_go_on_behind_those_of_the_ledger() {
        let ids = RequestIds::default();
        let first: u32 = ids.next(&SystemClock).parse().unwrap();
        let dead_tills_last = first % (MOST - 10_000) + 5000;
        ids.continue_after(dead_tills_last);
        let next: u32 = ids.next(&SystemClock).parse().unwrap();
        assert!(is_later(next, dead_tills_last + u32::from(MAX_ABORTS)), "{dead_tills_last} {next}");
    }

    #[test]
    fn they_differ_also_between_threads() {
        let ids = RequestIds::default();
        let given: Vec<String> = std::thread::scope(|scope| {
            let draw = || (0..1000).map(|_| ids.next(&SystemClock)).collect::<Vec<_>>();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(draw)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        let distinct: std::collections::HashSet<&String> = given.iter().collect();
        assert_eq!(distinct.len(), 4000);
        assert!(given.iter().all(|id| id.parse::<u32>().is_ok_and(|n| n > 0 && n <= MOST)));
    }
}
