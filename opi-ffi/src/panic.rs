//! The panic boundary: a fault in the library becomes a status code, never the end of the till.

use crate::error::opi_error;
use crate::handle::give;
use crate::status::opi_status;
use opi_proto::error::{Code, Error};
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr;
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

/// The boundary of a function that answers a status, and in words through `err` if C wants them.
pub(crate) fn status(
    mut err: Option<&mut MaybeUninit<*mut opi_error>>,
    body: impl FnOnce() -> Result<(), Error>,
) -> opi_status {
    if let Some(err) = err.as_deref_mut() {
        err.write(ptr::null_mut());
    }
    let result = catch(body).unwrap_or_else(|| {
        Err(Error::new(Code::Internal, "The library met a fault of its own; the log says where."))
    });
    let Err(error) = result else { return Code::Ok.number() };
    if let Some(err) = err {
        guard((), || {
            err.write(give(opi_error::new(&error)));
        });
    }
    error.code().number()
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
    use crate::error::{opi_error_code, opi_error_free, opi_error_message};
    use std::ffi::CStr;

    #[test]
    fn a_panic_becomes_the_value_for_it() {
        assert_eq!(guard(7, || panic!("deliberate")), 7);
        assert_eq!(guard(7, || 8), 8);
        assert_eq!(status(None, || panic!("deliberate")), Code::Internal.number());
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
    fn errors_reach_c_in_words_and_success_leaves_null() {
        let mut err = MaybeUninit::new(ptr::dangling_mut::<opi_error>());
        assert_eq!(status(Some(&mut err), || Ok(())), 0);
        // SAFETY: `status` always writes it.
        assert!(unsafe { err.assume_init() }.is_null());

        let code = status(Some(&mut err), || Err(Error::new(Code::Closed, "It is closed.")));
        assert_eq!(code, Code::Closed.number());
        // SAFETY: `status` always writes it.
        let error = unsafe { err.assume_init() };
        // SAFETY: an error just made.
        let borrowed = unsafe { error.as_ref() };
        assert_eq!(opi_error_code(borrowed), code);
        // SAFETY: a text that ends with NUL.
        let message = unsafe { CStr::from_ptr(opi_error_message(borrowed, None)) };
        assert_eq!(message.to_str().unwrap(), "It is closed.");
        // SAFETY: owned here, freed once.
        unsafe { opi_error_free(error) };
    }

    #[test]
    fn the_log_gets_the_place_and_not_the_text() {
        let text = place(Some(Location::caller()));
        assert!(text.contains("panic.rs:") && text.ends_with("please report it."), "{text}");
    }
}
