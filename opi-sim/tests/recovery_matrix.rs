//! Every moment at which a till can die, times everything a terminal can do, in virtual time; then recovery. The till
//! is the driver that ships, on a ledger in memory; the terminal's books are the truth. What recovery says must agree
//! with them, and where it says nothing (`ask_human`), the evidence must truly be missing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use opi_core::Recovered;
use opi_proto::devices::Collected;
use opi_proto::dialect::{DIALECTS, Dialect, ReceiptRole};
use opi_proto::error::Code;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::recovery::RecoveryVerdict;
use opi_proto::value::{Currency, Money};
use opi_sim::ledger::Copy;
use opi_sim::scenario::bench::Bench;
use opi_sim::scenario::step::Step;
use opi_sim::{Settings, State, Transaction};
use std::collections::BTreeMap;

/// Everything a terminal can do with a payment, and what the line can do to its messages.
const BEHAVIOURS: &[&str] = &[
    "approve",
    "decline:5",
    "abort",
    "timeout",
    "tip:10",
    "signature",
    "unknown-card",
    "offline",
    "silent",
    "silent-approved",
    "silent-start",
    "busy",
    "print-last-ticket",
    "slow:2000",
    "drop-pay:0",
    "drop-pay:37",
    "drop-pay:300",
    "drop-device:0",
    "drop-device:120",
    "drop-device:2000",
    "split:7",
    "latin",
    "no-namespace",
    "answer-first:300",
    "delay:100",
    "glue",
];
/// Those whose outcome nobody knows although the till lives.
const UNKNOWN: &[&str] = &["silent", "silent-approved", "silent-start", "drop-pay:0", "drop-pay:300"];
/// More than any payment has.
const MOST_MOMENTS: u32 = 400;
/// Most times that a till recovers while recovery says that asking again may help.
const MOST_RECOVERIES: u32 = 10;

/// Most disagreements that are shown.
const MOST_SHOWN: usize = 20;

const ADDRESS: &str = "terminal:4100";

/// What happens between the till's death and its recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meanwhile {
    /// The terminal finishes what it was doing.
    Finishes,
    /// The till is back while the terminal may still be at work.
    Hurry,
    /// Another till takes a payment of the same amount.
    OtherTill,
    /// The till dies a second time, while it recovers.
    DiesAgain,
}

fn sale(reference: &str) -> Operation {
    let amount = Money::new(1250, Currency::from_code("CHF").unwrap());
    Operation::new(RequestKind::CardPayment).with_amount(amount).with("reference", reference).unwrap()
}

/// A shop: a terminal, a till that has taken one payment before.
struct Shop {
    bench: Bench,
    dialect: &'static Dialect,
    /// `RequestID` of that payment.
    before: String,
}

impl Shop {
    fn open(dialect: &'static Dialect) -> Self {
        let bench = Bench::new(Settings::new(dialect), false);
        let mut shop = Shop { bench, dialect, before: String::new() };
        shop.starts("lane-1");
        let outcome = shop.bench.run(&sale("SALE-1")).unwrap();
        assert_eq!(outcome.verdict, Verdict::Approved);
        shop.bench.acknowledge().unwrap();
        shop.bench.wait();
        Shop { before: outcome.request_id, ..shop }
    }

    /// A till's program starts, whichever ran before.
    fn starts(&mut self, workstation: &str) {
        self.bench.start_again();
        let url = format!(
            "opi://{ADDRESS}?dialect={}&workstation={workstation}&language=en&journal=/{workstation}.db",
            self.dialect.name
        );
        let events = self.bench.perform(&Step::Open { url, without: Vec::new() });
        assert_eq!(events.last().unwrap()["event"], "opened", "{events:?}");
    }

    fn other_till_pays(&mut self) {
        self.starts("lane-2");
        let outcome = self.bench.run(&sale("OTHER-1")).unwrap();
        // Refused while the terminal wants its last receipt: then the other till reprints and tries again.
        if outcome.code == Code::PrintLastTicket {
            self.bench.run(&Operation::new(RequestKind::TicketReprint)).unwrap();
            self.bench.run(&sale("OTHER-2")).unwrap();
        }
        self.bench.wait();
    }

    /// The truth: what the terminal booked for the till beside its first payment.
    fn booked(&mut self) -> Vec<Transaction> {
        let books = self.bench.terminal().ledger().transactions().iter();
        books.filter(|t| t.workstation == "lane-1" && t.request_id != self.before).cloned().collect()
    }

    /// How often the sale was charged, and how much in all.
    fn charged(&mut self) -> (usize, i64) {
        let booked = self.booked();
        let charged = booked.iter().filter(|t| t.state == State::Approved);
        charged.fold((0, 0), |(count, sum), t| (count + 1, sum + t.amount.minor_units()))
    }

