//! What a till asks for, and how each dialect says it on the wire.

use crate::config::{Config, head, language_value, unknown_name};
use crate::dialect::{Dialect, ReferenceMeaning, ReversalWay};
use crate::error::{Code, Error};
use crate::message::{
    Amount, AmountRule, CardCircuit, CardCircuitCollection, Class, OriginalTransaction, PosData, Request,
    RequestKind,
};
use crate::value::{Currency, Money, Timestamp};
use std::collections::BTreeMap;

/// One thing the till wants a terminal to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    kind: RequestKind,
    amount: Option<Money>,
    options: BTreeMap<&'static str, String>,
}

/// One option of a request, for documentation, checks and the C function `opi_request_set`.
#[derive(Debug, Clone, Copy)]
pub struct RequestOption {
    /// Its name.
    pub name: &'static str,
    /// Unit or form of the value.
    pub form: &'static str,
    /// What it does, and in which dialects.
    pub what: &'static str,
    /// Is the value acceptable? Gives it in the form in which it is kept, or says what is expected.
    check: fn(&str) -> Result<String, String>,
    /// Writes the value into the message.
    place: fn(&mut Draft, &str),
}

/// Every option of a request.
pub const REQUEST_OPTIONS: &[RequestOption] = &[
    RequestOption {
        name: "reference",
        form: "1 to 20 letters, digits, '_' or '-'",
        what: "The till's own reference of the sale: in the result, and on the wire as ReferenceNumber (ch, de).",
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
    },
    RequestOption {
        name: "key",
        form: "1 to 64 printable characters",
        what: "Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the journal; not on the wire.",
        check: |value| {
            let fits = (1..=64).contains(&value.chars().count()) && !value.chars().any(char::is_control);
            if fits { Ok(value.to_owned()) } else { Err("1 to 64 printable characters".into()) }
        },
        place: |_, _| {},
    },
    RequestOption {
        name: "although_unresolved",
        form: "yes or no",
        what: "Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the wire.",
        check: yes_or_no,
        place: |_, _| {},
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
    },
    RequestOption {
        name: "shift",
        form: "whole number",
        what: "ShiftNumber: separates totals by shift.",
        check: whole_number,
        place: |draft, value| draft.pos_data.shift_number = Some(value.to_owned()),
    },
    RequestOption {
        name: "language",
        form: "two letters, ISO 639-1",
        what: "Language of displays and receipts of this request.",
        check: language_value,
        place: |draft, value| draft.pos_data.language = Some(value.to_owned()),
    },
    RequestOption {
        name: "transaction_number",
        form: "whole number",
        what: "TransactionNumber: the till's own number of the sale (de, ifsf).",
        check: whole_number,
        place: |draft, value| draft.pos_data.transaction_number = Some(value.to_owned()),
    },
    RequestOption {
        name: "stan",
        form: "digits, leading zeros count",
        what: "STAN of the transaction that a reversal undoes (de, ifsf); it is in that payment's result.",
        check: |value| {
            let fits = (1..=12).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
            if fits { Ok(value.to_owned()) } else { Err("1 to 12 digits".into()) }
        },
        place: |draft, value| draft.original().stan = Some(value.to_owned()),
    },
    RequestOption {
        name: "original_terminal",
        form: "text, 1 to 32 characters",
        what: "TerminalID of the transaction that a reversal undoes (CCV Germany, ifsf).",
        check: short_text,
        place: |draft, value| draft.original().terminal_id = Some(value.to_owned()),
    },
    RequestOption {
        name: "original_batch",
        form: "text, 1 to 32 characters",
        what: "TerminalBatch of the transaction that a reversal undoes (ifsf).",
        check: short_text,
        place: |draft, value| draft.original().terminal_batch = Some(value.to_owned()),
    },
    RequestOption {
        name: "original_time",
        form: "xsd:dateTime",
        what: "Time of the transaction that a reversal undoes (CCV Germany).",
        check: short_text,
        place: |draft, value| draft.original().time_stamp = Some(value.to_owned()),
    },
    RequestOption {
        name: "trx_reference",
        form: "text, 1 to 32 characters",
        what: "On a refund: trx_reference of the sale, from its result (ch).",
        check: short_text,
        place: |draft, value| draft.pos_data.trx_reference_number = Some(value.to_owned()),
    },
    RequestOption {
        name: "cashback",
        form: "minor units, at most the amount",
        what: "Cash handed to the customer; the amount of the request is the total (ch).",
        check: whole_number,
        place: |draft, value| {
            if let (Some(total), Ok(minor)) = (&mut draft.request.total_amount, value.parse()) {
                total.cash_back = draft.currency.map(|currency| Money::new(minor, currency).to_decimal());
            }
        },
    },
    RequestOption {
        name: "card_circuits",
        form: "codes separated by commas, e.g. VISA,ECMC,TWNT",
        what: "Restricts the payment to these brands (ch, nl).",
        check: |value| {
            let codes: Vec<&str> = value.split(',').map(str::trim).collect();
            let fits = codes.len() <= 32
                && codes
                    .iter()
                    .all(|c| (2..=20).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_alphanumeric()));
            if fits {
                Ok(codes.join(","))
            } else {
                Err("brand codes separated by commas, such as VISA,ECMC".into())
            }
        },
        place: |draft, value| {
            let circuits = value
                .split(',')
                .map(|code| CardCircuit { code: code.to_owned(), ..CardCircuit::default() })
                .collect();
            draft.request.card_circuits =
                Some(CardCircuitCollection { circuits, ..CardCircuitCollection::default() });
        },
    },
    RequestOption {
        name: "force_acceptance",
        form: "yes or no",
        what: "Accept although the host cannot be reached, only where the contract allows it (ch, payments).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.force_acceptance = flag(value),
    },
    RequestOption {
        name: "approval_code",
        form: "text, 1 to 32 characters",
        what: "Approval code obtained by voice (ch, nl).",
        check: short_text,
        place: |draft, value| draft.pos_data.approval_code = Some(value.to_owned()),
    },
    RequestOption {
        name: "request_token",
        form: "yes or no",
        what: "Ask for a card token (ch, nl).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_token = flag(value),
    },
    RequestOption {
        name: "request_transaction_information",
        form: "yes or no",
        what: "Ask for more transaction data in the answer (ch, nl).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_transaction_information = flag(value),
    },
    RequestOption {
        name: "request_receipt_header",
        form: "yes or no",
        what: "Ask for the receipt header (ch, nl).",
        check: yes_or_no,
        place: |draft, value| draft.pos_data.request_receipt_header = flag(value),
    },
    RequestOption {
        name: "diagnosis_method",
        form: "OnLine, Local, POPInit, POPInitAll or PrinterStatus",
        what: "What a Diagnosis looks at (de, ifsf).",
        check: |value| {
            ["OnLine", "Local", "POPInit", "POPInitAll", "PrinterStatus"]
                .into_iter()
                .find(|method| method.eq_ignore_ascii_case(value))
                .map(str::to_owned)
                .ok_or_else(|| "OnLine, Local, POPInit, POPInitAll or PrinterStatus".into())
        },
        place: |draft, value| draft.pos_data.diagnosis_method = Some(value.to_owned()),
    },
];

