//! What a status code means: for any number, also for one that only a later library knows.

use crate::panic::guard;
use crate::record::Later;
use crate::text::{self, lend};
use opi_proto::error::{Code, Family, MoneyMoved};
use opi_proto::language::{Language, Text};
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

/// The texts of one code as C reads them, each made when it is asked for.
struct Row {
    /// None: a number that this library does not know.
    code: Option<Code>,
    name: Later,
    what: [Later; Language::ALL.len()],
    advice: [Later; Language::ALL.len()],
}

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| Code::ALL.iter().map(|code| Row::new(Some(*code))).collect());

static UNKNOWN: LazyLock<Row> = LazyLock::new(|| Row::new(None));

const UNKNOWN_WHAT: Text = Text::new(
    "This library does not know this status code.",
    [
        "Diese Bibliothek kennt diesen Statuscode nicht.",
        "Cette bibliothèque ne connaît pas ce code d'état.",
        "Questa libreria non conosce questo codice di stato.",
    ],
);

const UNKNOWN_ADVICE: Text = Text::new(
    "Its number tells the family; see the header of the library that gave it.",
    [
        "Seine Nummer sagt, zu welcher Familie er gehört; siehe den Header der Bibliothek, von der er kommt.",
        "Son numéro indique sa famille ; voir l'en-tête de la bibliothèque qui l'a donné.",
        "Il suo numero indica la famiglia; vedere l'header della libreria che lo ha dato.",
    ],
);

impl Row {
    fn new(code: Option<Code>) -> Self {
        Row { code, name: Later::default(), what: Default::default(), advice: Default::default() }
    }

    fn name(&self) -> *const c_char {
        let name = || Some(self.code.map_or("OPI_E_?", Code::c_name).to_owned());
        lend(None, || self.name.get(name))
    }

    fn what(&self, language: Language) -> *const c_char {
        let what =
            || Some(self.code.map_or(UNKNOWN_WHAT.get(language), |code| code.what_in(language)).into());
        lend(None, || self.what.get(language as usize)?.get(what))
    }

    fn advice(&self, language: Language) -> *const c_char {
        let advice =
            || Some(self.code.map_or(UNKNOWN_ADVICE.get(language), |code| code.advice_in(language)).into());
        lend(None, || self.advice.get(language as usize)?.get(advice))
    }
}

fn row(status: opi_status) -> &'static Row {
    let known = |row: &&Row| row.code.is_some_and(|code| code.number() == status);
    ROWS.iter().find(known).unwrap_or(&UNKNOWN)
}

/// The language that C names; English where it names none that there is.
///
/// # Safety
/// `name` is NULL, or a text that ends with NUL.
unsafe fn language(name: *const c_char) -> Language {
    // SAFETY: promised by the caller.
    let name = unsafe { text::read("language", name) };
    guard(Language::English, || name.ok().and_then(Language::from_code).unwrap_or(Language::English))
}

/// Gives the name of a status code, such as "OPI_E_BUSY"; "OPI_E_?" for a number that has none.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_name(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).name())
}

/// Says in one sentence what happened.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_text(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).what(Language::English))
}

/// Says in one sentence what the till should do next.
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_status_advice(status: opi_status) -> *const c_char {
    guard(ptr::null(), || row(status).advice(Language::English))
}

/// Says in one sentence what happened, in a language: its code in ISO 639-1 or a locale, such as "de" or
/// "de_CH.UTF-8". There are German (de), French (fr), Italian (it) and English (en); any other gives English.
///
/// Ownership: the text is static.
/// NULL: language may be NULL, which gives English. The text is never NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_status_text_in(status: opi_status, language: *const c_char) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let language = unsafe { self::language(language) };
    guard(ptr::null(), || row(status).what(language))
}

/// Says in one sentence what the till should do next, in a language as for opi_status_text_in().
///
/// Ownership: the text is static.
/// NULL: language may be NULL, which gives English. The text is never NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_status_advice_in(status: opi_status, language: *const c_char) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let language = unsafe { self::language(language) };
    guard(ptr::null(), || row(status).advice(language))
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
    fn texts_are_in_the_language_that_is_asked_for_or_in_english() {
        let code = Code::Declined;
        let in_language = |status: opi_status, language: *const c_char| {
            // SAFETY: NULL or a text that ends with NUL.
            let what = unsafe { opi_status_text_in(status, language) };
            // SAFETY: NULL or a text that ends with NUL.
            let advice = unsafe { opi_status_advice_in(status, language) };
            (text(what), text(advice))
        };
        for (name, language) in [
            (c"de", Language::German),
            (c"de_CH.UTF-8", Language::German),
            (c"FR-ch", Language::French),
            (c"it", Language::Italian),
            (c"en", Language::English),
            (c"nl", Language::English),
            (c"ro_RO", Language::English),
            (c"", Language::English),
            (c"\xff\xff", Language::English),
        ] {
            let expected = (code.what_in(language), code.advice_in(language));
            assert_eq!(in_language(code.number(), name.as_ptr()), expected, "{name:?}");
        }
        assert_eq!(in_language(code.number(), ptr::null()), (code.what(), code.advice()));
        assert!(in_language(-77, c"de".as_ptr()).0.contains("Statuscode"));
        for language in Language::ALL.iter().copied() {
            assert_eq!(Language::ALL.get(language as usize), Some(&language), "its place is its number");
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
