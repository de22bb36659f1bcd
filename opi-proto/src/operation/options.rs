//! Every option of a request: its name, what it may be, and where it goes in the message.

use super::Draft;
use crate::dialect::{DIALECTS, ReferenceMeaning};
use crate::field::{
    ValueType::{self, Decimal, Flag, List, MinorUnits, Number, Text, Time, Word},
    Words,
};
use crate::message::RequestKind::{
    self, CancelReservation, CaptureReservation, CardFinancialAdvice, CardPayment, Diagnosis, OnlineAgent,
    PaymentRefund, PaymentReversal, RepeatLastMessage, TicketReprint,
};
use crate::message::{
    Acquirer, CardCircuit, CardCircuitCollection, CardValue, Class, LoyaltyAmount, LoyaltyCard, PrivateData,
    SaleItem, Track2,
};
use crate::settings::language_value;
use crate::value::{Money, Secret};

/// One option of a request, for documentation, checks and the C function `opi_request_set`.
#[derive(Debug, Clone, Copy)]
pub struct RequestOption {
    /// Its name.
    pub name: &'static str,
    /// Form of the value, where `holds` does not say all of it.
    form: &'static str,
    /// What kind of value it is.
    pub holds: ValueType,
    /// What holds when it is not given.
    pub default: &'static str,
    /// What it does. Which dialects know it stands in their rows.
    pub what: &'static str,
    /// Kinds of request that it makes sense with; none means every kind.
    pub kinds: &'static [RequestKind],
    /// Card data: goes to the terminal and nowhere else, is not given back, logged or stored.
    pub secret: bool,
    /// The version of the library that had it first.
    pub since: &'static str,
    /// Is the value acceptable? Gives it in the form in which it is kept, or says what is expected.
    pub(super) check: fn(&str) -> Result<String, String>,
    /// Writes the value into the message.
    pub(super) place: fn(&mut Draft, &str),
}

impl RequestOption {
    /// Unit or form of the value.
    #[must_use]
    pub fn form(&self) -> String {
        if self.form.is_empty() { self.holds.form() } else { self.form.into() }
    }

    /// Names of the dialects that know it.
    #[must_use]
    pub fn dialects(&self) -> Vec<&'static str> {
        let rows = DIALECTS.iter().filter(|row| row.supports_option(self.name));
        rows.map(|row| row.name).collect()
    }

    /// What a reader needs beside `what`: kinds of request, dialects, whether it is card data.
    #[must_use]
    pub fn scope(&self) -> String {
        let mut parts = Vec::new();
        let dialects = self.dialects();
        if dialects.len() < DIALECTS.len() {
            parts.push(format!("Dialects: {}.", dialects.join(", ")));
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().map(|kind| kind.wire_name()).collect();
            parts.push(format!("With: {}.", kinds.join(", ")));
        }
        if self.secret {
            parts.push("Card data: sent, never given back, logged or stored.".into());
        }
        parts.join(" ")
    }
}

/// Kinds that refer to an earlier transaction.
const FOLLOW_UPS: &[RequestKind] = &[
    PaymentReversal,
    PaymentRefund,
    CardFinancialAdvice,
    CaptureReservation,
    CancelReservation,
    TicketReprint,
];

/// What most options have: no value unless given, every kind, nothing secret.
const ORDINARY: RequestOption = RequestOption {
    name: "",
    form: "",
    holds: Text,
    default: "none",
    what: "",
    kinds: &[],
    secret: false,
    since: "0.1.0",
    check: short_text,
    place: |_, _| (),
};

/// What a Diagnosis looks at.
const DIAGNOSIS_METHOD: Words = Words {
    name: "diagnosis_method",
    what: "What a Diagnosis looks at.",
    words: || {
        vec![
            ("OnLine", "The way to the host."),
            ("Local", "The terminal itself."),
            ("POPInit", "The payment point, initialised anew."),
            ("POPInitAll", "All payment points, initialised anew."),
            ("PrinterStatus", "The printer."),
        ]
    },
};
/// What the cashier may do.
const CLERK_PERMISSION: Words = Words {
    name: "clerk_permission",
    what: "What the cashier may do.",
    words: || vec![("Low", "The lowest."), ("Medium", "The middle one."), ("High", "The highest.")],
};
/// Kind of business of an OnlineAgent.
const AGENT: Words = Words {
    name: "agent",
    what: "Kind of business of an OnlineAgent.",
    words: || {
        vec![
            ("MobilePhonePrepaid", "Loading a prepaid mobile phone."),
            ("MobilePhoneAuthorisation", "Authorising by mobile phone."),
        ]
    },
};
/// The pair of messages that carries a request.
const MESSAGE_PAIR: Words = Words {
    name: "message_pair",
    what: "The pair of messages that carries a request.",
    words: || {
        vec![("card", "CardServiceRequest and its answer."), ("service", "ServiceRequest and its answer.")]
    },
};

