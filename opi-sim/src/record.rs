//! Records a conversation: a proxy between a till and its terminal, both channels. Every byte is passed on as it came;
//! every message is written down with its time, masked ([`crate::recording`]).
//!
//! ```text
//! till ──► listen ──► terminal          channel 0: the till is told the recorder's address
//! till ◄── till   ◄── device_listen     channel 1: so is the terminal
//! ```

use crate::connections::Connections;
use crate::recording::{Entry, Header, Side, VERSION, What};
use opi_proto::dialect::Dialect;
use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder};
use parking_lot::Mutex;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long the other side may take to accept a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// Where a recorder stands.
#[derive(Debug, Clone)]
pub struct Options {
    /// The terminal's family.
    pub dialect: &'static Dialect,
    /// Where the till connects to; port 0 for any free one.
    pub listen: SocketAddr,
    /// The terminal.
    pub terminal: SocketAddr,
    /// Where the terminal connects to for device requests; port 0 for any free one.
    pub device_listen: SocketAddr,
    /// Where the till listens for device requests.
    pub till: SocketAddr,
}

/// Starts to record into `out`, until [`Recorder::stop`].
///
/// # Errors
/// When a port cannot be opened, or the header cannot be written.
pub fn record(options: Options, out: impl Write + Send + 'static) -> io::Result<Recorder> {
    let (pay, device) = (TcpListener::bind(options.listen)?, TcpListener::bind(options.device_listen)?);
    let addresses = [pay.local_addr()?, device.local_addr()?];
    let header = Header {
        opi_recording: VERSION,
        dialect: options.dialect.name.to_owned(),
        started: jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    };
    let mut log = Log { out: Box::new(out), entries: 0, error: None };
    log.line(&serde_json::to_string(&header)?);
    let shared = Arc::new(Shared {
        log: Mutex::new(log),
        started: Instant::now(),
        connections: Connections::default(),
        next: Mutex::new(0),
        till: Mutex::new(options.till),
    });
    let terminal = options.terminal;
    let pay = start(&shared, pay, 0, Side::Till, move |_| terminal)?;
    let device = start(&shared, device, 1, Side::Terminal, |shared| *shared.till.lock())?;
    Ok(Recorder { shared, addresses, acceptors: vec![pay, device] })
}

/// A recorder at work. Dropping it stops it.
pub struct Recorder {
    shared: Arc<Shared>,
    addresses: [SocketAddr; 2],
    acceptors: Vec<JoinHandle<()>>,
}

struct Shared {
    log: Mutex<Log>,
    started: Instant,
    connections: Connections,
    next: Mutex<u64>,
    till: Mutex<SocketAddr>,
}

struct Log {
    out: Box<dyn Write + Send>,
    entries: usize,
    /// The first thing that went wrong; nothing is written after it.
    error: Option<io::Error>,
}

impl Log {
    fn line(&mut self, line: &str) {
        if self.error.is_none() {
            self.error = writeln!(self.out, "{line}").and_then(|()| self.out.flush()).err();
            self.entries += 1;
        }
    }
}

impl Recorder {
    /// What the till connects to.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// What the terminal connects to for device requests.
    #[must_use]
    pub fn device_addr(&self) -> SocketAddr {
        self.addresses[1]
    }

    /// Changes where the till listens, from the next device connection on.
    pub fn set_till(&self, till: SocketAddr) {
        *self.shared.till.lock() = till;
    }

    /// Closes every connection and ends the recording. Tells how many lines it has, the header among them.
    ///
    /// # Errors
    /// What went wrong when it was written; it ends there.
    pub fn stop(&mut self) -> io::Result<usize> {
        self.shared.connections.stop();
        for address in self.addresses.iter().take(self.acceptors.len()) {
            // Wakes the acceptor, which then looks up.
            let wake = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port());
            let reachable = if address.ip().is_unspecified() { wake } else { *address };
            let _ = TcpStream::connect_timeout(&reachable, CONNECT_PATIENCE);
        }
        for acceptor in self.acceptors.drain(..) {
            let _ = acceptor.join();
        }
        let mut log = self.shared.log.lock();
        match log.error.take() {
            Some(error) => Err(error),
            None => Ok(log.entries),
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl Shared {
    fn note(&self, channel: u8, connection: u64, from: Side, what: What) {
        let mut log = self.log.lock();
        // Under the lock: times never go back from one line to the next.
        let ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Ok(line) = serde_json::to_string(&Entry { ms, channel, connection, from, what }) {
            log.line(&line);
        }
    }
}

/// Accepts connections of one channel; `from` is who opens them.
fn start(
    shared: &Arc<Shared>,
    listener: TcpListener,
    channel: u8,
    from: Side,
    to: impl Fn(&Shared) -> SocketAddr + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    thread::Builder::new().name("opi-record".to_owned()).spawn(move || {
        thread::scope(|scope| {
            loop {
                let accepted = listener.accept();
                if shared.connections.is_stopping() {
                    return;
                }
                let Ok((near, _)) = accepted else { continue };
                let (shared, address) = (&shared, to(&shared));
                let served = thread::Builder::new()
                    .spawn_scoped(scope, move || relay(shared, channel, from, &near, address));
                if served.is_err() {
                    // The system has no thread left: the connection is closed, and the next may fare better.
                    continue;
                }
            }
        });
    })
}

/// Passes bytes on in both directions until both are closed.
fn relay(shared: &Shared, channel: u8, from: Side, near: &TcpStream, address: SocketAddr) {
    let Ok(far) = TcpStream::connect_timeout(&address, CONNECT_PATIENCE) else { return };
    let (Ok(near_id), Ok(far_id)) = (shared.connections.add(near), shared.connections.add(&far)) else {
        return;
    };
    let connection = {
        let mut next = shared.next.lock();
        *next += 1;
        *next
    };
    let other = if from == Side::Till { Side::Terminal } else { Side::Till };
    shared.note(channel, connection, from, What::Open);
    thread::scope(|scope| {
        let there = scope.spawn(|| pass(shared, channel, connection, from, near, &far));
        pass(shared, channel, connection, other, &far, near);
        let _ = there.join();
    });
    shared.connections.close(near_id);
    shared.connections.close(far_id);
}

/// Passes bytes on in one direction. A message is written down before its last byte goes on, so that no answer is
/// written down before its question.
fn pass(
    shared: &Shared,
    channel: u8,
    connection: u64,
    from: Side,
    mut near: &TcpStream,
    mut far: &TcpStream,
) {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    let mut readable = true;
    let mut buffer = [0; 8 * 1024];
    loop {
        let count = match near.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => 0,
        };
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        if readable {
            decoder.push(bytes);
        } else {
            shared.note(channel, connection, from, What::Unreadable(bytes.len()));
        }
        while readable {
            match decoder.next_frame() {
                Ok(Some(payload)) => shared.note(channel, connection, from, What::message(&payload)),
                Ok(None) => break,
                Err(_) => {
                    readable = false;
                    shared.note(channel, connection, from, What::Unreadable(bytes.len()));
                }
            }
        }
        if far.write_all(bytes).is_err() {
            break;
        }
    }
    shared.note(channel, connection, from, What::Close);
    let _ = far.shutdown(Shutdown::Write);
}
