//! `opi_error`: what went wrong, in words.

use crate::handle::{Magic, live, object, release};
use crate::panic::guard;
use crate::status::{OPI_MONEY_POSSIBLY, money_number, opi_status};
use crate::text::{Text, lend};
use opi_proto::error::{Code, Error};
use std::ffi::c_char;
use std::mem::MaybeUninit;

/// What went wrong, whether money may have moved, and what to do next. Never holds card data. Functions that
/// take an `opi_error **` set it to NULL first and, when they fail, to an error of yours. Pass NULL if the
/// code is enough.
pub struct opi_error {
    magic: Magic,
    code: Code,
    money: i32,
    message: Text,
    advice: Text,
}

object!(opi_error, 0x4f50_4901);

impl opi_error {
    pub(crate) fn new(error: &Error) -> Self {
        opi_error {
            magic: Magic::of::<Self>(),
            code: error.code(),
            money: money_number(error.money()),
            message: Text::new(error.message()),
            advice: Text::new(error.advice()),
        }
    }
}

/// Gives the status code: the one the failed function returned.
///
/// Ownership: none.
/// NULL: gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_error_code(error: Option<&opi_error>) -> opi_status {
    guard(Code::Internal.number(), || match live(error) {
        Ok(error) => error.code.number(),
        Err(fault) => fault.code().number(),
    })
}

/// Says what was wrong, and where.
///
/// Ownership: the text belongs to the error. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL error gives NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_error_message(
    error: Option<&opi_error>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&live(error).ok()?.message))
}

/// Says what the till should do next.
///
/// Ownership: the text belongs to the error. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL error gives NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_error_advice(
    error: Option<&opi_error>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&live(error).ok()?.advice))
}

/// Tells whether money may have moved: OPI_MONEY_NO or OPI_MONEY_POSSIBLY.
///
/// Ownership: none.
/// NULL: gives OPI_MONEY_POSSIBLY.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_error_money(error: Option<&opi_error>) -> i32 {
    guard(OPI_MONEY_POSSIBLY, || live(error).map_or(OPI_MONEY_POSSIBLY, |error| error.money))
}

/// Frees an error.
///
/// Ownership: takes it; its texts end with it.
/// NULL: does nothing.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_error_free(error: *mut opi_error) {
    // SAFETY: NULL or an error that the caller owns.
    guard((), || drop(unsafe { release(error) }));
}
