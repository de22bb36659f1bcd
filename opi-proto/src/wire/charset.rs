//! The characters of one message: from bytes to text.
//!
//! UTF-8 is the rule. The German and French families declare ISO-8859-1, and some peers send Latin-1 while
//! they declare UTF-8 (protocol.md 1.5). A receipt's umlaut must not make the outcome of a payment unknown,
//! so bytes that are not the UTF-8 they should be are read as Windows-1252 and reported as a [`Finding`].
//!
//! The label ISO-8859-1 means Windows-1252 here, as it does in every browser: the two differ only in
//! 0x80–0x9F, where ISO-8859-1 has control characters nobody prints and Windows-1252 has the euro sign.

use std::borrow::Cow;
use std::fmt;

use super::finding::{Finding, shown};

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// The XML declaration is looked for in this many bytes; a longer one is not an XML declaration.
const LONGEST_DECLARATION: usize = 512;

/// How the bytes of a message were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, and with it US-ASCII.
    Utf8,
    /// Windows-1252, and with it ISO-8859-1.
    Windows1252,
    /// ISO-8859-15 ("Latin-9"), and only if declared: Latin-1 with the euro sign at 0xA4.
    Iso8859_15,
}

/// The text of one message.
pub struct Decoded<'a> {
    /// All of the message, without its byte order mark. Borrowed if the bytes already were UTF-8.
    pub text: Cow<'a, str>,
    /// How it was read.
    pub encoding: Encoding,
    /// What was tolerated.
    pub findings: Vec<Finding>,
    /// Bytes in front of `text`: the byte order mark.
    skipped: usize,
}

impl Decoded<'_> {
    /// Where the text at byte `offset` of [`text`](Self::text) stood in the message, in bytes.
    pub(super) fn offset_in_message(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        self.skipped
            + match self.encoding {
                Encoding::Utf8 => before.len(),
                // One byte each.
                Encoding::Windows1252 | Encoding::Iso8859_15 => before.chars().count(),
            }
    }
}

/// Lengths and findings only: the text may hold card data.
impl fmt::Debug for Decoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("text", &format_args!("({} bytes)", self.text.len()))
            .field("encoding", &self.encoding)
            .field("findings", &self.findings)
            .finish()
    }
}

/// The message is in a character set that OPI peers do not use and libopi does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CharsetError {
    /// UTF-16 (or UTF-32) by its first bytes.
    Utf16,
    /// Declared to be in some other character set.
    Unsupported {
        /// The declared label, cut to 40 characters.
        label: String,
    },
}

impl fmt::Display for CharsetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = match self {
            Self::Utf16 => "UTF-16",
            Self::Unsupported { label } => label,
        };
        write!(
            f,
            "the message is encoded in, or declared as, {label}; the peer must send UTF-8, or ISO-8859-1 and \
             declare it"
        )
    }
}

impl std::error::Error for CharsetError {}

/// Turns the bytes of one message into text.
///
/// A UTF-8 byte order mark is accepted and wins over the declaration. Otherwise the `encoding` of the XML
/// declaration is honoured for UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15 and Windows-1252 and their common
/// labels; without one, UTF-8 is taken. Bytes that are not valid UTF-8 where they should be are read as
/// Windows-1252, with a [`Finding::NotUtf8`]. A declaration of UTF-16 that can be read byte by byte cannot be
/// true: it counts as UTF-8, with a [`Finding::DeclaredUtf16`].
///
/// # Errors
///
/// Any other character set, naming it.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, CharsetError> {
    // UTF-16's byte order marks, and how it starts without one.
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, _, 0, ..] | [0, b'<', 0, _, ..] = bytes {
        return Err(CharsetError::Utf16);
    }
    let (bytes, skipped, declared) = match bytes.strip_prefix(UTF8_BOM) {
        Some(rest) => (rest, UTF8_BOM.len(), encoding_rs::UTF_8),
        None => (bytes, 0, declared_encoding(bytes)?),
    };
    let mut findings = Vec::new();
    let is_utf16 = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&declared);
    if is_utf16 {
        findings.push(Finding::DeclaredUtf16);
    }
    let encoding = if is_utf16 { encoding_rs::UTF_8 } else { declared };
    let (text, encoding) = if encoding == encoding_rs::UTF_8 {
        match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
            Err(error) => {
                findings.push(Finding::NotUtf8 { offset: skipped + error.valid_up_to() });
                (windows_1252(bytes), Encoding::Windows1252)
            }
        }
    } else if encoding == encoding_rs::WINDOWS_1252 {
        (windows_1252(bytes), Encoding::Windows1252)
    } else {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        (text, Encoding::Iso8859_15)
    };
    Ok(Decoded { text, encoding, findings, skipped })
}

/// Every byte is a character of Windows-1252 as the WHATWG defines it, so this cannot fail.
fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    text
}

/// The encoding the XML declaration names; UTF-8 if there is no declaration or it names none.
fn declared_encoding(bytes: &[u8]) -> Result<&'static encoding_rs::Encoding, CharsetError> {
    let label = match declared_label(bytes) {
        None | Some("") => return Ok(encoding_rs::UTF_8),
        // US-ASCII is a part of UTF-8; the WHATWG's table would make it Windows-1252.
        Some(label) if ["us-ascii", "ascii"].iter().any(|ascii| label.eq_ignore_ascii_case(ascii)) => {
            return Ok(encoding_rs::UTF_8);
        }
        Some(label) => label,
    };
    const READ: [&encoding_rs::Encoding; 5] = [
        encoding_rs::UTF_8,
        encoding_rs::WINDOWS_1252,
        encoding_rs::ISO_8859_15,
        encoding_rs::UTF_16LE,
        encoding_rs::UTF_16BE,
    ];
    encoding_rs::Encoding::for_label(label.as_bytes())
        .filter(|encoding| READ.contains(encoding))
        .ok_or_else(|| CharsetError::Unsupported { label: shown(label) })
}

