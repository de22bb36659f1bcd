//! The sockets that are open, so that all of them can be closed at once: closing them is what wakes the threads
//! that read them.

use crate::fault::Outgoing;
use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::time::Duration;

/// Connections kept open at the same time; a till needs two, a shop full of tills a few more.
const MOST: usize = 64;
/// A till that does not read for so long is given up.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);

/// Every open socket, by number.
#[derive(Default)]
pub(crate) struct Connections(Mutex<Open>);

#[derive(Default)]
struct Open {
    stopping: bool,
    next: u64,
    sockets: HashMap<u64, TcpStream>,
}

impl Connections {
    /// Adds a socket and returns its number; refuses when there are too many, or when everything is closing.
    pub(crate) fn add(&self, socket: &TcpStream) -> io::Result<u64> {
        socket.set_nodelay(true)?;
        socket.set_write_timeout(Some(WRITE_PATIENCE))?;
        let twin = socket.try_clone()?;
        let mut open = self.0.lock();
        if open.stopping || open.sockets.len() >= MOST {
            return Err(io::Error::other("no room for another connection"));
        }
        open.next += 1;
        let id = open.next;
        open.sockets.insert(id, twin);
        Ok(id)
    }

    /// The address at the other end.
    pub(crate) fn peer(&self, id: u64) -> Option<IpAddr> {
        self.0.lock().sockets.get(&id).and_then(|socket| socket.peer_addr().ok()).map(|peer| peer.ip())
    }

    /// Closes a socket for both sides.
    pub(crate) fn close(&self, id: u64) {
        if let Some(socket) = self.0.lock().sockets.remove(&id) {
            let _ = socket.shutdown(Shutdown::Both);
        }
    }

    /// Writes a message, piece by piece. Behind a cut only our direction is closed: a full close with unread
    /// bytes in the kernel would reset the connection and take back bytes the till should still see.
    pub(crate) fn send(&self, id: u64, message: &Outgoing) -> io::Result<()> {
        let twin = self.0.lock().sockets.get(&id).map(TcpStream::try_clone);
        let mut socket = twin.ok_or_else(|| io::Error::from(io::ErrorKind::NotConnected))??;
        for piece in message.pieces() {
            socket.write_all(&piece)?;
        }
        if message.is_cut() {
            socket.shutdown(Shutdown::Write)?;
        }
        Ok(())
    }

    /// Closes everything, for good.
    pub(crate) fn stop(&self) {
        let mut open = self.0.lock();
        open.stopping = true;
        for socket in open.sockets.values() {
            let _ = socket.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.0.lock().stopping
    }
}

/// Reads frames until the connection ends or `take` says `false`. The error is a sentence.
pub(crate) fn read_frames(
    mut socket: &TcpStream,
    mut take: impl FnMut(Vec<u8>) -> bool,
) -> Result<(), String> {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    let mut buffer = [0; 8 * 1024];
    loop {
        let count = match socket.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(()),
        };
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else {
            return match (decoder.is_mid_frame(), decoder.sniff()) {
                (_, Some(foreign)) => Err(format!("the peer does not speak OPI; it sounds like {foreign}")),
                (true, None) => Err("the connection ended in the middle of a message".to_owned()),
                (false, None) => Ok(()),
            };
        };
        decoder.push(bytes);
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => {
                    if !take(frame) {
                        return Ok(());
                    }
                }
                Ok(None) => break,
                Err(error) => return Err(error.to_string()),
            }
        }
    }
}
