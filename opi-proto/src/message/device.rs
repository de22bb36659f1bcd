//! `DeviceRequest` and `DeviceResponse`: the terminal uses the till's display, printers, keyboard and journal
//! (protocol.md 2.7, 2.8).

use super::codec::{DecodeError, required};
use super::device_names::DeviceRequestKind;
use super::parts::{Amount, EJournal, ErrorDetail, SaleItem};
use super::record::{Other, Record, record, value};
use crate::value::OverallResult;
use crate::wire::xml::Element;

record! {
    /// One line of text for a display or printer. An empty one is a blank line.
    pub struct TextLine = "TextLine" {
        attributes {
            /// Row, from 0.
            row = "Row",
            /// Column, from 0.
            column = "Column",
            /// Seconds the line asks to be shown, or the till to answer.
            time_out = "TimeOut",
            /// Number of a character set.
            char_set = "CharSet",
            /// Clear before showing.
            erase = "Erase",
            /// Echo input.
            echo = "Echo",
            /// Show a cursor.
            cursor = "Cursor",
            /// `White`, `Black`, `Red`, …
            color = "Color",
            /// `Left`, `Right`, `Center`, `Justified`.
            alignment = "Alignment",
            /// `Single`, `Double`, `Half`.
            height = "Height",
            /// `Single`, `Double`, `Half`.
            width = "Width",
            /// `Normal`, `Bold`, `Italic`, `Underlined`.
            char_style_1 = "CharStyle1",
            /// As `char_style_1`.
            char_style_2 = "CharStyle2",
            /// As `char_style_1`.
            char_style_3 = "CharStyle3",
            /// Cut the paper after this line.
            paper_cut = "PaperCut",
            /// Do not show (de-Thales).
            hidden = "Hidden",
            /// Number of a menu item.
            menu_item = "MenuItem",
        }
        content {
            /// The text exactly as sent, blanks included.
            text
        }
    }
}

record! {
    /// A beep.
    pub struct Buzzer = "Buzzer" {
        attributes {
            /// Length of a beep.
            duration = "DurationBeep",
            /// Number of beeps.
            count = "CounterBeep",
            /// Pause between beeps.
            pause = "DurationPause",
        }
        content {
            /// `true` or `false`.
            text
        }
    }
}

record! {
    /// A message authentication code over an output (ATS).
    pub struct Mac = "MAC" {
        texts {
            /// The code, in hexadecimal.
            hex = "Hex",
        }
    }
}

record! {
    /// Something to show, print or store (H).
    pub struct Output = "Output" {
        attributes {
            /// `CashierDisplay`, `Printer`, `PrinterReceipt`, `JournalPrinter`, `E-Journal`, `DeliveryBox`, …
            target = "OutDeviceTarget",
            /// `MerchantReceipt`, `CustomerReceipt`, `DccOffer` (ch).
            ticket_type = "TicketType",
            /// Wait for an input that belongs to it.
            input_synchronize = "InputSynchronize",
            /// Last part of an output.
            complete = "Complete",
            /// Show at once.
            immediate = "Immediate",
            /// Class of the message (ATS).
            category = "Category",
            /// Number of the message (ATS).
            code = "Code",
            /// Seconds.
            time_out = "TimeOut",
            /// Least time to show it (Viper).
            min_time = "MinTime",
            /// Longest time to show it (Viper).
            max_time = "MaxTime",
        }
        elements {
            /// Name of a picture to show or print.
            image_file = "ImageFile",
        }
        children {
            /// A beep.
            buzzer: Buzzer,
            /// Authentication.
            mac: Mac,
            /// Structured receipt data.
            e_journal: EJournal,
        }
        lists {
            /// The lines.
            lines: TextLine,
        }
    }
}

impl Output {
    /// The target, or an empty text.
    #[must_use]
    pub fn target(&self) -> &str {
        self.target.as_deref().unwrap_or_default()
    }

