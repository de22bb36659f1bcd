//! A till and a terminal on a virtual network with a virtual clock: the real [`Driver`] and the real terminal; only
//! sockets, disk and time are imagined. Five minutes take microseconds.
//!
//! | module | what it is |
//! |---|---|
//! | `network` | the connections, with the simulated terminal at their other end |
//! | `lines` | the till's end of them |
//! | `clock` | the time of both |
//! | `life` | how long the till's program lives, and what outlives it |

mod clock;
mod life;
mod lines;
mod network;

use super::devices::TillDevices;
use super::runner::{acknowledge, error_event, operation};
use super::step::{Said, Step};
use crate::terminal::{Settings, Terminal};
use clock::VirtualClock;
use life::{Died, Life, MortalLedger};
use lines::VirtualLines;
use network::Network;
use opi_core::clock::Clock as _;
use opi_core::config::JournalPlace;
use opi_core::driver::{Driver, RequestIds};
use opi_core::{CancelToken, Config, Ledger, MemoryLedger, Recovered};
use opi_proto::devices::{Callback, Collected, Through};
use opi_proto::error::{Code, Error};
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// See the module's documentation.
pub struct Bench {
    clock: VirtualClock,
    life: Arc<Life>,
    network: Network,
    /// What is on the disk of the tills' machine.
    ledgers: HashMap<PathBuf, Arc<MemoryLedger>>,
    events: Arc<Mutex<Vec<Value>>>,
    answers: Vec<(Callback, Said)>,
    cancel_on: Option<(Callback, u32)>,
    program: Program,
}

/// What dies with the till's program.
#[derive(Default)]
struct Program {
    till: Option<Till>,
    request_ids: RequestIds,
    last: Option<Outcome>,
}

/// A terminal that is open.
struct Till {
    config: Config,
    address: String,
    devices: Arc<TillDevices>,
    ledger: Option<Arc<dyn Ledger>>,
}

impl Bench {
    /// A terminal that is switched on, and a till that has opened nothing.
    #[must_use]
    pub fn new(settings: Settings, reconnect: bool) -> Self {
        let (clock, life) = (VirtualClock::new(settings.started.clone()), Arc::<Life>::default());
        let terminal = Terminal::new(settings);
        Bench {
            network: Network::new(terminal, reconnect, clock.clone(), Arc::clone(&life)),
            clock,
            life,
            ledgers: HashMap::new(),
            events: Arc::default(),
            answers: Vec::new(),
            cancel_on: None,
            program: Program::default(),
        }
    }

    /// The terminal.
    #[must_use]
    pub fn terminal(&mut self) -> &mut Terminal {
        &mut self.network.terminal
    }

    /// Performs a step of the till; what the till sees.
    pub fn perform(&mut self, step: &Step) -> Vec<Value> {
        let end = match self.attempt(step) {
            Ok(event) => event,
            Err((call, error)) => Some(error_event(call, &error)),
        };
        let mut events = std::mem::take(&mut *self.events.lock());
        events.extend(end);
        events
    }

    fn attempt(&mut self, step: &Step) -> Result<Option<Value>, (&'static str, Error)> {
        match step {
            Step::Open { url, without } => {
                self.open(url, without).map_err(|error| ("open", error))?;
                Ok(Some(json!({ "event": "opened", "status": "OPI_OK" })))
            }
            Step::Answer(device, said) => {
                self.answers.push((*device, said.clone()));
                self.program.till.iter().for_each(|till| till.devices.answer(*device, said.clone()));
                Ok(None)
            }
            Step::CancelOn(device, n) => {
                match &self.program.till {
                    Some(till) => till.devices.cancel_on(*device, *n),
                    None => self.cancel_on = Some((*device, *n)),
                }
                Ok(None)
            }
            Step::Run { kind, amount, options } => {
                let operation = operation(*kind, amount.as_ref(), options);
                let outcome = operation.and_then(|operation| self.run(&operation));
                let outcome = outcome.map_err(|error| ("run", error))?;
                Ok(Some(json!({ "event": "result", "result": outcome })))
            }
            Step::Acknowledge => {
                self.acknowledge().map_err(|error| ("acknowledge", error))?;
                Ok(Some(json!({ "event": "acknowledged", "status": "OPI_OK" })))
            }
            Step::Recover => {
                let found = self.recover().map_err(|error| ("recover", error))?;
                Ok(Some(json!({ "event": "recovered", "items": found })))
            }
            Step::Dispatch(ms) => {
                let served = self.dispatch(Duration::from_millis(*ms));
                let served = served.map_err(|error| ("dispatch", error))?;
                let status = if served.answered > 0 { Code::Ok } else { Code::Timeout };
                Ok(Some(json!({ "event": "dispatched", "status": status.c_name() })))
            }
            Step::Close(_) => {
                self.till().map_err(|error| ("close", error))?;
                self.close();
                Ok(Some(json!({ "event": "closed", "status": "OPI_OK" })))
            }
            Step::Quit => Ok(None),
        }
    }

    // ---- the till's calls ----------------------------------------------------------------------------------------

    fn till(&self) -> Result<&Till, Error> {
        self.program.till.as_ref().ok_or_else(|| Error::new(Code::Closed, "No terminal is open."))
    }

