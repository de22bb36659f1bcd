//! The control channel: one command per line in, one line out, so that tests in any language can drive a
//! simulator through its standard input and output.
//!
//! An answer starts with `ok`, with `error:`, or is one line of JSON.

use crate::behaviour::Behaviour;
use crate::ledger::{Copy, Ledger, State, Transaction};
use crate::server::Simulator;
use crate::terminal::Condition;
use crate::text::Language;
use serde_json::{Value, json};
use std::net::{SocketAddr, ToSocketAddrs};

/// Every command, and what it does.
pub const COMMANDS: &[(&str, &str)] = &[
    ("till HOST:PORT", "where the till listens for device requests"),
    ("outcome WORDS", "what happens to the transactions to come"),
    ("language CODE", "language where the till names none: de, en, fr, it, nl"),
    ("wait", "answer when no request is running any more"),
    ("ledger", "state, totals and transactions, as JSON"),
    ("ledger json", "the transactions alone, oldest first, as a JSON list of flat objects"),
    ("findings", "what the till did wrong so far, as a JSON list of sentences"),
    ("help", "this list, as JSON"),
    ("quit", "end"),
];

/// What a command leads to.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    /// The line to print.
    pub line: String,
    /// End now.
    pub quit: bool,
}

/// Carries out one command.
#[must_use]
pub fn execute(simulator: &Simulator, line: &str) -> Reply {
    let (command, argument) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let argument = argument.trim();
    let done = |result: Result<(), String>| match result {
        Ok(()) => "ok".to_owned(),
        // One line, whatever an error has to say.
        Err(error) => format!("error: {}", error.replace('\n', " ")),
    };
    let line = match command {
        "till" => done(resolve(argument).map(|till| simulator.set_till(till))),
        "outcome" => done(
            argument
                .parse::<Behaviour>()
                .map(|b| simulator.set_outcome(b))
                .map_err(|error| error.to_string()),
        ),
        "language" => done(
            Language::from_code(argument)
                .map(|language| simulator.set_language(language))
                .ok_or_else(|| format!("'{argument}' is no language; there are de, en, fr, it and nl")),
        ),
        "wait" => {
            simulator.wait_idle();
            "ok".to_owned()
        }
        "ledger" if argument.eq_ignore_ascii_case("json") => books_json(&simulator.ledger()).to_string(),
        "ledger" => ledger_json(&simulator.ledger(), simulator.condition()).to_string(),
        "findings" => json!(simulator.findings()).to_string(),
        "help" => {
            json!(COMMANDS.iter().map(|(c, what)| format!("{c}: {what}")).collect::<Vec<_>>()).to_string()
        }
        "quit" => return Reply { line: "ok".to_owned(), quit: true },
        _ => {
            let mut names: Vec<_> = COMMANDS.iter().map(|(c, _)| c.split(' ').next().unwrap_or(c)).collect();
            names.dedup();
            done(Err(format!("'{command}' is no command; there are {}", names.join(", "))))
        }
    };
    Reply { line, quit: false }
}

/// Turns `HOST:PORT` into an address.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn resolve(text: &str) -> Result<SocketAddr, String> {
    let mut found = text.to_socket_addrs().map_err(|error| {
        format!("'{text}' is no address; write HOST:PORT such as 127.0.0.1:4102 ({error})")
    })?;
    found.next().ok_or_else(|| format!("'{text}' has no address"))
}

/// The ledger as JSON: `state`, `batch`, `net` per currency in minor units, `totals` of the batch, and every
/// transaction.
#[must_use]
pub fn ledger_json(ledger: &Ledger, condition: Condition) -> Value {
    let mut net = serde_json::Map::new();
    for transaction in ledger.transactions() {
        let code = transaction.amount.currency().code().to_owned();
        let sum = ledger.net(&code);
        net.insert(code, json!(sum));
    }
    let totals: Vec<Value> = ledger
        .totals()
        .iter()
        .map(|t| {
            json!({
                "kind": t.kind.wire_name(),
                "circuit": t.circuit,
                "count": t.count,
                "amount": t.amount.minor_units(),
                "currency": t.amount.currency().code(),
            })
        })
        .collect();
    let transactions: Vec<Value> = ledger.transactions().iter().map(transaction_json).collect();
    json!({
        "state": condition.name(),
        "batch": ledger.batch(),
        "net": net,
        "totals": totals,
        "transactions": transactions,
    })
}

/// The transactions alone, oldest first, as a till's programmer compares them with his own books: amounts in minor
/// units; `state` is `booked`, `reversed`, `declined` or `aborted`; what is not known is `null`.
#[must_use]
pub fn books_json(ledger: &Ledger) -> Value {
    let entry = |t: &Transaction| {
        json!({
            "workstation": t.workstation,
            "request_id": t.request_id,
            "reference": t.reference_number,
            "kind": t.kind.wire_name(),
            "amount": t.amount.minor_units(),
            "currency": t.amount.currency().code(),
            "stan": t.stan,
            "approval": t.approval_code,
            "state": match t.state {
                State::Approved => "booked",
                other => other.name(),
            },
        })
    };
    ledger.transactions().iter().map(entry).collect()
}

fn transaction_json(t: &Transaction) -> Value {
    let copy = |copy: Copy| match copy {
        Copy::NotWanted => "not_wanted",
        Copy::Open => "open",
        Copy::Acknowledged => "acknowledged",
    };
    json!({
        "kind": t.kind.wire_name(),
        "state": t.state.name(),
        "amount": t.amount.minor_units(),
        "currency": t.amount.currency().code(),
        "tip": t.tip.map(|tip| tip.minor_units()),
        "stan": t.stan,
        "approval_code": t.approval_code,
        "trx_reference": t.trx_reference,
        "reverses": t.reverses,
        "receipt_number": t.receipt_number,
        "batch": t.batch,
        "time": t.time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        "workstation": t.workstation,
        "request_id": t.request_id,
        "reference_number": t.reference_number,
        "circuit": t.card.map(|card| card.circuit),
        "card": t.card.map(|card| card.masked),
        "offline": t.offline,
        "customer_receipt": copy(t.copies.customer),
        "merchant_receipt": copy(t.copies.merchant),
        "journal": copy(t.copies.journal),
    })
}
