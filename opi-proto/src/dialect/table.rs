//! The rows: one family, one row, and what may differ between them. docs/dialects.md is made from them.

use super::hardware::Variant;
use crate::field::words;
use crate::message::RequestKind::*;
use crate::message::{Class, RequestKind};
use std::borrow::Cow;

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

/// Every dialect, the default first.
pub static DIALECTS: &[&Dialect] = &[&CH, &DE, &NL, &IFSF];

/// What a row has that says nothing else.
static ORDINARY: Dialect = Dialect {
    name: "",
    variant: None,
    title: "",
    terminal_port: 0,
    listen_port: 0,
    printers: Cow::Borrowed(&[]),
    session_open: Login,
    session_close: Logoff,
    close_day: ReconciliationWithClosure,
    status: Diagnosis,
    abort: AbortWay { connection: AbortConnection::Same, class: Class::Card, names_request: false },
    reversal: ReversalWay::ByStan,
    callback_ids: CallbackIds::Sequence,
    announces_printers: false,
    announces_to_services: false,
    names_sender: false,
    reference: ReferenceMeaning::NotTheMerchants,
    timed_out: TimedOutMeans::Unknown,
    login_data: LoginData::None,
    capture_verb: CAPTURE,
    cancel_verb: CANCEL,
    kinds: Cow::Borrowed(&[]),
    options: Cow::Borrowed(&[]),
    lacks: Cow::Borrowed(&[]),
};

/// Names of the family for completing and undoing a pre-authorisation; what ch really takes is not public.
const CAPTURE: Cow<'static, str> = Cow::Borrowed("CardFinancialAdvice");
const CANCEL: Cow<'static, str> = Cow::Borrowed("PreAuthReversal");

/// Nexi Switzerland.
pub static CH: Dialect = Dialect {
    name: "ch",
    title: "Nexi Switzerland",
    terminal_port: 4100,
    listen_port: 4102,
    printers: Cow::Borrowed(&[
        (Cow::Borrowed("Printer"), ReceiptRole::Customer),
        (Cow::Borrowed("JournalPrinter"), ReceiptRole::Merchant),
    ]),
    session_open: ActivateTerminal,
    session_close: DeactivateTerminal,
    close_day: CloseDay,
    status: GetStatus,
    abort: AbortWay { connection: AbortConnection::Second, class: Class::Card, names_request: false },
    reversal: ReversalWay::Last,
    callback_ids: CallbackIds::Suffixed,
    announces_printers: true,
    reference: ReferenceMeaning::Merchant,
    timed_out: TimedOutMeans::Nothing,
    capture_verb: CAPTURE,
    cancel_verb: CANCEL,
    kinds: Cow::Borrowed(&[
        CardPayment,
        PaymentRefund,
        PaymentReversal,
        CardReservation,
        CaptureReservation,
        CancelReservation,
        TicketReprint,
        RepeatLastMessage,
        AbortRequest,
        ActivateTerminal,
        DeactivateTerminal,
        Login,
        Logoff,
        GetStatus,
        GetInfo,
        TransmitTrx,
        CloseDay,
        ContactTms,
        ContactAcq,
        RestartTerminal,
    ]),
    options: Cow::Borrowed(&[
        "trx_reference",
        "cashback",
        "card_circuits",
        "card_circuits_denied",
        "force_acceptance",
        "approval_code",
        "request_token",
        "request_transaction_information",
        "request_receipt_header",
    ]),
    lacks: Cow::Borrowed(&[
        Lack::of("tip", "the customer gives it at the terminal, and it is in the result"),
        Lack::of("stan", "a reversal always undoes the last transaction"),
        Lack::of("manual_pan", "how mail and telephone orders are sent is not public"),
        Lack::of("CardBalanceQuery", "what ch does about balances and stored value is not public"),
        Lack::of("StoreValueInCard", "what ch does about balances and stored value is not public"),
        Lack::of("Reconciliation", "there are no totals without closing; use CloseDay there"),
        Lack::of("CardPreAuthorisation", "it is called a reservation; use CardReservation there"),
        Lack::of("CardFinancialAdvice", "a reservation is captured; use CaptureReservation there"),
    ]),
    ..ORDINARY
};

/// OPI 1.2 and 1.3 in Germany (Thales, CCV, Ingenico).
pub static DE: Dialect = Dialect {
    name: "de",
    title: "Germany, OPI 1.2 and 1.3",
    terminal_port: 20002,
    listen_port: 20007,
    printers: Cow::Borrowed(&[
        (Cow::Borrowed("Printer"), ReceiptRole::Merchant),
        (Cow::Borrowed("PrinterReceipt"), ReceiptRole::Customer),
    ]),
    // Thales: on the open connection, as a card request. CCV Germany uses a ServiceRequest.
    names_sender: true,
    reference: ReferenceMeaning::Merchant,
    capture_verb: CAPTURE,
    cancel_verb: CANCEL,
    kinds: Cow::Borrowed(&[
        CardPayment,
        PaymentRefund,
        PaymentReversal,
        CardBalanceQuery,
        TicketReprint,
        RepeatLastMessage,
        AbortRequest,
        Login,
        Logoff,
        Diagnosis,
        Administration,
        Reconciliation,
        ReconciliationWithClosure,
        SendOfflineTransactions,
        OnlineAgent,
    ]),
    options: Cow::Borrowed(&[
        "transaction_number",
        "stan",
        "original_terminal",
        "original_batch",
        "original_time",
        "diagnosis_method",
        "clerk_permission",
        "manual_pan",
        "preselected_card",
        "last_receipt",
        "agent",
    ]),
    lacks: Cow::Borrowed(&[
        Lack::of("CardReservation", "nothing is public about pre-authorisation in German retail"),
        Lack::of("CardPreAuthorisation", "nothing is public about pre-authorisation in German retail"),
        Lack::of(
            "tip",
            "nothing is public about tips in the request; the result tells what the terminal added",
        ),
    ]),
    ..ORDINARY
};