    /// What is in the till's ledger of the papers of its second payment.
    fn papers(&self) -> Collected {
        let ledger = self.bench.ledger().unwrap();
        let requests = ledger.open_requests(ADDRESS, "lane-1").unwrap();
        requests.last().map(|entry| ledger.papers(entry.id).unwrap()).unwrap_or_default()
    }

    /// The receipts that the terminal believes to be in safe hands, and that are not in the ledger.
    fn lost_papers(&mut self) -> Vec<String> {
        let (papers, booked) = (self.papers(), self.booked());
        let mut lost = Vec::new();
        for mut transaction in booked {
            for role in [ReceiptRole::Customer, ReceiptRole::Merchant] {
                let safe = papers.receipts.iter().any(|receipt| receipt.role == role);
                if *transaction.copies.of(role) == Copy::Acknowledged && !safe {
                    lost.push(format!("the {role:?} receipt of {}", transaction.stan));
                }
            }
            if transaction.copies.journal == Copy::Acknowledged && papers.journal.is_empty() {
                lost.push(format!("the journal entry of {}", transaction.stan));
            }
        }
        lost
    }

    /// Recovers until asking again does not help any more; `None`: the ledger knows of no second payment.
    fn recover(&mut self) -> Option<Recovered> {
        for _ in 0..MOST_RECOVERIES {
            let mut found = self.bench.recover().unwrap();
            assert!(found.len() <= 1, "the first payment is known to the till: {found:?}");
            match found.pop() {
                Some(found) if found.ask_again => {}
                found => return found,
            }
        }
        panic!("recovery has no end");
    }
}

/// How often each verdict was reached, and why a person was asked.
#[derive(Default)]
struct Tally {
    runs: usize,
    deaths: usize,
    verdicts: BTreeMap<&'static str, usize>,
    human: BTreeMap<(&'static str, Meanwhile), (usize, String)>,
    disagreements: Vec<String>,
}

impl Tally {
    fn agree(&mut self, label: &str, says: RecoveryVerdict, charged: (usize, i64), amount: Option<Money>) {
        *self.verdicts.entry(says.name()).or_default() += 1;
        let amount = amount.map(|amount| amount.minor_units());
        let agrees = match says {
            RecoveryVerdict::Approved => charged.0 == 1 && amount == Some(charged.1),
            RecoveryVerdict::NotCharged => charged.0 == 0,
            RecoveryVerdict::AskHuman => charged.0 <= 1,
        };
        if !agrees {
            let says = says.name();
            self.disagreements
                .push(format!("{label}: {says} {amount:?}, but the terminal charged {charged:?}"));
        }
    }

    /// The till was told at once: its ledger and the terminal's books say the same.
    fn told(&mut self, label: &str, shop: &mut Shop, outcome: &Outcome) {
        let says = RecoveryVerdict::of(Some(outcome.verdict));
        self.agree(label, says, shop.charged(), outcome.amount());
        let listed = shop.bench.ledger().unwrap().open_requests(ADDRESS, "lane-1").unwrap();
        let listed: Vec<_> = listed.iter().map(|entry| (&entry.intent.request_id, entry.verdict)).collect();
        if listed != [(&outcome.request_id, Some(outcome.verdict))] {
            self.disagreements.push(format!("{label}: {}, but the ledger has {listed:?}", outcome.verdict));
        }
    }

