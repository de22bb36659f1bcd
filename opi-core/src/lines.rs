//! The lines of a terminal on sockets: what a call that is inside watches, with one `poll` over its own descriptors.
//!
//! Three of them in the ordinary case: channel 0, the connection of channel 1, and what wakes the call. Nothing here
//! waits for the other side but [`Lines::wait`], and that never longer than it was told to.

use crate::driver::{Event, Lines, Waited};
use crate::hall::Hall;
use crate::quiet;
use crate::switchboard::{Arrived, Connection, Incoming, Place, READ_SIZE, SharedLine, descriptors};
use crate::trace;
use crate::wake::{Wake, Waker};
use crossbeam_channel::{Receiver, TryRecvError};
use log::{debug, warn};
use mio::net::TcpStream;
use opi_proto::devices;
use opi_proto::error::Code;
use opi_proto::exchange::{Line, Loss};
use opi_proto::message::{DeviceRequest, Message};
use opi_proto::wire::frame;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::AsFd;
use std::collections::{HashMap, VecDeque};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most device connections of one terminal; the oldest idle one gives way.
const MOST_DEVICES: usize = 64;

/// How often a call that cannot be woken looks by itself.
const UNWOKEN: Duration = Duration::from_millis(50);

/// Where a terminal is, and who it is to the switchboard.
pub(crate) struct At<'a> {
    pub(crate) host: &'a str,
    pub(crate) port: u16,
    pub(crate) workstation: &'a str,
    pub(crate) max_frame: usize,
    pub(crate) place: &'a Place,
    pub(crate) hall: &'a Hall,
}

/// See the module's documentation.
pub(crate) struct SocketLines<'a> {
    at: At<'a>,
    /// Without one (no descriptor is left) nothing is asked of the terminal.
    waker: io::Result<Arc<Waker>>,
    pay: Vec<Pay>,
    /// The oldest first.
    devices: Vec<Connection>,
    /// Connections that the switchboard goes on reading.
    shared: HashMap<u64, SharedLine>,
    /// Device connections that the exchange under way has had.
    handed_over: usize,
    /// What has happened and was not told yet: at most one thing of each line.
    happened: VecDeque<Event>,
    /// Whose turn it is first, so that nobody is always served before the others.
    turn: usize,
    buffer: Vec<u8>,
}

/// A line of channel 0.
struct Pay {
    line: Line,
    state: PayState,
}

enum PayState {
    /// The terminal's name is being looked up.
    Resolving(Receiver<Result<Vec<SocketAddr>, Loss>>),
    /// With the addresses left to try.
    Connecting(Connection, SocketAddr, Vec<SocketAddr>),
    Open(Connection),
}

impl Pay {
    fn connection(&self) -> Option<&Connection> {
        match &self.state {
            PayState::Resolving(_) => None,
            PayState::Connecting(connection, ..) | PayState::Open(connection) => Some(connection),
        }
    }

    fn open(&mut self) -> Option<&mut Connection> {
        match &mut self.state {
            PayState::Open(connection) => Some(connection),
            _ => None,
        }
    }
}

/// What the system reported.
#[derive(Clone, Copy)]
enum Ready {
    Woken,
    Pay(usize),
    Device(usize),
}

impl<'a> SocketLines<'a> {
    /// The lines of the call that is inside the hall.
    pub(crate) fn new(at: At<'a>) -> Self {
        let waker = Waker::new().map(Arc::new);
        if let Ok(waker) = &waker {
            at.hall.desk.watch(Arc::clone(waker) as _);
        }
        SocketLines {
            at,
            waker,
            pay: Vec::new(),
            devices: Vec::new(),
            shared: HashMap::new(),
            handed_over: 0,
            happened: VecDeque::new(),
            turn: 0,
            buffer: Vec::new(),
        }
    }

    /// Wakes this call.
    pub(crate) fn waker(&self) -> Option<Arc<dyn Wake>> {
        self.waker.as_ref().ok().map(|waker| Arc::clone(waker) as _)
    }

    // ---- what is there already -----------------------------------------------------------------------------------

