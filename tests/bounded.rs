//! Terminals that wear their till down: whatever one does, its call ends in an honest verdict, cancelling works, and
//! the other terminals of the process do not notice. The books of the simulated terminals are the truth.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "common/shop.rs"]
mod common;

use common::{Tills, sale};
use opi_core::{CancelToken, Code, Outcome, Terminal, Verdict};
use opi_sim::layout::Layout;
use opi_sim::{Behaviour, Condition, State, Station};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A terminal's way to wear its till down, and how its payment may end.
struct Way {
    words: &'static str,
    verdicts: &'static [Verdict],
}

const WAYS: &[Way] = &[
    Way { words: "flood:0", verdicts: &[Verdict::Unknown] },
    Way { words: "flood-foreign:0", verdicts: &[Verdict::Unknown] },
    Way { words: "flood:2000", verdicts: &[Verdict::Approved, Verdict::Unknown] },
    Way { words: "flood-foreign:2000", verdicts: &[Verdict::Approved, Verdict::Unknown] },
    Way { words: "papers:400", verdicts: &[Verdict::Approved, Verdict::Aborted, Verdict::Unknown] },
    Way { words: "journals:400", verdicts: &[Verdict::Approved, Verdict::Aborted, Verdict::Unknown] },
    Way { words: "deaf:0", verdicts: &[Verdict::Unknown, Verdict::Approved] },
    Way { words: "deaf-many:50", verdicts: &[Verdict::Unknown, Verdict::Approved] },
    Way { words: "storm:300", verdicts: &[Verdict::Approved] },
    Way { words: "garbage-storm:100", verdicts: &[Verdict::Approved] },
    Way { words: "drip:1", verdicts: &[Verdict::Approved, Verdict::Unknown] },
    Way { words: "huge-length", verdicts: &[Verdict::Unknown] },
    Way { words: "silent", verdicts: &[Verdict::Unknown] },
    Way { words: "mute", verdicts: &[Verdict::Unknown] },
    Way { words: "papers:0", verdicts: &[Verdict::Unknown] },
];

/// Of a till whose terminal never comes to an end: short enough to wait for. `abort_ms` is part of `hard_ms`.
const SHORT: &str = "idle_ms=1500&hard_ms=2500&abort_ms=500&abort_spacing_ms=200&connect_ms=60000";
/// Of everybody else: long enough for the busiest machine.
const PATIENT: &str = "idle_ms=600000&hard_ms=1200000&abort_ms=500&abort_spacing_ms=200&connect_ms=60000";

impl Way {
    /// Does the terminal come to an end by itself, before long?
    fn ends(&self) -> bool {
        !self.words.ends_with(":0") && !["silent", "mute", "drip:1"].contains(&self.words)
    }

    fn options(&self) -> &'static str {
        if self.ends() { PATIENT } else { SHORT }
    }
}

/// What the till was told is not the opposite of what the books say.
fn is_honest(label: &str, outcome: &Outcome, station: &Station) {
    let booked = |state| {
        let ledger = station.ledger();
        ledger.transactions().iter().any(|t| t.request_id == outcome.request_id && t.state == state)
    };
    match outcome.verdict {
        Verdict::Approved => assert!(booked(State::Approved), "{label}: approved, and not in the books"),
        Verdict::Unknown => {}
        _ => assert!(!booked(State::Approved), "{label}: {}, and in the books", outcome.verdict),
    }
}

fn pay(terminal: &Terminal, cancel: &CancelToken) -> Outcome {
    terminal.run(&sale(1200, "R"), cancel).unwrap()
}

#[test]
fn every_way_ends_in_an_honest_verdict() {
    let options = |number| WAYS.get(number).map_or(PATIENT, Way::options).to_owned();
    let tills = Tills::open_each(WAYS.len() + 1, Layout::Addresses, options);
    for (way, station) in WAYS.iter().zip(tills.shop.terminals()) {
        station.set_outcome(way.words.parse::<Behaviour>().unwrap());
    }
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let neighbour = scope.spawn(|| {
            let (terminal, _) = tills.tills.last().unwrap();
            let mut paid = 0;
            while !over.load(Ordering::SeqCst) || paid == 0 {
                let outcome = pay(terminal, &CancelToken::new());
                assert_eq!(outcome.verdict, Verdict::Approved, "the neighbour notices: {:?}", outcome.error);
                paid += 1;
            }
        });
        let worn: Vec<_> = WAYS
            .iter()
            .zip(&tills.tills)
            .map(|(way, (terminal, _))| (way, scope.spawn(|| pay(terminal, &CancelToken::new()))))
            .collect();
        for ((way, outcome), station) in worn.into_iter().zip(tills.shop.terminals()) {
            let outcome = outcome.join().unwrap();
            let label = way.words;
            assert!(
                way.verdicts.contains(&outcome.verdict),
                "{label}: {} {:?}",
                outcome.verdict,
                outcome.error
            );
            is_honest(label, &outcome, station);
        }
        over.store(true, Ordering::SeqCst);
        neighbour.join().unwrap();
    });
    tills.close();
}

