//! Replays a recording: plays the terminal's part to a till. The till's messages must come as they were recorded, kind by
//! kind; numbers of requests and names of tills are rewritten to those of the till that is here.

use crate::driver::{Driver, Log, Place, Seat};
use crate::fault::Outgoing;
use crate::machine::{Action, ConnId, DeviceLoss, Machine};
use crate::mistake::Mistake;
use crate::recording::{Line, Recording, Side, What};
use opi_proto::message::Message;
use opi_proto::wire::xml::{self, Element, Limits, Node};
use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Where a replay listens, and how it goes.
#[derive(Clone)]
pub struct Options {
    /// Where the till connects to; port 0 for any free one.
    pub listen: SocketAddr,
    /// Where the till listens for device requests. `None`: at the peer, on the dialect's port.
    pub till: Option<SocketAddr>,
    /// Keep the times of the recording? If not, the terminal says everything at once.
    pub timing: bool,
    /// Receives what happens.
    pub log: Option<Log>,
}

impl Default for Options {
    /// On any free port of this machine, in the recording's time.
    fn default() -> Self {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Options { listen, till: None, timing: true, log: None }
    }
}

/// Starts to replay.
///
/// # Errors
/// When the port cannot be opened.
pub fn replay(recording: Recording, options: Options) -> io::Result<Replay> {
    let place = Place {
        listen: options.listen,
        till: options.till,
        till_port: recording.dialect.listen_port,
        reconnect: false,
        log: options.log,
    };
    let driver = Driver::start(vec![(Player::new(recording, options.timing), place)])?;
    let seat = driver.seats().first().cloned().ok_or_else(|| io::Error::other("nothing was started"))?;
    Ok(Replay { driver, seat })
}

/// A replay at work. Dropping it stops it.
pub struct Replay {
    driver: Driver<Player>,
    seat: Arc<Seat<Player>>,
}

impl Replay {
    /// What the till connects to.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.seat.addr()
    }

    /// Changes where the till listens, from the next device connection on.
    pub fn set_till(&self, till: SocketAddr) {
        self.seat.set_till(till);
    }

    /// Waits until the recording is over.
    ///
    /// # Errors
    /// Where the till said something else than was recorded.
    pub fn wait(&self) -> Result<(), Mistake> {
        let _ = self.seat.wait_idle(None);
        self.seat.machine().mistake.clone().map_or(Ok(()), Err)
    }

    /// What was different from the recording without stopping the replay: other amounts, for example.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.seat.machine().findings.clone()
    }

    /// Closes every connection and ends.
    pub fn stop(&mut self) {
        self.driver.stop();
    }
}

impl std::fmt::Debug for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replay").field("addr", &self.addr()).finish_non_exhaustive()
    }
}

/// The terminal of a recording, as a pure state machine.
#[derive(Debug)]
pub struct Player {
    recording: Recording,
    timing: bool,
    /// The next line to play.
    next: usize,
    /// Lines further on that have happened already.
    done: HashSet<usize>,
    /// When the line before the next one happened.
    since: Duration,
    /// Names that were recorded, and what they are now.
    names: HashMap<String, String>,
    connections: HashMap<u64, ConnId>,
    findings: Vec<String>,
    mistake: Option<Mistake>,
}

impl Player {
    /// Begins.
    #[must_use]
    pub fn new(recording: Recording, timing: bool) -> Self {
        Player {
            recording,
            timing,
            next: 0,
            done: HashSet::new(),
            since: Duration::ZERO,
            names: HashMap::new(),
            connections: HashMap::new(),
            findings: Vec::new(),
            mistake: None,
        }
    }

