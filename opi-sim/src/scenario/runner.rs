//! The Rust runner: a till made of `opi-core` that does what it is told on standard input, one step per line, and
//! tells on standard output what it sees, one JSON object per line.

use super::devices::TillDevices;
use super::step::{Said, Step};
use opi_core::{Config, Ledger, Terminal};
use opi_proto::devices::Callback;
use opi_proto::error::{Code, Error};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::value::{Currency, Money};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::time::Duration;

/// Where events go.
pub type Tell = Arc<dyn Fn(Value) + Send + Sync>;

/// Runs until `quit` or the end of standard input.
///
/// # Errors
/// When standard input cannot be read, or a line is no step.
pub fn run() -> io::Result<()> {
    let mut till = Till::new(Arc::new(|event| {
        let mut out = io::stdout().lock();
        // Whoever reads has gone away: nobody is left to be told.
        let _ = writeln!(out, "{event}").and_then(|()| out.flush());
    }));
    for line in io::stdin().lock().lines() {
        let step = Step::read(&line?).map_err(io::Error::other)?;
        if step == Step::Quit {
            break;
        }
        till.perform(&step);
    }
    Ok(())
}

/// The till.
pub struct Till {
    tell: Tell,
    /// What devices are to answer; also of terminals that are opened later.
    answers: Vec<(Callback, Said)>,
    /// For the terminal that is opened next.
    cancel_on: Option<(Callback, u32)>,
    open: Option<Open>,
    last: Option<Outcome>,
}

struct Open {
    terminal: Terminal,
    devices: Arc<TillDevices>,
}

impl Till {
    /// A till that has opened nothing yet.
    #[must_use]
    pub fn new(tell: Tell) -> Self {
        Till { tell, answers: Vec::new(), cancel_on: None, open: None, last: None }
    }

    /// Performs one step and tells its events.
    pub fn perform(&mut self, step: &Step) {
        match self.attempt(step) {
            Ok(event) => event.into_iter().for_each(|event| (self.tell)(event)),
            Err((call, error)) => (self.tell)(error_event(call, &error)),
        }
    }

    fn attempt(&mut self, step: &Step) -> Result<Option<Value>, (&'static str, Error)> {
        match step {
            Step::Open { url, without } => {
                let open = self.open(url, without).map_err(|error| ("open", error))?;
                self.open = Some(open);
                Ok(Some(json!({ "event": "opened", "status": "OPI_OK" })))
            }
            Step::Answer(device, said) => {
                self.answers.push((*device, said.clone()));
                if let Some(open) = &self.open {
                    open.devices.answer(*device, said.clone());
                }
                Ok(None)
            }
            Step::CancelOn(device, n) => {
                match &self.open {
                    Some(open) => open.devices.cancel_on(*device, *n),
                    None => self.cancel_on = Some((*device, *n)),
                }
                Ok(None)
            }
            Step::Run { kind, amount, options } => {
                let operation = operation(*kind, amount.as_ref(), options).map_err(|error| ("run", error))?;
                let outcome = self.run(&operation).map_err(|error| ("run", error))?;
                let event = json!({ "event": "result", "result": outcome });
                self.last = Some(outcome);
                Ok(Some(event))
            }
            Step::Acknowledge => {
                self.acknowledge().map_err(|error| ("acknowledge", error))?;
                Ok(Some(json!({ "event": "acknowledged", "status": "OPI_OK" })))
            }
            Step::Recover => {
                let found = self.opened().and_then(|open| open.terminal.recover(&open.devices.begin()));
                let found = found.map_err(|error| ("recover", error))?;
                Ok(Some(json!({ "event": "recovered", "items": found })))
            }
            Step::Dispatch(ms) => {
                let open = self.opened().map_err(|error| ("dispatch", error))?;
                let status = match open.terminal.dispatch(Duration::from_millis(*ms)) {
                    Ok(_) => Code::Ok,
                    Err(error) if error.code() == Code::Timeout => Code::Timeout,
                    Err(error) => return Err(("dispatch", error)),
                };
                Ok(Some(json!({ "event": "dispatched", "status": status.c_name() })))
            }
            Step::Close(ms) => {
                let open = self.opened().map_err(|error| ("close", error))?;
                open.terminal.close(Duration::from_millis(*ms)).map_err(|error| ("close", error))?;
                self.open = None;
                Ok(Some(json!({ "event": "closed", "status": "OPI_OK" })))
            }
            Step::Quit => Ok(None),
        }
    }

    fn open(&mut self, url: &str, without: &[Callback]) -> Result<Open, Error> {
        let tell = Arc::clone(&self.tell);
        let devices = Arc::new(TillDevices::new(without.to_vec(), Box::new(move |event| tell(event))));
        self.answers.iter().for_each(|(device, said)| devices.answer(*device, said.clone()));
        self.cancel_on.take().into_iter().for_each(|(device, n)| devices.cancel_on(device, n));
        let terminal = Terminal::open(Config::parse(url)?, Arc::clone(&devices) as _)?;
        Ok(Open { terminal, devices })
    }

    fn opened(&self) -> Result<&Open, Error> {
        self.open.as_ref().ok_or_else(|| Error::new(Code::Closed, "No terminal is open."))
    }

    fn run(&self, operation: &Operation) -> Result<Outcome, Error> {
        let open = self.opened()?;
        open.terminal.run(operation, &open.devices.begin())
    }

    fn acknowledge(&self) -> Result<(), Error> {
        acknowledge(self.last.as_ref(), self.opened()?.terminal.ledger())
    }
}

/// Acknowledges a till's last outcome, as `opi_result_acknowledge` does it.
///
/// # Errors
/// There is none yet, nobody knows what became of the request, or the ledger cannot be written.
pub(super) fn acknowledge(last: Option<&Outcome>, ledger: Option<&Arc<dyn Ledger>>) -> Result<(), Error> {
    let outcome = last.ok_or_else(|| Error::new(Code::InvalidArgument, "There is no result yet."))?;
    match (ledger, outcome.journal_id) {
        (Some(_), Some(_)) if outcome.verdict == Verdict::Unknown => {
            Err(Error::new(Code::Pending, "An unknown outcome cannot be acknowledged."))
        }
        (Some(ledger), Some(id)) => ledger.acknowledge(id),
        _ => Ok(()),
    }
}

/// The operation of a `run` step.
///
/// # Errors
/// An unknown currency or option, or a value that an option does not take.
pub fn operation(
    kind: opi_proto::message::RequestKind,
    amount: Option<&(i64, String)>,
    options: &[(String, String)],
) -> Result<Operation, Error> {
    let mut operation = Operation::new(kind);
    if let Some((minor, currency)) = amount {
        let currency = Currency::from_code(currency)
            .map_err(|error| Error::new(Code::InvalidAmount, format!("{error}.")))?;
        operation.set_amount(Money::new(*minor, currency));
    }
    for (name, value) in options {
        operation.set(name, value)?;
    }
    Ok(operation)
}

/// The event that tells an error.
#[must_use]
pub fn error_event(call: &str, error: &Error) -> Value {
    json!({
        "event": "error",
        "call": call,
        "status": error.code().c_name(),
        "money": error.money().name(),
    })
}
