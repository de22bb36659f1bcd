//! Dialects: what differs between terminal families, as data. Nothing else in the library asks "which
//! dialect?"; it asks the row.
//!
//! A till may change a setting of its row from the terminal URL (`dialect.NAME=VALUE`) or a file, and choose a
//! variant of it: a terminal model, or the maker of the software ([`VARIANTS`]). What a row or a variant lacks is
//! refused before anything is sent, with the reason.
//!
//! Sources: protocol.md 1.2 (ports), 2.7 (printer roles), 3.1 (sessions), 3.4 (reversal), 3.6 (abort),
//! 3.7 (day end), 4.1 (callback ids). Where public sources are silent the row says what this library does.

use crate::message::RequestKind;
use std::sync::{Arc, LazyLock};

mod file;
mod hardware;
mod setting;
mod table;
mod variant;

pub use hardware::{Hardware, Variant};
pub use setting::{SETTINGS, Setting};
pub use table::{
    AbortConnection, AbortWay, CH, CallbackIds, DE, DIALECTS, Dialect, IFSF, Lack, LoginData, NL,
    ReceiptRole, ReferenceMeaning, ReversalWay, TimedOutMeans,
};
pub use variant::VARIANTS;

impl Dialect {
    /// Finds a dialect by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Dialect> {
        DIALECTS.iter().copied().find(|dialect| dialect.name.eq_ignore_ascii_case(name.trim()))
    }

    /// The row as settings hold it: one copy for all terminals of the process.
    #[must_use]
    pub fn shared(&'static self) -> Arc<Dialect> {
        static ROWS: LazyLock<Vec<Arc<Dialect>>> =
            LazyLock::new(|| DIALECTS.iter().map(|row| Arc::new((*row).clone())).collect());
        let row = DIALECTS.iter().position(|row| std::ptr::eq(*row, self)).and_then(|at| ROWS.get(at));
        row.map_or_else(|| Arc::new(self.clone()), Arc::clone)
    }

    /// Who is meant, for messages: `dialect ch (Nexi Switzerland)` or `terminal im30 (PAX IM30)`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.variant {
            Some(variant) => {
                let what = if variant.hardware.is_some() { "terminal" } else { "variant" };
                format!("{what} {} ({})", variant.name, variant.title)
            }
            None => format!("dialect {} ({})", self.name, self.title),
        }
    }

    /// Does the family understand this kind of request?
    #[must_use]
    pub fn supports(&self, kind: RequestKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Does the family understand this request option?
    #[must_use]
    pub fn supports_option(&self, name: &str) -> bool {
        self.options.contains(&name) || !DIALECTS.iter().any(|row| row.options.contains(&name))
    }

    /// Why a kind or an option is missing, if more is known than that it is.
    #[must_use]
    pub fn why_not(&self, what: &str) -> Option<&str> {
        // The last one is the most particular: variants and tills add theirs behind the row's.
        self.lacks.iter().rev().find(|lack| lack.what == what).map(|lack| lack.why.as_ref())
    }

    /// The `RequestType` of a kind in this dialect.
    #[must_use]
    pub fn wire_name(&self, kind: RequestKind) -> &str {
        match kind {
            RequestKind::CaptureReservation => &self.capture_verb,
            RequestKind::CancelReservation => &self.cancel_verb,
            other => other.wire_name(),
        }
    }

    /// The kind that a `RequestType` means in this dialect.
    #[must_use]
    pub fn kind_of(&self, request_type: &str) -> Option<RequestKind> {
        [RequestKind::CaptureReservation, RequestKind::CancelReservation]
            .into_iter()
            .find(|kind| self.supports(*kind) && self.wire_name(*kind).eq_ignore_ascii_case(request_type))
            .or_else(|| RequestKind::from_wire_name(request_type))
    }

    /// The `RequestID` and `SequenceID` of the `n`-th device request (from 1) of a till's request: what a
    /// terminal of this family writes.
    #[must_use]
    pub fn callback_id(&self, request_id: &str, n: u32) -> (String, Option<String>) {
        match self.callback_ids {
            CallbackIds::Suffixed => (format!("{request_id}.{n}"), None),
            CallbackIds::Sequence => (request_id.to_owned(), Some(n.to_string())),
            CallbackIds::Own => (n.saturating_sub(1).to_string(), None),
        }
    }

    /// Does a device request say that it belongs to another request of the till than `request_id`? Terminals
    /// that number device requests on their own (CCV Germany: 0, 1, 2 …) say nothing, so `false` is no proof.
    /// A number as long as the till's own, which counts milliseconds, is one that the till has given.
    #[must_use]
    pub fn is_callback_of_another(&self, device_request_id: &str, request_id: &str) -> bool {
        match self.callback_ids {
            CallbackIds::Suffixed => match device_request_id.rsplit_once('.') {
                Some((request, _)) => request != request_id,
                None => false,
            },
            CallbackIds::Sequence => {
                let number = |id: &str| id.len() >= 6 && id.bytes().all(|b| b.is_ascii_digit());
                device_request_id != request_id
                    && device_request_id.len() == request_id.len()
                    && number(device_request_id)
                    && number(request_id)
            }
            CallbackIds::Own => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_shared() {
        for row in DIALECTS {
            assert!(Arc::ptr_eq(&row.shared(), &row.shared()) && *row.shared() == **row, "{}", row.name);
        }
        assert!(size_of::<Dialect>() <= 320, "a row takes {} bytes", size_of::<Dialect>());
    }

    #[test]
    fn every_dialect_is_found_and_supports_its_own_verbs() {
        for dialect in DIALECTS {
            assert_eq!(Dialect::by_name(&dialect.name.to_uppercase()), Some(*dialect));
            for kind in [dialect.session_open, dialect.session_close, dialect.close_day, dialect.status] {
                assert!(dialect.supports(kind), "{} {kind}", dialect.name);
            }
        }
        assert_eq!(Dialect::by_name("fr"), None);
    }

    #[test]
    fn callback_ids_follow_the_dialect() {
        assert_eq!(CH.callback_id("8", 3), ("8.3".into(), None));
        assert_eq!(DE.callback_id("20792", 2), ("20792".into(), Some("2".into())));
        assert!(CH.is_callback_of_another("7.3", "8"));
        assert!(!CH.is_callback_of_another("8.3", "8"));
        assert!(!CH.is_callback_of_another("3", "8"), "a terminal that counts on its own says nothing");
        assert!(!DE.is_callback_of_another("0", "164"));
        assert!(!DE.is_callback_of_another("174", "164"), "small numbers may be the terminal's own");
        assert!(DE.is_callback_of_another("176622691", "176622726"));
        assert!(!DE.is_callback_of_another("176622726", "176622726"));
    }
}