fn whole_number(value: &str) -> Result<String, String> {
    match value.parse::<u32>() {
        Ok(number) => Ok(number.to_string()),
        Err(_) => Err("a whole number from 0 to 4294967295".into()),
    }
}

fn short_text(value: &str) -> Result<String, String> {
    let fits = (1..=32).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    if fits { Ok(value.to_owned()) } else { Err("1 to 32 printable characters".into()) }
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

/// A message in the making.
struct Draft<'a> {
    dialect: &'a Dialect,
    request: Request,
    pos_data: PosData,
    currency: Option<Currency>,
}

impl Draft<'_> {
    fn original(&mut self) -> &mut OriginalTransaction {
        self.request.original_transaction.get_or_insert_default()
    }
}

impl Operation {
    /// An operation without amount or options.
    #[must_use]
    pub fn new(kind: RequestKind) -> Self {
        Operation { kind, amount: None, options: BTreeMap::new() }
    }

    /// The same with an amount.
    #[must_use]
    pub fn with_amount(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }

    /// The same with an option; see [`REQUEST_OPTIONS`].
    ///
    /// # Errors
    /// As [`Operation::set`].
    pub fn with(mut self, name: &str, value: &str) -> Result<Self, Error> {
        self.set(name, value)?;
        Ok(self)
    }

