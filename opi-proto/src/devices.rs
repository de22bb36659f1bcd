//! What a till implements, and how a device request of the terminal becomes calls to it.
//!
//! Every method runs on the thread that is inside a blocking call of the terminal (`run`, `dispatch`, …), one
//! at a time per terminal, with no lock of the library held. Every default answer is the harmless one.

use crate::dialect::{Dialect, ReceiptRole};
use crate::field::{
    Field,
    ValueType::{Amount, Decimal, Lines, Number, Text, Time},
};
use crate::message::{
    CommandKind, Device, DeviceRequest, DeviceRequestKind, DeviceResponse, EJournal, Input, InputResult,
    InputValue, Output, OutputResult,
};
use crate::value::{OverallResult, redact};
use serde::{Serialize, Serializer};
use std::fmt;

/// Declares the callbacks of a till, one row each: what is handed over, and what comes back. The trait that a till
/// implements, [`Callback`] and [`Through`] are made of the rows.
macro_rules! callbacks {
    ($( $( #[doc = $doc:literal] )+ $callback:ident = $number:literal, $what_is:literal: fn $method:ident($asked:ident: &$what:ty) -> $answer:ident; )*) => {
        /// A callback of a till, and the device behind it. Numbers are part of the ABI: never changed, never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Callback {
            $( $( #[doc = $doc] )+ $callback = $number, )*
        }

        impl Callback {
            /// Every one, in the order of the table.
            pub const ALL: &'static [Callback] = &[$( Callback::$callback ),*];

            /// Its name: that of the method, and of the member in C's table of callbacks.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Callback::$callback => stringify!($method), )* }
            }

            /// What is asked of it, in words.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $( Callback::$callback => $what_is, )* }
            }
        }

        /// A till's devices, used by the terminal during a transaction.
        pub trait Devices: Send + Sync {
            $(
                $( #[doc = $doc] )+
                fn $method(&self, $asked: &$what) -> $answer {
                    let _ = $asked;
                    $answer::Default
                }
            )*

            /// Is this device there? Requests to others are answered `DeviceUnavailable`, except that a till without
            /// printer or journal still gets receipts and entries in its results: they count as taken once they are
            /// there.
            fn has(&self, device: Callback) -> bool {
                let _ = device;
                true
            }
        }

        impl<F: Fn(&mut dyn FnMut()) + Send + Sync> Devices for Through<'_, F> {
            $(
                fn $method(&self, $asked: &$what) -> $answer {
                    let mut answer = $answer::Failed;
                    (self.around)(&mut || answer = self.devices.$method($asked));
                    answer
                }
            )*

            fn has(&self, device: Callback) -> bool {
                self.devices.has(device)
            }
        }
    };
}

callbacks! {
    /// Text for the cashier or the customer. Whatever the answer, the terminal is told that it was shown.
    Display = 1, "Text to show.": fn display(display: &Display) -> Answer;

    /// A receipt. Only [`Answer::Yes`] tells the terminal that it is in safe hands; after anything else the
    /// terminal keeps it and asks for a reprint before the next payment (`PrintLastTicket`).
    ///
    /// The receipt is in the result of the call as well, whatever the answer.
    Print = 2, "A receipt to print.": fn print(receipt: &Receipt) -> Answer;

    /// A question to the cashier. [`Reply::Default`] tells the terminal that nobody answered.
    Input = 3, "A question to the cashier.": fn input(prompt: &Prompt) -> Reply;

    /// Hand out the goods (unattended terminals). Only [`Answer::Yes`] says that they were delivered.
    Deliver = 4, "Goods to hand out.": fn deliver(display: &Display) -> Answer;

    /// An entry of the electronic journal; it is in the result of the call as well. Only [`Answer::Yes`]
    /// tells the terminal that it was stored.
    Journal = 5, "An entry for the electronic journal.": fn journal(entry: &JournalEntry) -> Answer;
}

/// Devices with something done around each call to them. A call that `around` leaves out has failed.
pub struct Through<'a, F> {
    /// The devices that are called.
    pub devices: &'a dyn Devices,
    /// Is given each call, to be made once.
    pub around: F,
}

