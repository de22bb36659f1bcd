//! One listening address: its socket, the connections of all terminals that call back there, and how threads
//! take turns at watching them.
//!
//! There is no thread of the library. A thread that waits inside a call watches for everybody: it reads what
//! arrives on any connection and puts it into the queue of the terminal it is for. While one watches, the
//! others wait at their queues; when it leaves, it wakes them, and one of them takes over. Between calls nobody
//! watches, and what a terminal sends waits in the operating system.
//!
//! A device connection is accepted only from an address that one of the terminals has, and each message on it
//! goes to the terminal whose address and WorkstationID it carries. What belongs to nobody is answered with
//! `DeviceUnavailable`, because a terminal waits for an answer.

use super::connection::{Connection, Establishing, Read1, Role, prepare};
use super::{Event, PayLine, port_owner, trace};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use log::{debug, warn};
use mio::{Events, Interest, Poll, Registry, Token, Waker};
use opi_proto::devices;
use opi_proto::error::{Code, Error};
use opi_proto::exchange::{Line, Loss};
use opi_proto::message::{DeviceRequest, Message};
use opi_proto::wire::frame;
use parking_lot::{Mutex, RwLock};
use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Weak};
use std::time::{Duration, Instant};

/// Most device connections at a time per address.
const MOST_CONNECTIONS: usize = 64;
/// Bytes read at a time.
const READ_SIZE: usize = 16 * 1024;
const ACCEPT: Token = Token(0);
const WAKE: Token = Token(1);
/// Numbers of routes and connections; below are the two tokens.
static NEXT_NUMBER: AtomicU64 = AtomicU64::new(2);

/// The hubs by process and address: a child made by fork() must not use its parent's.
static HUBS: LazyLock<Mutex<Hubs>> = LazyLock::new(Mutex::default);
type Hubs = HashMap<(u32, SocketAddr), Weak<Hub>>;

/// See the module's documentation.
pub(crate) struct Hub {
    address: SocketAddr,
    listener: mio::net::TcpListener,
    registry: Registry,
    waker: Waker,
    watch: Mutex<Watch>,
    connections: Mutex<HashMap<u64, Arc<Connection>>>,
    routes: RwLock<Vec<Arc<Route>>>,
    /// Queues of the threads that wait for their turn to watch.
    waiting: Mutex<Vec<(u64, Sender<Event>)>>,
}

/// What only the watching thread needs.
struct Watch {
    poll: Poll,
    events: Events,
    buffer: Vec<u8>,
}

/// Where messages for one terminal go.
struct Route {
    number: u64,
    peers: Peers,
    workstation: String,
    max_frame: usize,
    events: Sender<Event>,
}

/// The addresses at which a terminal has been found; device requests are accepted from these only.
#[derive(Debug, Clone, Default)]
struct Peers(Arc<RwLock<Vec<IpAddr>>>);

impl Peers {
    fn set(&self, addresses: impl IntoIterator<Item = IpAddr>) {
        *self.0.write() = addresses.into_iter().map(|address| address.to_canonical()).collect();
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.read().contains(&address.to_canonical())
    }
}

/// One terminal's place at a hub; given up when dropped.
pub(crate) struct Registration {
    route: Arc<Route>,
    hub: Arc<Hub>,
}

/// Wakes the thread that waits for a terminal's events, wherever it waits.
#[derive(Clone)]
pub(crate) struct WakeUp {
    events: Sender<Event>,
    hub: Weak<Hub>,
}

impl WakeUp {
    pub(crate) fn wake(&self) {
        // A full queue wakes its reader as well.
        let _ = self.events.try_send(Event::Wake);
        if let Some(hub) = self.hub.upgrade() {
            hub.interrupt();
        }
    }

    /// Puts an event into the queue and wakes its reader.
    pub(super) fn send(&self, event: Event) {
        if self.events.send(event).is_ok()
            && let Some(hub) = self.hub.upgrade()
        {
            hub.interrupt();
        }
    }
}

impl Registration {
    /// Takes a place at the hub of `address`, opening it if there is none yet. `peers` may call back at once;
    /// others once they have been connected to.
    pub(crate) fn new(
        address: SocketAddr,
        peers: Option<IpAddr>,
        workstation: &str,
        max_frame: usize,
        events: Sender<Event>,
    ) -> Result<Registration, Error> {
        let hub = Hub::at(address)?;
        let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        let route =
            Route { number, peers: Peers::default(), workstation: workstation.to_owned(), max_frame, events };
        route.peers.set(peers);
        let route = Arc::new(route);
        hub.routes.write().push(Arc::clone(&route));
        Ok(Registration { route, hub })
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.hub
    }

