//! The driver: gives any number of terminals, real or replayed, their sockets and their clock. One thread serves them all.
//!
//! ```text
//! Seat 1 … N      one machine each, behind a lock: what a test asks of it (any thread)
//!     ▲
//! Reactor         the thread: one poll, one read buffer; an event goes to one machine, whose actions are carried out
//!  ├ Station 1 … N    where a machine listens, its channel 1, how many connections it has
//!  ├ Peer …           a connection: bytes not yet a message, messages not yet written
//!  └ Timers           who wants to be woken when, in order
//! ```
//!
//! Nothing blocks. What a till does not read waits in its connection; a connection that is full is not read, and its
//! machine's clock stands until there is room again, so that nothing grows without bound. A till that reads nothing at
//! all is given up.

mod actions;
mod channel;
mod peer;
mod place;
mod reactor;
mod seat;
mod sockets;
mod station;
mod timers;

use crate::machine::Machine;
use mio::{Poll, Waker};
use place::Shared;
use reactor::Reactor;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

pub use place::Log;
pub(crate) use place::Place;
pub(crate) use seat::Seat;

/// Machines that are running. Dropping it stops them.
pub(crate) struct Driver<M: Machine> {
    seats: Vec<Arc<Seat<M>>>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl<M: Machine> Driver<M> {
    /// Opens every port, then starts. An error names the address that cannot be listened at.
    pub(crate) fn start(machines: Vec<(M, Place)>) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), reactor::WAKER)?;
        let shared = Arc::new(Shared { stop: AtomicBool::new(false), waker });
        let mut reactor = Reactor::new(poll, Arc::clone(&shared));
        let mut seats = Vec::with_capacity(machines.len());
        for (machine, place) in machines {
            seats.push(reactor.seat(machine, place)?);
        }
        let thread = thread::Builder::new().name("opi-sim".to_owned()).spawn(move || reactor.run())?;
        Ok(Driver { seats, shared, thread: Some(thread) })
    }

    /// Every machine, in the order in which they were given.
    pub(crate) fn seats(&self) -> &[Arc<Seat<M>>] {
        &self.seats
    }

    /// Closes every connection and ends the thread.
    pub(crate) fn stop(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.shared.stop.store(true, Ordering::Release);
            let _ = self.shared.waker.wake();
            let _ = thread.join();
        }
    }
}

impl<M: Machine> Drop for Driver<M> {
    fn drop(&mut self) {
        self.stop();
    }
}
