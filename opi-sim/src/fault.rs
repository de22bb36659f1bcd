//! What the line does to a message: cut, cut up, wrongly encoded. Pure: bytes in, bytes out.
//!
//! The terminal marks each message it sends ([`Outgoing`]); whoever owns the socket writes
//! [`Outgoing::pieces`] one by one and closes the connection behind an [`Outgoing::is_cut`].

use opi_core::wire::{frame, xml};

/// Faults of the line. The default is a good line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// Close channel 0 after so many bytes of the answer (the length header counts).
    pub drop_pay: Option<usize>,
    /// Close channel 1 after so many bytes of device requests, and keep it closed until the answer.
    pub drop_device: Option<usize>,
    /// Write in pieces of so many bytes.
    pub split: Option<usize>,
    /// Send ISO-8859-1 while the prolog says UTF-8.
    pub latin: bool,
    /// Leave the namespace out of device requests, as Thales does.
    pub no_namespace: bool,
}

impl Faults {
    /// The bytes of a message as this line garbles them.
    #[must_use]
    pub fn garble(&self, payload: Vec<u8>, device_request: bool) -> Vec<u8> {
        if !(self.latin || self.no_namespace && device_request) {
            return payload;
        }
        let mut text = String::from_utf8_lossy(&payload).into_owned();
        if self.no_namespace && device_request {
            text = text.replacen(&format!(" xmlns=\"{}\"", xml::NAMESPACE), "", 1);
        }
        if !self.latin {
            return text.into_bytes();
        }
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
    }
}

/// A message on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The XML, without the length header.
    pub payload: Vec<u8>,
    /// Close the connection after so many bytes of the frame (0 = before the first).
    pub cut_after: Option<usize>,
    /// Write in pieces of so many bytes.
    pub split: Option<usize>,
}

impl Outgoing {
    /// A message on a good line.
    #[must_use]
    pub fn whole(payload: Vec<u8>) -> Self {
        Outgoing { payload, cut_after: None, split: None }
    }

    /// Cuts it if byte `limit` of everything sent on its channel falls into it, `sent` bytes having gone before.
    #[must_use]
    pub fn cut_at(mut self, limit: Option<usize>, sent: usize) -> Self {
        self.cut_after =
            limit.map(|limit| limit.saturating_sub(sent)).filter(|left| *left < self.frame_len());
        self
    }

    /// Bytes of the whole frame.
    #[must_use]
    pub fn frame_len(&self) -> usize {
        self.payload.len() + 4
    }

    /// Must the connection be closed behind it?
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut_after.is_some()
    }

    /// The bytes to write, length header included, piece by piece.
    #[must_use]
    pub fn pieces(&self) -> Vec<Vec<u8>> {
        let mut bytes = frame::encode(&self.payload);
        bytes.truncate(self.cut_after.unwrap_or(usize::MAX));
        let size = self.split.unwrap_or(usize::MAX).max(1);
        bytes.chunks(size).map(<[u8]>::to_vec).collect()
    }
}

/// Length only: receipts are nobody's business in a log.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} bytes, cut_after: {:?})", self.payload.len(), self.cut_after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Outgoing {
        Outgoing::whole(b"hello".to_vec())
    }

    #[test]
    fn a_cut_falls_into_the_message_that_holds_its_byte() {
        assert_eq!(message().cut_at(None, 0).pieces(), vec![b"\0\0\0\x05hello".to_vec()]);
        assert_eq!(message().cut_at(Some(6), 0).pieces(), vec![b"\0\0\0\x05he".to_vec()]);
        assert_eq!(message().cut_at(Some(11), 9).pieces(), vec![b"\0\0".to_vec()]);
        assert!(message().cut_at(Some(0), 0).pieces().is_empty());
        assert!(!message().cut_at(Some(9), 0).is_cut(), "byte 9 belongs to the next message");
        assert!(message().cut_at(Some(8), 0).is_cut());
        assert_eq!(message().cut_at(Some(3), 9).cut_after, Some(0), "past the cut, nothing leaves");
    }

    #[test]
    fn splitting_loses_nothing() {
        for size in 1..12 {
            let outgoing = Outgoing { split: Some(size), ..message() };
            let pieces = outgoing.pieces();
            assert!(pieces.iter().all(|piece| piece.len() <= size));
            assert_eq!(pieces.concat(), b"\0\0\0\x05hello");
        }
    }

    #[test]
    fn garbling_does_what_it_says() {
        let xml =
            || format!("<?xml encoding=\"UTF-8\"?><A xmlns=\"{}\">Zürich…</A>", xml::NAMESPACE).into_bytes();
        assert_eq!(Faults::default().garble(xml(), true), xml());
        let latin = Faults { latin: true, ..Faults::default() }.garble(xml(), false);
        assert!(latin.ends_with(b"Z\xFCrich?</A>"), "{latin:?}");
        let bare = Faults { no_namespace: true, ..Faults::default() };
        assert_eq!(bare.garble(xml(), true), "<?xml encoding=\"UTF-8\"?><A>Zürich…</A>".as_bytes());
        assert_eq!(bare.garble(xml(), false), xml(), "answers keep it");
    }
}
