//! Who the terminal is: shop, numbers, cards that its customers carry, look of its receipts. One row per dialect;
//! the habits of a model are rows of [`crate::model`].
//!
//! Card numbers exist here only masked.

use crate::model::Model;
use crate::text::Language;
use opi_proto::dialect::Dialect;

/// A customer's card. There is no unmasked number anywhere in this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// Name on the receipt.
    pub label: &'static str,
    /// `CardCircuit` code.
    pub circuit: &'static str,
    /// First six and last four digits.
    pub masked: &'static str,
    /// Application of the chip.
    pub application: &'static str,
}

/// How much of the cardholder's currency (DCC) one unit of another one is worth, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The cardholder's currency, ISO 4217.
    pub currency: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Units of it for one unit of the shop's currency, times 10 000, mark-up included.
    pub rate: i64,
    /// Mark-up in hundredths of a per cent.
    pub markup: i64,
}

/// What foreign cards are offered: euros, or dollars where the shop's currency is the euro.
pub const RATES: [Rate; 2] = [
    Rate { currency: "EUR", name: "Euro", rate: 10_345, markup: 350 },
    Rate { currency: "USD", name: "US Dollar", rate: 10_821, markup: 350 },
];

/// How receipts look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The ep2 receipt of Swiss terminals, also used for `nl`.
    Swiss,
    /// The German one, with Händlerbeleg and Kundenbeleg.
    German,
}

/// A terminal's identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Model, with its habits.
    pub model: &'static Model,
    /// Name of the terminal's software.
    pub application: String,
    /// Name and address of the shop, a line each.
    pub shop: Vec<String>,
    /// Terminal identification.
    pub terminal_id: String,
    /// Contract number.
    pub merchant_id: String,
    /// The shop's currency, where a request names none.
    pub currency: &'static str,
    /// Number of the first transaction.
    pub first_stan: u32,
    /// Digits of a `STAN`, with leading zeros; 0 for none.
    pub stan_digits: usize,
    /// Characters of a receipt line.
    pub columns: usize,
    /// Look of the receipts.
    pub style: Style,
    /// Language where the till names none.
    pub language: Language,
    /// What customers pay with, in turn.
    pub cards: &'static [Card],
}

const MASTERCARD: Card = Card {
    label: "Debit Mastercard",
    circuit: "ECMC",
    masked: "541333******0011",
    application: "A0000000041010",
};
const VISA: Card =
    Card { label: "Visa Debit", circuit: "VISA", masked: "476173******0119", application: "A0000000031010" };
const AMEX: Card = Card {
    label: "American Express",
    circuit: "AMEX",
    masked: "374245*****1003",
    application: "A00000002501",
};
const GIROCARD: Card = Card {
    label: "girocard",
    circuit: "girocard",
    masked: "680533*********4747",
    application: "A00000005945430100",
};
const MAESTRO: Card =
    Card { label: "Maestro", circuit: "MAES", masked: "679999******0012", application: "A0000000043060" };

impl Profile {
    /// The terminal that a dialect suggests.
    #[must_use]
    pub fn of(dialect: &Dialect) -> Self {
        let lines = |shop: [&str; 3]| shop.iter().map(|line| (*line).to_owned()).collect();
        let swiss = Profile {
            model: Model::plain(),
            application: "opi-sim".to_owned(),
            shop: lines(["Bäckerei Müller", "Hardstrasse 12", "8005 Zürich"]),
            terminal_id: "10133464".to_owned(),
            merchant_id: "OPISIM000000700".to_owned(),
            currency: "CHF",
            first_stan: 9142,
            stan_digits: 0,
            columns: 32,
            style: Style::Swiss,
            language: Language::German,
            cards: &[MASTERCARD, VISA, AMEX],
        };
        match dialect.name {
            "de" | "ifsf" => Profile {
                shop: lines(["Bäckerei Müller", "Hauptstraße 5", "80331 München"]),
                terminal_id: "68276185".to_owned(),
                merchant_id: "VU-123456789".to_owned(),
                currency: "EUR",
                first_stan: 21_601,
                stan_digits: 6,
                columns: 40,
                style: Style::German,
                cards: &[GIROCARD, MASTERCARD, VISA],
                ..swiss
            },
            "nl" => Profile {
                shop: lines(["Bakkerij De Zonnebloem", "Coöperatiehof 7", "3512 AB Utrecht"]),
                currency: "EUR",
                language: Language::Dutch,
                cards: &[MAESTRO, VISA, MASTERCARD],
                ..swiss
            },
            _ => swiss,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::DIALECTS;
    use opi_proto::value::{Pan, redact};

    #[test]
    fn no_card_number_is_whole() {
        for card in DIALECTS.iter().flat_map(|dialect| Profile::of(dialect).cards) {
            assert_eq!(Pan::read(card.masked).masked(), card.masked);
            assert_eq!(redact(card.masked), card.masked);
        }
    }
}
