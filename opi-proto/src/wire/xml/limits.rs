//! How much a message may contain.

use std::fmt;

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
