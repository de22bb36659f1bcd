//! The thread of one listening address: it accepts, reads what connections say until it is known whose they are,
//! and hands them over. Nobody waits for anybody: all connections are read side by side, a little at a time.

use super::connection::{Connection, FIRST_NUMBER, Incoming, READ_SIZE};
use super::descriptors;
use super::lobby::{Lobby, Standing};
use super::{Addressee, Arrived, Shared, SharedLine};
use crate::trace;
use crossbeam_channel::{Receiver, Sender};
use log::{debug, error, warn};
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token};
use opi_proto::devices;
use opi_proto::exchange::Line;
use opi_proto::hint::head;
use opi_proto::message::{DeviceRequest, Message};
use opi_proto::wire::frame;
use std::collections::{HashMap, HashSet};
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Frames taken of one connection before the others have their turn.
const MOST_IN_A_ROW: usize = 16;
/// Bytes read of one connection before the others have their turn.
const MOST_BYTES_IN_A_ROW: usize = 8 * READ_SIZE;
/// How long until the next try where there was no descriptor for a connection that waits.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);
/// At whose garbage nobody is told: too many would have to hear of it.
const MOST_TOLD_OF_GARBAGE: usize = 8;
/// Connections accepted before others have their turn.
const MOST_ACCEPTED_IN_A_ROW: usize = 256;
/// Rounds after which nobody waits any longer for all to be handed over: a flood is never over.
const MOST_ROUNDS: u8 = 3;
/// Events looked at in a round.
const EVENTS: usize = 256;
pub(super) const WAKE: Token = Token(FIRST_NUMBER as usize - 1);

/// What terminals ask of the thread.
pub(super) enum Command {
    /// Nobody is inside any more who watches this connection of a route; with a message that was for somebody else.
    GiveBack(u64, Box<Connection>, Option<Box<DeviceRequest>>),
    /// Bytes for a connection that several tills share.
    Send(u64, Vec<u8>),
    /// End such a connection.
    Hangup(u64),
    /// There is room again for what is for this route.
    Room(u64),
    /// The route is gone: so go its connections. Dropped when that is done.
    Forget(u64, Sender<()>),
    /// Dropped when all that had come by now has been handed over.
    Settle(Sender<()>),
    /// The last terminal is closed.
    Stop,
}

/// The thread's own.
pub(super) struct Watch {
    shared: Arc<Shared>,
    poll: Poll,
    listeners: Vec<TcpListener>,
    commands: Receiver<Command>,
    guests: HashMap<u64, Guest>,
    lobby: Lobby,
    /// Guests that have more to say than their turn allowed.
    again: Vec<u64>,
    /// Guests whose peers have not taken all bytes yet.
    sending: HashSet<u64>,
    accept_now: bool,
    accept_at: Option<Instant>,
    /// Who waits for all to be handed over, and the rounds since.
    settling: Vec<(Sender<()>, u8)>,
    buffer: Vec<u8>,
    refused: u64,
}

/// A connection that nobody inside a call watches.
struct Guest {
    connection: Connection,
    peer: IpAddr,
    /// Whom the last message was for; 0: nobody yet.
    route: u64,
    /// Does it carry messages for several tills? Then it stays here.
    shared: bool,
    /// A message that finds no room where it belongs.
    held: Option<Box<DeviceRequest>>,
}

impl Guest {
    fn standing(&self) -> Standing {
        if self.held.is_some() {
            Standing::Waiting
        } else if self.route == 0 {
            Standing::Stranger
        } else {
            Standing::Known
        }
    }
}

impl Watch {
    pub(super) fn new(
        shared: Arc<Shared>,
        poll: Poll,
        sockets: Vec<std::net::TcpListener>,
        commands: Receiver<Command>,
    ) -> io::Result<Self> {
        let mut listeners: Vec<TcpListener> = sockets.into_iter().map(TcpListener::from_std).collect();
        for (number, listener) in listeners.iter_mut().enumerate() {
            poll.registry().register(listener, Token(number), Interest::READABLE)?;
        }
        Ok(Watch {
            shared,
            poll,
            listeners,
            commands,
            guests: HashMap::new(),
            lobby: Lobby::default(),
            again: Vec::new(),
            sending: HashSet::new(),
            accept_now: true,
            accept_at: None,
            settling: Vec::new(),
            buffer: vec![0; READ_SIZE],
            refused: 0,
        })
    }

