//! One TCP connection of either channel: framing on the way in, whole frames on the way out.

use super::{Event, Hub, PayLine};
use mio::net::TcpStream;
use opi_proto::exchange::Loss;
use opi_proto::wire::frame::Decoder;
use parking_lot::Mutex;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest wait for a peer that takes no bytes.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Debug)]
pub(super) enum Role {
    /// Channel 0, opened by the till to `address`; with the addresses left to try.
    Pay { line: PayLine, address: SocketAddr, alternatives: Vec<SocketAddr> },
    /// Channel 1, opened by the terminal.
    Device { peer: IpAddr },
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    id: u64,
    stream: TcpStream,
    pub(super) role: Role,
    /// The route that the last message took; 0 for none yet.
    route: AtomicU64,
    inbound: Mutex<Inbound>,
}

/// The reading side.
#[derive(Debug)]
struct Inbound {
    decoder: Decoder,
    established: bool,
}

/// What reading brought.
pub(super) enum Read1 {
    Frame(Vec<u8>),
    /// Nothing more for now.
    Drained,
    Ended(Loss),
}

impl Connection {
    pub(super) fn new(id: u64, stream: TcpStream, role: Role, route: u64, max_frame: usize) -> Self {
        let established = matches!(role, Role::Device { .. });
        let inbound = Mutex::new(Inbound { decoder: Decoder::new(max_frame), established });
        Connection { id, stream, role, route: AtomicU64::new(route), inbound }
    }

    /// Number of the connection at its listening address.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(super) fn route(&self) -> u64 {
        self.route.load(Ordering::Relaxed)
    }

    pub(super) fn set_route(&self, number: u64) {
        self.route.store(number, Ordering::Relaxed);
    }

    /// Closes both directions; the peer and whoever reads here notice.
    pub(crate) fn close(&self) {
        // Fails only when it is closed already.
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Writes a frame: how many bytes the operating system took, and whether that was all.
    pub(crate) fn write(&self, frame: &[u8], hub: &Hub) -> (usize, bool) {
        let deadline = Instant::now() + WRITE_TIMEOUT;
        let mut handed = 0;
        while let Some(rest) = frame.get(handed..).filter(|rest| !rest.is_empty()) {
            match (&self.stream).write(rest) {
                Ok(0) => return (handed, false),
                Ok(count) => handed += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock && Instant::now() < deadline => {
                    hub.turn_until(deadline);
                }
                Err(error) => {
                    log::warn!("Writing failed after {handed} of {} bytes: {error}", frame.len());
                    return (handed, false);
                }
            }
        }
        (handed, true)
    }

    /// Writes a frame if the operating system takes it at once.
    pub(super) fn write_now(&self, frame: &[u8]) -> bool {
        (&self.stream).write(frame).is_ok_and(|count| count == frame.len())
    }

    /// For a connection in the making: has it come about? Asked when the system reports something.
    pub(super) fn establish(&self) -> io::Result<Establishing> {
        let mut inbound = self.inbound.lock();
        if inbound.established {
            return Ok(Establishing::Before);
        }
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        match self.stream.peer_addr() {
            Ok(_) => {
                inbound.established = true;
                Ok(Establishing::Now)
            }
            Err(error) if error.kind() == ErrorKind::NotConnected => Ok(Establishing::NotYet),
            Err(error) => Err(error),
        }
    }

    /// Reads until there is a frame, nothing more, or an end.
    pub(super) fn read(&self, buffer: &mut [u8]) -> Read1 {
        let inbound = &mut *self.inbound.lock();
        loop {
            match inbound.decoder.next_frame() {
                Ok(Some(payload)) => return Read1::Frame(payload),
                Ok(None) => {}
                Err(error) => return Read1::Ended(Loss::Garbage(error)),
            }
            match (&self.stream).read(buffer) {
                Ok(0) => return Read1::Ended(closed("closed by the other side".into(), &inbound.decoder)),
                Ok(count) => inbound.decoder.push(buffer.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Read1::Drained,
                Err(error) => return Read1::Ended(closed(error.to_string(), &inbound.decoder)),
            }
        }
    }

    /// The event that tells the till of a loss.
    pub(super) fn lost(&self, loss: Loss) -> Event {
        match &self.role {
            Role::Pay { line, .. } => Event::Lost(*line, loss),
            Role::Device { .. } => Event::DeviceLost(self.id, loss),
        }
    }
}

/// State of a connection in the making.
pub(super) enum Establishing {
    /// It came about earlier.
    Before,
    /// It has just come about.
    Now,
    /// Not yet.
    NotYet,
}

fn closed(why: String, decoder: &Decoder) -> Loss {
    Loss::Closed { why, mid_message: decoder.is_mid_frame(), foreign: decoder.sniff() }
}

/// Small messages at once, and a dead peer noticed.
pub(super) fn prepare(stream: &TcpStream) -> io::Result<()> {
    let socket = socket2::SockRef::from(stream);
    socket.set_tcp_nodelay(true)?;
    let keepalive =
        socket2::TcpKeepalive::new().with_time(Duration::from_secs(10)).with_interval(Duration::from_secs(5));
    socket.set_tcp_keepalive(&keepalive)
}
