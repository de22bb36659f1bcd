//! A blocking client for payment terminals that speak OPI (Open Payment Interface: XML over TCP between a till and a
//! payment terminal), in safe Rust and without an async runtime.
//!
//! A till opens a [`Terminal`] from a URL, asks it for something in one blocking call, and gets one honest answer:
//! an [`Outcome`] that says paid, not paid, or *unknown*. A financial request is on disk before its first byte is
//! sent and is never written twice; what stayed unknown, [`Terminal::recover`] finds out.
//!
//! The protocol itself (messages, dialects, verdicts, errors) is the crate [`opi_proto`], here also as [`proto`]; what
//! a till programmer needs of it stands at this crate's root.
//!
//! From the top down; a module imports only what lies below it:
//!
//! | module | what it is |
//! |---|---|
//! | [`terminal`] | one terminal, one blocking call per operation: what a till programmer sees |
//! | [`recovered`] | an unresolved request and what became of it, as the till sees it |
//! | `link` | sockets: drives an exchange over channel 0 and the shared channel-1 listener |
//! | [`journal`] | the durable ledger: intents, receipts, outcomes (SQLite) |
//! | `lease` | one owner per terminal on a machine |
//! | [`config`] | the terminal URL and its options |
//! | `dialect_file` | a till's own changes to a dialect, from a file |
//! | [`clock`] | the till's local time |
#![forbid(unsafe_code)]

mod cancel;
pub mod clock;
pub mod config;
mod desk;
mod dialect_file;
pub mod driver;
mod hall;
pub mod journal;
mod lease;
pub mod ledger;
mod lines;
mod quiet;
pub mod recovered;
mod switchboard;
mod sync;
pub mod terminal;
mod trace;
mod wake;

pub use opi_proto as proto;

pub use cancel::CancelToken;
pub use config::Config;
pub use journal::Journal;
pub use ledger::{Ledger, MemoryLedger};
pub use opi_proto::devices::{
    Answer, Callback, Devices, Display, JournalEntry, NoDevices, Prompt, PromptKind, Receipt, Reply,
};
pub use opi_proto::dialect::{Dialect, ReceiptRole};
pub use opi_proto::error::{Code, Error, Family, MoneyMoved};
pub use opi_proto::message::RequestKind;
pub use opi_proto::operation::Operation;
pub use opi_proto::outcome::{Outcome, Verdict};
pub use opi_proto::recovery::RecoveryVerdict;
pub use opi_proto::settings::{ReceiptPlace, Settings, Timers};
pub use opi_proto::value::{Currency, Money, Timestamp};
pub use recovered::Recovered;
pub use terminal::{Terminal, dispatch};
