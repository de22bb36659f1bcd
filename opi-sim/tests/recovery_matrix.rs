//! Every moment at which a till can die, times everything a terminal can do, in virtual time; then recovery.
//! The terminal's ledger is the truth. What recovery says must agree with it, and where it says nothing
//! (`ask_human`), the evidence must truly be missing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use opi_core::Config;
use opi_proto::devices::Collected;
use opi_proto::dialect::Dialect;
use opi_proto::entry::{Entry, Intent};
use opi_proto::error::Code;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::recovery::{Inquiry, Next, RecoveryVerdict};
use opi_proto::value::{Currency, Money};
use opi_sim::scenario::bench::{Bench, Ran, Remains};
use opi_sim::scenario::step::Step;
use opi_sim::{Settings, State};
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
];
/// More than any payment has.
const MOST_MOMENTS: u32 = 200;

/// What happens between the till's death and its recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meanwhile {
    /// The terminal finishes what it was doing.
    Finishes,
    /// The till is back while the terminal may still be at work.
    Hurry,
    /// Another till takes a payment of the same amount.
    OtherTill,
}

fn sale(reference: &str) -> Operation {
    let amount = Money::new(1250, Currency::from_code("CHF").unwrap());
    Operation::new(RequestKind::CardPayment).with_amount(amount).with("reference", reference).unwrap()
}

fn entry(id: i64, request_id: &str, operation: Operation, dialect: &Dialect) -> Entry {
    Entry {
        id,
        intent: Intent {
            address: "terminal:4100".into(),
            dialect: dialect.name.into(),
            workstation: "lane-1".into(),
            request_id: request_id.into(),
            operation,
            begun_at: "2026-04-08T10:30:00+02:00".into(),
            begun_ms: 0,
        },
        terminal_id: None,
        verdict: None,
        code: Code::Pending,
        settled_by: None,
        settled_at: None,
        why: None,
        who: None,
        response: None,
        notes: Vec::new(),
        acknowledged: false,
    }
}

/// A shop: a terminal, a till that has taken one payment before.
struct Shop {
    bench: Bench,
    config: Config,
    before: Entry,
}

impl Shop {
    fn open(dialect: &'static Dialect) -> Self {
        let mut bench = Bench::new(Settings::new(dialect), false);
        let url = format!("opi://terminal?dialect={}&workstation=lane-1&language=en", dialect.name);
        let config = Config::parse(&url).unwrap();
        bench.perform(&Step::Open { url, without: Vec::new() });
        let outcome = bench.run(&sale("SALE-1")).unwrap();
        assert_eq!(outcome.verdict, Verdict::Approved);
        bench.wait();
        let mut before = entry(1, &outcome.request_id, sale("SALE-1"), dialect);
        before.verdict = Some(Verdict::Approved);
        before.response = outcome.response;
        Shop { bench, config, before }
    }

    fn other_till_pays(&mut self) {
        let mine = self.config.settings.workstation.clone();
        let url = format!(
            "opi://terminal?dialect={}&workstation=lane-2&language=en",
            self.config.settings.dialect.name
        );
        self.bench.perform(&Step::Open { url, without: Vec::new() });
        let outcome = self.bench.run(&sale("OTHER-1")).unwrap();
        // Refused while the terminal wants its last receipt: then the other till reprints and tries again.
        if outcome.code == Code::PrintLastTicket {
            self.bench.run(&Operation::new(RequestKind::TicketReprint)).unwrap();
            self.bench.run(&sale("OTHER-2")).unwrap();
        }
        self.bench.wait();
        let url = format!(
            "opi://terminal?dialect={}&workstation={mine}&language=en",
            self.config.settings.dialect.name
        );
        self.bench.perform(&Step::Open { url, without: Vec::new() });
    }

    /// The truth: how often the sale was charged, and how much in all.
    fn charged(&mut self, reference_id: &str) -> (usize, i64) {
        let ledger = self.bench.terminal().ledger();
        let booked = ledger.transactions().iter().filter(|t| {
            t.workstation == "lane-1" && t.request_id == reference_id && t.state == State::Approved
        });
        booked.fold((0, 0), |(count, sum), t| (count + 1, sum + t.amount.minor_units()))
    }

