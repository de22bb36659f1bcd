//! The driver: gives a terminal, real or replayed, its sockets and its clock.
//!
//! ```text
//! acceptor ──► one reader per channel-0 connection ──┐
//! connector, then reader of channel 1 ───────────────┼──► one bounded queue ──► core: the machine, all writes
//! Driver::stop ──────────────────────────────────────┘
//! ```
//!
//! Only the core touches the machine and writes; every other thread does nothing but read. All of them live in
//! one scope: when the core ends it closes every socket, which ends the readers, and the scope waits for them.

use crate::connections::{Connections, read_frames};
use crate::fault::Outgoing;
use crate::terminal::{Action, ConnId, DeviceLoss};
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle, Scope};
use std::time::{Duration, Instant};

/// Events waiting for the core; who has more to say waits.
const QUEUE: usize = 64;
/// Accepted connections remembered for [`Driver::wait_hung_up`].
const REMEMBERED_PEERS: usize = 64;
/// How long the till's listener may take to accept.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);

/// Receives one plain sentence per thing that happens.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// A terminal as a state machine: what happens goes in, with the time since it was switched on; what to do comes out.
/// See [`crate::terminal::Terminal`].
pub(crate) trait Machine: Send + 'static {
    fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action>;
    fn unreadable(&mut self, conn: ConnId, why: &str, now: Duration) -> Vec<Action>;
    fn connection_closed(&mut self, conn: ConnId, now: Duration) -> Vec<Action>;
    fn device_response(&mut self, bytes: &[u8], now: Duration) -> Vec<Action>;
    fn device_lost(&mut self, loss: DeviceLoss, now: Duration) -> Vec<Action>;
    fn tick(&mut self, now: Duration) -> Vec<Action>;
    fn deadline(&self) -> Option<Duration>;
    /// Is there nothing to wait for?
    fn is_idle(&self) -> bool;
}

/// Where a driver listens, and where the till is.
pub(crate) struct Place {
    pub(crate) listen: SocketAddr,
    /// `None`: at the peer that sent the request, on `till_port`.
    pub(crate) till: Option<SocketAddr>,
    pub(crate) till_port: u16,
    /// Open channel 1 anew for each device request.
    pub(crate) reconnect: bool,
    pub(crate) log: Option<Log>,
}

/// A machine that is running. Dropping it stops it.
pub(crate) struct Driver<M: Machine> {
    shared: Arc<Shared<M>>,
    queue: SyncSender<Event>,
    addr: SocketAddr,
    core: Option<JoinHandle<()>>,
}

struct Shared<M> {
    state: Mutex<State<M>>,
    changed: Condvar,
    connections: Connections,
    log: Option<Log>,
    reconnect: bool,
    till_port: u16,
}

struct State<M> {
    machine: M,
    till: Option<SocketAddr>,
    /// Who was accepted on channel 0 lately, the latest last.
    accepted: VecDeque<SocketAddr>,
    /// Connections on channel 0 whose end the machine has not seen.
    open: usize,
    /// The core is carrying out actions.
    working: bool,
    stopped: bool,
}

enum Event {
    Request(ConnId, Vec<u8>),
    Unreadable(ConnId, String),
    Closed(ConnId),
    /// Number of the link, and the socket's number if the till accepted it.
    DeviceConnected(u64, Option<u64>),
    DeviceResponse(u64, Vec<u8>),
    DeviceClosed(u64),
    Stop,
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

impl<M: Machine> Driver<M> {
    pub(crate) fn start(machine: M, place: Place) -> io::Result<Self> {
        let listener = TcpListener::bind(place.listen)?;
        let addr = listener.local_addr()?;
        let (queue, events) = sync_channel(QUEUE);
        let shared = Arc::new(Shared {
            till_port: place.till_port,
            state: Mutex::new(State {
                machine,
                till: place.till,
                accepted: VecDeque::new(),
                open: 0,
                working: false,
                stopped: false,
            }),
            changed: Condvar::new(),
            connections: Connections::default(),
            log: place.log,
            reconnect: place.reconnect,
        });
        let core = {
            let (shared, queue) = (Arc::clone(&shared), queue.clone());
            thread::Builder::new()
                .name("opi-sim".to_owned())
                .spawn(move || run(&shared, &listener, addr, queue, events))?
        };
        Ok(Driver { shared, queue, addr, core: Some(core) })
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub(crate) fn set_till(&self, till: SocketAddr) {
        self.shared.state.lock().till = Some(till);
    }

    /// The machine; nothing happens to it meanwhile.
    pub(crate) fn machine(&self) -> Held<'_, M> {
        Held(self.shared.state.lock())
    }

