//! A shop of simulated terminals in one process, for the tests of every language. It takes what `opi-sim` takes of the
//! flags here, and its control channel:
//!
//!     terminals --terminals 64 --dialect ch --port 0 --control
//!
//! prints `ready HOST:PORT` for each terminal, in their order. A command on standard input is for all terminals, or with
//! `@K` in front for the K-th alone, counted from 1; one line answers it. The end of its commands is its end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests")]

use opi_proto::dialect::Dialect;
use opi_sim::control::{self, execute};
use opi_sim::{Config, Simulator};
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |flag: &str| {
        let place = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(place + 1).cloned()
    };
    let count: u32 = value("--terminals").expect("--terminals N").parse().unwrap();
    let dialect = Dialect::by_name(&value("--dialect").unwrap_or("ch".to_owned())).expect("a dialect");
    let shop: Vec<Simulator> = (0..count).map(|number| start(dialect, number)).collect();
    for terminal in &shop {
        println!("ready {}", terminal.addr());
    }
    stdout().flush().unwrap();
    for line in stdin().lock().lines() {
        println!("{}", obey(&shop, &line.unwrap()));
        stdout().flush().unwrap();
    }
}

/// A terminal with a TerminalID of its own, as a journal knows terminals by it.
fn start(dialect: &'static Dialect, number: u32) -> Simulator {
    let mut config = Config::new(dialect);
    let id: u32 = config.terminal.profile.terminal_id.parse().unwrap();
    config.terminal.profile.terminal_id = (id + number).to_string();
    Simulator::start(config).unwrap()
}

fn obey(shop: &[Simulator], line: &str) -> String {
    let line = line.trim();
    let Some((number, command)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) else {
        return of_all(shop, line);
    };
    let terminal = number.parse().ok().and_then(|number: usize| shop.get(number.checked_sub(1)?));
    terminal.map_or(format!("error: there is no @{number}"), |terminal| execute(terminal, command).line)
}

/// `ok`, or the first error; of `findings` those of all, of other JSON a list.
fn of_all(shop: &[Simulator], command: &str) -> String {
    let answers: Vec<control::Reply> = shop.iter().map(|terminal| execute(terminal, command)).collect();
    if let Some(line) = answers.iter().map(|answer| &answer.line).find(|line| line.starts_with("error")) {
        return line.clone();
    }
    if answers.iter().all(|answer| answer.line == "ok") {
        return "ok".to_owned();
    }
    let parsed = answers.iter().map(|answer| serde_json::from_str(&answer.line).unwrap());
    let parsed: Vec<Value> = parsed.filter(|value: &Value| *value != json!([])).collect();
    json!(parsed).to_string()
}
