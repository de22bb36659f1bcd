//! The panic boundary: a fault in the library becomes a status code, never the end of the till.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Once;

/// Runs `body`; `None` if it panicked. What it shared is guarded elsewhere: a terminal is poisoned, everything
/// else cannot be left half-changed.
pub(crate) fn catch<R>(body: impl FnOnce() -> R) -> Option<R> {
    speak_to_the_log_only();
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => Some(value),
        Err(payload) => {
            // Dropping a payload may panic as well; then it is left alone.
            if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(second);
            }
            None
        }
    }
}

/// The boundary of a function that answers a value.
pub(crate) fn guard<R>(on_panic: R, body: impl FnOnce() -> R) -> R {
    catch(body).unwrap_or(on_panic)
}

/// The usual hook writes to the till's standard error, with a text that may hold anything. Ours logs the place.
fn speak_to_the_log_only() {
    static ONCE: Once = Once::new();
    // Rust's own test runner needs the usual hook.
    if !cfg!(test) {
        ONCE.call_once(|| std::panic::set_hook(Box::new(|info| log::error!("{}", place(info.location())))));
    }
}

fn place(location: Option<&Location<'_>>) -> String {
    match location {
        Some(at) => format!("Fault in the library at {}:{}; please report it.", at.file(), at.line()),
        None => "Fault in the library; please report it.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_the_value_for_it() {
        assert_eq!(guard(7, || panic!("deliberate")), 7);
        assert_eq!(guard(7, || 8), 8);
    }

    #[test]
    fn a_payload_that_panics_when_dropped_is_contained() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("deliberate, in drop");
            }
        }
        assert!(catch(|| std::panic::panic_any(Bomb)).is_none());
    }

    #[test]
    fn the_log_gets_the_place_and_not_the_text() {
        let text = place(Some(Location::caller()));
        assert!(text.contains("panic.rs:") && text.ends_with("please report it."), "{text}");
    }
}
