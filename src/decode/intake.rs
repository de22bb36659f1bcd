//! From a file to the messages in it: frames with their four-byte length, hex dumps of them, XML documents, and
//! documents between the lines of a log.

use super::findings::{Finding, Sort};
use super::hexdump::{self, Stream};
use opi_proto::message::{Class, DeviceRequest, DeviceResponse};
use opi_proto::wire::frame;

/// Most messages taken from one input.
pub const MOST_MESSAGES: usize = 10_000;
/// Bytes of the length in front of a frame.
const HEADER: usize = 4;
/// Blanks between a length and its document that still leave it a frame.
const MOST_BLANKS: usize = 16;

/// How a message stood in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With its length in front, as on the wire.
    Frame,
    /// XML alone.
    Document,
    /// Nothing that could be a message.
    Other,
}

impl Form {
    /// The name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Form::Frame => "frame",
            Form::Document => "document",
            Form::Other => "other",
        }
    }
}

/// One message as it stood in the input.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where its XML begins: bytes from the start of the input, or of what a hex dump spells out.
    pub offset: usize,
    /// How it stood there.
    pub form: Form,
    /// Its bytes, without the length.
    pub bytes: Vec<u8>,
    /// What was odd about its frame.
    pub findings: Vec<Finding>,
    /// Line of the hex dump; orders the directions.
    line: usize,
}

/// What an input holds.
#[derive(Debug, Default)]
pub struct Intake {
    /// The messages in their order.
    pub pieces: Vec<Piece>,
    /// Was it a hex dump?
    pub hex: bool,
    /// Were there more than [`MOST_MESSAGES`]?
    pub more: bool,
}

/// Takes an input apart.
pub fn read(input: &[u8]) -> Intake {
    if input.trim_ascii().is_empty() {
        return Intake::default();
    }
    if let Some(streams) = hexdump::read(input) {
        return of_streams(&streams);
    }
    let unescaped = unescape_json(input);
    let input = unescaped.as_deref().unwrap_or(input);
    if !input.contains(&b'<')
        && let Some(stream) = std::str::from_utf8(input).ok().and_then(hexdump::runs)
    {
        return of_streams(&[stream]);
    }
    let (pieces, more) = scan(input);
    Intake { pieces, hex: false, more }
}

fn of_streams(streams: &[Stream]) -> Intake {
    let mut all = Intake { hex: true, ..Intake::default() };
    for stream in streams {
        let (pieces, more) = scan(&stream.bytes);
        all.more |= more;
        all.pieces
            .extend(pieces.into_iter().map(|piece| Piece { line: stream.line_of(piece.offset), ..piece }));
    }
    all.pieces.sort_by_key(|piece| piece.line);
    all
}

/// XML inside JSON strings, as many programs log it: `<A b=\"c\"/>`. `None` if there is none.
fn unescape_json(input: &[u8]) -> Option<Vec<u8>> {
    let has = |what: &[u8]| input.windows(what.len()).any(|window| window == what);
    if !input.contains(&b'\\') || !has(b"=\\\"") || has(b"=\"<") && !has(b"<\\/") {
        return None;
    }
    let mut out = Vec::with_capacity(input.len());
    let mut rest = input;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail.first()) {
            (b'\\', Some(escaped @ (b'"' | b'/' | b'\\' | b'n' | b'r' | b't'))) => {
                out.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => *other,
                });
                rest = tail.get(1..).unwrap_or_default();
            }
            _ => out.push(byte),
        }
    }
    Some(out)
}

/// The messages of a stream of bytes, and whether there were more than the most.
fn scan(bytes: &[u8]) -> (Vec<Piece>, bool) {
    let scanner = Scanner { bytes, starts: starts(bytes) };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if pieces.len() >= MOST_MESSAGES {
            return (pieces, true);
        }
        let after_frame = at == 0 || pieces.last().is_some_and(|piece| piece.form == Form::Frame);
        if let Some((piece, end)) = scanner.frame(at, after_frame) {
            pieces.push(piece);
            at = end;
            continue;
        }
        let Some(start) = scanner.start_from(at) else { break };
        match start.checked_sub(HEADER).filter(|header| *header > at) {
            Some(header) if scanner.frame(header, false).is_some() => at = header,
            _ => {
                let end = scanner
                    .document_end(start, usize::MAX)
                    .unwrap_or_else(|| scanner.bound(start))
                    .max(start + 1);
                let payload = bytes.get(start..end).unwrap_or_default();
                pieces.push(piece(start, Form::Document, payload, Vec::new()));
                at = end;
            }
        }
    }
    if pieces.is_empty() && !bytes.trim_ascii().is_empty() {
        pieces.push(piece(0, Form::Other, bytes, Vec::new()));
    }
    (pieces, false)
}