/// Every option of a request.
pub const REQUEST_OPTIONS: &[RequestOption] = &[
    RequestOption {
        name: "reference",
        form: "1 to 20 letters, digits, '_' or '-'",
        what: "The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect means it so (ch, de).",
        check: |value| {
            let fits = (1..=20).contains(&value.len())
                && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            if fits { Ok(value.to_owned()) } else { Err("1 to 20 letters, digits, '_' or '-'".into()) }
        },
        place: |draft, value| {
            if draft.dialect.reference == ReferenceMeaning::Merchant {
                draft.request.reference_number = Some(value.to_owned());
            }
        },
        ..ORDINARY
    },
    RequestOption {
        name: "key",
        form: "1 to 64 printable characters",
        what: "Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the journal; not on the wire.",
        check: |value| {
            let fits = (1..=64).contains(&value.chars().count()) && !value.chars().any(char::is_control);
            if fits { Ok(value.to_owned()) } else { Err("1 to 64 printable characters".into()) }
        },
        ..ORDINARY
    },
    RequestOption {
        name: "although_unresolved",
        holds: Flag,
        default: "no",
        what: "Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the wire.",
        check: yes_or_no,
        ..ORDINARY
    },
    RequestOption {
        name: "clerk",
        form: "1 to 16 letters or digits",
        what: "ClerkID: the cashier.",
        check: |value| {
            let fits = (1..=16).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric());
            if fits { Ok(value.to_owned()) } else { Err("1 to 16 letters or digits".into()) }
        },
        place: |draft, value| draft.pos_data.clerk_id = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "shift",
        form: "whole number",
        holds: Number(""),
        what: "ShiftNumber: separates totals by shift.",
        check: whole_number,
        place: |draft, value| draft.pos_data.shift_number = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "language",
        form: "two letters, ISO 639-1",
        what: "Language of displays and receipts of this request.",
        check: language_value,
        place: |draft, value| draft.pos_data.language = Some(value.to_owned()),
        default: "the language of the URL",
        ..ORDINARY
    },
    RequestOption {
        name: "transaction_number",
        form: "whole number",
        holds: Number(""),
        what: "TransactionNumber: the till's own number of the sale.",
        check: whole_number,
        place: |draft, value| draft.pos_data.transaction_number = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "stan",
        form: "digits, leading zeros count",
        what: "STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result.",
        check: |value| {
            let fits = (1..=12).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
            if fits { Ok(value.to_owned()) } else { Err("1 to 12 digits".into()) }
        },
        place: |draft, value| draft.original().stan = Some(value.to_owned()),
        kinds: FOLLOW_UPS,
        ..ORDINARY
    },
    RequestOption {
        name: "original_terminal",
        form: "text, 1 to 32 characters",
        what: "TerminalID of the earlier transaction.",
        place: |draft, value| draft.original().terminal_id = Some(value.to_owned()),
        kinds: FOLLOW_UPS,
        ..ORDINARY
    },
    RequestOption {
        name: "original_batch",
        form: "text, 1 to 32 characters",
        what: "TerminalBatch of the earlier transaction.",
        place: |draft, value| draft.original().terminal_batch = Some(value.to_owned()),
        kinds: FOLLOW_UPS,
        ..ORDINARY
    },
    RequestOption {
        name: "original_time",
        form: "xsd:dateTime",
        holds: Time,
        what: "Time of the earlier transaction.",
        place: |draft, value| draft.original().time_stamp = Some(value.to_owned()),
        kinds: FOLLOW_UPS,
        ..ORDINARY
    },
    RequestOption {
        name: "trx_reference",
        form: "text, 1 to 32 characters",
        what: "On a refund, capture or cancel: trx_reference of the sale or reservation, from its result.",
        place: |draft, value| draft.pos_data.trx_reference_number = Some(value.to_owned()),
        kinds: &[PaymentRefund, CaptureReservation, CancelReservation],
        ..ORDINARY
    },
    RequestOption {
        name: "cashback",
        form: "minor units, at most the amount",
        holds: MinorUnits,
        what: "Cash handed to the customer; the amount of the request is the total.",
        check: whole_number,
        place: |draft, value| {
            let share = draft.share(value);
            if let Some(total) = &mut draft.request.total_amount {
                total.cash_back = share;
            }
        },
        kinds: &[CardPayment],
        ..ORDINARY
    },
    RequestOption {
        name: "card_circuits",
        form: "codes separated by commas, e.g. VISA,ECMC,TWNT",
        holds: List,
        what: "Restricts the payment to these brands.",
        check: brand_codes,
        place: |draft, value| draft.circuits(value, "Accepted"),
        default: "every brand",
        ..ORDINARY
    },
    RequestOption {
        name: "force_acceptance",
        holds: Flag,
        what: "Accept although the host cannot be reached, only where the contract allows it. See the result field force_possible.",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.force_acceptance = flag(value),
        kinds: &[CardPayment],
        default: "no",
        ..ORDINARY
    },
    RequestOption {
        name: "approval_code",
        form: "text, 1 to 32 characters",
        what: "Approval code obtained by voice.",
        place: |draft, value| draft.pos_data.approval_code = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "request_token",
        holds: Flag,
        what: "Ask for a card token.",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_token = flag(value),
        default: "no",
        ..ORDINARY
    },
    RequestOption {
        name: "request_transaction_information",
        holds: Flag,
        what: "Ask for more transaction data in the answer.",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_transaction_information = flag(value),
        default: "no",
        ..ORDINARY
    },
    RequestOption {
        name: "request_receipt_header",
        holds: Flag,
        what: "Ask for the receipt header.",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_receipt_header = flag(value),
        default: "no",
        ..ORDINARY
    },
    RequestOption {
        name: "diagnosis_method",
        holds: Word(&DIAGNOSIS_METHOD),
        what: "What a Diagnosis looks at.",
        check: |value| one_of(value, &DIAGNOSIS_METHOD),
        place: |draft, value| draft.pos_data.diagnosis_method = Some(value.to_owned()),
        kinds: &[Diagnosis],
        ..ORDINARY
    },
    RequestOption {
        name: "tip",
        form: "minor units, at most the amount",
        holds: MinorUnits,
        what: "The part of the amount that is a tip.",
        kinds: &[CardPayment, CardFinancialAdvice],
        check: whole_number,
        place: |draft, value| {
            let share = draft.share(value);
            if let Some(total) = &mut draft.request.total_amount {
                total.gratuity = share;
            }
        },
        ..ORDINARY
    },
    RequestOption {
        name: "card_circuits_denied",
        form: "codes separated by commas, e.g. AMEX,JCB",
        holds: List,
        what: "Every brand but these.",
        check: brand_codes,
        place: |draft, value| draft.circuits(value, "Denied"),
        ..ORDINARY
    },
    RequestOption {
        name: "clerk_permission",
        holds: Word(&CLERK_PERMISSION),
        what: "ClerkPermission: what the cashier may do.",
        check: |value| one_of(value, &CLERK_PERMISSION),
        place: |draft, value| draft.pos_data.clerk_permission = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "manual_pan",
        holds: Flag,
        default: "no",
        what: "ManualPAN: the card number is typed in at the terminal (mail and telephone orders).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.manual_pan = flag(value),
        ..ORDINARY
    },
    RequestOption {
        name: "preselected_card",
        holds: Flag,
        default: "no",
        what: "UsePreselectedCard: the card that was read before (CCV Germany).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.use_preselected_card = flag(value),
        ..ORDINARY
    },
    RequestOption {
        name: "last_receipt",
        form: "text, 1 to 32 characters",
        what: "LastReceiptNumber: the receipt that the till took last (older CCV Germany).",
        kinds: &[CardPayment, PaymentReversal],
        place: |draft, value| {
            let number = Some(value.to_owned());
            draft
                .request
                .private_data
                .push(PrivateData { last_receipt_number: number, ..PrivateData::default() });
        },
        ..ORDINARY
    },
    RequestOption {
        name: "private_data",
        form: "text, 1 to 1024 characters",
        what: "PrivateData as text, such as type=initialise with an Administration (CCV Germany).",
        check: |value| text_of(value, 1024),
        place: |draft, value| draft.request.private_data.push(PrivateData::of_text(value)),
        ..ORDINARY
    },
    RequestOption {
        name: "agent",
        holds: Word(&AGENT),
        what: "Kind of business of an OnlineAgent.",
        kinds: &[OnlineAgent],
        check: |value| one_of(value, &AGENT),
        place: |draft, value| draft.request.agent = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "message_pair",
        holds: Word(&MESSAGE_PAIR),
        default: "the kind's own",
        what: "The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair.",
        kinds: &[RepeatLastMessage, TicketReprint],
        check: |value| one_of(value, &MESSAGE_PAIR),
        place: |draft, value| {
            draft.request.class = if value == "service" { Class::Service } else { Class::Card };
        },
        ..ORDINARY
    },
    RequestOption {
        name: "service_level",
        form: "text, 1 to 32 characters",
        what: "ServiceLevel (forecourt).",
        place: |draft, value| draft.pos_data.service_level = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "outdoor_position",
        form: "whole number",
        holds: Number(""),
        what: "OutdoorPosition: the pump (forecourt).",
        check: whole_number,
        place: |draft, value| draft.pos_data.outdoor_position = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "store_id",
        form: "text, 1 to 32 characters",
        what: "StoreID: the shop (EFTLink).",
        place: |draft, value| draft.pos_data.store_id = Some(value.to_owned()),
        ..ORDINARY
    },
    RequestOption {
        name: "merchant_reference",
        form: "text, 1 to 32 characters",
        what: "MerchantReference for the acquirer.",
        place: |draft, value| {
            let merchant_reference = Some(value.to_owned());
            draft.request.acquirer = Some(Acquirer { merchant_reference, ..Acquirer::default() });
        },
        ..ORDINARY
    },
    RequestOption {
        name: "sale_items",
        form: "lines separated by ';', each product=…&amount=… and, if wanted, quantity, unit, price, tax, text; percent-encoded",
        what: "The lines of the sale. Amounts and prices in decimal major units, e.g. product=30&amount=12.50&text=Diesel.",
        check: |value| read_sale_items(value).map(|_| value.to_owned()),
        place: |draft, value| draft.request.sale_items = read_sale_items(value).unwrap_or_default(),
        ..ORDINARY
    },
    RequestOption {
        name: "loyalty",
        holds: Flag,
        default: "no",
        what: "LoyaltyFlag: the sale takes part in a loyalty programme.",
        check: yes_or_no,
        place: |draft, value| draft.loyalty().flag = Some((value == "yes").to_string()),
        ..ORDINARY
    },
    RequestOption {
        name: "loyalty_amount",
        form: "number, such as 120 or 12.50",
        holds: Decimal("points, or their worth"),
        what: "LoyaltyAmount: points, or their worth.",
        check: decimal,
        place: |draft, value| {
            draft.loyalty().amount =
                Some(LoyaltyAmount { text: value.to_owned(), ..LoyaltyAmount::default() });
        },
        ..ORDINARY
    },
    RequestOption {
        name: "loyalty_card",
        form: "8 to 24 digits",
        what: "Number of a loyalty card that the till read.",
        secret: true,
        check: |value| digits(value, 8, 24),
        place: |draft, value| {
            let clear_pan = Some(Secret::new(value));
            draft.loyalty().card = Some(LoyaltyCard { clear_pan, ..LoyaltyCard::default() });
        },
        ..ORDINARY
    },
    RequestOption {
        name: "card_pan",
        form: "8 to 19 digits",
        what: "Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.",
        secret: true,
        check: |value| digits(value, 8, 19),
        place: |draft, value| draft.card().clear_pan = Some(Secret::new(value)),
        ..ORDINARY
    },
    RequestOption {
        name: "card_expiry",
        form: "four digits, YYMM",
        what: "Expiry date of the card of card_pan.",
        secret: true,
        check: |value| digits(value, 4, 4),
        place: |draft, value| draft.card().expiry_date = Some(Secret::new(value)),
        ..ORDINARY
    },
    RequestOption {
        name: "card_track2",
        form: "second track, up to 40 characters",
        what: "Second track of a card that the till read. Puts the till into the scope of PCI DSS.",
        secret: true,
        check: |value| {
            let fits = (8..=40).contains(&value.len())
                && value.bytes().all(|b| b.is_ascii_digit() || b"=D;?".contains(&b));
            if fits { Ok(value.to_owned()) } else { Err("8 to 40 digits, '=', 'D', ';' or '?'".into()) }
        },
        place: |draft, value| {
            let ascii = Some(Secret::new(value));
            draft.card().track_2 = Some(Track2 { ascii, ..Track2::default() });
        },
        ..ORDINARY
    },
];

