//! What a status code means: for any number, also for one that only a later library knows.

use crate::panic::guard;
use crate::text::Text;
use opi_proto::error::{Code, Family, MoneyMoved};
use std::ffi::c_char;
use std::ptr;
use std::sync::LazyLock;

/// OPI_OK or one of OPI_E_...; the number alone tells its family.
#[allow(non_camel_case_types, reason = "the name in C")]
pub type opi_status = i32;

/// No money has moved.
pub const OPI_MONEY_NO: i32 = 0;
/// Money may have moved: find out before charging again.
pub const OPI_MONEY_POSSIBLY: i32 = 1;
/// Money has moved.
pub const OPI_MONEY_YES: i32 = 2;

pub(crate) fn money_number(money: MoneyMoved) -> i32 {
    match money {
        MoneyMoved::No => OPI_MONEY_NO,
        MoneyMoved::Possibly => OPI_MONEY_POSSIBLY,
        MoneyMoved::Yes => OPI_MONEY_YES,
    }
}

/// The texts of one code as C reads them.
struct Row {
    number: i32,
    name: Text,
    what: Text,
    advice: Text,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |code: &Code| Row {
        number: code.number(),
        name: Text::new(code.c_name()),
        what: Text::new(code.what()),
        advice: Text::new(code.advice()),
    };
    Code::ALL.iter().map(row).collect()
});

static UNKNOWN: LazyLock<Row> = LazyLock::new(|| Row {
    number: 0,
    name: Text::new("OPI_E_?"),
    what: Text::new("This library does not know this status code."),
    advice: Text::new("Its number tells the family; see the header of the library that gave it."),
});

fn row(status: opi_status) -> &'static Row {
    ROWS.iter().find(|row| row.number == status).unwrap_or(&UNKNOWN)
}

/// Gives the name of a status code, such as "OPI_E_BUSY"; "OPI_E_?" for a number that has none.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_name(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).name.as_ptr())
}

/// Says in one sentence what happened.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_text(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).what.as_ptr())
}

/// Says in one sentence what the till should do next.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_advice(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).advice.as_ptr())
}

/// Tells whether money may have moved, as far as the family of the number says it: OPI_MONEY_NO or
/// OPI_MONEY_POSSIBLY. For OPI_OK only the result knows, and for a number of no family nobody does: both are
/// OPI_MONEY_POSSIBLY.
///
/// Ownership: none.
/// NULL: does not apply.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_money(status: opi_status) -> i32 {
    guard(OPI_MONEY_POSSIBLY, || {
        Family::of_number(status).map_or(OPI_MONEY_POSSIBLY, |family| money_number(family.money()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn text(pointer: *const c_char) -> &'static str {
        // SAFETY: a static text that ends with NUL.
        unsafe { CStr::from_ptr(pointer) }.to_str().unwrap()
    }

    #[test]
    fn every_number_has_texts() {
        for code in Code::ALL {
            assert_eq!(text(opi_status_name(code.number())), code.c_name());
            assert_eq!(text(opi_status_text(code.number())), code.what());
            assert_eq!(text(opi_status_advice(code.number())), code.advice());
        }
        for unknown in [1, -77, -250, i32::MIN, i32::MAX] {
            assert_eq!(text(opi_status_name(unknown)), "OPI_E_?");
            assert!(text(opi_status_advice(unknown)).ends_with('.'));
        }
    }

    #[test]
    fn no_money_is_said_only_of_what_is_known() {
        for (status, money) in [
            (0, OPI_MONEY_POSSIBLY),
            (-1, OPI_MONEY_NO),
            (-99, OPI_MONEY_NO),
            (-101, OPI_MONEY_NO),
            (-201, OPI_MONEY_POSSIBLY),
            (-208, OPI_MONEY_POSSIBLY),
            (-299, OPI_MONEY_POSSIBLY),
            (-300, OPI_MONEY_NO),
            (-900, OPI_MONEY_NO),
            (-777, OPI_MONEY_POSSIBLY),
            (5, OPI_MONEY_POSSIBLY),
        ] {
            assert_eq!(opi_status_money(status), money, "{status}");
        }
    }
}
