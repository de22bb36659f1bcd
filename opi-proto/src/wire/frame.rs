//! Frames: where one message ends and the next begins.
//!
//! ```text
//! [4 bytes: length, unsigned, big-endian][length bytes: XML]
//! ```
//!
//! The length counts the bytes of the XML only, not itself. It is the same on both channels and in both
//! directions; there is no message type, version or checksum (protocol.md 1.4). A frame may arrive in
//! pieces, and one read may bring several.

use std::fmt;

/// Bytes of XML a frame may have unless the caller says otherwise: 1 MiB. Messages have 1 to 20 KiB.
pub const DEFAULT_MAX_FRAME: usize = 1024 * 1024;

const HEADER: usize = 4;

/// Puts the length in front of `payload`: one buffer, so that one `write` hands all of it to the kernel.
///
/// # Panics
///
/// If `payload` has 4 GiB or more, which no frame can carry.
#[must_use]
pub fn encode(payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len());
    assert!(length.is_ok(), "a frame carries less than 4 GiB");
    let mut frame = Vec::with_capacity(HEADER + payload.len());
    frame.extend(length.unwrap_or_default().to_be_bytes());
    frame.extend(payload);
    frame
}

/// Cuts a stream of bytes into frames.
///
/// Hand it what a read returned with [`push`](Self::push), then call [`next_frame`](Self::next_frame)
/// until it returns `None`. It never holds more than one unfinished frame (`max_frame` bytes and the
/// header) plus what one `push` brought, whatever the peer sends, and never reserves memory for bytes that
/// a header merely promises. Each byte is copied at most three times.
///
/// The first error is final: a stream that has lost its framing cannot be trusted again. From then on the
/// decoder returns that error for ever and stores nothing.
#[derive(Debug)]
pub struct Decoder {
    max_frame: usize,
    buffer: Buffer,
    error: Option<FrameError>,
}

/// Bytes not yet returned: those of `bytes` from `start` on.
#[derive(Default)]
struct Buffer {
    bytes: Vec<u8>,
    start: usize,
}

impl Buffer {
    fn waiting(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.start);
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
    }
}

/// Counts only: the bytes may hold card data.
impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} bytes)", self.waiting().len())
    }
}

impl Decoder {
    /// A decoder for a fresh connection that accepts frames of up to `max_frame` bytes of XML.
    #[must_use]
    pub fn new(max_frame: usize) -> Self {
        Self { max_frame, buffer: Buffer::default(), error: None }
    }

    /// Takes in what a read returned.
    ///
    /// More than one whole frame must not be waiting: bytes pushed on top of that are dropped, and
    /// [`FrameError::NotDrained`] follows the frames already here.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.error.is_some() {
            return;
        }
        let waiting = self.buffer.waiting().len();
        if waiting > self.max_frame.saturating_add(HEADER) {
            self.error = Some(FrameError::NotDrained { waiting });
            return;
        }
        self.buffer.extend(bytes);
    }

    /// The next complete frame without its header; an empty one if its length is zero. `None` means: read on.
    ///
    /// # Errors
    ///
    /// [`FrameError::TooLong`] as soon as the header is complete, before anything is allocated for the frame.
    pub fn next_frame(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        let Some((header, rest)) = self.buffer.waiting().split_first_chunk::<HEADER>() else {
            return self.error.map_or(Ok(None), Err);
        };
        let length = usize::try_from(u32::from_be_bytes(*header)).unwrap_or(usize::MAX);
        if length > self.max_frame {
            let foreign = sniff(self.buffer.waiting());
            let error = FrameError::TooLong { length, max: self.max_frame, foreign };
            self.error = Some(error);
            self.buffer = Buffer::default();
            return Err(error);
        }
        let Some(payload) = rest.get(..length) else {
            return self.error.map_or(Ok(None), Err);
        };
        let frame = payload.to_vec();
        self.buffer.start += HEADER + length;
        Ok(Some(frame))
    }

    /// Bytes that have come and were not returned yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.buffer.waiting().len()
    }

    /// Whether bytes of an unfinished frame are waiting, once [`next_frame`](Self::next_frame) has returned
    /// `None`. A connection that ends now was cut in the middle of a message.
    #[must_use]
    pub fn is_mid_frame(&self) -> bool {
        self.error.is_none() && !self.buffer.waiting().is_empty()
    }

    /// What else than OPI the peer seems to speak, judged by bytes that are not the start of a legal frame:
    /// those that made [`next_frame`](Self::next_frame) fail, or an unfinished header. (A ZVT terminal answers
    /// in three bytes and then waits: to an OPI till that looks like a terminal that hangs.)
    #[must_use]
    pub fn sniff(&self) -> Option<Foreign> {
        match self.error {
            Some(FrameError::TooLong { foreign, .. }) => foreign,
            Some(FrameError::NotDrained { .. }) => None,
            None => Some(self.buffer.waiting()).filter(|bytes| bytes.len() < HEADER).and_then(sniff),
        }
    }
}