    /// Is it an offer to convert the currency (ch)? Such an output is shown, never filed as a receipt.
    #[must_use]
    pub fn is_dcc_offer(&self) -> bool {
        self.ticket_type.as_deref().is_some_and(|ticket| ticket.eq_ignore_ascii_case("DccOffer"))
    }

    /// The lines joined by line feeds, exactly as sent.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

record! {
    /// What kind of input is wanted.
    pub struct Command = "Command" {
        attributes {
            /// Exact number of characters.
            length = "Length",
            /// Least number of characters.
            min_length = "MinLength",
            /// Greatest number of characters.
            max_length = "MaxLength",
            /// Decimals of an amount.
            decimals = "Decimals",
            /// `Dot` or `Comma`.
            separator = "Separator",
            /// `Magstripe`, `ICC`, `EMV`.
            card_read_element = "CardReadElement",
            /// Seconds until the terminal gives up.
            time_out = "TimeOut",
            /// What data is wanted (ATS).
            data_required = "DataRequired",
        }
        content {
            /// See [`CommandKind`](super::CommandKind): `GetConfirmation`, `GetAmount`, `GetChar`, `GetMenu`, `GetAnyKey`, …
            name
        }
    }
}

record! {
    /// A question to the cashier (H). Secure data is dropped.
    pub struct Input = "Input" {
        attributes {
            /// `CashierKeyboard`, `CashierTerminal`, `CashierDisplay`, …
            target = "InDeviceTarget",
        }
        children {
            /// What is wanted.
            command: Command,
        }
    }
}

impl Input {
    /// The command's name, trimmed, or an empty text.
    #[must_use]
    pub fn command_name(&self) -> &str {
        self.command.as_ref().map_or("", |command| command.name.trim())
    }
}

record! {
    /// One product that may be sold (ATS).
    pub struct ProductCode = "ProductCode" {
        attributes {
            /// Name for people.
            name = "Name",
            /// Unit.
            unit_measure = "UnitMeasure",
            /// How much.
            quantity = "Quantity",
        }
        content {
            /// The code.
            code
        }
    }
}

record! {
    /// Products that the card may pay for (ATS).
    pub struct ProductsAllowed = "ProductsAllowed" {
        lists {
            /// The products.
            products: ProductCode,
        }
    }
}

record! {
    /// What happened at the terminal (ATS). The card itself is kept in `other`, scrubbed.
    pub struct EventData = "EventData" {
        elements {
            /// Dispenser chosen (forecourt).
            dispenser = "Dispenser",
        }
        texts {
            /// What the terminal wants to know.
            data_required = "DataRequired",
        }
        children {
            /// An amount.
            total_amount: Amount,
            /// Products.
            products_allowed: ProductsAllowed,
        }
    }
}

record! {
    /// Something happened at the terminal (H for ATS; not seen in retail).
    pub struct Event = "Event" {
        attributes {
            /// `CardInserted`, `DispenserSelected`, `ObtainAuth`.
            event_type = "EventType",
        }
        children {
            /// Details.
            data: EventData,
        }
    }
}

record! {
    /// What the till makes of an event (ATS).
    pub struct EventResult = "EventResult" {
        elements {
            /// Kind of request to go on with.
            modified_request = "ModifiedRequest",
        }
        texts {
            /// Dispensers.
            dispensers = "Dispenser",
            /// Products.
            product_codes = "ProductCode",
        }
        children {
            /// The amount.
            total_amount: Amount,
        }
        lists {
            /// Lines of the sale.
            sale_items: SaleItem,
        }
    }
}

record! {
    /// How one output ended.
    pub struct OutputResult = "Output" {
        attributes {
            /// Echo of the request.
            target = "OutDeviceTarget",
            /// `Success`, `Failure` (device there, output failed), `DeviceUnavailable`, …
            result = "OutResult",
        }
    }
}

record! {
    /// What the cashier answered; one of the fields.
    pub struct InputValue = "InputValue" {
        elements {
            /// `true` or `false`; `1` and `0` are in use too.
            boolean = "InBoolean",
            /// Digits.
            number = "InNumber",
            /// Text. Taken for a card number when logged.
            string = "InString",
            /// Bar code.
            barcode = "Barcode",
        }
    }
}

record! {
    /// How the input ended.
    pub struct InputResult = "Input" {
        attributes {
            /// Echo of the request.
            target = "InDeviceTarget",
            /// `Success`, `Failure`, `Aborted`, `TimedOut` (the cashier did not answer), …
            result = "InResult",
        }
        children {
            /// The answer.
            value: InputValue,
        }
    }
}

/// A request of the terminal to the till, on channel 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceRequest {
    /// As on the wire; see [`DeviceRequest::kind`].
    pub request_type: String,
    /// The till it is meant for; some terminals leave it out.
    pub workstation_id: Option<String>,
    /// ch, nl: `<request>.<n>`; de-Thales: the request's own; de-CCV: a counter of its own.
    pub request_id: String,
    /// Name of the terminal's software.
    pub application_sender: Option<String>,
    /// Terminal identification.
    pub terminal_id: Option<String>,
    /// Payment point.
    pub pop_id: Option<String>,
    /// Counts the device requests of one request (de-Thales, ATS).
    pub sequence_id: Option<String>,
    /// What to show, print or store.
    pub outputs: Vec<Output>,
    /// What to ask the cashier.
    pub input: Option<Input>,
    /// What happened (ATS).
    pub event: Option<Event>,
    /// What this library does not know, kept.
    pub other: Other,
}