    /// The till recovers, and what it finds is what the books say.
    fn recovered(&mut self, label: &str, shop: &mut Shop, meanwhile: Meanwhile) {
        let found = shop.recover();
        shop.bench.wait();
        let charged = shop.charged();
        let Some(found) = found else {
            // Not on disk, so that not a byte was sent.
            return self.agree(label, RecoveryVerdict::NotCharged, charged, None);
        };
        self.agree(label, found.verdict, charged, found.amount());
        if found.verdict == RecoveryVerdict::AskHuman {
            let cases = self.human.entry((shop.dialect.name, meanwhile)).or_default();
            cases.0 += 1;
            cases.1 = format!("{label}: {}", found.reasons.join(" "));
        } else {
            // It is settled on disk, so that nothing stands in the way of the next payment.
            let again = shop.bench.recover().unwrap();
            let settled =
                again.iter().all(|again| again.verdict == found.verdict && !again.entry.is_unresolved());
            if !settled {
                self.disagreements.push(format!("{label}: {}, then {again:?}", found.verdict.name()));
            }
        }
    }
}

/// Dies at a moment, then recovers. `false`: the till has lived through all of it.
fn one_run(
    tally: &mut Tally,
    dialect: &'static Dialect,
    behaviour: &str,
    moment: u32,
    meanwhile: Meanwhile,
) -> bool {
    let mut shop = Shop::open(dialect);
    shop.bench.terminal().set_behaviour(behaviour.parse().unwrap());
    let told = shop.bench.live_until(moment, |bench| bench.run(&sale("SALE-2")).unwrap());
    tally.runs += 1;
    let label = format!("{} {behaviour} dies at {moment}, {meanwhile:?}", dialect.name);
    let died = told.is_none();
    if let Some(outcome) = told.filter(|outcome| outcome.verdict != Verdict::Unknown) {
        tally.told(&label, &mut shop, &outcome);
        return false;
    }
    tally.deaths += usize::from(died);
    if meanwhile != Meanwhile::Hurry {
        shop.bench.wait();
    }
    shop.bench.terminal().set_behaviour("approve".parse().unwrap());
    if died {
        shop.starts("lane-1");
    }
    let lost = shop.lost_papers();
    tally.disagreements.extend(lost.iter().map(|what| format!("{label}: acknowledged and lost: {what}")));
    if meanwhile == Meanwhile::OtherTill {
        shop.other_till_pays();
        shop.starts("lane-1");
    }
    tally.recovered(&label, &mut shop, meanwhile);
    died
}

/// The answer is lost, and the till dies at a moment of its recovery; then it recovers again. `false`: it has lived
/// through all of it.
fn dies_again(tally: &mut Tally, dialect: &'static Dialect, behaviour: &str, moment: u32) -> bool {
    let mut shop = Shop::open(dialect);
    shop.bench.terminal().set_behaviour(behaviour.parse().unwrap());
    let outcome = shop.bench.run(&sale("SALE-2")).unwrap();
    shop.bench.terminal().set_behaviour("approve".parse().unwrap());
    tally.runs += 1;
    let label = format!("{} {behaviour} dies at {moment} of its recovery", dialect.name);
    assert_eq!(outcome.verdict, Verdict::Unknown, "{label}");
    if shop.bench.live_until(moment, |bench| bench.recover().unwrap()).is_some() {
        return false;
    }
    tally.deaths += 1;
    shop.starts("lane-1");
    tally.recovered(&label, &mut shop, Meanwhile::DiesAgain);
    true
}

/// How many moments pass until a till lives through them all.
fn every_moment(label: &str, dies_at: impl FnMut(&u32) -> bool) {
    let died = (0..MOST_MOMENTS).take_while(dies_at).count();
    assert!(died >= 6, "{label}: the till lived through {died} moments only");
    assert!(died < MOST_MOMENTS as usize, "{label}: the till never came to its end");
}

/// Every moment, of every n-th behaviour in each dialect.
fn matrix(meanwhile: Meanwhile, behaviours: &[&str], every: usize) -> Tally {
    let mut tally = Tally::default();
    for (offset, dialect) in DIALECTS.iter().enumerate() {
        for behaviour in behaviours.iter().skip(offset % every).step_by(every) {
            every_moment(&format!("{} {behaviour}", dialect.name), |moment| match meanwhile {
                Meanwhile::DiesAgain => dies_again(&mut tally, dialect, behaviour, *moment),
                _ => one_run(&mut tally, dialect, behaviour, *moment, meanwhile),
            });
        }
    }
    println!("{meanwhile:?}: {} runs, {} deaths, {:?}", tally.runs, tally.deaths, tally.verdicts);
    for ((dialect, _), (count, example)) in &tally.human {
        println!("  a person is asked {count} times in {dialect}, e.g. {example}");
    }
    println!("  disagreements: {}", tally.disagreements.len());
    tally.disagreements.truncate(MOST_SHOWN);
    assert_eq!(tally.disagreements, Vec::<String>::new());
    tally
}

#[test]
fn the_terminal_finishes_before_the_till_is_back() {
    let tally = matrix(Meanwhile::Finishes, BEHAVIOURS, 1);
    // Alone at its terminal, a till never needs a person.
    assert_eq!(tally.human.len(), 0, "{:?}", tally.human);
}

#[test]
fn the_till_is_back_while_the_terminal_is_at_work() {
    let tally = matrix(Meanwhile::Hurry, BEHAVIOURS, 3);
    assert_eq!(tally.human.len(), 0, "{:?}", tally.human);
}

#[test]
fn another_till_pays_in_between() {
    let tally = matrix(Meanwhile::OtherTill, BEHAVIOURS, 4);
    // The last message and the last receipt are the other till's: nothing is left of the one in question.
    assert!(!tally.human.is_empty());
}

#[test]
fn the_till_dies_again_while_it_recovers() {
    let tally = matrix(Meanwhile::DiesAgain, UNKNOWN, 1);
    assert_eq!(tally.human.len(), 0, "{:?}", tally.human);
}
