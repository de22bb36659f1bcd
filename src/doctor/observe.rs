//! What can be seen from here: name, addresses, both directions, what answers, who calls back.

use crate::till::Till;
use crate::window::Window;
use opi_core::config::{JournalPlace, Listen};
use opi_core::{CancelToken, Config, Terminal};
use opi_proto::devices::{Answer, Callback, Devices, Display, JournalEntry, Prompt, Receipt, Reply};
use opi_proto::dialect::{DIALECTS, Dialect};
use opi_proto::error::{Code, Error};
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, RESULT_FIELDS, Verdict};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for an answer: a terminal that has to be waited for longer is asleep.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest wait for a connection to a port that is only looked at.
const LOOK: Duration = Duration::from_millis(500);
/// ZVT's usual ports, beside those of the dialects.
const OTHER_PORTS: &[u16] = &[20007, 22000];

/// What was seen.
#[derive(Debug, Clone)]
pub struct Observations {
    /// The terminal's host as the URL names it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Its family, as the URL says.
    pub dialect: Arc<Dialect>,
    /// Its addresses, or why there are none.
    pub resolved: Result<Vec<IpAddr>, String>,
    /// Our own addresses on the way there: what the terminal sees.
    pub own: Vec<IpAddr>,
    /// Where the till listens, or why it cannot.
    pub listen: Result<SocketAddr, Error>,
    /// Why the till's journal cannot be used, or the terminal not be had for this program alone.
    pub journal: Option<Error>,
    /// How many payments at this terminal are unresolved.
    pub unresolved: usize,
    /// What came of a status request; `None` if none could be made.
    pub status: Option<Seen>,
    /// Other usual ports of this host that accept connections.
    pub other_ports: Vec<u16>,
    /// How the terminal used the till's devices.
    pub callbacks: Callbacks,
}

/// What came of a request.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The request.
    pub kind: RequestKind,
    /// How it ended.
    pub verdict: Verdict,
    /// Why.
    pub code: Code,
    /// In words, unless approved.
    pub message: String,
    /// What the terminal tells about its state.
    pub state: Vec<(String, String)>,
    /// How long it took.
    pub millis: u128,
}

/// Device requests of the terminal.
#[derive(Debug, Clone, Default)]
pub struct Callbacks {
    /// How many came.
    pub came: usize,
    /// What came of the request that was to bring one, if there was one.
    pub asked: Option<Seen>,
    /// How long they were waited for beyond that.
    pub waited: Duration,
    /// Receipts that came with them.
    pub receipts: Vec<Receipt>,
}

/// What to do to see more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes {
    /// Ask the terminal to reprint, which makes it call back.
    pub callback: bool,
    /// Wait so long for a callback.
    pub wait: Duration,
}

/// Looks around.
pub fn observe(mut config: Config, wishes: Wishes, window: &Arc<Window>, prints: bool) -> Observations {
    let resolved = resolve(&config);
    let addresses = resolved.clone().unwrap_or_default();
    let timers = &mut config.settings_mut().timers;
    timers.idle = timers.idle.min(PATIENCE);
    timers.abort = timers.abort.min(Duration::from_secs(1));
    timers.hard = timers.connect + timers.idle + timers.abort;
    let mut seen = Observations {
        host: config.host.clone(),
        port: config.port,
        dialect: Arc::clone(&config.settings.dialect),
        own: addresses.iter().filter_map(|address| own_address(*address)).collect(),
        resolved,
        listen: Ok(config.listen().address()),
        journal: None,
        unresolved: 0,
        status: None,
        other_ports: Vec::new(),
        callbacks: Callbacks::default(),
    };
    let watch = Arc::new(Watch { till: Till::new(Arc::clone(window), prints), came: AtomicUsize::new(0) });
    let Some(terminal) = open(config, &watch, &mut seen) else { return seen };
    let status = terminal.config().settings.dialect.status;
    if terminal.ledger().is_some() {
        let open = terminal.unresolved().unwrap_or_default();
        seen.unresolved = open.iter().filter(|one| one.entry.is_unresolved()).count();
    }
    if seen.listen.is_ok() {
        seen.listen = Ok(terminal.listen_address());
    }
    if seen.resolved.is_ok() {
        seen.status = ask(&terminal, status, &mut seen.callbacks);
    }
    let answers = seen.status.as_ref().is_some_and(|status| status.verdict == Verdict::Approved);
    if wishes.callback && answers && seen.listen.is_ok() {
        seen.callbacks.asked = ask(&terminal, RequestKind::TicketReprint, &mut seen.callbacks);
    }
    if !wishes.wait.is_zero()
        && seen.listen.is_ok()
        && watch.came.load(Ordering::Relaxed) == 0
        && let Ok(collected) = terminal.dispatch(wishes.wait)
    {
        seen.callbacks.receipts.extend(collected.receipts);
    }
    seen.callbacks.waited = wishes.wait;
    seen.callbacks.came = watch.came.load(Ordering::Relaxed);
    if seen.status.as_ref().is_some_and(|status| is_elsewhere(status.code)) {
        seen.other_ports = open_ports(&addresses, seen.port);
    }
    seen
}

