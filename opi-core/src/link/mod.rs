//! Sockets and threads: turns the wishes of an [`Exchange`] into I/O.
//!
//! One queue per terminal. Reader threads put what arrives on either channel into it; the thread that is
//! inside the blocking call takes it out, so that callbacks of the till run there and nowhere else.
//!
//! | thread | lives | ends |
//! |---|---|---|
//! | `opi-listen` | one per listening address, shared by all terminals of the process | with the last terminal there |
//! | `opi-device` | one per channel-1 connection, at most 64 per address | when either side closes it |
//! | `opi-pay` | one per channel-0 connection: connects, then reads | when either side closes it |

mod connection;
mod listener;
mod port_owner;
mod trace;

pub(crate) use connection::DeviceConnection;
pub(crate) use listener::{Listener, Registration};

use crate::cancel::CancelToken;
use crate::config::Config;
use crate::devices::Collected;
use crate::exchange::{Exchange, Line, Loss, Step};
use crate::message::{DeviceRequest, DeviceResponse};
use connection::PayConnection;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

/// Most events that wait for a terminal; a reader thread that finds the queue full waits, and with it the peer.
pub(crate) const QUEUE_LENGTH: usize = 256;
/// Most events taken from the queue before the timers are looked at, or after the verdict.
const MOST_EVENTS_IN_A_ROW: u32 = 64;

/// What happened on a connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// Channel 0 is open.
    Connected(PayLine, Arc<PayConnection>),
    /// A frame came on channel 0.
    Frame(PayLine, Vec<u8>),
    /// Channel 0 is gone.
    Lost(PayLine, Loss),
    /// The terminal wants something of the till.
    Device(Arc<DeviceConnection>, Box<DeviceRequest>),
    /// Something unreadable came on channel 1.
    DeviceGarbled(Arc<DeviceConnection>, String),
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
    pub(crate) sender: &'a Sender<Event>,
    pub(crate) registration: &'a Registration,
    pub(crate) cancel: &'a CancelToken,
    /// Calls the till's devices, with everything that guards such a call.
    pub(crate) serve: &'a mut dyn FnMut(&DeviceRequest, &mut Collected) -> DeviceResponse,
    /// Has the terminal been asked to close?
    pub(crate) closing: &'a dyn Fn() -> bool,
}

/// The connections that an exchange uses.
#[derive(Default)]
struct Lines {
    pay: HashMap<Line, Arc<PayConnection>>,
    device: HashMap<u64, Arc<DeviceConnection>>,
}

impl Driver<'_> {
    /// Runs until the verdict has fallen and what had arrived by then is served.
    pub(crate) fn run(mut self, exchange: &mut Exchange) -> Collected {
        let mut collected = Collected::default();
        let mut lines = Lines::default();
        let _wake = self.cancel.wakes(self.sender.clone());
        let mut in_a_row = 0;
        loop {
            while let Some(step) = exchange.next_step() {
                self.execute(step, exchange, &mut lines, &mut collected);
            }
            if !exchange.is_settled() && (self.cancel.is_cancelled() || (self.closing)()) {
                exchange.cancel(Instant::now());
            }
            // What has arrived counts before what is late: a verdict may be waiting behind a slow callback.
            match self.queue.try_recv().ok() {
                Some(event) if in_a_row < MOST_EVENTS_IN_A_ROW => {
                    in_a_row += 1;
                    self.happened(event, exchange, &mut lines);
                }
                Some(event) => {
                    in_a_row = 0;
                    self.happened(event, exchange, &mut lines);
                    exchange.tick(Instant::now());
                    if exchange.is_settled() {
                        break;
                    }
                }
                None if exchange.is_settled() => break,
                None => {
                    in_a_row = 0;
                    self.wait(exchange, &mut lines);
                }
            }
        }
        while let Some(step) = exchange.next_step() {
            self.execute(step, exchange, &mut lines, &mut collected);
        }
        collected
    }

    /// Waits for the next event or the next deadline, whichever is first. After an abort was asked for, flags
    /// have been seen already, so that nothing spins.
    fn wait(&mut self, exchange: &mut Exchange, lines: &mut Lines) {
        match self.queue.recv_deadline(exchange.deadline()) {
            Ok(event) => self.happened(event, exchange, lines),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => exchange.tick(Instant::now()),
        }
    }

    fn happened(&mut self, event: Event, exchange: &mut Exchange, lines: &mut Lines) {
        let now = Instant::now();
        match event {
            Event::Connected(pay, connection) if pay.exchange == self.number => {
                lines.pay.insert(pay.line, connection);
                exchange.connected(pay.line, now);
            }
            Event::Frame(pay, payload) if pay.exchange == self.number => {
                trace::received(pay.line, &payload);
                exchange.received(pay.line, &payload, now);
            }
            Event::Lost(pay, loss) if pay.exchange == self.number => {
                lines.pay.remove(&pay.line);
                exchange.lost(pay.line, loss, now);
            }
            Event::Connected(_, connection) => connection.close(),
            Event::Frame(..) | Event::Lost(..) | Event::Wake => {}
            Event::Device(connection, request) => {
                let line = Line::Device(connection.id());
                lines.device.insert(connection.id(), connection);
                exchange.device_requested(line, *request, now);
            }
            Event::DeviceGarbled(connection, why) => {
                let line = Line::Device(connection.id());
                lines.device.insert(connection.id(), connection);
                exchange.device_garbled(line, &why, now);
            }
            Event::DeviceLost(id, loss) => {
                lines.device.remove(&id);
                exchange.lost(Line::Device(id), loss, now);
            }
        }
    }

    fn execute(&mut self, step: Step, exchange: &mut Exchange, lines: &mut Lines, collected: &mut Collected) {
        match step {
            Step::Connect(line) => {
                let pay = PayLine { exchange: self.number, line };
                let started = connection::connect(self.config, pay, self.sender.clone(), self.registration);
                if let Err(loss) = started {
                    exchange.lost(line, loss, Instant::now());
                }
            }
            Step::Send(Line::Device(id), frame) => {
                let (handed, complete) = match lines.device.get(&id) {
                    Some(connection) => connection.write(&frame),
                    None => (0, false),
                };
                exchange.sent(Line::Device(id), handed, complete, Instant::now());
            }
            Step::Send(line, frame) => {
                trace::sending(line, &frame);
                let (handed, complete) = match lines.pay.get(&line) {
                    Some(connection) => connection.write(&frame),
                    None => (0, false),
                };
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
}

impl Drop for Lines {
    /// Channel 0 is closed when the exchange is over; channel 1 belongs to the terminal.
    fn drop(&mut self) {
        self.pay.values().for_each(|connection| connection.close());
    }
}
