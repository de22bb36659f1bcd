//! One run: a sale under torture, recovery, and the comparison of three books: the terminal's, the till's, and the
//! library's journal.

use crate::case::{Case, Death, Dice, Disk, Meanwhile};
use crate::disk;
use crate::till::{End, Item, Life, Programs, Till};
use opi_core::{CancelToken, Config as TerminalUrl};
use opi_proto::devices::NoDevices;
use opi_proto::dialect::Dialect;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::value::Money;
use opi_sim::ledger::Copy;
use opi_sim::{Behaviour, Config, Outcome, Simulator, State, Transaction};
use rusqlite::{Connection, OpenFlags};
use socket2::{Domain, Socket, Type};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, io};

/// A sale the till is told to make; every sale of a run has another amount, by which the ledger's entry is found.
struct Sale {
    reference: &'static str,
    minor: i64,
}

const BEFORE: Sale = Sale { reference: "BEFORE-1", minor: 1110 };
const TORTURED: Sale = Sale { reference: "SALE-1", minor: 2250 };
const AFTER: Sale = Sale { reference: "AFTER-1", minor: 3330 };
const OTHER_TILL_MINOR: i64 = 4440;

/// Most lives of the till until everything must be settled.
const MOST_LIVES: u32 = 8;

/// Most times that a till starts again because its port is taken.
const MOST_PORT_TROUBLES: u32 = 5;

/// How the sale under torture was settled in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Settled {
    /// By the terminal's answer, in the call that asked, or once more from the journal.
    Answered,
    /// Recovery found that it was paid.
    FoundPaid,
    /// Recovery found that it was not.
    FoundUnpaid,
    /// A person had to look.
    ByPerson,
}

/// What a run has shown.
#[derive(Debug)]
pub struct Report {
    pub case: Case,
    /// Did the till die before its time, at its first start?
    pub killed: bool,
    pub settled: Settled,
    /// Why recovery asked for a person.
    pub human: Option<String>,
    /// Did that person find a tip on the receipt?
    pub tip_by_hand: bool,
    /// What does not agree, in plain words.
    pub disagreements: Vec<String>,
    /// What happened, for whoever has to find out why.
    pub story: Vec<String>,
    /// The trace of the till's first life, and how long that was.
    pub trace: Vec<String>,
    pub micros: u32,
}

/// A port of this machine that stays free for the till, over all its lives: bound, but never listening.
struct Reserved {
    address: SocketAddr,
    _socket: Socket,
}

impl Reserved {
    fn new() -> io::Result<Self> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
        let address = socket.local_addr()?.as_socket().ok_or_else(|| io::Error::other("no address"))?;
        Ok(Reserved { address, _socket: socket })
    }
}

/// The stage of one run.
struct Stage<'a> {
    case: &'a Case,
    simulator: Simulator,
    till: Till<'a>,
    dice: Dice,
    currency: &'static str,
    story: Arc<Mutex<Vec<String>>>,
    disagreements: Vec<String>,
    tip_by_hand: bool,
}

/// Runs a case in a folder of its own, which is gone afterwards unless something does not agree.
pub fn run(case: &Case, programs: &Programs, folder: &Path) -> io::Result<Report> {
    let report = on_stage(case, programs, folder, |stage| stage.play())?;
    if report.disagreements.is_empty() {
        fs::remove_dir_all(folder)?;
    }
    Ok(report)
}

/// Sets up terminal and till, and clears up behind them.
fn on_stage<T>(
    case: &Case,
    programs: &Programs,
    folder: &Path,
    play: impl FnOnce(&mut Stage<'_>) -> io::Result<T>,
) -> io::Result<T> {
    fs::create_dir_all(folder.join("till"))?;
    let folder = fs::canonicalize(folder)?;
    let reserved = Reserved::new()?;
    let story = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&story);
    let mut config = Config::new(dialect(case)).till(reserved.address).outcome(Outcome::Approve);
    config.log = Some(Arc::new(move |line| {
        log.lock().expect("nobody panics with it").push(format!("    terminal: {line}"));
    }));
    let simulator = Simulator::start(config)?;
    let till = Till {
        programs,
        terminal: simulator.addr(),
        listen: reserved.address,
        folder: folder.join("till"),
        images: folder.join("images"),
        trace: folder.join("trace"),
    };
    let mut stage = Stage {
        case,
        simulator,
        till,
        dice: Dice::new(case.seed ^ 0x7055),
        currency: if case.dialect == "ch" { "CHF" } else { "EUR" },
        story,
        disagreements: Vec::new(),
        tip_by_hand: false,
    };
    let played = play(&mut stage);
    stage.simulator.stop();
    forget_lease(stage.till.terminal);
    played
}

