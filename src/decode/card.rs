//! What of a value or a name may be shown: the rules of opi-proto for card data, one by one.

use super::findings::Sort;
use opi_proto::message::sensitive;
use opi_proto::value::{Pan, redact};
use opi_proto::wire::xml::Element;

/// Names whose values are long numbers and no card numbers.
const IDENTIFIERS: &[&str] = &[
    "RequestID",
    "ReferenceNumber",
    "Merchant",
    "MerchantID",
    "MerchantUserIdentifier",
    "AIDParameter",
    "ApplicationIdentifier",
    "TrxReferenceNumber",
    "TransactionRefNumber",
    "SerialNumber",
];

/// A value as it may be shown; `None`: not at all. And what there is to say about it.
pub fn shown(name: &str, value: &str) -> (Option<String>, Option<Sort>) {
    let is_identifier = IDENTIFIERS.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_identifier && !is_card_number(value) {
        return (Some(value.to_owned()), None);
    }
    // An identifier that could be a card number is treated as one.
    let name = if is_identifier { "CardPAN" } else { name };
    let Some(kept) = sensitive::scrub(&Element::new(name).with_text(value)) else {
        return (None, Some(Sort::CardData));
    };
    let kept = kept.text();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let is_masked_as_card = Pan::read(value).masked() == kept;
    let sort = (digits(&kept) < digits(value)).then(|| {
        if is_card_number(value) || is_masked_as_card && kept != redact(value) {
            Sort::CardNumber
        } else {
            Sort::LongNumber
        }
    });
    (Some(kept), sort)
}

/// A name of the message as it may be shown.
pub fn fit(name: &str) -> String {
    redact(&name.chars().take(64).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>())
}

/// Does the text hold 13 to 19 digits that pass the check of card numbers?
fn is_card_number(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || c == ' ' || c == '-')).any(|run| {
        let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
        (13..=19).contains(&digits.len()) && digits.first() != Some(&0) && luhn(&digits)
    })
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_card_number_is_shown_whatever_its_name() {
        for (name, value, wanted, sort) in [
            ("CardPAN", "4111111111111111", Some("411111******1111"), Some(Sort::CardNumber)),
            ("CardPAN", "680533#########4747", Some("680533*********4747"), None),
            ("TextLine", "Karte 4111 1111 1111 1111", Some("Karte ************1111"), Some(Sort::CardNumber)),
            ("TextLine", "Nr. 123456789012", Some("Nr. ********9012"), Some(Sort::LongNumber)),
            ("RequestID", "4111111111111111", Some("411111******1111"), Some(Sort::CardNumber)),
            ("RequestID", "4111111111111112", Some("4111111111111112"), None),
            ("ApplicationIdentifier", "A0000000041010", Some("A0000000041010"), None),
            ("Merchant", "VU-123456789017", Some("VU-123456789017"), None),
            ("Track2", "4111111111111111=2712", None, Some(Sort::CardData)),
            ("expirydate", "1227", None, Some(Sort::CardData)),
            ("ClerkID", "12", Some("12"), None),
        ] {
            assert_eq!(shown(name, value), (wanted.map(str::to_owned), sort), "{name}");
        }
    }
}