    /// Waits until the machine is idle and everything is written, or until a moment. Tells whether it is idle.
    pub(crate) fn wait_idle(&self, until: Option<Instant>) -> bool {
        let mut state = self.shared.state.lock();
        while !state.stopped && (state.working || !state.machine.is_idle()) {
            match until {
                None => self.shared.changed.wait(&mut state),
                Some(until) if self.shared.changed.wait_until(&mut state, until).timed_out() => {
                    return !state.working && state.machine.is_idle();
                }
                Some(_) => {}
            }
        }
        true
    }

    /// Waits until everything that was sent on channel 0 so far is taken in, and every till has hung up.
    pub(crate) fn wait_hung_up(&self) -> io::Result<()> {
        // Connections are accepted in their order: once this one is, so are all before it.
        let last = TcpStream::connect_timeout(&reachable(self.addr), CONNECT_PATIENCE)?.local_addr()?;
        let mut state = self.shared.state.lock();
        while !(state.stopped || state.open == 0 && state.accepted.contains(&last)) {
            self.shared.changed.wait(&mut state);
        }
        Ok(())
    }

    /// Closes every connection and ends.
    pub(crate) fn stop(&mut self) {
        if let Some(core) = self.core.take() {
            let _ = self.queue.send(Event::Stop);
            let _ = core.join();
        }
    }
}

impl<M: Machine> Drop for Driver<M> {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run<M: Machine>(
    shared: &Shared<M>,
    listener: &TcpListener,
    addr: SocketAddr,
    queue: SyncSender<Event>,
    events: Receiver<Event>,
) {
    thread::scope(|scope| {
        let acceptor_queue = queue.clone();
        let acceptor =
            spawn(scope, "opi-sim-accept", move || accept(scope, shared, listener, &acceptor_queue));
        let mut core = Core {
            shared,
            queue,
            scope,
            started: Instant::now(),
            device: Device::Closed,
            link: 0,
            peer: None,
        };
        if acceptor {
            core.serve(&events);
        }
        shared.connections.stop();
        // Readers that wait for room in the queue find it gone; the acceptor is woken by a connection.
        drop(events);
        let _ = TcpStream::connect_timeout(&reachable(addr), CONNECT_PATIENCE);
        shared.state.lock().stopped = true;
        shared.changed.notify_all();
    });
}

/// An address at which a listener bound to `addr` can be reached from here.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

/// Starts a thread of the scope; `false` if the system has none left.
fn spawn<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    name: &str,
    body: impl FnOnce() + Send + 'scope,
) -> bool {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, body).is_ok()
}

/// Accepts on channel 0 and gives each connection a reader.
fn accept<'scope, M: Machine>(
    scope: &'scope Scope<'scope, '_>,
    shared: &'scope Shared<M>,
    listener: &TcpListener,
    queue: &SyncSender<Event>,
) {
    loop {
        let accepted = listener.accept();
        if shared.connections.is_stopping() {
            return;
        }
        // A till that left before it was accepted is no reason to stop listening.
        let Ok((socket, peer)) = accepted else { continue };
        let Ok(id) = shared.connections.add(&socket) else { continue };
        {
            let mut state = shared.state.lock();
            state.open += 1;
            if state.accepted.len() >= REMEMBERED_PEERS {
                state.accepted.pop_front();
            }
            state.accepted.push_back(peer);
        }
        let queue = queue.clone();
        let reading = spawn(scope, "opi-sim-read", move || {
            let conn = ConnId(id);
            let read = read_frames(&socket, |frame| queue.send(Event::Request(conn, frame)).is_ok());
            if let Err(why) = read {
                let _ = queue.send(Event::Unreadable(conn, why));
            }
            let _ = queue.send(Event::Closed(conn));
        });
        if !reading {
            shared.connections.close(id);
            shared.state.lock().open -= 1;
            shared.changed.notify_all();
        }
    }
}

/// Channel 1 as the core sees it.
enum Device {
    Closed,
    /// A connector is under way; what it is for is sent when it succeeds.
    Connecting(Vec<Outgoing>),
    Open(u64),
}

/// The thread that owns the machine's time and does all writing.
struct Core<'scope, 'env, 'shared, M> {
    shared: &'shared Shared<M>,
    queue: SyncSender<Event>,
    scope: &'scope Scope<'scope, 'env>,
    started: Instant,
    device: Device,
    /// Number of the current channel-1 connection; events of earlier ones are void.
    link: u64,
    /// Where the last request came from.
    peer: Option<IpAddr>,
}

