//! Status codes and errors: one table from which the C header, the documentation and every binding are made.
//!
//! A code's family answers one question: was anything sent, and may money have moved?

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// What a status code says about the request, readable from the number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `0`: done; for a payment, look at the result's verdict.
    Ok,
    /// `-1 … -99`: the caller's mistake. Nothing was sent.
    Caller,
    /// `-100 … -199`: could not start. Nothing was sent.
    NotStarted,
    /// `-200 … -299`: sent, but the outcome is unknown. Find out before doing anything else; never send again.
    OutcomeUnknown,
    /// `-300 … -399`: the terminal answered, and it was not an approval. Final.
    Answered,
    /// `-900 … -999`: a fault inside the library.
    Internal,
}

impl Family {
    /// The family of any number, also of one that only a later version knows; `None` outside all families.
    #[must_use]
    pub fn of_number(number: i32) -> Option<Self> {
        match number {
            0 => Some(Family::Ok),
            -99..=-1 => Some(Family::Caller),
            -199..=-100 => Some(Family::NotStarted),
            -299..=-200 => Some(Family::OutcomeUnknown),
            -399..=-300 => Some(Family::Answered),
            -999..=-900 => Some(Family::Internal),
            _ => None,
        }
    }

    /// What a status of this family says about money; of [`Family::Ok`] only the result can tell.
    #[must_use]
    pub fn money(self) -> MoneyMoved {
        match self {
            Family::OutcomeUnknown | Family::Ok => MoneyMoved::Possibly,
            Family::Caller | Family::NotStarted | Family::Answered | Family::Internal => MoneyMoved::No,
        }
    }
}

/// May money have moved? The one question that every error answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyMoved {
    /// Certainly not.
    No,
    /// Perhaps: find out (recovery, terminal's totals) before charging again.
    Possibly,
    /// Yes.
    Yes,
}

impl MoneyMoved {
    /// The name in results: `no`, `possibly`, `yes`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MoneyMoved::No => "no",
            MoneyMoved::Possibly => "possibly",
            MoneyMoved::Yes => "yes",
        }
    }
}

impl Serialize for MoneyMoved {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

macro_rules! codes {
    ($( $variant:ident = $number:literal, $c_name:literal, $what:literal, $advice:literal; )*) => {
        /// A status code. Numbers are part of the ABI: never changed, never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Code {
            $( #[doc = $what] $variant = $number, )*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$( Code::$variant ),*];

            /// The name in the C header, e.g. `OPI_E_BUSY`.
            #[must_use]
            pub fn c_name(self) -> &'static str {
                match self { $( Code::$variant => $c_name, )* }
            }

            /// What happened, in one plain sentence.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $( Code::$variant => $what, )* }
            }

            /// What the till should do next, in one plain sentence.
            #[must_use]
            pub fn advice(self) -> &'static str {
                match self { $( Code::$variant => $advice, )* }
            }
        }
    };
}

