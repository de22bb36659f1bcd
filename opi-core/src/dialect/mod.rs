//! Dialects: what differs between terminal families, as data. Nothing else in the library asks "which
//! dialect?"; it asks the row.
//!
//! Sources: protocol.md 1.2 (ports), 2.7 (printer roles), 3.1 (sessions), 3.4 (reversal), 3.6 (abort),
//! 3.7 (day end), 4.1 (callback ids). Where public sources are silent the row says what this library does.

use crate::message::{Class, Output, RequestKind};
use serde::Serialize;

mod table;

pub use table::{CH, DE, DIALECTS, IFSF, NL};

/// One terminal family.
#[derive(Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The name in a terminal URL: `ch`, `de`, `nl`, `ifsf`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// TCP port at which terminals listen for requests (channel 0).
    pub terminal_port: u16,
    /// TCP port at which the till listens for device requests (channel 1).
    pub listen_port: u16,
    /// What each print target holds, where no `TicketType` says otherwise.
    pub printers: &'static [(&'static str, ReceiptRole)],
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
    /// Do requests carry `ApplicationSender` and `POPID`?
    pub names_sender: bool,
    /// What `ReferenceNumber` means on a card request.
    pub reference: ReferenceMeaning,
    /// What `TimedOut` without any sign of an authorisation says about money.
    pub timed_out: TimedOutMeans,
    /// Request kinds that terminals of this family understand.
    pub kinds: &'static [RequestKind],
}

/// For whom a receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptRole {
    /// The customer's copy.
    Customer,
    /// The merchant's copy.
    Merchant,
}

impl ReceiptRole {
    /// The name in results and in the journal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReceiptRole::Customer => "customer",
            ReceiptRole::Merchant => "merchant",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        [ReceiptRole::Customer, ReceiptRole::Merchant].into_iter().find(|role| role.name() == name)
    }
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

/// What a device request wants to be done with an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputUse {
    /// Show it to the cashier.
    CashierDisplay,
    /// Show it to the customer.
    CustomerDisplay,
    /// Print it.
    Receipt(ReceiptRole),
    /// Store it in the electronic journal.
    Journal,
    /// Hand out the goods (unattended terminals).
    Delivery,
    /// A device this library does not know.
    Unknown,
}

impl Dialect {
    /// Finds a dialect by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Dialect> {
        DIALECTS.iter().copied().find(|dialect| dialect.name.eq_ignore_ascii_case(name.trim()))
    }

    /// Does the family understand this kind of request?
    #[must_use]
    pub fn supports(&self, kind: RequestKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// What an output is for. A `TicketType` decides before the target does.
    #[must_use]
    pub fn use_of(&self, output: &Output) -> OutputUse {
        let is = |name: &str| output.target().eq_ignore_ascii_case(name);
        let ticket = output.ticket_type.as_deref().unwrap_or_default();
        if let Some((_, role)) = self.printers.iter().find(|(target, _)| is(target)) {
            return match ticket.to_ascii_lowercase().as_str() {
                "customerreceipt" => OutputUse::Receipt(ReceiptRole::Customer),
                "merchantreceipt" => OutputUse::Receipt(ReceiptRole::Merchant),
                // An offer to convert the currency is shown, never filed as a receipt.
                "dccoffer" => OutputUse::CustomerDisplay,
                _ => OutputUse::Receipt(*role),
            };
        }
        if is("CashierDisplay") || is("CashierTerminal") || is("Display") {
            OutputUse::CashierDisplay
        } else if is("CustomerDisplay") || is("CustomerTerminal") {
            OutputUse::CustomerDisplay
        } else if is("E-Journal") || is("EJournal") {
            OutputUse::Journal
        } else if is("DeliveryBox") {
            OutputUse::Delivery
        } else {
            OutputUse::Unknown
        }
    }

    /// The `RequestID` and `SequenceID` of the `n`-th device request (from 1) of a till's request: what a
    /// terminal of this family writes.
    #[must_use]
    pub fn callback_id(&self, request_id: &str, n: u32) -> (String, Option<String>) {
        match self.callback_ids {
            CallbackIds::Suffixed => (format!("{request_id}.{n}"), None),
            CallbackIds::Sequence => (request_id.to_owned(), Some(n.to_string())),
        }
    }

    /// Does a device request say that it belongs to another request of the till than `request_id`? Terminals
    /// that number device requests on their own (CCV Germany: 0, 1, 2 …) say nothing, so `false` is no proof.
    #[must_use]
    pub fn is_callback_of_another(&self, device_request_id: &str, request_id: &str) -> bool {
        match self.callback_ids {
            CallbackIds::Suffixed => match device_request_id.rsplit_once('.') {
                Some((request, _)) => request != request_id,
                None => false,
            },
            CallbackIds::Sequence => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(target: &str, ticket: Option<&str>) -> Output {
        Output { target: Some(target.into()), ticket_type: ticket.map(Into::into), ..Output::default() }
    }

    #[test]
    fn printer_is_the_customers_in_ch_and_nl_and_the_merchants_in_de() {
        use OutputUse::Receipt;
        use ReceiptRole::{Customer, Merchant};
        for (dialect, target, ticket, expected) in [
            (&CH, "Printer", None, Receipt(Customer)),
            (&NL, "Printer", None, Receipt(Customer)),
            (&DE, "Printer", None, Receipt(Merchant)),
            (&CH, "JournalPrinter", None, Receipt(Merchant)),
            (&DE, "PrinterReceipt", None, Receipt(Customer)),
            (&CH, "Printer", Some("MerchantReceipt"), Receipt(Merchant)),
            (&CH, "Printer", Some("CustomerReceipt"), Receipt(Customer)),
            (&CH, "Printer", Some("DccOffer"), OutputUse::CustomerDisplay),
            (&CH, "EJournal", None, OutputUse::Journal),
            (&CH, "e-journal", None, OutputUse::Journal),
            (&CH, "DeliveryBox", None, OutputUse::Delivery),
            (&DE, "CashierDisplay", None, OutputUse::CashierDisplay),
            (&DE, "PinPad", None, OutputUse::Unknown),
        ] {
            assert_eq!(dialect.use_of(&output(target, ticket)), expected, "{} {target}", dialect.name);
        }
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
    }
}
