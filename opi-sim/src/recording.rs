//! The format of a recording: JSON lines, one entry each, described in the README. Masked before it exists: there is no
//! way to put a message into it that is not scrubbed of card data.

use crate::mistake::Mistake;
use opi_proto::dialect::Dialect;
use opi_proto::message::Message;
use opi_proto::message::sensitive::scrub_for_log;
use opi_proto::wire::xml::{self, Element, Limits};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the format.
pub const VERSION: u32 = 1;
/// Longest recording that is read, in bytes.
const LONGEST: u64 = 64 << 20;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`VERSION`].
    pub opi_recording: u32,
    /// The terminal's family.
    pub dialect: String,
    /// Local time at which the recording began.
    pub started: String,
}

/// Who said or did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The till.
    Till,
    /// The terminal.
    Terminal,
}

impl Side {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Side::Till => "till",
            Side::Terminal => "terminal",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It opened the connection.
    Open,
    /// It closed its side of the connection.
    Close,
    /// It sent a message, here without card data.
    Xml(String),
    /// It sent so many bytes that are no message; they are not recorded, because they cannot be masked.
    Unreadable(usize),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Milliseconds since the beginning.
    pub ms: u64,
    /// 0: requests and answers; 1: device requests and their answers.
    pub channel: u8,
    /// Number of the connection, counted over both channels.
    pub connection: u64,
    /// Who.
    pub from: Side,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

impl What {
    /// A message as it may be kept.
    #[must_use]
    pub fn message(payload: &[u8]) -> Self {
        let scrubbed = xml::parse(payload, &Limits::default()).ok();
        let scrubbed = scrubbed.and_then(|document| scrub_for_log(&document.root));
        let written = scrubbed.and_then(|root| xml::write(&root).ok());
        match written.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(xml) => What::Xml(xml),
            None => What::Unreadable(payload.len()),
        }
    }
}

/// An entry that was read, with its place and, for a message, its content.
#[derive(Debug, Clone)]
pub struct Line {
    /// Line of the file, from 1.
    pub number: usize,
    /// What it says.
    pub entry: Entry,
    /// The message.
    pub root: Option<Element>,
}

/// A recording.
#[derive(Debug, Clone)]
pub struct Recording {
    /// The file's name, for messages.
    pub file: String,
    /// The terminal's family.
    pub dialect: &'static Dialect,
    /// Everything that happened.
    pub lines: Vec<Line>,
}

