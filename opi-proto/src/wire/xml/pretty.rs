//! A tree for human eyes.

use super::tree::{Element, Node};
use super::write::{Place, escape};
use std::fmt::Write as _;

/// The tree for human eyes: one element a line, indented; without declaration and namespace. An element that
/// holds text stays on one line, so that no blank is added to it.
///
/// Values and texts are shown, so card data must be masked before. Control characters come out as `&#…;`, lest
/// a peer's message steer the terminal window it is shown in.
#[must_use]
pub fn pretty(root: &Element) -> String {
    let mut out = String::new();
    pretty_element(&mut out, root, Some(0));
    out.push('\n');
    out
}

/// `indent` is `None` inside an element that holds text.
fn pretty_element(out: &mut String, element: &Element, indent: Option<usize>) {
    let without_controls = |name: &str| name.replace(char::is_control, "\u{FFFD}");
    let new_line = |out: &mut String, indent: usize| {
        if !out.is_empty() {
            out.push('\n');
        }
        out.extend(std::iter::repeat_n("  ", indent));
    };
    if let Some(indent) = indent {
        new_line(out, indent);
    }
    let name = without_controls(&element.name);
    out.extend(["<", &name]);
    for (name, value) in &element.attributes {
        out.extend([" ", &without_controls(name), "=\""]);
        pretty_text(out, value, Place::Attribute);
        out.push('"');
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    let holds_text = element.children.iter().any(|child| matches!(child, Node::Text(_)));
    let inner = indent.filter(|_| !holds_text);
    for child in &element.children {
        match child {
            Node::Element(child) => pretty_element(out, child, inner.map(|indent| indent + 1)),
            Node::Text(text) => pretty_text(out, text, Place::Text),
        }
    }
    if let Some(indent) = inner {
        new_line(out, indent);
    }
    out.extend(["</", &name, ">"]);
}

fn pretty_text(out: &mut String, text: &str, place: Place) {
    for c in text.chars() {
        let plain = !c.is_control() || (place == Place::Text && matches!(c, '\n' | '\t'));
        if !plain || escape(out, c.encode_utf8(&mut [0; 4]), place).is_err() {
            // Writing to a String cannot fail.
            let _ = write!(out, "&#{};", u32::from(c));
        }
    }
}
