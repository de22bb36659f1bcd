//! What a message did wrong and was forgiven, and how a peer's names are shown.

use std::fmt;

/// Something a message did wrong that was tolerated, because rejecting the message would have turned a
/// payment that was made into one whose outcome is unknown.
///
/// A message carries each kind at most once, for the first place it was seen, so that the list stays short
/// whatever a peer sends. A `path` is made of element names from the root, joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The message is (or says it is) UTF-8, but the byte at `offset` is not; it was read as Windows-1252.
    NotUtf8 {
        /// Bytes from the start of the message.
        offset: usize,
    },
    /// The message says that it is UTF-16, but its bytes are not: it was read as UTF-8. .NET's `StringWriter`
    /// writes such declarations.
    DeclaredUtf16,
    /// White space stands before the XML declaration.
    BlanksBeforeDeclaration,
    /// NUL bytes follow the document: the sender padded its buffer.
    PaddedWithNul,
    /// An `&` that starts no reference was kept as it is.
    BareAmpersand {
        /// Where.
        path: String,
    },
    /// A reference to an entity XML does not define was kept literally in a text.
    UnknownEntity {
        /// Where.
        path: String,
    },
    /// A character that XML 1.0 forbids was replaced by U+FFFD in a text.
    ForbiddenCharacter {
        /// Where.
        path: String,
    },
    /// A name has a prefix that nothing declares; names are compared without their prefixes.
    UnboundPrefix {
        /// The prefix.
        prefix: String,
        /// Where.
        path: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { offset } => write!(
                f,
                "byte {offset} is not UTF-8 although the message is declared or taken to be; the message was \
                 read as Windows-1252"
            ),
            Self::DeclaredUtf16 => {
                f.write_str("the message declares UTF-16 and is not; it was read as UTF-8")
            }
            Self::BlanksBeforeDeclaration => f.write_str("blanks stand before the XML declaration"),
            Self::PaddedWithNul => f.write_str("NUL bytes follow the document"),
            Self::BareAmpersand { path } => {
                write!(f, "a bare '&' in {path} was kept; it should be sent as '&amp;'")
            }
            Self::UnknownEntity { path } => {
                write!(f, "an unknown entity in the text of {path} was kept literally")
            }
            Self::ForbiddenCharacter { path } => {
                write!(f, "a character that XML forbids was replaced by U+FFFD in the text of {path}")
            }
            Self::UnboundPrefix { prefix, path } => {
                write!(f, "the namespace prefix '{prefix}' at {path} is declared nowhere")
            }
        }
    }
}

/// A name a peer sent, made fit for errors and logs: at most 40 characters, and a stand-in for what cannot
/// be a name. A damaged tag can push an attribute's value to where a name should be, so digits beyond what
/// a name plausibly holds count as "cannot be a name" too.
pub(super) fn shown(name: &str) -> String {
    const LONGEST: usize = 40;
    const MOST_DIGITS: usize = 4;

    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
        && name.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
    match name.char_indices().nth(LONGEST) {
        _ if !is_name => "(not a name)".to_owned(),
        Some((cut, _)) => format!("{}…", name.get(..cut).unwrap_or_default()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn names_are_shown_short_and_without_what_cannot_be_a_name() {
        assert_eq!(shown("CardServiceResponse"), "CardServiceResponse");
        assert_eq!(shown("ns1:Größe-2.0"), "ns1:Größe-2.0");
        assert_eq!(shown(&"ä".repeat(40)), "ä".repeat(40));
        assert_eq!(shown(&"ä".repeat(41)), format!("{}…", "ä".repeat(40)));
        for not_a_name in
            ["", "a b", "\u{1b}[2J", "Pan=\"4", "Pan5413330089010434", "5413330089010434", "39.50"]
        {
            assert_eq!(shown(not_a_name), "(not a name)", "{not_a_name:?}");
        }
    }
}
