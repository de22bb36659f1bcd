//! Sockets and threads: turns the wishes of an [`Exchange`] into I/O.
//!
//! The library has no threads of its own: the thread that is inside a blocking call watches the sockets
//! ([`hub`]), and callbacks of the till run on it and nowhere else. One queue per terminal holds what has
//! arrived and waits to be handled. (Only resolving a host *name* takes a short-lived thread, `opi-resolve`,
//! because the operating system offers no way to interrupt it; addresses take none.)

mod connection;
mod hub;
mod port_owner;
mod trace;

pub(crate) use connection::Connection;
pub(crate) use hub::{Hub, Registration, WakeUp};

use crate::cancel::CancelToken;
use crate::config::Config;
use crossbeam_channel::Receiver;
use opi_proto::devices::Collected;
use opi_proto::error::{Code, Error};
use opi_proto::exchange::{Exchange, Line, Loss, Step};
use opi_proto::message::{DeviceRequest, DeviceResponse};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Most events that wait for a terminal; a connection that brings more is closed.
pub(crate) const QUEUE_LENGTH: usize = 256;
/// Most events taken from the queue before the timers are looked at, or after the verdict.
const MOST_EVENTS_IN_A_ROW: u32 = 64;

/// What happened on a connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// The terminal's name was looked up.
    Resolved(PayLine, Result<Vec<SocketAddr>, Loss>),
    /// Channel 0 is open.
    Connected(PayLine, Arc<Connection>),
    /// A frame came on channel 0.
    Frame(PayLine, Vec<u8>),
    /// Channel 0 is gone.
    Lost(PayLine, Loss),
    /// The terminal wants something of the till.
    Device(Arc<Connection>, Box<DeviceRequest>),
    /// Something unreadable came on a channel-1 connection, which has been closed.
    DeviceGarbled(u64, String),
    /// A channel-1 connection is gone.
    DeviceLost(u64, Loss),
    /// Nothing: look at flags again.
    Wake,
}

/// A channel-0 connection of one exchange; what comes from an earlier exchange is recognised and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PayLine {
    pub(crate) exchange: u64,
    pub(crate) line: Line,
}

/// Drives one exchange to its verdict on the calling thread.
pub(crate) struct Driver<'a> {
    pub(crate) number: u64,
    pub(crate) config: &'a Config,
    pub(crate) queue: &'a Receiver<Event>,
    pub(crate) registration: &'a Registration,
    pub(crate) cancel: &'a CancelToken,
    /// Puts the request on disk, where it must be before its first byte is sent.
    pub(crate) before_first_byte: &'a mut dyn FnMut() -> Result<(), Error>,
    /// Calls the till's devices, with everything that guards such a call.
    pub(crate) serve: &'a mut dyn FnMut(&DeviceRequest, &mut Collected) -> DeviceResponse,
    /// Has the terminal been asked to close?
    pub(crate) closing: &'a dyn Fn() -> bool,
}

/// The connections that an exchange uses.
#[derive(Default)]
struct Lines {
    pay: HashMap<Line, Arc<Connection>>,
    device: HashMap<u64, Arc<Connection>>,
}

