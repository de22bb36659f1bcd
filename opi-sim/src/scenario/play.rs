//! Plays a scenario: in virtual time, or over sockets with a till in any language; and compares.

use super::bench::Bench;
use super::compare::{difference, in_order, name};
use super::file::{Act, Books, Scenario, What};
use super::program::Program;
use super::step::Step;
use crate::books::books_json;
use crate::config::Config;
use crate::ledger::Ledger;
use crate::mistake::Mistake;
use crate::server::Simulator;
use crate::terminal::Condition;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

/// Longest time that a terminal may still be busy when its scenario is over.
const WIND_UP: Duration = Duration::from_secs(20);
/// A till's port may be taken between its choice and its use.
const ATTEMPTS: u32 = 3;

/// Who is the till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runner {
    /// The library itself, without sockets, in virtual time.
    Virtual,
    /// This program, over sockets: words separated by blanks, quotes as in a shell.
    Command(String),
}

impl Runner {
    /// Its name in reports.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Runner::Virtual => "virtual time",
            Runner::Command(command) => command,
        }
    }
}

/// What a till saw, event by event, and where the scenario was not what was expected.
#[derive(Debug, Clone, Default)]
pub struct Played {
    /// Every event.
    pub events: Vec<Value>,
    /// What was wrong.
    pub mistakes: Vec<Mistake>,
}

/// Plays a scenario with one till.
///
/// # Errors
/// When simulator or runner cannot be started, or the runner breaks the contract.
pub fn play(scenario: &Scenario, runner: &Runner) -> Result<Played, Mistake> {
    let Runner::Command(command) = runner else {
        let bench = Bench::new(scenario.terminal.clone(), scenario.reconnect);
        return play_in(scenario, &mut InVirtualTime { bench, journal: scenario.needs_journal() });
    };
    let mut attempt = 1;
    loop {
        let mut stage = OverSockets::start(scenario, command).map_err(|what| scenario.at(1, what))?;
        let played = play_in(scenario, &mut stage)?;
        let taken = |event: &Value| event.get("status").and_then(Value::as_str) == Some("OPI_E_LISTEN");
        if attempt == ATTEMPTS || !played.events.iter().any(taken) {
            return Ok(played);
        }
        attempt += 1;
    }
}

/// Where a scenario is played.
trait Stage {
    /// What the till sees during one of its steps.
    fn till(&mut self, step: &Step) -> Result<Vec<Value>, String>;
    fn terminal(&mut self, what: &What);
    /// Lets the terminal finish; `false` if it takes too long.
    fn wait(&mut self) -> bool;
    /// The address of the terminal, and where the till is to listen.
    fn addresses(&self) -> (SocketAddr, SocketAddr);
    fn journal(&self) -> Option<String>;
    fn books(&mut self) -> (Ledger, Condition, Vec<String>);
}

fn play_in(scenario: &Scenario, stage: &mut dyn Stage) -> Result<Played, Mistake> {
    let mut played = Played::default();
    for act in &scenario.steps {
        match &act.what {
            What::Till(step) => {
                let step = with_address(step, scenario, stage);
                let events = till(&step, stage).map_err(|what| scenario.at(act.line, what))?;
                check(scenario, act, &events, &mut played.mistakes);
                played.events.extend(events);
            }
            What::Wait if !stage.wait() => {
                played.mistakes.push(scenario.at(act.line, "the terminal does not come to rest"));
            }
            what => stage.terminal(what),
        }
    }
    if !stage.wait() {
        played.mistakes.push(scenario.at(scenario.ledger.line, "the terminal does not come to rest"));
    }
    let (ledger, condition, findings) = stage.books();
    let wrong = compare_books(&scenario.ledger, &ledger, condition, &findings);
    played.mistakes.extend(wrong.into_iter().map(|what| scenario.at(scenario.ledger.line, what)));
    Ok(played)
}

/// What the till sees during one of its steps. A dispatch ends when nothing waits at the moment; the step ends when
/// nothing comes any more.
fn till(step: &Step, stage: &mut dyn Stage) -> Result<Vec<Value>, String> {
    let mut events = stage.till(step)?;
    while let (Step::Dispatch(_), Some(end)) = (step, events.last())
        && end.get("status").and_then(Value::as_str) == Some("OPI_OK")
    {
        let more = stage.till(step)?;
        let came = more.len() > 1;
        let end = events.pop();
        events.extend(more);
        if !came {
            events.pop();
            events.extend(end);
            break;
        }
    }
    Ok(events)
}

/// `open` gets its URL.
fn with_address(step: &Step, scenario: &Scenario, stage: &dyn Stage) -> Step {
    let Step::Open { url: options, without } = step else { return step.clone() };
    let (terminal, till) = stage.addresses();
    let dialect = scenario.terminal.dialect.name;
    let mut url = format!("opi://{terminal}?dialect={dialect}&listen={till}");
    if !options.contains("workstation=") {
        url.push_str("&workstation=lane-1");
    }
    let journal = stage.journal().unwrap_or_else(|| "none".to_owned());
    url.push_str(&format!("&journal={journal}"));
    if !options.is_empty() {
        url.push('&');
        url.push_str(options);
    }
    Step::Open { url, without: without.clone() }
}