/// Why a stream of bytes cannot be cut into frames any further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameError {
    /// The header announces a frame longer than the decoder accepts.
    TooLong {
        /// The length announced, in bytes.
        length: usize,
        /// The longest accepted, in bytes.
        max: usize,
        /// What the peer seems to speak instead of OPI.
        foreign: Option<Foreign>,
    },
    /// The caller of this decoder pushed more bytes without taking out the frames that were waiting.
    NotDrained {
        /// Bytes that were waiting.
        waiting: usize,
    },
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { foreign: Some(foreign), .. } => {
                write!(f, "the peer does not speak OPI: it looks like {foreign}. Check address and port")
            }
            Self::TooLong { length, max, foreign: None } => write!(
                f,
                "the peer announces a message of {length} bytes, but at most {max} are accepted. It \
                 probably does not speak OPI (check address and port), or its stream is damaged"
            ),
            Self::NotDrained { waiting } => write!(
                f,
                "{waiting} bytes of complete frames were waiting when more were pushed; call next_frame \
                 until it returns None first"
            ),
        }
    }
}

impl std::error::Error for FrameError {}

/// What a peer seems to speak that does not speak OPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// HTTP: a web server, or a client of one.
    Http,
    /// TLS: an encrypted port, addressed in the clear.
    Tls,
    /// ZVT, the other German terminal protocol, which many terminals offer beside OPI.
    Zvt,
    /// SSH.
    Ssh,
    /// XML, perhaps even OPI's, but without the four-byte length in front.
    XmlWithoutHeader,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http => "an HTTP server",
            Self::Tls => "a TLS port (encrypted)",
            Self::Zvt => "a ZVT terminal",
            Self::Ssh => "an SSH server",
            Self::XmlWithoutHeader => "a peer that sends XML without the four-byte length",
        })
    }
}

/// What a stream that starts with `bytes` speaks, if it is plainly not OPI.
///
/// Three bytes are enough for ZVT and TLS, four for the others. A stream whose first byte is zero, as in the
/// header of every frame below 16 MiB, is never called foreign.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Foreign> {
    match bytes {
        // Record types alert and handshake; 3.0 to 3.4 are SSL 3 to TLS 1.3.
        [0x15 | 0x16, 0x03, 0x00..=0x04, ..] => Some(Foreign::Tls),
        // Acknowledgement; refusal with an error code and no data.
        [0x80, 0x00, 0x00, ..] | [0x84, 0x64..=0xFF, 0x00, ..] => Some(Foreign::Zvt),
        // Status and intermediate status; completion, abort, print line, print text block; then a length.
        [0x04, 0x0F | 0xFF, _, ..] | [0x06, 0x0F | 0x1E | 0xD1 | 0xD3, _, ..] => Some(Foreign::Zvt),
        [b'H', b'T', b'T', b'P', ..] | [b'P', b'O', b'S', b'T', ..] => Some(Foreign::Http),
        [b'G', b'E', b'T', b' ', ..] | [b'H', b'E', b'A', b'D', ..] | [b'O', b'P', b'T', b'I', ..] => {
            Some(Foreign::Http)
        }
        [b'<', b'h' | b'H', b't' | b'T', b'm' | b'M', ..] | [b'<', b'!', b'D' | b'd', b'O' | b'o', ..] => {
            Some(Foreign::Http)
        }
        [b'S', b'S', b'H', b'-', ..] => Some(Foreign::Ssh),
        [0xEF, 0xBB, 0xBF, b'<', ..] => Some(Foreign::XmlWithoutHeader),
        [b'<', b'?' | b'A'..=b'Z' | b'a'..=b'z', _, _, ..] => Some(Foreign::XmlWithoutHeader),
        _ => None,
    }
}
