//! A terminal, real or replayed, as whoever drives it sees it: what happens goes in, with the time since it was switched
//! on; what to do comes out.

use crate::fault::Outgoing;
use std::time::Duration;

/// A connection on channel 0; numbers are given by whoever drives the machine and never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnId(pub u64);

/// What the terminal wants done. To be carried out in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Answer on channel 0.
    Respond {
        /// The connection.
        conn: ConnId,
        /// The answer.
        message: Outgoing,
    },
    /// Send a device request on channel 1, connecting first if need be.
    DeviceRequest(Outgoing),
    /// Say something on a connection to the till beside channel 1, opened for it if there is none of that number yet;
    /// perhaps nothing at all. It is never read. A message that is cut ends it.
    Aside {
        /// Number of the connection. One that is lost is not opened again before [`Action::CloseDevice`].
        line: u32,
        /// What is said.
        message: Outgoing,
    },
    /// The request is over: close channel 1, and what stands beside it.
    CloseDevice,
    /// Close a connection on channel 0: what came there cannot be answered.
    CloseConnection(ConnId),
    /// Something happened that a reader of the log may want to know, in plain words.
    Note(String),
}

impl Action {
    /// What it says to the till, if anything.
    #[must_use]
    pub fn message(&self) -> Option<&Outgoing> {
        match self {
            Action::Respond { message, .. }
            | Action::Aside { message, .. }
            | Action::DeviceRequest(message) => Some(message),
            Action::CloseDevice | Action::CloseConnection(_) | Action::Note(_) => None,
        }
    }

    /// The same with another message.
    #[must_use]
    pub fn with(&self, message: Outgoing) -> Self {
        match self {
            Action::Respond { conn, .. } => Action::Respond { conn: *conn, message },
            Action::Aside { line, .. } => Action::Aside { line: *line, message },
            Action::DeviceRequest(_) => Action::DeviceRequest(message),
            other => other.clone(),
        }
    }
}

/// Why a device request will not be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceLoss {
    /// Nobody accepts the connection. The terminal does not try again during this request.
    NotListening,
    /// The till closed the connection instead of answering.
    Closed,
}

/// A terminal as a state machine. At [`Machine::deadline`] it wants a [`Machine::tick`]; the actions are to be carried out in
/// their order.
pub(crate) trait Machine: Send + 'static {
    /// The till sent a message on channel 0.
    fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action>;
    /// The till sent something on channel 0 that is not even a frame.
    fn unreadable(&mut self, conn: ConnId, why: &str, now: Duration) -> Vec<Action>;
    /// A connection on channel 0 is gone.
    fn connection_closed(&mut self, conn: ConnId, now: Duration) -> Vec<Action>;
    /// The till sent a message on channel 1.
    fn device_response(&mut self, bytes: &[u8], now: Duration) -> Vec<Action>;
    /// Device requests that are under way will not be answered.
    fn device_lost(&mut self, loss: DeviceLoss, now: Duration) -> Vec<Action>;
    /// Time has passed.
    fn tick(&mut self, now: Duration) -> Vec<Action>;
    /// When it wants a tick, if nothing happens before.
    fn deadline(&self) -> Option<Duration>;
    /// Is there nothing to wait for?
    fn is_idle(&self) -> bool;
}
