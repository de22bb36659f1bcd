//! A message read as far as it can be, whatever is wrong with it.

use super::intake::root_tag;
use opi_proto::message::{DecodeError, Message};
use opi_proto::wire::charset;
use opi_proto::wire::xml::{self, Document, Element, Limits, XmlError};
use std::borrow::Cow;

/// Mandatory attributes that are filled in to read on; more are never missing at once.
const MOST_MANDATORY: usize = 8;

/// A message as far as it can be read.
pub struct Reading<'a> {
    /// Its XML.
    pub document: Result<Document, XmlError>,
    /// The message, with what was missing filled in.
    pub message: Option<Message>,
    /// Mandatory attributes that are missing.
    pub missing: Vec<&'static str>,
    /// The start tag of its root.
    pub tag: Cow<'a, str>,
    /// Does it begin with an XML declaration?
    pub declaration: bool,
    /// The character set declared.
    pub label: Option<&'a str>,
}

impl<'a> Reading<'a> {
    /// Reads the bytes of a message.
    pub fn of(bytes: &'a [u8]) -> Self {
        let tag = String::from_utf8_lossy(root_tag(bytes).unwrap_or_default());
        let mut reading = Reading {
            document: xml::parse(bytes, &Limits::default()),
            message: None,
            missing: Vec::new(),
            tag,
            declaration: declaration(bytes),
            label: charset::declared_label(bytes),
        };
        let Ok(document) = &reading.document else { return reading };
        let mut filled: Option<Element> = None;
        loop {
            match Message::from_element(filled.as_ref().unwrap_or(&document.root)) {
                Ok(message) => reading.message = Some(message),
                Err(DecodeError::Missing { attribute, .. }) if reading.missing.len() < MOST_MANDATORY => {
                    reading.missing.push(attribute);
                    filled.get_or_insert_with(|| document.root.clone()).set_attr(attribute, "");
                    continue;
                }
                Err(_) => {}
            }
            return reading;
        }
    }
}

fn declaration(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<?xml")
}
