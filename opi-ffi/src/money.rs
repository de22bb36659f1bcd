//! What the library knows about money.

use crate::panic::guard;
use crate::text;
use opi_proto::value::Currency;
use std::ffi::c_char;

/// Gives the number of decimals of an ISO 4217 currency, its three letters in either case: 2 for "CHF", 0 for "JPY",
/// 3 for "KWD"; -1 for what is no currency with minor units.
///
/// Ownership: none.
/// NULL: gives -1.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_currency_decimals(currency: *const c_char) -> i32 {
    // SAFETY: NULL or a text that ends with NUL.
    let currency = unsafe { text::read("currency", currency) };
    guard(-1, || currency.ok().and_then(decimals).unwrap_or(-1))
}

fn decimals(code: &str) -> Option<i32> {
    Currency::from_code(code).ok().map(|currency| currency.exponent().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;
    use std::ptr;

    #[test]
    fn currencies_have_their_decimals_and_nothing_else_has_any() {
        let decimals = |code: &CStr| {
            // SAFETY: a text that ends with NUL.
            unsafe { opi_currency_decimals(code.as_ptr()) }
        };
        for (code, expected) in [
            (c"CHF", 2),
            (c"eur", 2),
            (c"JPY", 0),
            (c"KWD", 3),
            (c"CLF", 4),
            (c"XAU", -1),
            (c"978", -1),
            (c"EURO", -1),
            (c"", -1),
            (c"\xff\xfe\xfd", -1),
        ] {
            assert_eq!(decimals(code), expected, "{code:?}");
        }
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { opi_currency_decimals(ptr::null()) }, -1);
    }
}
