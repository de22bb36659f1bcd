//! Money: an integer of minor units and an ISO 4217 currency. No floating point anywhere.
//!
//! On the wire OPI writes decimal major units with a dot (`39.50`); readers meet `7`, `39.5` and
//! `0000020.00` as well (protocol.md 4.3).

use serde::{Serialize, Serializer};
use std::fmt;

/// An ISO 4217 currency with minor units, e.g. `CHF` (2 decimals), `JPY` (0), `KWD` (3).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

impl Currency {
    /// Finds a currency by its three letters, in either case.
    ///
    /// # Errors
    /// [`MoneyError::UnknownCurrency`] for anything that ISO 4217 does not list or that has no minor unit
    /// (gold, test codes).
    pub fn from_code(code: &str) -> Result<Self, MoneyError> {
        let upper = code.trim().to_ascii_uppercase();
        let unknown = || MoneyError::UnknownCurrency(code.chars().take(12).collect());
        let listed = iso_currency::Currency::from_code(&upper).ok_or_else(unknown)?;
        let exponent = listed.exponent().ok_or_else(unknown)?;
        let code = upper.as_bytes().try_into().map_err(|_| unknown())?;
        Ok(Currency { code, exponent: u8::try_from(exponent).map_err(|_| unknown())? })
    }

    /// The three letters, e.g. `"CHF"`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("???")
    }

    /// Decimals of the major unit: 2 for CHF and EUR, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn exponent(&self) -> u8 {
        self.exponent
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units (`1250` is CHF 12.50) of one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of `minor` units: `Money::new(1250, chf)` is CHF 12.50.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// Reads decimal major units: `7`, `39.5`, `39.50`, `0000020.00`, blanks around, a sign in front.
    /// Decimals beyond the currency's own are accepted only when they are zeros.
    ///
    /// # Errors
    /// [`MoneyError`] says which rule the text breaks; it repeats at most 24 characters of it.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let shown = || text.trim().chars().take(24).collect::<String>();
        let malformed = || MoneyError::NotAnAmount(shown());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(malformed());
        }
        let significant = fraction.trim_end_matches('0');
        if significant.len() > usize::from(currency.exponent) {
            return Err(MoneyError::TooManyDecimals { text: shown(), currency });
        }
        let mut minor: i64 = 0;
        let padding = usize::from(currency.exponent).saturating_sub(significant.len());
        let zeros = std::iter::repeat_n(b'0', padding);
        for digit in whole.bytes().chain(significant.bytes()).chain(zeros) {
            minor = minor
                .checked_mul(10)
                .and_then(|m| m.checked_add(i64::from(digit - b'0')))
                .ok_or_else(|| MoneyError::TooLarge(shown()))?;
        }
        Ok(Money { minor: if negative { -minor } else { minor }, currency })
    }

    /// Minor units: rappen, cents, yen.
    #[must_use]
    pub fn minor_units(&self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Decimal major units as OPI writes them: `12.50`, `1250` for JPY, `-0.05`.
    #[must_use]
    pub fn to_decimal(&self) -> String {
        let exponent = usize::from(self.currency.exponent);
        let digits = format!("{:0width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let sign = if self.minor < 0 { "-" } else { "" };
        let (whole, fraction) = digits.split_at(digits.len() - exponent);
        if exponent == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.to_decimal())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Money {
    /// `{"minor_units": 1250, "currency": "CHF", "decimal": "12.50"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Money", 3)?;
        out.serialize_field("minor_units", &self.minor)?;
        out.serialize_field("currency", self.currency.code())?;
        out.serialize_field("decimal", &self.to_decimal())?;
        out.end()
    }
}

/// Why a text is not an amount, or a code not a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyError {
    /// Not a currency of ISO 4217 with minor units.
    UnknownCurrency(String),
    /// Not decimal digits with at most one dot.
    NotAnAmount(String),
    /// More decimals than the currency has.
    TooManyDecimals {
        /// The text, shortened.
        text: String,
        /// The currency whose decimals were exceeded.
        currency: Currency,
    },
    /// Does not fit 64-bit minor units.
    TooLarge(String),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::UnknownCurrency(code) => {
                write!(f, "'{code}' is not an ISO 4217 currency code such as CHF or EUR")
            }
            MoneyError::NotAnAmount(text) => {
                write!(f, "'{text}' is not an amount; write digits with a dot, such as 12.50")
            }
            MoneyError::TooManyDecimals { text, currency } => {
                write!(f, "'{text}' has too many decimals: {currency} has {}", currency.exponent)
            }
            MoneyError::TooLarge(text) => write!(f, "'{text}' is too large for an amount"),
        }
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str, code: &str) -> Result<i64, MoneyError> {
        Money::parse(text, Currency::from_code(code)?).map(|m| m.minor_units())
    }

    #[test]
    fn amounts_seen_in_the_field_are_read() {
        for (text, code, minor) in [
            ("7", "CHF", 700),
            ("39.5", "EUR", 3950),
            ("39.50", "EUR", 3950),
            ("0000020.00", "EUR", 2000),
            (" 7 ", "EUR", 700),
            (".5", "EUR", 50),
            ("12.", "EUR", 1200),
            ("12.5000", "CHF", 1250),
            ("-0.05", "CHF", -5),
            ("+1", "CHF", 100),
            ("1250", "JPY", 1250),
            ("1250.00", "JPY", 1250),
            ("1.234", "KWD", 1234),
            ("1.2", "KWD", 1200),
            ("92233720368547758.07", "CHF", i64::MAX),
        ] {
            assert_eq!(money(text, code), Ok(minor), "{text} {code}");
        }
    }

    #[test]
    fn wrong_amounts_are_refused_with_a_reason() {
        for (text, code, reason) in [
            ("12.505", "CHF", "too many decimals: CHF has 2"),
            ("1.5", "JPY", "too many decimals: JPY has 0"),
            ("1.2345", "KWD", "too many decimals: KWD has 3"),
            ("", "CHF", "is not an amount"),
            (".", "CHF", "is not an amount"),
            ("12,50", "CHF", "is not an amount"),
            ("1e3", "CHF", "is not an amount"),
            ("1.2.3", "CHF", "is not an amount"),
            ("١٢", "CHF", "is not an amount"),
            ("--5", "CHF", "is not an amount"),
            ("92233720368547758.08", "CHF", "too large"),
            ("1", "XXY", "not an ISO 4217"),
            ("1", "XAU", "not an ISO 4217"),
            ("1", "", "not an ISO 4217"),
        ] {
            let error = money(text, code).expect_err(text).to_string();
            assert!(error.contains(reason), "{text} {code}: {error}");
        }
    }

    #[test]
    fn writes_the_currencys_own_decimals() {
        for (minor, code, decimal) in [
            (1250, "CHF", "12.50"),
            (5, "EUR", "0.05"),
            (0, "EUR", "0.00"),
            (1250, "JPY", "1250"),
            (1, "KWD", "0.001"),
            (-5, "CHF", "-0.05"),
        ] {
            let money = Money::new(minor, Currency::from_code(code).unwrap());
            assert_eq!(money.to_decimal(), decimal);
        }
        assert_eq!(Money::new(1250, Currency::from_code("chf").unwrap()).to_string(), "CHF 12.50");
    }

    proptest! {
        #[test]
        fn written_amounts_read_back(minor in any::<i64>(), code in prop::sample::select(vec!["CHF", "JPY", "KWD"])) {
            prop_assume!(minor != i64::MIN);
            let money = Money::new(minor, Currency::from_code(code).unwrap());
            prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency()), Ok(money));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = money(&text, "CHF");
        }
    }
}
