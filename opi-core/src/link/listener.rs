//! Channel 1: one listening socket per address and process, shared by all terminals that call back there.
//!
//! A connection is accepted only from an address that one of the terminals has; each device request on it goes
//! to the terminal whose address and WorkstationID it carries. What belongs to nobody is answered with
//! `DeviceUnavailable`, because a terminal waits for an answer.

use super::connection::{DeviceConnection, read_frames};
use super::{Event, port_owner};
use crate::devices;
use crate::error::{Code, Error};
use crate::exchange::Loss;
use crate::message::{DeviceRequest, Message};
use crate::wire::frame;
use crossbeam_channel::Sender;
use log::{debug, warn};
use mio::{Events, Interest, Poll, Token, Waker};
use parking_lot::{Mutex, RwLock};
use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Weak};
use std::thread::{self, JoinHandle};

/// Most channel-1 connections at a time per address.
const MOST_CONNECTIONS: usize = 64;

/// Listeners of this process by the address they are bound to.
static LISTENERS: LazyLock<Mutex<HashMap<SocketAddr, Weak<Listener>>>> = LazyLock::new(Mutex::default);
/// Numbers for routes and connections.
static NEXT_NUMBER: AtomicU64 = AtomicU64::new(1);

/// The addresses at which a terminal has been found; device requests are accepted from these only.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peers(Arc<RwLock<Vec<IpAddr>>>);

impl Peers {
    pub(crate) fn set(&self, addresses: Vec<IpAddr>) {
        *self.0.write() = addresses.into_iter().map(|address| address.to_canonical()).collect();
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.read().contains(&address.to_canonical())
    }
}

/// One terminal's claim on a listener; ends when dropped.
pub(crate) struct Registration {
    number: u64,
    peers: Peers,
    listener: Arc<Listener>,
}

impl Registration {
    pub(crate) fn peers(&self) -> Peers {
        self.peers.clone()
    }

    /// The address that is listened at, with the real port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.address
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.listener.shared.forget(self.number);
    }
}

struct Route {
    number: u64,
    peers: Peers,
    workstation: String,
    max_frame: usize,
    events: Sender<Event>,
}

/// What the threads of a listener share.
#[derive(Default)]
struct Shared {
    routes: RwLock<Vec<Arc<Route>>>,
    connections: Mutex<HashMap<u64, Open>>,
    stop: AtomicBool,
}

/// An open connection, and the route its last message took.
struct Open {
    connection: Arc<DeviceConnection>,
    route: Option<u64>,
}

/// A listening socket and its thread.
pub(crate) struct Listener {
    address: SocketAddr,
    shared: Arc<Shared>,
    waker: Waker,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Listener {
    /// Registers a terminal at the listener of `address`, opening it if there is none yet.
    pub(crate) fn register(
        address: SocketAddr,
        peers: Vec<IpAddr>,
        workstation: &str,
        max_frame: usize,
        events: Sender<Event>,
    ) -> Result<Registration, Error> {
        let listener = Listener::at(address)?;
        let route_peers = Peers::default();
        route_peers.set(peers);
        let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        listener.shared.routes.write().push(Arc::new(Route {
            number,
            peers: route_peers.clone(),
            workstation: workstation.to_owned(),
            max_frame,
            events,
        }));
        Ok(Registration { number, peers: route_peers, listener })
    }

    fn at(address: SocketAddr) -> Result<Arc<Listener>, Error> {
        let mut listeners = LISTENERS.lock();
        listeners.retain(|_, listener| listener.strong_count() > 0);
        if let Some(listener) = listeners.get(&address).and_then(Weak::upgrade) {
            return Ok(listener);
        }
        let listener = Arc::new(Listener::open(address).map_err(|error| cannot_listen(address, &error))?);
        listeners.insert(listener.address, Arc::downgrade(&listener));
        Ok(listener)
    }

    fn open(address: SocketAddr) -> io::Result<Listener> {
        let socket = TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKE)?;
        let mut polled = mio::net::TcpListener::from_std(socket.try_clone()?);
        poll.registry().register(&mut polled, ACCEPT, Interest::READABLE)?;
        let shared = Arc::new(Shared::default());
        let acceptor = Acceptor { poll, _polled: polled, socket, shared: Arc::clone(&shared) };
        let thread = thread::Builder::new().name("opi-listen".into()).spawn(move || acceptor.run())?;
        debug!("Listening for device requests at {address}");
        Ok(Listener { address, shared, waker, thread: Mutex::new(Some(thread)) })
    }
}

impl Drop for Listener {
    /// Wakes and joins every thread of the listener.
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        if let Err(error) = self.waker.wake() {
            warn!("The listener at {} cannot be woken: {error}", self.address);
            return;
        }
        if let Some(thread) = self.thread.lock().take() {
            let _ = thread.join();
        }
    }
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

const ACCEPT: Token = Token(0);
const WAKE: Token = Token(1);

/// The `opi-listen` thread.
struct Acceptor {
    poll: Poll,
    _polled: mio::net::TcpListener,
    socket: TcpListener,
    shared: Arc<Shared>,
}

