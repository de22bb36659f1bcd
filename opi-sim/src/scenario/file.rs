//! A scenario file: how the terminal behaves, what the till does, what it must see, what the books must say.
//!
//! The format is described in `tests/scenarios/README.md`. A mistake names file, line and what is expected.

use super::step::Step;
use crate::behaviour::Behaviour;
use crate::mistake::Mistake;
use crate::model::Model;
use crate::terminal::Settings;
use crate::text::Language;
use opi_core::Config;
use opi_proto::dialect::{DIALECTS, Dialect};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use toml::Spanned;

/// A scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The file's name without folder and ending.
    pub name: String,
    /// What it shows, in one sentence.
    pub about: String,
    /// The terminal.
    pub terminal: Settings,
    /// Does the terminal connect to the till anew for every device request?
    pub reconnect: bool,
    /// What happens.
    pub steps: Vec<Act>,
    /// What the terminal's books must say at the end.
    pub ledger: Books,
    file: String,
}

/// One step of a scenario.
#[derive(Debug, Clone)]
pub struct Act {
    /// Its line in the file.
    pub line: usize,
    /// Who does it.
    pub what: What,
    /// Events that the till must see during the step, in this order; others may come between.
    pub expect: Vec<Expected>,
    /// How many events of a name there must be.
    pub count: BTreeMap<String, usize>,
}

/// Who does what.
#[derive(Debug, Clone)]
pub enum What {
    /// A step of the till.
    Till(Step),
    /// From now on the terminal does something else with transactions.
    Outcome(Behaviour),
    /// Waits until the terminal has nothing more to do.
    Wait,
}

/// An event that must be seen.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its line in the file.
    pub line: usize,
    /// What must be in the event.
    pub event: Value,
}

/// What the terminal's books must say.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// Its line in the file.
    pub line: usize,
    /// Money in minus money out, in minor units, by currency.
    pub net: BTreeMap<String, i64>,
    /// The state of the terminal: `Ready`, `LoggedOut`, `PrintLastTicket`, …
    pub state: Option<String>,
    /// Every transaction, oldest first: what must be in its row of `ledger json`.
    pub transactions: Option<Vec<Value>>,
    /// Parts of every finding about the till; without any, the till must have done nothing wrong.
    pub findings: Vec<String>,
}

