//! Messages as careless terminals write them: the same content, in other shapes. Pure: bytes in, bytes out.

use crate::fault::Faults;
use opi_proto::wire::xml::{self, Element, Limits, Node};

/// A message as this line garbles it.
#[must_use]
pub fn garble(faults: &Faults, payload: Vec<u8>, device_request: bool) -> Vec<u8> {
    let payload = if faults.reshapes() { reshape(faults, &payload).unwrap_or(payload) } else { payload };
    let bare = faults.no_namespace && device_request;
    if !(faults.latin || bare) {
        return payload;
    }
    let mut text = String::from_utf8_lossy(&payload).into_owned();
    if bare {
        text = text.replacen(&format!(" xmlns=\"{}\"", xml::NAMESPACE), "", 1);
    }
    if !faults.latin {
        return text.into_bytes();
    }
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

/// `None`: not XML, or no longer XML.
fn reshape(faults: &Faults, payload: &[u8]) -> Option<Vec<u8>> {
    let mut root = xml::parse(payload, &Limits::default()).ok()?.root;
    if faults.swap_elements {
        swap(&mut root);
    }
    if faults.attributes_as_elements {
        // The root's own attributes are attributes everywhere.
        each_element(&mut root, &mut spread);
    }
    xml::write(&root).ok()
}

/// Turns the order of differently named children round; those of one name (receipt lines) keep theirs.
fn swap(element: &mut Element) {
    if element.children.iter().any(|node| matches!(node, Node::Text(_))) {
        return;
    }
    let mut names: Vec<String> = Vec::new();
    for child in element.elements() {
        if !names.contains(&child.name) {
            names.push(child.name.clone());
        }
    }
    let place = |node: &Node| match node {
        Node::Element(child) => names.iter().rev().position(|name| *name == child.name),
        Node::Text(_) => None,
    };
    element.children.sort_by_key(place);
    each_element(element, &mut swap);
}

/// Turns attributes into child elements, except beside text.
fn spread(element: &mut Element) {
    if element.text().trim().is_empty() {
        let children = element.attributes.drain(..);
        let children = children.map(|(name, value)| Node::Element(Element::new(&name).with_text(value)));
        element.children.splice(0..0, children.collect::<Vec<_>>());
    }
    each_element(element, &mut spread);
}

fn each_element(element: &mut Element, change: &mut dyn FnMut(&mut Element)) {
    for node in &mut element.children {
        if let Node::Element(child) = node {
            change(child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garbled(faults: Faults, xml: &str, device_request: bool) -> Vec<u8> {
        garble(&faults, xml.as_bytes().to_vec(), device_request)
    }

    fn reshaped(faults: Faults, xml: &str) -> String {
        let bytes = garbled(faults, xml, false);
        let text = String::from_utf8(bytes).unwrap();
        text.split_once("?>").unwrap().1.trim().replace(&format!(" xmlns=\"{}\"", xml::NAMESPACE), "")
    }

    #[test]
    fn letters_and_namespaces_are_garbled_as_they_say() {
        let message = format!("<?xml encoding=\"UTF-8\"?><A xmlns=\"{}\">Zürich…</A>", xml::NAMESPACE);
        assert_eq!(garbled(Faults::default(), &message, true), message.as_bytes());
        let latin = garbled(Faults { latin: true, ..Faults::default() }, &message, false);
        assert!(latin.ends_with(b"Z\xFCrich?</A>"), "{latin:?}");
        let bare = Faults { no_namespace: true, ..Faults::default() };
        assert_eq!(garbled(bare, &message, true), "<?xml encoding=\"UTF-8\"?><A>Zürich…</A>".as_bytes());
        assert_eq!(garbled(bare, &message, false), message.as_bytes(), "answers keep it");
    }

    #[test]
    fn elements_change_places_but_lines_do_not() {
        let swapped = Faults { swap_elements: true, ..Faults::default() };
        assert_eq!(
            reshaped(swapped, "<A><L>1</L><L>2</L><T><U/><V/></T></A>"),
            "<A><T><V/><U/></T><L>1</L><L>2</L></A>"
        );
    }

    #[test]
    fn attributes_become_elements_below_the_root() {
        let spread = Faults { attributes_as_elements: true, ..Faults::default() };
        assert_eq!(
            reshaped(spread, "<A id=\"1\"><T n=\"2\"><U c=\"3\">x</U></T></A>"),
            "<A id=\"1\"><T><n>2</n><U c=\"3\">x</U></T></A>"
        );
    }

    #[test]
    fn what_is_no_message_stays_as_it_is() {
        let all = Faults { swap_elements: true, attributes_as_elements: true, ..Faults::default() };
        assert_eq!(garbled(all, "<A", true), b"<A");
    }
}
