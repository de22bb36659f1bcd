//! The thread: waits for whatever happens first, and lets one connection or machine at a time act.

use super::peer::{Flushed, Heard, Peer, Role, State};
use super::place::{Place, Shared};
use super::seat::Seat;
use super::sockets;
use super::station::{MOST_PAY, Station};
use super::timers::{Alarm, Timers};
use crate::machine::{ConnId, DeviceLoss, Machine};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// What the driver's owner wakes the thread with. Listeners are numbered from 0, connections behind them.
pub(super) const WAKER: Token = Token(usize::MAX);
/// Events taken at once.
const EVENTS: usize = 1024;
/// Bytes read at once, for all connections together.
const BUFFER: usize = 16 * 1024;
/// Reads and accepts in one go, so that a busy till does not keep everybody else waiting.
const AT_ONCE: usize = 16;
/// A till that does not read for so long is given up.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// Pause after a connection could not be accepted, as when no descriptor is left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Something that a machine is told.
#[derive(Debug)]
pub(super) enum Input {
    Request(Token, Vec<u8>),
    Unreadable(Token, String),
    Closed(Token),
    DeviceResponse(Token, Vec<u8>),
    DeviceLost(Token, DeviceLoss),
    Tick,
}

/// See the module's documentation.
pub(super) struct Reactor<M: Machine> {
    pub(super) poll: Poll,
    shared: Arc<Shared>,
    pub(super) stations: Vec<Station<M>>,
    pub(super) peers: HashMap<Token, Peer>,
    next_token: usize,
    pub(super) timers: Timers,
    /// What machines are told next, each with the number of its station.
    pub(super) inputs: VecDeque<(usize, Input)>,
    /// Who was interrupted, and goes on in the next round.
    pub(super) again: VecDeque<Token>,
    buffer: Vec<u8>,
    started: Instant,
}

impl<M: Machine> Reactor<M> {
    pub(super) fn new(poll: Poll, shared: Arc<Shared>) -> Self {
        Reactor {
            poll,
            shared,
            stations: Vec::new(),
            peers: HashMap::new(),
            next_token: 0,
            timers: Timers::default(),
            inputs: VecDeque::new(),
            again: VecDeque::new(),
            buffer: vec![0; BUFFER],
            started: Instant::now(),
        }
    }

    /// Gives a machine its place, before the thread starts.
    pub(super) fn seat(&mut self, machine: M, place: Place) -> io::Result<Arc<Seat<M>>> {
        let mut listener = sockets::listen(place.listen)?;
        let addr = listener.local_addr()?;
        let token = self.token();
        self.poll.registry().register(&mut listener, token, Interest::READABLE)?;
        let deadline = machine.deadline();
        let seat = Arc::new(Seat::new(machine, addr, place.till));
        let mut station = Station::new(Arc::clone(&seat), listener, place);
        station.deadline = deadline;
        self.timers.set(Alarm::Tick(token.0), deadline);
        self.stations.push(station);
        Ok(seat)
    }

    /// A number that was never used; those of the stations are the first.
    pub(super) fn token(&mut self) -> Token {
        self.next_token += 1;
        Token(self.next_token - 1)
    }