/// Opens the terminal. What stands in the way is noted, and gone without: the journal and the right to have the
/// terminal alone, then the port for its device requests.
fn open(mut config: Config, watch: &Arc<Watch>, seen: &mut Observations) -> Option<Terminal> {
    config.recover_at_open = false;
    loop {
        match Terminal::open(config.clone(), Arc::<Watch>::clone(watch)) {
            Ok(terminal) => return Some(terminal),
            Err(error) if error.code() == Code::Listen && seen.listen.is_ok() => {
                seen.listen = Err(error);
                config.listen = Some(Listen::Port(0));
            }
            Err(error) if error.code() != Code::Listen && config.journal != JournalPlace::None => {
                seen.journal = Some(error);
                config.journal = JournalPlace::None;
            }
            Err(_) => return None,
        }
    }
}

/// Could the terminal be at another port?
fn is_elsewhere(code: Code) -> bool {
    matches!(
        code,
        Code::ConnectRefused
            | Code::ConnectTimeout
            | Code::NotOpi
            | Code::Frame
            | Code::Protocol
            | Code::ResponseTimeout
            | Code::ConnectionLost
    )
}

fn ask(terminal: &Terminal, kind: RequestKind, callbacks: &mut Callbacks) -> Option<Seen> {
    let started = Instant::now();
    let outcome = terminal.run(&Operation::new(kind), &CancelToken::new()).ok()?;
    callbacks.receipts.extend(outcome.collected.receipts.iter().cloned());
    Some(Seen {
        kind,
        verdict: outcome.verdict,
        code: outcome.code,
        message: outcome.error.as_ref().map_or_else(String::new, |error| error.message().to_owned()),
        state: state(&outcome),
        millis: started.elapsed().as_millis(),
    })
}

/// Fields of a result that say nothing about the terminal.
const NOT_ITS_STATE: &[&str] =
    &["verdict", "status", "money_moved", "message", "advice", "kind", "request_id", "overall_result"];

/// What a terminal tells of itself: fields of the result, and what no field stands for.
fn state(outcome: &Outcome) -> Vec<(String, String)> {
    let Some(response) = &outcome.response else { return Vec::new() };
    let fields = RESULT_FIELDS.iter().filter(|field| !NOT_ITS_STATE.contains(&field.name));
    let fields = fields.filter_map(|field| Some((field.name.to_owned(), outcome.field(field.name)?)));
    let texts = response
        .other
        .elements
        .iter()
        .map(|element| (element.name.clone(), element.text().trim().to_owned()));
    let all = fields.chain(response.other.attributes.iter().cloned()).chain(texts);
    all.filter(|(_, value)| !value.is_empty()).take(16).collect()
}

/// The terminal's addresses, within the time that a connection may take.
fn resolve(config: &Config) -> Result<Vec<IpAddr>, String> {
    if let Ok(address) = config.host.parse::<IpAddr>() {
        return Ok(vec![address]);
    }
    let (sender, found) = crossbeam_channel::bounded(1);
    let place = (config.host.clone(), config.port);
    let look_up = move || {
        let found = (place.0.as_str(), place.1).to_socket_addrs();
        drop(sender.send(found.map(|all| all.map(|address| address.ip()).collect::<Vec<_>>())));
    };
    thread::Builder::new().name("opi-resolve".into()).spawn(look_up).map_err(|error| error.to_string())?;
    match found.recv_timeout(config.settings.timers.connect) {
        Ok(Ok(addresses)) if addresses.is_empty() => Err("it has no address".to_owned()),
        Ok(Ok(addresses)) => Ok(addresses),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the name service does not answer".to_owned()),
    }
}

/// Our address on the way to another one. Nothing is sent: the system only chooses the way.
fn own_address(to: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((to, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Which of the usual ports accept connections.
fn open_ports(addresses: &[IpAddr], besides: u16) -> Vec<u16> {
    let mut ports: Vec<u16> = DIALECTS.iter().map(|dialect| dialect.terminal_port).collect();
    ports.extend(OTHER_PORTS);
    ports.sort_unstable();
    ports.dedup();
    let Some(address) = addresses.first() else { return Vec::new() };
    let open = |port: &u16| TcpStream::connect_timeout(&SocketAddr::new(*address, *port), LOOK).is_ok();
    ports.into_iter().filter(|port| *port != besides).filter(open).collect()
}

/// A till that counts what the terminal wants of it.
struct Watch {
    till: Till,
    came: AtomicUsize,
}

impl Watch {
    fn till(&self) -> &Till {
        self.came.fetch_add(1, Ordering::Relaxed);
        &self.till
    }
}

impl Devices for Watch {
    fn display(&self, display: &Display) -> Answer {
        self.till().display(display)
    }

    fn print(&self, receipt: &Receipt) -> Answer {
        self.till().print(receipt)
    }

    fn input(&self, prompt: &Prompt) -> Reply {
        self.till().input(prompt)
    }

    fn journal(&self, entry: &JournalEntry) -> Answer {
        self.till().journal(entry)
    }

    fn has(&self, device: Callback) -> bool {
        self.till.has(device)
    }
}