    /// Something that needs no waiting.
    fn at_hand(&mut self) -> Option<Event> {
        self.resolved();
        if let Some(event) = self.happened.pop_front() {
            return Some(event);
        }
        for index in 0..self.devices.len() {
            let Some(connection) = self.devices.get_mut(index).filter(|connection| !connection.is_sending())
            else {
                continue;
            };
            match connection.buffered() {
                Incoming::Nothing | Incoming::Enough => {}
                incoming => {
                    let event = self.device_said(index, incoming);
                    if event.is_none() {
                        // Not for this call; the driver has its turn before the next one.
                        self.waker.iter().for_each(|waker| waker.wake());
                    }
                    return event;
                }
            }
        }
        for index in 0..self.pay.len() {
            let Some(connection) = self.pay.get_mut(index).and_then(Pay::open) else { continue };
            match connection.buffered() {
                Incoming::Nothing | Incoming::Enough => {}
                incoming => return self.pay_said(index, incoming),
            }
        }
        self.arrived()
    }

    /// What the switchboard has handed in, as far as it finds room.
    fn arrived(&mut self) -> Option<Event> {
        loop {
            let (arrived, room) = self.at.hall.desk.take();
            if room {
                self.at.place.has_room();
            }
            match arrived? {
                Arrived::Connection(connection, request) => {
                    let line = Line::Device(connection.number());
                    if self.makes_room() {
                        self.devices.push(*connection);
                        self.handed_over += 1;
                        return Some(Event::Device(line, request));
                    }
                    // The next one waits already, and nothing would wake this call for it once more.
                    warn!(
                        "A device connection is refused: {MOST_DEVICES} are open, and none of them is idle"
                    );
                }
                Arrived::Message(shared, request) => {
                    let line = Line::Device(shared.number());
                    self.shared.insert(shared.number(), shared);
                    return Some(Event::Device(line, request));
                }
                // Its connection is closed already: no line has that number.
                Arrived::Garbled(why) => return Some(Event::Garbled(Line::Device(0), why)),
            }
        }
    }

    /// Is there room for one more device connection? The oldest idle one gives way.
    fn makes_room(&mut self) -> bool {
        if self.devices.len() < MOST_DEVICES {
            return true;
        }
        let idle = self.devices.iter().position(Connection::is_idle);
        idle.map(|index| self.devices.remove(index)).is_some()
    }

    // ---- waiting -------------------------------------------------------------------------------------------------

    fn poll(&self, until: Instant) -> Vec<Ready> {
        let mut watched = Vec::with_capacity(self.pay.len() + self.devices.len() + 1);
        let mut whose = Vec::with_capacity(watched.capacity());
        let mut end = until;
        match &self.waker {
            Ok(waker) => {
                watched.push(PollFd::new(&**waker, PollFlags::IN));
                whose.push(Ready::Woken);
            }
            Err(_) => end = end.min(Instant::now() + UNWOKEN),
        }
        for (index, pay) in self.pay.iter().enumerate() {
            let Some(connection) = pay.connection() else { continue };
            let connecting = matches!(pay.state, PayState::Connecting(..));
            let writes =
                if connecting || connection.is_sending() { PollFlags::OUT } else { PollFlags::empty() };
            let reads = if connecting { PollFlags::empty() } else { PollFlags::IN };
            watched.push(PollFd::from_borrowed_fd(connection.as_fd(), reads | writes));
            whose.push(Ready::Pay(index));
            end = connection.write_deadline().map_or(end, |deadline| end.min(deadline));
        }
        for (index, connection) in self.devices.iter().enumerate() {
            // A terminal that does not take its answer is not asked for its next question.
            let wanted = if connection.is_sending() { PollFlags::OUT } else { PollFlags::IN };
            watched.push(PollFd::from_borrowed_fd(connection.as_fd(), wanted));
            whose.push(Ready::Device(index));
            end = connection.write_deadline().map_or(end, |deadline| end.min(deadline));
        }
        let left = end.saturating_duration_since(Instant::now());
        match poll(&mut watched, Some(&timespec(left))) {
            Ok(_) => {}
            // A signal: whoever it woke has its turn.
            Err(error) if error == rustix::io::Errno::INTR => return vec![Ready::Woken],
            Err(error) => {
                warn!("Watching a terminal's connections failed: {error}");
                // Not to spin on a broken system: the caller's deadline ends this.
                std::thread::sleep(Duration::from_millis(10).min(left));
                return Vec::new();
            }
        }
        let ready = watched.iter().zip(whose).filter(|(fd, _)| !fd.revents().is_empty());
        ready.map(|(_, whose)| whose).collect()
    }

