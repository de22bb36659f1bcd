//! One connection: bytes that are not yet a message, messages that are not yet written.

use crate::fault::Outgoing;
use mio::net::TcpStream;
use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder, FrameError};
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::Shutdown;

/// With so many bytes waiting to be written, a connection is full.
const FULL: usize = 64 * 1024;
/// Writes in one go, so that a message in many pieces does not keep everybody else waiting.
const WRITES_AT_ONCE: usize = 256;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Channel 0.
    Pay,
    /// Channel 1.
    Device,
    /// Beside channel 1; never read.
    Aside,
    /// It was channel 1, and is closed as soon as the rest is written.
    Leaving,
}

/// See the module's documentation.
pub(super) struct Peer {
    /// Number of its station.
    pub(super) station: usize,
    pub(super) role: Role,
    socket: TcpStream,
    decoder: Decoder,
    queue: VecDeque<Outgoing>,
    /// Bytes of the first message that are written.
    written: usize,
    /// Bytes of the whole queue that are not.
    waiting: usize,
    pub(super) state: State,
    /// Nothing follows: it is not read any more, and closed when everything is written.
    closing: bool,
    /// Something waits to be read until there is room to answer.
    pub(super) starved: bool,
    /// As its station has counted it: something to write, full.
    pub(super) counted: (bool, bool),
}

/// How far a connection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Not accepted by the till yet.
    Connecting,
    /// In use.
    Open,
    /// Nothing can be written any more; what the till has said before is still read.
    Broken,
    /// Its end was noticed, and the machine is told next.
    Ended,
}

/// How far writing has come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flushed {
    /// Everything is written.
    All,
    /// The till has to read first; did it take anything?
    Blocked {
        /// It took something.
        progress: bool,
    },
    /// There is more to write, and room for it.
    More,
}

/// What reading brought.
pub(super) enum Heard {
    /// Messages without their length headers, perhaps none.
    Frames(Vec<Vec<u8>>),
    /// Messages, then bytes that are none.
    Garbage(Vec<Vec<u8>>, FrameError),
    /// Nothing at the moment.
    Silence,
    /// The till has closed its side; if in the middle of something, in plain words.
    End(Option<String>),
    /// The connection is gone.
    Lost,
}

impl Peer {
    pub(super) fn new(station: usize, role: Role, socket: TcpStream, state: State) -> Self {
        Peer {
            station,
            role,
            socket,
            decoder: Decoder::new(DEFAULT_MAX_FRAME),
            queue: VecDeque::new(),
            written: 0,
            waiting: 0,
            state,
            closing: false,
            starved: false,
            counted: (false, false),
        }
    }

    pub(super) fn socket(&mut self) -> &mut TcpStream {
        &mut self.socket
    }

    /// Has the connection come about? `None`: not yet.
    pub(super) fn connected(&self) -> Option<io::Result<()>> {
        match (self.socket.take_error(), self.socket.peer_addr()) {
            (Err(error) | Ok(Some(error)), _) => Some(Err(error)),
            (Ok(None), Ok(_)) => Some(Ok(())),
            (Ok(None), Err(error)) if error.kind() == io::ErrorKind::NotConnected => None,
            (Ok(None), Err(error)) => Some(Err(error)),
        }
    }

    /// Is there something to write?
    pub(super) fn is_pending(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Is there so much to write that nobody should bring more?
    pub(super) fn is_full(&self) -> bool {
        self.waiting > FULL
    }

    /// Is what the till says wanted?
    pub(super) fn is_read(&self) -> bool {
        let wanted = matches!(self.role, Role::Pay | Role::Device);
        wanted && !self.closing && matches!(self.state, State::Open | State::Broken)
    }

    /// Queues a message, if anything can still be written.
    pub(super) fn push(&mut self, message: Outgoing) {
        if self.is_usable() {
            self.waiting += message.len();
            self.queue.push_back(message);
        }
    }

    /// Can more be written, now or when it is connected?
    pub(super) fn is_usable(&self) -> bool {
        !self.closing && matches!(self.state, State::Connecting | State::Open)
    }

    /// Nothing follows what waits to be written.
    pub(super) fn close_when_written(&mut self) {
        self.closing = true;
    }

    /// Is it time to close it?
    pub(super) fn is_done(&self) -> bool {
        self.closing && self.state == State::Open && !self.is_pending()
    }

    /// Nothing can be written any more.
    pub(super) fn break_off(&mut self) {
        self.state = State::Broken;
        self.drop_queue();
    }

    /// Forgets what could not be written.
    pub(super) fn drop_queue(&mut self) {
        self.queue = VecDeque::new();
        (self.written, self.waiting) = (0, 0);
    }

    /// Writes what waits, piece by piece. Behind a cut only our direction is closed: a full close with unread bytes in
    /// the kernel would reset the connection and take back bytes the till should still see.
    pub(super) fn flush(&mut self) -> io::Result<Flushed> {
        let mut progress = false;
        for _ in 0..WRITES_AT_ONCE {
            let Some(message) = self.queue.front() else { return Ok(Flushed::All) };
            let piece = message.piece_at(self.written);
            if piece.is_empty() {
                if message.is_cut() {
                    self.socket.shutdown(Shutdown::Write)?;
                }
                self.queue.pop_front();
                self.written = 0;
                continue;
            }
            match self.socket.write(piece) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => {
                    self.written += count;
                    self.waiting -= count;
                    progress = true;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Ok(Flushed::Blocked { progress });
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(if self.queue.is_empty() { Flushed::All } else { Flushed::More })
    }

    /// Reads once, into the buffer that all connections share.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Heard {
        let count = match self.socket.read(buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Heard::Silence,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Heard::Frames(Vec::new()),
            Err(_) => return Heard::Lost,
        };
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else {
            return Heard::End(self.unfinished());
        };
        self.decoder.push(bytes);
        let mut frames = Vec::new();
        loop {
            match self.decoder.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(error) => return Heard::Garbage(frames, error),
            }
        }
        if !self.decoder.is_mid_frame() {
            // A connection that waits holds no memory.
            self.decoder = Decoder::new(DEFAULT_MAX_FRAME);
        }
        Heard::Frames(frames)
    }

    /// What is wrong with an end at this point.
    fn unfinished(&self) -> Option<String> {
        match (self.decoder.is_mid_frame(), self.decoder.sniff()) {
            (_, Some(foreign)) => Some(format!("the peer does not speak OPI; it sounds like {foreign}")),
            (true, None) => Some("the connection ended in the middle of a message".to_owned()),
            (false, None) => None,
        }
    }
}