    /// The address that is listened at, with the real port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.hub.address
    }

    pub(crate) fn wake_up(&self) -> WakeUp {
        WakeUp { events: self.route.events.clone(), hub: Arc::downgrade(&self.hub) }
    }

    /// Begins to connect channel 0 to the first address that takes it. The result comes as an event.
    pub(crate) fn connect(&self, line: PayLine, addresses: Vec<SocketAddr>) {
        self.route.peers.set(addresses.iter().map(SocketAddr::ip));
        self.hub.connect(line, addresses, &self.route);
    }

    /// Closes the channel-0 connections of an exchange that is over, also one that is still being made.
    pub(crate) fn end_exchange(&self, number: u64) {
        let of_exchange =
            |c: &Connection| matches!(&c.role, Role::Pay { line, .. } if line.exchange == number);
        self.hub.close_connections(of_exchange);
    }

    /// Waits for the next event of this terminal, watching for everybody meanwhile. `None` at the deadline; a
    /// deadline that has come already still lets what has arrived be seen.
    pub(crate) fn wait(&self, queue: &Receiver<Event>, deadline: Instant) -> Option<Event> {
        // In this order, so that a thread that stops watching just now is sure to wake this one.
        let _place = self.hub.line_up(self.route.number, self.route.events.clone());
        let mut looked = false;
        loop {
            if let Ok(event) = queue.try_recv() {
                return Some(event);
            }
            match self.hub.watch.try_lock() {
                Some(mut watch) => {
                    if looked && Instant::now() >= deadline {
                        return None;
                    }
                    self.hub.turn(&mut watch, deadline);
                    looked = true;
                }
                None => match queue.recv_deadline(deadline) {
                    Ok(Event::Wake) => {}
                    Ok(event) => return Some(event),
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
                },
            }
        }
    }
}

impl Drop for Registration {
    /// The terminal's connections go with it; the last one closes the listening socket.
    fn drop(&mut self) {
        self.hub.routes.write().retain(|route| route.number != self.route.number);
        self.hub.close_connections(|connection| connection.route() == self.route.number);
    }
}

/// A place in the line of threads that may have to take over watching.
struct Place<'a> {
    hub: &'a Hub,
    number: u64,
}

impl Drop for Place<'_> {
    /// Leaves the line and wakes the others: one of them may have to watch now.
    fn drop(&mut self) {
        let mut waiting = self.hub.waiting.lock();
        waiting.retain(|(number, _)| *number != self.number);
        for (_, queue) in waiting.iter() {
            let _ = queue.try_send(Event::Wake);
        }
    }
}

impl Hub {
    fn at(address: SocketAddr) -> Result<Arc<Hub>, Error> {
        let mut hubs = HUBS.lock();
        hubs.retain(|_, hub| hub.strong_count() > 0);
        let process = std::process::id();
        if let Some(hub) = hubs.get(&(process, address)).and_then(Weak::upgrade) {
            return Ok(hub);
        }
        let hub = Arc::new(Hub::open(address).map_err(|error| cannot_listen(address, &error))?);
        hubs.insert((process, hub.address), Arc::downgrade(&hub));
        Ok(hub)
    }

    fn open(address: SocketAddr) -> io::Result<Hub> {
        let socket = TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let mut listener = mio::net::TcpListener::from_std(socket);
        let poll = Poll::new()?;
        let registry = poll.registry().try_clone()?;
        let waker = Waker::new(&registry, WAKE)?;
        registry.register(&mut listener, ACCEPT, Interest::READABLE)?;
        debug!("Listening for device requests at {address}");
        Ok(Hub {
            address,
            listener,
            registry,
            waker,
            watch: Mutex::new(Watch { poll, events: Events::with_capacity(64), buffer: vec![0; READ_SIZE] }),
            connections: Mutex::default(),
            routes: RwLock::default(),
            waiting: Mutex::default(),
        })
    }

    fn interrupt(&self) {
        if let Err(error) = self.waker.wake() {
            warn!("The thread that watches {} cannot be woken: {error}", self.address);
        }
    }