/// The till's answer to a [`DeviceRequest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceResponse {
    /// Echo of the request.
    pub request_type: String,
    /// Echo of the request.
    pub workstation_id: Option<String>,
    /// Echo of the request.
    pub request_id: String,
    /// How it ended as a whole.
    pub overall_result: OverallResult,
    /// Name of the till's software.
    pub application_sender: Option<String>,
    /// Echo of the request.
    pub terminal_id: Option<String>,
    /// Echo of the request.
    pub pop_id: Option<String>,
    /// Echo of the request.
    pub sequence_id: Option<String>,
    /// The request whose answer this repeats (ATS).
    pub reference_request_id: Option<String>,
    /// One per output of the request.
    pub outputs: Vec<OutputResult>,
    /// Answer to the input of the request.
    pub input: Option<InputResult>,
    /// Answer to the event of the request (ATS).
    pub event_result: Option<EventResult>,
    /// Errors in words (ATS).
    pub error_detail: Option<ErrorDetail>,
    /// What this library does not know, kept.
    pub other: Other,
}

/// Optional attributes in the order of [`HEADER`].
type HeaderValues = [Option<String>; 5];

const HEADER: [&str; 5] = ["WorkstationID", "ApplicationSender", "TerminalID", "POPID", "SequenceID"];

fn read_header(root: &Element) -> HeaderValues {
    HEADER.map(|name| value(root, &[name]))
}

/// Writes what request and response have in common: the optional attributes, then the parts.
fn write_rest<O: Record, I: Record>(
    root: &mut Element,
    header: [&Option<String>; 5],
    outputs: &[O],
    input: Option<&I>,
) {
    for (name, value) in HEADER.into_iter().zip(header) {
        if let Some(value) = value {
            root.set_attr(name, value.as_str());
        }
    }
    outputs.iter().for_each(|output| root.push(output.write()));
    if let Some(input) = input {
        root.push(input.write());
    }
}

/// Writes what comes last: the parts that only one of the two has, then what is not known.
fn write_tail<const N: usize>(root: &mut Element, parts: [Option<Element>; N], other: &Other) {
    parts.into_iter().flatten().for_each(|part| root.push(part));
    other.write_into(root);
}

/// What both messages know.
const KNOWN: &[&str] = &[
    "RequestType",
    "WorkstationID",
    "RequestID",
    "ApplicationSender",
    "TerminalID",
    "POPID",
    "SequenceID",
    "Output",
    "Input",
];

/// What only the answer knows.
const ANSWER_KNOWN: &[&str] = &["OverallResult", "ReferenceRequestID", "EventResult", "ErrorDetail"];