    /// A line on which something can be done; an event, if that is one.
    fn attend(&mut self, ready: Ready) -> Option<Event> {
        match ready {
            Ready::Woken => None,
            Ready::Pay(index) => {
                if matches!(self.pay.get(index)?.state, PayState::Connecting(..)) {
                    return self.connecting(index);
                }
                let line = self.pay.get(index)?.line;
                let connection = self.pay.get_mut(index)?.open()?;
                if connection.is_sending() {
                    match connection.flush(Instant::now()) {
                        Ok(0) => {}
                        Ok(count) => return Some(Event::Taken(line, count)),
                        Err(error) => {
                            let loss = connection.closed(error.to_string());
                            return self.pay_lost(index, loss);
                        }
                    }
                }
                let incoming = read(connection, &mut self.buffer);
                self.pay_said(index, incoming)
            }
            Ready::Device(index) => {
                let connection = self.devices.get_mut(index)?;
                if connection.is_sending() {
                    let flushed = connection.flush(Instant::now());
                    let loss = flushed.err().map(|error| connection.closed(error.to_string()))?;
                    return self.device_lost(index, loss);
                }
                let incoming = read(connection, &mut self.buffer);
                self.device_said(index, incoming)
            }
        }
    }

    /// Whoever has not taken a byte for too long is given up, also where the system reports nothing.
    fn give_up_the_stuck(&mut self) {
        let now = Instant::now();
        let late =
            |connection: &Connection| connection.write_deadline().is_some_and(|deadline| deadline <= now);
        while let Some(index) = self.devices.iter().position(late) {
            let event = self.attend(Ready::Device(index));
            self.happened.extend(event);
        }
        while let Some(index) = self.pay.iter().position(|pay| pay.connection().is_some_and(late)) {
            let event = self.attend(Ready::Pay(index));
            self.happened.extend(event);
        }
    }

    // ---- channel 0 -----------------------------------------------------------------------------------------------

    fn pay_said(&mut self, index: usize, incoming: Incoming) -> Option<Event> {
        let line = self.pay.get(index)?.line;
        match incoming {
            Incoming::Frame(payload) => {
                trace::received(line, &payload);
                Some(Event::Frame(line, payload))
            }
            Incoming::Nothing | Incoming::Enough => None,
            Incoming::Ended(loss) => self.pay_lost(index, loss),
        }
    }

    fn pay_lost(&mut self, index: usize, loss: Loss) -> Option<Event> {
        let pay = self.pay.remove(index);
        Some(Event::Lost(pay.line, loss))
    }

    /// Looks up the terminal's name, if it is one, on a thread: the system offers no way to interrupt it.
    fn resolve(&self) -> Result<Receiver<Result<Vec<SocketAddr>, Loss>>, Loss> {
        let (host, port) = (self.at.host.to_owned(), self.at.port);
        let (tell, told) = crossbeam_channel::bounded(1);
        let waker = self.waker();
        let look_up = move || {
            let found = (host.as_str(), port).to_socket_addrs().map(Iterator::collect).map_err(|error| {
                let what = format!("The terminal's name '{host}' cannot be resolved: {error}.");
                Loss::NotConnected(Code::Resolve, what)
            });
            let _ = tell.try_send(found);
            waker.iter().for_each(|waker| waker.wake());
        };
        quiet::spawn("opi-resolve", look_up).map_err(|error| {
            let what = format!("No thread to resolve the terminal's name with: {error}.");
            Loss::NotConnected(Code::Resolve, what)
        })?;
        Ok(told)
    }

    /// Names that have been looked up meanwhile are connected to.
    fn resolved(&mut self) {
        for index in 0..self.pay.len() {
            let Some(Pay { line, state: PayState::Resolving(told) }) = self.pay.get(index) else { continue };
            let (line, found) = match told.try_recv() {
                Ok(found) => (*line, found),
                Err(TryRecvError::Empty) => continue,
                Err(TryRecvError::Disconnected) => {
                    let what = "The thread that resolves the terminal's name has ended.".to_owned();
                    (*line, Err(Loss::NotConnected(Code::Resolve, what)))
                }
            };
            self.pay.remove(index);
            match found {
                Ok(addresses) => self.connect_to(line, addresses),
                Err(loss) => self.happened.push_back(Event::Lost(line, loss)),
            }
            return;
        }
    }

