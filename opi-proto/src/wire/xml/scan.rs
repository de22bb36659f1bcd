//! The reader: quick-xml's events in, a tree out, every limit checked on the way.

use super::error::{XmlError, XmlErrorKind, attribute_error, syntax_error};
use super::limits::{Limit, Limits};
use super::names::{is_blank, is_blank_char, is_xml_char, split};
use super::reference::Reference;
use super::tree::{Element, Node};
use crate::wire::charset::{self, Encoding};
use crate::wire::finding::{Finding, shown};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::mem;

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

/// Reads one message. The policy is in the table at the top of the module [`xml`](super).
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

/// Is there too much of something?
fn at_most(count: usize, max: usize, limit: Limit) -> Result<(), XmlErrorKind> {
    if count <= max { Ok(()) } else { Err(XmlErrorKind::TooMuch { limit, max }) }
}