impl Driver<'_> {
    /// Runs until the verdict has fallen and what had arrived by then is served.
    pub(crate) fn run(mut self, exchange: &mut Exchange) -> Collected {
        let mut collected = Collected::default();
        let mut lines = Lines::default();
        let _wake = self.cancel.wakes(self.registration.wake_up());
        let mut since_tick = 0;
        loop {
            if !exchange.is_settled() && (self.cancel.is_cancelled() || (self.closing)()) {
                exchange.cancel(Instant::now());
            }
            while let Some(step) = exchange.next_step() {
                self.execute(step, exchange, &mut lines, &mut collected);
            }
            let until = if exchange.is_settled() { Instant::now() } else { exchange.deadline() };
            // What has arrived counts before what is late: a verdict may be waiting behind a slow callback. But
            // a terminal that never stops asking must not stop the clock.
            match self.registration.wait(self.queue, until) {
                Some(event) if since_tick < MOST_EVENTS_IN_A_ROW => {
                    since_tick += 1;
                    self.happened(event, exchange, &mut lines);
                }
                _ if exchange.is_settled() => break,
                event => {
                    since_tick = 0;
                    if let Some(event) = event {
                        self.happened(event, exchange, &mut lines);
                    }
                    exchange.tick(Instant::now());
                }
            }
        }
        while let Some(step) = exchange.next_step() {
            self.execute(step, exchange, &mut lines, &mut collected);
        }
        // Channel 0 lives as long as its exchange; channel 1 belongs to the terminal.
        self.registration.end_exchange(self.number);
        collected
    }

    fn happened(&mut self, event: Event, exchange: &mut Exchange, lines: &mut Lines) {
        let now = Instant::now();
        match event {
            Event::Resolved(pay, found) if pay.exchange == self.number => match found {
                Ok(addresses) => self.registration.connect(pay, addresses),
                Err(loss) => exchange.lost(pay.line, loss),
            },
            Event::Connected(pay, connection) if pay.exchange == self.number => {
                lines.pay.insert(pay.line, connection);
                exchange.connected(pay.line, now);
            }
            Event::Frame(pay, payload) if pay.exchange == self.number => {
                exchange.received(pay.line, &payload, now);
            }
            Event::Lost(pay, loss) if pay.exchange == self.number => {
                lines.pay.remove(&pay.line);
                exchange.lost(pay.line, loss);
            }
            // Of an exchange that is over.
            Event::Resolved(..) | Event::Connected(..) | Event::Frame(..) | Event::Lost(..) | Event::Wake => {
            }
            Event::Device(connection, request) => {
                let line = Line::Device(connection.id());
                lines.device.insert(connection.id(), connection);
                exchange.device_requested(line, *request, now);
            }
            Event::DeviceGarbled(id, why) => exchange.device_garbled(Line::Device(id), &why, now),
            Event::DeviceLost(id, loss) => {
                lines.device.remove(&id);
                exchange.lost(Line::Device(id), loss);
            }
        }
    }

    fn execute(&mut self, step: Step, exchange: &mut Exchange, lines: &mut Lines, collected: &mut Collected) {
        match step {
            Step::Connect(line) => self.connect(PayLine { exchange: self.number, line }, exchange),
            Step::Send(line, frame) => {
                // Only the request itself: an abort on the same line finds it on disk already.
                if line == Line::Pay
                    && !exchange.is_sent()
                    && let Err(error) = (self.before_first_byte)()
                {
                    return exchange.prevented(error);
                }
                trace::sending(line, &frame);
                let connection = match line {
                    Line::Device(id) => lines.device.get(&id),
                    Line::Pay | Line::Abort(_) => lines.pay.get(&line),
                };
                let hub = self.registration.hub();
                let (handed, complete) = connection.map_or((0, false), |c| c.write(&frame, hub));
                exchange.sent(line, handed, complete, Instant::now());
            }
            Step::Serve(line, request) => {
                let response = (self.serve)(&request, collected);
                exchange.served(line, response, Instant::now());
            }
            Step::Close(Line::Device(id)) => {
                if let Some(connection) = lines.device.remove(&id) {
                    connection.close();
                }
            }
            Step::Close(line) => {
                if let Some(connection) = lines.pay.remove(&line) {
                    connection.close();
                }
            }
        }
    }

    /// Looks up the terminal's name, if it is one, and begins to connect.
    fn connect(&self, pay: PayLine, exchange: &mut Exchange) {
        let (host, port) = (self.config.host.clone(), self.config.port);
        if let Ok(address) = host.parse::<IpAddr>() {
            return self.registration.connect(pay, vec![SocketAddr::new(address, port)]);
        }
        let wake_up = self.registration.wake_up();
        let look_up = move || {
            let found = (host.as_str(), port).to_socket_addrs().map(Iterator::collect).map_err(|error| {
                let what = format!("The terminal's name '{host}' cannot be resolved: {error}.");
                Loss::NotConnected(Code::Resolve, what)
            });
            wake_up.send(Event::Resolved(pay, found));
        };
        if let Err(error) = thread::Builder::new().name("opi-resolve".into()).spawn(look_up) {
            let what = format!("No thread to resolve the terminal's name with: {error}.");
            exchange.lost(pay.line, Loss::NotConnected(Code::Resolve, what));
        }
    }
}