impl DeviceRequest {
    /// Name of the root element.
    pub const ROOT: &'static str = "DeviceRequest";

    pub(super) fn read(root: &Element) -> Result<Self, DecodeError> {
        let [workstation_id, application_sender, terminal_id, pop_id, sequence_id] = read_header(root);
        Ok(DeviceRequest {
            request_type: required(root, Self::ROOT, "RequestType")?,
            workstation_id,
            request_id: required(root, Self::ROOT, "RequestID")?,
            application_sender,
            terminal_id,
            pop_id,
            sequence_id,
            outputs: Output::read_children(root),
            input: Input::read_child(root),
            event: Event::read_child(root),
            other: Other::collect(root, &[KNOWN, &["Event"]]),
        })
    }

    /// The kind, if `request_type` is a known one.
    #[must_use]
    pub fn kind(&self) -> Option<DeviceRequestKind> {
        DeviceRequestKind::from_wire_name(&self.request_type)
    }

    pub(super) fn write(&self) -> Element {
        let mut root = Element::new(Self::ROOT)
            .with_attr("RequestType", self.request_type.as_str())
            .with_attr("RequestID", self.request_id.as_str());
        let header = [
            &self.workstation_id,
            &self.application_sender,
            &self.terminal_id,
            &self.pop_id,
            &self.sequence_id,
        ];
        let tail = [self.event.as_ref().map(Record::write)];
        write_rest(&mut root, header, &self.outputs, self.input.as_ref());
        write_tail(&mut root, tail, &self.other);
        root
    }
}

impl DeviceResponse {
    /// Name of the root element.
    pub const ROOT: &'static str = "DeviceResponse";

    /// An answer that echoes what identifies the request, and nothing more.
    #[must_use]
    pub fn to(request: &DeviceRequest, overall_result: OverallResult) -> Self {
        DeviceResponse {
            request_type: request.request_type.clone(),
            workstation_id: request.workstation_id.clone(),
            request_id: request.request_id.clone(),
            overall_result,
            application_sender: None,
            terminal_id: request.terminal_id.clone(),
            pop_id: request.pop_id.clone(),
            sequence_id: request.sequence_id.clone(),
            reference_request_id: None,
            outputs: Vec::new(),
            input: None,
            event_result: None,
            error_detail: None,
            other: Other::default(),
        }
    }

    pub(super) fn read(root: &Element) -> Result<Self, DecodeError> {
        let [workstation_id, application_sender, terminal_id, pop_id, sequence_id] = read_header(root);
        Ok(DeviceResponse {
            request_type: required(root, Self::ROOT, "RequestType")?,
            workstation_id,
            request_id: required(root, Self::ROOT, "RequestID")?,
            overall_result: OverallResult::read(&required(root, Self::ROOT, "OverallResult")?),
            application_sender,
            terminal_id,
            pop_id,
            sequence_id,
            outputs: OutputResult::read_children(root),
            reference_request_id: value(root, &["ReferenceRequestID"]),
            input: InputResult::read_child(root),
            event_result: EventResult::read_child(root),
            error_detail: ErrorDetail::read_child(root),
            other: Other::collect(root, &[KNOWN, ANSWER_KNOWN]),
        })
    }

    pub(super) fn write(&self) -> Element {
        let mut root = Element::new(Self::ROOT)
            .with_attr("RequestType", self.request_type.as_str())
            .with_attr("RequestID", self.request_id.as_str())
            .with_attr("OverallResult", self.overall_result.as_str());
        let header = [
            &self.workstation_id,
            &self.application_sender,
            &self.terminal_id,
            &self.pop_id,
            &self.sequence_id,
        ];
        if let Some(id) = &self.reference_request_id {
            root.set_attr("ReferenceRequestID", id.as_str());
        }
        let tail =
            [self.event_result.as_ref().map(Record::write), self.error_detail.as_ref().map(Record::write)];
        write_rest(&mut root, header, &self.outputs, self.input.as_ref());
        write_tail(&mut root, tail, &self.other);
        root
    }
}
