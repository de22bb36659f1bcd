//! One terminal: open it, ask it for something, close it. What a till programmer sees.
//!
//! ```no_run
//! use opi_core::{CancelToken, Config, Currency, Money, NoDevices, Terminal};
//! use std::{sync::Arc, time::Duration};
//!
//! let config = Config::parse("opi://192.168.0.60?workstation=lane-1")?;
//! let terminal = Terminal::open(config, Arc::new(NoDevices))?;
//! let outcome = terminal.pay(Money::new(1250, Currency::from_code("CHF")?), &CancelToken::new())?;
//! println!("{}", outcome.verdict);
//! terminal.close(Duration::from_secs(5))?;
//! # Ok::<(), opi_core::Error>(())
//! ```

mod call;
mod dispatch;
mod open;
mod resolve;
mod verbs;

pub use dispatch::dispatch;

use crate::cancel::CancelToken;
use crate::config::Config;
use crate::hall::Hall;
use crate::lease::Lease;
use crate::ledger::Ledger;
use crate::recovered::Recovered;
use crate::switchboard::Place;
use call::{Call, Inside};
use log::info;
use opi_proto::devices::{Collected, Devices};
use opi_proto::error::Error;
use opi_proto::operation::Operation;
use opi_proto::outcome::Outcome;
use parking_lot::Mutex;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A payment terminal. Every method may be called from any thread; one operation runs at a time.
pub struct Terminal {
    inner: Arc<Inner>,
}

/// What a terminal's handle shares with those who dispatch for the whole process.
struct Inner {
    config: Config,
    devices: Arc<dyn Devices>,
    ledger: Option<Arc<dyn Ledger>>,
    /// `host:port`.
    address: String,
    listens_at: SocketAddr,
    hall: Arc<Hall>,
    /// Gone when closed.
    link: Mutex<Option<Arc<Link>>>,
}

/// What the terminal holds of the machine as long as it is open.
struct Link {
    place: Place,
    _lease: Option<Lease>,
}

impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Terminal({})", self.inner.address)
    }
}

impl Terminal {
    /// The ledger, unless the URL says `journal=none`.
    #[must_use]
    pub fn ledger(&self) -> Option<&Arc<dyn Ledger>> {
        self.inner.ledger.as_ref()
    }

    /// How the terminal is spoken to.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Where the till listens for device requests, with the real port.
    #[must_use]
    pub fn listen_address(&self) -> SocketAddr {
        self.inner.listens_at
    }

    /// Runs one operation to its verdict, calling the till's devices on this thread meanwhile.
    ///
    /// Blocks until the terminal has answered, at most `hard_ms` of the URL plus the time that callbacks of
    /// the till take. Once this has begun there is always an [`Outcome`]: also for what was not sent, and for
    /// what nobody knows.
    ///
    /// # Errors
    /// Only when nothing was begun: [`Code::Busy`](crate::Code::Busy), [`Code::Recursive`](crate::Code::Recursive), [`Code::Closed`](crate::Code::Closed), an operation that
    /// makes no sense ([`Operation::check`]), [`Code::Unresolved`](crate::Code::Unresolved) while an earlier request on this terminal
    /// is, [`Code::KeyMismatch`](crate::Code::KeyMismatch), or a journal that cannot be read.
    pub fn run(&self, operation: &Operation, cancel: &CancelToken) -> Result<Outcome, Error> {
        let inside = Inside::operate(&self.inner)?;
        Call::new(&self.inner, &inside)?.with_driver(cancel, |driver| driver.run(operation))
    }

    /// Finds out what became of every unresolved request of this till at this terminal, and lists those whose
    /// outcome the till has not acknowledged, oldest first.
    ///
    /// Asks the terminal for its last message and its last receipt, never for money. Blocks while it is busy,
    /// at most `recover_ms` of the URL; a cancelled recovery leaves unresolved what it has not found out. Of the last
    /// payment, receipts that have not come are asked for too. Receipts that are printed again come to the
    /// till's devices as always.
    ///
    /// # Errors
    /// [`Code::NoJournal`](crate::Code::NoJournal); as [`Terminal::run`]; or a journal that cannot be read or written. A terminal that
    /// cannot be reached is no error: it is among the reasons of the requests that stay unresolved.
    pub fn recover(&self, cancel: &CancelToken) -> Result<Vec<Recovered>, Error> {
        let inside = Inside::operate(&self.inner)?;
        Call::new(&self.inner, &inside)?.with_driver(cancel, |driver| driver.recover())
    }

    /// Serves device requests that arrive while no operation runs, such as a late receipt.
    ///
    /// Waits up to `timeout` for the first one and returns when none is waiting any more. While an operation
    /// runs it only waits, because that serves them itself; and it gives way to one that begins. A thread that serves
    /// all terminals of the process calls [`dispatch`](fn@dispatch) instead.
    ///
    /// # Errors
    /// [`Code::Timeout`](crate::Code::Timeout) when none came; [`Code::Recursive`](crate::Code::Recursive), [`Code::Closed`](crate::Code::Closed).
    pub fn dispatch(&self, timeout: Duration) -> Result<Collected, Error> {
        let until = Instant::now() + timeout;
        let inside = Inside::dispatch(&self.inner, until)?;
        let collected = Call::new(&self.inner, &inside)?.serve_until(until);
        if collected.answered > 0 { Ok(collected) } else { Err(dispatch::nothing_came()) }
    }

    /// Closes the terminal. When it returns `Ok`, no callback of the till runs or will ever run again.
    ///
    /// An operation in progress is cancelled, which asks the terminal to abort, and its caller still gets the
    /// outcome. Closing twice is fine.
    ///
    /// # Errors
    /// [`Code::Timeout`](crate::Code::Timeout) when the operation did not end in time: the terminal stays closing, takes no new
    /// operation, and `close` may be called again. [`Code::Recursive`](crate::Code::Recursive) inside a callback of this terminal.
    pub fn close(&self, timeout: Duration) -> Result<(), Error> {
        self.inner.hall.desk.close(Instant::now() + timeout).map_err(call::refused_to_close)?;
        let link = self.inner.link.lock().take();
        if link.is_some() {
            info!("Terminal {} closed", self.inner.address);
        }
        // Outside the lock, because it takes others.
        drop(link);
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Somebody who still dispatches for the process ends by himself; nobody comes in any more.
        let _ = self.inner.hall.desk.close(Instant::now());
        let link = self.inner.link.lock().take();
        drop(link);
    }
}
