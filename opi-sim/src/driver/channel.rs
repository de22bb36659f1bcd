//! Channel 1, which a machine opens to its till, and what it opens beside it.

use super::peer::{Peer, Role, State};
use super::reactor::{Input, Reactor};
use super::sockets;
use super::station::MOST_ASIDE;
use super::timers::Alarm;
use crate::fault::Outgoing;
use crate::machine::{DeviceLoss, Machine};
use mio::Token;
use std::time::Duration;

/// How long the till's listener may take to accept.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);

impl<M: Machine> Reactor<M> {
    pub(super) fn device_request(&mut self, at: usize, message: Outgoing) {
        let Some(station) = self.stations.get(at) else { return };
        let current = station.device.and_then(|token| self.peers.get(&token));
        // Some tills close channel 1 after each answer: then it is opened anew, as it is where the terminal does so.
        let usable = current.is_some_and(Peer::is_usable);
        let anew = station.reconnect && !message.continues();
        let token = match station.device.filter(|_| usable && !anew) {
            Some(token) => token,
            None => {
                self.leave_device(at);
                let token = self.connect(at, Role::Device);
                if let Some(station) = self.stations.get_mut(at) {
                    station.device = Some(token);
                }
                token
            }
        };
        match self.peers.get_mut(&token) {
            Some(peer) => {
                peer.push(message);
                self.flush(token);
            }
            None => self.inputs.push_back((at, Input::DeviceLost(token, DeviceLoss::NotListening))),
        }
    }

    /// Begins to connect to the till. If that fails at once, the number stands for no connection.
    fn connect(&mut self, at: usize, role: Role) -> Token {
        let token = self.token();
        let Some(station) = self.stations.get(at) else { return token };
        let listen = station.seat.addr().ip();
        let socket = station.till().and_then(|till| {
            sockets::connect(till, sockets::source(listen, till.ip()), role == Role::Aside).ok()
        });
        if let Some(socket) = socket
            && self.add(token, Peer::new(at, role, socket, State::Connecting))
        {
            let patience = self.now().saturating_add(CONNECT_PATIENCE);
            self.timers.set(Alarm::Patience(token), Some(patience));
        }
        token
    }

    /// The till has not accepted a connection.
    pub(super) fn not_connected(&mut self, token: Token) {
        if let Some(peer) = self.remove(token).filter(|peer| peer.role == Role::Device) {
            self.inputs.push_back((peer.station, Input::DeviceLost(token, DeviceLoss::NotListening)));
        }
    }

    /// Closes channel 1 when everything is written, and at once what stands beside it.
    pub(super) fn close_device(&mut self, at: usize) {
        self.leave_device(at);
        let Some(station) = self.stations.get_mut(at) else { return };
        for (_, token) in std::mem::take(&mut station.asides) {
            self.remove(token);
        }
    }

    /// Channel 1 is closed, or was: what happens to it from now on is nobody's business.
    fn leave_device(&mut self, at: usize) {
        if let Some(token) = self.stations.get_mut(at).and_then(|station| station.device.take()) {
            self.leave(token);
        }
    }

    /// Something on a connection beside channel 1.
    pub(super) fn aside(&mut self, at: usize, line: u32, message: Outgoing) {
        let Some(station) = self.stations.get(at) else { return };
        let token = match station.asides.get(&line) {
            Some(token) => *token,
            None if station.asides.len() >= MOST_ASIDE => return,
            None => {
                let token = self.connect(at, Role::Aside);
                if let Some(station) = self.stations.get_mut(at) {
                    station.asides.insert(line, token);
                }
                token
            }
        };
        if let Some(peer) = self.peers.get_mut(&token) {
            let last = message.is_cut();
            peer.push(message);
            if last {
                peer.close_when_written();
            }
            self.flush(token);
        }
    }
}
