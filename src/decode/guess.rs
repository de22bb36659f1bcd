//! Which dialect a message looks like, and why: a table of clues, each worth points for some dialects.

use super::reading::Reading;
use opi_proto::dialect::{DIALECTS, Dialect};
use opi_proto::message::{Message, RequestKind};
use opi_proto::wire::xml::Element;
use serde_json::{Value, json};

/// What speaks for which dialect.
#[derive(Debug, Clone, Default)]
pub struct Guess {
    points: Vec<(&'static str, u32)>,
    reasons: Vec<(String, &'static [&'static str])>,
}

struct Clue {
    reason: &'static str,
    dialects: &'static [&'static str],
    points: u32,
    fits: fn(&Reading<'_>, &Element) -> bool,
}

const CH: &[&str] = &["ch"];
const DE: &[&str] = &["de"];
const IFSF: &[&str] = &["ifsf"];
const CH_NL: &[&str] = &["ch", "nl"];
const DE_NL: &[&str] = &["de", "nl"];
const DE_IFSF: &[&str] = &["de", "ifsf"];

const fn clue(
    reason: &'static str,
    dialects: &'static [&'static str],
    points: u32,
    fits: fn(&Reading<'_>, &Element) -> bool,
) -> Clue {
    Clue { reason, dialects, points, fits }
}

const CLUES: &[Clue] = &[
    clue("POSdata says where receipts go", CH_NL, 2, |_, root| {
        root.child("POSdata").is_some_and(|pos| {
            ["PrinterStatus", "JournalPrinterStatus", "E-JournalStatus", "EJournalStatus"]
                .iter()
                .any(|name| pos.value(name).is_some())
        })
    }),
    clue("the device is JournalPrinter, E-Journal or DeliveryBox", CH_NL, 2, |_, root| {
        has_target(root, &["JournalPrinter", "E-Journal", "EJournal", "DeliveryBox"])
    }),
    clue("the device is PrinterReceipt", DE_IFSF, 2, |_, root| has_target(root, &["PrinterReceipt"])),
    clue("the device request counts behind a dot in RequestID", CH_NL, 2, |_, root| {
        is_device(root) && root.value("RequestID").is_some_and(|id| is_suffixed(&id))
    }),
    clue("the device request has a number of its own or SequenceID", DE_IFSF, 1, |_, root| {
        is_device(root) && root.value("RequestID").is_some_and(|id| !is_suffixed(&id))
    }),
    clue("the till names itself with ApplicationSender", DE_IFSF, 1, |reading, root| {
        matches!(reading.message, Some(Message::Request(_))) && root.value("ApplicationSender").is_some()
    }),
    clue("the till names a payment point (POPID)", DE_IFSF, 1, |reading, root| {
        matches!(reading.message, Some(Message::Request(_))) && root.value("POPID").is_some()
    }),
    clue("the currency is CHF", CH, 3, |_, root| has_currency(root, "CHF")),
    clue("the currency is EUR", DE_NL, 1, |_, root| has_currency(root, "EUR")),
    clue("TrxReferenceNumber, ForceAcceptance or decline reasons are Swiss", CH, 2, |_, root| {
        let names = [
            "TrxReferenceNumber",
            "ForceAcceptance",
            "HostDeclineReason",
            "TerminalDeclineReason",
            "MaskedCardNumber",
        ];
        any(root, &|element| names.iter().any(|name| element.value(name).is_some()))
    }),
    clue("POSdata asks for transaction data, token or receipt header", CH_NL, 2, |_, root| {
        let names = ["RequestTransactionInformation", "RequestToken", "RequestReceiptHeader"];
        any(root, &|element| names.iter().any(|name| element.attr(name).is_some()))
    }),
    clue("attributes of CCV Germany (Elme…)", DE, 3, |_, root| {
        root.attributes.iter().any(|(name, _)| name.to_ascii_lowercase().starts_with("elme"))
    }),
    clue("the schema lies in a Windows folder OPISchema", DE, 2, |reading, _| {
        ["OPISchema", "O.P.I.Schema"].iter().any(|folder| reading.tag.contains(folder))
    }),
    clue("the prefix IFSF is declared", IFSF, 3, |reading, _| reading.tag.contains("xmlns:IFSF")),
    clue("ISO-8859-1 is declared", DE_IFSF, 1, |reading, _| {
        reading.label.is_some_and(|label| label.eq_ignore_ascii_case("ISO-8859-1"))
    }),
    clue("the card is a girocard, or PrivateData is Thales'", DE, 2, |_, root| {
        let thales = ["CardTechnologyType", "CardVerificationMethod", "LastReceiptNumber", "PrinterParam"];
        any(root, &|element| {
            thales.iter().any(|name| element.is(name))
                || element.attr("CardCircuit").is_some_and(|circuit| circuit.eq_ignore_ascii_case("girocard"))
        })
    }),
    clue("forecourt, loyalty or sale lines", IFSF, 2, |_, root| {
        let names = ["SaleItem", "Loyalty", "ServiceLevel", "OutdoorPosition", "StoreID", "CashierTerminal"];
        any(root, &|element| names.iter().any(|name| element.is(name))) || has_target(root, &names)
    }),
    clue("the original is named by its STAN", DE_IFSF, 1, |_, root| {
        root.child("OriginalTransaction").is_some_and(|original| original.value("STAN").is_some())
    }),
    clue("the abort names its request", IFSF, 2, |reading, root| {
        kind(reading) == Some(RequestKind::AbortRequest) && root.value("ReferenceNumber").is_some()
    }),
];

