//! A machine behind its lock: what other threads ask of it, and what they wait for.

use super::sockets;
use crate::machine::Machine;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::io;
use std::net::SocketAddr;
use std::time::Instant;

/// One machine, shared by the driver's thread and whoever asks.
pub(crate) struct Seat<M> {
    addr: SocketAddr,
    state: Mutex<State<M>>,
    changed: Condvar,
}

/// What is behind the lock.
pub(super) struct State<M> {
    pub(super) machine: M,
    /// Where the till listens; `None`: at the peer.
    pub(super) till: Option<SocketAddr>,
    /// Connections on channel 0 whose end the machine has not seen.
    pub(super) open: usize,
    /// Actions are being carried out, or what they wrote has not left yet.
    pub(super) working: bool,
    stopped: bool,
    /// Connections of [`Seat::wait_hung_up`] that have not been accepted yet.
    awaited: Vec<SocketAddr>,
}

/// The machine, while nothing else touches it.
pub(crate) struct Held<'a, M>(MutexGuard<'a, State<M>>);

impl<M> std::ops::Deref for Held<'_, M> {
    type Target = M;
    fn deref(&self) -> &M {
        &self.0.machine
    }
}

impl<M> std::ops::DerefMut for Held<'_, M> {
    fn deref_mut(&mut self) -> &mut M {
        &mut self.0.machine
    }
}

impl<M: Machine> Seat<M> {
    pub(super) fn new(machine: M, addr: SocketAddr, till: Option<SocketAddr>) -> Self {
        let awaited = Vec::new();
        let state = State { machine, till, open: 0, working: false, stopped: false, awaited };
        Seat { addr, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Where it listens.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub(crate) fn set_till(&self, till: SocketAddr) {
        self.state.lock().till = Some(till);
    }

    /// The machine; nothing happens to it meanwhile.
    pub(crate) fn machine(&self) -> Held<'_, M> {
        Held(self.state.lock())
    }

    /// Waits until the machine is idle and everything is written, or until a moment. Tells whether it is idle.
    pub(crate) fn wait_idle(&self, until: Option<Instant>) -> bool {
        let busy = |state: &State<M>| !state.stopped && (state.working || !state.machine.is_idle());
        let mut state = self.state.lock();
        while busy(&state) {
            match until {
                None => self.changed.wait(&mut state),
                Some(until) if self.changed.wait_until(&mut state, until).timed_out() => {
                    return !busy(&state);
                }
                Some(_) => {}
            }
        }
        true
    }

    /// Waits until everything that was sent on channel 0 so far is taken in, and every till has hung up.
    pub(crate) fn wait_hung_up(&self) -> io::Result<()> {
        // Connections are accepted in their order: once this one is, so are all before it.
        let probe = sockets::probe(self.addr)?;
        self.state.lock().awaited.push(probe.addr);
        let connected = probe.connect();
        let mut state = self.state.lock();
        if connected.is_err() {
            state.awaited.retain(|addr| *addr != probe.addr);
        }
        while connected.is_ok() && !state.stopped && (state.open > 0 || state.awaited.contains(&probe.addr)) {
            self.changed.wait(&mut state);
        }
        connected
    }

    // ---- the driver's side -----------------------------------------------------------------------------------

    pub(super) fn lock(&self) -> MutexGuard<'_, State<M>> {
        self.state.lock()
    }

    /// Wakes who waits, after a change.
    pub(super) fn tell(&self) {
        self.changed.notify_all();
    }

    /// Is this the connection that somebody waits for? It is not the machine's then.
    pub(super) fn awaits(&self, peer: SocketAddr) -> bool {
        let mut state = self.state.lock();
        let place = state.awaited.iter().position(|addr| *addr == peer);
        if let Some(place) = place {
            state.awaited.swap_remove(place);
            self.tell();
        }
        place.is_some()
    }

    /// The driver has ended: nobody needs to wait any more.
    pub(super) fn stopped(&self) {
        self.state.lock().stopped = true;
        self.tell();
    }
}
