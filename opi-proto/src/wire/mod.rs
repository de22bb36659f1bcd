//! What travels on the socket: frames, character sets and XML, and nothing of what they mean.
//!
//! ```text
//! bytes ──► frame ──► charset ──► xml ──► message (the layer above)
//! ```
//!
//! * [`frame`] cuts the TCP stream into messages and recognises peers that do not speak OPI at all;
//! * [`charset`] turns the bytes of one message into text;
//! * [`xml`] turns that text into a small bounded tree, and a tree into bytes.
//!
//! This module imports nothing from the rest of the crate; anything above may import it. It knows no
//! element by name, touches no socket and reads no clock.
//!
//! **Card data.** What a peer sends may hold a card number in any value or text. Errors, findings and
//! `Debug` output of this module therefore name elements and attributes only, never what they contain.

pub mod charset;
mod finding;
pub mod frame;
pub mod xml;

pub use finding::Finding;
