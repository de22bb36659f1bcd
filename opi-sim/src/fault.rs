//! What the line does to messages: cut, cut up, glued, late, doubled, out of order, with the wrong number, garbage.
//!
//! [`Faults`] is the list of them; any may be combined. How a message looks is [`crate::garble`]; when and in which
//! order messages leave is the terminal's outbox. Whoever owns the socket writes [`Outgoing::pieces`] one by one and
//! closes the connection behind an [`Outgoing::is_cut`].

use opi_proto::wire::frame;

/// Faults of the line. The default is a good line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// Close channel 0 after so many bytes of the answer (the length header counts).
    pub drop_pay: Option<usize>,
    /// Close channel 1 after so many bytes of device requests, and keep it closed until the answer.
    pub drop_device: Option<usize>,
    /// Write in pieces of so many bytes.
    pub split: Option<usize>,
    /// Write two messages at once where two are on their way: a display with the next device request, an answer with
    /// its double or with a stray one.
    pub glue: bool,
    /// Send a display after the device request that follows it.
    pub reorder: bool,
    /// Answer first, and send the receipts so many milliseconds later.
    pub answer_first: Option<u64>,
    /// Send every message this much later, in milliseconds.
    pub delay: u64,
    /// Send every message up to this much later still, in milliseconds, by the seed.
    pub jitter: u64,
    /// Send every message twice.
    pub duplicate: bool,
    /// Send ISO-8859-1 while the prolog says UTF-8.
    pub latin: bool,
    /// Leave the namespace out of device requests, as Thales does.
    pub no_namespace: bool,
    /// Write elements in another order.
    pub swap_elements: bool,
    /// Write elements where others write attributes.
    pub attributes_as_elements: bool,
    /// Answers and device requests carry the number of another request.
    pub wrong_ids: bool,
    /// An answer to another request comes before the answer.
    pub stray: bool,
    /// So many bytes that are no frame come instead of the answer.
    pub garbage: Option<usize>,
    /// A frame with so many bytes that are no message comes instead of the answer.
    pub noise: Option<usize>,
    /// The answer is announced as one of 4 GiB.
    pub huge_length: bool,
    /// Send every byte alone, so many milliseconds apart.
    pub drip: Option<u64>,
}

impl Faults {
    /// A good line.
    pub const NONE: Faults = Faults {
        drop_pay: None,
        drop_device: None,
        split: None,
        glue: false,
        reorder: false,
        answer_first: None,
        delay: 0,
        jitter: 0,
        duplicate: false,
        latin: false,
        no_namespace: false,
        swap_elements: false,
        attributes_as_elements: false,
        wrong_ids: false,
        stray: false,
        garbage: None,
        noise: None,
        huge_length: false,
        drip: None,
    };

    /// The same without what makes an answer unreadable or another one: for requests that move no money.
    #[must_use]
    pub fn harmless(self) -> Self {
        let Faults { drop_pay, drop_device, wrong_ids, garbage, noise, huge_length, .. } = Faults::NONE;
        Faults { drop_pay, drop_device, wrong_ids, garbage, noise, huge_length, ..self }
    }

    /// Does the till get the answer to this request?
    #[must_use]
    pub fn answer_arrives(&self) -> bool {
        let unreadable = self.garbage.is_some() || self.noise.is_some() || self.huge_length;
        self.drop_pay.is_none() && !self.wrong_ids && !unreadable
    }

    /// Are two device requests under way at the same time?
    #[must_use]
    pub fn pairs(&self) -> bool {
        self.glue || self.reorder
    }

    pub(crate) fn reshapes(&self) -> bool {
        self.swap_elements || self.attributes_as_elements
    }
}

/// Bytes on their way out: one write, unless it is split.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    bytes: Vec<u8>,
    cut: bool,
    split: Option<usize>,
    continues: bool,
}

impl Outgoing {
    /// A message on a good line; `payload` is without length header.
    #[must_use]
    pub fn whole(payload: &[u8]) -> Self {
        Outgoing::raw(frame::encode(payload))
    }

    /// These bytes, whatever they are.
    #[must_use]
    pub fn raw(bytes: Vec<u8>) -> Self {
        Outgoing { bytes, cut: false, split: None, continues: false }
    }

    /// The same in pieces of so many bytes.
    #[must_use]
    pub fn split(self, size: Option<usize>) -> Self {
        Outgoing { split: size, ..self }
    }

