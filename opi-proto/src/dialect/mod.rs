//! Dialects: what differs between terminal families, as data. Nothing else in the library asks "which
//! dialect?"; it asks the row.
//!
//! A till may change a setting of its row from the terminal URL (`dialect.NAME=VALUE`) or a file, and choose a
//! variant of it: a terminal model, or the maker of the software ([`VARIANTS`]). What a row or a variant lacks is
//! refused before anything is sent, with the reason.
//!
//! Sources: protocol.md 1.2 (ports), 2.7 (printer roles), 3.1 (sessions), 3.4 (reversal), 3.6 (abort),
//! 3.7 (day end), 4.1 (callback ids). Where public sources are silent the row says what this library does.

use crate::field::words;
use crate::message::{Class, RequestKind};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

mod file;
mod setting;
mod table;
mod variant;

pub use setting::{SETTINGS, Setting};
pub use table::{CH, DE, DIALECTS, IFSF, NL};
pub use variant::{Hardware, VARIANTS, Variant};

/// One terminal family, as it stands in the table or with a till's own changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// The name in a terminal URL: `ch`, `de`, `nl`, `ifsf`.
    pub name: &'static str,
    /// Terminal model or maker of the software, if the till named one.
    pub variant: Option<&'static Variant>,
    /// The name for people.
    pub title: &'static str,
    /// TCP port at which terminals listen for requests (channel 0).
    pub terminal_port: u16,
    /// TCP port at which the till listens for device requests (channel 1).
    pub listen_port: u16,
    /// What each print target holds, where no `TicketType` says otherwise.
    pub printers: Cow<'static, [(Cow<'static, str>, ReceiptRole)]>,
    /// Opens a session.
    pub session_open: RequestKind,
    /// Closes a session.
    pub session_close: RequestKind,
    /// Closes the day.
    pub close_day: RequestKind,
    /// Asks for the state of the terminal, printing nothing.
    pub status: RequestKind,
    /// How a running request is aborted.
    pub abort: AbortWay,
    /// Which transaction a reversal undoes.
    pub reversal: ReversalWay,
    /// How device requests are numbered.
    pub callback_ids: CallbackIds,
    /// Does `POSdata` of card requests announce where receipts go?
    pub announces_printers: bool,
    /// Does `POSdata` of service requests announce it too?
    pub announces_to_services: bool,
    /// Do requests carry `ApplicationSender` and `POPID`?
    pub names_sender: bool,
    /// What `ReferenceNumber` means on a card request.
    pub reference: ReferenceMeaning,
    /// What `TimedOut` without any sign of an authorisation says about money.
    pub timed_out: TimedOutMeans,
    /// What a login tells the terminal.
    pub login_data: LoginData,
    /// `RequestType` that captures a reservation. Unverified: not public.
    pub capture_verb: Cow<'static, str>,
    /// `RequestType` that cancels a reservation. Unverified: not public.
    pub cancel_verb: Cow<'static, str>,
    /// Request kinds that terminals of this family understand.
    pub kinds: Cow<'static, [RequestKind]>,
    /// Request options that terminals of this family understand, among those that not all do. An option that
    /// stands in no row of the table is for every family.
    pub options: Cow<'static, [&'static str]>,
    /// Why some kinds and options are missing.
    pub lacks: Cow<'static, [Lack]>,
}

/// Something that a dialect or a terminal does not have, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Wire name of a request kind, or name of a request option.
    pub what: &'static str,
    /// Why, and what to do instead; the end of a sentence.
    pub why: Cow<'static, str>,
}

impl Lack {
    pub(crate) const fn of(what: &'static str, why: &'static str) -> Self {
        Lack { what, why: Cow::Borrowed(why) }
    }
}

words! {
    pub enum ReceiptRole, "receipt_role": "For whom a receipt is.";
    Customer: "customer", "The customer's copy of a receipt.";
    Merchant: "merchant", "The merchant's copy of a receipt.";
}

/// How a running request is aborted (protocol.md 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AbortWay {
    /// The connection the `AbortRequest` travels on.
    pub connection: AbortConnection,
    /// The message pair it uses.
    pub class: Class,
    /// Does `ReferenceNumber` name the request to abort?
    pub names_request: bool,
}

/// The connection an `AbortRequest` travels on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbortConnection {
    /// A second channel-0 connection.
    Second,
    /// The one on which the request waits for its answer.
    Same,
}

/// Which transaction a reversal undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalWay {
    /// Always the last one; the terminal asks for a confirmation.
    Last,
    /// The one with the STAN given.
    ByStan,
}

/// How device requests are numbered (protocol.md 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackIds {
    /// `<RequestID of the till>.<n>`.
    Suffixed,
    /// The till's `RequestID`; `SequenceID` counts.
    Sequence,
    /// A number of their own within each request: 0, 1, 2 …
    Own,
}

/// What `ReferenceNumber` means on a card request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceMeaning {
    /// The merchant's reference of the sale.
    Merchant,
    /// Something else: the library keeps the merchant's reference to itself.
    NotTheMerchants,
}

/// What `TimedOut` without any sign of an authorisation says about money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimedOutMeans {
    /// Nothing happened (ch: protocol.md 2.6 and 3.11).
    Nothing,
    /// It may have happened: the host's answer may be what was missing.
    Unknown,
}

/// What a login tells the terminal in `PrivateData`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginData {
    /// Nothing: the terminal's own settings decide.
    None,
    /// Which receipts the till prints, and that it asks about signatures (Ingenico Germany, M).
    Printers,
}

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