    /// Until the last terminal is closed. A fault of ours costs the connections that wait, nothing else.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS);
        loop {
            match catch_unwind(AssertUnwindSafe(|| self.turn(&mut events))) {
                Ok(true) => {}
                Ok(false) => return,
                Err(_) => {
                    error!(
                        "A fault in the library: connections that waited at {} are closed",
                        self.shared.address
                    );
                    self.guests.clear();
                    self.lobby = Lobby::default();
                    self.again.clear();
                    self.sending.clear();
                }
            }
        }
    }

    /// Waits until there is something to do, and does a little of everything there is. `false`: the end.
    fn turn(&mut self, events: &mut Events) -> bool {
        if let Err(error) = self.poll.poll(events, self.patience())
            && error.kind() != ErrorKind::Interrupted
        {
            warn!("Watching {} failed: {error}", self.shared.address);
            // Not to spin on a broken system.
            std::thread::sleep(ACCEPT_AGAIN);
        }
        self.shared.working.store(true, Ordering::SeqCst);
        for number in std::mem::take(&mut self.again) {
            self.attend(number);
        }
        let mut happened = 0;
        for event in events.iter() {
            happened += 1;
            match event.token() {
                WAKE => {}
                Token(number) if (number as u64) < FIRST_NUMBER => self.accept_now = true,
                Token(number) => self.attend(number as u64),
            }
        }
        if std::mem::take(&mut self.accept_now) {
            self.accept_some();
        }
        // A whole round since they asked: what had come by then is where it belongs.
        let all = happened < EVENTS && !self.accept_now && self.again.is_empty();
        self.settling.retain_mut(|(_, rounds)| {
            *rounds += 1;
            !all && *rounds < MOST_ROUNDS
        });
        while let Ok(command) = self.commands.try_recv() {
            if matches!(command, Command::Stop) {
                return false;
            }
            self.obey(command);
        }
        self.keep_order();
        self.shared.guests.store(self.guests.len(), Ordering::SeqCst);
        self.shared.working.store(false, Ordering::SeqCst);
        true
    }

    /// How long there is nothing to do unless something happens.
    fn patience(&self) -> Option<Duration> {
        if self.accept_now || !self.again.is_empty() || !self.settling.is_empty() {
            return Some(Duration::ZERO);
        }
        let sending =
            self.sending.iter().filter_map(|number| self.guests.get(number)?.connection.write_deadline());
        let next = sending.chain(self.lobby.next_deadline()).chain(self.accept_at).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    /// What is due by the clock.
    fn keep_order(&mut self) {
        let now = Instant::now();
        if self.accept_at.is_some_and(|at| at <= now) {
            self.accept_at = None;
            self.accept_now = true;
        }
        while let Some(number) = self.lobby.silent_too_long(now) {
            self.end(number, "it never said whom it is for");
        }
        while let Some(number) = self.lobby.too_long() {
            self.end(number, "unfinished messages take too much memory");
        }
        let late = |number: &u64| {
            let deadline = self.guests.get(number).and_then(|guest| guest.connection.write_deadline());
            deadline.is_some_and(|deadline| deadline <= now)
        };
        let late: Vec<u64> = self.sending.iter().copied().filter(late).collect();
        late.into_iter().for_each(|number| self.attend(number));
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::GiveBack(route, connection, message) => self.take_back(route, *connection, message),
            Command::Send(number, frame) => self.send(number, frame),
            Command::Hangup(number) => self.end(number, "closed by the till"),
            Command::Room(route) => self.route_held(route),
            Command::Forget(route, _done) => {
                let routes = self.shared.routes.lock();
                let over = |(number, guest): (&u64, &Guest)| {
                    let own = guest.route == route && !guest.shared;
                    (own || routes.at(guest.peer) == 0).then_some(*number)
                };
                let over: Vec<u64> = self.guests.iter().filter_map(over).collect();
                drop(routes);
                over.into_iter().for_each(|number| self.end(number, "its terminal is closed"));
                // On shared connections: now they are nobody's.
                self.route_held(route);
            }
            Command::Settle(done) => {
                self.accept_now = true;
                self.settling.push((done, 0));
            }
            // The caller's.
            Command::Stop => {}
        }
    }

    /// Tries again with what found no room where it belongs.
    fn route_held(&mut self, route: u64) {
        let held = |(number, guest): (&u64, &Guest)| {
            (guest.route == route && guest.held.is_some()).then_some(*number)
        };
        let waiting: Vec<u64> = self.guests.iter().filter_map(held).collect();
        waiting.into_iter().for_each(|number| self.route_what_is_held(number));
    }

    fn route_what_is_held(&mut self, number: u64) {
        if let Some(message) = self.guests.get_mut(&number).and_then(|guest| guest.held.take()) {
            self.route(number, message);
            self.again.push(number);
        }
    }

    // ---- coming in ---------------------------------------------------------------------------------------------

    fn accept_some(&mut self) {
        for index in 0..self.listeners.len() {
            for turn in 0.. {
                if turn == MOST_ACCEPTED_IN_A_ROW {
                    self.accept_now = true;
                    break;
                }
                let Some(listener) = self.listeners.get(index) else { return };
                match listener.accept() {
                    Ok((stream, peer)) => self.welcome(stream, peer.ip().to_canonical()),
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) if descriptors::is_exhausted(&error) => {
                        if self.make_room() {
                            continue;
                        }
                        if self.accept_at.is_none() {
                            warn!(
                                "A terminal calls, but {}",
                                descriptors::exhausted(&error).unwrap_or_default()
                            );
                        }
                        self.accept_at = Some(Instant::now() + ACCEPT_AGAIN);
                        return;
                    }
                    // Who called has hung up meanwhile, or a signal came.
                    Err(error) => debug!("Accepting at {} failed: {error}", self.shared.address),
                }
            }
        }
    }

    /// Frees a descriptor, if a guest can be spared.
    fn make_room(&mut self) -> bool {
        let first = self.lobby.first_to_go();
        first.into_iter().for_each(|number| self.end(number, "another connection needs its descriptor"));
        first.is_some()
    }

    fn welcome(&mut self, stream: mio::net::TcpStream, peer: IpAddr) {
        let (terminals, max_frame) = {
            let routes = self.shared.routes.lock();
            (routes.at(peer), routes.max_frame(peer))
        };
        if terminals == 0 {
            self.refused += 1;
            if self.refused.is_power_of_two() {
                warn!(
                    "Connection from {peer} refused: no terminal has that address ({} so far)",
                    self.refused
                );
            }
            return;
        }
        if !self.lobby.has_room(peer, terminals) {
            match self.lobby.first_to_go_of(peer) {
                Some(number) => self.end(number, "too many of its kind wait, and it is the oldest"),
                None => {
                    return warn!(
                        "Connection from {peer} refused: too many of its messages wait to be taken"
                    );
                }
            }
        }
        let connection = Connection::new(stream, max_frame);
        if let Err(error) = connection.prepare() {
            return debug!("Connection from {peer} is of no use: {error}");
        }
        debug!("Device connection {} from {peer}", connection.number());
        self.admit(Guest { connection, peer, route: 0, shared: false, held: None });
    }

    /// A connection is watched here from now on; what it has said already is heard.
    fn admit(&mut self, mut guest: Guest) {
        let number = guest.connection.number();
        let registered = usize::try_from(number).map_err(io::Error::other).and_then(|token| {
            let both = Interest::READABLE | Interest::WRITABLE;
            self.poll.registry().register(guest.connection.stream(), Token(token), both)
        });
        if let Err(error) = registered {
            return warn!("Connection {number} cannot be watched: {error}");
        }
        self.lobby.put(number, guest.peer, guest.standing(), guest.connection.unfinished(), Instant::now());
        if guest.connection.is_sending() {
            self.sending.insert(number);
        }
        self.guests.insert(number, guest);
        self.attend(number);
    }

    fn take_back(&mut self, route: u64, connection: Connection, message: Option<Box<DeviceRequest>>) {
        let Ok(peer) = connection.peer() else { return };
        let (number, peer) = (connection.number(), peer.ip().to_canonical());
        if self.shared.routes.lock().at(peer) == 0 {
            return;
        }
        // Nothing is read before that message is where it belongs: what follows must stay behind it.
        let shared = message.is_some();
        self.admit(Guest { connection, peer, route, shared, held: message });
        self.route_what_is_held(number);
    }

    // ---- what guests say ---------------------------------------------------------------------------------------

    /// Something happened on a connection, or it is its turn again.
    fn attend(&mut self, number: u64) {
        for turn in 0.. {
            let Some(guest) = self.guests.get_mut(&number) else { return };
            if guest.connection.is_sending() {
                match guest.connection.flush(Instant::now()) {
                    Ok(_) if guest.connection.is_sending() => return,
                    Ok(_) => {
                        self.sending.remove(&number);
                    }
                    Err(error) => return self.end(number, &error.to_string()),
                }
            }
            if guest.held.is_some() {
                return;
            }
            if turn == MOST_IN_A_ROW {
                return self.again.push(number);
            }
            match guest.connection.read(&mut self.buffer, MOST_BYTES_IN_A_ROW) {
                Incoming::Frame(payload) => self.heard(number, &payload),
                Incoming::Enough => return self.again.push(number),
                Incoming::Nothing => {
                    let (standing, unfinished) = (guest.standing(), guest.connection.unfinished());
                    return self.lobby.put(number, guest.peer, standing, unfinished, Instant::now());
                }
                Incoming::Ended(loss) => return self.end(number, &format!("{loss:?}")),
            }
        }
    }

    fn heard(&mut self, number: u64, payload: &[u8]) {
        trace::received(Line::Device(number), payload);
        let why = match Message::decode(payload) {
            Ok(decoded) => match decoded.message {
                Message::DeviceRequest(request) => return self.route(number, request),
                other => format!("a {} came where a DeviceRequest was expected", other.root_name()),
            },
            Err(error) => error.to_string(),
        };
        if let Some(guest) = self.guests.get(&number) {
            let routes = self.shared.routes.lock();
            if routes.at(guest.peer) <= MOST_TOLD_OF_GARBAGE {
                routes.everybody_at(guest.peer).iter().for_each(|addressee| addressee.garbled(&why));
            }
        }
        self.end(number, &why);
    }

    /// Hands a message over, and its connection with it unless several tills share that.
    fn route(&mut self, number: u64, request: Box<DeviceRequest>) {
        let Some(guest) = self.guests.get_mut(&number) else { return };
        let whose = {
            let rank = |addressee: &Arc<dyn Addressee>| addressee.rank(&request.request_id);
            self.shared.routes.lock().whose(guest.peer, request.workstation_id.as_deref(), rank)
        };
        let Some(whose) = whose else { return self.nobodys(number, &request) };
        guest.route = whose.route;
        guest.shared |= !whose.alone;
        if guest.shared {
            let line = SharedLine::new(number, &self.shared);
            if let Err(Arrived::Message(_, request)) =
                whose.addressee.hand_in(Arrived::Message(line, request))
            {
                self.hold(number, request);
            }
            return;
        }
        let Some(connection) = self.leave(number) else { return };
        if let Err(Arrived::Connection(connection, request)) =
            whose.addressee.hand_in(Arrived::Connection(Box::new(connection), request))
        {
            let Ok(peer) = connection.peer() else { return };
            let (peer, held) = (peer.ip().to_canonical(), Some(request));
            self.admit(Guest { connection: *connection, peer, route: whose.route, shared: false, held });
        }
    }

    /// A message finds no room: it stays here, and what follows it stays in the socket.
    fn hold(&mut self, number: u64, request: Box<DeviceRequest>) {
        if let Some(guest) = self.guests.get_mut(&number) {
            guest.held = Some(request);
            self.lobby.put(
                number,
                guest.peer,
                Standing::Waiting,
                guest.connection.unfinished(),
                Instant::now(),
            );
        }
    }

    /// A terminal waits for an answer, also where nobody is here for it.
    fn nobodys(&mut self, number: u64, request: &DeviceRequest) {
        self.refused += 1;
        if self.refused.is_power_of_two() {
            let workstation = head(request.workstation_id.as_deref().unwrap_or_default());
            let id = head(&request.request_id);
            warn!("Device request {id} is for workstation '{workstation}', which is not open here");
        }
        match Message::DeviceResponse(Box::new(devices::unavailable(request))).encode() {
            Ok(xml) => self.send(number, frame::encode(&xml)),
            Err(error) => self.end(number, &error.to_string()),
        }
    }

    fn send(&mut self, number: u64, frame: Vec<u8>) {
        let Some(guest) = self.guests.get_mut(&number) else { return };
        trace::sending(Line::Device(number), &frame);
        match guest.connection.send(frame, Instant::now()) {
            Ok(_) if guest.connection.is_sending() => {
                self.sending.insert(number);
            }
            Ok(_) => {}
            Err(error) => self.end(number, &error.to_string()),
        }
    }

    // ---- going -------------------------------------------------------------------------------------------------

    fn end(&mut self, number: u64, why: &str) {
        if self.leave(number).is_some() {
            debug!("Device connection {number} ends: {why}");
        }
    }

    /// Nothing of a connection is left here.
    fn leave(&mut self, number: u64) -> Option<Connection> {
        let mut guest = self.guests.remove(&number)?;
        self.lobby.take(number);
        self.sending.remove(&number);
        if let Err(error) = self.poll.registry().deregister(guest.connection.stream()) {
            debug!("Connection {number} was not watched: {error}");
        }
        Some(guest.connection)
    }
}
