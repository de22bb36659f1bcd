//! A payment terminal made of software: it speaks OPI, keeps totals, and misbehaves on request.
//!
//! ```
//! use opi_sim::{Config, Outcome, Simulator};
//!
//! let simulator = Simulator::start(Config::default().outcome(Outcome::Decline { reason: 51 }))?;
//! let _pay_here = simulator.addr();
//! assert_eq!(simulator.ledger().net("CHF"), 0);
//! assert!(simulator.findings().is_empty(), "the till has done nothing wrong");
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Layers, from the top down; a module imports only what lies below it:
//!
//! | module | what it is |
//! |---|---|
//! | [`cli`], [`control`], [`tape`], [`scenario::cli`] | the programs: flags, running log, commands on standard input |
//! | [`scenario`] | scenario files, and tills that are played against them |
//! | [`mod@record`], [`mod@replay`], [`recording`] | a real conversation on a file, and a terminal made of it |
//! | [`server`], [`shop`], [`config`], [`layout`], [`books`] | one terminal on a port, a shop full of them, how they are set up, where they listen; their books as JSON |
//! | `driver` | sockets and the clock for any number of machines, on one thread |
//! | [`terminal`] | the state machine: messages and time in, actions out. Pure |
//! | [`machine`] | a terminal, real or replayed, as the driver sees it |
//! | [`script`], [`answer`], [`callback`], [`inspect`] | its parts, pure functions: the steps of a request, answers, device requests, what is wrong with a till |
//! | [`receipt`] | receipts and journal entries, built from a transaction |
//! | [`ledger`], [`deed`] | the truth: every transaction and what became of it; what a kind of request does to money |
//! | [`profile`], [`model`] | who the terminal is: shop, numbers, cards; the habits of models |
//! | [`behaviour`], [`outcome`], [`siege`], [`fault`], [`garble`] | how transactions end, how a till is worn down, what the line does to messages |
//! | [`question`] | what it asks the cashier |
//! | [`text`], [`mistake`], [`flags`] | every word it shows or prints, in five languages; what is wrong in a file; how flags are read |
//!
//! A test that wants no sockets and its own clock drives [`terminal::Terminal`] itself.
#![forbid(unsafe_code)]

pub mod answer;
pub mod behaviour;
pub mod books;
pub mod callback;
pub mod cli;
pub mod config;
mod connections;
pub mod control;
pub mod deed;
mod driver;
pub mod fault;
pub mod flags;
pub mod garble;
pub mod inspect;
pub mod layout;
pub mod ledger;
mod limits;
pub mod machine;
pub mod mistake;
pub mod model;
pub mod outcome;
pub mod profile;
pub mod question;
pub mod receipt;
pub mod record;
pub mod recording;
pub mod replay;
pub mod scenario;
pub mod script;
pub mod server;
pub mod shop;
pub mod siege;
pub mod tape;
pub mod terminal;
pub mod text;

pub use behaviour::Behaviour;
pub use config::Config;
pub use fault::Faults;
pub use ledger::{Ledger, State, Transaction};
pub use model::Model;
pub use outcome::{Outcome, Silence};
pub use server::Simulator;
pub use shop::{Shop, Station};
pub use siege::{Siege, Weapon};
pub use terminal::{Action, Condition, ConnId, Settings, Terminal};
pub use text::Language;
