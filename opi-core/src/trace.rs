//! What the log says about messages: kinds at `debug`, masked XML at `trace`, nothing else ever.

use log::{Level, debug, log_enabled, trace};
use opi_proto::exchange::Line;
use opi_proto::message::sensitive;
use opi_proto::wire::xml::{self, Limits};

pub(crate) fn received(line: Line, payload: &[u8]) {
    debug!("< {line:?}: {} bytes", payload.len());
    if log_enabled!(Level::Trace) {
        trace!("< {line:?}: {}", masked(payload));
    }
}

pub(crate) fn sending(line: Line, frame: &[u8]) {
    debug!("> {line:?}: {} bytes", frame.len());
    if log_enabled!(Level::Trace) {
        trace!("> {line:?}: {}", masked(frame.get(4..).unwrap_or_default()));
    }
}

/// A message as it may be shown: card numbers masked, secrets dropped.
pub(crate) fn masked(payload: &[u8]) -> String {
    match xml::parse(payload, &Limits::default()) {
        Ok(document) => match sensitive::scrub_for_log(&document.root) {
            Some(root) => xml::pretty(&root),
            None => "(not shown)".into(),
        },
        Err(error) => format!("(not readable: {error})"),
    }
}
