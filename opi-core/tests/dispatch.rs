//! Serving all terminals of a process between their calls, by one thread or by several. Each test has the process to
//! itself, because dispatching is for all of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod wire;

use opi_core::config::Config;
use opi_core::{Answer, CancelToken, Code, Devices, Display, Receipt, Terminal, dispatch};
use opi_proto::message::Message;
use opi_proto::value::OverallResult;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::thread;
use std::time::Duration;
use wire::{PATIENCE, Wire, output};

fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A till that notes its receipts, and whose cashier may take his time.
struct Till {
    receipts: Mutex<Vec<String>>,
    asked: mpsc::Sender<()>,
    takes_long: Mutex<Option<mpsc::Receiver<()>>>,
}

impl Devices for Till {
    fn display(&self, _: &Display) -> Answer {
        self.asked.send(()).unwrap();
        if let Some(wait) = self.takes_long.lock().unwrap().take() {
            wait.recv().unwrap();
        }
        Answer::Yes
    }
    fn print(&self, receipt: &Receipt) -> Answer {
        self.receipts.lock().unwrap().push(receipt.device_request_id.clone());
        Answer::Yes
    }
}

struct Tills {
    tills: Vec<(Terminal, Arc<Till>)>,
    at: SocketAddr,
    is_asked: mpsc::Receiver<()>,
}

/// Tills of one process; nobody is inside a call of theirs.
fn tills(count: usize, journal: &str) -> Tills {
    let (asked, is_asked) = mpsc::channel();
    let mut tills: Vec<(Terminal, Arc<Till>)> = Vec::new();
    for number in 0..count {
        let port = tills.first().map_or(0, |(terminal, _)| terminal.listen_address().port());
        let url = format!(
            "opi://127.0.0.1:{}?listen=127.0.0.1:{port}&workstation=lane-{number}&journal={journal}",
            1000 + number
        );
        let till =
            Arc::new(Till { receipts: Mutex::default(), asked: asked.clone(), takes_long: Mutex::default() });
        tills.push((Terminal::open(Config::parse(&url).unwrap(), Arc::clone(&till) as _).unwrap(), till));
    }
    let at = tills[0].0.listen_address();
    Tills { tills, at, is_asked }
}

/// Dispatches on so many threads while `body` runs.
fn while_dispatching<R>(threads: usize, body: impl FnOnce() -> R) -> R {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    match dispatch(Duration::from_millis(20)) {
                        Ok(served) => assert!(served > 0),
                        Err(error) => assert_eq!(error.code(), Code::Timeout),
                    }
                }
            });
        }
        // Also by a panic, which must not be waited for.
        let _over = Over(&over);
        body()
    })
}

struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn nothing_comes() {
    let _alone = alone();
    let tills = tills(3, "none");
    assert_eq!(dispatch(Duration::ZERO).unwrap_err().code(), Code::Timeout);
    drop(tills);
    assert_eq!(dispatch(Duration::ZERO).unwrap_err().code(), Code::Timeout);
}

#[test]
fn each_receipt_goes_to_its_own_till() {
    let _alone = alone();
    for (count, threads) in [(1, 1), (2, 2), (3, 1), (64, 2), (200, 4)] {
        let shop = tills(count, "none");
        while_dispatching(threads, || {
            let mut devices: Vec<Wire> = (0..count).map(|_| Wire::connect(shop.at)).collect();
            for round in 0..3 {
                for (number, device) in devices.iter_mut().enumerate() {
                    let id = format!("{number}.{round}");
                    device.send(Message::DeviceRequest(Box::new(output(
                        &format!("lane-{number}"),
                        &id,
                        "Printer",
                    ))));
                }
                for device in &mut devices {
                    let Some(Message::DeviceResponse(answer)) = device.next() else { panic!("an answer") };
                    assert_eq!(answer.overall_result, OverallResult::Success);
                }
            }
        });
        for (number, (_, till)) in shop.tills.iter().enumerate() {
            let wanted: Vec<String> = (0..3).map(|round| format!("{number}.{round}")).collect();
            assert_eq!(*till.receipts.lock().unwrap(), wanted, "{count} tills, {threads} threads");
        }
    }
}

