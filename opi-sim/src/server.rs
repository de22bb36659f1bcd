//! A terminal that listens on a port: settings, start, and what a test asks of it.

use crate::behaviour::Behaviour;
use crate::driver::{Driver, Machine, Place};
use crate::ledger::Ledger;
use crate::model::Model;
use crate::terminal::{Action, Condition, ConnId, DeviceLoss, Settings, Terminal};
use crate::text::Language;
use jiff::Zoned;
use opi_proto::dialect::{CH, Dialect};
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

pub use crate::driver::Log;

/// How a simulator is set up.
#[derive(Clone)]
pub struct Config {
    /// The terminal itself.
    pub terminal: Settings,
    /// Where it listens for requests (channel 0); port 0 for any free one.
    pub listen: SocketAddr,
    /// Where the till listens for device requests (channel 1). `None`: at the peer that sent the request, on the
    /// dialect's port.
    pub till: Option<SocketAddr>,
    /// Open channel 1 anew for each device request, as some terminals do, instead of once per request.
    pub reconnect: bool,
    /// Receives what happens.
    pub log: Option<Log>,
}

impl Config {
    /// A terminal of this family on any free port of this machine, switched on now.
    #[must_use]
    pub fn new(dialect: &'static Dialect) -> Self {
        Config {
            terminal: Settings { started: Zoned::now(), ..Settings::new(dialect) },
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            till: None,
            reconnect: false,
            log: None,
        }
    }

    /// The same of this model.
    #[must_use]
    pub fn of(model: &'static Model) -> Self {
        let config = Config::default();
        let terminal = model.settings().unwrap_or(config.terminal);
        Config { terminal: Settings { started: Zoned::now(), ..terminal }, ..config }
    }

    /// Where the till listens.
    #[must_use]
    pub fn till(mut self, till: SocketAddr) -> Self {
        self.till = Some(till);
        self
    }

    /// What it does with transactions.
    #[must_use]
    pub fn outcome(mut self, behaviour: impl Into<Behaviour>) -> Self {
        self.terminal.behaviour = behaviour.into();
        self
    }

    /// Where it listens.
    #[must_use]
    pub fn listen(mut self, listen: SocketAddr) -> Self {
        self.listen = listen;
        self
    }

    /// The language where the till names none.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.terminal.profile.language = language;
        self
    }

    /// Nobody has activated it or logged in yet.
    #[must_use]
    pub fn logged_out(mut self) -> Self {
        self.terminal.session_open = false;
        self
    }
}

impl Default for Config {
    /// A Swiss terminal.
    fn default() -> Self {
        Config::new(&CH)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("terminal", &self.terminal)
            .field("listen", &self.listen)
            .field("till", &self.till)
            .field("reconnect", &self.reconnect)
            .finish_non_exhaustive()
    }
}

/// A terminal that is running. Dropping it stops it.
pub struct Simulator {
    driver: Driver<Terminal>,
}

impl Machine for Terminal {
    fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action> {
        Terminal::request(self, conn, bytes, now)
    }
    fn unreadable(&mut self, conn: ConnId, why: &str, now: Duration) -> Vec<Action> {
        Terminal::unreadable(self, conn, why, now)
    }
    fn connection_closed(&mut self, conn: ConnId, now: Duration) -> Vec<Action> {
        Terminal::connection_closed(self, conn, now)
    }
    fn device_response(&mut self, bytes: &[u8], now: Duration) -> Vec<Action> {
        Terminal::device_response(self, bytes, now)
    }
    fn device_lost(&mut self, loss: DeviceLoss, now: Duration) -> Vec<Action> {
        Terminal::device_lost(self, loss, now)
    }
    fn tick(&mut self, now: Duration) -> Vec<Action> {
        Terminal::tick(self, now)
    }
    fn deadline(&self) -> Option<Duration> {
        Terminal::deadline(self)
    }
    fn is_idle(&self) -> bool {
        Terminal::is_idle(self)
    }
}

impl Simulator {
    /// Opens the port and starts.
    ///
    /// # Errors
    /// When the port cannot be opened or a thread cannot be started.
    pub fn start(config: Config) -> io::Result<Self> {
        let place = Place {
            listen: config.listen,
            till: config.till,
            till_port: config.terminal.dialect.listen_port,
            reconnect: config.reconnect,
            log: config.log,
        };
        Ok(Simulator { driver: Driver::start(Terminal::new(config.terminal), place)? })
    }

    /// Where it listens: what the till connects to.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.driver.addr()
    }

    /// Changes where the till listens, from the next device connection on.
    pub fn set_till(&self, till: SocketAddr) {
        self.driver.set_till(till);
    }

    /// Changes what it does with the transactions to come.
    pub fn set_outcome(&self, behaviour: impl Into<Behaviour>) {
        self.driver.machine().set_behaviour(behaviour.into());
    }

    /// Changes the language where the till names none.
    pub fn set_language(&self, language: Language) {
        self.driver.machine().set_language(language);
    }

    /// The truth about money, as of now.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.driver.machine().ledger().clone()
    }

    /// What the till did wrong so far, in plain words.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.driver.machine().findings()
    }

    /// What it can do at the moment.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.driver.machine().condition()
    }

    /// Waits until the running request is over, its answer written. (Bytes that have not been read yet count for
    /// nothing: a test sends first and waits for something it can see.) It ends by itself: whatever a
    /// terminal waits for, its patience is limited.
    pub fn wait_idle(&self) {
        let _ = self.driver.wait_idle(None);
    }

    /// As [`wait_idle`](Self::wait_idle), but no longer than this. Tells whether it is idle.
    #[must_use]
    pub fn wait_idle_for(&self, time: Duration) -> bool {
        self.driver.wait_idle(Some(Instant::now() + time))
    }

    /// Waits until everything that was sent on channel 0 is taken in and every till has hung up: for a till that is
    /// dead, whose last words may still lie in the kernel. A request may go on running; see
    /// [`wait_idle`](Self::wait_idle).
    ///
    /// # Errors
    /// When it cannot connect to itself.
    pub fn wait_hung_up(&self) -> io::Result<()> {
        self.driver.wait_hung_up()
    }

    /// Closes every connection and ends. What was running stays in the ledger as it is.
    pub fn stop(&mut self) {
        self.driver.stop();
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("addr", &self.addr()).finish_non_exhaustive()
    }
}