fn any(element: &Element, fits: &dyn Fn(&Element) -> bool) -> bool {
    fits(element) || element.elements().any(|child| any(child, fits))
}

fn is_device(root: &Element) -> bool {
    root.is("DeviceRequest") || root.is("DeviceResponse")
}

/// `8.3`
fn is_suffixed(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    id.split_once('.').is_some_and(|(request, count)| digits(request) && digits(count))
}

fn has_target(root: &Element, targets: &[&str]) -> bool {
    let target = |element: &Element| element.value("OutDeviceTarget").or(element.value("InDeviceTarget"));
    root.elements().filter_map(target).any(|target| targets.iter().any(|t| target.eq_ignore_ascii_case(t)))
}

fn has_currency(root: &Element, code: &str) -> bool {
    any(root, &|element| element.attr("Currency").is_some_and(|currency| currency.eq_ignore_ascii_case(code)))
}

fn kind(reading: &Reading<'_>) -> Option<RequestKind> {
    match reading.message.as_ref()? {
        Message::Request(request) => request.kind(),
        Message::Response(response) => response.kind(),
        Message::DeviceRequest(_) | Message::DeviceResponse(_) => None,
    }
}

impl Guess {
    /// What one message looks like.
    pub fn of(reading: &Reading<'_>) -> Self {
        let mut guess = Guess::default();
        let Ok(document) = &reading.document else { return guess };
        if let Some(kind) = kind(reading) {
            let knowing: Vec<_> = DIALECTS.iter().filter(|dialect| dialect.supports(kind)).collect();
            if knowing.len() < DIALECTS.len() {
                for dialect in knowing {
                    let own: &'static [&'static str] = std::slice::from_ref(&dialect.name);
                    guess.add(&format!("{kind} is a request of {}", dialect.name), own, 2);
                }
            }
        }
        for clue in CLUES {
            if (clue.fits)(reading, &document.root) {
                guess.add(clue.reason, clue.dialects, clue.points);
            }
        }
        guess
    }

    fn add(&mut self, reason: &str, dialects: &'static [&'static str], points: u32) {
        for name in dialects {
            match self.points.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum += points,
                None => self.points.push((name, points)),
            }
        }
        if !self.reasons.iter().any(|(known, _)| known == reason) {
            self.reasons.push((reason.to_owned(), dialects));
        }
    }

    /// Takes up what another message of the same conversation looks like.
    pub fn join(&mut self, other: &Guess) {
        for (name, points) in &other.points {
            match self.points.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum = sum.saturating_add(*points),
                None => self.points.push((name, *points)),
            }
        }
    }

    /// The dialects with the most points, in the order of the table; all of them when nothing speaks for any.
    pub fn like(&self) -> Vec<&'static Dialect> {
        let points = |dialect: &Dialect| {
            self.points.iter().find(|(name, _)| *name == dialect.name).map_or(0, |(_, points)| *points)
        };
        let most = DIALECTS.iter().map(|dialect| points(dialect)).max().unwrap_or_default();
        DIALECTS.iter().copied().filter(|dialect| points(dialect) == most).collect()
    }

    /// Does nothing speak for one dialect rather than another?
    pub fn is_unclear(&self) -> bool {
        self.like().len() == DIALECTS.len()
    }

    /// What speaks for the dialects with the most points.
    pub fn reasons(&self) -> Vec<&str> {
        let like = self.like();
        let speaks = |dialects: &[&str]| like.iter().any(|dialect| dialects.contains(&dialect.name));
        self.reasons.iter().filter(|(_, d)| speaks(d)).map(|(reason, _)| reason.as_str()).collect()
    }

    /// As a part of `--json`.
    pub fn json(&self) -> Value {
        let like: Vec<&str> = match self.is_unclear() {
            true => Vec::new(),
            false => self.like().iter().map(|dialect| dialect.name).collect(),
        };
        json!({ "like": like, "reasons": self.reasons() })
    }
}
