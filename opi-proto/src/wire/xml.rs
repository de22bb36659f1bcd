//! One message as a tree: a bounded reader, an escaping writer.
//!
//! The reader takes the events of quick-xml and builds an owned tree of [`Element`]s without recursion, every
//! limit checked while reading. It is **strict on structure and tolerant in free text**: a message must be one
//! complete element with nothing around it, but a bare `&` in a receipt must not turn an approved payment into
//! an unknown one. What was tolerated is listed in [`Document::findings`].
//!
//! | input | what becomes of it |
//! |---|---|
//! | not exactly one root, cut anywhere, mismatched or malformed tags | rejected |
//! | `DOCTYPE` | rejected: no entity is ever defined, so none is ever expanded |
//! | text outside the root | rejected; blanks are fine, NUL bytes behind the root are a finding |
//! | XML declaration | only at the start; blanks in front are a finding |
//! | an attribute twice in one element | rejected, also if only the prefixes differ |
//! | bare `&` | kept, a finding |
//! | unknown entity `&foo;` | in text kept literally, a finding; in an attribute rejected |
//! | a character XML 1.0 forbids, raw or as `&#1;` | in text U+FFFD, a finding; in an attribute rejected |
//! | `&#0;`, surrogates, numbers beyond Unicode | rejected |
//! | a prefix that nothing declares | a finding |
//! | CDATA | text |
//! | comments, processing instructions | ignored |
//! | `]]>` in text, `--` in a comment, `<` in an attribute | ignored |
//! | no blank between attributes, a name that starts with a digit | ignored |
//!
//! Names are compared without prefix and without regard to ASCII case, values without the blanks around them:
//! that is how far implementations differ (protocol.md 4.3).

use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::mem;

use quick_xml::Reader;
use quick_xml::errors::{Error as Syntax, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

pub use super::Finding;
use super::charset::{self, CharsetError, Encoding};
use super::shown;

/// The namespace of OPI messages. Written on every root element; not required when reading.
pub const NAMESPACE: &str = "http://www.nrf-arts.org/IXRetail/namespace";

/// How much a message may contain. Sizes are bytes as they stand in the message (in UTF-8), references and
/// dropped blanks included.
///
/// The defaults are a wide margin around real messages, which have 1 to 20 KiB.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Elements inside one another, the root included. Default 32. A tree is dropped by recursion, so keep this
    /// below a few thousand.
    pub depth: usize,
    /// Elements in the message. Default 10 000.
    pub elements: usize,
    /// Attributes of one element, namespace declarations included. Default 64.
    pub attributes: usize,
    /// One attribute value, or one run of text. Default 64 KiB.
    pub value: usize,
    /// All text together. Default 256 KiB.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 32, elements: 10_000, attributes: 64, value: 64 * 1024, text: 256 * 1024 }
    }
}

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

/// A message that was read.
#[derive(Debug)]
pub struct Document {
    /// The message itself.
    pub root: Element,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// What was tolerated.
    pub findings: Vec<Finding>,
}

/// Why a message was rejected, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// What is wrong.
    pub kind: XmlErrorKind,
    /// Where: bytes from the start of the message.
    pub offset: usize,
    /// Where: the names of the open elements from the root, joined by `/`. Empty outside the root.
    pub path: String,
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// It is in a character set that is not read.
    Charset(CharsetError),
    /// It holds no element.
    Empty,
    /// It ends before the root element does.
    Incomplete,
    /// It has a second root element.
    SecondRoot,
    /// There is text in front of or behind the root element.
    TextOutsideRoot,
    /// There is an XML declaration elsewhere than at the start.
    MisplacedDeclaration,
    /// There is a document type declaration, which no OPI message has.
    Doctype,
    /// An end tag closes an element that is not the one open.
    MismatchedEnd {
        /// The element that is open; `None` if none is.
        open: Option<String>,
        /// The name in the end tag.
        found: String,
    },
    /// A tag, comment or processing instruction is not XML.
    MalformedMarkup,
    /// An attribute is not XML: no `=`, no value, or no quotes around it.
    MalformedAttribute,
    /// An element has an attribute twice.
    DuplicateAttribute {
        /// The attribute.
        name: String,
    },
    /// An attribute's value holds a reference to an entity that XML does not define.
    UnknownEntity {
        /// The attribute.
        attribute: String,
    },
    /// An attribute's value holds a character that XML 1.0 forbids.
    ForbiddenCharacter {
        /// The attribute.
        attribute: String,
    },
    /// A character reference names no character: zero, a surrogate, or beyond Unicode.
    ForbiddenReference,
    /// There is more of something than [`Limits`] allows.
    TooMuch {
        /// Of what.
        limit: Limit,
        /// The most that is accepted.
        max: usize,
    },
}