/// A till without devices: receipts and journal entries are found in the results.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDevices;

impl Devices for NoDevices {
    fn has(&self, _: Callback) -> bool {
        false
    }
}

/// The answer of a till's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Not answered: the harmless thing is done.
    #[default]
    Default,
    /// Done: shown, printed, stored, delivered.
    Yes,
    /// Could not or must not be done.
    No,
    /// The till's own code failed; counted in the result.
    Failed,
}

/// The answer to a [`Prompt`].
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Reply {
    /// Nobody answered.
    #[default]
    Default,
    /// Yes or no.
    Confirm(bool),
    /// Digits, or an amount in decimal major units.
    Number(String),
    /// Text.
    Text(String),
    /// The cashier refused to answer.
    Refused,
    /// The till's own code failed; counted in the result.
    Failed,
}

impl fmt::Debug for Reply {
    /// What was typed may be a password: it is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reply::Default => "Default",
            Reply::Confirm(true) => "Confirm(true)",
            Reply::Confirm(false) => "Confirm(false)",
            Reply::Number(_) => "Number(…)",
            Reply::Text(_) => "Text(…)",
            Reply::Refused => "Refused",
            Reply::Failed => "Failed",
        })
    }
}

/// Text to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Display {
    /// Name of the target on the wire, e.g. `CashierDisplay`.
    pub target: String,
    /// For the customer rather than the cashier?
    pub for_customer: bool,
    /// The lines exactly as sent; an empty one is a blank line.
    pub lines: Vec<String>,
}

/// A receipt to print.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// For whom it is, by the dialect's rule.
    pub role: ReceiptRole,
    /// Name of the target on the wire, e.g. `Printer`.
    pub target: String,
    /// The lines exactly as sent; print them unchanged. An empty one is a blank line.
    pub lines: Vec<String>,
    /// `RequestID` of the device request that brought it.
    pub device_request_id: String,
    /// Was the terminal told that it is in safe hands?
    pub acknowledged: bool,
    /// Its number in the journal.
    #[serde(skip)]
    pub kept_as: Option<i64>,
}

impl Receipt {
    /// Its lines, separated by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// A question to the cashier.
#[derive(Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What kind of answer is wanted.
    pub kind: PromptKind,
    /// The command's name on the wire, e.g. `GetConfirmation`.
    pub command: String,
    /// The question, exactly as sent.
    pub lines: Vec<String>,
    /// Least number of characters.
    pub min_length: Option<u32>,
    /// Greatest number of characters.
    pub max_length: Option<u32>,
    /// Decimals of an amount.
    pub decimals: Option<u32>,
    /// Seconds until the terminal gives up.
    pub timeout_seconds: Option<u32>,
}

/// What kind of answer a [`Prompt`] wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// Yes or no.
    Confirmation,
    /// Digits, an amount or the number of a menu item.
    Number,
    /// Text.
    Text,
    /// Any key: confirm to go on.
    AnyKey,
    /// A command this library does not know; see [`Prompt::command`].
    Other,
}

/// An entry of the electronic journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Structured data.
    pub data: EJournal,
    /// Text lines, if it came with any.
    pub lines: Vec<String>,
    /// `RequestID` of the device request that brought it.
    pub device_request_id: String,
    /// Was the terminal told that it was stored?
    pub acknowledged: bool,
    /// Its number in the journal.
    pub kept_as: Option<i64>,
}

/// What must lie on the till's disk before the terminal is told that it is in safe hands.
#[derive(Debug, Clone, Copy)]
pub enum Paper<'a> {
    /// A receipt.
    Receipt(&'a Receipt),
    /// An entry of the electronic journal.
    Journal(&'a JournalEntry),
}

/// Keeps papers for good, and gives their numbers in the same order; `None` when it could not. Whoever keeps
/// them logs why.
pub type Keep<'a> = dyn FnMut(&[Paper<'_>]) -> Option<Vec<Option<i64>>> + 'a;

