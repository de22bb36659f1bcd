//! A shop full of terminals: one process, one listening port, everybody pays at the same instant, and nobody waits
//! for another. The books of the simulated terminals are the truth.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "common/shop.rs"]
mod common;

use common::Tills;
use opi_core::Verdict;
use opi_sim::State;
use opi_sim::layout::Layout;

/// However busy the machine is, nobody gives up.
const PATIENT: &str = "idle_ms=600000&hard_ms=1200000&connect_ms=60000";

/// Another one for each terminal. Whole francs: at the simulator other endings decide what happens.
fn amount_of(number: usize) -> i64 {
    100 * (1 + number as i64)
}

/// Every verdict right, the books agree, each receipt reached its own till.
fn everybody_pays(count: usize, layout: Layout, rounds: usize) {
    let tills = Tills::open(count, layout, PATIENT);
    for round in 0..rounds {
        let outcomes = tills.pay(round, amount_of);
        tills.shop.wait_idle();
        for (number, outcome) in outcomes.iter().enumerate() {
            let label = format!("{count} terminals, {layout:?}, terminal {number}, round {round}");
            assert_eq!(outcome.verdict, Verdict::Approved, "{label}: {:?}", outcome.error);
            assert_eq!(outcome.amount().unwrap().minor_units(), amount_of(number), "{label}");
            assert_eq!(outcome.collected.receipts.len(), 2, "{label}");
            assert!(outcome.collected.receipts.iter().all(|receipt| receipt.acknowledged), "{label}");
            let station = tills.shop.terminal(number).unwrap();
            let ledger = station.ledger();
            let booked = ledger.transactions().last().unwrap();
            assert_eq!(ledger.transactions().len(), round + 1, "{label}: one payment, one transaction");
            assert_eq!(booked.state, State::Approved, "{label}");
            assert_eq!(booked.request_id, outcome.request_id, "{label}");
            let id = station.terminal_id();
            let printed = tills.tills[number].1.receipts.lock().unwrap();
            assert_eq!(printed.len(), 2 * (round + 1), "{label}");
            assert!(printed.iter().all(|text| text.contains(&id)), "{label}: {id} is not on {printed:?}");
        }
        assert_eq!(tills.shop.findings(), [], "{count} terminals: the tills have done nothing wrong");
    }
    assert!(*tills.tills[0].1.displays.lock().unwrap() >= rounds);
    tills.close();
}

#[test]
fn everybody_pays_at_the_same_instant() {
    for count in [1, 2, 3, 8, 64, 200] {
        everybody_pays(count, Layout::Ports, if count < 64 { 40 } else { 3 });
    }
}

#[test]
fn everybody_pays_from_an_address_of_his_own() {
    for count in [2, 8, 64] {
        everybody_pays(count, Layout::Addresses, 3);
    }
}

#[test]
fn a_thousand_pay_at_the_same_instant() {
    everybody_pays(1000, Layout::Ports, 1);
}
