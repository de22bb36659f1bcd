//! What happened is told to the machine it concerns; what the machine wants is done.

use super::peer::Role;
use super::reactor::{Input, Reactor};
use super::timers::Alarm;
use crate::fault::Outgoing;
use crate::machine::{Action, ConnId, Machine};
use mio::Token;
use std::time::Duration;

impl<M: Machine> Reactor<M> {
    /// Tells everything that is to be told, until nothing follows from it any more.
    pub(super) fn work(&mut self) {
        while let Some((at, input)) = self.inputs.pop_front() {
            if self.is_valid(at, &input) {
                self.tell(at, input);
            }
        }
    }

    /// Does the input still concern the machine? Keeps the books of its connections.
    fn is_valid(&mut self, at: usize, input: &Input) -> bool {
        match input {
            Input::Tick | Input::Unreadable(..) => true,
            Input::Request(token, _) => {
                let from = self.peers.get_mut(token).and_then(|peer| peer.socket().peer_addr().ok());
                if let (Some(from), Some(station)) = (from, self.stations.get_mut(at)) {
                    station.peer = Some(from.ip());
                }
                true
            }
            Input::Closed(token) => {
                let known = self.leave(*token);
                if let Some(station) = self.stations.get_mut(at).filter(|_| known) {
                    station.pays -= 1;
                }
                known
            }
            Input::DeviceResponse(token, _) => self.is_device(at, *token),
            Input::DeviceLost(token, _) => {
                let current = self.is_device(at, *token);
                if let Some(station) = self.stations.get_mut(at).filter(|_| current) {
                    station.device = None;
                }
                self.remove(*token);
                current
            }
        }
    }

    fn is_device(&self, at: usize, token: Token) -> bool {
        self.stations.get(at).is_some_and(|station| station.device == Some(token))
    }

    fn tell(&mut self, at: usize, input: Input) {
        let now = self.now();
        let Some(station) = self.stations.get(at) else { return };
        let actions = {
            let mut state = station.seat.lock();
            state.working = true;
            if matches!(input, Input::Closed(_)) {
                state.open -= 1;
            }
            input.give(&mut state.machine, now)
        };
        for action in actions {
            self.carry_out(at, action);
        }
        self.settle(at);
    }

    /// Puts down what a machine waits for now, and wakes who waits for the machine.
    pub(super) fn settle(&mut self, at: usize) {
        let Some(station) = self.stations.get_mut(at) else { return };
        {
            let mut state = station.seat.lock();
            state.working = station.pending > 0;
            station.deadline = state.machine.deadline();
        }
        station.seat.tell();
        self.timers.set(Alarm::Tick(at), station.next_tick());
    }

    fn carry_out(&mut self, at: usize, action: Action) {
        match action {
            Action::Respond { conn, message } => self.respond(at, conn, message),
            Action::DeviceRequest(message) => self.device_request(at, message),
            Action::Aside { line, message } => self.aside(at, line, message),
            Action::CloseDevice => self.close_device(at),
            Action::CloseConnection(conn) => self.close_when_written(conn.into()),
            Action::Note(note) => {
                if let Some(log) = self.stations.get(at).and_then(|station| station.log.as_ref()) {
                    log(&note);
                }
            }
        }
    }

    /// A till that has gone does not get its answer; the ledger knows it.
    fn respond(&mut self, at: usize, conn: ConnId, message: Outgoing) {
        let token = conn.into();
        let peer = self.peers.get_mut(&token);
        if let Some(peer) = peer.filter(|peer| peer.role == Role::Pay && peer.station == at) {
            peer.push(message);
            self.flush(token);
        }
    }

    fn close_when_written(&mut self, token: Token) {
        if let Some(peer) = self.peers.get_mut(&token) {
            peer.close_when_written();
            self.flush(token);
        }
    }
}

impl Input {
    fn give<M: Machine>(self, machine: &mut M, now: Duration) -> Vec<Action> {
        match self {
            Input::Request(token, bytes) => machine.request(token.into(), &bytes, now),
            Input::Unreadable(token, why) => machine.unreadable(token.into(), &why, now),
            Input::Closed(token) => machine.connection_closed(token.into(), now),
            Input::DeviceResponse(_, bytes) => machine.device_response(&bytes, now),
            Input::DeviceLost(_, loss) => machine.device_lost(loss, now),
            Input::Tick => machine.tick(now),
        }
    }
}
