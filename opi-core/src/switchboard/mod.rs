//! What the terminals of a process share: the ports at which they are called back.
//!
//! One thread of the library for each listening address accepts connections, reads what they say side by side until
//! it is known whose they are ([`routes`]), and hands them over. From then on the terminal's own call watches its
//! connection: a payment in flight shares nothing with others but the accept. Between calls a connection that the
//! terminal keeps open is watched by the thread again. A connection on which several tills are called (one
//! terminal, two tills of one process) stays with the thread, which hands its messages over one by one.
//!
//! Nothing is dropped for want of room: what does not fit stays in the socket, and only that terminal waits.
//!
//! The thread starts with the first terminal that listens at the address and ends with the last one. It never calls
//! the till.

mod connection;
pub(crate) mod descriptors;
mod listen;
mod lobby;
mod port_owner;
mod routes;
mod watch;

pub(crate) use connection::{Connection, Incoming, READ_SIZE};

use crate::config::Listen;
use crate::quiet;
use crossbeam_channel::Sender;
use descriptors::Counted;
use log::{debug, warn};
use mio::{Poll, Waker};
use opi_proto::error::{Code, Error};
use opi_proto::message::DeviceRequest;
use parking_lot::Mutex;
use routes::Routes;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Weak};
use std::thread::JoinHandle;
use std::time::Duration;
use watch::{Command, WAKE, Watch};

/// How long a thread of the library may take to answer; it never blocks, so this only bounds a fault.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is handed over to a terminal.
pub(crate) enum Arrived {
    /// A connection that is the terminal's alone, and the message that said so.
    Connection(Box<Connection>, Box<DeviceRequest>),
    /// A message on a connection that is shared.
    Message(SharedLine, Box<DeviceRequest>),
    /// Something unreadable came from the terminal's address; its connection is closed.
    Garbled(String),
}

/// Who gets what arrives for a terminal.
pub(crate) trait Addressee: Send + Sync {
    /// How much it waits for the device requests of this RequestID; see [`Routes::whose`].
    fn rank(&self, request_id: &str) -> u8;

    /// Takes it, or gives it back for want of room.
    fn hand_in(&self, what: Arrived) -> Result<(), Arrived>;

    /// Something unreadable came from its terminal's address.
    fn garbled(&self, why: &str);
}

/// The writing end of a connection that several tills share.
pub(crate) struct SharedLine {
    number: u64,
    port: Weak<Shared>,
}

impl SharedLine {
    fn new(number: u64, port: &Arc<Shared>) -> Self {
        SharedLine { number, port: Arc::downgrade(port) }
    }

    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn send(&self, frame: Vec<u8>) {
        self.command(Command::Send(self.number, frame));
    }

    pub(crate) fn close(&self) {
        self.command(Command::Hangup(self.number));
    }

    fn command(&self, command: Command) {
        if let Some(port) = self.port.upgrade() {
            port.command(command);
        }
    }
}

/// What the thread of a listening address and the terminals there have in common.
struct Shared {
    address: SocketAddr,
    routes: Mutex<Routes<Arc<dyn Addressee>>>,
    commands: Sender<Command>,
    waker: Waker,
    /// The thread may have something in its hands.
    working: AtomicBool,
    /// Connections that the thread watches.
    guests: AtomicUsize,
    /// The sockets, to see whether somebody waits to be accepted.
    listeners: Vec<TcpListener>,
}

impl Shared {
    fn command(&self, command: Command) {
        let _ = self.commands.send(command);
        if let Err(error) = self.waker.wake() {
            warn!("The thread at {} cannot be woken: {error}", self.address);
        }
    }

    /// Could something be on its way that the thread has not handed over yet?
    fn is_under_way(&self) -> bool {
        let mut waiting: Vec<PollFd<'_>> =
            self.listeners.iter().map(|listener| PollFd::new(listener, PollFlags::IN)).collect();
        // In this order: what the thread has accepted before this look, it has in its hands or has handed over.
        poll(&mut waiting, Some(&Timespec::default())).is_ok_and(|count| count > 0)
            || self.working.load(Ordering::SeqCst)
            || self.guests.load(Ordering::SeqCst) > 0
    }
}

/// A listening address; the last terminal that lets go of it ends its thread.
struct Port {
    requested: Listen,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// The ports of a process: a child made by fork() must not use its parent's.
type Ports = HashMap<(u32, Listen), Weak<Port>>;
static PORTS: LazyLock<Mutex<Ports>> = LazyLock::new(Mutex::default);

impl Port {
    fn at(listen: Listen) -> Result<Arc<Port>, Error> {
        let mut ports = PORTS.lock();
        ports.retain(|_, port| port.strong_count() > 0);
        let process = std::process::id();
        if let Some(port) = ports.get(&(process, listen)).and_then(Weak::upgrade) {
            return Ok(port);
        }
        let opened = listen::open(listen)?;
        let requested = listen.with_port(opened.address.port());
        let port = Port::start(requested, opened).map_err(|error| {
            let why = descriptors::exhausted(&error).unwrap_or_else(|| format!("{error}."));
            Error::new(Code::Listen, format!("The port for device requests cannot be watched: {why}"))
        })?;
        let port = Arc::new(port);
        ports.insert((process, requested), Arc::downgrade(&port));
        Ok(port)
    }

