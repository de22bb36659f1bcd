//! One TCP connection of either channel: framing on the way in, whole frames on the way out. It never blocks, and
//! belongs to one thread at a time.

use mio::net::TcpStream;
use opi_proto::exchange::Loss;
use opi_proto::wire::frame::Decoder;
use rustix::fd::{AsFd, BorrowedFd};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest wait for a peer that takes no bytes.
pub(crate) const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// Number of the first connection; smaller ones are left to listening sockets.
pub(super) const FIRST_NUMBER: u64 = 16;
/// Bytes read at a time.
pub(crate) const READ_SIZE: usize = 8 * 1024;

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    number: u64,
    stream: TcpStream,
    decoder: Decoder,
    outgoing: Outgoing,
}

/// Bytes that the system has not taken yet.
#[derive(Debug, Default)]
struct Outgoing {
    bytes: Vec<u8>,
    taken: usize,
    /// Since when it takes none.
    stuck_since: Option<Instant>,
}

/// What reading brought.
#[derive(Debug)]
pub(crate) enum Incoming {
    Frame(Vec<u8>),
    /// Nothing more for now.
    Nothing,
    /// There may be more, but that is enough for once.
    Enough,
    Ended(Loss),
}

impl Connection {
    /// A connection that is open, or in the making.
    pub(crate) fn new(stream: TcpStream, max_frame: usize) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(FIRST_NUMBER);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Connection { number, stream, decoder: Decoder::new(max_frame), outgoing: Outgoing::default() }
    }

    /// Small messages at once, and a dead peer noticed.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        let socket = socket2::SockRef::from(&self.stream);
        socket.set_tcp_nodelay(true)?;
        let keepalive = socket2::TcpKeepalive::new()
            .with_time(Duration::from_secs(10))
            .with_interval(Duration::from_secs(5));
        socket.set_tcp_keepalive(&keepalive)
    }

    /// Its number in this process.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn stream(&mut self) -> &mut TcpStream {
        &mut self.stream
    }

    pub(crate) fn peer(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }

    /// Has a connection in the making come about? Asked when the system reports something. `None`: not yet.
    pub(crate) fn established(&self) -> io::Result<Option<()>> {
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        match self.stream.peer_addr() {
            Ok(_) => self.prepare().map(Some),
            Err(error) if error.kind() == ErrorKind::NotConnected => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Hands a frame to the system: how many bytes it took at once. The rest follows with [`flush`](Self::flush).
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn send(&mut self, frame: Vec<u8>, now: Instant) -> io::Result<usize> {
        if self.is_sending() {
            self.outgoing.bytes.extend(frame);
            return Ok(0);
        }
        self.outgoing = Outgoing { bytes: frame, taken: 0, stuck_since: None };
        self.flush(now)
    }

    /// Goes on sending: how many bytes the system took.
    ///
    /// # Errors
    /// When the connection is broken, or the peer has taken nothing for too long.
    pub(crate) fn flush(&mut self, now: Instant) -> io::Result<usize> {
        let mut count = 0;
        while let Some(rest) = self.outgoing.bytes.get(self.outgoing.taken..).filter(|rest| !rest.is_empty())
        {
            match self.stream.write(rest) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(taken) => {
                    self.outgoing.taken += taken;
                    self.outgoing.stuck_since = None;
                    count += taken;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    let since = *self.outgoing.stuck_since.get_or_insert(now);
                    if now.saturating_duration_since(since) >= WRITE_PATIENCE {
                        let patience = WRITE_PATIENCE.as_secs();
                        return Err(io::Error::new(
                            ErrorKind::TimedOut,
                            format!("the other side took nothing for {patience} s"),
                        ));
                    }
                    return Ok(count);
                }
                Err(error) => return Err(error),
            }
        }
        self.outgoing = Outgoing::default();
        Ok(count)
    }

    /// Are there bytes that the system has not taken yet?
    pub(crate) fn is_sending(&self) -> bool {
        !self.outgoing.bytes.is_empty()
    }

    /// When a peer that takes nothing is given up.
    pub(crate) fn write_deadline(&self) -> Option<Instant> {
        self.outgoing.stuck_since.map(|since| since + WRITE_PATIENCE)
    }

    /// A frame that has come already.
    pub(crate) fn buffered(&mut self) -> Incoming {
        match self.decoder.next_frame() {
            Ok(Some(payload)) => Incoming::Frame(payload),
            Ok(None) => Incoming::Nothing,
            Err(error) => Incoming::Ended(Loss::Garbage(error)),
        }
    }

    /// Reads until there is a frame, nothing more, or an end, but at most `most` bytes.
    pub(crate) fn read(&mut self, buffer: &mut [u8], most: usize) -> Incoming {
        let mut count = 0;
        loop {
            match self.buffered() {
                Incoming::Nothing if count >= most => return Incoming::Enough,
                Incoming::Nothing => {}
                something => return something,
            }
            match self.stream.read(buffer) {
                Ok(0) => return Incoming::Ended(self.closed("closed by the other side".into())),
                Ok(read) => {
                    count += read;
                    self.decoder.push(buffer.get(..read).unwrap_or_default());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Incoming::Nothing,
                Err(error) => return Incoming::Ended(self.closed(error.to_string())),
            }
        }
    }

    /// Bytes of an unfinished message that have come.
    pub(crate) fn unfinished(&self) -> usize {
        self.decoder.waiting()
    }

    /// Is nothing under way in either direction?
    pub(crate) fn is_idle(&self) -> bool {
        !self.is_sending() && self.unfinished() == 0
    }

    /// The loss of this connection, for a reason.
    pub(crate) fn closed(&self, why: String) -> Loss {
        Loss::Closed { why, mid_message: self.decoder.is_mid_frame(), foreign: self.decoder.sniff() }
    }
}

impl Drop for Connection {
    /// Both directions at once, also where a child of fork() still has the descriptor.
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

#[cfg(unix)]
impl AsFd for Connection {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }
}

#[cfg(windows)]
impl AsFd for Connection {
    fn as_fd(&self) -> BorrowedFd<'_> {
        std::os::windows::io::AsSocket::as_socket(&self.stream)
    }
}
