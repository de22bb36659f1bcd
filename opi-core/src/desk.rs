//! Who is inside a terminal's calls, and what has been handed in for it: all that threads share of one terminal.
//!
//! Everything is under one lock, so that nothing falls between "somebody is inside" and "nobody is": what is handed
//! in wakes the call that is inside, or else is announced to whoever dispatches for the whole process. A call that
//! ends with something left announces it. The lock is held for a few instructions only.
//!
//! `tests/handover.rs` runs this very file under a model checker.

use super::sync::{Condvar, Mutex, ThreadId, current_thread};
use super::wake::Wake;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

/// Most things that may wait for a terminal that nobody serves; more stay in their sockets.
pub(crate) const MOST_WAITING: usize = 64;

/// A terminal's desk: `T` is what is handed in.
pub(crate) struct Desk<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    inside: Inside,
    /// The thread that is inside a callback of the till.
    in_callback: Option<ThreadId>,
    closing: bool,
    /// A fault of the library hit a call: the terminal must not be used again.
    faulty: bool,
    /// An operation waits for a dispatching call to give way.
    wanted: bool,
    waiting: VecDeque<T>,
    /// Something was refused for want of room.
    refused: bool,
    /// It stands among the [`Announcements`] already.
    announced: bool,
    /// Wakes the call that is inside.
    watcher: Option<Arc<dyn Wake>>,
}

/// What the call that is inside does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    /// Nobody is inside.
    Nobody,
    /// An operation of the till.
    Operation,
    /// Serves what comes between operations; gives way to one.
    Dispatch,
}

/// Why a call may not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It comes from inside a callback of this very terminal.
    Recursive,
    /// The terminal has been closed, or is being closed.
    Closed,
    /// Another operation is inside.
    Busy,
    /// Somebody was inside all the time given.
    Timeout,
    /// See [`Desk::fault`].
    Faulty,
}

