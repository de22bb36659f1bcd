//! `opi_cancel`: stop what runs, from anywhere.

use crate::handle::{Magic, give, live, object, release, shared};
use crate::panic::guard;
use opi_core::CancelToken;
use opi_proto::error::Error;
use std::ptr;

/// Stops a running opi_terminal_run() from another thread or from inside a callback. An object of its own: it
/// may be freed at any time, also while the call runs, and may outlive the terminal. Once cancelled it stays
/// so; make one per request.
///
/// Cancelling is a wish: the terminal is asked to abort, and may answer that the customer has paid. The
/// result tells; that is why opi_terminal_run() still returns one.
pub struct opi_cancel {
    magic: Magic,
    token: CancelToken,
}

object!(opi_cancel, 0x4f50_4902);

impl opi_cancel {
    pub(crate) fn token(&self) -> CancelToken {
        self.token.clone()
    }
}

/// The token of an argument that may be NULL: then nobody cancels.
pub(crate) fn token_of(cancel: Option<&opi_cancel>) -> Result<CancelToken, Error> {
    match cancel {
        Some(cancel) => Ok(live(Some(cancel))?.token()),
        None => Ok(CancelToken::new()),
    }
}

/// Makes a token that is not cancelled.
///
/// Ownership: yours; free it with opi_cancel_free().
/// NULL: given only after a fault in the library.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_cancel_new() -> *mut opi_cancel {
    guard(ptr::null_mut(), || {
        give(opi_cancel { magic: Magic::of::<opi_cancel>(), token: CancelToken::new() })
    })
}

/// Cancels every call that was given the token, now or later. Cancelling twice is the same as once. Not for
/// signal handlers.
///
/// Ownership: stays yours.
/// NULL: does nothing.
/// Blocks: no; the call itself ends when the terminal has answered or the time is over.
/// Threads: any.
/// Callbacks: none; may be called inside any, and then takes effect when the callback has returned.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_cancel_cancel(cancel: *mut opi_cancel) {
    // SAFETY: NULL or a live token.
    let cancel = unsafe { shared(cancel) };
    guard((), || {
        if let Ok(cancel) = live(cancel) {
            cancel.token.cancel();
        }
    });
}

/// Tells whether the token is cancelled: 1 or 0.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_cancel_is_cancelled(cancel: Option<&opi_cancel>) -> i32 {
    guard(0, || live(cancel).map_or(0, |cancel| i32::from(cancel.token.is_cancelled())))
}

/// Frees a token. A call that was given it goes on.
///
/// Ownership: takes it.
/// NULL: does nothing.
/// Blocks: no.
/// Threads: any, but not while another thread uses the token in an opi_cancel function.
/// Callbacks: none; may be called inside any.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_cancel_free(cancel: *mut opi_cancel) {
    // SAFETY: NULL or a token that the caller owns.
    guard((), || drop(unsafe { release(cancel) }));
}
