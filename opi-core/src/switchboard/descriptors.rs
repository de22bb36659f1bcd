//! Where the process has no descriptor left: how many it may have, and how many it needs.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Descriptors of a terminal inside a call: channel 0, channel 1, what wakes the call; and its lease.
const FOR_A_TERMINAL: usize = 4;
/// Those of a listening address, and of everything else in a till.
const FOR_THE_REST: usize = 64;

/// Terminals that are open in this process.
static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Counts an open terminal for as long as it lives.
pub(super) struct Counted(());

impl Counted {
    pub(super) fn new() -> Self {
        OPEN.fetch_add(1, Ordering::Relaxed);
        Counted(())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What to say of an error that means "no descriptor left"; `None` for any other.
pub(crate) fn exhausted(error: &io::Error) -> Option<String> {
    if !is_exhausted(error) {
        return None;
    }
    let terminals = OPEN.load(Ordering::Relaxed).max(1);
    let needed = terminals * FOR_A_TERMINAL + FOR_THE_REST;
    let allowed = limit().map_or_else(|| "all that it may have".to_owned(), |limit| limit.to_string());
    Some(format!(
        "the process has used up its descriptors ({allowed}). {terminals} open terminal(s) need up to {needed}, beside \
         the till's own: raise the limit (ulimit -n, LimitNOFILE=) to at least that."
    ))
}

/// Does the error mean that the process or the machine has no descriptor left?
pub(crate) fn is_exhausted(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) {
        &[10024] // WSAEMFILE
    } else {
        &[24, 23] // EMFILE, ENFILE, the same on Linux, macOS and the BSDs
    };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

#[cfg(unix)]
fn limit() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
fn limit() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_is_needed_is_named() {
        let _one = Counted::new();
        let emfile = io::Error::from_raw_os_error(if cfg!(windows) { 10024 } else { 24 });
        let text = exhausted(&emfile).unwrap();
        assert!(text.contains("at least that") && text.contains("need up to"), "{text}");
        assert_eq!(exhausted(&io::ErrorKind::ConnectionRefused.into()), None);
    }
}