/// Keeps nothing: receipts live in the result of the call alone.
#[must_use]
pub fn keep_nothing(papers: &[Paper<'_>]) -> Option<Vec<Option<i64>>> {
    Some(vec![None; papers.len()])
}

/// A text field of a journal entry.
pub type JournalField = Field<JournalEntry>;

/// Every field of a journal entry.
pub const JOURNAL_FIELDS: &[JournalField] = &[
    Field::new("terminal", Text, "ShopInfo/TerminalIdentifier", "Terminal identification.", |j| {
        j.data.shop.as_ref()?.terminal_identifier.clone()
    }),
    Field::new("merchant", Text, "ShopInfo/MerchantUserIdentifier", "Merchant identification.", |j| {
        j.data.shop.as_ref()?.merchant_user_identifier.clone()
    }),
    Field::new("shop", Lines, "ShopInfo/ShopLocation", "Name and address of the shop, a line each.", |j| {
        let lines = &j.data.shop.as_ref()?.shop_location;
        (!lines.is_empty()).then(|| lines.join("\n"))
    }),
    Field::new(
        "transaction",
        Text,
        "TransactionInfo/TransactionIdentifier",
        "Transaction number of the terminal.",
        |j| j.data.transaction.as_ref()?.transaction_identifier.clone(),
    ),
    Field::new("service", Text, "TransactionInfo/ServiceLabelName", "PURCHASE, ...", |j| {
        j.data.transaction.as_ref()?.service_label_name.clone()
    }),
    Field::new("time", Time, "TransactionInfo/DateAndTime", "Local time at the terminal.", |j| {
        j.data.transaction.as_ref()?.date_and_time.clone()
    }),
    Field::new("approval_code", Text, "TransactionInfo/AuthorisationCode", "Approval code.", |j| {
        j.data.transaction.as_ref()?.authorisation_code.clone()
    }),
    Field::new(
        "amount",
        Amount { currency: "currency" },
        "TransactionInfo/TotalAmount",
        "What was charged, decimal major units.",
        |j| Some(j.data.transaction.as_ref()?.total_amount.as_ref()?.text.clone()),
    ),
    Field::new("currency", Text, "TransactionInfo/TotalAmount@Currency", "ISO 4217 letters.", |j| {
        j.data.transaction.as_ref()?.total_amount.as_ref()?.currency.clone()
    }),
    Field::new(
        "detailed_amount",
        Amount { currency: "currency" },
        "TransactionInfo/DetailedAmount",
        "Amount without additions, decimal major units.",
        |j| j.data.transaction.as_ref()?.detailed_amount.clone(),
    ),
    Field::new("result", Text, "TransactionInfo/TransactionResultText", "Result code.", |j| {
        j.data.transaction.as_ref()?.transaction_result_text.clone()
    }),
    Field::new("acquirer", Text, "TransactionInfo/AcquirerIdentifier", "Acquirer.", |j| {
        j.data.transaction.as_ref()?.acquirer_identifier.clone()
    }),
    Field::new(
        "activation",
        Number(""),
        "TransactionInfo/ActivationSequenceNumber",
        "Counter of activations.",
        |j| j.data.transaction.as_ref()?.activation_sequence_number.clone(),
    ),
    Field::new(
        "reference",
        Text,
        "TransactionInfo/TransactionRefNumber",
        "Reference at the acquirer.",
        |j| j.data.transaction.as_ref()?.transaction_ref_number.clone(),
    ),
    Field::new("card", Text, "CardInfo/CardNumber", "Card number, masked.", |j| {
        Some(j.data.card.as_ref()?.card_number.as_ref()?.masked().to_owned())
    }),
    Field::new("card_name", Text, "CardInfo/CardLabelName", "MC CREDIT, ...", |j| {
        j.data.card.as_ref()?.card_label_name.clone()
    }),
    Field::new("application_id", Text, "CardInfo/ApplicationIdentifier", "AID of the chip.", |j| {
        j.data.card.as_ref()?.application_identifier.clone()
    }),
    Field::new(
        "dcc_amount",
        Amount { currency: "dcc_currency" },
        "DCCInfo/CardHolderBillingAmount",
        "Amount in the cardholder's currency.",
        |j| j.data.dcc.as_ref()?.amount.clone(),
    ),
    Field::new(
        "dcc_currency",
        Text,
        "DCCInfo/CardHolderBillingCurrencyCode",
        "The cardholder's currency: its code, else its name.",
        |j| {
            let dcc = j.data.dcc.as_ref()?;
            dcc.currency_code.clone().or_else(|| dcc.currency_name.clone())
        },
    ),
    Field::new("dcc_rate", Decimal(""), "DCCInfo/ExchangeRate", "Exchange rate.", |j| {
        j.data.dcc.as_ref()?.exchange_rate.clone()
    }),
    Field::new("dcc_markup", Decimal("per cent"), "DCCInfo/MarkupPercentage", "Mark-up in per cent.", |j| {
        j.data.dcc.as_ref()?.markup_percentage.clone()
    }),
    Field::new("text", Lines, "Output/TextLine", "The text lines, if it came with any.", |j| {
        Some(j.lines.join("\n"))
    }),
];

impl JournalEntry {
    /// Every field that is not empty, by name; see [`JOURNAL_FIELDS`].
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, String)> {
        JOURNAL_FIELDS.iter().filter_map(|field| Some((field.name, field.read(self)?)))
    }
}

