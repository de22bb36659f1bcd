//! The driver: gives a [`Terminal`] its sockets and its clock.
//!
//! ```text
//! acceptor ──► one reader per channel-0 connection ──┐
//! connector, then reader of channel 1 ───────────────┼──► one bounded queue ──► core: Terminal, all writes
//! Simulator::stop ───────────────────────────────────┘
//! ```
//!
//! Only the core touches the terminal and writes; every other thread does nothing but read. All of them live in
//! one scope: when the core ends it closes every socket, which ends the readers, and the scope waits for them.

use crate::behaviour::Behaviour;
use crate::connections::{Connections, read_frames};
use crate::fault::Outgoing;
use crate::ledger::Ledger;
use crate::terminal::{Action, Condition, ConnId, DeviceLoss, Settings, Terminal};
use crate::text::Language;
use jiff::Zoned;
use opi_core::dialect::{CH, Dialect};
use parking_lot::{Condvar, Mutex};
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle, Scope};
use std::time::{Duration, Instant};

/// Events waiting for the core; who has more to say waits.
const QUEUE: usize = 64;
/// Accepted connections remembered for [`Simulator::wait_hung_up`].
const REMEMBERED_PEERS: usize = 64;
/// How long the till's listener may take to accept.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);

/// Receives one plain sentence per thing that happens.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// How a simulator is set up.
#[derive(Clone)]
pub struct Config {
    /// The terminal itself.
    pub terminal: Settings,
    /// Where it listens for requests (channel 0); port 0 for any free one.
    pub listen: SocketAddr,
    /// Where the till listens for device requests (channel 1). `None`: at the peer that sent the request, on the
    /// dialect's port.
    pub till: Option<SocketAddr>,
    /// Open channel 1 anew for each device request, as some terminals do, instead of once per request.
    pub reconnect: bool,
    /// Receives what happens.
    pub log: Option<Log>,
}

impl Config {
    /// A terminal of this family on any free port of this machine, switched on now.
    #[must_use]
    pub fn new(dialect: &'static Dialect) -> Self {
        Config {
            terminal: Settings { started: Zoned::now(), ..Settings::new(dialect) },
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            till: None,
            reconnect: false,
            log: None,
        }
    }

    /// Where the till listens.
    #[must_use]
    pub fn till(mut self, till: SocketAddr) -> Self {
        self.till = Some(till);
        self
    }

    /// What it does with transactions.
    #[must_use]
    pub fn outcome(mut self, behaviour: impl Into<Behaviour>) -> Self {
        self.terminal.behaviour = behaviour.into();
        self
    }

    /// Where it listens.
    #[must_use]
    pub fn listen(mut self, listen: SocketAddr) -> Self {
        self.listen = listen;
        self
    }

    /// The language where the till names none.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.terminal.profile.language = language;
        self
    }

    /// Nobody has activated it or logged in yet.
    #[must_use]
    pub fn logged_out(mut self) -> Self {
        self.terminal.session_open = false;
        self
    }
}

impl Default for Config {
    /// A Swiss terminal.
    fn default() -> Self {
        Config::new(&CH)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("terminal", &self.terminal)
            .field("listen", &self.listen)
            .field("till", &self.till)
            .field("reconnect", &self.reconnect)
            .finish_non_exhaustive()
    }
}

/// A terminal that is running. Dropping it stops it.
pub struct Simulator {
    shared: Arc<Shared>,
    queue: SyncSender<Event>,
    addr: SocketAddr,
    core: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    connections: Connections,
    log: Option<Log>,
    reconnect: bool,
    default_till_port: u16,
}

struct State {
    terminal: Terminal,
    till: Option<SocketAddr>,
    /// Who was accepted on channel 0 lately, the latest last.
    accepted: VecDeque<SocketAddr>,
    /// Connections on channel 0 whose end the terminal has not seen.
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

impl Simulator {
    /// Opens the port and starts.
    ///
    /// # Errors
    /// When the port cannot be opened or a thread cannot be started.
    pub fn start(config: Config) -> io::Result<Self> {
        let listener = TcpListener::bind(config.listen)?;
        let addr = listener.local_addr()?;
        let (queue, events) = sync_channel(QUEUE);
        let shared = Arc::new(Shared {
            default_till_port: config.terminal.dialect.listen_port,
            state: Mutex::new(State {
                terminal: Terminal::new(config.terminal),
                till: config.till,
                accepted: VecDeque::new(),
                open: 0,
                working: false,
                stopped: false,
            }),
            changed: Condvar::new(),
            connections: Connections::default(),
            log: config.log,
            reconnect: config.reconnect,
        });
        let core = {
            let (shared, queue) = (Arc::clone(&shared), queue.clone());
            thread::Builder::new()
                .name("opi-sim".to_owned())
                .spawn(move || run(&shared, &listener, addr, queue, events))?
        };
        Ok(Simulator { shared, queue, addr, core: Some(core) })
    }

    /// Where it listens: what the till connects to.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Changes where the till listens, from the next device connection on.
    pub fn set_till(&self, till: SocketAddr) {
        self.shared.state.lock().till = Some(till);
    }

    /// Changes what it does with the transactions to come.
    pub fn set_outcome(&self, behaviour: impl Into<Behaviour>) {
        self.shared.state.lock().terminal.set_behaviour(behaviour.into());
    }

    /// Changes the language where the till names none.
    pub fn set_language(&self, language: Language) {
        self.shared.state.lock().terminal.set_language(language);
    }