/// One of the [`Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::depth`]
    Depth,
    /// [`Limits::elements`]
    Elements,
    /// [`Limits::attributes`]
    Attributes,
    /// [`Limits::value`]
    Value,
    /// [`Limits::text`]
    Text,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Depth => "levels of elements",
            Self::Elements => "elements",
            Self::Attributes => "attributes in one element",
            Self::Value => "bytes in one value or text",
            Self::Text => "bytes of text",
        })
    }
}

impl fmt::Display for XmlErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charset(error) => error.fmt(f),
            Self::Empty => f.write_str("the message holds no XML element"),
            Self::Incomplete => f.write_str(
                "the message ends before its root element does; a quote or an end tag is missing, or the \
                 sender counted characters instead of bytes in the frame's length",
            ),
            Self::SecondRoot => f.write_str("a second root element follows the message"),
            Self::TextOutsideRoot => f.write_str("there is text in front of or behind the root element"),
            Self::MisplacedDeclaration => f.write_str(
                "an XML declaration stands elsewhere than at the start; two messages may be in one frame",
            ),
            Self::Doctype => {
                f.write_str("the message has a DOCTYPE, which no OPI message has and libopi refuses")
            }
            Self::MismatchedEnd { open: Some(open), found } => {
                write!(f, "the end tag of '{found}' stands where '{open}' is still open")
            }
            Self::MismatchedEnd { open: None, found } => {
                write!(f, "the end tag of '{found}' closes nothing")
            }
            Self::MalformedMarkup => f.write_str("a tag is not well-formed XML"),
            Self::MalformedAttribute => {
                f.write_str("an attribute is not well-formed XML: name=\"value\" is expected")
            }
            Self::DuplicateAttribute { name } => {
                write!(f, "the attribute '{name}' stands twice in one element")
            }
            Self::UnknownEntity { attribute } => {
                write!(f, "the attribute '{attribute}' refers to an entity that is not defined")
            }
            Self::ForbiddenCharacter { attribute } => {
                write!(f, "the attribute '{attribute}' holds a character that XML forbids")
            }
            Self::ForbiddenReference => {
                f.write_str("a character reference names zero, a surrogate or no character at all")
            }
            Self::TooMuch { limit, max } => write!(f, "there are more than {max} {limit}"),
        }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "{} (byte {})", self.kind, self.offset),
            path => write!(f, "{} (byte {}, in {path})", self.kind, self.offset),
        }
    }
}

impl std::error::Error for XmlError {}

/// Reads one message. The policy is in the table at the top of this module.
///
/// # Errors
///
/// The first thing the policy rejects, with its place.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Document, XmlError> {
    let decoded = charset::decode(bytes).map_err(|error| XmlError {
        kind: XmlErrorKind::Charset(error),
        offset: 0,
        path: String::new(),
    })?;
    let mut builder = Builder::new(limits);
    match builder.read(&decoded.text) {
        Ok(root) => {
            let mut findings = decoded.findings;
            findings.append(&mut builder.findings);
            Ok(Document { root, encoding: decoded.encoding, findings })
        }
        Err((kind, offset)) => {
            Err(XmlError { kind, offset: decoded.offset_in_message(offset), path: builder.path() })
        }
    }
}

/// A tree while it grows.
struct Builder<'l> {
    limits: &'l Limits,
    /// The elements whose end tags have not come yet, outermost first.
    open: Vec<Element>,
    /// The message, once its end tag has come.
    root: Option<Element>,
    /// The text since the last tag, and how many bytes it took in the message.
    run: String,
    run_length: usize,
    elements: usize,
    text_length: usize,
    /// Prefixes declared so far. Their scopes do not matter: this serves a finding only.
    prefixes: HashSet<String>,
    findings: Vec<Finding>,
}