    pub(super) fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// Runs until the owner wants it to end; then everything is closed.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS);
        while !self.shared.stop.load(Ordering::Acquire) {
            let timeout = match self.again.is_empty() {
                true => self.timers.next().map(|at| at.saturating_sub(self.now())),
                false => Some(Duration::ZERO),
            };
            match self.poll.poll(&mut events, timeout) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return,
                _ => {}
            }
            for token in std::mem::take(&mut self.again) {
                self.happened(token);
            }
            for event in &events {
                self.happened(event.token());
            }
            for alarm in self.timers.take_due(self.now()) {
                self.rings(alarm);
            }
        }
    }

    fn happened(&mut self, token: Token) {
        if token.0 < self.stations.len() {
            self.accept(token.0);
        } else {
            self.serve(token);
        }
    }

    fn rings(&mut self, alarm: Alarm) {
        match alarm {
            Alarm::Accept(station) => self.accept(station),
            Alarm::Tick(station) => {
                self.inputs.push_back((station, Input::Tick));
                self.work();
            }
            Alarm::Patience(token) => {
                let station = self.peers.get(&token).map(|peer| peer.station);
                self.give_up(token);
                self.serve(token);
                self.work();
                station.into_iter().for_each(|station| self.settle(station));
            }
        }
    }

    // ---- channel 0 is opened -----------------------------------------------------------------------------------

    fn accept(&mut self, at: usize) {
        for _ in 0..AT_ONCE {
            let Some(station) = self.stations.get(at) else { return };
            match station.listener.accept() {
                Ok((socket, peer)) => self.accepted(at, socket, peer),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // A till that left before it was accepted is no reason to stop listening.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted
                            | io::ErrorKind::ConnectionAborted
                            | io::ErrorKind::ConnectionReset
                    ) => {}
                Err(_) => {
                    let at_last = self.now().saturating_add(ACCEPT_PAUSE);
                    return self.timers.set(Alarm::Accept(at), Some(at_last));
                }
            }
        }
        self.again.push_back(Token(at));
    }

    fn accepted(&mut self, at: usize, socket: TcpStream, from: SocketAddr) {
        let Some(station) = self.stations.get_mut(at) else { return };
        if station.seat.awaits(from) || station.pays >= MOST_PAY || socket.set_nodelay(true).is_err() {
            return;
        }
        let token = self.token();
        if !self.add(token, Peer::new(at, Role::Pay, socket, State::Open)) {
            return;
        }
        if let Some(station) = self.stations.get_mut(at) {
            station.pays += 1;
            station.seat.lock().open += 1;
        }
    }

    /// Adds a connection, unless the system does not want to watch it.
    pub(super) fn add(&mut self, token: Token, mut peer: Peer) -> bool {
        let interest = Interest::READABLE | Interest::WRITABLE;
        let watched = self.poll.registry().register(peer.socket(), token, interest).is_ok();
        if watched {
            self.peers.insert(token, peer);
        }
        watched
    }

    /// Closes a connection.
    pub(super) fn remove(&mut self, token: Token) -> Option<Peer> {
        self.timers.set(Alarm::Patience(token), None);
        let mut peer = self.peers.remove(&token)?;
        peer.drop_queue();
        count(&mut self.stations, &mut peer);
        Some(peer)
    }

    // ---- a connection can be read, or written --------------------------------------------------------------------

    fn serve(&mut self, token: Token) {
        let Some(peer) = self.peers.get_mut(&token) else { return };
        let station = peer.station;
        if peer.state == State::Connecting {
            match peer.connected() {
                None => return,
                Some(Ok(())) => peer.state = State::Open,
                Some(Err(_)) => self.not_connected(token),
            }
            self.timers.set(Alarm::Patience(token), None);
        }
        self.flush(token);
        self.read(token);
        self.end_broken(token);
        self.work();
        self.settle(station);
    }

    /// Writes what can be written.
    pub(super) fn flush(&mut self, token: Token) {
        let now = self.started.elapsed();
        let Some(peer) = self.peers.get_mut(&token) else { return };
        if peer.state == State::Open && peer.is_pending() {
            let patience = Alarm::Patience(token);
            match peer.flush() {
                Ok(Flushed::All) => self.timers.set(patience, None),
                Ok(Flushed::Blocked { progress }) => {
                    if progress || !self.timers.is_set(patience) {
                        self.timers.set(patience, Some(now.saturating_add(WRITE_PATIENCE)));
                    }
                }
                Ok(Flushed::More) => self.again.push_back(token),
                Err(_) => {
                    peer.break_off();
                    self.again.push_back(token);
                }
            }
        }
        if peer.starved && !peer.is_full() {
            peer.starved = false;
            self.again.push_back(token);
        }
        count(&mut self.stations, peer);
        if peer.is_done() {
            self.close(token);
        }
    }

    /// Reads what is there, as long as there is room to answer.
    fn read(&mut self, token: Token) {
        for _ in 0..AT_ONCE {
            let Some(peer) = self.peers.get_mut(&token).filter(|peer| peer.is_read()) else { return };
            if peer.is_full() {
                peer.starved = true;
                return;
            }
            let (station, role) = (peer.station, peer.role);
            match peer.read(&mut self.buffer) {
                Heard::Silence => return,
                Heard::Frames(frames) => self.hear(station, role, token, frames),
                Heard::Garbage(frames, error) => {
                    self.hear(station, role, token, frames);
                    self.end(token, Some(error.to_string()));
                }
                Heard::End(why) => self.end(token, why),
                Heard::Lost => {
                    peer.drop_queue();
                    self.end(token, None);
                }
            }
            self.work();
        }
        self.again.push_back(token);
    }

    fn hear(&mut self, station: usize, role: Role, token: Token, frames: Vec<Vec<u8>>) {
        let input = if role == Role::Pay { Input::Request } else { Input::DeviceResponse };
        self.inputs.extend(frames.into_iter().map(|frame| (station, input(token, frame))));
    }

    /// The till has closed a connection that is read, or it cannot be read any further.
    fn end(&mut self, token: Token, why: Option<String>) {
        let Some(peer) = self.peers.get_mut(&token) else { return };
        peer.state = State::Ended;
        let station = peer.station;
        if peer.role == Role::Pay {
            let why = why.map(|why| (station, Input::Unreadable(token, why)));
            self.inputs.extend(why);
            self.inputs.push_back((station, Input::Closed(token)));
        } else {
            self.inputs.push_back((station, Input::DeviceLost(token, DeviceLoss::Closed)));
        }
    }

    /// What cannot be written to any more has been read to its end.
    fn end_broken(&mut self, token: Token) {
        let Some(peer) = self.peers.get(&token).filter(|peer| peer.state == State::Broken) else { return };
        match peer.role {
            Role::Pay | Role::Device => self.end(token, None),
            Role::Aside | Role::Leaving => drop(self.remove(token)),
        }
    }

    /// Closes a connection to which everything is written.
    pub(super) fn close(&mut self, token: Token) {
        let Some(peer) = self.peers.get(&token) else { return };
        match peer.role {
            Role::Pay => self.end(token, None),
            Role::Device | Role::Aside | Role::Leaving => drop(self.remove(token)),
        }
    }

    /// Lets go of a connection: it is closed when everything is written to it, as a till that has only closed its own
    /// side still reads. Was it there?
    pub(super) fn leave(&mut self, token: Token) -> bool {
        let Some(peer) = self.peers.get_mut(&token) else { return false };
        peer.role = Role::Leaving;
        peer.close_when_written();
        if !peer.is_pending() {
            self.remove(token);
        } else if peer.state == State::Ended {
            peer.state = State::Open;
            self.flush(token);
        }
        true
    }

    /// The till has neither accepted a connection nor read from one for too long.
    fn give_up(&mut self, token: Token) {
        let Some(peer) = self.peers.get_mut(&token) else { return };
        if peer.state == State::Connecting {
            self.not_connected(token);
        } else {
            peer.break_off();
        }
    }
}

/// Tells the station what has changed in a connection.
fn count<M>(stations: &mut [Station<M>], peer: &mut Peer) {
    let Some(station) = stations.get_mut(peer.station) else { return };
    let now = (peer.is_pending() && peer.role != Role::Aside, peer.is_full());
    station.pending = station.pending + usize::from(now.0) - usize::from(peer.counted.0);
    station.full = station.full + usize::from(now.1) - usize::from(peer.counted.1);
    peer.counted = now;
}

impl<M: Machine> Drop for Reactor<M> {
    fn drop(&mut self) {
        self.peers.clear();
        for station in std::mem::take(&mut self.stations) {
            let seat = Arc::clone(&station.seat);
            drop(station);
            seat.stopped();
        }
    }
}

impl From<Token> for ConnId {
    fn from(token: Token) -> Self {
        ConnId(u64::try_from(token.0).unwrap_or(u64::MAX))
    }
}

impl From<ConnId> for Token {
    fn from(conn: ConnId) -> Self {
        Token(usize::try_from(conn.0).unwrap_or(usize::MAX))
    }
}