    /// The truth about money, as of now.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.shared.state.lock().terminal.ledger().clone()
    }

    /// What the till did wrong so far, in plain words.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.shared.state.lock().terminal.findings()
    }

    /// What it can do at the moment.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.shared.state.lock().terminal.condition()
    }

    /// Waits until the running request is over, its answer written. (Bytes that have not been read yet count for
    /// nothing: a test sends first and waits for something it can see.) It ends by itself: whatever a
    /// terminal waits for, its patience is limited.
    pub fn wait_idle(&self) {
        let mut state = self.shared.state.lock();
        while !state.stopped && (state.working || !state.terminal.is_idle()) {
            self.shared.changed.wait(&mut state);
        }
    }

    /// Waits until everything that was sent on channel 0 has been taken in and every till has hung up. For a till
    /// that is dead, whose last words may still lie in the kernel. A request may go on running: see
    /// [`Simulator::wait_idle`].
    ///
    /// # Errors
    /// When it cannot connect to itself.
    pub fn wait_hung_up(&self) -> io::Result<()> {
        // Connections are accepted in their order: once this one is, so are all before it.
        let last = TcpStream::connect_timeout(&reachable(self.addr), CONNECT_PATIENCE)?.local_addr()?;
        let mut state = self.shared.state.lock();
        while !(state.stopped || state.open == 0 && state.accepted.contains(&last)) {
            self.shared.changed.wait(&mut state);
        }
        Ok(())
    }

    /// Closes every connection and ends. What was running stays in the ledger as it is.
    pub fn stop(&mut self) {
        if let Some(core) = self.core.take() {
            let _ = self.queue.send(Event::Stop);
            let _ = core.join();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop();
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("addr", &self.addr).finish_non_exhaustive()
    }
}

fn run(
    shared: &Shared,
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
fn accept<'scope>(
    scope: &'scope Scope<'scope, '_>,
    shared: &'scope Shared,
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
        }
    }
}

/// Channel 1 as the core sees it.
enum Device {
    Closed,
    /// A connector is under way; what it is for is sent when it succeeds.
    Connecting(Outgoing),
    Open(u64),
}

/// The thread that owns the terminal's time and does all writing.
struct Core<'scope, 'env, 'shared> {
    shared: &'shared Shared,
    queue: SyncSender<Event>,
    scope: &'scope Scope<'scope, 'env>,
    started: Instant,
    device: Device,
    /// Number of the current channel-1 connection; events of earlier ones are void.
    link: u64,
    /// Where the last request came from.
    peer: Option<IpAddr>,
}

impl<'scope, 'shared: 'scope> Core<'scope, '_, 'shared> {
    fn serve(&mut self, events: &Receiver<Event>) {
        loop {
            let now = self.started.elapsed();
            let deadline = self.shared.state.lock().terminal.deadline();
            let event = match deadline {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => events.recv_timeout(deadline.saturating_sub(now)),
            };
            match event {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.tell(Terminal::tick),
                Ok(event) => self.take(event),
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Request(conn, bytes) => {
                self.peer = self.shared.connections.peer(conn.0).or(self.peer);
                self.tell(|terminal, now| terminal.request(conn, &bytes, now));
            }
            Event::Unreadable(conn, why) => self.tell(|terminal, now| terminal.unreadable(conn, &why, now)),
            Event::Closed(conn) => {
                self.shared.connections.close(conn.0);
                self.shared.state.lock().open -= 1;
                self.tell(|terminal, now| terminal.connection_closed(conn, now));
            }
            Event::DeviceConnected(link, socket) if link == self.link => self.device_connected(socket),
            Event::DeviceConnected(_, socket) => {
                socket.into_iter().for_each(|id| self.shared.connections.close(id))
            }
            Event::DeviceResponse(link, bytes) if link == self.link => {
                self.tell(|terminal, now| terminal.device_response(&bytes, now));
            }
            Event::DeviceClosed(link) if link == self.link => self.device_closed(),
            // Of a connection that is closed already; `Stop` has ended the loop.
            Event::DeviceResponse(..) | Event::DeviceClosed(_) | Event::Stop => {}
        }
    }

    /// Gives the terminal an input and carries out what it wants.
    fn tell(&mut self, input: impl FnOnce(&mut Terminal, Duration) -> Vec<Action>) {
        let now = self.started.elapsed();
        let actions = {
            let mut state = self.shared.state.lock();
            state.working = true;
            input(&mut state.terminal, now)
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
        match self.device {
            Device::Open(socket) => self.write_device(socket, &message),
            Device::Closed | Device::Connecting(_) => self.connect(message),
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
            .or_else(|| self.peer.map(|ip| SocketAddr::new(ip, self.shared.default_till_port)));
        let (shared, queue) = (self.shared, self.queue.clone());
        self.device = Device::Connecting(message);
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
            (Device::Connecting(message), Some(socket)) => self.write_device(socket, &message),
            (_, Some(socket)) => self.shared.connections.close(socket),
            (_, None) => self.tell(|terminal, now| terminal.device_lost(DeviceLoss::NotListening, now)),
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
        self.tell(|terminal, now| terminal.device_lost(DeviceLoss::Closed, now));
    }

    fn close_device(&mut self) {
        if let Device::Open(socket) = self.device {
            self.shared.connections.close(socket);
        }
        self.device = Device::Closed;
        self.link += 1;
    }
}
