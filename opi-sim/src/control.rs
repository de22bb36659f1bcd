//! The control channel: one command per line in, one line out, so that tests in any language can drive a simulator
//! through its standard input and output.
//!
//! An answer starts with `ok`, with `error:`, or is one line of JSON. A command goes to every terminal of the shop, or
//! with `@K` in front to the K-th alone.

use crate::behaviour::Behaviour;
use crate::books::{books_json, ledger_json};
use crate::flags::resolve;
use crate::shop::{Shop, Station};
use crate::text::Language;
use serde_json::{Value, json};

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
    (
        "@K COMMAND",
        "with --terminals: the command for the K-th terminal alone, counted from 1; without @K it is for all, and \
         the JSON is a list of {\"terminal\": K, \"id\": TerminalID, …}",
    ),
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
pub fn execute(shop: &Shop, line: &str) -> Reply {
    let line = match Order::read(shop, line.trim()) {
        Ok(Order { command: "quit", argument: "", whole: true, .. }) => {
            return Reply { line: "ok".to_owned(), quit: true };
        }
        Ok(order) => order.carry_out(),
        Err(error) => Err(error),
    };
    // One line, whatever an error has to say.
    let line = line.unwrap_or_else(|error| format!("error: {}", error.replace('\n', " ")));
    Reply { line, quit: false }
}

/// A command, and whom it is for.
struct Order<'a> {
    command: &'a str,
    argument: &'a str,
    stations: &'a [Station],
    /// It is for all, not for one by its number.
    whole: bool,
}

impl<'a> Order<'a> {
    fn read(shop: &'a Shop, line: &'a str) -> Result<Self, String> {
        let split = |line: &'a str| {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            (word, rest.trim())
        };
        let (first, rest) = split(line);
        let Some(number) = first.strip_prefix('@') else {
            return Ok(Order { command: first, argument: rest, stations: shop.terminals(), whole: true });
        };
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let station = place.and_then(|place| shop.terminal(place));
        let station = station.ok_or_else(|| match shop.len() {
            1 => format!("'{first}' is no terminal; there is @1"),
            len => format!("'{first}' is no terminal; there are @1 to @{len}"),
        })?;
        let (command, argument) = split(rest);
        Ok(Order { command, argument, stations: std::slice::from_ref(station), whole: false })
    }

    fn carry_out(&self) -> Result<String, String> {
        match self.command {
            "till" => resolve(self.argument).map(|till| self.each(|station| station.set_till(till))),
            "outcome" => match self.argument.parse::<Behaviour>() {
                Ok(behaviour) => Ok(self.each(|station| station.set_outcome(behaviour))),
                Err(error) => Err(error.to_string()),
            },
            "language" => Language::from_code(self.argument)
                .map(|language| self.each(|station| station.set_language(language)))
                .ok_or_else(|| {
                    format!("'{}' is no language; there are de, en, fr, it and nl", self.argument)
                }),
            "wait" => Ok(self.each(Station::wait_idle)),
            "ledger" if self.argument.eq_ignore_ascii_case("json") => Ok(self.books()),
            "ledger" => Ok(self.ledgers()),
            "findings" => Ok(self.findings()),
            "help" => {
                let commands = COMMANDS.iter().map(|(command, what)| format!("{command}: {what}"));
                Ok(json!(commands.collect::<Vec<_>>()).to_string())
            }
            "quit" => Err("quit ends all terminals: it stands alone".to_owned()),
            unknown => Err(unknown_command(unknown)),
        }
    }

    fn each(&self, act: impl Fn(&Station)) -> String {
        self.stations.iter().for_each(act);
        "ok".to_owned()
    }

    /// The one station that is asked, if the answer is about one.
    fn only(&self) -> Option<&Station> {
        self.stations.first().filter(|_| self.stations.len() == 1)
    }

    fn ledgers(&self) -> String {
        let json = |station: &Station| ledger_json(&station.ledger(), station.condition());
        if let Some(station) = self.only() {
            return json(station).to_string();
        }
        self.listed(|station| match json(station) {
            Value::Object(books) => books,
            _ => serde_json::Map::new(),
        })
    }

    fn books(&self) -> String {
        if let Some(station) = self.only() {
            return books_json(&station.ledger()).to_string();
        }
        self.listed(|station| one("transactions", books_json(&station.ledger())))
    }

    /// Of a whole shop only the terminals whose till did something wrong.
    fn findings(&self) -> String {
        if let Some(station) = self.only() {
            return json!(station.findings()).to_string();
        }
        self.listed(|station| match station.findings() {
            findings if findings.is_empty() => serde_json::Map::new(),
            findings => one("findings", json!(findings)),
        })
    }

    /// A list of what there is to say of each terminal, with its number and its id; nothing of one without anything.
    fn listed(&self, tell: impl Fn(&Station) -> serde_json::Map<String, Value>) -> String {
        let each = self.stations.iter().zip(1_usize..).filter_map(|(station, number)| {
            let mut told = tell(station);
            if told.is_empty() {
                return None;
            }
            told.insert("terminal".to_owned(), json!(number));
            told.insert("id".to_owned(), json!(station.terminal_id()));
            Some(Value::Object(told))
        });
        Value::Array(each.collect()).to_string()
    }
}

fn one(name: &str, value: Value) -> serde_json::Map<String, Value> {
    std::iter::once((name.to_owned(), value)).collect()
}

fn unknown_command(command: &str) -> String {
    let names = COMMANDS.iter().map(|(command, _)| command.split(' ').next().unwrap_or(command));
    let mut names: Vec<_> = names.filter(|name| !name.starts_with('@')).collect();
    names.dedup();
    format!("'{command}' is no command; there are {}", names.join(", "))
}
