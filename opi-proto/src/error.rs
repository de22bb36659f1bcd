//! Status codes and errors: one table from which the C header, the documentation and every binding are made.
//!
//! A code's family answers one question: was anything sent, and may money have moved?

use crate::field::words;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

mod codes;

pub use codes::Code;

words! {
    pub enum Family, "status_family": "What a status code says about the request, readable from the number alone.";
    Ok: "ok", "done";
    Caller: "caller", "the caller's mistake; nothing was sent";
    NotStarted: "not_started", "could not start; nothing was sent";
    OutcomeUnknown: "outcome_unknown", "sent, OUTCOME UNKNOWN; never send again, find out";
    Answered: "answered", "answered, not approved; final. Only from opi_result_status()";
    Internal: "internal", "a fault in the library";
}

impl Family {
    /// Its numbers.
    #[must_use]
    pub const fn numbers(self) -> RangeInclusive<i32> {
        match self {
            Family::Ok => 0..=0,
            Family::Caller => -99..=-1,
            Family::NotStarted => -199..=-100,
            Family::OutcomeUnknown => -299..=-200,
            Family::Answered => -399..=-300,
            Family::Internal => -999..=-900,
        }
    }

    /// The family of any number, also of one that only a later version knows; `None` outside all families.
    #[must_use]
    pub fn of_number(number: i32) -> Option<Self> {
        Family::ALL.iter().copied().find(|family| family.numbers().contains(&number))
    }

    /// What a status of this family says about money; of [`Family::Ok`] only the result can tell.
    #[must_use]
    pub fn money(self) -> MoneyMoved {
        match self {
            Family::OutcomeUnknown | Family::Ok => MoneyMoved::Possibly,
            Family::Caller | Family::NotStarted | Family::Answered | Family::Internal => MoneyMoved::No,
        }
    }
}

words! {
    pub enum MoneyMoved, "money_moved": "May money have moved? The one question that every error answers.";
    No: "no", "No money has moved.";
    Possibly: "possibly", "Money may have moved: find out before charging again.";
    Yes: "yes", "Money has moved.";
}

/// What went wrong, whether money may have moved, and what to do next.
///
/// Contains no card data: texts of a peer are never repeated, only names and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error {
    code: Code,
    message: String,
    advice: Cow<'static, str>,
    money: MoneyMoved,
}

impl Error {
    /// An error with the code's own advice; money: *possibly* for the outcome-unknown family, else *no*.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let money = match code.family() {
            Family::OutcomeUnknown => MoneyMoved::Possibly,
            _ => MoneyMoved::No,
        };
        Error { code, message: message.into(), advice: Cow::Borrowed(code.advice()), money }
    }

    /// The same error with other advice.
    #[must_use]
    pub fn with_advice(mut self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The same error for a request that cannot move money.
    #[must_use]
    pub fn without_money(mut self) -> Self {
        self.money = MoneyMoved::No;
        self
    }

    /// The status code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// What was wrong, and where.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do next.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.advice
    }

    /// May money have moved?
    #[must_use]
    pub fn money(&self) -> MoneyMoved {
        self.money
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.message, self.code, self.advice)
    }
}

impl std::error::Error for Error {}

impl From<crate::value::MoneyError> for Error {
    fn from(error: crate::value::MoneyError) -> Self {
        Error::new(Code::InvalidAmount, format!("{error}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_names_are_unique_and_found_again() {
        let mut names = HashSet::new();
        let mut numbers = HashSet::new();
        for code in Code::ALL {
            assert!(names.insert(code.c_name()) && numbers.insert(code.number()), "{code}");
            assert_eq!(Code::from_number(code.number()), Some(*code));
            for language in Language::ALL.iter().copied() {
                for text in [code.what_in(language), code.advice_in(language)] {
                    assert!(text.ends_with('.') && text.len() > 4, "{code} in {language}: {text}");
                }
            }
            assert_eq!(code.what_in(Language::Dutch), code.what());
        }
        assert_eq!(Code::from_number(-77), None);
    }

    #[test]
    fn who_may_have_paid_is_never_told_to_try_again() {
        for code in Code::ALL.iter().filter(|code| code.family() == Family::OutcomeUnknown) {
            for (language, forbidden) in [
                (Language::German, "erneut versuchen"),
                (Language::French, "r\u{e9}essayer"),
                (Language::Italian, "riprovare"),
                (Language::English, "try again"),
            ] {
                let advice = code.advice_in(language).to_lowercase();
                assert!(!advice.contains(forbidden), "{code} in {language}");
            }
        }
    }

    #[test]
    fn families_hold_the_numbers_between_their_ends() {
        for family in Family::ALL.iter().copied() {
            let numbers = family.numbers();
            for number in [*numbers.start(), *numbers.end()] {
                assert_eq!(Family::of_number(number), Some(family));
            }
        }
        for number in [i32::MIN, -1000, -899, -400, 1, i32::MAX] {
            assert_eq!(Family::of_number(number), None, "{number}");
        }
    }

    #[test]
    fn only_the_unknown_family_says_that_money_may_have_moved() {
        for code in Code::ALL {
            let expected = match code.family() {
                Family::OutcomeUnknown => MoneyMoved::Possibly,
                _ => MoneyMoved::No,
            };
            assert_eq!(Error::new(*code, "x").money(), expected, "{code}");
        }
    }
}
