//! Where a machine stands: what the driver's thread alone knows of it.

use super::place::{Log, Place};
use super::seat::Seat;
use crate::machine::Machine;
use mio::Token;
use mio::net::TcpListener;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Connections on channel 0 at the same time; a till needs two, some more where several tills share a terminal.
pub(super) const MOST_PAY: usize = 64;
/// Connections beside channel 1 at the same time.
pub(super) const MOST_ASIDE: usize = 1024;

/// See the module's documentation.
pub(super) struct Station<M> {
    pub(super) seat: Arc<Seat<M>>,
    pub(super) listener: TcpListener,
    pub(super) till_port: u16,
    pub(super) reconnect: bool,
    pub(super) log: Option<Log>,
    /// Where the last request came from.
    pub(super) peer: Option<IpAddr>,
    /// The current channel 1; what happens to earlier ones is void.
    pub(super) device: Option<Token>,
    pub(super) asides: HashMap<u32, Token>,
    /// Connections on channel 0.
    pub(super) pays: usize,
    /// Connections of channel 0 and 1 with something to write.
    pub(super) pending: usize,
    /// Connections that are full.
    pub(super) full: usize,
    /// When the machine wants a tick.
    pub(super) deadline: Option<Duration>,
}

impl<M: Machine> Station<M> {
    pub(super) fn new(seat: Arc<Seat<M>>, listener: TcpListener, place: Place) -> Self {
        Station {
            seat,
            listener,
            till_port: place.till_port,
            reconnect: place.reconnect,
            log: place.log,
            peer: None,
            device: None,
            asides: HashMap::new(),
            pays: 0,
            pending: 0,
            full: 0,
            deadline: None,
        }
    }

    /// Where the till listens, as of now.
    pub(super) fn till(&self) -> Option<SocketAddr> {
        let told = self.seat.lock().till;
        told.or_else(|| self.peer.map(|ip| SocketAddr::new(ip, self.till_port)))
    }

    /// When the machine is to be woken. While a connection is full it says nothing new.
    pub(super) fn next_tick(&self) -> Option<Duration> {
        self.deadline.filter(|_| self.full == 0)
    }
}