impl Draft<'_> {
    /// A part of the amount, in decimal major units.
    fn share(&self, minor_units: &str) -> Option<String> {
        Some(Money::new(minor_units.parse().ok()?, self.currency?).to_decimal())
    }

    fn circuits(&mut self, codes: &str, state: &str) {
        // Bare codes are what is known to work in nl; the state is needed only to tell two lists apart.
        let state = (state == "Denied").then(|| state.to_owned());
        let circuits = codes.split(',').map(|code| CardCircuit {
            code: code.to_owned(),
            state: state.clone(),
            ..CardCircuit::default()
        });
        let collection = self.request.card_circuits.get_or_insert_with(CardCircuitCollection::default);
        collection.circuits.extend(circuits);
    }

    fn card(&mut self) -> &mut CardValue {
        self.request.card_value.get_or_insert_default()
    }
}

fn brand_codes(value: &str) -> Result<String, String> {
    let codes: Vec<&str> = value.split(',').map(str::trim).collect();
    let is_code = |c: &&str| (2..=20).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_alphanumeric());
    if codes.len() <= 32 && codes.iter().all(is_code) {
        Ok(codes.join(","))
    } else {
        Err("brand codes separated by commas, such as VISA,ECMC".into())
    }
}

fn one_of(value: &str, words: &Words) -> Result<String, String> {
    words.find(value).map(str::to_owned)
}

