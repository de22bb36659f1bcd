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

use crate::cancel::CancelToken;
use crate::config::Config;
use crate::devices::{self, Collected, Devices};
use crate::error::{Code, Error};
use crate::exchange::Exchange;
use crate::link::{Driver, Event, QUEUE_LENGTH, Registration, WakeUp};
use crate::message::{DeviceRequest, DeviceResponse, Message, RequestKind};
use crate::operation::Operation;
use crate::outcome::{Outcome, Verdict};
use crate::value::{Money, Timestamp};
use crate::wire::frame;
use crossbeam_channel::Receiver;
use log::{info, warn};
use parking_lot::{Condvar, Mutex};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A payment terminal. Every method may be called from any thread; one operation runs at a time.
pub struct Terminal {
    config: Config,
    devices: Arc<dyn Devices>,
    address: SocketAddr,
    wake_up: WakeUp,
    state: Mutex<State>,
    changed: Condvar,
}

/// Who is doing what with the terminal.
struct State {
    running: Running,
    /// The thread that is inside a callback of the till.
    in_callback: Option<ThreadId>,
    closing: bool,
    /// A call that wants to run while `dispatch` waits.
    wanted: bool,
    /// The till's ends of the link; lent to the thread that runs, gone when closed.
    link: Option<Link>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Running {
    Nothing,
    Operation,
    Dispatch,
}

struct Link {
    queue: Receiver<Event>,
    registration: Registration,
}

static NEXT_EXCHANGE: AtomicU64 = AtomicU64::new(1);

impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Terminal({}:{})", self.config.host, self.config.port)
    }
}

impl Terminal {
    /// Opens a terminal: starts to listen for its device requests. Nothing is sent yet, and the terminal need
    /// not be reachable.
    ///
    /// # Errors
    /// [`Code::Listen`] when the till's own port cannot be opened; the message says who holds it, if the
    /// system tells.
    pub fn open(config: Config, devices: Arc<dyn Devices>) -> Result<Terminal, Error> {
        let (events, queue) = crossbeam_channel::bounded(QUEUE_LENGTH);
        let peer = config.host.parse::<IpAddr>().ok();
        let registration =
            Registration::new(config.listen_address(), peer, &config.workstation, config.max_frame, events)?;
        let address = registration.address();
        let wake_up = registration.wake_up();
        info!(
            "Terminal {}:{} ({}) opened, listening at {address}",
            config.host, config.port, config.dialect.name
        );
        let state = State {
            running: Running::Nothing,
            in_callback: None,
            closing: false,
            wanted: false,
            link: Some(Link { queue, registration }),
        };
        Ok(Terminal { config, devices, address, wake_up, state: Mutex::new(state), changed: Condvar::new() })
    }

    /// How the terminal is spoken to.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the till listens for device requests, with the real port.
    #[must_use]
    pub fn listen_address(&self) -> SocketAddr {
        self.address
    }

    /// Runs one operation to its verdict, calling the till's devices on this thread meanwhile.
    ///
    /// Blocks until the terminal has answered, at most `hard_ms` of the URL plus the time that callbacks of
    /// the till take. Once this has begun there is always an [`Outcome`]: also for what was not sent, and for
    /// what nobody knows.
    ///
    /// # Errors
    /// Only when nothing was begun: [`Code::Busy`], [`Code::Recursive`], [`Code::Closed`], or an operation
    /// that makes no sense ([`Operation::check`]).
    pub fn run(&self, operation: &Operation, cancel: &CancelToken) -> Result<Outcome, Error> {
        operation.check(&self.config.dialect)?;
        let call = self.begin(Running::Operation, None)?;
        let number = NEXT_EXCHANGE.fetch_add(1, Ordering::Relaxed);
        let ids = std::array::from_fn(|_| next_request_id());
        let started = Instant::now();
        let mut exchange = Exchange::start(&self.config, operation, ids, Box::new(Timestamp::now), started)?;
        info!("{} {} begins", operation.kind(), exchange.request().request_id);
        let driver = Driver {
            number,
            config: &self.config,
            queue: &call.link().queue,
            registration: &call.link().registration,
            cancel,
            serve: &mut |request, collected| self.serve(request, collected),
            closing: &|| self.state.lock().closing,
        };
        let collected = driver.run(&mut exchange);
        let outcome = exchange.into_outcome(collected);
        log_outcome(&outcome, started.elapsed());
        Ok(outcome)
    }