    fn recover(&mut self, remains: &Remains) -> (RecoveryVerdict, Vec<String>, Option<Outcome>) {
        let question = entry(2, &remains.request_id, sale("SALE-2"), &self.config.settings.dialect);
        let others = [self.before.clone()];
        let dialect = self.config.settings.dialect.clone();
        let mut inquiry = Inquiry::new(&question, &dialect, &others, &remains.papers);
        for _ in 0..1000 {
            match inquiry.next_step() {
                Next::Ask(kind) => {
                    assert!(!kind.is_financial());
                    let outcome = self.bench.run(&Operation::new(kind)).unwrap();
                    inquiry.told(&outcome);
                }
                Next::Wait(time) => self.bench.pass(time),
                Next::Done(finding) => {
                    let mut settled = question.clone();
                    settled.verdict = Some(Verdict::Approved);
                    settled.response = finding.response.clone();
                    let outcome = (finding.verdict == RecoveryVerdict::Approved)
                        .then(|| settled.outcome(Collected::default()));
                    return (finding.verdict, finding.reasons, outcome);
                }
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
    fn agree(&mut self, label: &str, says: RecoveryVerdict, charged: (usize, i64), amount: Option<i64>) {
        *self.verdicts.entry(says.name()).or_default() += 1;
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
}

fn one_run(
    tally: &mut Tally,
    dialect: &'static Dialect,
    behaviour: &str,
    moment: u32,
    meanwhile: Meanwhile,
) -> bool {
    let mut shop = Shop::open(dialect);
    shop.bench.terminal().set_behaviour(behaviour.parse().unwrap());
    let ran = shop.bench.run_until(&sale("SALE-2"), moment).unwrap();
    tally.runs += 1;
    let label = format!("{} {behaviour} dies at {moment}, {meanwhile:?}", dialect.name);
    let (died, remains) = match ran {
        Ran::Died(remains) => (true, *remains),
        Ran::Told(outcome) if outcome.verdict == Verdict::Unknown => {
            let papers = outcome.collected.clone();
            (false, Remains { intent: true, request_id: outcome.request_id, papers })
        }
        Ran::Told(outcome) => {
            let charged = shop.charged(&outcome.request_id);
            let says = RecoveryVerdict::of(Some(outcome.verdict));
            tally.agree(&label, says, charged, outcome.amount().map(|a| a.minor_units()));
            return false;
        }
    };
    tally.deaths += usize::from(died);
    if meanwhile != Meanwhile::Hurry {
        shop.bench.wait();
    }
    shop.bench.revive();
    shop.bench.terminal().set_behaviour("approve".parse().unwrap());
    if meanwhile == Meanwhile::OtherTill {
        shop.other_till_pays();
    }
    if !remains.intent {
        shop.bench.wait();
        let charged = shop.charged(&remains.request_id);
        tally.agree(&label, RecoveryVerdict::NotCharged, charged, None);
        return died;
    }
    let (says, reasons, outcome) = shop.recover(&remains);
    shop.bench.wait();
    let charged = shop.charged(&remains.request_id);
    let amount = outcome.and_then(|outcome| outcome.amount()).map(|amount| amount.minor_units());
    tally.agree(&label, says, charged, amount);
    if says == RecoveryVerdict::AskHuman {
        let cases = tally.human.entry((dialect.name, meanwhile)).or_default();
        cases.0 += 1;
        cases.1 = format!("{behaviour} at {moment}: {}", reasons.join(" "));
    }
    died
}

/// Every moment, of every n-th behaviour in each dialect.
fn matrix(meanwhile: Meanwhile, every: usize) -> Tally {
    let mut tally = Tally::default();
    for (offset, dialect) in opi_proto::dialect::DIALECTS.iter().enumerate() {
        for behaviour in BEHAVIOURS.iter().skip(offset % every).step_by(every) {
            let died = (0..MOST_MOMENTS)
                .take_while(|moment| one_run(&mut tally, dialect, behaviour, *moment, meanwhile))
                .count();
            assert!(died >= 3, "{} {behaviour}: the till lived through {died} moments only", dialect.name);
            assert!(died < MOST_MOMENTS as usize, "the till never came to its end");
        }
    }
    println!("{meanwhile:?}: {} runs, {} deaths, {:?}", tally.runs, tally.deaths, tally.verdicts);
    for ((dialect, _), (count, example)) in &tally.human {
        println!("  a person is asked {count} times in {dialect}, e.g. {example}");
    }
    println!("  disagreements: {}", tally.disagreements.len());
    assert_eq!(tally.disagreements, Vec::<String>::new());
    tally
}

#[test]
fn the_terminal_finishes_before_the_till_is_back() {
    let tally = matrix(Meanwhile::Finishes, 1);
    // Alone at its terminal, a till never needs a person.
    assert_eq!(tally.human.len(), 0, "{:?}", tally.human);
}

#[test]
fn the_till_is_back_while_the_terminal_is_at_work() {
    let tally = matrix(Meanwhile::Hurry, 3);
    assert_eq!(tally.human.len(), 0, "{:?}", tally.human);
}

#[test]
fn another_till_pays_in_between() {
    let tally = matrix(Meanwhile::OtherTill, 4);
    // The last message and the last receipt are the other till's: nothing is left of the one in question.
    assert!(!tally.human.is_empty());
}