/// The trace of a till that makes two sales in one life.
pub fn two_sales(case: &Case, programs: &Programs, folder: &Path) -> io::Result<Vec<String>> {
    let mut trace = Vec::new();
    on_stage(case, programs, folder, |stage| {
        stage.live(&[&BEFORE, &TORTURED], &[], Death::Never)?;
        trace = stage.till.trace();
        Ok(())
    })?;
    fs::remove_dir_all(folder)?;
    Ok(trace)
}

fn dialect(case: &Case) -> &'static Dialect {
    Dialect::by_name(case.dialect).expect("a dialect of the list")
}

/// A lease file is small and stays; thousands of ports would leave thousands.
fn forget_lease(terminal: SocketAddr) {
    for ending in ["lease", "owner"] {
        let name = format!("{}_{}.{ending}", terminal.ip(), terminal.port());
        let _ = fs::remove_file(PathBuf::from("/tmp/libopi-leases").join(name));
    }
}

impl Stage<'_> {
    fn play(&mut self) -> io::Result<Report> {
        if self.case.warm {
            let life = self.live(&[&BEFORE], &[], Death::Never)?;
            self.must_be_done(&life);
        }
        let behaviour: Behaviour =
            self.case.outcome.parse().map_err(|error| io::Error::other(format!("{error}")))?;
        self.simulator.set_outcome(behaviour);
        let first = self.live(&[&TORTURED], &[], self.case.death)?;
        let trace = self.till.trace();
        let mut heard = first.items();
        self.meanwhile()?;
        self.simulator.set_outcome(Outcome::Approve);
        for death in self.case.again.clone() {
            heard.extend(self.live(&[&TORTURED], &[], death)?.items());
        }
        let (items, human) = self.settle_everything()?;
        heard.extend(items);
        let settled = settled(&heard, human.is_some());
        self.compare(settled);
        Ok(Report {
            case: self.case.clone(),
            killed: first.end == End::Killed,
            settled,
            human,
            tip_by_hand: self.tip_by_hand,
            disagreements: std::mem::take(&mut self.disagreements),
            story: std::mem::take(&mut *self.story.lock().expect("nobody panics with it")),
            trace,
            micros: u32::try_from(first.took.as_micros()).unwrap_or(u32::MAX),
        })
    }

    fn tell(&self, what: String) {
        self.story.lock().expect("nobody panics with it").push(what);
    }

    fn disagree(&mut self, what: String) {
        self.tell(format!("DISAGREEMENT: {what}"));
        self.disagreements.push(what);
    }

    /// One life of the till, and what is left of its disk when it dies.
    fn live(&mut self, sales: &[&Sale], resolve: &[String], death: Death) -> io::Result<Life> {
        // A person resolves what recovery shows.
        let recovers = self.case.recovers || !resolve.is_empty();
        let mut words = vec![if recovers { "recover" } else { "keys" }.to_owned()];
        words.extend_from_slice(resolve);
        for sale in sales {
            let minor = sale.minor.to_string();
            words.extend(["sale", sale.reference, &minor, self.currency].map(str::to_owned));
        }
        if self.case.disk != Disk::Kill {
            disk::settle(&self.till.folder, &self.till.images)?;
        }
        self.tell(format!("the till starts: {} (death={death})", words.join(" ")));
        let mut life = self.till.live(self.case, &words, death)?;
        for _ in 0..MOST_PORT_TROUBLES {
            // The machine's affair: a passing connection of another program has the port for a moment.
            if !life.lines.iter().any(|line| line.starts_with("failed open OPI_E_LISTEN ")) {
                break;
            }
            self.tell("the till's port is taken for a moment; it starts again".into());
            life = self.till.live(self.case, &words, death)?;
        }
        for line in &life.lines {
            self.tell(format!("    till: {line}"));
        }
        if life.end == End::Killed {
            let last = self.till.trace().pop().unwrap_or_default();
            self.tell(format!("the till is killed: {last}"));
            disk::cut_power(&self.till.folder, &self.till.images, self.case.disk, &mut self.dice)?;
        }
        if let End::Otherwise(how) = &life.end {
            self.disagree(how.clone());
        }
        for line in &life.lines {
            let expected = line.starts_with("failed run OPI_E_UNRESOLVED ");
            if line.starts_with("contradiction") || line.starts_with("failed ") && !expected {
                self.disagree(format!("the till says: {line}"));
            }
        }
        // What a dead till has sent still reaches the terminal.
        self.simulator.wait_hung_up()?;
        if self.case.patient {
            self.simulator.wait_idle();
        }
        Ok(life)
    }

    fn must_be_done(&mut self, life: &Life) {
        if life.end != End::Done {
            self.disagree(format!("an undisturbed till ended otherwise: {:?}", life.end));
        }
    }

    /// What happens at the terminal before the till comes back.
    fn meanwhile(&mut self) -> io::Result<()> {
        let (operation, workstation) = match self.case.meanwhile {
            Meanwhile::Nothing => return Ok(()),
            Meanwhile::OtherTill => {
                let currency =
                    opi_proto::value::Currency::from_code(self.currency).map_err(io::Error::other)?;
                let amount = Money::new(OTHER_TILL_MINOR, currency);
                (Operation::new(RequestKind::CardPayment).with_amount(amount), "lane-2")
            }
            Meanwhile::Restart => (Operation::new(RequestKind::RestartTerminal), "service"),
        };
        self.simulator.wait_idle();
        self.simulator.set_outcome(Outcome::Approve);
        let url = format!(
            "opi://{}?dialect={}&workstation={workstation}&listen=127.0.0.1:0&journal=none",
            self.till.terminal, self.case.dialect
        );
        let config = TerminalUrl::parse(&url).map_err(io::Error::other)?;
        let other = opi_core::Terminal::open(config, Arc::new(NoDevices)).map_err(io::Error::other)?;
        self.simulator.set_till(other.listen_address());
        let outcome = other.run(&operation, &CancelToken::new()).map_err(io::Error::other)?;
        self.tell(format!("meanwhile, {workstation}: {} {}", operation.kind(), outcome.verdict));
        other.close(Duration::from_secs(5)).map_err(io::Error::other)?;
        self.simulator.wait_idle();
        self.simulator.set_till(self.till.listen);
        Ok(())
    }

    /// Starts the till until every sale is settled, the last of them by a person who knows the truth.
    fn settle_everything(&mut self) -> io::Result<(BTreeMap<String, Item>, Option<String>)> {
        let (mut items, mut human, mut resolve) = (BTreeMap::new(), None, Vec::new());
        for _ in 0..MOST_LIVES {
            let life = self.live(&[&TORTURED, &AFTER], &resolve, Death::Never)?;
            self.must_be_done(&life);
            let said = life.items();
            if let [_, id, _] = resolve.as_slice() {
                let by = said.get(id).map(|item| item.by.as_str());
                if by != Some("person") {
                    self.disagree(format!("request {id} was resolved by hand, but is told as by {by:?}"));
                }
            }
            resolve.clear();
            items.extend(said.clone());
            let open = said.values().find(|item| item.verdict == "ask_human");
            let Some(open) = open else {
                let sold = |sale: &Sale| self.till.book().iter().any(|line| line.0 == sale.reference);
                if sold(&TORTURED) && sold(&AFTER) {
                    return Ok((items, human));
                }
                continue;
            };
            self.simulator.wait_idle();
            if open.ask_again {
                continue;
            }
            human.get_or_insert_with(|| open.reason.clone());
            let minor = if open.reference == AFTER.reference { AFTER.minor } else { TORTURED.minor };
            let truth = if self.charged(minor).is_empty() { "not_charged" } else { "approved" };
            self.tell(format!("a person compares request {} with the totals: {truth}", open.id));
            resolve = vec!["resolve".into(), open.id.clone(), truth.into()];
        }
        self.disagree(format!("not everything is settled after {MOST_LIVES} undisturbed starts"));
        Ok((items, human))
    }

    /// What the terminal has charged for an amount asked for.
    fn charged(&self, minor: i64) -> Vec<Transaction> {
        let asked = |t: &Transaction| t.amount.minor_units() - t.tip.map_or(0, |tip| tip.minor_units());
        let ledger = self.simulator.ledger();
        let all = ledger.transactions().iter();
        all.filter(|t| t.state == State::Approved && asked(t) == minor).cloned().collect()
    }

    fn compare(&mut self, settled: Settled) {
        let book = self.till.book();
        self.tell(format!("the till's book: {book:?}"));
        for t in self.simulator.ledger().transactions() {
            self.tell(format!(
                "the terminal's ledger: {} {:?} {} {} approval {:?} {:?}",
                t.workstation, t.state, t.amount, t.stan, t.approval_code, t.copies
            ));
        }
        for sale in [&BEFORE, &TORTURED, &AFTER] {
            let charged = self.charged(sale.minor);
            let lines: Vec<_> = book.iter().filter(|line| line.0 == sale.reference).collect();
            let name = sale.reference;
            if charged.len() > 1 {
                self.disagree(format!("{name}: charged {} times", charged.len()));
            }
            if let Some(wrong) =
                charged.iter().find(|t| t.reference_number.as_deref().is_some_and(|r| r != name))
            {
                self.disagree(format!("{name}: the terminal knows it as {:?}", wrong.reference_number));
            }
            let expected = if sale.reference == BEFORE.reference { usize::from(self.case.warm) } else { 1 };
            if lines.len() != expected {
                self.disagree(format!("{name}: {} lines in the till's book", lines.len()));
            }
            match (charged.first(), lines.first()) {
                (Some(t), Some((_, true, minor, currency)))
                    if t.amount.minor_units() == *minor && t.amount.currency().code() == currency => {}
                (None, Some((_, false, ..)) | None) => {}
                // A person says that it was paid, not how much: what the receipt shows beyond the amount asked
                // for is his to book.
                (Some(_), Some((_, true, minor, _)))
                    if settled == Settled::ByPerson && sale.minor == *minor =>
                {
                    self.tip_by_hand = true;
                }
                (charged, line) => {
                    let charged = charged.map(|t| t.amount.to_string());
                    self.disagree(format!("{name}: the terminal charged {charged:?}, the till has {line:?}"));
                }
            }
        }
        let findings = self.simulator.findings();
        for finding in findings.iter().filter(|finding| finding.contains("double charge")) {
            self.disagree(format!("the terminal says: {finding}"));
        }
        if let Err(error) = self.compare_papers(settled) {
            self.disagree(format!("the journal cannot be read: {error}"));
        }
    }

    /// Every receipt that the terminal may forget lies in the journal, at the request it belongs to, and on the
    /// till's paper. Of a payment that recovery found, the terminal's last, all of them do.
    fn compare_papers(&mut self, settled: Settled) -> rusqlite::Result<()> {
        let db = Connection::open_with_flags(self.till.journal(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let health: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if health != "ok" {
            self.disagree(format!("the journal is damaged: {health}"));
        }
        let papers: Vec<(String, String, Option<i64>)> = db
            .prepare("SELECT p.kind, p.body, r.amount FROM paper p LEFT JOIN request r ON r.id = p.request")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let printed = self.till.receipts();
        let ours: Vec<Transaction> = self
            .simulator
            .ledger()
            .transactions()
            .iter()
            .filter(|t| t.workstation == "lane-1")
            .cloned()
            .collect();
        for t in ours {
            let Some(approval) = &t.approval_code else { continue };
            let asked = t.amount.minor_units() - t.tip.map_or(0, |tip| tip.minor_units());
            let of_it = |text: &str| text.contains(approval.as_str()) && text.contains(&t.stan);
            for (kind, copy) in [
                ("customer", t.copies.customer),
                ("merchant", t.copies.merchant),
                ("journal", t.copies.journal),
            ] {
                let kept = papers.iter().filter(|(k, body, _)| k == kind && of_it(body));
                let kept: Vec<Option<i64>> = kept.map(|(_, _, amount)| *amount).collect();
                let found = settled == Settled::FoundPaid
                    && asked == TORTURED.minor
                    && self.case.meanwhile == Meanwhile::Nothing;
                if found && copy != Copy::NotWanted && !kept.contains(&Some(asked)) {
                    self.disagree(format!(
                        "{} {}: found paid, but its {kind} copy was not",
                        t.kind, t.amount
                    ));
                }
                if copy == Copy::Acknowledged && kept.is_empty() {
                    self.disagree(format!("{} {}: its {kind} copy is not in the journal", t.kind, t.amount));
                }
                let papers = printed.split('\u{c}').any(|paper| paper.starts_with(kind) && of_it(paper));
                if copy == Copy::Acknowledged && kind != "journal" && !papers {
                    self.disagree(format!("{} {}: its {kind} copy was not printed", t.kind, t.amount));
                }
                if kept.iter().flatten().any(|amount| *amount != asked) {
                    self.disagree(format!("{} {}: its {kind} copy is at another request", t.kind, t.amount));
                }
            }
        }
        Ok(())
    }
}

/// How the sale under torture was settled, by what recovery said of its requests.
fn settled(heard: &BTreeMap<String, Item>, human: bool) -> Settled {
    let by_recovery =
        heard.values().rfind(|item| item.reference == TORTURED.reference && item.by == "recovery");
    match by_recovery {
        _ if human => Settled::ByPerson,
        Some(item) if item.verdict == "approved" => Settled::FoundPaid,
        Some(_) => Settled::FoundUnpaid,
        None => Settled::Answered,
    }
}
