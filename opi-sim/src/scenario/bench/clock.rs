//! A clock that goes on when it is told to: the till's, the terminal's and the ledger's.

use jiff::{SignedDuration, Zoned};
use opi_core::clock::Clock;
use opi_proto::value::Timestamp;
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// See the module's documentation. A clone is the same clock.
#[derive(Debug, Clone)]
pub(super) struct VirtualClock {
    /// What its zero is called among instants.
    start: Instant,
    /// The local time then.
    started: Zoned,
    passed: Arc<Mutex<Duration>>,
}

impl VirtualClock {
    pub(super) fn new(started: Zoned) -> Self {
        VirtualClock { start: Instant::now(), started, passed: Arc::default() }
    }

    /// Since it began to go.
    pub(super) fn passed(&self) -> Duration {
        *self.passed.lock()
    }

    /// The same of an instant.
    pub(super) fn at(&self, moment: Instant) -> Duration {
        moment.saturating_duration_since(self.start)
    }

    /// Goes on to a moment; never back.
    pub(super) fn go_to(&self, moment: Duration) {
        let mut passed = self.passed.lock();
        *passed = moment.max(*passed);
    }

    /// Now, as messages carry it.
    pub(super) fn time(&self) -> Timestamp {
        Timestamp::fixed(&self.zoned().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    fn zoned(&self) -> Zoned {
        let passed = SignedDuration::try_from(self.passed()).unwrap_or(SignedDuration::MAX);
        self.started.checked_add(passed).unwrap_or_else(|_| self.started.clone())
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn teller(&self) -> Box<dyn Fn() -> Timestamp + Send> {
        let clock = self.clone();
        Box::new(move || clock.time())
    }

    fn unix_ms(&self) -> i64 {
        self.zoned().timestamp().as_millisecond()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_and_never_back() {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
        let clock = VirtualClock::new(jiff::civil::date(2026, 4, 8).at(10, 30, 0, 0).to_zoned(zone).unwrap());
        let (before, began) = (clock.now(), clock.unix_ms());
        clock.go_to(Duration::from_millis(90_250));
        clock.clone().go_to(Duration::from_secs(1));
        assert_eq!(clock.now() - before, Duration::from_millis(90_250));
        assert_eq!(clock.unix_ms() - began, 90_250);
        assert_eq!(clock.local_time().as_str(), "2026-04-08T10:31:30+02:00");
    }
}