fn check(scenario: &Scenario, act: &Act, events: &[Value], mistakes: &mut Vec<Mistake>) {
    if let Err((line, what)) = in_order(&act.expect, events) {
        mistakes.push(scenario.at(line, what));
    }
    for (name_of, wanted) in &act.count {
        let found = events.iter().filter(|event| name(event) == name_of).count();
        if found != *wanted {
            mistakes.push(scenario.at(act.line, format!("{found} events '{name_of}', not {wanted}")));
        }
    }
    let expects_error = act.expect.iter().any(|expected| name(&expected.event) == "error");
    if let Some(error) = events.iter().find(|event| name(event) == "error" && !expects_error) {
        mistakes.push(scenario.at(act.line, format!("an error that nobody expects: {error}")));
    }
}

/// What the terminal's books do not say that they must say.
fn compare_books(wanted: &Books, ledger: &Ledger, condition: Condition, findings: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (currency, net) in &wanted.net {
        let found = ledger.net(currency);
        if found != *net {
            wrong.push(format!("the net in {currency} is {found}, not {net}"));
        }
    }
    if let Some(state) = wanted.state.as_ref().filter(|state| *state != condition.name()) {
        wrong.push(format!("the terminal is {}, not {state}", condition.name()));
    }
    if let Some(rows) = &wanted.transactions {
        let books = books_json(ledger);
        if let Some(what) = difference(&Value::from(rows.clone()), &books) {
            wrong.push(format!("the transactions{what}; the books are {books}"));
        }
    }
    for finding in findings {
        if !wanted.findings.iter().any(|part| finding.contains(part.as_str())) {
            wrong.push(format!("a finding that nobody expects: {finding}"));
        }
    }
    for part in &wanted.findings {
        if !findings.iter().any(|finding| finding.contains(part.as_str())) {
            wrong.push(format!("no finding holds '{part}'; there are {findings:?}"));
        }
    }
    wrong
}

// ---- in virtual time -------------------------------------------------------------------------------------------

struct InVirtualTime {
    bench: Bench,
    /// Has the till a journal?
    journal: bool,
}

impl Stage for InVirtualTime {
    fn till(&mut self, step: &Step) -> Result<Vec<Value>, String> {
        Ok(self.bench.perform(step))
    }

    fn terminal(&mut self, what: &What) {
        if let What::Outcome(behaviour) = what {
            self.bench.terminal().set_behaviour(*behaviour);
        }
    }

    fn wait(&mut self) -> bool {
        self.bench.wait();
        true
    }

    fn addresses(&self) -> (SocketAddr, SocketAddr) {
        (SocketAddr::from((Ipv4Addr::LOCALHOST, 4100)), SocketAddr::from((Ipv4Addr::LOCALHOST, 4102)))
    }

    fn journal(&self) -> Option<String> {
        self.journal.then(|| "in-memory.db".to_owned())
    }

    fn books(&mut self) -> (Ledger, Condition, Vec<String>) {
        let terminal = self.bench.terminal();
        (terminal.ledger().clone(), terminal.condition(), terminal.findings())
    }
}

// ---- over sockets ----------------------------------------------------------------------------------------------

struct OverSockets {
    simulator: Simulator,
    program: Program,
    till: SocketAddr,
    /// Holds the journal, if there is one.
    folder: Option<tempfile::TempDir>,
}

impl OverSockets {
    fn start(scenario: &Scenario, command: &str) -> Result<Self, String> {
        let till = free_port().map_err(|error| format!("no free port for the till: {error}"))?;
        let config = Config {
            terminal: scenario.terminal.clone(),
            reconnect: scenario.reconnect,
            ..Config::new(scenario.terminal.dialect)
        };
        let simulator = Simulator::start(config.till(till))
            .map_err(|error| format!("the simulator cannot be started: {error}"))?;
        let folder = scenario
            .needs_journal()
            .then(tempfile::tempdir)
            .transpose()
            .map_err(|error| format!("no folder for the journal: {error}"))?;
        Ok(OverSockets { simulator, program: Program::start(command)?, till, folder })
    }
}

/// A port that was free a moment ago.
fn free_port() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

impl Stage for OverSockets {
    fn till(&mut self, step: &Step) -> Result<Vec<Value>, String> {
        self.program.perform(step)
    }

    fn terminal(&mut self, what: &What) {
        if let What::Outcome(behaviour) = what {
            self.simulator.set_outcome(*behaviour);
        }
    }

    fn wait(&mut self) -> bool {
        self.simulator.wait_idle_for(WIND_UP)
    }

    fn addresses(&self) -> (SocketAddr, SocketAddr) {
        (self.simulator.addr(), self.till)
    }

    fn journal(&self) -> Option<String> {
        let path = self.folder.as_ref()?.path().join("journal.db");
        Some(path.display().to_string())
    }

    fn books(&mut self) -> (Ledger, Condition, Vec<String>) {
        (self.simulator.ledger(), self.simulator.condition(), self.simulator.findings())
    }
}