impl<T> Default for Desk<T> {
    fn default() -> Self {
        let state = State {
            inside: Inside::Nobody,
            in_callback: None,
            closing: false,
            faulty: false,
            wanted: false,
            waiting: VecDeque::new(),
            refused: false,
            announced: false,
            watcher: None,
        };
        Desk { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<T> Desk<T> {
    /// A call comes in. `until`: how long it may wait for its turn; without, an operation waits only for a call that
    /// dispatches, which gives way at once unless a callback holds it, and then until `patience`.
    pub(crate) fn enter(
        &self,
        what: Inside,
        until: Option<Instant>,
        patience: Instant,
    ) -> Result<(), Refusal> {
        let mut state = self.state.lock();
        state.may_be_used()?;
        while state.inside != Inside::Nobody && !state.closing {
            let timed_out = match until {
                Some(until) => self.changed.wait_until(&mut state, until).timed_out(),
                None if state.inside == Inside::Dispatch => {
                    state.wanted = true;
                    state.wake();
                    self.changed.wait_until(&mut state, patience).timed_out()
                }
                None => true,
            };
            if timed_out && state.inside != Inside::Nobody && !state.closing {
                return Err(if until.is_some() { Refusal::Timeout } else { Refusal::Busy });
            }
        }
        state.may_be_used()?;
        state.inside = what;
        state.wanted = false;
        Ok(())
    }

    /// As [`enter`](Self::enter) to dispatch, for whoever took it from the [`Announcements`]: only if nobody is inside
    /// now, because somebody who is inside announces it again if he leaves something.
    pub(crate) fn enter_announced(&self) -> bool {
        let mut state = self.state.lock();
        state.announced = false;
        let free = state.inside == Inside::Nobody && state.may_be_used().is_ok();
        if free {
            state.inside = Inside::Dispatch;
        }
        free
    }

    /// From now on the call that is inside is woken by this: at once, if there was something to see already.
    pub(crate) fn watch(&self, watcher: Arc<dyn Wake>) {
        let mut state = self.state.lock();
        state.watcher = Some(watcher);
        if state.closing || state.wanted || !state.waiting.is_empty() {
            state.wake();
        }
    }

    /// The call ends. `true`: something is left, which has to be announced.
    #[must_use]
    pub(crate) fn leave(&self) -> bool {
        let mut state = self.state.lock();
        state.inside = Inside::Nobody;
        state.watcher = None;
        let announce = !state.waiting.is_empty() && state.announce();
        drop(state);
        self.changed.notify_all();
        announce
    }

    /// Hands something in and wakes the call that is inside. `true`: nobody is, and it has to be announced. An error
    /// gives it back: there is no room, or nobody will ever come.
    pub(crate) fn hand_in(&self, what: T) -> Result<bool, T> {
        let mut state = self.state.lock();
        if state.closing || state.waiting.len() >= MOST_WAITING {
            state.refused = true;
            return Err(what);
        }
        state.waiting.push_back(what);
        if state.inside == Inside::Nobody {
            return Ok(state.announce());
        }
        state.wake();
        Ok(false)
    }

    /// Takes the oldest of what was handed in. The second: room has become free for what was refused.
    pub(crate) fn take(&self) -> (Option<T>, bool) {
        let mut state = self.state.lock();
        let taken = state.waiting.pop_front();
        let room = taken.is_some() && std::mem::take(&mut state.refused);
        (taken, room)
    }

    /// Is an operation inside?
    pub(crate) fn is_operating(&self) -> bool {
        self.state.lock().inside == Inside::Operation
    }

    /// Is the terminal being closed?
    pub(crate) fn is_closing(&self) -> bool {
        self.state.lock().closing
    }

    /// Should a call that dispatches give way?
    pub(crate) fn should_give_way(&self) -> bool {
        let state = self.state.lock();
        state.closing || state.wanted
    }

    /// The calling thread is inside a callback of the till until the answer is dropped.
    pub(crate) fn callback(&self) -> impl Drop + use<'_, T> {
        self.state.lock().in_callback = Some(current_thread());
        Callback(self)
    }

    /// A fault of the library hit the call that is inside.
    pub(crate) fn fault(&self) {
        self.state.lock().faulty = true;
    }

    /// No call comes in any more; the one that is inside is woken and waited for. What waits is dropped.
    pub(crate) fn close(&self, until: Instant) -> Result<(), Refusal> {
        let mut state = self.state.lock();
        if state.in_callback == Some(current_thread()) {
            return Err(Refusal::Recursive);
        }
        state.closing = true;
        state.wake();
        while state.inside != Inside::Nobody {
            if self.changed.wait_until(&mut state, until).timed_out() && state.inside != Inside::Nobody {
                return Err(Refusal::Timeout);
            }
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        self.changed.notify_all();
        drop(waiting);
        Ok(())
    }
}

impl<T> State<T> {
    fn may_be_used(&self) -> Result<(), Refusal> {
        if self.in_callback == Some(current_thread()) {
            Err(Refusal::Recursive)
        } else if self.closing {
            Err(Refusal::Closed)
        } else if self.faulty {
            Err(Refusal::Faulty)
        } else {
            Ok(())
        }
    }

    /// Does it have to be announced now?
    fn announce(&mut self) -> bool {
        !self.closing && !std::mem::replace(&mut self.announced, true)
    }

    fn wake(&self) {
        if let Some(watcher) = &self.watcher {
            watcher.wake();
        }
    }
}

struct Callback<'a, T>(&'a Desk<T>);

impl<T> Drop for Callback<'_, T> {
    fn drop(&mut self) {
        self.0.state.lock().in_callback = None;
    }
}

/// Terminals for which something has arrived while nobody was inside, for those who dispatch for the whole process.
pub(crate) struct Announcements<K> {
    waiting: Mutex<VecDeque<K>>,
    came: Condvar,
}

impl<K> Default for Announcements<K> {
    fn default() -> Self {
        Announcements { waiting: Mutex::new(VecDeque::new()), came: Condvar::new() }
    }
}

impl<K> Announcements<K> {
    /// Somebody has to look after this one. Who finds nothing to do there goes on to the next.
    pub(crate) fn announce(&self, terminal: K) {
        self.waiting.lock().push_back(terminal);
        self.came.notify_one();
    }

    /// The next one to look after; waits for it until a moment.
    pub(crate) fn next(&self, until: Instant) -> Option<K> {
        let mut waiting = self.waiting.lock();
        loop {
            if let Some(terminal) = waiting.pop_front() {
                return Some(terminal);
            }
            if self.came.wait_until(&mut waiting, until).timed_out() {
                return waiting.pop_front();
            }
        }
    }
}
