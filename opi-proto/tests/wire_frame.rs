//! Frames: every way TCP can cut and glue them, and every peer that does not speak OPI.
#![allow(clippy::unwrap_used, reason = "a test")]

use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder, Foreign, FrameError, encode, sniff};
use proptest::prelude::*;

fn drain(decoder: &mut Decoder) -> Vec<Vec<u8>> {
    std::iter::from_fn(|| decoder.next_frame().unwrap()).collect()
}

#[test]
fn the_length_is_big_endian_and_counts_the_payload_only() {
    assert_eq!(encode(b"hello"), b"\0\0\0\x05hello");
    assert_eq!(encode(b""), b"\0\0\0\0");
    assert_eq!(encode(&[b'x'; 0x1_0203])[..4], [0, 1, 2, 3]);
}

#[test]
fn frames_glued_together_come_out_one_by_one() {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    decoder.push(b"\0\0\0\x03one\0\0\0\0\0\0\0\x03two\0\0");
    assert_eq!(drain(&mut decoder), [b"one".as_slice(), b"", b"two"]);
    assert!(decoder.is_mid_frame());
    decoder.push(b"\0\x01!");
    assert_eq!(drain(&mut decoder), [b"!"]);
    assert!(!decoder.is_mid_frame());
}

#[test]
fn a_frame_may_arrive_byte_by_byte() {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    assert!(!decoder.is_mid_frame());
    let bytes = encode("Zürich".as_bytes());
    for byte in &bytes[..bytes.len() - 1] {
        decoder.push(&[*byte]);
        assert_eq!(decoder.next_frame(), Ok(None));
        assert!(decoder.is_mid_frame());
        assert_eq!(decoder.sniff(), None);
    }
    decoder.push(&bytes[bytes.len() - 1..]);
    assert_eq!(drain(&mut decoder), ["Zürich".as_bytes()]);
    assert!(!decoder.is_mid_frame());
}

#[test]
fn the_longest_frame_passes_and_one_byte_more_does_not() {
    let mut decoder = Decoder::new(5);
    decoder.push(b"\0\0\0\x05hello\0\0\0\x06");
    assert_eq!(decoder.next_frame(), Ok(Some(b"hello".to_vec())));
    let error = FrameError::TooLong { length: 6, max: 5, foreign: None };
    for _ in 0..3 {
        assert_eq!(decoder.next_frame(), Err(error));
        decoder.push(b"\0\0\0\x01!");
        assert!(!decoder.is_mid_frame(), "a failed decoder stores nothing");
    }
    assert!(error.to_string().contains("6 bytes"));
}

#[test]
fn a_caller_that_does_not_drain_cannot_make_it_grow() {
    let mut decoder = Decoder::new(5);
    let frame = encode(b"hello");
    for _ in 0..1000 {
        decoder.push(&frame);
    }
    // Those that fitted are still delivered, in order; then the error, for ever.
    assert_eq!(decoder.next_frame(), Ok(Some(b"hello".to_vec())));
    assert_eq!(decoder.next_frame(), Ok(Some(b"hello".to_vec())));
    let error = FrameError::NotDrained { waiting: 18 };
    assert_eq!((decoder.next_frame(), decoder.next_frame()), (Err(error), Err(error)));
    assert_eq!(decoder.sniff(), None);
}

#[test]
fn debug_shows_counts_only() {
    let mut decoder = Decoder::new(100);
    decoder.push(b"\0\0\0\x10541333");
    assert!(format!("{decoder:?}").contains("(10 bytes)"), "{decoder:?}");
}

