//! A virtual network with the real simulated terminal at its other end: connections, the bytes that cross them, and
//! the frames that each side makes of them.

use super::clock::VirtualClock;
use super::life::Life;
use crate::fault::Outgoing;
use crate::terminal::{Action, ConnId, DeviceLoss, Terminal};
use opi_core::driver::Event;
use opi_proto::devices;
use opi_proto::exchange::{Line, Loss};
use opi_proto::message::Message;
use opi_proto::wire::frame::{self, DEFAULT_MAX_FRAME, Decoder, FrameError};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// See the module's documentation.
pub(super) struct Network {
    pub(super) clock: VirtualClock,
    pub(super) life: Arc<Life>,
    /// What the till has not been told yet.
    pub(super) happened: VecDeque<Event>,
    pub(super) terminal: Terminal,
    /// Does the terminal connect anew for every device request?
    reconnect: bool,
    /// What the terminal wants done, not done yet.
    actions: VecDeque<Action>,
    till: Option<Listening>,
    /// Channel 0, the oldest connection first.
    pay: Vec<Connection>,
    /// Channel 1: terminals have one connection at a time.
    device: Option<Connection>,
    /// Number of the last connection, of either channel.
    connections: u64,
}

/// Who listens for device requests.
struct Listening {
    workstation: String,
    max_frame: usize,
}

/// A connection, its number, and the bytes that have arrived at either end and are no message yet.
struct Connection {
    line: Line,
    number: u64,
    at_till: Decoder,
    at_terminal: Decoder,
}

impl Connection {
    /// As the till's socket tells it.
    fn closed(&self) -> Loss {
        let why = "closed by the other side".to_owned();
        Loss::Closed { why, mid_message: self.at_till.is_mid_frame(), foreign: self.at_till.sniff() }
    }
}

impl Network {
    pub(super) fn new(terminal: Terminal, reconnect: bool, clock: VirtualClock, life: Arc<Life>) -> Self {
        Network {
            clock,
            life,
            happened: VecDeque::new(),
            terminal,
            reconnect,
            actions: VecDeque::new(),
            till: None,
            pay: Vec::new(),
            device: None,
            connections: 0,
        }
    }

    // ---- the terminal's side -------------------------------------------------------------------------------------

    /// The terminal does the next thing that is due until then, if there is one; the clock goes along.
    pub(super) fn terminal_acts(&mut self, until: Duration) -> bool {
        if let Some(action) = self.actions.pop_front() {
            self.carry_out(action);
            return true;
        }
        match self.terminal.deadline().filter(|deadline| *deadline <= until) {
            Some(deadline) => {
                self.clock.go_to(deadline);
                self.tell(Terminal::tick);
                true
            }
            None => false,
        }
    }

