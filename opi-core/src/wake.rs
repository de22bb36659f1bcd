//! Waking a thread that waits inside a call, from any other thread.

use rustix::fd::{AsFd, BorrowedFd};
use std::io;

/// Wakes somebody. It says only "look again": what there is to see is kept by whoever wakes, each thing in a place of
/// its own.
pub(crate) trait Wake: Send + Sync {
    /// Never blocks. Once is enough, also when the other one is not waiting yet.
    fn wake(&self);
}

/// A descriptor that becomes readable when it is woken, and stays so until it is cleared.
#[derive(Debug)]
pub(crate) struct Waker(platform::Bell);

impl Waker {
    /// # Errors
    /// When the system has no descriptor left.
    pub(crate) fn new() -> io::Result<Self> {
        platform::Bell::new().map(Waker)
    }

    /// From now on it waits for the next time. Look at what there is to see only after this.
    pub(crate) fn clear(&self) {
        self.0.clear();
    }
}

impl Wake for Waker {
    fn wake(&self) {
        self.0.ring();
    }
}

impl AsFd for Waker {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod platform {
    use rustix::event::{EventfdFlags, eventfd};
    use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::io;

    /// An eventfd: one descriptor.
    #[derive(Debug)]
    pub(super) struct Bell(OwnedFd);

    impl Bell {
        pub(super) fn new() -> io::Result<Self> {
            Ok(Bell(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?))
        }

        pub(super) fn ring(&self) {
            // Fails only when it has rung 2^64 times and nobody came.
            let _ = rustix::io::write(&self.0, &1u64.to_ne_bytes());
        }

        pub(super) fn clear(&self) {
            let _ = rustix::io::read(&self.0, &mut [0u8; 8]);
        }

        pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
            self.0.as_fd()
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod platform {
    use rustix::fd::{AsFd, BorrowedFd};
    use std::io;
    use std::net::{Ipv4Addr, UdpSocket};

    /// A datagram socket that speaks to itself: one descriptor on every system.
    #[derive(Debug)]
    pub(super) struct Bell(UdpSocket);

    impl Bell {
        pub(super) fn new() -> io::Result<Self> {
            let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
            // Nobody else's datagrams are taken.
            socket.connect(socket.local_addr()?)?;
            socket.set_nonblocking(true)?;
            Ok(Bell(socket))
        }

        pub(super) fn ring(&self) {
            // Where it finds no room, it has rung already.
            let _ = self.0.send(&[1]);
        }

        pub(super) fn clear(&self) {
            while self.0.recv(&mut [0; 1]).is_ok() {}
        }

        pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
            self.0.as_fd()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn is_rung(waker: &Waker) -> bool {
        poll(&mut [PollFd::new(waker, PollFlags::IN)], Some(&Timespec::default())).unwrap() == 1
    }

    #[test]
    fn it_stays_rung_until_it_is_cleared() {
        let waker = Waker::new().unwrap();
        assert!(!is_rung(&waker));
        waker.wake();
        waker.wake();
        assert!(is_rung(&waker) && is_rung(&waker));
        waker.clear();
        assert!(!is_rung(&waker));
    }
}
