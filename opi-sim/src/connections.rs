//! The sockets that a recorder has open, so that all of them can be closed at once: closing them is what wakes the
//! threads that read them.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, TcpStream};
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

    /// Closes a socket for both sides.
    pub(crate) fn close(&self, id: u64) {
        if let Some(socket) = self.0.lock().sockets.remove(&id) {
            let _ = socket.shutdown(Shutdown::Both);
        }
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