impl Serialize for JournalEntry {
    /// One object: every non-empty field of [`JOURNAL_FIELDS`], then `acknowledged`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.fields() {
            map.serialize_entry(name, &value)?;
        }
        map.serialize_entry("acknowledged", &self.acknowledged)?;
        map.end()
    }
}

/// Writes lines for a log: redacted.
fn debug_lines(f: &mut fmt::Formatter<'_>, name: &str, what: &str, lines: &[String]) -> fmt::Result {
    write!(f, "{name}({what}, {:?})", redact(&lines.join(" | ")))
}

impl fmt::Debug for Display {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_lines(f, "Display", &self.target, &self.lines)
    }
}

impl fmt::Debug for Receipt {
    /// A merchant's receipt may carry a card number in some countries: only its size is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({:?} on {}, {} lines)", self.role, self.target, self.lines.len())
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_lines(f, "Prompt", &self.command, &self.lines)
    }
}

/// What came from the terminal's device requests during one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Receipts in the order of their arrival.
    pub receipts: Vec<Receipt>,
    /// Journal entries in the order of their arrival.
    pub journal: Vec<JournalEntry>,
    /// How many callbacks of the till failed.
    pub failed_callbacks: u32,
    /// How many device requests were answered.
    pub answered: u32,
    /// How many device requests were refused because their papers would have been too many.
    pub refused_papers: u32,
    /// Was the cardholder offered a conversion of the currency (`TicketType="DccOffer"`, ch)?
    pub dcc_offered: bool,
}

impl Collected {
    /// How many receipts and journal entries there are, and how many bytes of text they have.
    #[must_use]
    pub fn papers(&self) -> (usize, usize) {
        let receipts = self.receipts.iter().map(|receipt| text_length(&receipt.lines));
        let journal = self.journal.iter().map(JournalEntry::length);
        receipts.chain(journal).fold((0, 0), |(count, bytes), length| (count + 1, bytes + length))
    }
}

impl JournalEntry {
    fn length(&self) -> usize {
        self.fields().map(|(_, value)| value.len()).sum()
    }
}

fn text_length(lines: &[String]) -> usize {
    lines.iter().map(|line| line.len() + 1).sum()
}

/// How many receipts and journal entries a device request brings, and how many bytes of text they have.
#[must_use]
pub fn papers_of(request: &DeviceRequest, dialect: &Dialect) -> (usize, usize) {
    let (receipts, journal) = papers(request, dialect);
    Collected { receipts, journal, ..Collected::default() }.papers()
}

