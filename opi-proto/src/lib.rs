//! The OPI protocol (Open Payment Interface: XML over TCP between a till and a payment terminal) as pure code.
//!
//! Nothing here opens a socket, reads a clock or a file, starts a thread or looks at the environment: bytes, answers
//! and moments come in as arguments, messages and decisions come out as values. Whoever drives a terminal
//! (`opi-core` over sockets, a test in virtual time, a gateway) brings those. The crate's dependencies and clippy
//! keep it so (`tests/pure.rs`, `clippy.toml`).
//!
//! Start with [`operation::Operation`] (what the till asks for), [`exchange::Exchange`] (what happens until it is
//! settled) and [`outcome::Outcome`] (the one answer).
//!
//! From the top down; a module imports only what lies below it:
//!
//! | module | what it is |
//! |---|---|
//! | [`recovery`] | what became of an unresolved request: evidence in, questions and a finding out |
//! | [`entry`] | a financial request as a ledger knows it, and what of it may lie on a disk |
//! | [`exchange`] | one request and everything that happens until it is settled: bytes, ticks and answers in, steps out |
//! | [`verdict`] | what an answer of the terminal means for the till; one table |
//! | [`outcome`] | the one honest answer: verdict, evidence, receipts; one table of result fields |
//! | [`reason`] | what the numbers behind a decline mean |
//! | [`operation`] | what the till asks for, and how each dialect says it; one table of request options |
//! | [`devices`] | what a till implements: display, print, input, deliver; and how a device request becomes calls to it |
//! | [`settings`] | how a terminal is spoken to: dialect, workstation, time limits, who prints |
//! | [`dialect`] | what differs between terminal families, as data |
//! | [`message`] | requests and responses as types; card data dropped or masked here |
//! | [`wire`] | length frames, bounded XML, character sets |
//! | [`hint`] | words for errors about what a caller wrote |
//! | [`error`] | the one table of status codes, in every language, and what an error tells the till |
//! | [`language`] | the languages of tills and terminals, and texts in them |
//! | [`field`] | what kind of value a text holds, so that every language can hand it out as a type |
//! | [`value`] | money, masked card numbers, overall results, time stamps |
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

#[cfg(test)]
extern crate self as opi_proto;

#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;
pub mod devices;
pub mod dialect;
pub mod entry;
pub mod error;
pub mod exchange;
pub mod field;
pub mod hint;
pub mod language;
pub mod message;
pub mod operation;
pub mod outcome;
pub mod reason;
pub mod recovery;
pub mod settings;
pub mod value;
pub mod verdict;
pub mod wire;