fn piece(offset: usize, form: Form, bytes: &[u8], findings: Vec<Finding>) -> Piece {
    Piece { offset, form, bytes: bytes.to_vec(), findings, line: 0 }
}

/// Where documents begin: at an XML declaration, a document type or at one of OPI's root elements; where there is neither, at
/// the first tag.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let tags = || bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at);
    let begins = |at: &usize| {
        let (before, tag) = bytes.split_at_checked(*at + 1).unwrap_or((bytes, &[]));
        // A document type behind a declaration belongs to what that has begun.
        let goes_on = || before.get(..*at).unwrap_or_default().trim_ascii_end().ends_with(b"?>");
        is_start(tag) && !(tag.starts_with(b"!") && goes_on())
    };
    let found: Vec<usize> = tags().filter(begins).collect();
    if !found.is_empty() {
        return found;
    }
    let is_tag =
        |at: &usize| bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || b"?!_".contains(b));
    tags().find(is_tag).into_iter().collect()
}

/// Does what follows a `<` begin a document?
fn is_start(tag: &[u8]) -> bool {
    let roots = [
        Class::Card.request_root(),
        Class::Card.response_root(),
        Class::Service.request_root(),
        Class::Service.response_root(),
        DeviceRequest::ROOT,
        DeviceResponse::ROOT,
    ];
    let name = name_at(tag);
    let local = name.iter().position(|b| *b == b':').and_then(|colon| name.get(colon + 1..)).unwrap_or(name);
    tag.starts_with(b"?xml")
        || tag.starts_with(b"!DOCTYPE")
        || roots.iter().any(|root| local.eq_ignore_ascii_case(root.as_bytes()))
}

/// The name at the start; names of 64 bytes and more are none of OPI's.
fn name_at(text: &[u8]) -> &[u8] {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b"_-.:".contains(b) || !b.is_ascii();
    let length = text.iter().take(64).take_while(|b| is_name(b)).count();
    text.get(..length).unwrap_or_default()
}

struct Scanner<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
}

