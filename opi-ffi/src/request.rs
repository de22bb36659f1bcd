//! `opi_request`: what the till asks for.

use crate::error::opi_error;
use crate::fallible::status;
use crate::handle::{Magic, give, live, object, release, shared};
use crate::panic::guard;
use crate::status::opi_status;
use crate::text;
use opi_proto::error::Error;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::value::{Currency, Money};
use parking_lot::Mutex;
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

/// What the till asks the terminal for: a kind, perhaps an amount, perhaps options. It may be used for several
/// calls, each of which looks at it once, at the beginning.
pub struct opi_request {
    magic: Magic,
    operation: Mutex<Operation>,
}

object!(opi_request, 0x4f50_4903);

impl opi_request {
    pub(crate) fn operation(&self) -> Operation {
        self.operation.lock().clone()
    }
}

/// Makes a request of a kind: OPI_CARD_PAYMENT, OPI_PAYMENT_REFUND, ...
///
/// Ownership: yours; free it with opi_request_free().
/// NULL: given when there is no such kind.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: see NULL.
#[unsafe(no_mangle)]
pub extern "C" fn opi_request_new(kind: i32) -> *mut opi_request {
    guard(ptr::null_mut(), || match RequestKind::from_number(kind) {
        Some(kind) => give(opi_request {
            magic: Magic::of::<opi_request>(),
            operation: Mutex::new(Operation::new(kind)),
        }),
        None => ptr::null_mut(),
    })
}

/// Sets the amount in minor units of an ISO 4217 currency: 1250 and "CHF" are CHF 12.50. Positive also for
/// refunds. Whether the kind of request takes an amount is checked by opi_terminal_run().
///
/// Ownership: the text is copied. `*err` becomes yours.
/// NULL: err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_AMOUNT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_request_set_amount(
    request: *mut opi_request,
    minor_units: i64,
    currency: *const c_char,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live request.
    let request = unsafe { shared(request) };
    // SAFETY: NULL or a text that ends with NUL.
    let currency = unsafe { text::read("currency", currency) };
    status(err, || set_amount(live(request)?, minor_units, currency?))
}

fn set_amount(request: &opi_request, minor_units: i64, currency: &str) -> Result<(), Error> {
    let amount = Money::new(minor_units, Currency::from_code(currency)?);
    request.operation.lock().set_amount(amount);
    Ok(())
}

/// Sets an option: one of OPI_OPTION_... and its value as text. Setting it again replaces the value.
///
/// Ownership: the texts are copied. `*err` becomes yours; its message names the nearest option.
/// NULL: err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_UNKNOWN_NAME, OPI_E_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_request_set(
    request: *mut opi_request,
    name: *const c_char,
    value: *const c_char,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live request.
    let request = unsafe { shared(request) };
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    // SAFETY: NULL or a text that ends with NUL.
    let value = unsafe { text::read("value", value) };
    status(err, || live(request)?.operation.lock().set(name?, value?))
}

/// Frees a request. A call that was given it goes on.
///
/// Ownership: takes it.
/// NULL: does nothing.
/// Blocks: no.
/// Threads: any, but not while another thread uses the request.
/// Callbacks: none; may be called inside any.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_request_free(request: *mut opi_request) {
    // SAFETY: NULL or a request that the caller owns.
    guard((), || drop(unsafe { release(request) }));
}
