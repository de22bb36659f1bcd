//! The till's clock, which the protocol itself never reads.

use opi_proto::value::Timestamp;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A clock, or what proofs put in its place.
pub trait Clock {
    /// Now; never goes back.
    fn now(&self) -> Instant;

    /// Now, as messages carry it.
    fn local_time(&self) -> Timestamp {
        (self.teller())()
    }

    /// Tells the local time, for whoever outlives this borrow.
    fn teller(&self) -> Box<dyn Fn() -> Timestamp + Send>;

    /// Milliseconds since 1970 UTC, as far as the clock is right.
    fn unix_ms(&self) -> i64;
}

/// The clocks of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn teller(&self) -> Box<dyn Fn() -> Timestamp + Send> {
        Box::new(local_time)
    }

    fn unix_ms(&self) -> i64 {
        now_ms()
    }
}

/// Now, in the time zone of this machine, as messages carry it.
#[must_use]
pub fn local_time() -> Timestamp {
    Timestamp::fixed(&jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Milliseconds since 1970 UTC.
#[must_use]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_time_is_a_date_time_with_offset() {
        let now = local_time();
        assert_eq!(now.as_str().len(), "2026-04-08T10:30:00+02:00".len(), "{now}");
        assert!(now.as_str().parse::<jiff::Timestamp>().is_ok(), "{now}");
    }
}
