//! Time stamps as OPI writes them: `xsd:dateTime` with the till's own offset, whole seconds.

use std::fmt;

/// A moment in local time, e.g. `2026-04-08T10:30:00+02:00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamp(String);

impl Timestamp {
    /// A given text, as a clock or a recorded exchange says it.
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