    /// Begins to connect to the first address that takes it.
    fn connect_to(&mut self, line: Line, addresses: Vec<SocketAddr>) {
        self.at.place.found_at(addresses.iter().map(SocketAddr::ip));
        self.connect_to_next(line, addresses);
    }

    fn connect_to_next(&mut self, line: Line, mut addresses: Vec<SocketAddr>) {
        let mut last = Loss::NotConnected(Code::Resolve, "The terminal's name has no address.".into());
        while !addresses.is_empty() {
            let address = addresses.remove(0);
            match TcpStream::connect(address) {
                Ok(stream) => {
                    let connection = Connection::new(stream, self.at.max_frame);
                    let state = PayState::Connecting(connection, address, addresses);
                    return self.pay.push(Pay { line, state });
                }
                Err(error) => last = not_connected(&error, &address),
            }
        }
        self.happened.push_back(Event::Lost(line, last));
    }

    fn connecting(&mut self, index: usize) -> Option<Event> {
        let PayState::Connecting(connection, ..) = &self.pay.get(index)?.state else { return None };
        let established = connection.established();
        if matches!(established, Ok(None)) {
            return None;
        }
        let Pay { line, state } = self.pay.remove(index);
        let PayState::Connecting(connection, address, left) = state else { return None };
        match established {
            Ok(_) => {
                self.pay.push(Pay { line, state: PayState::Open(connection) });
                Some(Event::Connected(line))
            }
            Err(error) if left.is_empty() => Some(Event::Lost(line, not_connected(&error, &address))),
            Err(error) => {
                debug!("{address} cannot be reached ({error}); trying the next address");
                self.connect_to_next(line, left);
                self.happened.pop_front()
            }
        }
    }

    // ---- channel 1 -----------------------------------------------------------------------------------------------

    fn device_said(&mut self, index: usize, incoming: Incoming) -> Option<Event> {
        let line = Line::Device(self.devices.get(index)?.number());
        match incoming {
            Incoming::Nothing | Incoming::Enough => None,
            Incoming::Ended(loss) => self.device_lost(index, loss),
            Incoming::Frame(payload) => {
                trace::received(line, &payload);
                match Message::decode(&payload) {
                    Ok(decoded) => match decoded.message {
                        Message::DeviceRequest(request) => self.device_asks(index, request),
                        other => {
                            let root = other.root_name();
                            Some(Event::Garbled(
                                line,
                                format!("a {root} came where a DeviceRequest was expected"),
                            ))
                        }
                    },
                    Err(error) => Some(Event::Garbled(line, error.to_string())),
                }
            }
        }
    }

    fn device_lost(&mut self, index: usize, loss: Loss) -> Option<Event> {
        let connection = self.devices.remove(index);
        debug!("Device connection {} ended: {loss:?}", connection.number());
        Some(Event::Lost(Line::Device(connection.number()), loss))
    }

    /// A message on this terminal's connection: its own, another till's of this process, or nobody's.
    fn device_asks(&mut self, index: usize, request: Box<DeviceRequest>) -> Option<Event> {
        let connection = self.devices.get_mut(index)?;
        let line = Line::Device(connection.number());
        let workstation = match request.workstation_id.as_deref() {
            Some(workstation) if workstation != self.at.workstation => workstation,
            _ => return Some(Event::Device(line, request)),
        };
        let peer = connection.peer().map(|peer| peer.ip().to_canonical());
        if peer.is_ok_and(|peer| self.at.place.is_anothers(peer, workstation)) {
            let connection = self.devices.remove(index);
            self.at.place.give_back(connection, Some(request));
            return None;
        }
        debug!("A device request is for a workstation that is not open here");
        let answer = Message::DeviceResponse(Box::new(devices::unavailable(&request))).encode().ok()?;
        let sent = connection.send(frame::encode(&answer), Instant::now());
        let loss = sent.err().map(|error| connection.closed(error.to_string()))?;
        self.device_lost(index, loss)
    }

    fn device(&mut self, number: u64) -> Option<&mut Connection> {
        self.devices.iter_mut().find(|connection| connection.number() == number)
    }
}