    /// As `Terminal::open`; another terminal that is open is closed.
    fn open(&mut self, url: &str, without: &[Callback]) -> Result<(), Error> {
        let config = Config::parse(url)?;
        self.close();
        let events = Arc::clone(&self.events);
        let tell = Box::new(move |event| events.lock().push(event));
        let devices = Arc::new(TillDevices::new(without.to_vec(), tell));
        self.answers.iter().for_each(|(device, said)| devices.answer(*device, said.clone()));
        self.cancel_on.take().into_iter().for_each(|(device, n)| devices.cancel_on(device, n));
        let ledger = self.open_ledger(&config.journal);
        self.network.listen(&config.settings.workstation, config.settings.max_frame);
        let recover = config.recover_at_open && ledger.is_some();
        self.program.till = Some(Till { address: config.address(), config, devices, ledger });
        if recover {
            self.recover()?;
        }
        Ok(())
    }

    /// The ledger of a place: it is still there when it is opened again.
    fn open_ledger(&mut self, place: &JournalPlace) -> Option<Arc<dyn Ledger>> {
        let path = match place {
            JournalPlace::None => return None,
            JournalPlace::Path(path) => path.clone(),
            JournalPlace::Default => PathBuf::new(),
        };
        let clock = self.clock.clone();
        let new = || Arc::new(MemoryLedger::new(move || clock.time()));
        let ledger = Arc::clone(self.ledgers.entry(path).or_insert_with(new));
        if let Some(last) = ledger.last_request_id().and_then(|id| id.parse().ok()) {
            self.program.request_ids.continue_after(last);
        }
        Some(Arc::new(MortalLedger { ledger, life: Arc::clone(&self.life) }))
    }

    fn close(&mut self) {
        if self.program.till.take().is_some() {
            self.network.hang_up();
        }
    }

    /// Runs an operation to its verdict.
    ///
    /// # Errors
    /// When nothing was begun.
    pub fn run(&mut self, operation: &Operation) -> Result<Outcome, Error> {
        let cancel = self.till()?.devices.begin();
        let outcome = self.drive(cancel, |driver| driver.run(operation))??;
        self.program.last = Some(outcome.clone());
        Ok(outcome)
    }

    /// Finds out what became of unresolved requests.
    ///
    /// # Errors
    /// No ledger, or no terminal is open.
    pub fn recover(&mut self) -> Result<Vec<Recovered>, Error> {
        let cancel = self.till()?.devices.begin();
        self.drive(cancel, |driver| driver.recover())?
    }

    /// The ledger of the terminal that is open.
    #[must_use]
    pub fn ledger(&self) -> Option<&Arc<dyn Ledger>> {
        self.program.till.as_ref()?.ledger.as_ref()
    }

    /// The till knows how its last operation ended.
    ///
    /// # Errors
    /// There was none, or nobody knows how it ended.
    pub fn acknowledge(&mut self) -> Result<(), Error> {
        acknowledge(self.program.last.as_ref(), self.till()?.ledger.as_ref())
    }

    fn dispatch(&mut self, time: Duration) -> Result<Collected, Error> {
        let until = self.clock.now() + time;
        self.drive(CancelToken::new(), |driver| driver.dispatch(until, &|| false))
    }

    /// Gives the driver to work with, as `Terminal` does it.
    fn drive<R>(
        &mut self,
        cancel: CancelToken,
        work: impl FnOnce(&mut Driver<'_, VirtualLines<'_>, VirtualClock>) -> R,
    ) -> Result<R, Error> {
        let Program { till, request_ids, .. } = &self.program;
        let till = till.as_ref().ok_or_else(|| Error::new(Code::Closed, "No terminal is open."))?;
        let life = &self.life;
        let around = |call: &mut dyn FnMut()| life.trace(call).unwrap_or_default();
        let devices = Through { devices: till.devices.as_ref(), around };
        let mut driver = Driver {
            settings: &till.config.settings,
            policy: till.config.policy,
            address: &till.address,
            lines: VirtualLines::new(&mut self.network, cancel.clone()),
            clock: &self.clock,
            devices: &devices,
            ledger: till.ledger.as_ref(),
            request_ids,
            stop: &|| cancel.is_cancelled(),
        };
        Ok(work(&mut driver))
    }

    // ---- life and time -------------------------------------------------------------------------------------------

    /// Makes a call as a till whose program dies after so many moments, as by SIGKILL; the last moment is the one in
    /// which the call has ended and the till has done nothing with what it was told. `None`: it died. It stays dead,
    /// and everything it had open is closed, until [`Bench::start_again`].
    pub fn live_until<R>(&mut self, last_moment: u32, call: impl FnOnce(&mut Self) -> R) -> Option<R> {
        self.life.begin(Some(last_moment));
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let told = call(self);
            self.life.passes();
            told
        }));
        match ended {
            Ok(told) => {
                self.life.begin(None);
                Some(told)
            }
            Err(why) if why.is::<Died>() => {
                self.program = Program::default();
                self.network.hang_up();
                None
            }
            Err(why) => resume_unwind(why),
        }
    }

    /// The till's program is started, or another till's in its place: it has opened nothing, and knows nothing but
    /// what is on the disk.
    pub fn start_again(&mut self) {
        self.close();
        self.program = Program::default();
        self.life.begin(None);
    }

    /// Lets the terminal finish what it has begun.
    pub fn wait(&mut self) {
        while self.network.terminal_acts(Duration::MAX) {}
    }
}