#[test]
fn cancelling_works_throughout() {
    // Long enough for the cancelling to come before the limit.
    let tills =
        Tills::open(WAYS.len(), Layout::Addresses, "idle_ms=7000&hard_ms=8000&abort_ms=500&connect_ms=60000");
    thread::scope(|scope| {
        for ((way, station), (terminal, _)) in WAYS.iter().zip(tills.shop.terminals()).zip(&tills.tills) {
            station.set_outcome(way.words.parse::<Behaviour>().unwrap());
            scope.spawn(move || {
                let cancel = CancelToken::new();
                let outcome = thread::scope(|scope| {
                    let paying = scope.spawn(|| pay(terminal, &cancel));
                    // Until the request is there; who never takes it in never says so.
                    let there = || station.condition() == Condition::Busy || way.words == "mute";
                    while !there() && !paying.is_finished() {
                        thread::yield_now();
                    }
                    cancel.cancel();
                    paying.join().unwrap()
                });
                is_honest(way.words, &outcome, station);
                use Code::{Aborted, CancelledBeforeSend, CancelledInFlight, Frame, Ok, TooManyPapers};
                let ended = [Ok, Aborted, CancelledBeforeSend, CancelledInFlight, TooManyPapers, Frame];
                assert!(ended.contains(&outcome.code), "{}: {:?}", way.words, outcome.error);
            });
        }
    });
    tills.close();
}

/// Every fourth terminal of a shop wears its till down, each in another way; the others take their payments.
#[test]
fn the_others_of_a_shop_do_not_notice() {
    for count in [8, 64] {
        let way = |number: usize| number.is_multiple_of(4).then(|| &WAYS[number / 4 % WAYS.len()]);
        let options = |number| way(number).map_or(PATIENT, Way::options).to_owned();
        let tills = Tills::open_each(count, Layout::Addresses, options);
        for (number, way) in (0..count).filter_map(|number| Some((number, way(number)?))) {
            tills.shop.terminal(number).unwrap().set_outcome(way.words.parse::<Behaviour>().unwrap());
        }
        let outcomes = tills.pay(0, |number| 100 * (1 + number as i64));
        for (number, outcome) in outcomes.iter().enumerate() {
            let (label, station) =
                (format!("terminal {number} of {count}"), tills.shop.terminal(number).unwrap());
            is_honest(&label, outcome, station);
            if number % 4 != 0 {
                assert_eq!(outcome.verdict, Verdict::Approved, "{label}: {:?}", outcome.error);
                assert_eq!(outcome.collected.receipts.len(), 2, "{label}");
            }
        }
        tills.close();
    }
}

/// Papers without end are taken up to the bound, whole, and no further; the error names the bound.
#[test]
fn papers_have_a_bound() {
    const MIB: usize = 1024 * 1024;
    /// Two receipts and a journal entry.
    const OWN_PAPERS: usize = 3;
    for (options, words, most, most_bytes) in [
        ("max_papers=16", "papers:0", 16, 8 * MIB),
        // A dozen of 8 KiB, and the payment's own small ones where they still fit.
        ("max_papers=1000&max_paper_bytes=100000", "papers:0", 16, 100_000),
        ("max_papers=16", "journals:0", 16, 8 * MIB),
        ("", "papers:400", 256, 8 * MIB),
    ] {
        let tills = Tills::open(1, Layout::Ports, &format!("{PATIENT}&{options}"));
        let station = tills.shop.terminal(0).unwrap();
        station.set_outcome(words.parse::<Behaviour>().unwrap());
        let outcome = pay(&tills.tills[0].0, &CancelToken::new());
        let label = format!("{words} {options}: {} {:?}", outcome.verdict, outcome.error);
        is_honest(&label, &outcome, station);
        let (papers, bytes) = outcome.collected.papers();
        assert!(papers <= most && papers > most / 2, "{label}: {papers} papers");
        assert!(bytes <= most_bytes, "{label}: {bytes} bytes");
        assert!(outcome.collected.refused_papers > 0, "{label}");
        let whole = |receipt: &opi_core::Receipt| receipt.lines.iter().map(String::len).sum::<usize>() > 4000;
        let of_the_flood = outcome.collected.receipts.iter().filter(|receipt| whole(receipt)).count();
        assert!(
            words.starts_with("journals") || of_the_flood + OWN_PAPERS >= papers,
            "{label}: what is kept is kept whole"
        );
        let told = format!(
            "{:?} {}",
            outcome.error.as_ref().map(|e| e.message().to_owned()),
            outcome.notes.join(" ")
        );
        assert!(told.contains("max_papers"), "{label}: {told}");
        if words.ends_with(":0") {
            assert_eq!((outcome.verdict, outcome.code), (Verdict::Unknown, Code::TooManyPapers), "{label}");
        }
        tills.close();
    }
}
