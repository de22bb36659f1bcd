//! `OverallResult`: how a terminal says what became of a request (protocol.md 2.6).

use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! overall_results {
    ($( $(#[$doc:meta])* $variant:ident = $wire:literal ),* $(,)?) => {
        /// The value of an `OverallResult`, `OutResult` or `InResult` attribute. Read in any letter case;
        /// a value that is not in the list is kept as it came.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum OverallResult {
            $( $(#[$doc])* $variant, )*
            /// A value this library does not know. For money it means *unknown*, never *declined*.
            Other(String),
        }

        impl OverallResult {
            /// Every known value, in the order of protocol.md 2.6.
            pub const KNOWN: &'static [OverallResult] = &[$( OverallResult::$variant ),*];

            /// Reads a wire value; never fails.
            #[must_use]
            pub fn read(text: &str) -> Self {
                let text = text.trim();
                $( if text.eq_ignore_ascii_case($wire) { return OverallResult::$variant; } )*
                OverallResult::Other(text.chars().take(64).collect())
            }

            /// The spelling on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( OverallResult::$variant => $wire, )*
                    OverallResult::Other(text) => text,
                }
            }
        }
    };
}

overall_results! {
    /// Done.
    Success = "Success",
    /// A part of a multi-part request failed.
    PartialFailure = "PartialFailure",
    /// Declined, or could not be done.
    Failure = "Failure",
    /// Terminal busy or not ready; nothing was done.
    DeviceUnavailable = "DeviceUnavailable",
    /// Another request is in progress.
    Busy = "Busy",
    /// Login needed first. Thales spells it `Loggedout`, ATS `LoggedOut`.
    LoggedOut = "LoggedOut",
    /// Aborted by cashier or cardholder.
    Aborted = "Aborted",
    /// No host answer, or no input of operator or cardholder.
    TimedOut = "TimedOut",
    /// The terminal could not reach its host.
    CommunicationError = "CommunicationError",
    /// The request cannot be handled in this form.
    FormatError = "FormatError",
    /// The request was not well-formed.
    ParsingError = "ParsingError",
    /// The request does not fit the terminal's schema.
    ValidationError = "ValidationError",
    /// The request lacks something mandatory.
    MissingMandatoryData = "MissingMandatoryData",
    /// The card is not known.
    UnknownCard = "UnknownCard",
    /// The terminal does not know this request (ATS).
    NotSupported = "NotSupported",
    /// Refused: the previous receipt was not confirmed; reprint it first (NL, CH).
    PrintLastTicket = "PrintLastTicket",
    /// Session opened (CH).
    Activated = "Activated",
    /// Session was open already (CH).
    AlreadyActivated = "AlreadyActivated",
    /// Session closed (CH).
    Deactivated = "Deactivated",
    /// Session was closed already (CH).
    AlreadyDeactivated = "AlreadyDeactivated",
    /// Day closed (CH).
    DayClosed = "DayClosed",
    /// Produced by some CH middleware, not by terminals.
    ConnectionError = "ConnectionError",
    /// Produced by some CH middleware, not by terminals.
    FlowTimedOut = "FlowTimedOut",
    /// Produced by some CH middleware, not by terminals.
    Unknown = "Unknown",
}

impl fmt::Display for OverallResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for OverallResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_reads_back_in_any_case() {
        for value in OverallResult::KNOWN {
            assert_eq!(&OverallResult::read(&value.as_str().to_uppercase()), value);
            assert_eq!(&OverallResult::read(&format!(" {value} ")), value);
        }
        assert_eq!(OverallResult::read("Loggedout"), OverallResult::LoggedOut);
        assert_eq!(OverallResult::read("Perhaps"), OverallResult::Other("Perhaps".into()));
    }
}