/// The answer to a device request whose papers are not taken: the terminal keeps them.
#[must_use]
pub fn refused(request: &DeviceRequest) -> DeviceResponse {
    let result = OverallResult::Failure;
    let failed = |output: &Output| OutputResult {
        target: output.target.clone(),
        result: Some(result.as_str().to_owned()),
        ..OutputResult::default()
    };
    let outputs = request.outputs.iter().map(failed).collect();
    let input = request.input.as_ref().map(|input| input_result(input, &result, None));
    DeviceResponse { outputs, input, ..DeviceResponse::to(request, OverallResult::Failure) }
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

impl OutputUse {
    /// What an output of a terminal of this dialect is for. A `TicketType` decides before the target does.
    #[must_use]
    pub fn of(output: &Output, dialect: &Dialect) -> Self {
        let target = output.target();
        let ticket = output.ticket_type.as_deref().unwrap_or_default();
        if let Some((_, role)) = dialect.printers.iter().find(|(name, _)| name.eq_ignore_ascii_case(target)) {
            return match ticket.to_ascii_lowercase().as_str() {
                "customerreceipt" => OutputUse::Receipt(ReceiptRole::Customer),
                "merchantreceipt" => OutputUse::Receipt(ReceiptRole::Merchant),
                _ if output.is_dcc_offer() => OutputUse::CustomerDisplay,
                _ => OutputUse::Receipt(*role),
            };
        }
        match Device::from_wire_name(target) {
            Some(Device::CashierDisplay | Device::CashierTerminal) => OutputUse::CashierDisplay,
            Some(Device::CustomerDisplay | Device::CustomerTerminal) => OutputUse::CustomerDisplay,
            Some(Device::EJournal) => OutputUse::Journal,
            Some(Device::DeliveryBox) => OutputUse::Delivery,
            _ => OutputUse::Unknown,
        }
    }

    /// What the terminal does with it, to go on after "The terminal".
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            OutputUse::CashierDisplay => "shows a text to the cashier",
            OutputUse::CustomerDisplay => "shows a text to the customer",
            OutputUse::Receipt(ReceiptRole::Customer) => "prints the customer's copy",
            OutputUse::Receipt(ReceiptRole::Merchant) => "prints the merchant's copy",
            OutputUse::Journal => "sends an entry of the electronic journal",
            OutputUse::Delivery => "says that the goods may be handed out",
            OutputUse::Unknown => "uses a device that is not known",
        }
    }
}

/// Serves one device request: calls the till's devices, in the order of the outputs, and builds the answer.
/// Everything is answered, also what nobody here knows; a terminal waits for its answer.
///
/// Receipts and journal entries go to `keep` before the till sees them. What could not be kept is shown to the
/// till all the same, but not acknowledged: the terminal will offer it again.
pub fn serve(
    request: &DeviceRequest,
    dialect: &Dialect,
    devices: &dyn Devices,
    keep: &mut Keep<'_>,
    collected: &mut Collected,
) -> DeviceResponse {
    let (receipts, journal) = papers(request, dialect);
    let papers: Vec<Paper<'_>> =
        receipts.iter().map(Paper::Receipt).chain(journal.iter().map(Paper::Journal)).collect();
    let kept = if papers.is_empty() { Some(Vec::new()) } else { keep(&papers) };
    let safe = kept.is_some();
    let mut numbers = kept.unwrap_or_default().into_iter();
    let mut number = move || numbers.next().flatten();
    let receipts: Vec<Receipt> = receipts.into_iter().map(|r| Receipt { kept_as: number(), ..r }).collect();
    let journal: Vec<JournalEntry> =
        journal.into_iter().map(|e| JournalEntry { kept_as: number(), ..e }).collect();
    let (receipts, journal) = (receipts.into_iter(), journal.into_iter());
    let mut serving = Serving { dialect, devices, collected, request, safe, receipts, journal };
    let known_type = matches!(request.kind(), Some(DeviceRequestKind::Output | DeviceRequestKind::Input));
    let outputs: Vec<OutputResult> = request
        .outputs
        .iter()
        .map(|output| OutputResult {
            target: output.target.clone(),
            result: Some(serving.output(output).as_str().to_owned()),
            ..OutputResult::default()
        })
        .collect();
    let input = request.input.as_ref().map(|input| serving.input(input));
    let overall_result = if !known_type {
        OverallResult::DeviceUnavailable
    } else {
        let results = outputs.iter().map(|o| &o.result).chain(input.iter().map(|i| &i.result));
        results
            .flatten()
            .map(|result| OverallResult::read(result))
            .find(|result| *result != OverallResult::Success)
            .unwrap_or(OverallResult::Success)
    };
    collected.answered += 1;
    DeviceResponse { outputs, input, ..DeviceResponse::to(request, overall_result) }
}