    /// The terminal learns something, and wants something done.
    fn tell(&mut self, what: impl FnOnce(&mut Terminal, Duration) -> Vec<Action>) {
        let actions = what(&mut self.terminal, self.clock.passed());
        self.actions.extend(actions);
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Respond { conn, message } => self.respond(conn, &message),
            Action::DeviceRequest(message) => self.device_request(&message),
            Action::CloseDevice => self.terminal_closes_device(),
            Action::CloseConnection(conn) => self.terminal_closes(conn),
            // Nobody answers to what stands beside channel 1.
            Action::Aside { .. } | Action::Note(_) => {}
        }
    }

    fn respond(&mut self, conn: ConnId, message: &Outgoing) {
        let of_conn = |connection: &&mut Connection| connection.number == conn.0;
        let Some(connection) = self.pay.iter_mut().find(of_conn) else { return };
        let line = connection.line;
        let (payloads, error) = hear(&mut connection.at_till, message.pieces());
        self.happened.extend(payloads.into_iter().map(|payload| Event::Frame(line, payload)));
        if let Some(error) = error {
            self.happened.push_back(Event::Lost(line, Loss::Garbage(error)));
            self.end(line);
        } else if message.is_cut() {
            self.terminal_closes(conn);
        }
    }

    fn terminal_closes(&mut self, conn: ConnId) {
        if let Some(index) = self.pay.iter().position(|connection| connection.number == conn.0) {
            let connection = self.pay.remove(index);
            self.happened.push_back(Event::Lost(connection.line, connection.closed()));
        }
    }

    fn device_request(&mut self, message: &Outgoing) {
        if self.reconnect && !message.continues() {
            self.terminal_closes_device();
        }
        let Some(listening) = &self.till else {
            return self.tell(|terminal, now| terminal.device_lost(DeviceLoss::NotListening, now));
        };
        let connection = self.device.get_or_insert_with(|| {
            self.connections += 1;
            Connection {
                line: Line::Device(self.connections),
                number: self.connections,
                at_till: Decoder::new(listening.max_frame),
                at_terminal: Decoder::new(DEFAULT_MAX_FRAME),
            }
        });
        let line = connection.line;
        let (payloads, error) = hear(&mut connection.at_till, message.pieces());
        for payload in payloads {
            self.till_hears_device(line, &payload);
        }
        if let Some(error) = error {
            self.happened.push_back(Event::Lost(line, Loss::Garbage(error)));
            self.end(line);
        } else if message.is_cut() {
            self.terminal_closes_device();
        }
    }

    /// A message on channel 1. As on sockets, what is meant for a workstation that is not open here is refused before
    /// anybody is told.
    fn till_hears_device(&mut self, line: Line, payload: &[u8]) {
        let event = match Message::decode(payload).map(|decoded| decoded.message) {
            Ok(Message::DeviceRequest(request)) => {
                let here = self.till.as_ref().map(|till| till.workstation.as_str());
                if request.workstation_id.is_some() && request.workstation_id.as_deref() != here {
                    let refusal = Message::DeviceResponse(Box::new(devices::unavailable(&request))).encode();
                    let _ = refusal.map(|xml| self.send(line, &frame::encode(&xml)));
                    return;
                }
                Event::Device(line, request)
            }
            Ok(other) => {
                let root = other.root_name();
                Event::Garbled(line, format!("a {root} came where a DeviceRequest was expected"))
            }
            Err(error) => Event::Garbled(line, error.to_string()),
        };
        self.happened.push_back(event);
    }

    fn terminal_closes_device(&mut self) {
        if let Some(connection) = self.device.take() {
            self.happened.push_back(Event::Lost(connection.line, connection.closed()));
        }
    }

    // ---- the till's side -----------------------------------------------------------------------------------------

    pub(super) fn listen(&mut self, workstation: &str, max_frame: usize) {
        self.till = Some(Listening { workstation: workstation.to_owned(), max_frame });
    }

    /// The till's program lets go of everything it has; a killed one does, too.
    pub(super) fn hang_up(&mut self) {
        self.till = None;
        self.open_lines().into_iter().for_each(|line| self.close(line));
        if let Some(line) = self.device.as_ref().map(|connection| connection.line) {
            self.close(line);
        }
        self.happened.clear();
    }

    /// The lines of channel 0 that are open.
    pub(super) fn open_lines(&self) -> Vec<Line> {
        self.pay.iter().map(|connection| connection.line).collect()
    }

    pub(super) fn connect(&mut self, line: Line) {
        self.connections += 1;
        let max_frame = self.till.as_ref().map_or(DEFAULT_MAX_FRAME, |till| till.max_frame);
        self.pay.push(Connection {
            line,
            number: self.connections,
            at_till: Decoder::new(max_frame),
            at_terminal: Decoder::new(DEFAULT_MAX_FRAME),
        });
        self.happened.push_back(Event::Connected(line));
    }

    /// Sends bytes to the terminal; `false`: the line is not open.
    pub(super) fn send(&mut self, line: Line, bytes: &[u8]) -> bool {
        let of_line = |connection: &&mut Connection| connection.line == line;
        let Some(connection) = self.pay.iter_mut().chain(&mut self.device).find(of_line) else {
            return false;
        };
        let conn = ConnId(connection.number);
        let (payloads, error) = hear(&mut connection.at_terminal, [bytes]);
        for payload in payloads {
            self.tell(|terminal, now| match line {
                Line::Device(_) => terminal.device_response(&payload, now),
                Line::Pay | Line::Abort(_) => terminal.request(conn, &payload, now),
            });
        }
        match (error, line) {
            (None, _) => {}
            (Some(_), Line::Device(_)) => self.terminal_closes_device(),
            (Some(error), _) => self.tell(|terminal, now| terminal.unreadable(conn, &error.to_string(), now)),
        }
        true
    }

    /// The till closes a line; what has come on it and was not looked at is gone with it.
    pub(super) fn close(&mut self, line: Line) {
        self.end(line);
        self.happened.retain(|event| line_of(event) != line);
    }

    fn end(&mut self, line: Line) {
        if let Some(index) = self.pay.iter().position(|connection| connection.line == line) {
            let conn = ConnId(self.pay.remove(index).number);
            self.tell(|terminal, now| terminal.connection_closed(conn, now));
        }
        if self.device.take_if(|connection| connection.line == line).is_some() {
            self.tell(|terminal, now| terminal.device_lost(DeviceLoss::Closed, now));
        }
    }

    /// What nobody who comes later wants to know is forgotten.
    pub(super) fn forget_all_but_requests(&mut self) {
        self.happened.retain(|event| matches!(event, Event::Device(..)));
    }
}

fn line_of(event: &Event) -> Line {
    match event {
        Event::Connected(line)
        | Event::Lost(line, _)
        | Event::Taken(line, _)
        | Event::Frame(line, _)
        | Event::Device(line, _)
        | Event::Garbled(line, _) => *line,
    }
}

/// Bytes arrive: the messages they complete, and what makes the rest unreadable.
fn hear<B: AsRef<[u8]>>(
    decoder: &mut Decoder,
    pieces: impl IntoIterator<Item = B>,
) -> (Vec<Vec<u8>>, Option<FrameError>) {
    let mut payloads = Vec::new();
    for piece in pieces {
        decoder.push(piece.as_ref());
        loop {
            match decoder.next_frame() {
                Ok(Some(payload)) => payloads.push(payload),
                Ok(None) => break,
                Err(error) => return (payloads, Some(error)),
            }
        }
    }
    (payloads, None)
}