    /// Takes a card payment. As [`Terminal::run`]; give options by making the [`Operation`] yourself.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn pay(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::CardPayment).with_amount(amount), cancel)
    }

    /// Refunds to a card.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn refund(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::PaymentRefund).with_amount(amount), cancel)
    }

    /// Reverses the payment with this STAN, or the last one where the dialect knows no other way.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reverse(&self, stan: Option<&str>, cancel: &CancelToken) -> Result<Outcome, Error> {
        let mut reversal = Operation::new(RequestKind::PaymentReversal);
        if let Some(stan) = stan {
            reversal.set("stan", stan)?;
        }
        self.run(&reversal, cancel)
    }

    /// Prints the last receipt once more.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reprint(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::TicketReprint), cancel)
    }

    /// Asks the terminal for its last answer once more; see `original_header` of the response.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn repeat_last_message(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::RepeatLastMessage), cancel)
    }

    /// Opens a session: activates the terminal or logs in, whichever the dialect calls it.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn open_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.dialect.session_open), cancel)
    }

    /// Closes the session: deactivates the terminal or logs off.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.dialect.session_close), cancel)
    }

    /// Closes the day, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_day(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.dialect.close_day), cancel)
    }

    /// Asks for the terminal's state, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn status(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.dialect.status), cancel)
    }

    /// Serves device requests that arrive while no operation runs, such as a late receipt.
    ///
    /// Waits up to `timeout` for the first one and returns when none is waiting any more. While an operation
    /// runs it only waits, because that serves them itself; and it gives way to one that begins.
    ///
    /// # Errors
    /// [`Code::Timeout`] when none came; [`Code::Recursive`], [`Code::Closed`].
    pub fn dispatch(&self, timeout: Duration) -> Result<Collected, Error> {
        let deadline = Instant::now() + timeout;
        let call = self.begin(Running::Dispatch, Some(deadline))?;
        let mut collected = Collected::default();
        loop {
            let event = if collected.answered > 0 {
                call.link().registration.wait(&call.link().queue, Instant::now())
            } else {
                call.link().registration.wait(&call.link().queue, deadline)
            };
            let (wanted, closing) = {
                let state = self.state.lock();
                (state.wanted, state.closing)
            };
            match event {
                Some(Event::Device(connection, request)) => {
                    let response = self.serve(&request, &mut collected);
                    match Message::DeviceResponse(response).encode() {
                        Ok(xml) => {
                            connection.write(&frame::encode(&xml), call.link().registration.hub());
                        }
                        Err(error) => {
                            warn!("A device answer cannot be written: {error}");
                            connection.close();
                        }
                    }
                }
                Some(_) => {}
                None => break,
            }
            if wanted || closing || collected.answered > 0 && Instant::now() >= deadline {
                break;
            }
        }
        if collected.answered > 0 {
            Ok(collected)
        } else {
            Err(Error::new(Code::Timeout, "No device request came in the time given.")
                .with_advice("Nothing to do; call again when convenient."))
        }
    }

    /// Closes the terminal. When it returns `Ok`, no callback of the till runs or will ever run again.
    ///
    /// An operation in progress is cancelled, which asks the terminal to abort, and its caller still gets the
    /// outcome. Closing twice is fine.
    ///
    /// # Errors
    /// [`Code::Timeout`] when the operation did not end in time: the terminal stays closing, takes no new
    /// operation, and `close` may be called again. [`Code::Recursive`] inside a callback of this terminal.
    pub fn close(&self, timeout: Duration) -> Result<(), Error> {
        let deadline = Instant::now() + timeout;
        let mut state = self.state.lock();
        refuse_in_callback(&state, "closed")?;
        state.closing = true;
        self.wake_up.wake();
        while state.running != Running::Nothing {
            if self.changed.wait_until(&mut state, deadline).timed_out() && state.running != Running::Nothing
            {
                return Err(Error::new(
                    Code::Timeout,
                    "An operation is still running on the terminal being closed.",
                )
                .with_advice("Wait for its outcome, then close again."));
            }
        }
        let link = state.link.take();
        drop(state);
        if link.is_some() {
            info!("Terminal {}:{} closed", self.config.host, self.config.port);
        }
        // Outside the lock, because it takes others.
        drop(link);
        Ok(())
    }

    /// Enters a call, or says why not. With a deadline it waits for its turn.
    fn begin(&self, what: Running, wait_until: Option<Instant>) -> Result<Call<'_>, Error> {
        let mut state = self.state.lock();
        refuse_in_callback(&state, "called")?;
        while state.running != Running::Nothing && !state.closing {
            let timed_out = match wait_until {
                Some(deadline) => self.changed.wait_until(&mut state, deadline).timed_out(),
                None if state.running == Running::Dispatch => {
                    state.wanted = true;
                    self.wake_up.wake();
                    // Bounded: dispatch returns at once unless a callback of the till holds it.
                    self.changed.wait_for(&mut state, self.config.timers.connect).timed_out()
                }
                None => true,
            };
            if timed_out && state.running != Running::Nothing && !state.closing {
                return Err(match wait_until {
                    Some(_) => Error::new(Code::Timeout, "An operation was running all the time given."),
                    None => Error::new(Code::Busy, "Another call is running on this terminal."),
                });
            }
        }
        let link = if state.closing { None } else { state.link.take() };
        let Some(link) = link else {
            return Err(Error::new(Code::Closed, "The terminal has been closed."));
        };
        state.running = what;
        state.wanted = false;
        Ok(Call { terminal: self, link: Some(link) })
    }

    /// Serves one device request: the only place from which callbacks of the till are called.
    fn serve(&self, request: &DeviceRequest, collected: &mut Collected) -> DeviceResponse {
        self.state.lock().in_callback = Some(thread::current().id());
        let _leave = LeaveCallback(self);
        devices::serve(request, &self.config.dialect, self.devices.as_ref(), collected)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let link = self.state.lock().link.take();
        drop(link);
    }
}