/// The receipts and journal entries of a device request, each in the order of its outputs.
fn papers(request: &DeviceRequest, dialect: &Dialect) -> (Vec<Receipt>, Vec<JournalEntry>) {
    let (mut receipts, mut journal) = (Vec::new(), Vec::new());
    for output in &request.outputs {
        let (lines, device_request_id) = (lines(output), request.request_id.clone());
        match OutputUse::of(output, dialect) {
            OutputUse::Receipt(role) => receipts.push(Receipt {
                role,
                target: output.target().to_owned(),
                lines,
                device_request_id,
                acknowledged: false,
                kept_as: None,
            }),
            OutputUse::Journal => journal.push(JournalEntry {
                data: output.e_journal.clone().unwrap_or_default(),
                lines,
                device_request_id,
                acknowledged: false,
                kept_as: None,
            }),
            _ => {}
        }
    }
    (receipts, journal)
}

fn lines(output: &Output) -> Vec<String> {
    output.lines.iter().map(|line| line.text.clone()).collect()
}

/// The answer to a device request that is for nobody here.
#[must_use]
pub fn unavailable(request: &DeviceRequest) -> DeviceResponse {
    let result = OverallResult::DeviceUnavailable;
    let outputs = request.outputs.iter().map(|output| OutputResult {
        target: output.target.clone(),
        result: Some(result.as_str().to_owned()),
        ..OutputResult::default()
    });
    let input = request.input.as_ref().map(|input| input_result(input, &result, None));
    DeviceResponse { outputs: outputs.collect(), input, ..DeviceResponse::to(request, result.clone()) }
}

struct Serving<'a> {
    dialect: &'a Dialect,
    devices: &'a dyn Devices,
    collected: &'a mut Collected,
    request: &'a DeviceRequest,
    /// Are the papers of this request on disk, where they must be?
    safe: bool,
    receipts: std::vec::IntoIter<Receipt>,
    journal: std::vec::IntoIter<JournalEntry>,
}

