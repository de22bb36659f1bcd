//! The till's clock, which the protocol itself never reads.

use opi_proto::value::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

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