    /// The same with another message behind it, in one write.
    #[must_use]
    pub fn and(mut self, next: &Outgoing) -> Self {
        self.bytes.extend_from_slice(&next.bytes);
        self
    }

    /// Cuts it if byte `limit` of everything sent on its channel falls into it, `sent` bytes having gone before.
    #[must_use]
    pub fn cut_at(mut self, limit: Option<usize>, sent: usize) -> Self {
        if let Some(left) = limit.map(|limit| limit.saturating_sub(sent)).filter(|left| *left < self.len()) {
            self.bytes.truncate(left);
            self.cut = true;
        }
        self
    }

    /// The same, and then the connection is closed.
    #[must_use]
    pub fn then_close(self) -> Self {
        Outgoing { cut: true, ..self }
    }

    /// One byte of it; the cut is behind the last.
    #[must_use]
    pub fn byte(&self, at: usize) -> Outgoing {
        let bytes = self.bytes.get(at).copied().into_iter().collect();
        let last = at + 1 >= self.len();
        Outgoing { bytes, cut: self.cut && last, split: None, continues: at > 0 }
    }

    /// Does it go on with a message that has begun, so that it belongs on the same connection?
    #[must_use]
    pub fn continues(&self) -> bool {
        self.continues
    }

    /// How many bytes leave, length headers included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Does nothing leave?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Must the connection be closed behind it?
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The bytes to write, length headers included, piece by piece.
    #[must_use]
    pub fn pieces(&self) -> Vec<Vec<u8>> {
        self.bytes.chunks(self.size()).map(<[u8]>::to_vec).collect()
    }

    /// What is left of the piece that holds byte `at`; nothing behind the last byte.
    #[must_use]
    pub fn piece_at(&self, at: usize) -> &[u8] {
        let end = (at / self.size()).saturating_add(1).saturating_mul(self.size()).min(self.bytes.len());
        self.bytes.get(at..end).unwrap_or_default()
    }

    fn size(&self) -> usize {
        self.split.unwrap_or(usize::MAX).max(1)
    }
}

/// Length only: receipts are nobody's business in a log.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} bytes, cut: {})", self.len(), self.cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Outgoing {
        Outgoing::whole(b"hello")
    }

    #[test]
    fn a_cut_falls_into_the_message_that_holds_its_byte() {
        assert_eq!(message().cut_at(None, 0).pieces(), vec![b"\0\0\0\x05hello".to_vec()]);
        assert_eq!(message().cut_at(Some(6), 0).pieces(), vec![b"\0\0\0\x05he".to_vec()]);
        assert_eq!(message().cut_at(Some(11), 9).pieces(), vec![b"\0\0".to_vec()]);
        assert!(message().cut_at(Some(0), 0).pieces().is_empty());
        assert!(!message().cut_at(Some(9), 0).is_cut(), "byte 9 belongs to the next message");
        assert!(message().cut_at(Some(8), 0).is_cut());
        let past = message().cut_at(Some(3), 9);
        assert!(past.is_empty() && past.is_cut(), "past the cut, nothing leaves");
    }

    #[test]
    fn splitting_loses_nothing() {
        for size in 1..12 {
            let pieces = message().split(Some(size)).pieces();
            assert!(pieces.iter().all(|piece| piece.len() <= size));
            assert_eq!(pieces.concat(), b"\0\0\0\x05hello");
            let mut at = 0;
            for piece in &pieces {
                let split = message().split(Some(size));
                assert_eq!(split.piece_at(at), piece.as_slice());
                at += piece.len();
                assert!(piece.ends_with(split.piece_at(at - 1)), "the rest of a piece");
            }
            assert!(message().piece_at(at).is_empty());
        }
    }

    #[test]
    fn byte_by_byte_nothing_is_lost_and_the_cut_is_behind_the_last() {
        let cut = message().then_close();
        let bytes: Vec<Outgoing> = (0..cut.len()).map(|at| cut.byte(at)).collect();
        let all: Vec<u8> = bytes.iter().flat_map(|byte| byte.pieces().concat()).collect();
        assert_eq!(all, b"\0\0\0\x05hello");
        assert_eq!(bytes.iter().position(Outgoing::is_cut), Some(8));
        assert_eq!(bytes.iter().filter(|byte| !byte.continues()).count(), 1);
    }

    #[test]
    fn glued_messages_are_one_write() {
        let glued = message().and(&Outgoing::whole(b"!"));
        assert_eq!(glued.pieces(), vec![b"\0\0\0\x05hello\0\0\0\x01!".to_vec()]);
    }
}
