//! Sockets as the driver wants them: non-blocking, and from the address that a terminal listens at.

use mio::net::{TcpListener, TcpStream};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// How long the simulator may take to accept a connection of its own.
const PROBE_PATIENCE: Duration = Duration::from_secs(3);
/// What the kernel keeps for a connection that nobody reads: as little as it can, so that the till notices soon.
const DEAF_BUFFER: usize = 2048;

/// Listens. The error names the address.
pub(super) fn listen(at: SocketAddr) -> io::Result<TcpListener> {
    let listener = std::net::TcpListener::bind(at)
        .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {at}: {error}")))?;
    Ok(TcpListener::from_std(listener))
}

/// Begins to connect; `from` is the address to come from, `deaf` says that nobody will read.
pub(super) fn connect(till: SocketAddr, from: Option<IpAddr>, deaf: bool) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(till), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    if deaf {
        socket.set_recv_buffer_size(DEAF_BUFFER)?;
    }
    if let Some(ip) = from {
        socket.bind(&SocketAddr::new(ip, 0).into())?;
    }
    match socket.connect(&till.into()) {
        Err(error) if !is_under_way(&error) => Err(error),
        _ => Ok(TcpStream::from_std(socket.into())),
    }
}

fn is_under_way(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::INPROGRESS.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::WouldBlock
}

/// Where connections to the till come from: a terminal that has a loopback address of its own is known by it.
pub(super) fn source(listen: IpAddr, till: IpAddr) -> Option<IpAddr> {
    let own = listen.is_loopback() && listen.is_ipv4() && listen != Ipv4Addr::LOCALHOST;
    Some(listen).filter(|_| own && till.is_loopback() && till.is_ipv4())
}

/// A connection of the simulator to itself, whose own address is known before it is made.
pub(super) struct Probe {
    socket: Socket,
    to: SocketAddr,
    pub(super) addr: SocketAddr,
}

/// A probe for the listener that is bound to `listener`.
pub(super) fn probe(listener: SocketAddr) -> io::Result<Probe> {
    let to = reachable(listener);
    let socket = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::TCP))?;
    socket.bind(&SocketAddr::new(to.ip(), 0).into())?;
    let addr =
        socket.local_addr()?.as_socket().ok_or_else(|| io::Error::other("a socket without address"))?;
    Ok(Probe { socket, to, addr })
}

impl Probe {
    pub(super) fn connect(&self) -> io::Result<()> {
        self.socket.connect_timeout(&self.to.into(), PROBE_PATIENCE)
    }
}

/// An address at which a listener bound to `addr` can be reached from here.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_own_loopback_address_is_kept() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        for (listen, till, from) in [
            ("127.0.1.7", "127.0.0.1", Some("127.0.1.7")),
            ("127.0.0.1", "127.0.0.1", None),
            ("127.0.1.7", "192.168.0.5", None),
            ("0.0.0.0", "127.0.0.1", None),
            ("::1", "::1", None),
        ] {
            assert_eq!(source(ip(listen), ip(till)), from.map(ip), "{listen}");
        }
    }
}
