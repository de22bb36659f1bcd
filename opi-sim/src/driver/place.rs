//! What a driver is given.

use mio::Waker;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Receives one plain sentence per thing that happens.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// Where a machine listens, and where its till is.
pub(crate) struct Place {
    pub(crate) listen: SocketAddr,
    /// `None`: at the peer that sent the request, on `till_port`.
    pub(crate) till: Option<SocketAddr>,
    pub(crate) till_port: u16,
    /// Open channel 1 anew for each device request.
    pub(crate) reconnect: bool,
    pub(crate) log: Option<Log>,
}

/// What the thread and its owner share.
pub(super) struct Shared {
    pub(super) stop: AtomicBool,
    pub(super) waker: Waker,
}