impl Recording {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong, with its line, and what is expected there.
    pub fn read(path: &Path) -> Result<Self, Mistake> {
        let file = path.display().to_string();
        let unreadable = |error: std::io::Error| Mistake::of(&file, format!("cannot be read: {error}"));
        let length = std::fs::metadata(path).map_err(unreadable)?.len();
        if length > LONGEST {
            return Err(Mistake::of(
                &file,
                format!("{length} bytes are no recording; the limit is {LONGEST}"),
            ));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let text =
            String::from_utf8(bytes).map_err(|_| Mistake::of(&file, "is not UTF-8, so no recording"))?;
        Recording::parse(&file, &text)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// As [`Recording::read`].
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let wrong = |number, what: String| Mistake::at(file, number, what);
        let (first, number) = lines
            .next()
            .ok_or_else(|| Mistake::of(file, "is empty; a recording begins with {\"opi_recording\":1,…}"))?;
        let header: Header = serde_json::from_str(first).map_err(|error| {
            wrong(
                number,
                format!(
                    "a recording begins with {{\"opi_recording\":1,\"dialect\":…,\"started\":…}}: {error}"
                ),
            )
        })?;
        if header.opi_recording != VERSION {
            let found = header.opi_recording;
            return Err(wrong(
                number,
                format!("version {found} of the format is not known; this program knows {VERSION}"),
            ));
        }
        let dialect = Dialect::by_name(&header.dialect)
            .ok_or_else(|| wrong(number, format!("'{}' is no dialect", header.dialect)))?;
        let mut read: Vec<Line> = Vec::new();
        for (line, number) in lines {
            let entry: Entry =
                serde_json::from_str(line).map_err(|error| wrong(number, error.to_string()))?;
            let before = read.last().map_or(0, |line| line.entry.ms);
            if entry.ms < before {
                return Err(wrong(
                    number,
                    format!("ms is {}, but the line above has {before}: time goes on", entry.ms),
                ));
            }
            if entry.channel > 1 {
                return Err(wrong(number, format!("channel is {}; there are 0 and 1", entry.channel)));
            }
            let root = match &entry.what {
                What::Xml(text) => Some(message(text).map_err(|what| wrong(number, what))?),
                _ => None,
            };
            read.push(Line { number, entry, root });
        }
        Ok(Recording { file: file.to_owned(), dialect, lines: read })
    }
}

/// The content of a recorded message, which must be one.
fn message(text: &str) -> Result<Element, String> {
    let root = xml::parse(text.as_bytes(), &Limits::default())
        .map_err(|error| format!("xml cannot be read: {error}"))?
        .root;
    Message::from_element(&root).map_err(|error| format!("xml is no message: {error}"))?;
    Ok(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"opi_recording":1,"dialect":"ch","started":"2026-04-08T10:30:00+02:00"}"#;

    fn entry(what: What) -> Entry {
        Entry { ms: 5, channel: 0, connection: 1, from: Side::Till, what }
    }

    #[test]
    fn lines_are_read_as_they_are_written() {
        for (what, json) in [
            (What::Open, r#"{"ms":5,"channel":0,"connection":1,"from":"till","open":null}"#),
            (What::Close, r#"{"ms":5,"channel":0,"connection":1,"from":"till","close":null}"#),
            (What::Unreadable(7), r#"{"ms":5,"channel":0,"connection":1,"from":"till","unreadable":7}"#),
        ] {
            let written = serde_json::to_string(&entry(what.clone())).unwrap();
            assert_eq!(written, json);
            let recording = Recording::parse("r", &format!("{HEADER}\n\n{json}\n")).unwrap();
            let line = recording.lines.first().unwrap();
            assert_eq!((line.number, &line.entry.what), (3, &what));
        }
    }

    #[test]
    fn card_data_is_masked_before_it_is_an_entry() {
        let What::Xml(xml) = What::message(
            br#"<CardServiceResponse RequestType="CardPayment" WorkstationID="1" RequestID="2" OverallResult="Success">
                <Tender><Authorisation CardPAN="4111111111111111" ExpiryDate="1227"/></Tender>
                <CardValue><Track2>;4111111111111111=27121010000?</Track2></CardValue>
                <PrivateData>card 4111 1111 1111 1111</PrivateData></CardServiceResponse>"#,
        ) else {
            panic!("no message")
        };
        assert!(!xml.contains("411111") && !xml.contains("1227") && !xml.contains("Track2"), "{xml}");
        assert!(xml.contains("************1111"), "{xml}");
        assert_eq!(What::message(b"4111111111111111"), What::Unreadable(16));
    }

    #[test]
    fn mistakes_have_a_line() {
        let good = r#"{"ms":5,"channel":0,"connection":1,"from":"till","open":null}"#;
        for (text, expected) in [
            (String::new(), "r: is empty"),
            ("hello".to_owned(), "r:1: a recording begins with"),
            (HEADER.replace(":1,", ":9,"), "r:1: version 9 of the format"),
            (HEADER.replace("ch", "fr"), "r:1: 'fr' is no dialect"),
            (
                format!("{HEADER}\n{good}\n{}", good.replace("till", "host")),
                "r:3: unknown variant `host`, expected `till` or `terminal`",
            ),
            (
                format!("{HEADER}\n{good}\n{}", good.replace('5', "4")),
                "r:3: ms is 4, but the line above has 5",
            ),
            (format!("{HEADER}\n{}", good.replace("channel\":0", "channel\":2")), "r:2: channel is 2"),
            (
                format!("{HEADER}\n{}", good.replace("\"open\":null", "\"xml\":\"<A\"")),
                "r:2: xml cannot be read",
            ),
            (
                format!("{HEADER}\n{}", good.replace("\"open\":null", "\"xml\":\"<A/>\"")),
                "r:2: xml is no message",
            ),
            (format!("{HEADER}\n{}", good.replace(",\"open\":null", "")), "r:2: "),
        ] {
            let error = Recording::parse("r", &text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}\nexpected {expected}");
        }
    }
}