impl<'l> Builder<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            open: Vec::new(),
            root: None,
            run: String::new(),
            run_length: 0,
            elements: 0,
            text_length: 0,
            prefixes: HashSet::from(["xml".to_owned(), "xmlns".to_owned()]),
            findings: Vec::new(),
        }
    }

    /// Reads the document; an error comes with its offset in `text`.
    fn read(&mut self, text: &str) -> Result<Element, (XmlErrorKind, usize)> {
        let mut reader = Reader::from_reader(text.as_bytes());
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;

        let position = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
        let mut at_start = true;
        loop {
            let offset = position(reader.buffer_position());
            let event = reader
                .read_event()
                .map_err(|error| (syntax_error(error), position(reader.error_position())))?;
            let is_blank = matches!(&event, Event::Text(text) if is_blank(text));
            let done = match event {
                Event::Start(start) => self.start(&start),
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&text, &text.xml10_content()),
                Event::CData(text) => self.character_data(&text, &text.xml10_content()),
                Event::GeneralRef(name) => self.reference(&name, &name.xml10_content()),
                Event::Decl(_) => self.declaration(at_start, offset),
                Event::DocType(_) => Err(XmlErrorKind::Doctype),
                Event::Comment(_) | Event::PI(_) => Ok(()),
                // `Empty` is expanded to `Start` and `End` by the configuration.
                Event::Empty(_) => Err(XmlErrorKind::MalformedMarkup),
                Event::Eof => return self.finish().map_err(|kind| (kind, offset)),
            };
            done.map_err(|kind| (kind, offset))?;
            at_start &= is_blank;
        }
    }

    fn declaration(&mut self, at_start: bool, offset: usize) -> Result<(), XmlErrorKind> {
        if !at_start {
            return Err(XmlErrorKind::MisplacedDeclaration);
        }
        if offset > 0 {
            self.tolerate(|_| Finding::BlanksBeforeDeclaration);
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), XmlErrorKind> {
        if self.root.is_some() {
            return Err(XmlErrorKind::SecondRoot);
        }
        self.flush_run();
        at_most(self.open.len() + 1, self.limits.depth, Limit::Depth)?;
        self.elements += 1;
        at_most(self.elements, self.limits.elements, Limit::Elements)?;

        let (prefix, name) = split(tag.name().into_inner()).ok_or(XmlErrorKind::MalformedMarkup)?;
        self.open.push(Element::new(name));
        let mut used = Vec::from_iter(prefix);
        let mut attributes = Vec::new();
        for (count, attribute) in (1..).zip(tag.attributes()) {
            at_most(count, self.limits.attributes, Limit::Attributes)?;
            let attribute = attribute.map_err(|error| attribute_error(&error, tag))?;
            match split(attribute.key.into_inner()).ok_or(XmlErrorKind::MalformedAttribute)? {
                (None, "xmlns") => {}
                (Some("xmlns"), declared) => {
                    self.prefixes.insert(declared.to_owned());
                }
                (Some("xsi"), _) => used.push("xsi"),
                (prefix, name) => {
                    used.extend(prefix);
                    if attributes.iter().any(|(known, _)| known == name) {
                        return Err(XmlErrorKind::DuplicateAttribute { name: shown(name) });
                    }
                    let value = self.attribute_value(name, &attribute.value)?;
                    attributes.push((name.to_owned(), value));
                }
            }
        }
        if let Some(element) = self.open.last_mut() {
            element.attributes = attributes;
        }
        if let Some(unbound) = used.into_iter().find(|prefix| !self.prefixes.contains(*prefix)) {
            self.tolerate(|path| Finding::UnboundPrefix { prefix: shown(unbound), path });
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), XmlErrorKind> {
        self.flush_run();
        // The reader has checked that the tag closes the element that is open.
        let Some(mut element) = self.open.pop() else {
            return Err(XmlErrorKind::MalformedMarkup);
        };
        if element.elements().next().is_some() {
            element.children.retain(|node| !matches!(node, Node::Text(text) if is_blank(text)));
        }
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Element, XmlErrorKind> {
        match self.root.take() {
            Some(root) => Ok(root),
            None if self.open.is_empty() => Err(XmlErrorKind::Empty),
            None => Err(XmlErrorKind::Incomplete),
        }
    }

    /// Text between tags, up to a reference: `raw` as it stands in the message, `content` with its line ends
    /// made `\n`.
    fn text(&mut self, raw: &str, content: &str) -> Result<(), XmlErrorKind> {
        if self.open.is_empty() {
            return self.outside_root(raw);
        }
        if content.contains('&') {
            self.tolerate(|path| Finding::BareAmpersand { path });
        }
        self.character_data(raw, content)
    }

    /// Text in which nothing has a meaning; see [`text`](Self::text).
    fn character_data(&mut self, raw: &str, content: &str) -> Result<(), XmlErrorKind> {
        if self.open.is_empty() {
            return Err(XmlErrorKind::TextOutsideRoot);
        }
        self.count_text(raw.len())?;
        self.push_text(content);
        Ok(())
    }

    /// What stands between an `&` and the next `;` in text.
    fn reference(&mut self, raw: &str, content: &str) -> Result<(), XmlErrorKind> {
        if self.open.is_empty() {
            return Err(XmlErrorKind::TextOutsideRoot);
        }
        self.count_text(raw.len() + "&;".len())?;
        match Reference::resolve(raw) {
            Some(Reference::Character(c)) => {
                self.push_text(c.encode_utf8(&mut [0; 4]));
                return Ok(());
            }
            Some(Reference::Forbidden) => return Err(XmlErrorKind::ForbiddenReference),
            Some(Reference::Unknown) => self.tolerate(|path| Finding::UnknownEntity { path }),
            None => self.tolerate(|path| Finding::BareAmpersand { path }),
        }
        self.run.push('&');
        self.push_text(content);
        self.run.push(';');
        Ok(())
    }

    fn outside_root(&mut self, text: &str) -> Result<(), XmlErrorKind> {
        if is_blank(text) {
            return Ok(());
        }
        if self.root.is_none() || !text.chars().all(|c| c == '\0' || is_blank_char(c)) {
            return Err(XmlErrorKind::TextOutsideRoot);
        }
        self.tolerate(|_| Finding::PaddedWithNul);
        Ok(())
    }

    fn count_text(&mut self, length: usize) -> Result<(), XmlErrorKind> {
        self.run_length += length;
        self.text_length += length;
        at_most(self.run_length, self.limits.value, Limit::Value)?;
        at_most(self.text_length, self.limits.text, Limit::Text)
    }

    fn push_text(&mut self, content: &str) {
        if content.chars().all(is_xml_char) {
            self.run.push_str(content);
        } else {
            let replaced =
                content.chars().map(|c| if is_xml_char(c) { c } else { char::REPLACEMENT_CHARACTER });
            self.run.extend(replaced);
            self.tolerate(|path| Finding::ForbiddenCharacter { path });
        }
    }

    fn flush_run(&mut self) {
        self.run_length = 0;
        let text = mem::take(&mut self.run);
        if let Some(element) = self.open.last_mut().filter(|_| !text.is_empty()) {
            element.children.push(Node::Text(text));
        }
    }

    /// The value that `raw` stands for: references resolved, white space made blanks (XML 1.0, 3.3.3).
    fn attribute_value(&mut self, name: &str, raw: &str) -> Result<String, XmlErrorKind> {
        at_most(raw.len(), self.limits.value, Limit::Value)?;
        let forbidden = || XmlErrorKind::ForbiddenCharacter { attribute: shown(name) };

        let mut value = String::with_capacity(raw.len());
        let mut rest = raw.chars();
        while let Some(c) = rest.next() {
            match c {
                '&' => match Reference::at(rest.as_str()) {
                    Some((reference, tail)) => {
                        value.push(match reference {
                            Reference::Character(c) if is_xml_char(c) => c,
                            Reference::Character(_) => return Err(forbidden()),
                            Reference::Forbidden => return Err(XmlErrorKind::ForbiddenReference),
                            Reference::Unknown => {
                                return Err(XmlErrorKind::UnknownEntity { attribute: shown(name) });
                            }
                        });
                        rest = tail.chars();
                    }
                    None => {
                        self.tolerate(|path| Finding::BareAmpersand { path });
                        value.push('&');
                    }
                },
                '\r' if rest.as_str().starts_with('\n') => {}
                '\t' | '\n' | '\r' => value.push(' '),
                c if is_xml_char(c) => value.push(c),
                _ => return Err(forbidden()),
            }
        }
        Ok(value)
    }

    /// The names of the open elements, as errors and findings show them.
    fn path(&self) -> String {
        self.open.iter().map(|element| shown(&element.name)).collect::<Vec<_>>().join("/")
    }

    /// Keeps a finding about the path it is called with, unless there is one of its kind.
    fn tolerate(&mut self, finding: impl Fn(String) -> Finding) {
        let kind = mem::discriminant(&finding(String::new()));
        if !self.findings.iter().any(|known| mem::discriminant(known) == kind) {
            self.findings.push(finding(self.path()));
        }
    }
}

/// What stands between `&` and `;`, if it is a reference at all.
enum Reference {
    /// A character: one of the five entities XML defines, or a number.
    Character(char),
    /// An entity that XML does not define.
    Unknown,
    /// A number that is no character, or the one that no XML may contain.
    Forbidden,
}

impl Reference {
    fn resolve(name: &str) -> Option<Self> {
        let Some(number) = name.strip_prefix('#') else {
            let character = resolve_predefined_entity(name).and_then(|text| text.chars().next());
            return match character {
                Some(character) => Some(Self::Character(character)),
                None => is_name(name).then_some(Self::Unknown),
            };
        };
        let (digits, radix) = match number.strip_prefix('x') {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return None;
        }
        let character = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        Some(character.filter(|&c| c != '\0').map_or(Self::Forbidden, Self::Character))
    }

    /// The reference whose `&` stands in front of `text`, and the text behind its `;`.
    fn at(text: &str) -> Option<(Self, &str)> {
        let length = text.find(|c| !(c == '#' || is_name_char(c)))?;
        let (name, tail) = text.split_at_checked(length)?;
        Some((Self::resolve(name)?, tail.strip_prefix(';')?))
    }
}

fn at_most(count: usize, max: usize, limit: Limit) -> Result<(), XmlErrorKind> {
    if count <= max { Ok(()) } else { Err(XmlErrorKind::TooMuch { limit, max }) }
}

/// The prefix, if any, and the local name. `None` if this cannot be a name; oddities that leave no doubt where
/// the name ends are let through.
fn split(name: &str) -> Option<(Option<&str>, &str)> {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    let plausible = !local.is_empty() && name.chars().all(|c| is_name_char(c) || !c.is_ascii());
    plausible.then_some((prefix, local))
}

/// White space as XML defines it.
fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

/// Whether XML 1.0 allows the character (2.2, `Char`).
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) && name.chars().all(is_name_char)
}