impl Serving<'_> {
    fn output(&mut self, output: &Output) -> OverallResult {
        let used = OutputUse::of(output, self.dialect);
        self.collected.dcc_offered |= output.is_dcc_offer();
        match used {
            OutputUse::CashierDisplay | OutputUse::CustomerDisplay => {
                // An output that comes with a question is the question's text.
                if self.request.input.is_none() {
                    let for_customer = used == OutputUse::CustomerDisplay;
                    let display =
                        Display { target: output.target().to_owned(), for_customer, lines: lines(output) };
                    let answer = self.devices.display(&display);
                    self.count(answer == Answer::Failed);
                }
                OverallResult::Success
            }
            OutputUse::Receipt(_) => self.receipt(),
            OutputUse::Journal => self.journal(),
            OutputUse::Delivery => {
                if !self.devices.has(Callback::Deliver) {
                    return OverallResult::DeviceUnavailable;
                }
                let display =
                    Display { target: output.target().to_owned(), for_customer: true, lines: lines(output) };
                let answer = self.devices.deliver(&display);
                self.taken(answer)
            }
            OutputUse::Unknown => OverallResult::DeviceUnavailable,
        }
    }

    fn receipt(&mut self) -> OverallResult {
        let Some(mut receipt) = self.receipts.next() else { return OverallResult::Failure };
        let there = self.devices.has(Callback::Print);
        let answer = if there { self.devices.print(&receipt) } else { Answer::Yes };
        let result = self.taken_and_kept(answer);
        receipt.acknowledged = result == OverallResult::Success;
        self.collected.receipts.push(receipt);
        result
    }

    fn journal(&mut self) -> OverallResult {
        let Some(mut entry) = self.journal.next() else { return OverallResult::Failure };
        let there = self.devices.has(Callback::Journal);
        let answer = if there { self.devices.journal(&entry) } else { Answer::Yes };
        let result = self.taken_and_kept(answer);
        entry.acknowledged = result == OverallResult::Success;
        self.collected.journal.push(entry);
        result
    }

    fn taken_and_kept(&mut self, answer: Answer) -> OverallResult {
        let taken = self.taken(answer);
        if self.safe { taken } else { OverallResult::Failure }
    }

    /// For everything that must not be taken for done when it was not: only *yes* is success.
    fn taken(&mut self, answer: Answer) -> OverallResult {
        self.count(answer == Answer::Failed);
        if answer == Answer::Yes { OverallResult::Success } else { OverallResult::Failure }
    }

    fn count(&mut self, failed: bool) {
        self.collected.failed_callbacks += u32::from(failed);
    }

    fn input(&mut self, input: &Input) -> InputResult {
        if !self.devices.has(Callback::Input) {
            return input_result(input, &OverallResult::DeviceUnavailable, None);
        }
        let reply = self.devices.input(&self.prompt(input));
        self.count(reply == Reply::Failed);
        let (result, value) = match reply {
            Reply::Confirm(yes) => {
                let boolean = Some(yes.to_string());
                (OverallResult::Success, Some(InputValue { boolean, ..InputValue::default() }))
            }
            Reply::Number(digits) => {
                (OverallResult::Success, Some(InputValue { number: Some(digits), ..InputValue::default() }))
            }
            Reply::Text(text) => {
                (OverallResult::Success, Some(InputValue { string: Some(text), ..InputValue::default() }))
            }
            Reply::Refused => (OverallResult::Aborted, None),
            // "The cashier did not answer" (protocol.md 2.6): the honest word for it.
            Reply::Default => (OverallResult::TimedOut, None),
            Reply::Failed => (OverallResult::Failure, None),
        };
        input_result(input, &result, value)
    }

    fn prompt(&self, input: &Input) -> Prompt {
        let command = input.command_name().to_owned();
        let kind = match CommandKind::from_wire_name(&command) {
            Some(CommandKind::GetConfirmation) => PromptKind::Confirmation,
            Some(
                CommandKind::GetDecimals
                | CommandKind::GetAmount
                | CommandKind::GetAmountNoPrompt
                | CommandKind::GetMenu,
            ) => PromptKind::Number,
            Some(CommandKind::GetChar) => PromptKind::Text,
            Some(CommandKind::GetAnyKey) => PromptKind::AnyKey,
            _ => PromptKind::Other,
        };
        let number = |text: &Option<String>| text.as_deref().and_then(|t| t.parse().ok());
        let details = input.command.clone().unwrap_or_default();
        Prompt {
            kind,
            command,
            lines: self.request.outputs.iter().flat_map(|o| &o.lines).map(|l| l.text.clone()).collect(),
            min_length: number(&details.min_length).or_else(|| number(&details.length)),
            max_length: number(&details.max_length).or_else(|| number(&details.length)),
            decimals: number(&details.decimals),
            timeout_seconds: number(&details.time_out),
        }
    }
}

fn input_result(input: &Input, result: &OverallResult, value: Option<InputValue>) -> InputResult {
    InputResult {
        target: input.target.clone(),
        result: Some(result.as_str().to_owned()),
        value,
        ..InputResult::default()
    }
}

#[cfg(test)]
mod tests;
