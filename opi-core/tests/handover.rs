//! The hand-over between threads under a model checker: every order in which the threads can take turns. It runs
//! `src/desk.rs` itself, with loom's locks in place of the real ones.
#![allow(dead_code, reason = "not every function of the desk is used here")]
#![allow(clippy::unwrap_used, reason = "a test")]

/// The names that the desk uses, from loom. Time does not pass in a model: who waits, waits until he is woken, so that
/// a wake-up that is lost is a deadlock, which loom reports.
mod sync {
    pub(crate) use loom::thread::ThreadId;
    use std::ops::{Deref, DerefMut};
    use std::time::Instant;

    pub(crate) fn current_thread() -> ThreadId {
        loom::thread::current().id()
    }

    #[derive(Default)]
    pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

    pub(crate) struct Guard<'a, T>(Option<loom::sync::MutexGuard<'a, T>>);

    impl<T> Mutex<T> {
        pub(crate) fn new(value: T) -> Self {
            Mutex(loom::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> Guard<'_, T> {
            Guard(Some(self.0.lock().unwrap()))
        }
    }

    impl<T> Deref for Guard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.0.as_ref().unwrap()
        }
    }

    impl<T> DerefMut for Guard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.0.as_mut().unwrap()
        }
    }

    pub(crate) struct Condvar(loom::sync::Condvar);

    pub(crate) struct Waited;

    impl Waited {
        pub(crate) fn timed_out(&self) -> bool {
            false
        }
    }

    impl Condvar {
        pub(crate) fn new() -> Self {
            Condvar(loom::sync::Condvar::new())
        }

        pub(crate) fn wait_until<T>(&self, guard: &mut Guard<'_, T>, _: Instant) -> Waited {
            let held = guard.0.take().unwrap();
            guard.0 = Some(self.0.wait(held).unwrap());
            Waited
        }

        pub(crate) fn notify_one(&self) {
            self.0.notify_one();
        }

        pub(crate) fn notify_all(&self) {
            self.0.notify_all();
        }
    }
}

mod wake {
    pub(crate) trait Wake: Send + Sync {
        fn wake(&self);
    }
}

#[path = "../src/desk.rs"]
mod desk;

use desk::{Announcements, Desk, Inside};
use loom::sync::{Condvar, Mutex};
use loom::thread;
use std::sync::Arc;
use std::time::Instant;

/// As the eventfd of a call: it stays rung until it is cleared.
struct Bell {
    rung: Mutex<bool>,
    rings: Condvar,
    /// The planted fault: it wakes nobody.
    broken: bool,
}

impl Bell {
    fn new(broken: bool) -> Arc<Self> {
        Arc::new(Bell { rung: Mutex::new(false), rings: Condvar::new(), broken })
    }

    fn wait_and_clear(&self) {
        let mut rung = self.rung.lock().unwrap();
        while !*rung {
            rung = self.rings.wait(rung).unwrap();
        }
        *rung = false;
    }
}

impl wake::Wake for Bell {
    fn wake(&self) {
        if !self.broken {
            *self.rung.lock().unwrap() = true;
            self.rings.notify_all();
        }
    }
}

/// A terminal: what is handed in for it, and what has been served of it.
struct Terminal {
    desk: Desk<u32>,
    announced: Announcements<()>,
    served: Mutex<Vec<u32>>,
}

impl Terminal {
    fn new() -> Arc<Self> {
        let served = Mutex::new(Vec::new());
        Arc::new(Terminal { desk: Desk::default(), announced: Announcements::default(), served })
    }

    /// As the thread of a listening address does it.
    fn hand_in(&self, what: u32) {
        if self.desk.hand_in(what).unwrap() {
            self.announced.announce(());
        }
    }

    fn leave(&self) {
        if self.desk.leave() {
            self.announced.announce(());
        }
    }

    fn serve_what_is_here(&self) -> usize {
        let mut count = 0;
        while let (Some(what), _) = self.desk.take() {
            self.served.lock().unwrap().push(what);
            count += 1;
        }
        count
    }

    /// An operation that waits until so many things have been served by it.
    fn operate(&self, wanted: usize, broken: bool) {
        self.desk.enter(Inside::Operation, None, Instant::now()).unwrap();
        let bell = Bell::new(broken);
        self.desk.watch(Arc::clone(&bell) as _);
        let mut count = self.serve_what_is_here();
        while count < wanted {
            bell.wait_and_clear();
            count += self.serve_what_is_here();
        }
        self.leave();
    }