impl Acceptor {
    fn run(mut self) {
        let mut events = Events::with_capacity(16);
        let mut readers: Vec<JoinHandle<()>> = Vec::new();
        while !self.shared.stop.load(Ordering::SeqCst) {
            if let Err(error) = self.poll.poll(&mut events, None)
                && error.kind() != ErrorKind::Interrupted
            {
                warn!("Waiting for connections failed: {error}");
                break;
            }
            self.accept_all(&mut readers);
            readers.retain(|reader| !reader.is_finished());
        }
        self.shared.close_all();
        for reader in readers {
            let _ = reader.join();
        }
    }

    fn accept_all(&self, readers: &mut Vec<JoinHandle<()>>) {
        while !self.shared.stop.load(Ordering::SeqCst) {
            match self.socket.accept() {
                Ok((stream, peer)) => {
                    if let Err(why) = self.welcome(stream, peer, readers) {
                        warn!("Connection from {peer} refused: {why}");
                    }
                }
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

    fn welcome(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        readers: &mut Vec<JoinHandle<()>>,
    ) -> Result<(), String> {
        let max_frame = self.shared.longest_frame_of(peer.ip()).ok_or("no terminal has that address")?;
        // On some systems an accepted socket inherits the listener's mode.
        stream.set_nonblocking(false).map_err(|error| error.to_string())?;
        let id = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
        let connection = Arc::new(DeviceConnection::new(id, stream).map_err(|error| error.to_string())?);
        {
            let mut connections = self.shared.connections.lock();
            if connections.len() >= MOST_CONNECTIONS {
                return Err(format!("{MOST_CONNECTIONS} connections are open already"));
            }
            connections.insert(id, Open { connection: Arc::clone(&connection), route: None });
        }
        debug!("Device connection {id} from {peer}");
        let shared = Arc::clone(&self.shared);
        let work = move || {
            let loss = read_frames(connection.stream(), max_frame, |payload| {
                shared.deliver(&connection, peer.ip(), &payload)
            });
            connection.close();
            shared.lost(id, loss);
        };
        match thread::Builder::new().name("opi-device".into()).spawn(work) {
            Ok(reader) => {
                readers.push(reader);
                Ok(())
            }
            Err(error) => {
                self.shared.connections.lock().remove(&id);
                Err(format!("a thread could not be started: {error}"))
            }
        }
    }
}

impl Shared {
    /// The frame limit for connections from an address; `None` when no terminal has it.
    fn longest_frame_of(&self, peer: IpAddr) -> Option<usize> {
        self.routes.read().iter().filter(|route| route.peers.contain(peer)).map(|route| route.max_frame).max()
    }

    fn routes_of(&self, peer: IpAddr) -> Vec<Arc<Route>> {
        self.routes.read().iter().filter(|route| route.peers.contain(peer)).cloned().collect()
    }

    /// Puts a message into the queue of the terminal it is for; `false` ends the connection.
    fn deliver(&self, connection: &Arc<DeviceConnection>, peer: IpAddr, payload: &[u8]) -> bool {
        let routes = self.routes_of(peer);
        super::trace::received(crate::exchange::Line::Device(connection.id()), payload);
        let why = match Message::decode(payload) {
            Ok(decoded) => match decoded.message {
                Message::DeviceRequest(request) => return self.route(connection, &routes, request),
                other => format!("a {} came where a DeviceRequest was expected", other.root_name()),
            },
            Err(error) => error.to_string(),
        };
        warn!("On device connection {}: {why}", connection.id());
        for route in routes {
            let _ = route.events.send(Event::DeviceGarbled(Arc::clone(connection), why.clone()));
        }
        false
    }

    fn route(
        &self,
        connection: &Arc<DeviceConnection>,
        routes: &[Arc<Route>],
        request: DeviceRequest,
    ) -> bool {
        let wanted = request.workstation_id.as_deref();
        let fitting = routes
            .iter()
            .find(|route| wanted == Some(route.workstation.as_str()))
            // Some terminals leave the WorkstationID out: then the address alone must be enough.
            .or_else(|| routes.first().filter(|_| wanted.is_none() && routes.len() == 1));
        let Some(route) = fitting else {
            warn!(
                "Device request {} is for workstation '{}', which is not open here",
                crate::config::head(&request.request_id),
                crate::config::head(wanted.unwrap_or_default())
            );
            let response = Message::DeviceResponse(devices::unavailable(&request));
            return response.encode().is_ok_and(|xml| connection.write(&frame::encode(&xml)).1);
        };
        if let Some(open) = self.connections.lock().get_mut(&connection.id()) {
            open.route = Some(route.number);
        }
        route.events.send(Event::Device(Arc::clone(connection), Box::new(request))).is_ok()
    }

    fn lost(&self, id: u64, loss: Loss) {
        debug!("Device connection {id} ended: {loss:?}");
        let route = self.connections.lock().remove(&id).and_then(|open| open.route);
        let routes = self.routes.read().clone();
        if let Some(route) = routes.iter().find(|r| Some(r.number) == route) {
            let _ = route.events.send(Event::DeviceLost(id, loss));
        }
    }

    /// A terminal was closed: its connections go with it.
    fn forget(&self, number: u64) {
        self.routes.write().retain(|route| route.number != number);
        let connections = self.connections.lock();
        connections
            .values()
            .filter(|open| open.route == Some(number))
            .for_each(|open| open.connection.close());
    }

    fn close_all(&self) {
        self.connections.lock().values().for_each(|open| open.connection.close());
    }
}
