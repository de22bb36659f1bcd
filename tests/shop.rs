//! A shop full of terminals: one process, one listening port, everybody pays at the same instant, and nobody waits
//! for another. The books of the simulated terminals are the truth.
#![allow(clippy::unwrap_used, reason = "a test")]

use opi_core::config::Config;
use opi_core::{
    Answer, CancelToken, Currency, Devices, Display, JournalEntry, Money, Operation, Outcome, Receipt,
    RequestKind, Terminal, Verdict,
};
use opi_sim::layout::Layout;
use opi_sim::{Shop, State};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

/// Bytes of stack of a till's thread: a thousand of them fit everywhere.
const STACK: usize = 512 * 1024;

/// What a till's own devices were told.
#[derive(Default)]
struct Till {
    receipts: Mutex<Vec<String>>,
    displays: Mutex<usize>,
}

impl Devices for Till {
    fn display(&self, _: &Display) -> Answer {
        *self.displays.lock().unwrap() += 1;
        Answer::Yes
    }
    fn print(&self, receipt: &Receipt) -> Answer {
        self.receipts.lock().unwrap().push(receipt.lines.join("\n"));
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        Answer::Yes
    }
}

/// Terminals, and a till at each; all of them are called back at one port.
struct Tills {
    shop: Shop,
    tills: Vec<(Terminal, Arc<Till>)>,
}

impl Tills {
    fn open(count: usize, layout: Layout) -> Tills {
        let places = layout.places((layout.first_address(), 0).into(), count).unwrap();
        let config =
            |(number, place): (usize, SocketAddr)| opi_sim::Config::default().numbered(number).listen(place);
        let configs = places.into_iter().enumerate().map(config).collect();
        let shop = Shop::start(configs).unwrap();
        let mut tills: Vec<(Terminal, Arc<Till>)> = Vec::new();
        for (number, station) in shop.terminals().iter().enumerate() {
            let listen = tills.first().map_or(0, |(terminal, _)| terminal.listen_address().port());
            let url = format!(
                "opi://{}?listen={listen}&workstation=lane-{number}&journal=none&idle_ms=600000&hard_ms=1200000&connect_ms=60000",
                station.addr()
            );
            let till = Arc::new(Till::default());
            let terminal = Terminal::open(Config::parse(&url).unwrap(), Arc::clone(&till) as _).unwrap();
            let port = terminal.listen_address().port();
            station.set_till((IpAddr::V4(Ipv4Addr::LOCALHOST), port).into());
            tills.push((terminal, till));
        }
        Tills { shop, tills }
    }

    /// Everybody pays at the same instant.
    fn pay(&self, round: usize) -> Vec<Outcome> {
        let start = Barrier::new(self.tills.len());
        let pay = |number: usize| {
            let (terminal, _) = &self.tills[number];
            let amount = Money::new(amount_of(number), Currency::from_code("CHF").unwrap());
            let sale = Operation::new(RequestKind::CardPayment).with_amount(amount);
            let sale = sale.with("reference", &format!("R{round}L{number}")).unwrap();
            start.wait();
            terminal.run(&sale, &CancelToken::new()).unwrap()
        };
        thread::scope(|scope| {
            let spawn = |number| {
                let builder = thread::Builder::new().stack_size(STACK);
                let pay = &pay;
                builder.spawn_scoped(scope, move || pay(number)).unwrap()
            };
            let threads: Vec<_> = (0..self.tills.len()).map(spawn).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }

    fn close(self) {
        for (terminal, _) in &self.tills {
            terminal.close(Duration::from_secs(60)).unwrap();
        }
    }
}

/// Another one for each terminal. Whole francs: at the simulator other endings decide what happens.
fn amount_of(number: usize) -> i64 {
    100 * (1 + number as i64)
}

/// Every verdict right, the books agree, each receipt reached its own till.
fn everybody_pays(count: usize, layout: Layout, rounds: usize) {
    let tills = Tills::open(count, layout);
    for round in 0..rounds {
        let outcomes = tills.pay(round);
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
