//! Threads of the library: named, few, and deaf to the signals of the till, which are the till's own threads' to take.

use std::io;
use std::thread::{Builder, JoinHandle};

/// Bytes of stack; more than decoding the deepest message takes.
const STACK: usize = 512 * 1024;

/// Starts a thread that takes no signal.
///
/// # Errors
/// When the system has no thread left.
pub(crate) fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    let builder = Builder::new().name(name.to_owned()).stack_size(STACK);
    // A new thread has the mask of the one that starts it: no signal finds it without one.
    with_signals_blocked(|| builder.spawn(body))
}

#[cfg(unix)]
fn with_signals_blocked<R>(body: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
    use nix::sys::signal::{SigSet, SigmaskHow};
    let before = SigSet::all().thread_swap_mask(SigmaskHow::SIG_SETMASK)?;
    let done = body();
    before.thread_set_mask()?;
    done
}

#[cfg(not(unix))]
fn with_signals_blocked<R>(body: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
    body()
}
