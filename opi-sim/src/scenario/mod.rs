//! Scenarios: what a till must see when a terminal behaves in a certain way, as files that tills in every language
//! can be played against. Format and runner contract: `tests/scenarios/README.md`.
//!
//! | module | what it is |
//! |---|---|
//! | [`cli`] | `opi-sim scenario` |
//! | [`mod@play`] | plays a scenario with a till, checks what it saw |
//! | [`mod@bench`] | a till and a terminal in virtual time |
//! | [`runner`] | the Rust runner: a till over sockets that is told what to do |
//! | [`devices`] | a till's devices that answer as they are told, and tell what they see |
//! | [`compare`] | events compared with expectations and with one another |
//! | [`mod@file`] | a scenario file and its mistakes |
//! | [`step`] | what a till can be told |

pub mod bench;
pub mod cli;
pub mod compare;
pub mod devices;
pub mod file;
pub mod play;
mod program;
pub mod runner;
pub mod step;

pub use file::Scenario;
pub use play::{Played, Runner, play};
