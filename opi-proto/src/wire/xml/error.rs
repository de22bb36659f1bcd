//! Why a message was rejected, and where. Names only, never values of the peer.

use super::limits::Limit;
use super::names::is_blank_char;
use crate::wire::charset::CharsetError;
use crate::wire::finding::shown;
use quick_xml::errors::{Error as Syntax, IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;
use std::fmt;

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
    /// There is more of something than [`Limits`](super::Limits) allows.
    TooMuch {
        /// Of what.
        limit: Limit,
        /// The most that is accepted.
        max: usize,
    },
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

/// What quick-xml's word means here.
pub(super) fn syntax_error(error: Syntax) -> XmlErrorKind {
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

/// The same for an attribute of `tag`.
pub(super) fn attribute_error(error: &AttrError, tag: &str) -> XmlErrorKind {
    let &AttrError::Duplicated(at, _) = error else {
        return XmlErrorKind::MalformedAttribute;
    };
    let name = tag.get(at..).and_then(|rest| rest.split(|c| c == '=' || is_blank_char(c)).next());
    XmlErrorKind::DuplicateAttribute { name: shown(name.unwrap_or_default()) }
}