/// OPI-NL (CCV Netherlands).
pub static NL: Dialect = Dialect {
    name: "nl",
    title: "Netherlands, OPI-NL",
    terminal_port: 4100,
    listen_port: 4102,
    printers: Cow::Borrowed(&[
        (Cow::Borrowed("Printer"), ReceiptRole::Customer),
        (Cow::Borrowed("JournalPrinter"), ReceiptRole::Merchant),
    ]),
    session_open: ActivateTerminal,
    session_close: DeactivateTerminal,
    close_day: CloseDay,
    status: GetStatus,
    reversal: ReversalWay::Last,
    callback_ids: CallbackIds::Suffixed,
    announces_printers: true,
    announces_to_services: true,
    capture_verb: CAPTURE,
    cancel_verb: CANCEL,
    kinds: Cow::Borrowed(&[
        CardPayment,
        PaymentRefund,
        PaymentReversal,
        TicketReprint,
        RepeatLastMessage,
        AbortRequest,
        ActivateTerminal,
        DeactivateTerminal,
        Login,
        Logoff,
        GetStatus,
        GetInfo,
        GetCardCircuits,
        TransmitTrx,
        CloseDay,
        ContactTms,
        ContactAcq,
        RestartTerminal,
    ]),
    options: Cow::Borrowed(&[
        "trx_reference",
        "card_circuits",
        "card_circuits_denied",
        "approval_code",
        "request_token",
        "request_transaction_information",
        "request_receipt_header",
    ]),
    lacks: Cow::Borrowed(&[
        Lack::of("stan", "a reversal always undoes the last transaction"),
        Lack::of("CardReservation", "reservations are known of ch only"),
        Lack::of("Reconciliation", "there are no totals without closing; use CloseDay there"),
    ]),
    ..ORDINARY
};

/// The IFSF POS-EPS baseline.
pub static IFSF: Dialect = Dialect {
    name: "ifsf",
    title: "IFSF POS-EPS",
    terminal_port: 20002,
    listen_port: 20007,
    printers: Cow::Borrowed(&[
        (Cow::Borrowed("Printer"), ReceiptRole::Merchant),
        (Cow::Borrowed("PrinterReceipt"), ReceiptRole::Customer),
    ]),
    abort: AbortWay { connection: AbortConnection::Same, class: Class::Card, names_request: true },
    names_sender: true,
    capture_verb: CAPTURE,
    cancel_verb: CANCEL,
    kinds: Cow::Borrowed(&[
        CardPayment,
        PaymentRefund,
        PaymentReversal,
        CardPreAuthorisation,
        CardFinancialAdvice,
        StoreValueInCard,
        RefundValueFromCard,
        CardPaymentLoyaltyAward,
        LoyaltyAward,
        CardPreAuthorisationLoyaltySwipe,
        CardFinancialAdviceLoyaltyAward,
        LoyaltyRedemption,
        CardPaymentLoyaltyRedemption,
        PaymentLoyaltyReversal,
        PaymentLoyaltyRefund,
        LoyaltyAwardReversal,
        LoyaltyRedemptionReversal,
        LoyaltyPointsTransfer,
        LoyaltyBalanceQuery,
        LoyaltyLinkCard,
        PinChange,
        CardBalanceQuery,
        CardSwipe,
        LoyaltySwipe,
        CardActivate,
        CardStop,
        TicketReprint,
        RepeatLastMessage,
        AbortRequest,
        Login,
        Logoff,
        Diagnosis,
        Administration,
        Reconciliation,
        ReconciliationWithClosure,
        GlobalReconciliation,
        GlobalReconciliationWithClosure,
        SendOfflineTransactions,
        OnlineAgent,
    ]),
    options: Cow::Borrowed(&[
        "transaction_number",
        "stan",
        "original_terminal",
        "original_batch",
        "original_time",
        "cashback",
        "tip",
        "card_circuits",
        "card_circuits_denied",
        "diagnosis_method",
        "clerk_permission",
        "manual_pan",
        "service_level",
        "outdoor_position",
        "store_id",
        "sale_items",
        "loyalty",
        "loyalty_amount",
        "loyalty_card",
        "card_pan",
        "card_expiry",
        "card_track2",
        "merchant_reference",
        "agent",
        "message_pair",
    ]),
    lacks: Cow::Borrowed(&[
        Lack::of("CardReservation", "it is called a pre-authorisation; use CardPreAuthorisation there"),
        Lack::of("CaptureReservation", "a pre-authorisation is completed; use CardFinancialAdvice there"),
        Lack::of("CancelReservation", "use PaymentReversal with the number of the pre-authorisation there"),
    ]),
    ..ORDINARY
};