    fn start(requested: Listen, opened: listen::Listeners) -> std::io::Result<Port> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKE)?;
        let twins: Vec<TcpListener> =
            opened.sockets.iter().map(TcpListener::try_clone).collect::<Result<_, _>>()?;
        let (commands, obeyed) = crossbeam_channel::unbounded();
        let shared = Arc::new(Shared {
            address: opened.address,
            routes: Mutex::default(),
            commands,
            waker,
            working: AtomicBool::new(false),
            guests: AtomicUsize::new(0),
            listeners: twins,
        });
        let watch = Watch::new(Arc::clone(&shared), poll, opened.sockets, obeyed)?;
        let thread = quiet::spawn("opi-listen", move || watch.run())?;
        Ok(Port { requested, shared, thread: Mutex::new(Some(thread)) })
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.shared.command(Command::Stop);
        if let Some(thread) = self.thread.lock().take()
            && thread.join().is_err()
        {
            warn!("The thread at {} ended by a fault", self.shared.address);
        }
        debug!("Nobody listens at {} any more", self.shared.address);
    }
}

/// One terminal's place at a listening address; given up when dropped.
pub(crate) struct Place {
    route: u64,
    /// Taken only by drop.
    port: Option<Arc<Port>>,
    shared: Arc<Shared>,
    _counted: Counted,
}

/// What a terminal is known by.
pub(crate) struct Caller<'a> {
    /// Its address, if that is known without asking; others may call back once they have been connected to.
    pub(crate) peer: Option<IpAddr>,
    /// Its own port.
    pub(crate) port: u16,
    /// The till's WorkstationID.
    pub(crate) workstation: &'a str,
    /// Longest message accepted, in bytes.
    pub(crate) max_frame: usize,
}

impl Place {
    /// Takes a place at an address, opening it if there is none yet.
    ///
    /// # Errors
    /// [`Code::Listen`].
    pub(crate) fn take(
        listen: Listen,
        caller: &Caller<'_>,
        addressee: Arc<dyn Addressee>,
    ) -> Result<Place, Error> {
        let port = Port::at(listen)?;
        let shared = Arc::clone(&port.shared);
        let route = {
            let mut routes = shared.routes.lock();
            let route = routes.add(caller.workstation, caller.port, caller.max_frame, addressee);
            routes.set_peers(route, caller.peer);
            route
        };
        Ok(Place { route, port: Some(port), shared, _counted: Counted::new() })
    }

    /// What is listened at, with the real port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.shared.address
    }

    /// Where the terminal has been found: it may call back from there.
    pub(crate) fn found_at(&self, addresses: impl IntoIterator<Item = IpAddr>) {
        self.shared.routes.lock().set_peers(self.route, addresses);
    }

    /// Is a message of this peer some other terminal's of this process?
    pub(crate) fn is_anothers(&self, peer: IpAddr, workstation: &str) -> bool {
        let whose = self.shared.routes.lock().whose(peer, Some(workstation), |_| 0);
        whose.is_some_and(|whose| whose.route != self.route)
    }

    /// Nobody is inside who watches this connection; with a message on it that is for somebody else.
    pub(crate) fn give_back(&self, connection: Connection, message: Option<Box<DeviceRequest>>) {
        self.shared.command(Command::GiveBack(self.route, Box::new(connection), message));
    }

    /// There is room again for what was handed in and given back.
    pub(crate) fn has_room(&self) {
        self.shared.command(Command::Room(self.route));
    }

    /// What had come by now has been handed in when this returns.
    pub(crate) fn settle(&self) {
        if self.shared.is_under_way() {
            self.ask(Command::Settle);
        }
    }

    fn ask(&self, question: impl FnOnce(Sender<()>) -> Command) {
        let (done, is_done) = crossbeam_channel::bounded(0);
        self.shared.command(question(done));
        // Answered by dropping the sender.
        let _ = is_done.recv_timeout(PATIENCE);
    }
}

impl Drop for Place {
    /// The terminal's connections go with it; the last one closes the listening socket.
    fn drop(&mut self) {
        self.shared.routes.lock().remove(self.route);
        self.ask(|done| Command::Forget(self.route, done));
        // Under the lock, so that nobody opens the address while it is being closed.
        let mut ports = PORTS.lock();
        let Some(port) = self.port.take() else { return };
        if Arc::strong_count(&port) == 1 {
            ports.remove(&(std::process::id(), port.requested));
        }
        drop(port);
    }
}