    fn line_up(&self, number: u64, queue: Sender<Event>) -> Place<'_> {
        self.waiting.lock().push((number, queue));
        Place { hub: self, number }
    }

    /// One turn of watching, for a thread that waits for something else than an event: a peer's readiness to
    /// take bytes. If another thread watches, it leaves the processor to that for a moment.
    pub(super) fn turn_until(&self, deadline: Instant) {
        match self.watch.try_lock() {
            Some(mut watch) => self.turn(&mut watch, deadline),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }

    /// Waits until something happens or the deadline comes, and passes on what happened.
    fn turn(&self, watch: &mut Watch, deadline: Instant) {
        let left = deadline.saturating_duration_since(Instant::now());
        if let Err(error) = watch.poll.poll(&mut watch.events, Some(left)) {
            if error.kind() != ErrorKind::Interrupted {
                warn!("Watching {} failed: {error}", self.address);
                // Not to spin on a broken system: the caller's deadline ends this.
                std::thread::sleep(Duration::from_millis(10).min(left));
            }
            return;
        }
        for event in &watch.events {
            match event.token() {
                WAKE => {}
                ACCEPT => self.accept_all(&mut watch.buffer),
                Token(number) => {
                    let connection = self.connections.lock().get(&(number as u64)).cloned();
                    if let Some(connection) = connection {
                        self.attend(&connection, &mut watch.buffer);
                    }
                }
            }
        }
    }

    fn accept_all(&self, buffer: &mut [u8]) {
        loop {
            match self.listener.accept() {
                Ok((stream, peer)) => match self.welcome(stream, peer) {
                    Ok(connection) => self.attend(&connection, buffer),
                    Err(why) => warn!("Connection from {peer} refused: {why}"),
                },
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    if error.kind() != ErrorKind::WouldBlock {
                        warn!("Accepting a connection failed: {error}");
                    }
                    return;
                }
            }
        }
    }

    fn welcome(&self, stream: mio::net::TcpStream, peer: SocketAddr) -> Result<Arc<Connection>, String> {
        let max_frame = self
            .routes_of(peer.ip())
            .iter()
            .map(|route| route.max_frame)
            .max()
            .ok_or("no terminal has that address")?;
        let devices = |c: &&Arc<Connection>| matches!(c.role, Role::Device { .. });
        if self.connections.lock().values().filter(devices).count() >= MOST_CONNECTIONS {
            return Err(format!("{MOST_CONNECTIONS} connections are open already"));
        }
        let role = Role::Device { peer: peer.ip() };
        let connection = self.add(stream, role, 0, max_frame).map_err(|error| error.to_string())?;
        debug!("Device connection {} from {peer}", connection.id());
        Ok(connection)
    }

    fn add(
        &self,
        mut stream: mio::net::TcpStream,
        role: Role,
        route: u64,
        max_frame: usize,
    ) -> io::Result<Arc<Connection>> {
        prepare(&stream)?;
        let id = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        let token = Token(usize::try_from(id).map_err(io::Error::other)?);
        // Locked before the system may report anything, so that whoever watches finds the connection.
        let mut connections = self.connections.lock();
        self.registry.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        let connection = Arc::new(Connection::new(id, stream, role, route, max_frame));
        connections.insert(id, Arc::clone(&connection));
        Ok(connection)
    }

    fn connect(&self, line: PayLine, addresses: Vec<SocketAddr>, route: &Route) {
        let mut last = Loss::NotConnected(Code::Resolve, "The terminal's name has no address.".into());
        let mut left = addresses.into_iter();
        while let Some(address) = left.next() {
            let begun = mio::net::TcpStream::connect(address).and_then(|stream| {
                let role = Role::Pay { line, address, alternatives: left.as_slice().to_vec() };
                self.add(stream, role, route.number, route.max_frame)
            });
            match begun {
                Ok(_) => return,
                Err(error) => last = not_connected(&error, &address),
            }
        }
        let _ = route.events.try_send(Event::Lost(line, last));
    }

    /// Something happened on a connection: reads it empty.
    fn attend(&self, connection: &Arc<Connection>, buffer: &mut [u8]) {
        match connection.establish() {
            Ok(Establishing::Before) => {}
            Ok(Establishing::NotYet) => return,
            Ok(Establishing::Now) => {
                if let Role::Pay { line, .. } = &connection.role {
                    self.pass_on(connection, Event::Connected(*line, Arc::clone(connection)));
                }
            }
            Err(error) => return self.connection_failed(connection, &error),
        }
        loop {
            match connection.read(buffer) {
                Read1::Frame(payload) => {
                    if !self.arrived(connection, payload) {
                        return self.remove(connection, None);
                    }
                }
                Read1::Drained => return,
                Read1::Ended(loss) => return self.remove(connection, Some(loss)),
            }
        }
    }

    fn connection_failed(&self, connection: &Arc<Connection>, error: &io::Error) {
        self.connections.lock().remove(&connection.id());
        let Role::Pay { line, address, alternatives } = &connection.role else { return };
        let Some(route) = self.route_number(connection.route()) else { return };
        if alternatives.is_empty() {
            let loss = not_connected(error, address);
            let _ = route.events.try_send(Event::Lost(*line, loss));
        } else {
            self.connect(*line, alternatives.clone(), &route);
        }
    }

    /// A frame arrived; `false` ends the connection.
    fn arrived(&self, connection: &Arc<Connection>, payload: Vec<u8>) -> bool {
        match &connection.role {
            Role::Pay { line, .. } => {
                trace::received(line.line, &payload);
                self.pass_on(connection, Event::Frame(*line, payload))
            }
            Role::Device { peer } => {
                trace::received(Line::Device(connection.id()), &payload);
                self.device_message(connection, *peer, &payload)
            }
        }
    }

    fn device_message(&self, connection: &Arc<Connection>, peer: IpAddr, payload: &[u8]) -> bool {
        let why = match Message::decode(payload) {
            Ok(decoded) => match decoded.message {
                Message::DeviceRequest(request) => return self.route(connection, peer, request),
                other => format!("a {} came where a DeviceRequest was expected", other.root_name()),
            },
            Err(error) => error.to_string(),
        };
        warn!("On device connection {}: {why}", connection.id());
        for route in self.routes_of(peer) {
            let _ = route.events.try_send(Event::DeviceGarbled(connection.id(), why.clone()));
        }
        false
    }

    fn route(&self, connection: &Arc<Connection>, peer: IpAddr, request: DeviceRequest) -> bool {
        let routes = self.routes_of(peer);
        let wanted = request.workstation_id.as_deref();
        let fitting = routes
            .iter()
            .find(|route| wanted == Some(route.workstation.as_str()))
            // Some terminals leave the WorkstationID out: then the address alone must be enough.
            .or_else(|| routes.first().filter(|_| wanted.is_none() && routes.len() == 1));
        let Some(route) = fitting else {
            warn!(
                "Device request {} is for workstation '{}', which is not open here",
                opi_proto::hint::head(&request.request_id),
                opi_proto::hint::head(wanted.unwrap_or_default())
            );
            let response = Message::DeviceResponse(devices::unavailable(&request));
            // A peer that takes no bytes is not waited for here: others are.
            return response.encode().is_ok_and(|xml| connection.write_now(&frame::encode(&xml)));
        };
        connection.set_route(route.number);
        self.pass_on(connection, Event::Device(Arc::clone(connection), Box::new(request)))
    }

    /// Puts an event into the queue of the connection's terminal; `false` when there is no room or no terminal.
    fn pass_on(&self, connection: &Connection, event: Event) -> bool {
        let Some(route) = self.route_number(connection.route()) else { return false };
        let taken = route.events.try_send(event).is_ok();
        if !taken {
            warn!("Connection {} is closed: more messages than the till can serve", connection.id());
        }
        taken
    }

    fn close_connections(&self, wanted: impl Fn(&Connection) -> bool) {
        self.connections.lock().retain(|_, connection| {
            let over = wanted(connection);
            if over {
                connection.close();
            }
            !over
        });
    }

    fn remove(&self, connection: &Connection, loss: Option<Loss>) {
        connection.close();
        self.connections.lock().remove(&connection.id());
        debug!("Connection {} ended: {loss:?}", connection.id());
        let loss = loss.unwrap_or_else(|| Loss::Closed {
            why: "closed by the till".into(),
            mid_message: false,
            foreign: None,
        });
        if let Some(route) = self.route_number(connection.route()) {
            let _ = route.events.try_send(connection.lost(loss));
        }
    }

    fn routes_of(&self, peer: IpAddr) -> Vec<Arc<Route>> {
        self.routes.read().iter().filter(|route| route.peers.contain(peer)).cloned().collect()
    }

    fn route_number(&self, number: u64) -> Option<Arc<Route>> {
        self.routes.read().iter().find(|route| route.number == number).cloned()
    }
}