impl<'scope, 'shared: 'scope, M: Machine> Core<'scope, '_, 'shared, M> {
    fn serve(&mut self, events: &Receiver<Event>) {
        loop {
            let now = self.started.elapsed();
            let deadline = self.shared.state.lock().machine.deadline();
            let event = match deadline {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => events.recv_timeout(deadline.saturating_sub(now)),
            };
            match event {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.tell(M::tick),
                Ok(event) => self.take(event),
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Request(conn, bytes) => {
                self.peer = self.shared.connections.peer(conn.0).or(self.peer);
                self.tell(|machine, now| machine.request(conn, &bytes, now));
            }
            Event::Unreadable(conn, why) => self.tell(|machine, now| machine.unreadable(conn, &why, now)),
            Event::Closed(conn) => {
                self.shared.connections.close(conn.0);
                self.shared.state.lock().open -= 1;
                self.tell(|machine, now| machine.connection_closed(conn, now));
            }
            Event::DeviceConnected(link, socket) if link == self.link => self.device_connected(socket),
            Event::DeviceConnected(_, socket) => {
                socket.into_iter().for_each(|id| self.shared.connections.close(id))
            }
            Event::DeviceResponse(link, bytes) if link == self.link => {
                self.tell(|machine, now| machine.device_response(&bytes, now));
            }
            Event::DeviceClosed(link) if link == self.link => self.device_closed(),
            // Of a connection that is closed already; `Stop` has ended the loop.
            Event::DeviceResponse(..) | Event::DeviceClosed(_) | Event::Stop => {}
        }
    }

    /// Gives the machine an input and carries out what it wants.
    fn tell(&mut self, input: impl FnOnce(&mut M, Duration) -> Vec<Action>) {
        let now = self.started.elapsed();
        let actions = {
            let mut state = self.shared.state.lock();
            state.working = true;
            input(&mut state.machine, now)
        };
        for action in actions {
            self.carry_out(action);
        }
        self.shared.state.lock().working = false;
        self.shared.changed.notify_all();
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Respond { conn, message } => {
                // A till that has gone does not get its answer; the ledger knows it.
                let _ = self.shared.connections.send(conn.0, &message);
            }
            Action::DeviceRequest(message) => self.device_request(message),
            Action::CloseDevice => self.close_device(),
            Action::CloseConnection(conn) => self.shared.connections.close(conn.0),
            Action::Note(note) => {
                if let Some(log) = &self.shared.log {
                    log(&note);
                }
            }
        }
    }

    // ---- channel 1 -----------------------------------------------------------------------------------------

    fn device_request(&mut self, message: Outgoing) {
        if self.shared.reconnect {
            self.close_device();
        }
        match &mut self.device {
            Device::Open(socket) => {
                let socket = *socket;
                self.write_device(socket, &message);
            }
            Device::Connecting(messages) => messages.push(message),
            Device::Closed => self.connect(message),
        }
    }

    fn connect(&mut self, message: Outgoing) {
        self.link += 1;
        let link = self.link;
        let till = self
            .shared
            .state
            .lock()
            .till
            .or_else(|| self.peer.map(|ip| SocketAddr::new(ip, self.shared.till_port)));
        let (shared, queue) = (self.shared, self.queue.clone());
        self.device = Device::Connecting(vec![message]);
        let started = spawn(self.scope, "opi-sim-device", move || {
            let open = till.and_then(|till| TcpStream::connect_timeout(&till, CONNECT_PATIENCE).ok());
            let added = open.and_then(|socket| Some((shared.connections.add(&socket).ok()?, socket)));
            let _ = queue.send(Event::DeviceConnected(link, added.as_ref().map(|(id, _)| *id)));
            if let Some((_, socket)) = added {
                let _ = read_frames(&socket, |frame| queue.send(Event::DeviceResponse(link, frame)).is_ok());
                let _ = queue.send(Event::DeviceClosed(link));
            }
        });
        if !started {
            let _ = self.queue.try_send(Event::DeviceConnected(link, None));
        }
    }

    fn device_connected(&mut self, socket: Option<u64>) {
        match (std::mem::replace(&mut self.device, Device::Closed), socket) {
            (Device::Connecting(messages), Some(socket)) => {
                messages.iter().for_each(|message| self.write_device(socket, message));
            }
            (_, Some(socket)) => self.shared.connections.close(socket),
            (_, None) => self.tell(|machine, now| machine.device_lost(DeviceLoss::NotListening, now)),
        }
    }

    fn write_device(&mut self, socket: u64, message: &Outgoing) {
        self.device = Device::Open(socket);
        if self.shared.connections.send(socket, message).is_err() {
            // The reader notices the end of the connection, if it has not already.
            self.shared.connections.close(socket);
        }
    }

    /// The till closed channel 1. If no answer is awaited the terminal does not mind: some close after each.
    fn device_closed(&mut self) {
        self.close_device();
        self.tell(|machine, now| machine.device_lost(DeviceLoss::Closed, now));
    }

    fn close_device(&mut self) {
        if let Device::Open(socket) = self.device {
            self.shared.connections.close(socket);
        }
        self.device = Device::Closed;
        self.link += 1;
    }
}
