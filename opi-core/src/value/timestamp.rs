//! Time stamps as OPI writes them: `xsd:dateTime` with the till's own offset, whole seconds.

use std::fmt;

/// A moment in local time, e.g. `2026-04-08T10:30:00+02:00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamp(String);

impl Timestamp {
    /// Now, in the time zone of this machine.
    #[must_use]
    pub fn now() -> Self {
        Timestamp(jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    /// A given text; for tests and recorded exchanges.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Timestamp(text.to_owned())
    }

    /// The text as it stands in `POSTimeStamp`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_a_date_time_with_offset() {
        let now = Timestamp::now();
        assert_eq!(now.as_str().len(), "2026-04-08T10:30:00+02:00".len(), "{now}");
        assert!(now.as_str().parse::<jiff::Timestamp>().is_ok(), "{now}");
    }
}
