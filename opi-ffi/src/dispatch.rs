//! Serving every terminal of the process between its calls.

use crate::devices::Unsolicited;
use crate::fallible::status;
use crate::status::opi_status;
use std::time::Duration;

/// Serves device requests of every terminal of this process that come while no call is inside it: a receipt that
/// somebody asked for at the terminal, a display text, a question. Waits for the first one; returns when at least one
/// was served and no other waits. One thread that calls this in a loop serves a shop; a second one keeps a callback
/// that takes long at one terminal from delaying the others. A single terminal: opi_terminal_dispatch().
///
/// Ownership: nothing changes hands.
/// Blocks: at most timeout_ms, plus the time your callbacks take; 0 only looks.
/// Threads: any, and several at the same time. A terminal is served by one of them at a time, and never while another
/// thread runs a request on it: that serves it itself. In a child made by fork(): those that the child has opened.
/// Callbacks: those of any terminal of the process, on this thread, no lock held; a receipt for which there is no
/// callback is refused, so that the terminal keeps it. May be called inside a callback: it serves the other terminals.
/// Errors: OPI_E_TIMEOUT when none came, also when there is no terminal; OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub extern "C" fn opi_dispatch(timeout_ms: u32) -> opi_status {
    status(None, || {
        Unsolicited::yes(|| opi_core::dispatch(Duration::from_millis(timeout_ms.into())))?;
        Ok(())
    })
}