    /// Is everything played?
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.mistake.is_some() || self.line(self.next).is_none()
    }

    fn line(&self, at: usize) -> Option<&Line> {
        self.recording.lines.get(at)
    }

    /// When the next line is due, if it is the terminal's.
    fn due(&self) -> Option<Duration> {
        let line = self.line(self.next).filter(|_| self.mistake.is_none())?;
        let before =
            self.next.checked_sub(1).and_then(|at| self.line(at)).map_or(line.entry.ms, |l| l.entry.ms);
        let pause = if self.timing { line.entry.ms.saturating_sub(before) } else { 0 };
        (line.entry.from == Side::Terminal).then(|| self.since.saturating_add(Duration::from_millis(pause)))
    }

    /// Plays on until the till has to say something, or it is not yet time.
    fn play(&mut self, now: Duration) -> Vec<Action> {
        let mut actions = Vec::new();
        while let Some(line) = self.line(self.next).filter(|_| self.mistake.is_none()) {
            let waits_for_till =
                line.entry.from == Side::Till && line.root.is_some() && !self.done.contains(&self.next);
            if waits_for_till || self.due().is_some_and(|due| now < due) {
                break;
            }
            if line.entry.from == Side::Terminal {
                actions.extend(self.terminal_does(&line.clone()));
            }
            self.since = now;
            self.next += 1;
        }
        if self.line(self.next).is_none() && self.mistake.is_none() && !actions.is_empty() {
            actions.push(Action::Note("the recording is over".to_owned()));
        }
        actions
    }

    fn terminal_does(&mut self, line: &Line) -> Option<Action> {
        let conn = self.connections.get(&line.entry.connection).copied();
        match (&line.entry.what, line.entry.channel) {
            (What::Xml(_), channel) => {
                let mut root = line.root.clone()?;
                self.rename(&mut root);
                let message = Outgoing::whole(&xml::write(&root).ok()?);
                match (channel, conn) {
                    (0, Some(conn)) => Some(Action::Respond { conn, message }),
                    (0, None) => None,
                    _ => Some(Action::DeviceRequest(message)),
                }
            }
            (What::Close, 0) => conn.map(Action::CloseConnection),
            (What::Close, _) => Some(Action::CloseDevice),
            (What::Unreadable(count), _) => {
                let file = &self.recording.file;
                let number = line.number;
                self.findings
                    .push(format!("{file}:{number}: {count} bytes that are no message are left out"));
                None
            }
            (What::Open, _) => None,
        }
    }

    /// Puts the till's own numbers and names where recorded ones stand: `8` and `8.3`.
    fn rename(&self, element: &mut Element) {
        for (name, value) in &mut element.attributes {
            if !["RequestID", "WorkstationID"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
                continue;
            }
            let (whole, rest) = value.split_once('.').unwrap_or((value.as_str(), ""));
            if let Some(now) = self.names.get(value.as_str()) {
                *value = now.clone();
            } else if let Some(now) = self.names.get(whole) {
                *value = format!("{now}.{rest}");
            }
        }
        for node in &mut element.children {
            if let Node::Element(child) = node {
                self.rename(child);
            }
        }
    }

    /// The till says something.
    fn hear(&mut self, channel: u8, conn: Option<ConnId>, bytes: &[u8], now: Duration) -> Vec<Action> {
        if self.mistake.is_some() {
            return conn.map(Action::CloseConnection).into_iter().collect();
        }
        let root = match xml::parse(bytes, &Limits::default()) {
            Ok(document) => document.root,
            Err(error) => return self.differs(conn, &format!("something that cannot be read: {error}")),
        };
        let kind = kind_of(&root);
        // What the till says at about the same time may come in another order.
        let expected = (self.next..)
            .map_while(|at| self.line(at).map(|line| (at, line)))
            .take_while(|(_, line)| line.entry.from == Side::Till)
            .filter(|(at, line)| line.root.is_some() && !self.done.contains(at))
            .find(|(_, line)| {
                line.entry.channel == channel && line.root.as_ref().map(kind_of).as_ref() == Some(&kind)
            });
        let Some((at, line)) = expected else { return self.differs(conn, &kind) };
        let (number, connection, recorded) = (line.number, line.entry.connection, line.root.clone());
        self.done.insert(at);
        if let Some(recorded) = recorded.filter(|_| channel == 0) {
            self.learn(&recorded, &root, number);
        }
        if let Some(conn) = conn {
            self.connections.insert(connection, conn);
        }
        let mut actions = vec![Action::Note(format!("till: {kind} (line {number})"))];
        actions.extend(self.play(now));
        actions
    }

    /// Were there more messages on that connection, before the till closed it?
    fn closes_early(&self, conn: ConnId) -> bool {
        let number = self.connections.iter().find(|(_, known)| **known == conn).map(|(number, _)| *number);
        let lines = self.recording.lines.iter().skip(self.next).map(|line| &line.entry);
        let mut rest = lines
            .filter(|entry| entry.channel == 0 && Some(entry.connection) == number)
            .take_while(|entry| (entry.from, &entry.what) != (Side::Till, &What::Close));
        self.mistake.is_none() && rest.any(|entry| matches!(entry.what, What::Xml(_)))
    }

    /// Remembers what the till calls its request and itself, and notices other amounts.
    fn learn(&mut self, recorded: &Element, said: &Element, number: usize) {
        for name in ["RequestID", "WorkstationID"] {
            if let (Some(then), Some(now)) = (recorded.value(name), said.value(name)) {
                self.names.insert(then, now);
            }
        }
        let amount = |root: &Element| root.child("TotalAmount").map(|amount| amount.text().trim().to_owned());
        let (then, now) = (amount(recorded), amount(said));
        if then != now {
            let show = |amount: Option<String>| amount.unwrap_or_else(|| "no amount".to_owned());
            let file = &self.recording.file;
            self.findings.push(format!(
                "{file}:{number}: the recording has {} here, the till asks for {}",
                show(then),
                show(now)
            ));
        }
    }

    /// The till says something else than was recorded: the end.
    fn differs(&mut self, conn: Option<ConnId>, said: &str) -> Vec<Action> {
        let file = &self.recording.file;
        let mut rest = self.recording.lines.iter().enumerate().skip(self.next);
        let next = rest.find(|(at, line)| line.root.is_some() && !self.done.contains(at));
        let mistake = match next {
            None => Mistake::of(file, format!("the recording is over, and the till says {said}")),
            Some((_, line)) => {
                let who = line.entry.from.name();
                let recorded = line.root.as_ref().map_or_else(|| "something".to_owned(), kind_of);
                let what =
                    format!("the recording has {recorded} of the {who} here, and the till says {said}");
                Mistake::at(file, line.number, what)
            }
        };
        let note = Action::Note(mistake.to_string());
        self.mistake = Some(mistake);
        let close = conn.map_or(Action::CloseDevice, Action::CloseConnection);
        vec![note, close]
    }
}