impl Scanner<'_> {
    fn start_from(&self, at: usize) -> Option<usize> {
        self.starts.get(self.starts.partition_point(|start| *start < at)).copied()
    }

    /// Where the document that begins at `start` must have ended: where the next one begins.
    fn bound(&self, start: usize) -> usize {
        let root = self.root(start).unwrap_or(start);
        self.start_from(root + 1).unwrap_or(self.bytes.len())
    }

    /// Where the root element of the document at `start` begins: behind declaration, comments and the like, and
    /// no later than where the next document does.
    fn root(&self, start: usize) -> Option<usize> {
        let limit = self.start_from(start + 1).map_or(self.bytes.len(), |next| next + 1);
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..limit)?;
            at += rest.len() - rest.trim_ascii_start().len();
            let rest = self.bytes.get(at..limit)?;
            let close: &[u8] = match rest {
                [b'<', b'?', ..] => b"?>",
                [b'<', b'!', b'-', b'-', ..] => b"-->",
                // A document type, perhaps with declarations of its own inside.
                [b'<', b'!', ..] if find(rest, b"[") < find(rest, b">") && rest.contains(&b'[') => b"]>",
                [b'<', b'!', ..] => b">",
                [b'<', ..] => return Some(at),
                _ => return None,
            };
            at += find(rest, close)? + close.len();
        }
    }

    /// Behind the end tag of the document that begins at `start`, if it has one before the next begins and in
    /// at most `longest` bytes.
    fn document_end(&self, start: usize, longest: usize) -> Option<usize> {
        let root = self.root(start)?;
        let region = self.bytes.get(root..self.bound(start).min(root.saturating_add(longest)))?;
        let name = name_at(region.get(1..)?);
        let tag = tag_length(region)?;
        if region.get(..tag)?.ends_with(b"/>") {
            return Some(root + tag);
        }
        let mut at = tag;
        while let Some(found) = find(region.get(at..)?, b"</") {
            at += found + 2;
            let rest = region.get(at..)?;
            if let Some(behind) = rest.strip_prefix(name) {
                let blanks = behind.len() - behind.trim_ascii_start().len();
                if behind.trim_ascii_start().first() == Some(&b'>') {
                    return Some(root + at + name.len() + blanks + 1);
                }
            }
        }
        None
    }

    /// The length announced at `at`, and where the document behind it begins, if this can be a frame.
    fn header(&self, at: usize) -> Option<(usize, usize)> {
        let (header, rest) = self.bytes.get(at..)?.split_first_chunk::<HEADER>()?;
        let announced = usize::try_from(u32::from_be_bytes(*header)).ok()?;
        let content = rest.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(rest);
        let blanks = content.iter().take(MOST_BLANKS).take_while(|b| b.is_ascii_whitespace()).count();
        let fits = header.first() == Some(&0) && announced > 0 && content.get(blanks) == Some(&b'<');
        fits.then_some((announced, at + HEADER + (rest.len() - content.len()) + blanks))
    }

    /// A frame whose header is at `at`, and where the next thing begins. `empty_too`: zeros may be an empty one.
    fn frame(&self, at: usize, empty_too: bool) -> Option<(Piece, usize)> {
        let begin = at + HEADER;
        if empty_too && self.bytes.get(at..begin) == Some(&[0; HEADER]) {
            return Some((piece(begin, Form::Frame, &[], vec![Finding::new(Sort::EmptyFrame, "")]), begin));
        }
        let (announced, start) = self.header(at)?;
        let (end, all) = (begin + announced, self.bytes.len());
        // Who counts characters instead of bytes is wrong by a factor of four at most.
        let document_end = self.document_end(start, announced.saturating_mul(4).saturating_add(1024));
        let (stop, finding) = match document_end {
            Some(found) if found > end => (found, Some(Sort::FrameTooShort)),
            Some(found) if end > all || found < end && self.header(found).is_some() => {
                (found, Some(Sort::FrameTooLong))
            }
            None if end > all => (all, Some(Sort::FrameCut)),
            _ => (end, None),
        };
        let mut findings: Vec<Finding> = Vec::new();
        findings.extend(finding.map(|sort| {
            let found = stop - begin;
            Finding::new(sort, "").with(&format!("the length says {announced} bytes, and {found} are there"))
        }));
        if announced > frame::DEFAULT_MAX_FRAME {
            let most = frame::DEFAULT_MAX_FRAME;
            findings.push(
                Finding::new(Sort::FrameHuge, "")
                    .with(&format!("{announced} bytes; a till takes {most} by default")),
            );
        }
        Some((piece(begin, Form::Frame, self.bytes.get(begin..stop)?, findings), stop))
    }
}