    /// Sets the amount.
    pub fn set_amount(&mut self, amount: Money) {
        self.amount = Some(amount);
    }

    /// Sets an option; see [`REQUEST_OPTIONS`].
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name, or [`Code::InvalidArgument`] with what is expected.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let option = find_option(name).ok_or_else(|| {
            unknown_name("request option", name, REQUEST_OPTIONS.iter().map(|option| option.name))
        })?;
        let checked = (option.check)(value.trim()).map_err(|expected| {
            Error::new(
                Code::InvalidArgument,
                format!("The request option {name} is '{}', expected {expected}.", head(value)),
            )
        })?;
        self.options.insert(option.name, checked);
        Ok(())
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> RequestKind {
        self.kind
    }

    /// The amount.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// The value of an option, in the form in which it is kept.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// Every option that is set, by name.
    pub fn options(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.options.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Checks that the operation makes sense and that the dialect knows it. Nothing has been sent yet.
    ///
    /// # Errors
    /// [`Code::Unsupported`] with the alternative, or [`Code::InvalidAmount`], [`Code::InvalidArgument`].
    pub fn check(&self, dialect: &Dialect) -> Result<(), Error> {
        if !dialect.supports(self.kind) {
            let alternative = match self.kind {
                RequestKind::ActivateTerminal | RequestKind::Login => Some(dialect.session_open),
                RequestKind::DeactivateTerminal | RequestKind::Logoff => Some(dialect.session_close),
                RequestKind::CloseDay | RequestKind::ReconciliationWithClosure => Some(dialect.close_day),
                RequestKind::GetStatus | RequestKind::GetInfo | RequestKind::Diagnosis => {
                    Some(dialect.status)
                }
                RequestKind::CardReservation | RequestKind::CardPreAuthorisation => {
                    [RequestKind::CardReservation, RequestKind::CardPreAuthorisation]
                        .into_iter()
                        .find(|kind| dialect.supports(*kind))
                }
                _ => None,
            };
            let hint = alternative.map_or_else(
                || "there is no other request for it".to_owned(),
                |kind| format!("use {kind} there"),
            );
            return Err(Error::new(
                Code::Unsupported,
                format!("The dialect {} ({}) has no {}; {hint}.", dialect.name, dialect.title, self.kind),
            ));
        }
        self.check_amount()?;
        if self.kind == RequestKind::PaymentReversal
            && dialect.reversal == ReversalWay::ByStan
            && self.option("stan").is_none()
        {
            return Err(Error::new(
                Code::InvalidArgument,
                format!(
                    "A reversal in the dialect {} needs the option 'stan' of the payment to undo.",
                    dialect.name
                ),
            ));
        }
        if self.option("force_acceptance") == Some("yes") && self.kind != RequestKind::CardPayment {
            return Err(Error::new(
                Code::InvalidArgument,
                format!("force_acceptance is for payments only, not for {}.", self.kind),
            ));
        }
        Ok(())
    }

    fn check_amount(&self) -> Result<(), Error> {
        let wrong = |what: String| Err(Error::new(Code::InvalidAmount, what));
        match (self.kind.amount_rule(), self.amount) {
            (AmountRule::Required, None) => wrong(format!("{} needs an amount.", self.kind)),
            (AmountRule::Never, Some(_)) => wrong(format!("{} takes no amount.", self.kind)),
            (_, Some(amount)) if amount.minor_units() <= 0 => {
                wrong(format!("The amount is {amount}; it must be greater than zero, also for refunds."))
            }
            (_, Some(amount)) if amount.minor_units() > 99_999_999_999 => {
                wrong(format!("The amount {amount} is larger than any terminal takes."))
            }
            (_, amount) => match (self.option("cashback").and_then(|c| c.parse::<i64>().ok()), amount) {
                (Some(_), None) => wrong("cashback needs an amount: the total.".into()),
                (Some(cash), Some(total)) if cash > total.minor_units() => {
                    wrong(format!("cashback is {cash} minor units, more than the total {total}."))
                }
                _ => Ok(()),
            },
        }
    }

    /// The message that asks for this operation.
    ///
    /// # Errors
    /// As [`Operation::check`].
    pub fn to_request(&self, config: &Config, request_id: &str, now: &Timestamp) -> Result<Request, Error> {
        let dialect = config.dialect;
        self.check(dialect)?;
        let mut request = Request::new(self.kind, &config.workstation, request_id);
        request.total_amount = self.amount.map(Amount::of);
        if dialect.names_sender {
            request.application_sender = Some(config.sender.clone());
            request.pop_id = Some(config.pop_id.clone());
        }
        let pos_data = pos_data(config, request.class, now);
        let mut draft = Draft { dialect, request, pos_data, currency: self.amount.map(|a| a.currency()) };
        for (name, value) in &self.options {
            if let Some(option) = find_option(name) {
                (option.place)(&mut draft, value);
            }
        }
        draft.request.pos_data = Some(draft.pos_data);
        Ok(draft.request)
    }
}

/// The request that aborts `running`.
#[must_use]
pub fn abort_request(config: &Config, running: &Request, request_id: &str, now: &Timestamp) -> Request {
    let way = config.dialect.abort;
    let mut request = Request::new(RequestKind::AbortRequest, &running.workstation_id, request_id);
    request.class = way.class;
    request.application_sender = running.application_sender.clone();
    request.pop_id = running.pop_id.clone();
    request.reference_number = way.names_request.then(|| running.request_id.clone());
    request.pos_data = Some(pos_data(config, way.class, now));
    request
}

fn pos_data(config: &Config, class: Class, now: &Timestamp) -> PosData {
    let mut pos_data = PosData {
        language: Some(config.language.clone()),
        time_stamp: Some(now.as_str().to_owned()),
        ..PosData::default()
    };
    // Service requests carry no printer status (protocol.md 2.3).
    if config.dialect.announces_printers && class == Class::Card {
        pos_data.printer_status = Some(config.customer_receipt.printer_status().to_owned());
        pos_data.journal_printer_status = Some(config.merchant_receipt.printer_status().to_owned());
        let journal = if config.electronic_journal { "Available" } else { "Unavailable" };
        pos_data.e_journal_status = Some(journal.to_owned());
    }
    pos_data
}

fn find_option(name: &str) -> Option<&'static RequestOption> {
    REQUEST_OPTIONS.iter().find(|option| option.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    fn chf(minor: i64) -> Money {
        Money::new(minor, Currency::from_code("CHF").unwrap())
    }

    fn config(dialect: &str) -> Config {
        Config::parse(&format!("opi://t?dialect={dialect}&workstation=lane-1")).unwrap()
    }

    fn wire(operation: &Operation, dialect: &str) -> String {
        let now = Timestamp::fixed("2026-04-08T10:30:00+02:00");
        let request = operation.to_request(&config(dialect), "2001", &now).unwrap();
        String::from_utf8(Message::Request(request).encode().unwrap()).unwrap()
    }

    #[test]
    fn a_swiss_sale_reads_like_the_published_one() {
        let sale = Operation::new(RequestKind::CardPayment)
            .with_amount(chf(4990))
            .with("reference", "ORDER-2001")
            .and_then(|o| o.with("shift", "1"))
            .and_then(|o| o.with("clerk", "12"))
            .and_then(|o| o.with("cashback", "1000"))
            .and_then(|o| o.with("card_circuits", "VISA, ECMC"))
            .unwrap();
        assert_eq!(
            wire(&sale, "ch"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <CardServiceRequest xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" RequestType=\"CardPayment\" \
             WorkstationID=\"lane-1\" RequestID=\"2001\" ReferenceNumber=\"ORDER-2001\">\
             <POSdata LanguageCode=\"de\"><POSTimeStamp>2026-04-08T10:30:00+02:00</POSTimeStamp>\
             <ShiftNumber>1</ShiftNumber><ClerkID>12</ClerkID><PrinterStatus>Available</PrinterStatus>\
             <E-JournalStatus>Available</E-JournalStatus><JournalPrinterStatus>Available</JournalPrinterStatus>\
             </POSdata><CardCircuitCollection><CardCircuit>VISA</CardCircuit><CardCircuit>ECMC</CardCircuit>\
             </CardCircuitCollection><TotalAmount Currency=\"CHF\" CashBackAmount=\"10.00\">49.90</TotalAmount>\
             </CardServiceRequest>"
        );
    }

    #[test]
    fn a_german_reversal_names_the_stan_and_no_amount() {
        let reversal = Operation::new(RequestKind::PaymentReversal).with("stan", "021601").unwrap();
        let xml = wire(&reversal, "de");
        assert!(xml.contains("ApplicationSender=\"libopi\" POPID=\"001\""), "{xml}");
        assert!(xml.contains("<OriginalTransaction STAN=\"021601\"/>"), "{xml}");
        assert!(!xml.contains("TotalAmount") && !xml.contains("PrinterStatus"), "{xml}");
    }

    #[test]
    fn the_reference_stays_with_the_till_where_the_attribute_means_something_else() {
        let sale =
            Operation::new(RequestKind::CardPayment).with_amount(chf(100)).with("reference", "A1").unwrap();
        assert!(!wire(&sale, "ifsf").contains("ReferenceNumber"));
        assert!(wire(&sale, "de").contains("ReferenceNumber=\"A1\""));
    }

    #[test]
    fn an_abort_names_the_request_only_in_ifsf() {
        let now = Timestamp::fixed("2026-04-08T10:30:00+02:00");
        for (dialect, reference) in [("ch", None), ("de", None), ("ifsf", Some("7"))] {
            let config = config(dialect);
            let sale = Operation::new(RequestKind::CardPayment).with_amount(chf(100));
            let running = sale.to_request(&config, "7", &now).unwrap();
            let abort = abort_request(&config, &running, "8", &now);
            assert_eq!(abort.reference_number.as_deref(), reference, "{dialect}");
            assert_eq!((abort.request_id.as_str(), abort.kind()), ("8", Some(RequestKind::AbortRequest)));
        }
    }

    #[test]
    fn mistakes_are_found_before_anything_is_sent() {
        let payment = || Operation::new(RequestKind::CardPayment);
        let cases: [(Operation, &str, Code, &str); 10] = [
            (payment(), "ch", Code::InvalidAmount, "needs an amount"),
            (payment().with_amount(chf(0)), "ch", Code::InvalidAmount, "greater than zero"),
            (payment().with_amount(chf(-5)), "ch", Code::InvalidAmount, "greater than zero"),
            (payment().with_amount(chf(100_000_000_000)), "ch", Code::InvalidAmount, "larger than any"),
            (
                payment().with_amount(chf(5)).with("cashback", "6").unwrap(),
                "ch",
                Code::InvalidAmount,
                "more than",
            ),
            (
                Operation::new(RequestKind::CloseDay).with_amount(chf(5)),
                "ch",
                Code::InvalidAmount,
                "takes no amount",
            ),
            (Operation::new(RequestKind::CloseDay), "de", Code::Unsupported, "use ReconciliationWithClosure"),
            (Operation::new(RequestKind::CardSwipe), "ch", Code::Unsupported, "no other request"),
            (Operation::new(RequestKind::PaymentReversal), "de", Code::InvalidArgument, "'stan'"),
            (
                Operation::new(RequestKind::PaymentRefund)
                    .with_amount(chf(5))
                    .with("force_acceptance", "yes")
                    .unwrap(),
                "ch",
                Code::InvalidArgument,
                "payments only",
            ),
        ];
        for (operation, dialect, code, text) in cases {
            let error = operation.check(Dialect::by_name(dialect).unwrap()).expect_err(text);
            assert_eq!(error.code(), code, "{error}");
            assert!(error.message().contains(text), "{error}");
        }
    }

    #[test]
    fn options_are_checked_when_they_are_set() {
        let mut operation = Operation::new(RequestKind::CardPayment);
        for (name, value, code, text) in [
            ("refrence", "A1", Code::UnknownName, "did you mean 'reference'?"),
            ("reference", "A 1", Code::InvalidArgument, "expected 1 to 20"),
            ("reference", "", Code::InvalidArgument, "expected 1 to 20"),
            ("shift", "-1", Code::InvalidArgument, "whole number"),
            ("language", "german", Code::InvalidArgument, "two letters"),
            ("force_acceptance", "perhaps", Code::InvalidArgument, "yes or no"),
            ("card_circuits", "VISA,,", Code::InvalidArgument, "separated by commas"),
            ("diagnosis_method", "x", Code::InvalidArgument, "OnLine"),
        ] {
            let error = operation.set(name, value).expect_err(name);
            assert_eq!(error.code(), code, "{name}");
            assert!(error.message().contains(text), "{name}: {error}");
        }
    }
}