    /// Dispatches for the process until so many things have been served by anybody.
    fn dispatch(&self, wanted: usize) {
        while self.served.lock().unwrap().len() < wanted {
            self.announced.next(Instant::now()).unwrap();
            if self.desk.enter_announced() {
                self.serve_what_is_here();
                self.leave();
            }
        }
    }

    fn has_served(&self, wanted: &[u32]) {
        let mut served = self.served.lock().unwrap().clone();
        served.sort_unstable();
        assert_eq!(served, wanted, "nothing is lost, nothing is served twice");
    }
}

fn model(body: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    // Switches of threads where nobody waits: three find what is to be found, and end.
    builder.preemption_bound = Some(3);
    builder.check(body);
}

fn what_comes_while_a_call_is_inside(broken: bool) {
    model(move || {
        let terminal = Terminal::new();
        let sender = {
            let terminal = Arc::clone(&terminal);
            thread::spawn(move || [1, 2].into_iter().for_each(|what| terminal.hand_in(what)))
        };
        terminal.operate(2, broken);
        sender.join().unwrap();
        terminal.has_served(&[1, 2]);
    });
}

#[test]
fn a_call_that_is_inside_gets_everything() {
    what_comes_while_a_call_is_inside(false);
}

/// The model would see it if nobody were woken: it does.
#[test]
#[should_panic(expected = "deadlock")]
fn the_planted_fault_wake_nobody_is_found() {
    what_comes_while_a_call_is_inside(true);
}

#[test]
fn what_a_call_leaves_or_comes_between_calls_is_dispatched() {
    model(|| {
        let terminal = Terminal::new();
        let sender = {
            let terminal = Arc::clone(&terminal);
            thread::spawn(move || [1, 2].into_iter().for_each(|what| terminal.hand_in(what)))
        };
        let operation = {
            let terminal = Arc::clone(&terminal);
            // It takes nothing: whatever came meanwhile is left behind.
            thread::spawn(move || {
                if terminal.desk.enter(Inside::Operation, None, Instant::now()).is_ok() {
                    terminal.desk.watch(Bell::new(false) as _);
                    terminal.leave();
                }
            })
        };
        terminal.dispatch(2);
        sender.join().unwrap();
        operation.join().unwrap();
        terminal.has_served(&[1, 2]);
    });
}

#[test]
fn an_operation_gets_in_although_somebody_dispatches() {
    model(|| {
        let terminal = Terminal::new();
        let dispatching = {
            let terminal = Arc::clone(&terminal);
            thread::spawn(move || {
                let bell = Bell::new(false);
                let entered = terminal.desk.enter(Inside::Dispatch, Some(Instant::now()), Instant::now());
                let Ok(()) = entered else { return };
                terminal.desk.watch(Arc::clone(&bell) as _);
                // It looks only when it was woken: what came before it watched must wake it as well.
                bell.wait_and_clear();
                while !terminal.desk.should_give_way() {
                    bell.wait_and_clear();
                }
                terminal.leave();
            })
        };
        // Whoever comes first: it waits for the other to give way, or the other waits for it.
        let entered = terminal.desk.enter(Inside::Operation, None, Instant::now());
        assert!(entered.is_ok());
        terminal.leave();
        // The one that dispatches may have come in only now: it is told to go.
        let _ = terminal.desk.close(Instant::now());
        dispatching.join().unwrap();
    });
}

#[test]
fn closing_wakes_the_call_and_waits_for_it() {
    model(|| {
        let terminal = Terminal::new();
        let operation = {
            let terminal = Arc::clone(&terminal);
            thread::spawn(move || {
                let Ok(()) = terminal.desk.enter(Inside::Operation, None, Instant::now()) else { return };
                let bell = Bell::new(false);
                terminal.desk.watch(Arc::clone(&bell) as _);
                bell.wait_and_clear();
                while !terminal.desk.is_closing() {
                    bell.wait_and_clear();
                }
                terminal.served.lock().unwrap().push(7);
                terminal.leave();
            })
        };
        terminal.desk.close(Instant::now()).unwrap();
        let served = terminal.served.lock().unwrap().len();
        operation.join().unwrap();
        assert_eq!(terminal.served.lock().unwrap().len(), served, "nothing happens after close");
        assert!(terminal.desk.enter(Inside::Operation, None, Instant::now()).is_err());
    });
}
