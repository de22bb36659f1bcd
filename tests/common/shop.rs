//! A shop of simulated terminals, and a till at each, all in this process and called back at one port.
#![allow(dead_code, reason = "each test uses its part")]

use opi_core::config::Config;
use opi_core::{
    Answer, CancelToken, Currency, Devices, Display, JournalEntry, Money, Operation, Outcome, Receipt,
    RequestKind, Terminal,
};
use opi_sim::Shop;
use opi_sim::layout::Layout;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// Bytes of stack of a till's thread: a thousand of them fit everywhere.
const STACK: usize = 512 * 1024;

/// What a till's own devices were told.
#[derive(Default)]
pub struct Till {
    pub receipts: Mutex<Vec<String>>,
    pub displays: Mutex<usize>,
    shown: Condvar,
}

impl Till {
    /// Waits until so many displays have been shown.
    pub fn has_shown(&self, count: usize) {
        let shown = self.displays.lock().unwrap();
        drop(self.shown.wait_while(shown, |shown| *shown < count).unwrap());
    }
}

impl Devices for Till {
    fn display(&self, _: &Display) -> Answer {
        *self.displays.lock().unwrap() += 1;
        self.shown.notify_all();
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

/// Terminals, and a till at each.
pub struct Tills {
    pub shop: Shop,
    pub tills: Vec<(Terminal, Arc<Till>)>,
}

impl Tills {
    /// `options`: of every till's URL.
    pub fn open(count: usize, layout: Layout, options: &str) -> Tills {
        Tills::open_each(count, layout, |_| options.to_owned())
    }

    /// `options`: of the URL of a till, by its number.
    pub fn open_each(count: usize, layout: Layout, options: impl Fn(usize) -> String) -> Tills {
        let places = layout.places((layout.first_address(), 0).into(), count).unwrap();
        let config =
            |(number, place): (usize, SocketAddr)| opi_sim::Config::default().numbered(number).listen(place);
        let shop = Shop::start(places.into_iter().enumerate().map(config).collect()).unwrap();
        let mut tills: Vec<(Terminal, Arc<Till>)> = Vec::new();
        for (number, station) in shop.terminals().iter().enumerate() {
            let port = tills.first().map_or(0, |(terminal, _)| terminal.listen_address().port());
            let (address, options) = (station.addr(), options(number));
            let url =
                format!("opi://{address}?listen={port}&workstation=lane-{number}&journal=none&{options}");
            let till = Arc::new(Till::default());
            let terminal = Terminal::open(Config::parse(&url).unwrap(), Arc::clone(&till) as _).unwrap();
            let port = terminal.listen_address().port();
            station.set_till((IpAddr::V4(Ipv4Addr::LOCALHOST), port).into());
            tills.push((terminal, till));
        }
        Tills { shop, tills }
    }

    /// Everybody pays at the same instant; each round has references of its own.
    pub fn pay(&self, round: usize, amount_of: impl Fn(usize) -> i64 + Sync) -> Vec<Outcome> {
        let start = Barrier::new(self.tills.len());
        let pay = |number: usize| {
            let (terminal, _) = &self.tills[number];
            let sale = sale(amount_of(number), &format!("R{round}L{number}"));
            start.wait();
            terminal.run(&sale, &CancelToken::new()).unwrap()
        };
        thread::scope(|scope| {
            let spawn = |number| {
                let (builder, pay) = (thread::Builder::new().stack_size(STACK), &pay);
                builder.spawn_scoped(scope, move || pay(number)).unwrap()
            };
            let threads: Vec<_> = (0..self.tills.len()).map(spawn).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }

    pub fn close(self) {
        for (terminal, _) in &self.tills {
            terminal.close(Duration::from_secs(60)).unwrap();
        }
    }
}

/// A card payment of Swiss centimes.
pub fn sale(centimes: i64, reference: &str) -> Operation {
    let amount = Money::new(centimes, Currency::from_code("CHF").unwrap());
    Operation::new(RequestKind::CardPayment).with_amount(amount).with("reference", reference).unwrap()
}
