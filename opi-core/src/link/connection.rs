//! The two sorts of connections: channel 0, which the till opens, and channel 1, which the terminal opens.

use super::{Event, PayLine, Registration};
use crate::config::Config;
use crate::error::Code;
use crate::exchange::Loss;
use crate::wire::frame::Decoder;
use crossbeam_channel::Sender;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for a peer that takes no bytes.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes read at a time.
const READ_SIZE: usize = 16 * 1024;

/// A channel-0 connection.
#[derive(Debug)]
pub(crate) struct PayConnection {
    stream: TcpStream,
}

impl PayConnection {
    /// Writes a frame: how many bytes the operating system took, and whether that was all.
    pub(crate) fn write(&self, frame: &[u8]) -> (usize, bool) {
        write_frame(&self.stream, frame)
    }

    /// Closes the connection and wakes its reader.
    pub(crate) fn close(&self) {
        close(&self.stream);
    }
}

/// A channel-1 connection.
#[derive(Debug)]
pub(crate) struct DeviceConnection {
    id: u64,
    stream: TcpStream,
}

impl DeviceConnection {
    pub(crate) fn new(id: u64, stream: TcpStream) -> io::Result<Self> {
        prepare(&stream)?;
        Ok(DeviceConnection { id, stream })
    }

    /// Number of the connection, unique in the process.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// The reading side.
    pub(crate) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// As [`PayConnection::write`].
    pub(crate) fn write(&self, frame: &[u8]) -> (usize, bool) {
        super::trace::sending(crate::exchange::Line::Device(self.id), frame);
        write_frame(&self.stream, frame)
    }

    /// Closes the connection and wakes its reader.
    pub(crate) fn close(&self) {
        close(&self.stream);
    }
}

/// Starts the thread that connects to the terminal and then reads from it.
///
/// Name resolution and connection happen on that thread, so that the caller can be cancelled meanwhile.
pub(crate) fn connect(
    config: &Config,
    pay: PayLine,
    events: Sender<Event>,
    registration: &Registration,
) -> Result<(), Loss> {
    let place = (config.host.clone(), config.port);
    let (timeout, max_frame) = (config.timers.connect, config.max_frame);
    let peers = registration.peers();
    let work = move || {
        let opened = open(&place, timeout, |addresses| peers.set(addresses));
        let connection = match opened {
            Ok(stream) => Arc::new(PayConnection { stream }),
            Err(loss) => {
                let _ = events.send(Event::Lost(pay, loss));
                return;
            }
        };
        if events.send(Event::Connected(pay, Arc::clone(&connection))).is_err() {
            return;
        }
        let loss = read_frames(&connection.stream, max_frame, |payload| {
            events.send(Event::Frame(pay, payload)).is_ok()
        });
        let _ = events.send(Event::Lost(pay, loss));
    };
    thread::Builder::new().name("opi-pay".into()).spawn(work).map(drop).map_err(|error| {
        Loss::NotConnected(Code::Unreachable, format!("A thread could not be started: {error}."))
    })
}

/// Reads frames until the connection ends or `deliver` says stop; tells why it ended.
pub(crate) fn read_frames(
    mut stream: &TcpStream,
    max_frame: usize,
    mut deliver: impl FnMut(Vec<u8>) -> bool,
) -> Loss {
    let mut decoder = Decoder::new(max_frame);
    let mut buffer = [0; READ_SIZE];
    let closed = |why: String, decoder: &Decoder| Loss::Closed {
        why,
        mid_message: decoder.is_mid_frame(),
        foreign: decoder.sniff(),
    };
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return closed("closed by the other side".into(), &decoder),
            Ok(count) => decoder.push(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return closed(error.to_string(), &decoder),
        }
        loop {
            match decoder.next_frame() {
                Ok(Some(payload)) => {
                    if !deliver(payload) {
                        return closed("closed by this side".into(), &decoder);
                    }
                }
                Ok(None) => break,
                Err(error) => return Loss::Garbage(error),
            }
        }
    }
}

fn open(
    place: &(String, u16),
    timeout: Duration,
    resolved: impl FnOnce(Vec<IpAddr>),
) -> Result<TcpStream, Loss> {
    let (host, port) = place;
    let deadline = Instant::now() + timeout;
    let addresses: Vec<SocketAddr> = (host.as_str(), *port)
        .to_socket_addrs()
        .map_err(|error| {
            Loss::NotConnected(
                Code::Resolve,
                format!("The terminal's name '{host}' cannot be resolved: {error}."),
            )
        })?
        .collect();
    resolved(addresses.iter().map(SocketAddr::ip).collect());
    let mut last = Loss::NotConnected(Code::Resolve, format!("The name '{host}' has no address."));
    for address in addresses {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        match TcpStream::connect_timeout(&address, left).and_then(|stream| prepare(&stream).map(|()| stream))
        {
            Ok(stream) => return Ok(stream),
            Err(error) => last = not_connected(&address, timeout, &error),
        }
    }
    Err(last)
}

fn not_connected(address: &SocketAddr, timeout: Duration, error: &io::Error) -> Loss {
    let (code, what) = match error.kind() {
        ErrorKind::ConnectionRefused => {
            (Code::ConnectRefused, format!("Nobody listens at {address}: the connection was refused."))
        }
        ErrorKind::TimedOut | ErrorKind::WouldBlock => (
            Code::ConnectTimeout,
            format!("{address} did not accept the connection within {} ms.", timeout.as_millis()),
        ),
        _ => (Code::Unreachable, format!("There is no way to {address}: {error}.")),
    };
    Loss::NotConnected(code, what)
}

/// Small messages at once, a dead peer noticed, and no write that blocks for ever.
fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(WRITE_TIMEOUT))?;
    let keepalive =
        socket2::TcpKeepalive::new().with_time(Duration::from_secs(10)).with_interval(Duration::from_secs(5));
    socket2::SockRef::from(stream).set_tcp_keepalive(&keepalive)
}

fn write_frame(mut stream: &TcpStream, frame: &[u8]) -> (usize, bool) {
    let mut handed = 0;
    while let Some(rest) = frame.get(handed..).filter(|rest| !rest.is_empty()) {
        match stream.write(rest) {
            Ok(0) => return (handed, false),
            Ok(count) => handed += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                log::warn!("Writing failed after {handed} of {} bytes: {error}", frame.len());
                return (handed, false);
            }
        }
    }
    (handed, true)
}

fn close(stream: &TcpStream) {
    // Fails only when it is closed already.
    let _ = stream.shutdown(Shutdown::Both);
}
