//! A tree as the XML that goes over the wire.

use super::names::{is_name, is_xml_char};
use super::tree::{Element, Node};
use crate::wire::finding::shown;
use std::fmt;

/// The namespace of OPI messages. Written on every root element; not required when reading.
pub const NAMESPACE: &str = "http://www.nrf-arts.org/IXRetail/namespace";

/// Why a tree cannot be written as XML. A mistake of this side: nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// A name is not one: an ASCII letter or `_`, then letters, digits, `_`, `-` and `.` are written.
    Name {
        /// The element.
        element: String,
        /// The attribute; `None` if it is the element's own name.
        attribute: Option<String>,
    },
    /// An element has an attribute twice, or one called `xmlns`.
    Attribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: String,
    },
    /// A value or text holds a character that XML 1.0 cannot carry.
    Character {
        /// The element.
        element: String,
        /// The attribute; `None` if it is the element's text.
        attribute: Option<String>,
        /// The character's code point.
        code: u32,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { element, attribute: None } => {
                write!(f, "the element name '{element}' cannot be written in XML")
            }
            Self::Name { element, attribute: Some(attribute) } => {
                write!(f, "the attribute name '{attribute}' of '{element}' cannot be written in XML")
            }
            Self::Attribute { element, attribute } => {
                write!(f, "the attribute '{attribute}' of '{element}' is set twice or reserved")
            }
            Self::Character { element, attribute, code } => {
                match attribute {
                    Some(attribute) => write!(f, "the attribute '{attribute}' of '{element}'")?,
                    None => write!(f, "the text of '{element}'")?,
                }
                write!(f, " holds the character U+{code:04X}, which XML cannot carry; remove it")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes one message: UTF-8 with an XML declaration, [`NAMESPACE`] on the root, no white space of its own.
///
/// [`parse`](super::parse) reads the same tree from it, save for what `parse` leaves out: empty text, and blanks between
/// elements.
///
/// # Errors
///
/// What XML cannot carry, naming the element.
pub fn write(root: &Element) -> Result<Vec<u8>, WriteError> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    write_element(&mut out, root, Some(NAMESPACE))?;
    Ok(out.into_bytes())
}

fn write_element(out: &mut String, element: &Element, namespace: Option<&str>) -> Result<(), WriteError> {
    let bad_name = |attribute: Option<&str>| WriteError::Name {
        element: shown(&element.name),
        attribute: attribute.map(shown),
    };
    let bad_character = |attribute: Option<&str>, c: char| WriteError::Character {
        element: shown(&element.name),
        attribute: attribute.map(shown),
        code: c.into(),
    };

    let name = &element.name;
    if !is_writable_name(name) {
        return Err(bad_name(None));
    }
    out.extend(["<", name]);
    if let Some(namespace) = namespace {
        out.extend([" xmlns=\"", namespace, "\""]);
    }
    for (index, (name, value)) in element.attributes.iter().enumerate() {
        if !is_writable_name(name) {
            return Err(bad_name(Some(name)));
        }
        if name == "xmlns" || element.attributes.iter().take(index).any(|(earlier, _)| earlier == name) {
            return Err(WriteError::Attribute { element: shown(&element.name), attribute: shown(name) });
        }
        out.extend([" ", name, "=\""]);
        escape(out, value, Place::Attribute).map_err(|c| bad_character(Some(name), c))?;
        out.push('"');
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return Ok(());
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(child) => write_element(out, child, None)?,
            Node::Text(text) => escape(out, text, Place::Text).map_err(|c| bad_character(None, c))?,
        }
    }
    out.extend(["</", name, ">"]);
    Ok(())
}

fn is_writable_name(name: &str) -> bool {
    name.is_ascii() && !name.contains(':') && is_name(name)
}

/// Where a value stands; other characters have a meaning there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Attribute,
    Text,
}

/// Appends `text` so that a reader gets it back as it is: what has a meaning in that place is escaped, and so
/// is what a reader would normalise. `>` is always escaped, for the sake of `]]>`.
pub(super) fn escape(out: &mut String, text: &str, place: Place) -> Result<(), char> {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if place == Place::Attribute => out.push_str("&quot;"),
            '\n' if place == Place::Attribute => out.push_str("&#10;"),
            '\t' if place == Place::Attribute => out.push_str("&#9;"),
            c if is_xml_char(c) => out.push(c),
            c => return Err(c),
        }
    }
    Ok(())
}