fn syntax_error(error: Syntax) -> XmlErrorKind {
    match error {
        Syntax::Syntax(SyntaxError::UnclosedDoctype)
        | Syntax::IllFormed(IllFormedError::MissingDoctypeName) => XmlErrorKind::Doctype,
        Syntax::Syntax(SyntaxError::InvalidBangMarkup) => XmlErrorKind::MalformedMarkup,
        // All others of this kind mean that the input ended inside of something.
        Syntax::Syntax(_) => XmlErrorKind::Incomplete,
        Syntax::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            XmlErrorKind::MismatchedEnd { open: Some(shown(&expected)), found: shown(&found) }
        }
        Syntax::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            XmlErrorKind::MismatchedEnd { open: None, found: shown(&found) }
        }
        _ => XmlErrorKind::MalformedMarkup,
    }
}

fn attribute_error(error: &AttrError, tag: &str) -> XmlErrorKind {
    let &AttrError::Duplicated(at, _) = error else {
        return XmlErrorKind::MalformedAttribute;
    };
    let name = tag.get(at..).and_then(|rest| rest.split(|c| c == '=' || is_blank_char(c)).next());
    XmlErrorKind::DuplicateAttribute { name: shown(name.unwrap_or_default()) }
}

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
/// [`parse`] reads the same tree from it, save for what `parse` leaves out: empty text, and blanks between
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Attribute,
    Text,
}

/// Appends `text` so that a reader gets it back as it is: what has a meaning in that place is escaped, and so
/// is what a reader would normalise. `>` is always escaped, for the sake of `]]>`.
fn escape(out: &mut String, text: &str, place: Place) -> Result<(), char> {
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