/// The length of the tag at the start, its `>` included; quotes may hide one.
pub fn tag_length(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The start tag of a message's root element.
pub fn root_tag(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.iter().position(|byte| *byte == b'<')?;
    let scanner = Scanner { bytes, starts: Vec::new() };
    let root = bytes.get(scanner.root(start)?..)?;
    root.get(..tag_length(root)?)
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &[u8] = b"<?xml version=\"1.0\"?>\n<ServiceRequest RequestID=\"1\"><POSdata/></ServiceRequest>";
    const B: &[u8] = b"<opi:DeviceRequest RequestID=\"1.1\" note=\"a > b\"/>";

    fn frame(length: usize, payload: &[u8]) -> Vec<u8> {
        [&u32::try_from(length).expect("short").to_be_bytes(), payload].concat()
    }

    /// What is found: form, bytes, findings.
    fn found(input: &[u8]) -> Vec<(Form, Vec<u8>, Vec<Sort>)> {
        let pieces = read(input).pieces.into_iter();
        pieces.map(|p| (p.form, p.bytes, p.findings.iter().map(|f| f.sort).collect())).collect()
    }

    #[test]
    fn frames_documents_and_logs_are_taken_apart() {
        use Form::{Document, Frame};
        let framed = |payload: &[u8]| frame(payload.len(), payload);
        let cases: Vec<(&str, Vec<u8>, Vec<Form>)> = vec![
            ("one document", A.to_vec(), vec![Document]),
            ("two documents", [A, b"\n\n", B].concat(), vec![Document, Document]),
            ("two frames", [framed(A), framed(B)].concat(), vec![Frame, Frame]),
            (
                "a log",
                [b"10:00 <main> TX: ", A, b"\n10:01 <main> RX: ", B, b" ok\n"].concat(),
                vec![Document, Document],
            ),
            (
                "noise, then a frame",
                [b"\x1f\x8b noise".as_slice(), &framed(A), b"rest"].concat(),
                vec![Frame],
            ),
            (
                "a dump",
                framed(A).iter().map(|b| format!("{b:02x}")).collect::<String>().into_bytes(),
                vec![Frame],
            ),
        ];
        for (name, input, forms) in cases {
            let found = found(&input);
            assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), forms, "{name}");
            assert!(
                found.iter().zip([A, B]).all(|(f, wanted)| f.1 == wanted && f.2.is_empty()),
                "{name}: {found:?}"
            );
        }
    }

    #[test]
    fn xml_in_json_strings_is_found() {
        let line =
            br#"{"at":"10:00","xml":"<ServiceRequest RequestID=\"1\">\n<POSdata\/><\/ServiceRequest>"}"#;
        let wanted = b"<ServiceRequest RequestID=\"1\">\n<POSdata/></ServiceRequest>".to_vec();
        assert_eq!(found(line), [(Form::Document, wanted, vec![])]);
    }

    #[test]
    fn wrong_lengths_are_told_and_lose_nothing() {
        for (length, sort) in [(A.len() - 3, Sort::FrameTooShort), (A.len() + 9, Sort::FrameTooLong)] {
            let two = [frame(length, A), frame(B.len(), B)].concat();
            let found = found(&two);
            assert_eq!(found.len(), 2, "{found:?}");
            assert_eq!((found[0].1.as_slice(), found[0].2.as_slice()), (A, [sort].as_slice()));
            assert_eq!(found[1].1, B);
        }
        let cut = frame(A.len(), &A[..A.len() - 5]);
        assert_eq!(found(&cut), [(Form::Frame, A[..A.len() - 5].to_vec(), vec![Sort::FrameCut])]);
        let empty = [frame(0, b""), frame(B.len(), B)].concat();
        assert_eq!(found(&empty)[0], (Form::Frame, vec![], vec![Sort::EmptyFrame]));
    }

    #[test]
    fn what_is_no_message_is_one_piece() {
        for input in [b"\x16\x03\x01\x02\0\x01".as_slice(), b"hello", b"HTTP/1.1 400 Bad Request\r\n"] {
            assert_eq!(found(input), [(Form::Other, input.to_vec(), vec![])]);
        }
        assert!(found(b" \n").is_empty());
        assert_eq!(found(b"x <html><p>no</p></html>")[0].1, b"<html><p>no</p></html>");
    }

    #[test]
    fn hostile_inputs_end() {
        for (input, most) in [
            (b"<?xml".repeat(40_000), MOST_MESSAGES),
            (b"<ServiceRequest>".repeat(40_000), MOST_MESSAGES),
            (b"<".repeat(200_000), 1),
            (b"\0\0\0\x05<a/>\0".repeat(20_000), MOST_MESSAGES),
            (b"\0".repeat(200_000), MOST_MESSAGES),
            (b"</ServiceRequest".repeat(20_000), 1),
            ([b"<ServiceRequest>".as_slice(), &b"</ServiceRequestX>".repeat(20_000)].concat(), 1),
            (b"<!--".repeat(100_000), 1),
        ] {
            assert!(read(&input).pieces.len() <= most);
        }
    }
}