/// The value of `encoding="…"` in an XML declaration, which may stand behind blanks.
#[must_use]
pub fn declared_label(bytes: &[u8]) -> Option<&str> {
    let start = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let start = start.get(..LONGEST_DECLARATION).unwrap_or(start);
    let end = start.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(start.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = value.strip_prefix(quote)?.split_once(quote)?;
    Some(label.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Encoding, usize) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding, decoded.findings.len())
    }

    #[test]
    fn utf8_is_the_rule_and_is_borrowed() {
        for message in
            ["", "<a>Zürich</a>", "<?xml version=\"1.0\"?><a/>", "<?xml version='1.0' encoding='utf-8'?><ü/>"]
        {
            let decoded = decode(message.as_bytes()).unwrap();
            assert!(matches!(decoded.text, Cow::Borrowed(text) if text == message), "{message}");
            assert_eq!((decoded.encoding, decoded.findings.as_slice()), (Encoding::Utf8, [].as_slice()));
        }
    }

    #[test]
    fn the_declaration_is_honoured() {
        for label in ["ISO-8859-1", "iso-8859-1", "latin1", "windows-1252", " Windows-1252 "] {
            for (quote, equals) in [('"', "="), ('\'', " = ")] {
                let mut bytes =
                    format!("\r\n <?xml version=\"1.0\" encoding{equals}{quote}{label}{quote}?><a>Z")
                        .into_bytes();
                let prolog = String::from_utf8(bytes.clone()).unwrap();
                bytes.extend(b"\xFCrich \x80</a>");
                assert_eq!(text(&bytes), (format!("{prolog}ürich €</a>"), Encoding::Windows1252, 0));
            }
        }
        let (latin9, encoding, findings) =
            text(b"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><a>\xA4</a>");
        assert!(latin9.ends_with("<a>€</a>"));
        assert_eq!((encoding, findings), (Encoding::Iso8859_15, 0));
    }

    #[test]
    fn latin_1_under_a_utf8_declaration_is_read_and_reported() {
        let prologs = [
            "",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<?xml version=\"1.0\" encoding=\"us-ascii\"?>",
        ];
        for prolog in prologs {
            let mut bytes = prolog.as_bytes().to_vec();
            bytes.extend(b"<a>Gr\xFC\xDFe f\xFCr 5 \x80</a>");
            let decoded = decode(&bytes).unwrap();
            assert_eq!(decoded.text, format!("{prolog}<a>Grüße für 5 €</a>"));
            assert_eq!(decoded.encoding, Encoding::Windows1252);
            assert_eq!(decoded.findings, [Finding::NotUtf8 { offset: prolog.len() + 5 }]);
        }
    }

    #[test]
    fn ascii_that_turns_out_to_be_utf8_is_utf8() {
        let bytes = "<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a>Zürich</a>";
        assert_eq!(text(bytes.as_bytes()), (bytes.to_owned(), Encoding::Utf8, 0));
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_wins() {
        let message = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zürich</a>";
        let mut bytes = UTF8_BOM.to_vec();
        bytes.extend(message.as_bytes());
        assert_eq!(text(&bytes), (message.to_owned(), Encoding::Utf8, 0));
    }

    #[test]
    fn other_character_sets_are_named() {
        for utf16 in [b"\xFF\xFE<\0a\0".as_slice(), b"\xFE\xFF\0<\0a", b"<\0?\0x\0", b"\0<\0?"] {
            assert_eq!(decode(utf16).unwrap_err(), CharsetError::Utf16);
        }
        let declared = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>Zürich</a>";
        let read = decode(declared.as_bytes()).unwrap();
        assert_eq!((read.text.as_ref(), read.findings), (declared, vec![Finding::DeclaredUtf16]));
        let error = decode(b"<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><a/>").unwrap_err();
        assert_eq!(error, CharsetError::Unsupported { label: "ISO-2022-JP".into() });
        assert!(error.to_string().contains("ISO-2022-JP"));
        assert!(matches!(decode(b"<?xml encoding='klingon'?>"), Err(CharsetError::Unsupported { .. })));
    }

    #[test]
    fn what_only_looks_like_a_declaration_is_none() {
        for odd in [
            "<?xml",
            "<?xml encoding",
            "<?xml encoding=UTF-16?>",
            "<?xml encoding=\"UTF-16?>",
            "<?xml encoding=\"\"?>",
            "<a encoding=\"UTF-16\"/>",
            "<?xml-stylesheet?><a x=\"encoding='UTF-16'\"/>",
        ] {
            assert_eq!(text(odd.as_bytes()).1, Encoding::Utf8, "{odd}");
        }
    }

    #[test]
    fn offsets_are_those_of_the_message() {
        let mut bytes = UTF8_BOM.to_vec();
        bytes.extend("<ü/>".as_bytes());
        assert_eq!(decode(&bytes).unwrap().offset_in_message(3), 6);
        assert_eq!(decode(b"<\xFC/>").unwrap().offset_in_message(3), 2);
        assert_eq!(decode(b"<\xFC/>").unwrap().offset_in_message(99), 4);
    }

    #[test]
    fn debug_shows_no_text() {
        let shown = format!("{:?}", decode(b"<Pan>5413330089010434</Pan>").unwrap());
        assert!(!shown.contains("5413"), "{shown}");
    }
}
