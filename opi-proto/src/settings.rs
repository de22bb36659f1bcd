//! How a terminal is spoken to: what the protocol needs to know, and nothing of where the terminal is or where
//! anything is kept. A URL of the layer above fills it.

use crate::dialect::{CH, Dialect};
use crate::field::Words;
use crate::wire::frame::DEFAULT_MAX_FRAME;
use std::sync::Arc;
use std::time::Duration;

/// Declares a struct each of whose fields stands with its default.
#[doc(hidden)]
#[macro_export]
macro_rules! with_defaults {
    (
        $( #[$meta:meta] )*
        pub struct $name:ident { $( $( #[$field_meta:meta] )* pub $field:ident: $type:ty = $default:expr, )* }
    ) => {
        $( #[$meta] )*
        pub struct $name { $( $( #[$field_meta] )* pub $field: $type, )* }

        impl Default for $name {
            fn default() -> Self {
                $name { $( $field: $default, )* }
            }
        }
    };
}

with_defaults! {
    /// How a terminal is spoken to.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Settings {
        /// `host:port` of the terminal, as errors name it. Nothing is looked up by it.
        pub terminal: String = format!("127.0.0.1:{}", CH.terminal_port),
        /// The terminal's family.
        pub dialect: Arc<Dialect> = CH.shared(),
        /// `WorkstationID`.
        pub workstation: String = "1".into(),
        /// Time limits.
        pub timers: Timers = Timers::default(),
        /// Language where the request names none.
        pub language: String = "de".into(),
        /// `ApplicationSender` (de, ifsf).
        pub sender: String = "libopi".into(),
        /// `POPID` (de, ifsf).
        pub pop_id: String = "001".into(),
        /// Who prints the customer's copy.
        pub customer_receipt: ReceiptPlace = ReceiptPlace::Till,
        /// Who prints the merchant's copy.
        pub merchant_receipt: ReceiptPlace = ReceiptPlace::Till,
        /// Does the till want the electronic journal?
        pub electronic_journal: bool = true,
        /// Longest message accepted, in bytes.
        pub max_frame: usize = DEFAULT_MAX_FRAME,
    }
}

with_defaults! {
    /// Time limits of one request.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Timers {
        /// For the connection to the terminal.
        pub connect: Duration = Duration::from_secs(3),
        /// For silence on both channels.
        pub idle: Duration = Duration::from_secs(90),
        /// For everything, from the connection to the verdict.
        pub hard: Duration = Duration::from_secs(300),
        /// For the outcome after the library gave up and aborted; part of `hard`.
        pub abort: Duration = Duration::from_secs(10),
        /// Between two aborts.
        pub abort_spacing: Duration = Duration::from_millis(1500),
        /// Between two questions of recovery, and between a request and the first question about it.
        pub ask_again: Duration = Duration::from_secs(3),
    }
}

/// Who prints a copy, as a choice of words.
pub const RECEIPT_PLACE: Words = Words {
    name: "receipt_place",
    what: "Who prints a copy.",
    words: || {
        vec![
            ("till", "The till: the terminal sends the receipt."),
            ("terminal", "The terminal itself."),
            ("none", "Nobody."),
        ]
    },
};

/// Who prints a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptPlace {
    /// The till: the terminal sends the receipt.
    Till,
    /// The terminal itself.
    Terminal,
    /// Nobody.
    None,
}

impl ReceiptPlace {
    /// The place of a name: one of [`RECEIPT_PLACE`].
    ///
    /// # Errors
    /// What is expected, in words.
    pub fn by_name(name: &str) -> Result<Self, String> {
        let places = [ReceiptPlace::Till, ReceiptPlace::Terminal, ReceiptPlace::None];
        let word = RECEIPT_PLACE.find(name)?;
        places.into_iter().find(|place| place.name() == word).ok_or_else(|| RECEIPT_PLACE.what.to_owned())
    }

    fn name(self) -> &'static str {
        match self {
            ReceiptPlace::Till => "till",
            ReceiptPlace::Terminal => "terminal",
            ReceiptPlace::None => "none",
        }
    }

    /// The value of `PrinterStatus` or `JournalPrinterStatus` (protocol.md 2.2).
    #[must_use]
    pub fn printer_status(self) -> &'static str {
        match self {
            ReceiptPlace::Till => "Available",
            ReceiptPlace::Terminal => "PrintLocal",
            ReceiptPlace::None => "Unavailable",
        }
    }
}

/// A language code, in lower case as de, nl and ch write it.
///
/// # Errors
/// What is expected, in words.
pub fn language_value(value: &str) -> Result<String, String> {
    if value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(value.to_ascii_lowercase())
    } else {
        Err("two letters such as de, fr, it or en".into())
    }
}