codes! {
    Ok = 0, "OPI_OK", "Done.", "Look at the result's verdict.";

    Null = -1, "OPI_E_NULL", "A pointer that must not be NULL was NULL.", "Fix the call; nothing was sent.";
    InvalidArgument = -2, "OPI_E_INVALID_ARGUMENT", "A value is not acceptable.", "The message names the value and what is accepted.";
    InvalidUtf8 = -3, "OPI_E_INVALID_UTF8", "A text is not valid UTF-8.", "Convert the text to UTF-8 before the call.";
    UnknownName = -4, "OPI_E_UNKNOWN_NAME", "There is no option, field or request kind of that name or number.", "The message names the nearest one.";
    InvalidAmount = -5, "OPI_E_INVALID_AMOUNT", "The amount is not acceptable.", "Give minor units, positive, of an ISO 4217 currency.";
    InvalidUrl = -6, "OPI_E_INVALID_URL", "The terminal URL cannot be read.", "Write opi://host[:port]?option=value&option=value.";
    Abi = -7, "OPI_E_ABI", "Header and library do not fit.", "Build against the opi.h of this library version.";
    Busy = -8, "OPI_E_BUSY", "Another call is running on this terminal.", "Wait for it, or cancel it; requests are never queued silently.";
    Recursive = -9, "OPI_E_RECURSIVE", "This call is not allowed inside a callback of the same terminal.", "Return from the callback first.";
    Closed = -10, "OPI_E_CLOSED", "The terminal has been closed.", "Open it again.";
    Unsupported = -11, "OPI_E_UNSUPPORTED", "This dialect or build cannot do that.", "The message names the alternative.";
    Timeout = -12, "OPI_E_TIMEOUT", "The time given to this call is over.", "Call again, with more time.";
    Forked = -13, "OPI_E_FORKED", "The handle belongs to the parent process.", "Open terminals after fork(), in the process that uses them.";
    KeyMismatch = -14, "OPI_E_KEY_MISMATCH", "The idempotency key was used before for a request with other content.", "Give every sale a key of its own; nothing was sent.";
    NoJournal = -15, "OPI_E_NO_JOURNAL", "This terminal was opened without a journal.", "Open it without journal=none.";

    Resolve = -100, "OPI_E_RESOLVE", "The terminal's name cannot be resolved.", "Check the host in the URL and the name service; nothing was sent.";
    ConnectRefused = -101, "OPI_E_CONNECT_REFUSED", "Nobody listens at the terminal's port.", "Check the port, and that integrated mode is on in the terminal; nothing was sent.";
    ConnectTimeout = -102, "OPI_E_CONNECT_TIMEOUT", "The terminal did not accept the connection in time.", "Check that it is switched on, and the address and firewall; nothing was sent.";
    Unreachable = -103, "OPI_E_UNREACHABLE", "There is no way to the terminal's address.", "Check network, cable and address; nothing was sent.";
    Listen = -104, "OPI_E_LISTEN", "The till's own port for device requests cannot be opened.", "Stop the program that holds it, or choose another port here and in the terminal.";
    CancelledBeforeSend = -105, "OPI_E_CANCELLED_BEFORE_SEND", "Cancelled before anything was sent.", "Nothing to do.";
    LostBeforeSend = -106, "OPI_E_LOST_BEFORE_SEND", "The connection broke before the first byte was sent.", "It is safe to try again.";
    Journal = -107, "OPI_E_JOURNAL", "The journal cannot be opened, read or written.", "Check the path, the rights of the folder and the disk; nothing was sent.";
    JournalCorrupt = -108, "OPI_E_JOURNAL_CORRUPT", "The journal's file is damaged or is no journal.", "Keep the file for support, move it away and compare with the terminal's totals; nothing was sent.";
    JournalVersion = -109, "OPI_E_JOURNAL_VERSION", "The journal was written by a newer library.", "Install that version of the library, or choose another journal; nothing was changed.";
    JournalForeign = -110, "OPI_E_JOURNAL_FOREIGN", "The journal belongs to another machine.", "Choose another journal, or take this one over with adopt_journal=yes; nothing was changed.";
    JournalLocked = -111, "OPI_E_JOURNAL_LOCKED", "Another program keeps the journal locked.", "Close the program that holds the file; nothing was sent.";
    JournalFull = -112, "OPI_E_JOURNAL_FULL", "The disk of the journal is full.", "Make room on the disk; nothing was sent.";
    JournalReadOnly = -113, "OPI_E_JOURNAL_READ_ONLY", "The journal's file or folder is read-only.", "Give the till the right to write there, or choose another path; nothing was sent.";
    Unresolved = -114, "OPI_E_UNRESOLVED", "An earlier request on this terminal is not resolved, so no new one may be sent.", "Recover first, or resolve it by hand; nothing was sent.";
    TerminalInUse = -115, "OPI_E_TERMINAL_IN_USE", "Another program on this machine is using the terminal.", "Close that program; a dead one's place is taken at once.";

    ConnectionLost = -200, "OPI_E_CONNECTION_LOST", "The connection broke after the request was sent.", "Do not send again. Find out at the terminal or by recovery what happened.";
    ResponseTimeout = -201, "OPI_E_RESPONSE_TIMEOUT", "The terminal did not answer in time.", "Do not send again. Find out at the terminal or by recovery what happened.";
    NotOpi = -202, "OPI_E_NOT_OPI", "Something that does not speak OPI answered.", "Check host and port: it must be the terminal's OPI port.";
    Frame = -203, "OPI_E_FRAME", "The terminal sent a frame that cannot be right.", "Do not send again. Check port and terminal software.";
    Protocol = -204, "OPI_E_PROTOCOL", "The terminal's answer cannot be read.", "Do not send again. Find out at the terminal or by recovery what happened.";
    ForeignResponse = -205, "OPI_E_FOREIGN_RESPONSE", "Only the answer to another request came.", "Do not send again. Find out at the terminal or by recovery what happened.";
    CancelledInFlight = -206, "OPI_E_CANCELLED_IN_FLIGHT", "Cancelled while the terminal was working, and it did not say how it ended.", "Do not send again. Find out at the terminal or by recovery what happened.";
    Inconclusive = -207, "OPI_E_INCONCLUSIVE", "The terminal answered, but its answer does not settle whether money moved.", "Do not send again. Compare with the terminal's receipt and totals.";
    InternalInFlight = -208, "OPI_E_INTERNAL_IN_FLIGHT", "A fault in the library while a request was running.", "Do not send again. Find out at the terminal what happened, then restart the till.";
    Pending = -209, "OPI_E_PENDING", "The request with this idempotency key is not resolved yet.", "Do not send again. Recover, or resolve it by hand.";
    TooManyPapers = -210, "OPI_E_TOO_MANY_PAPERS", "The terminal sent more receipts than the bounds allow, and no answer.", "Do not send again. Recover; raise max_papers or max_paper_bytes only if the terminal really needs it.";

    Declined = -300, "OPI_E_DECLINED", "The payment was declined.", "Tell the customer; another card or cash may do.";
    Aborted = -301, "OPI_E_ABORTED", "Aborted by cashier or cardholder.", "Nothing was charged; start again when ready.";
    TerminalTimedOut = -302, "OPI_E_TERMINAL_TIMED_OUT", "The terminal waited in vain for card, input or host.", "Nothing was charged; start again when ready.";
    HostUnreachable = -303, "OPI_E_HOST_UNREACHABLE", "The terminal could not reach its payment host.", "Check the terminal's network; try again later.";
    UnknownCard = -304, "OPI_E_UNKNOWN_CARD", "The terminal does not know this card.", "Ask for another card.";
    NotCharged = -305, "OPI_E_NOT_CHARGED", "Recovery found that nothing was charged.", "Nothing was charged; start again when ready.";
    TerminalBusy = -310, "OPI_E_TERMINAL_BUSY", "The terminal is busy or not ready; it did not take the request.", "Wait some seconds, then try again.";
    LoggedOut = -311, "OPI_E_LOGGED_OUT", "The terminal is not activated or logged in; it did not take the request.", "Activate (log in), then try again.";
    PrintLastTicket = -312, "OPI_E_PRINT_LAST_TICKET", "The terminal wants its last receipt reprinted first; it did not take the request.", "Run a reprint, print what comes, then try again.";
    RequestRejected = -313, "OPI_E_REQUEST_REJECTED", "The terminal could not make sense of the request and did not take it.", "Check the dialect and the options.";
    NotSupportedByTerminal = -314, "OPI_E_NOT_SUPPORTED_BY_TERMINAL", "The terminal does not know this kind of request.", "Use another way; see docs/dialects.md.";

    Internal = -900, "OPI_E_INTERNAL", "A fault in the library. Nothing was sent.", "Report it; restart the till.";
    Poisoned = -901, "OPI_E_POISONED", "An earlier fault in the library made this handle unusable.", "Close it and open the terminal again.";
}