// ---- the tables of a file --------------------------------------------------------------------------------------

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTable {
    about: String,
    terminal: TerminalTable,
    step: Vec<Spanned<StepTable>>,
    ledger: Option<Spanned<LedgerTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TerminalTable {
    dialect: Spanned<String>,
    model: Option<Spanned<String>>,
    outcome: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    #[serde(default)]
    logged_out: bool,
    #[serde(default)]
    reconnect: bool,
    #[serde(default)]
    remembers_each_till: bool,
    seed: Option<u64>,
    card_ms: Option<u64>,
    device_ms: Option<u64>,
    question_ms: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTable {
    till: Option<Spanned<String>>,
    terminal: Option<Spanned<String>>,
    #[serde(default)]
    expect: Vec<Spanned<Value>>,
    #[serde(default)]
    count: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LedgerTable {
    #[serde(default)]
    net: BTreeMap<String, i64>,
    state: Option<String>,
    transactions: Option<Vec<Value>>,
    #[serde(default)]
    findings: Vec<String>,
}

/// Events that a till can tell.
const EVENTS: &[&str] = &[
    "opened",
    "error",
    "display",
    "print",
    "input",
    "deliver",
    "journal",
    "result",
    "recovered",
    "dispatched",
    "acknowledged",
    "closed",
];

/// Names of a row of `ledger json`.
const ROW: &[&str] =
    &["workstation", "request_id", "reference", "kind", "amount", "currency", "stan", "approval", "state"];

/// Reads tables, knowing where in the file they stand.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    fn wrong(&self, at: usize, what: impl Into<String>) -> Mistake {
        Mistake::at(self.file, self.line(at), what)
    }

    /// Reads a value, or says what is wrong with it.
    fn read<T>(
        &self,
        text: &Spanned<String>,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, Mistake> {
        read(text.get_ref()).map_err(|what| self.wrong(text.span().start, what))
    }

    fn terminal(&self, table: &TerminalTable) -> Result<Settings, Mistake> {
        let dialect = self.read(&table.dialect, |name| {
            Dialect::by_name(name).ok_or_else(|| {
                let names: Vec<_> = DIALECTS.iter().map(|dialect| dialect.name).collect();
                format!("'{name}' is no dialect; there are {}", names.join(", "))
            })
        })?;
        let mut settings = Settings::new(dialect);
        if let Some(model) = &table.model {
            settings = self.read(model, |name| {
                let found = Settings::of(Model::by_name(name)?).filter(|s| s.dialect.name == dialect.name);
                found.ok_or_else(|| format!("the model '{name}' does not speak {}", dialect.name))
            })?;
        }
        if let Some(outcome) = &table.outcome {
            settings.behaviour = self.read(outcome, behaviour)?;
        }
        if let Some(language) = &table.language {
            settings.profile.language = self.read(language, |code| {
                Language::from_code(code)
                    .ok_or_else(|| format!("'{code}' is no language; there are de, en, fr, it and nl"))
            })?;
        }
        settings.session_open = !table.logged_out;
        settings.remembers_each_till = table.remembers_each_till;
        settings.seed = table.seed.unwrap_or(settings.seed);
        for (patience, given) in [
            (&mut settings.card_patience, table.card_ms),
            (&mut settings.device_patience, table.device_ms),
            (&mut settings.question_patience, table.question_ms),
        ] {
            *patience = given.map_or(*patience, Duration::from_millis);
        }
        Ok(settings)
    }

    fn act(&self, table: &Spanned<StepTable>, dialect: &Dialect) -> Result<Act, Mistake> {
        let at = table.span().start;
        let step = table.get_ref();
        let what = match (&step.till, &step.terminal) {
            (Some(till), None) => What::Till(self.read(till, |line| till_step(line, dialect))?),
            (None, Some(terminal)) => self.read(terminal, |line| match line.split_once(' ') {
                None if line == "wait" => Ok(What::Wait),
                Some(("outcome", words)) => behaviour(words).map(What::Outcome),
                _ => Err(format!(
                    "'{line}' is nothing a terminal can be told; there are 'outcome WORDS' and 'wait'"
                )),
            })?,
            _ => return Err(self.wrong(at, "a step has either 'till' or 'terminal'")),
        };
        let checks = !step.expect.is_empty() || !step.count.is_empty();
        if checks && !matches!(what, What::Till(_)) {
            return Err(
                self.wrong(at, "only a step of the till shows events: 'expect' and 'count' belong there")
            );
        }
        for name in step.count.keys() {
            known_event(name).map_err(|what| self.wrong(at, what))?;
        }
        let expect = step.expect.iter().map(|event| self.expected(event)).collect::<Result<_, _>>()?;
        Ok(Act { line: self.line(at), what, expect, count: step.count.clone() })
    }

    fn expected(&self, event: &Spanned<Value>) -> Result<Expected, Mistake> {
        let at = event.span().start;
        let name = event.get_ref().get("event").and_then(Value::as_str);
        let name =
            name.ok_or_else(|| self.wrong(at, "an expected event needs its name: event = \"result\""))?;
        known_event(name).map_err(|what| self.wrong(at, what))?;
        Ok(Expected { line: self.line(at), event: event.get_ref().clone() })
    }

    fn books(&self, table: Option<&Spanned<LedgerTable>>) -> Result<Books, Mistake> {
        let Some(table) = table else { return Ok(Books::default()) };
        let at = table.span().start;
        let rows = table.get_ref().transactions.iter().flatten().filter_map(Value::as_object);
        for name in rows.flat_map(|row| row.keys()) {
            if !ROW.contains(&name.as_str()) {
                let what = format!("a transaction has no '{name}'; there are {}", ROW.join(", "));
                return Err(self.wrong(at, what));
            }
        }
        let LedgerTable { net, state, transactions, findings } = table.get_ref();
        let (net, state) = (net.clone(), state.clone());
        let (transactions, findings) = (transactions.clone(), findings.clone());
        Ok(Books { line: self.line(at), net, state, transactions, findings })
    }
}

fn behaviour(words: &str) -> Result<Behaviour, String> {
    words.parse::<Behaviour>().map_err(|error| error.to_string())
}

fn known_event(name: &str) -> Result<(), String> {
    if EVENTS.contains(&name) {
        return Ok(());
    }
    Err(format!("'{name}' is no event; there are {}", EVENTS.join(", ")))
}

/// A till's step; options of a URL are looked at here, where they still have a line.
fn till_step(line: &str, dialect: &Dialect) -> Result<Step, String> {
    let step = Step::read(line)?;
    match &step {
        Step::Open { url, .. } => {
            let url = format!("opi://127.0.0.1?dialect={}&{url}", dialect.name);
            Config::parse(&url).map_err(|error| error.message().to_owned())?;
        }
        Step::Quit => return Err("'quit' is said by itself at the end".to_owned()),
        _ => {}
    }
    Ok(step)
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn read(path: &Path) -> Result<Self, Mistake> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Mistake::of(&file, format!("cannot be read: {error}")))?;
        Scenario::parse(&file, &text)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// As [`Scenario::read`].
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        let reader = Reader { file, text };
        let table: FileTable = toml::from_str(text).map_err(|error| {
            reader.wrong(error.span().map_or(0, |span| span.start), error.message().trim())
        })?;
        let terminal = reader.terminal(&table.terminal)?;
        let acts = table.step.iter().map(|step| reader.act(step, terminal.dialect));
        let steps: Vec<Act> = acts.collect::<Result<_, _>>()?;
        let ledger = reader.books(table.ledger.as_ref())?;
        let name = Path::new(file).file_stem().map_or(file.into(), |stem| stem.to_string_lossy());
        Ok(Scenario {
            name: name.into_owned(),
            about: table.about,
            reconnect: table.terminal.reconnect,
            terminal,
            steps,
            ledger,
            file: file.to_owned(),
        })
    }

    /// A mistake of the till or the terminal, at a line of the file.
    #[must_use]
    pub fn at(&self, line: usize, what: impl Into<String>) -> Mistake {
        Mistake::at(&self.file, line, what)
    }

    /// A mistake that concerns no line in particular.
    #[must_use]
    pub fn as_a_whole(&self, what: impl Into<String>) -> Mistake {
        Mistake::of(&self.file, what)
    }

    /// Does a step need a durable journal?
    #[must_use]
    pub fn needs_journal(&self) -> bool {
        self.steps.iter().any(|act| matches!(&act.what, What::Till(step) if step.needs_journal()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"about = "A payment."

[terminal]
dialect = "ch"

[[step]]
till = "open idle_ms=400"

[[step]]
till = "run CardPayment amount=1250:CHF"
expect = [
    { event = "print", role = "customer" },
    { event = "result", result = { verdict = "approved" } },
]

[ledger]
net = { CHF = 1250 }
"#;

    #[test]
    fn a_file_is_read_with_its_lines() {
        let scenario = Scenario::parse("a/pay.toml", GOOD).unwrap();
        assert_eq!((scenario.name.as_str(), scenario.about.as_str()), ("pay", "A payment."));
        let lines: Vec<usize> = scenario.steps.iter().map(|act| act.line).collect();
        assert_eq!(lines, [6, 9]);
        assert_eq!(
            scenario.steps.last().unwrap().expect.iter().map(|e| e.line).collect::<Vec<_>>(),
            [12, 13]
        );
        assert_eq!(scenario.ledger.net.get("CHF"), Some(&1250));
        assert!(!scenario.needs_journal());
    }

    #[test]
    fn mistakes_have_a_line_and_say_what_is_expected() {
        for (from, to, expected) in [
            ("dialect = \"ch\"", "dialect = \"fr\"", "pay.toml:4: 'fr' is no dialect; there are ch, de"),
            (
                "dialect = \"ch\"",
                "dialekt = \"ch\"",
                "pay.toml:4: unknown field `dialekt`, expected one of `dialect`",
            ),
            ("dialect = \"ch\"", "dialect = ", "pay.toml:4: "),
            (
                "dialect = \"ch\"",
                "dialect = \"ch\"\nmodel = \"Q31\"",
                "pay.toml:5: There is no terminal model or variant 'Q31'; did you mean 'q30'?",
            ),
            (
                "dialect = \"ch\"",
                "dialect = \"ch\"\noutcome = \"tip:x\"",
                "pay.toml:5: 'tip:x': a whole number",
            ),
            ("idle_ms=400", "idle=400", "pay.toml:7: There is no URL option 'idle'; did you mean 'idle_ms'?"),
            ("run CardPayment", "pay", "pay.toml:10: 'pay amount=1250:CHF' is no step"),
            ("event = \"print\"", "event = \"paper\"", "pay.toml:12: 'paper' is no event; there are opened"),
            ("event = \"print\", ", "", "pay.toml:12: an expected event needs its name"),
            (
                "till = \"open",
                "terminal = \"open",
                "pay.toml:7: 'open idle_ms=400' is nothing a terminal can be told",
            ),
            ("till = \"open idle_ms=400\"", "", "pay.toml:6: a step has either 'till' or 'terminal'"),
            (
                "[ledger]",
                "[ledger]\ntransactions = [{ stann = \"1\" }]",
                "pay.toml:16: a transaction has no 'stann'",
            ),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let error = Scenario::parse("pay.toml", &GOOD.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}\nexpected {expected}");
        }
    }
}
