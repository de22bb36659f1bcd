//! The till's end of the virtual network: what a call that is inside watches.

use super::network::Network;
use opi_core::CancelToken;
use opi_core::driver::{Lines, Waited};
use opi_proto::exchange::Line;
use std::sync::Arc;
use std::time::Instant;

/// See the module's documentation.
pub(super) struct VirtualLines<'a> {
    network: &'a mut Network,
    cancel: CancelToken,
    /// The call knows that it was cancelled.
    woken: bool,
}

impl<'a> VirtualLines<'a> {
    /// The lines of a call that this token cancels.
    pub(super) fn new(network: &'a mut Network, cancel: CancelToken) -> Self {
        VirtualLines { network, cancel, woken: false }
    }

    /// Does something that the terminal sees, if the till lives; that takes two moments of its life.
    fn trace<T>(&mut self, deed: impl FnOnce(&mut Network) -> T) -> Option<T> {
        let life = Arc::clone(&self.network.life);
        life.trace(|| deed(self.network))
    }
}

impl Lines for VirtualLines<'_> {
    fn connect(&mut self, line: Line) {
        self.trace(|network| network.connect(line));
    }

    fn send(&mut self, line: Line, frame: Vec<u8>) -> Result<usize, usize> {
        let taken = self.trace(|network| network.send(line, &frame)).unwrap_or_default();
        if taken { Ok(frame.len()) } else { Err(0) }
    }

    fn close(&mut self, line: Line) {
        self.trace(|network| network.close(line));
    }

    fn begin_exchange(&mut self, _request_id: &str) {}

    fn end_exchange(&mut self) {
        for line in self.network.open_lines() {
            self.close(line);
        }
        self.network.forget_all_but_requests();
    }

    /// Nothing is under way that the terminal has said: what it has to say now, it says in the next `wait`.
    fn settle(&mut self) {}

    fn wait(&mut self, until: Instant) -> Waited {
        let until = self.network.clock.at(until);
        loop {
            if let Some(event) = self.network.happened.pop_front() {
                return Waited::Event(Box::new(event));
            }
            if self.cancel.is_cancelled() && !std::mem::replace(&mut self.woken, true) {
                return Waited::Woken;
            }
            if !self.network.terminal_acts(until) {
                self.network.clock.go_to(until);
                return Waited::Deadline;
            }
        }
    }
}

impl Drop for VirtualLines<'_> {
    /// The next call is told of requests that nobody has served yet, and of nothing else.
    fn drop(&mut self) {
        self.network.forget_all_but_requests();
    }
}