fn digits(value: &str, least: usize, most: usize) -> Result<String, String> {
    let digits: String = value.chars().filter(|c| *c != ' ').collect();
    if (least..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(digits)
    } else if least == most {
        Err(format!("{least} digits"))
    } else {
        Err(format!("{least} to {most} digits"))
    }
}

fn decimal(value: &str) -> Result<String, String> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    let number = |part: &str| (1..=12).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if number(whole) && number(fraction) {
        Ok(value.to_owned())
    } else {
        Err("a number such as 120 or 12.50".into())
    }
}

/// The lines of a sale, or what is wrong with them.
fn read_sale_items(value: &str) -> Result<Vec<SaleItem>, String> {
    let lines: Vec<&str> = value.split(';').map(str::trim).filter(|line| !line.is_empty()).collect();
    if !(1..=200).contains(&lines.len()) {
        return Err("1 to 200 lines such as product=30&amount=12.50, separated by ';'".into());
    }
    lines.iter().zip(1..).map(|(line, number)| read_sale_item(line, number)).collect()
}

fn read_sale_item(line: &str, number: usize) -> Result<SaleItem, String> {
    let mut item = SaleItem { item_id: Some(number.to_string()), ..SaleItem::default() };
    for (name, value) in form_urlencoded::parse(line.as_bytes()) {
        let text =
            Some(text_of(&value, 64).map_err(|expected| format!("{expected} as {name} in line {number}"))?);
        let amount = || decimal(&value).map(Some).map_err(|e| format!("{e} as {name} in line {number}"));
        match name.as_ref() {
            "product" => item.product_code = text,
            "amount" => item.amount = amount()?,
            "quantity" => item.quantity = amount()?,
            "price" => item.unit_price = amount()?,
            "unit" => item.unit_measure = text,
            "tax" => item.tax_code = text,
            "text" => item.additional_product_info = text,
            _ => {
                return Err(format!(
                    "product, amount, quantity, unit, price, tax and text, but line {number} has something else"
                ));
            }
        }
    }
    if item.product_code.is_some() && item.amount.is_some() {
        Ok(item)
    } else {
        Err(format!("product and amount in every line, but line {number} lacks one"))
    }
}

fn whole_number(value: &str) -> Result<String, String> {
    match value.parse::<u32>() {
        Ok(number) => Ok(number.to_string()),
        Err(_) => Err("a whole number from 0 to 4294967295".into()),
    }
}

fn short_text(value: &str) -> Result<String, String> {
    text_of(value, 32)
}

fn text_of(value: &str, most: usize) -> Result<String, String> {
    let fits = (1..=most).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    if fits { Ok(value.to_owned()) } else { Err(format!("1 to {most} printable characters")) }
}

fn yes_or_no(value: &str) -> Result<String, String> {
    match value.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Ok("yes".into()),
        "no" | "false" | "0" => Ok("no".into()),
        _ => Err("yes or no".into()),
    }
}

/// Booleans are written only when true (protocol.md 2.2).
fn flag(value: &str) -> Option<String> {
    (value == "yes").then(|| "true".to_owned())
}
