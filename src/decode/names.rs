//! OPI's own spelling of every name in a message, and which names libopi does not interpret.
//!
//! No second table of the protocol is kept here: opi-proto is asked. A copy of the message with all its names in
//! lower case is read and written again; a name that opi-proto knows comes back as OPI spells it, any other as it
//! went in.

use opi_proto::message::{DecodeError, Message};
use opi_proto::wire::xml::{Element, Node};
use std::collections::HashMap;

/// Free content: what is inside is the vendor's own.
const PRIVATE: &str = "PrivateData";
/// Stands in for an empty value, which would count as absent.
const FILLER: &str = "x";
/// Attributes of which one or the other is mandatory in each message.
const MOST_MANDATORY: usize = 8;

/// What opi-proto knows of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// OPI's spelling.
    pub spelling: String,
    /// Is it an attribute? Otherwise an element.
    pub attribute: bool,
}

/// The names in one message that opi-proto knows, by the lower-case path of the element they stand in.
#[derive(Debug, Default)]
pub struct Names(HashMap<(String, String), Known>);

impl Names {
    /// Asks opi-proto about a message.
    pub fn of(root: &Element) -> Self {
        let mut names = Names::default();
        let (mut message, mut tries) = (lower(root), 0);
        let known = loop {
            tries += 1;
            match Message::from_element(&message) {
                Ok(message) => break message.to_element(),
                Err(DecodeError::Missing { attribute, .. }) if tries <= MOST_MANDATORY => {
                    message.set_attr(attribute, FILLER);
                }
                Err(_) => return names,
            }
        };
        names.collect(&known, &known.name.to_ascii_lowercase());
        names
    }

    fn collect(&mut self, element: &Element, path: &str) {
        for (name, _) in &element.attributes {
            self.note(path, name, true);
        }
        for child in element.elements() {
            self.note(path, &child.name, false);
            self.collect(child, &format!("{path}/{}", child.name.to_ascii_lowercase()));
        }
    }

    fn note(&mut self, path: &str, name: &str, attribute: bool) {
        // Every name of OPI has a capital.
        let lower = name.to_ascii_lowercase();
        let is_private = lower == PRIVATE.to_ascii_lowercase();
        if lower != name || is_private {
            let spelling = if is_private { PRIVATE } else { name }.to_owned();
            self.0.entry((path.to_owned(), lower)).or_insert(Known { spelling, attribute });
        }
    }

    /// What is known of `name` in the element at `path` (names joined by `/`, the root first).
    pub fn find(&self, path: &str, name: &str) -> Option<&Known> {
        self.0.get(&(path.to_ascii_lowercase(), name.to_ascii_lowercase()))
    }

    /// Is everything below `path` the vendor's own?
    pub fn is_free(path: &str) -> bool {
        path.split('/').any(|name| name.eq_ignore_ascii_case(PRIVATE))
    }
}

/// Depth is bounded by the XML reader, so the recursion is.
fn lower(element: &Element) -> Element {
    let filled = |value: &str| if value.trim().is_empty() { FILLER.to_owned() } else { value.to_owned() };
    let mut out = Element::new(&element.name.to_ascii_lowercase());
    for (name, value) in &element.attributes {
        out.set_attr(&name.to_ascii_lowercase(), filled(value));
    }
    out.children = element
        .children
        .iter()
        .map(|node| match node {
            Node::Element(child) => Node::Element(lower(child)),
            Node::Text(text) => Node::Text(filled(text)),
        })
        .collect();
    if out.children.is_empty() && out.attributes.is_empty() {
        out = out.with_text(FILLER);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::wire::xml::{Limits, parse};

    #[test]
    fn names_are_known_in_any_spelling_and_strangers_are_told_apart() {
        let xml = br#"<CardServiceRequest requesttype="CardPayment" Colour="red">
            <POSData ShiftNumber=""><POSTimeStamp/><Mood>good</Mood></POSData>
            <PrivateData><LastReceiptNumber>1</LastReceiptNumber></PrivateData>
            <TotalAmount Currency="CHF">5</TotalAmount></CardServiceRequest>"#;
        let names = Names::of(&parse(xml, &Limits::default()).expect("XML").root);
        let root = "CardServiceRequest";
        let inside = "CardServiceRequest/POSData";
        for (path, name, known) in [
            (root, "requesttype", Some(("RequestType", true))),
            (root, "Colour", None),
            (root, "POSData", Some(("POSdata", false))),
            (inside, "ShiftNumber", Some(("ShiftNumber", false))),
            (inside, "POSTimeStamp", Some(("POSTimeStamp", false))),
            (inside, "Mood", None),
            (root, "PrivateData", Some(("PrivateData", false))),
            ("CardServiceRequest/TotalAmount", "Currency", Some(("Currency", true))),
        ] {
            let found = names.find(path, name).map(|known| (known.spelling.as_str(), known.attribute));
            assert_eq!(found, known, "{path} {name}");
        }
        assert!(Names::is_free("CardServiceRequest/PrivateData") && !Names::is_free(inside));
    }

    #[test]
    fn of_another_document_nothing_is_known() {
        let names = Names::of(&parse(b"<html Lang='de'/>", &Limits::default()).expect("XML").root);
        assert!(names.find("html", "Lang").is_none());
    }
}