/// A cashier who takes long at one terminal delays none of 199 others while a second thread dispatches.
#[test]
fn nobody_waits_for_another_terminals_cashier() {
    let _alone = alone();
    let shop = tills(200, "none");
    let (go_on, wait) = mpsc::channel();
    *shop.tills[0].1.takes_long.lock().unwrap() = Some(wait);
    while_dispatching(2, || {
        let mut slow = Wire::connect(shop.at);
        slow.send(Message::DeviceRequest(Box::new(output("lane-0", "1.1", "CashierDisplay"))));
        shop.is_asked.recv().unwrap();
        for number in 1..200 {
            let answer =
                Wire::connect(shop.at).ask(output(&format!("lane-{number}"), "1.1", "CashierDisplay"));
            assert!(answer.is_some(), "{number}");
        }
        go_on.send(()).unwrap();
        assert!(slow.next().is_some());
    });
}

#[test]
fn a_receipt_between_calls_is_durable_before_it_is_acknowledged() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let shop = tills(2, &path.display().to_string());
    while_dispatching(1, || {
        let answer = Wire::connect(shop.at).ask(output("lane-1", "7.1", "Printer")).unwrap();
        assert_eq!(answer.overall_result, OverallResult::Success);
        // Another look at the file, while the till knows nothing of it yet.
        let db = rusqlite::Connection::open(&path).unwrap();
        let kept: (String, String) = db
            .query_row("SELECT workstation, device_request_id FROM paper", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(kept, ("lane-1".to_owned(), "7.1".to_owned()));
    });
    assert_eq!(shop.tills[1].1.receipts.lock().unwrap().len(), 1);
    assert_eq!(shop.tills[0].1.receipts.lock().unwrap().len(), 0);
}

/// Inside a callback of one terminal the others can be served; the terminal itself is not called into itself.
#[test]
fn inside_a_callback_the_others_are_served() {
    struct Nested {
        inside: mpsc::Sender<()>,
        go_on: Mutex<mpsc::Receiver<()>>,
        told: mpsc::Sender<Result<u32, Code>>,
    }
    impl Devices for Nested {
        fn display(&self, _: &Display) -> Answer {
            self.inside.send(()).unwrap();
            self.go_on.lock().unwrap().recv().unwrap();
            self.told.send(dispatch(PATIENCE).map_err(|error| error.code())).unwrap();
            Answer::Yes
        }
    }
    let _alone = alone();
    let ((inside, is_inside), (told, tells), (go, go_on)) =
        (mpsc::channel(), mpsc::channel(), mpsc::channel());
    let nested = Nested { inside, go_on: Mutex::new(go_on), told };
    let url = "opi://127.0.0.1:1?listen=127.0.0.1:0&workstation=outer&journal=none";
    let outer = Terminal::open(Config::parse(url).unwrap(), Arc::new(nested)).unwrap();
    let shop = tills(1, "none");
    let mut device = Wire::connect(outer.listen_address());
    device.send(Message::DeviceRequest(Box::new(output("outer", "1.1", "CashierDisplay"))));
    let dispatching = thread::spawn(|| dispatch(PATIENCE).unwrap());
    is_inside.recv().unwrap();
    let mut other = Wire::connect(shop.at);
    let asking = thread::spawn(move || other.ask(output("lane-0", "1.1", "CashierDisplay")).is_some());
    go.send(()).unwrap();
    assert_eq!(tells.recv().unwrap(), Ok(1));
    assert!(asking.join().unwrap() && device.next().is_some());
    assert!(dispatching.join().unwrap() >= 1);
}

/// Closing waits for a thread that dispatches, and nothing of the terminal is called any more.
#[test]
fn closing_is_a_barrier_for_those_who_dispatch() {
    let _alone = alone();
    let shop = tills(1, "none");
    let (go_on, wait) = mpsc::channel();
    *shop.tills[0].1.takes_long.lock().unwrap() = Some(wait);
    while_dispatching(2, || {
        let mut device = Wire::connect(shop.at);
        device.send(Message::DeviceRequest(Box::new(output("lane-0", "1.1", "CashierDisplay"))));
        shop.is_asked.recv().unwrap();
        assert_eq!(shop.tills[0].0.close(Duration::ZERO).unwrap_err().code(), Code::Timeout);
        go_on.send(()).unwrap();
        shop.tills[0].0.close(PATIENCE).unwrap();
        let _ = device.next();
        assert!(device.next().is_none(), "its connections are closed");
    });
    assert_eq!(Arc::strong_count(&shop.tills[0].1), 2, "the test's, and the closed terminal's");
    let outcome = shop.tills[0].0.status(&CancelToken::new()).unwrap_err();
    assert_eq!(outcome.code(), Code::Closed);
}
