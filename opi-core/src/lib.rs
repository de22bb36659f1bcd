//! The OPI protocol (Open Payment Interface: XML over TCP between a till and a payment terminal) and a
//! blocking client for it, in safe Rust.
//!
//! Layers, from the ground up; a module imports only what lies below it:
//!
//! | module | what it is |
//! |---|---|
//! | [`terminal`] | one terminal, one blocking call per operation: what a till programmer sees |
//! | [`recovered`] | an unresolved request and what became of it, as the till sees it |
//! | [`recovery`] | what became of an unresolved request: evidence in, verdict out. Pure |
//! | `link` | sockets and threads: drives an [`exchange`] over channel 0 and the shared channel-1 listener |
//! | [`journal`] | the durable ledger: intents, receipts, outcomes (SQLite) |
//! | [`exchange`] | one request and everything that happens until its answer. Pure: no sockets, no clock |
//! | [`outcome`] | the one honest answer: verdict, evidence, receipts |
//! | [`reason`] | what the numbers behind a decline mean |
//! | [`operation`] | what the till asks for, and how each dialect says it |
//! | [`devices`] | what a till implements: display, print, input, deliver |
//! | [`config`] | the terminal URL and its options |
//! | [`dialect`] | what differs between terminal families, as data |
//! | [`message`] | requests and responses as types; encode and decode |
//! | [`wire`] | length frames, bounded XML, character sets |
//! | [`error`] | the one table of status codes, and what an error tells the till |
//! | [`value`] | money, masked card numbers, overall results |
#![forbid(unsafe_code)]

mod cancel;
pub mod config;
pub mod devices;
pub mod dialect;
pub mod error;
pub mod exchange;
mod hint;
pub mod journal;
mod lease;
mod link;
pub mod message;
pub mod operation;
pub mod outcome;
pub mod reason;
pub mod recovered;
pub mod recovery;
pub mod terminal;
pub mod value;
pub mod wire;

pub use cancel::CancelToken;
pub use config::Config;
pub use devices::{Devices, NoDevices};
pub use dialect::Dialect;
pub use error::{Code, Error, MoneyMoved};
pub use journal::Journal;
pub use message::RequestKind;
pub use operation::Operation;
pub use outcome::{Outcome, Verdict};
pub use recovered::Recovered;
pub use recovery::RecoveryVerdict;
pub use terminal::Terminal;
pub use value::{Currency, Money};
