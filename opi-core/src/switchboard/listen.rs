//! Opening the till's port for device requests, on every address family that the machine has.

use super::port_owner;
use crate::config::Listen;
use log::debug;
use opi_proto::error::{Code, Error};
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// Connections that may wait to be accepted: a shop full of terminals may call at once. The system caps it.
const BACKLOG: i32 = 4096;
/// How often a free port is looked for that is free in both families.
const MOST_TRIES: u32 = 16;

/// The sockets of one listening address.
pub(super) struct Listeners {
    /// What is listened at, with the real port.
    pub(super) address: SocketAddr,
    pub(super) sockets: Vec<TcpListener>,
}

/// Opens the sockets.
///
/// # Errors
/// [`Code::Listen`]: the message says who holds the port, if the system tells, and what to do.
pub(super) fn open(listen: Listen) -> Result<Listeners, Error> {
    let opened = match listen {
        Listen::At(address) => socket(address).map(|socket| vec![socket]).map_err(|error| (address, error)),
        Listen::Port(port) => everywhere(port),
    };
    let sockets = opened.map_err(|(address, error)| cannot_listen(address, &error))?;
    let address = sockets.first().map_or_else(|| Err(ErrorKind::NotFound.into()), TcpListener::local_addr);
    let address = address.map_err(|error| cannot_listen(listen.address(), &error))?;
    debug!("Listening for device requests at {address}, {} socket(s)", sockets.len());
    Ok(Listeners { address, sockets })
}

/// All addresses of both families; of one where the machine has no other.
fn everywhere(port: u16) -> Result<Vec<TcpListener>, (SocketAddr, io::Error)> {
    let mut tries = 0;
    loop {
        let four = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port);
        let first = socket(four);
        let port_found = match &first {
            Ok(socket) => socket.local_addr().map_or(port, |address| address.port()),
            Err(_) => port,
        };
        let six = SocketAddr::new(IpAddr::V6(Ipv6Addr::UNSPECIFIED), port_found);
        let second = socket(six);
        tries += 1;
        match (first, second) {
            (Ok(first), Ok(second)) => return Ok(vec![first, second]),
            // The free port that was found is another program's in the other family.
            (Ok(_), Err(error)) if is_in_use(&error) && port == 0 && tries < MOST_TRIES => {}
            (Ok(_), Err(error)) if is_in_use(&error) => return Err((six, error)),
            (Ok(first), Err(_)) => return Ok(vec![first]),
            (Err(error), Ok(second)) if !is_in_use(&error) => {
                debug!("No IPv4 here: {error}");
                return Ok(vec![second]);
            }
            (Err(error), _) => return Err((four, error)),
        }
    }
}

fn is_in_use(error: &io::Error) -> bool {
    error.kind() == ErrorKind::AddrInUse
}

fn socket(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // Connections of an earlier till that are still winding down are no reason to refuse. (Windows means something
    // else by this option: there it would share the port.)
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Error {
    let (what, advice) = match error.kind() {
        ErrorKind::AddrInUse => {
            let owner = port_owner::of(address.port())
                .map_or_else(|| "by another program".to_owned(), |owner| format!("by {owner}"));
            (
                format!("The port for device requests, {address}, is in use {owner}."),
                Some(
                    "Give each process a port of its own (listen= here, and in its terminals), or let one process \
                     serve them all.",
                ),
            )
        }
        ErrorKind::AddrNotAvailable => (
            format!("{} is not an address of this machine.", address.ip()),
            Some("Give an address of this machine in listen=, or a port alone."),
        ),
        ErrorKind::PermissionDenied => (
            format!("This user may not listen at {address}."),
            Some("Choose a port above 1023, or give the program the right."),
        ),
        _ => match super::descriptors::exhausted(error) {
            Some(what) => (format!("Cannot listen at {address}: {what}"), None),
            None => (format!("Cannot listen at {address}: {error}."), None),
        },
    };
    let error = Error::new(Code::Listen, what);
    match advice {
        Some(advice) => error.with_advice(advice),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_port_alone_is_both_families() {
        let opened = open(Listen::Port(0)).unwrap();
        let port = opened.address.port();
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        // A machine without IPv6 has nothing to connect to.
        if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
            assert!(TcpStream::connect((Ipv6Addr::LOCALHOST, port)).is_ok());
        }
    }

    #[test]
    fn an_address_is_that_address() {
        let opened = open(Listen::At("127.0.0.1:0".parse().unwrap())).unwrap();
        assert_eq!(opened.sockets.len(), 1);
        assert_eq!(opened.address.ip(), IpAddr::V4(Ipv4Addr::LOCALHOST));
    }

    #[test]
    fn a_port_that_is_taken_in_one_family_only_is_taken() {
        let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else { return };
        let error = open(Listen::Port(other.local_addr().unwrap().port())).err().unwrap();
        assert_eq!(error.code(), Code::Listen);
        assert!(error.message().contains("is in use by"), "{error}");
        assert!(error.advice().contains("port of its own"), "{error}");
    }
}