/// What a message is, in two words: `CardServiceRequest CardPayment`.
fn kind_of(root: &Element) -> String {
    let kind = Message::from_element(root).map_or(root.name.as_str(), |message| message.root_name());
    format!("{kind} {}", root.value("RequestType").unwrap_or_default())
}

impl Machine for Player {
    fn request(&mut self, conn: ConnId, bytes: &[u8], now: Duration) -> Vec<Action> {
        self.hear(0, Some(conn), bytes, now)
    }
    fn unreadable(&mut self, conn: ConnId, why: &str, _: Duration) -> Vec<Action> {
        self.differs(Some(conn), why)
    }
    fn connection_closed(&mut self, conn: ConnId, now: Duration) -> Vec<Action> {
        if self.closes_early(conn) {
            return self.differs(None, "nothing: it closed channel 0");
        }
        self.play(now)
    }
    fn device_response(&mut self, bytes: &[u8], now: Duration) -> Vec<Action> {
        self.hear(1, None, bytes, now)
    }
    fn device_lost(&mut self, loss: DeviceLoss, now: Duration) -> Vec<Action> {
        // A till that closes channel 1 after each answer is none of the recording's business.
        let waits = self.line(self.next).is_some_and(|l| l.entry.channel == 1 && l.entry.from == Side::Till);
        match loss {
            DeviceLoss::NotListening => self.differs(None, "nothing: nobody listens on channel 1"),
            DeviceLoss::Closed if waits && !self.done.contains(&self.next) => {
                self.differs(None, "nothing: it closed channel 1")
            }
            DeviceLoss::Closed => self.play(now),
        }
    }
    fn tick(&mut self, now: Duration) -> Vec<Action> {
        self.play(now)
    }
    fn deadline(&self) -> Option<Duration> {
        self.due()
    }
    fn is_idle(&self) -> bool {
        self.is_over()
    }
}