#[test]
fn foreign_peers_are_recognised_by_their_first_bytes() {
    let table: &[(&[u8], Foreign)] = &[
        (b"HTTP/1.1 400 Bad Request\r\n", Foreign::Http),
        (b"GET / HTTP/1.1\r\n", Foreign::Http),
        (b"POST /payment HTTP/1.1\r\n", Foreign::Http),
        (b"<html>", Foreign::Http),
        (b"<HTML>", Foreign::Http),
        (b"<!DOCTYPE html>", Foreign::Http),
        (b"\x15\x03\x03\x00\x02\x02\x46", Foreign::Tls),
        (b"\x16\x03\x01\x02\x00", Foreign::Tls),
        (b"SSH-2.0-dropbear\r\n", Foreign::Ssh),
        (b"\x80\x00\x00", Foreign::Zvt),
        (b"\x84\x83\x00", Foreign::Zvt),
        (b"\x84\x9c\x00", Foreign::Zvt),
        (b"\x06\x0f\x00", Foreign::Zvt),
        (b"\x06\x1e\x01\x6c", Foreign::Zvt),
        (b"\x06\xd1\x08\x00ABCDEFG", Foreign::Zvt),
        (b"\x04\x0f\xff\x10\x01", Foreign::Zvt),
        (b"\x04\xff\x01\x0e", Foreign::Zvt),
        (b"<?xml version=\"1.0\"?>", Foreign::XmlWithoutHeader),
        (b"\xef\xbb\xbf<?xml", Foreign::XmlWithoutHeader),
        (b"<CardServiceRequest/>", Foreign::XmlWithoutHeader),
        (b"<ServiceRequest/>", Foreign::XmlWithoutHeader),
        (b"<DeviceRequest/>", Foreign::XmlWithoutHeader),
    ];
    for (bytes, foreign) in table {
        let what = String::from_utf8_lossy(bytes);
        assert_eq!(sniff(bytes), Some(*foreign), "{what}");

        let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
        decoder.push(bytes);
        let outcome = decoder.next_frame();
        assert_eq!(decoder.sniff(), Some(*foreign), "{what}");
        if bytes.len() < 4 {
            assert_eq!(outcome, Ok(None), "{what}");
        } else {
            let error = outcome.unwrap_err();
            assert!(matches!(error, FrameError::TooLong { foreign: Some(f), .. } if f == *foreign), "{what}");
            assert!(error.to_string().contains(&foreign.to_string()), "{error}");
        }
    }
    for unknown in [&b""[..], b"\x80", b"HT", b"\x84\x00\x00", b"0863<?xml", b"\x5f\x03\0\0<?xml"] {
        assert_eq!(sniff(unknown), None, "{unknown:?}");
    }
}

#[test]
fn what_lies_inside_a_legal_frame_is_nobodys_first_bytes() {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    decoder.push(b"\0\0\x10\0HTTP/1.1 200 OK");
    assert_eq!((decoder.next_frame(), decoder.sniff()), (Ok(None), None));
}

proptest! {
    #[test]
    fn any_chunking_gives_the_same_frames(
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..12),
        cuts in prop::collection::vec(1..40_usize, 1..20),
    ) {
        let stream: Vec<u8> = payloads.iter().flat_map(|payload| encode(payload)).collect();
        let mut decoder = Decoder::new(60);
        let mut frames = Vec::new();
        let mut rest = stream.as_slice();
        for cut in cuts.iter().cycle() {
            let (chunk, tail) = rest.split_at(rest.len().min(*cut));
            decoder.push(chunk);
            frames.extend(drain(&mut decoder));
            rest = tail;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(frames, payloads);
        prop_assert!(!decoder.is_mid_frame());
    }

    #[test]
    fn a_legal_header_is_never_called_foreign(
        length in 0..1_u32 << 24,
        tail in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut bytes = length.to_be_bytes().to_vec();
        bytes.extend(tail);
        for end in 0..=bytes.len() {
            prop_assert_eq!(sniff(&bytes[..end]), None);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..10),
    ) {
        let mut decoder = Decoder::new(40);
        for chunk in chunks {
            decoder.push(&chunk);
            while let Ok(Some(frame)) = decoder.next_frame() {
                prop_assert!(frame.len() <= 40);
            }
            let _ = (decoder.sniff(), decoder.is_mid_frame());
        }
    }
}