fn not_connected(error: &io::Error, address: &SocketAddr) -> Loss {
    let (code, what) = match error.kind() {
        ErrorKind::ConnectionRefused => {
            (Code::ConnectRefused, format!("Nobody listens at {address}: the connection was refused."))
        }
        ErrorKind::TimedOut => {
            (Code::ConnectTimeout, format!("{address} did not accept the connection in time."))
        }
        _ => (Code::Unreachable, format!("There is no way to {address}: {error}.")),
    };
    Loss::NotConnected(code, what)
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Error {
    let (what, advice) = match error.kind() {
        ErrorKind::AddrInUse => {
            let owner = port_owner::of(address.port())
                .map_or_else(|| "by another program".to_owned(), |owner| format!("by {owner}"));
            (format!("The port for device requests, {address}, is in use {owner}."), None)
        }
        ErrorKind::AddrNotAvailable => (
            format!("{} is not an address of this machine.", address.ip()),
            Some("Give an address of this machine in listen=, or a port alone."),
        ),
        ErrorKind::PermissionDenied => (
            format!("This user may not listen at {address}."),
            Some("Choose a port above 1023, or give the program the right."),
        ),
        _ => (format!("Cannot listen at {address}: {error}."), None),
    };
    let error = Error::new(Code::Listen, what);
    match advice {
        Some(advice) => error.with_advice(advice),
        None => error,
    }
}