impl Lines for SocketLines<'_> {
    fn connect(&mut self, line: Line) {
        if let Err(error) = &self.waker {
            let address = SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), self.at.port);
            let loss = not_connected(error, &address);
            return self.happened.push_back(Event::Lost(line, loss));
        }
        if let Ok(address) = self.at.host.parse::<IpAddr>() {
            return self.connect_to(line, vec![SocketAddr::new(address, self.at.port)]);
        }
        match self.resolve() {
            Ok(told) => self.pay.push(Pay { line, state: PayState::Resolving(told) }),
            Err(loss) => self.happened.push_back(Event::Lost(line, loss)),
        }
    }

    fn send(&mut self, line: Line, frame: Vec<u8>) -> Result<usize, usize> {
        trace::sending(line, &frame);
        let connection = match line {
            Line::Device(number) => {
                if let Some(shared) = self.shared.remove(&number) {
                    let length = frame.len();
                    shared.send(frame);
                    return Ok(length);
                }
                self.device(number)
            }
            Line::Pay | Line::Abort(_) => {
                self.pay.iter_mut().find(|pay| pay.line == line).and_then(Pay::open)
            }
        };
        let Some(connection) = connection else { return Err(0) };
        connection.send(frame, Instant::now()).map_err(|error| {
            warn!("Writing to the terminal failed: {error}");
            0
        })
    }

    fn close(&mut self, line: Line) {
        match line {
            Line::Device(number) => {
                if let Some(shared) = self.shared.remove(&number) {
                    shared.close();
                }
                self.devices.retain(|connection| connection.number() != number);
            }
            Line::Pay | Line::Abort(_) => self.pay.retain(|pay| pay.line != line),
        }
    }

    fn begin_exchange(&mut self, request_id: &str) {
        self.handed_over = self.devices.len();
        self.at.hall.asks(request_id);
    }

    fn end_exchange(&mut self) {
        self.at.hall.asks("");
        self.pay.clear();
        self.happened.retain(|event| matches!(event, Event::Device(..)));
    }

    fn settle(&mut self) {
        // A terminal that has one connection for everything says nothing on another one.
        if self.handed_over != 1 {
            self.at.place.settle();
        }
    }

    fn wait(&mut self, until: Instant) -> Waited {
        let mut looked = false;
        loop {
            if let Some(event) = self.at_hand() {
                return Waited::Event(Box::new(event));
            }
            if looked && Instant::now() >= until {
                return Waited::Deadline;
            }
            let ready = self.poll(until);
            looked = true;
            let mut woken = false;
            if matches!(ready.first(), Some(Ready::Woken)) {
                self.waker.iter().for_each(|waker| waker.clear());
                woken = true;
            }
            self.turn = self.turn.wrapping_add(1);
            let first = self.turn % ready.len().max(1);
            for which in ready.iter().cycle().skip(first).take(ready.len()) {
                if let Some(event) = self.attend(*which) {
                    return Waited::Event(Box::new(event));
                }
                // It may have been given away: what was reported of the others is looked at anew.
                if !matches!(which, Ready::Woken) {
                    break;
                }
            }
            self.give_up_the_stuck();
            if woken && self.happened.is_empty() {
                return match self.at_hand() {
                    Some(event) => Waited::Event(Box::new(event)),
                    None => Waited::Woken,
                };
            }
        }
    }
}

impl Drop for SocketLines<'_> {
    /// What the terminal keeps open is watched by the switchboard from now on.
    fn drop(&mut self) {
        for connection in self.devices.drain(..) {
            self.at.place.give_back(connection, None);
        }
    }
}

fn read(connection: &mut Connection, buffer: &mut Vec<u8>) -> Incoming {
    // Only a call that reads needs it.
    buffer.resize(READ_SIZE, 0);
    connection.read(buffer, READ_SIZE)
}

fn timespec(time: Duration) -> Timespec {
    // Rounded up, so that a wait does not end just before its moment; a day at most, which every system can count.
    let time = (time + Duration::from_micros(1)).min(Duration::from_secs(86_400));
    Timespec::try_from(time).unwrap_or_default()
}

fn not_connected(error: &io::Error, address: &SocketAddr) -> Loss {
    let (code, what) = match error.kind() {
        ErrorKind::ConnectionRefused => {
            (Code::ConnectRefused, format!("Nobody listens at {address}: the connection was refused."))
        }
        ErrorKind::TimedOut => {
            (Code::ConnectTimeout, format!("{address} did not accept the connection in time."))
        }
        _ => match descriptors::exhausted(error) {
            Some(what) => (Code::Unreachable, format!("{address} cannot be connected to: {what}")),
            None => (Code::Unreachable, format!("There is no way to {address}: {error}.")),
        },
    };
    Loss::NotConnected(code, what)
}
