//! A shop full of terminals: one thread, a port each, and what a test asks of one or of all.

use crate::behaviour::Behaviour;
use crate::config::Config;
use crate::driver::{Driver, Place, Seat};
use crate::ledger::Ledger;
use crate::limits;
use crate::machine::{Action, ConnId, DeviceLoss, Machine};
use crate::terminal::{Condition, Terminal};
use crate::text::Language;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Terminals that are running, on one thread. Dropping it stops them.
pub struct Shop {
    driver: Driver<Terminal>,
    stations: Vec<Station>,
}

/// One terminal of a shop that is running. It does not keep the shop open.
#[derive(Clone)]
pub struct Station(Arc<Seat<Terminal>>);

impl Shop {
    /// Opens a port for each and starts. Where the process may not have as many descriptors as they need, its limit is
    /// raised as far as the system lets it.
    ///
    /// # Errors
    /// When a port cannot be opened (it names the address), when the limit of descriptors is too low (it names the number
    /// that is needed), or when a thread cannot be started.
    pub fn start(configs: Vec<Config>) -> io::Result<Self> {
        limits::allow(configs.len())?;
        let driver = Driver::start(configs.into_iter().map(machine).collect())?;
        let stations = driver.seats().iter().map(|seat| Station(Arc::clone(seat))).collect();
        Ok(Shop { driver, stations })
    }

    /// How many terminals there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stations.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stations.is_empty()
    }

    /// One of them, counted from 0 in the order of their configurations.
    #[must_use]
    pub fn terminal(&self, at: usize) -> Option<&Station> {
        self.stations.get(at)
    }

    /// All of them.
    #[must_use]
    pub fn terminals(&self) -> &[Station] {
        &self.stations
    }

    /// Waits until no request is running at any of them; see [`Station::wait_idle`].
    pub fn wait_idle(&self) {
        self.stations.iter().for_each(Station::wait_idle);
    }

    /// The books of all, as of now.
    #[must_use]
    pub fn ledgers(&self) -> Vec<Ledger> {
        self.stations.iter().map(Station::ledger).collect()
    }

    /// Where the money is, over all terminals; see [`Ledger::net`].
    #[must_use]
    pub fn net(&self, currency: &str) -> i64 {
        let nets = self.stations.iter().map(|station| station.0.machine().ledger().net(currency));
        nets.fold(0, i64::saturating_add)
    }

    /// What the tills did wrong so far: the terminal's place, and a sentence.
    #[must_use]
    pub fn findings(&self) -> Vec<(usize, String)> {
        let each = self.stations.iter().enumerate();
        each.flat_map(|(at, station)| station.findings().into_iter().map(move |what| (at, what))).collect()
    }

    /// Closes every connection and ends. What was running stays in the ledgers as it is.
    pub fn stop(&mut self) {
        self.driver.stop();
    }
}

fn machine(config: Config) -> (Terminal, Place) {
    let place = Place {
        listen: config.listen,
        till: config.till,
        till_port: config.terminal.dialect.listen_port,
        reconnect: config.reconnect,
        log: config.log,
    };
    (Terminal::new(config.terminal), place)
}

impl Station {
    /// Where it listens: what the till connects to.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.0.addr()
    }

    /// Its `TerminalID`.
    #[must_use]
    pub fn terminal_id(&self) -> String {
        self.0.machine().settings().profile.terminal_id.clone()
    }

    /// Changes where the till listens, from the next device connection on.
    pub fn set_till(&self, till: SocketAddr) {
        self.0.set_till(till);
    }

    /// Changes what it does with the transactions to come.
    pub fn set_outcome(&self, behaviour: impl Into<Behaviour>) {
        self.0.machine().set_behaviour(behaviour.into());
    }

    /// Changes the language where the till names none.
    pub fn set_language(&self, language: Language) {
        self.0.machine().set_language(language);
    }

    /// The truth about money, as of now.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.0.machine().ledger().clone()
    }

    /// What the till did wrong so far, in plain words.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.0.machine().findings()
    }

    /// What it can do at the moment.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.0.machine().condition()
    }

    /// Waits until the running request is over, its answer written. (Bytes that have not been read yet count for
    /// nothing: a test sends first and waits for something it can see.) It ends by itself: whatever a
    /// terminal waits for, its patience is limited.
    pub fn wait_idle(&self) {
        let _ = self.0.wait_idle(None);
    }

    /// As [`wait_idle`](Self::wait_idle), but no longer than this. Tells whether it is idle.
    #[must_use]
    pub fn wait_idle_for(&self, time: Duration) -> bool {
        self.0.wait_idle(Some(Instant::now() + time))
    }

    /// Waits until everything that was sent on channel 0 is taken in and every till has hung up: for a till that is
    /// dead, whose last words may still lie in the kernel. A request may go on running; see
    /// [`wait_idle`](Self::wait_idle).
    ///
    /// # Errors
    /// When it cannot connect to itself.
    pub fn wait_hung_up(&self) -> io::Result<()> {
        self.0.wait_hung_up()
    }
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop").field("terminals", &self.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Station").field("addr", &self.addr()).finish_non_exhaustive()
    }
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