fn refuse_in_callback(state: &State, what: &str) -> Result<(), Error> {
    if state.in_callback == Some(thread::current().id()) {
        let message = format!("The terminal cannot be {what} inside a callback of its own.");
        return Err(Error::new(Code::Recursive, message));
    }
    Ok(())
}

/// A call in progress; gives the link back when it ends, also by a panic.
struct Call<'a> {
    terminal: &'a Terminal,
    link: Option<Link>,
}

impl Call<'_> {
    fn link(&self) -> &Link {
        // Present from `begin` to `drop`.
        #[allow(clippy::expect_used, reason = "taken only in drop")]
        self.link.as_ref().expect("a running call has the link")
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut state = self.terminal.state.lock();
        state.link = self.link.take();
        state.running = Running::Nothing;
        drop(state);
        self.terminal.changed.notify_all();
    }
}

struct LeaveCallback<'a>(&'a Terminal);

impl Drop for LeaveCallback<'_> {
    fn drop(&mut self) {
        self.0.state.lock().in_callback = None;
    }
}

fn log_outcome(outcome: &Outcome, took: Duration) {
    let head = format!("{} {}: {}", outcome.operation.kind(), outcome.request_id, outcome.verdict);
    match (&outcome.error, outcome.verdict) {
        (Some(error), Verdict::Unknown) => log::error!("{head} after {} ms: {error}", took.as_millis()),
        (Some(error), Verdict::NotSent) => warn!("{head} after {} ms: {error}", took.as_millis()),
        _ => info!("{head} after {} ms", took.as_millis()),
    }
    for note in &outcome.notes {
        warn!("{} {}: {note}", outcome.operation.kind(), outcome.request_id);
    }
}

/// A RequestID: a number that has not been used for weeks, even over restarts of the till.
///
/// It counts milliseconds, so that programs that start one after the other do not meet, never falls behind
/// its own count, and stays below 2^31, since terminals are known to keep it in 32 bits. Uniqueness is a
/// courtesy to whoever reads logs; correlation never rests on it alone.
fn next_request_id() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    const LIMIT: u32 = 2_147_483_646;
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let by_clock = u32::try_from(millis % u128::from(LIMIT)).unwrap_or_default() + 1;
    // Greater than the last one, unless the count starts anew: then the clock is far below it.
    let next = |last: u32| if by_clock > last || last - by_clock > LIMIT / 2 { by_clock } else { last + 1 };
    let previous = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)));
    next(previous.unwrap_or_default()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_differ() {
        let ids: std::collections::HashSet<String> = (0..1000).map(|_| next_request_id()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.parse::<u32>().is_ok_and(|n| n > 0 && n <= 2_147_483_646)));
    }
}