impl Code {
    /// The number in the ABI.
    #[must_use]
    pub fn number(self) -> i32 {
        self as i32
    }

    /// The code of a number, if there is one.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Code::ALL.iter().copied().find(|code| code.number() == number)
    }

    /// The family the number belongs to.
    #[must_use]
    pub fn family(self) -> Family {
        Family::of_number(self.number()).unwrap_or(Family::Internal)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.c_name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.c_name())
    }
}

/// What went wrong, whether money may have moved, and what to do next.
///
/// Contains no card data: texts of a peer are never repeated, only names and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error {
    code: Code,
    message: String,
    advice: Cow<'static, str>,
    money: MoneyMoved,
}

impl Error {
    /// An error with the code's own advice; money: *possibly* for the outcome-unknown family, else *no*.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let money = match code.family() {
            Family::OutcomeUnknown => MoneyMoved::Possibly,
            _ => MoneyMoved::No,
        };
        Error { code, message: message.into(), advice: Cow::Borrowed(code.advice()), money }
    }

    /// The same error with other advice.
    #[must_use]
    pub fn with_advice(mut self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The same error for a request that cannot move money.
    #[must_use]
    pub fn without_money(mut self) -> Self {
        self.money = MoneyMoved::No;
        self
    }

    /// The status code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// What was wrong, and where.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do next.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.advice
    }

    /// May money have moved?
    #[must_use]
    pub fn money(&self) -> MoneyMoved {
        self.money
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.message, self.code, self.advice)
    }
}

impl std::error::Error for Error {}

impl From<crate::value::MoneyError> for Error {
    fn from(error: crate::value::MoneyError) -> Self {
        Error::new(Code::InvalidAmount, format!("{error}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_names_are_unique_and_found_again() {
        let mut names = HashSet::new();
        let mut numbers = HashSet::new();
        for code in Code::ALL {
            assert!(names.insert(code.c_name()) && numbers.insert(code.number()), "{code}");
            assert_eq!(Code::from_number(code.number()), Some(*code));
            assert!(code.what().ends_with('.') && code.advice().ends_with('.'), "{code}");
        }
        assert_eq!(Code::from_number(-77), None);
    }

    #[test]
    fn only_the_unknown_family_says_that_money_may_have_moved() {
        for code in Code::ALL {
            let expected = match code.family() {
                Family::OutcomeUnknown => MoneyMoved::Possibly,
                _ => MoneyMoved::No,
            };
            assert_eq!(Error::new(*code, "x").money(), expected, "{code}");
        }
    }
}
