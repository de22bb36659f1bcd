//! Card-data rules at the point of parsing: what is dropped, what is masked.
//!
//! Track data, chip data, card codes and PIN blocks must never be kept after authorisation, not even
//! encrypted, and an expiry date must not be printed (PCI DSS 3.3.1; field.md 5.5 and 5.6): they are dropped.
//! Card numbers are masked. Everything else of unknown meaning is searched for runs of digits.

use crate::value::{Pan, redact};
use crate::wire::xml::{Element, Node};

/// Elements and attributes that are dropped with all they contain.
const DROPPED: &[&str] = &[
    "Track1",
    "Track2",
    "Track3",
    "ICC",
    "Ascii",
    "Byte",
    "ExpiryDate",
    "StartDate",
    "EndDate",
    "ServiceCode",
    "CV2",
    "CVV2",
    "CVC",
    "CVC2",
    "CardSecurityCode",
    "PIN",
    "PINBlock",
    "InSecureData",
    "OutSecureData",
    "SecureData",
    "EncryptedCardValue",
    "AppPANEnc",
    "HashData",
    "PANHash",
];

/// Elements and attributes that hold a card number.
const CARD_NUMBERS: &[&str] =
    &["CardPAN", "CardNumber", "PAN", "LoyaltyPAN", "LoyaltyCard", "MaskedCardNumber", "InString"];

fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Attributes as they may be kept.
pub(crate) fn scrub_attributes<'a>(
    attributes: impl Iterator<Item = &'a (String, String)>,
) -> Vec<(String, String)> {
    scrub_attributes_for(attributes, Purpose::Keep)
}

/// What a scrubbed message is for: how much of a card number it may show.
#[derive(Clone, Copy)]
enum Purpose {
    /// A result or a record: at most the first six and the last four digits.
    Keep,
    /// A log or a trace: the last four.
    Log,
}

fn scrub_attributes_for<'a>(
    attributes: impl Iterator<Item = &'a (String, String)>,
    purpose: Purpose,
) -> Vec<(String, String)> {
    attributes
        .filter(|(name, _)| !is_one_of(name, DROPPED))
        .map(|(name, value)| (name.clone(), scrub_text(name, value, purpose)))
        .collect()
}

fn scrub_text(name: &str, text: &str, purpose: Purpose) -> String {
    match purpose {
        _ if !is_one_of(name, CARD_NUMBERS) => redact(text),
        Purpose::Keep => Pan::read(text).masked().to_owned(),
        Purpose::Log => Pan::read(text).last_four(),
    }
}

/// A copy of `element` that may be kept and stored: card numbers masked, secrets dropped. `None` when the
/// element itself must be dropped.
#[must_use]
pub fn scrub(element: &Element) -> Option<Element> {
    scrub_for(element, Purpose::Keep)
}

/// A copy of `element` that may be logged: as [`scrub`], with the last four digits of card numbers only.
#[must_use]
pub fn scrub_for_log(element: &Element) -> Option<Element> {
    scrub_for(element, Purpose::Log)
}

/// Depth is bounded by the XML reader (32), so the recursion is.
fn scrub_for(element: &Element, purpose: Purpose) -> Option<Element> {
    if is_one_of(&element.name, DROPPED) {
        return None;
    }
    let mut out = Element::new(&element.name);
    out.attributes = scrub_attributes_for(element.attributes.iter(), purpose);
    out.children = element
        .children
        .iter()
        .filter_map(|node| match node {
            Node::Element(child) => scrub_for(child, purpose).map(Node::Element),
            Node::Text(text) => Some(Node::Text(scrub_text(&element.name, text, purpose))),
        })
        .collect();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_dropped_and_numbers_masked() {
        let element = Element::new("CardServiceResponse")
            .with_attr("CardPAN", "4111111111111111")
            .with_attr("ExpiryDate", "1227")
            .with_child(Element::new("Track2").with_text("4111111111111111=2712101"))
            .with_child(Element::new("CardNumber").with_text("4111111111111111"))
            .with_child(Element::new("LoyaltyCard").with_text("70812345"))
            .with_child(Element::new("Note").with_text("card 4111 1111 1111 1111 used"));
        let kept = scrub(&element).unwrap();
        assert_eq!(kept.attr("CardPAN"), Some("411111******1111"));
        assert_eq!(kept.attr("ExpiryDate"), None);
        assert!(kept.child("Track2").is_none());
        assert_eq!(kept.child("CardNumber").unwrap().text(), "411111******1111");
        assert_eq!(kept.child("LoyaltyCard").unwrap().text(), "********");
        assert_eq!(kept.child("Note").unwrap().text(), "card ************1111 used");
        assert!(scrub(&Element::new("track1")).is_none());
        let logged = scrub_for_log(&element).unwrap();
        assert_eq!(logged.attr("CardPAN"), Some("************1111"));
        assert_eq!(logged.child("CardNumber").unwrap().text(), "************1111");
    }
}
