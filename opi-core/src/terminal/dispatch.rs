//! Serving all terminals of the process between their calls, with as many threads as the till likes.

use super::Inner;
use super::call::{Call, Inside};
use crate::desk::Announcements;
use opi_proto::error::{Code, Error};
use parking_lot::Mutex;
use std::sync::{Arc, LazyLock, Weak};
use std::time::{Duration, Instant};

/// Terminals of this process for which something has come while nobody was inside.
type Announced = Announcements<Weak<Inner>>;

/// With the process whose they are: a child made by fork() must not serve its parent's.
static ANNOUNCED: LazyLock<Mutex<(u32, Arc<Announced>)>> = LazyLock::new(Mutex::default);

pub(super) fn announced() -> Arc<Announced> {
    let mut of_process = ANNOUNCED.lock();
    let process = std::process::id();
    if of_process.0 != process {
        *of_process = (process, Arc::default());
    }
    Arc::clone(&of_process.1)
}

/// Serves device requests of every terminal of this process that arrive while nobody is inside a call of it: late
/// receipts, display texts, questions. They are served on this thread, one terminal at a time; several threads may
/// do this at the same time, so that a callback that takes long at one terminal delays no other.
///
/// Waits up to `timeout` for the first one, and returns when none is waiting any more: how many were served.
///
/// # Errors
/// [`Code::Timeout`] when none came.
pub fn dispatch(timeout: Duration) -> Result<u32, Error> {
    let until = Instant::now() + timeout;
    let announced = announced();
    let mut served = 0;
    while let Some(terminal) = announced.next(if served > 0 { Instant::now() } else { until }) {
        let Some(inner) = terminal.upgrade() else { continue };
        let Some(inside) = Inside::announced(&inner) else { continue };
        if let Ok(call) = Call::new(&inner, &inside) {
            served += call.serve_until(Instant::now()).answered;
        }
        // The till's devices must not outlive a close that waits for this call.
        drop(inner);
        // What is left now is announced again, behind the others.
        drop(inside);
        if Instant::now() >= until {
            break;
        }
    }
    if served > 0 { Ok(served) } else { Err(nothing_came()) }
}

pub(super) fn nothing_came() -> Error {
    Error::new(Code::Timeout, "No device request came in the time given.")
        .with_advice("Nothing to do; call again when convenient.")
}
