//! Elements and text: what a message is as a tree.

use crate::wire::finding::shown;
use std::fmt;

/// An element, with what it contains.
#[derive(Clone, PartialEq, Eq)]
pub struct Element {
    /// The local name: `Tender` for both `<Tender>` and `<opi:Tender>`.
    pub name: String,
    /// Local names and values, in their order. Namespace declarations and `xsi:…` are left out.
    pub attributes: Vec<(String, String)>,
    /// Elements and text, in their order. Blanks between elements are left out; no two texts are neighbours.
    pub children: Vec<Node>,
}

/// Something an element contains.
#[derive(Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A run of text, blanks included.
    Text(String),
}

impl Element {
    /// An empty element.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children: Vec::new() }
    }

    /// Sets an attribute; see [`set_attr`](Self::set_attr).
    #[must_use]
    pub fn with_attr(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set_attr(name, value);
        self
    }

    /// Appends text. Empty text adds nothing.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.children.last_mut() {
            _ if text.is_empty() => {}
            Some(Node::Text(run)) => run.push_str(&text),
            _ => self.children.push(Node::Text(text)),
        }
        self
    }

    /// Appends a child element.
    #[must_use]
    pub fn with_child(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// Appends a child element.
    pub fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// Sets an attribute, in the place of one of that name if there is one.
    pub fn set_attr(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(name)) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
    }

    /// Whether this is the element's name, ASCII case aside.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// An attribute's value without the blanks around it. ASCII case of the name is ignored.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of that name, ASCII case aside.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |child| child.is(name))
    }

    /// The first child element of that name, ASCII case aside.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.is(name))
    }

    /// The element's own text, that of child elements left out. Not trimmed: blanks lay out receipt lines.
    #[must_use]
    pub fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) => None,
            })
            .collect()
    }

    /// A value that may be an attribute or a child element, without the blanks around it. (Both are met for
    /// `TimeStamp`, `ShiftNumber` and others.) `Some("")` is a value that is there and empty.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        match self.attr(name) {
            Some(value) => Some(value.to_owned()),
            None => self.child(name).map(|child| child.text().trim().to_owned()),
        }
    }

    /// The [`value`](Self::value) of the first of several spellings that is there.
    #[must_use]
    pub fn value_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.value(name))
    }
}

/// The tree with its names but without values and texts, which may be card data: `<Tender TotalAmount>…</>`.
impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", shown(&self.name))?;
        for (name, _) in &self.attributes {
            write!(f, " {}", shown(name))?;
        }
        f.write_str(">")?;
        for child in &self.children {
            fmt::Debug::fmt(child, f)?;
        }
        f.write_str("</>")
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(element) => fmt::Debug::fmt(element, f),
            Self::Text(_) => f.write_str("…"),
        }
    }
}
