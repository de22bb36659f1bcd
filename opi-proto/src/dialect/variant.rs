//! Variants of a dialect: terminal models, and makers of terminal software. One row each: what is publicly known of
//! it, as changes of the family's row.
//!
//! Sources of the models: the public documents of Nexi's proxy (terminal-models.json, docs/02 and 04, release notes);
//! of the makers: protocol.md, sections 1.2, 3 and 4.1.

use super::hardware::{Hardware, Variant};
use super::setting::refuse;
use super::{DIALECTS, Dialect};
use crate::error::{Code, Error};
use crate::hint::unknown_name;
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

const COUNTER: Hardware = Hardware { unattended: false, own_printer: false, journal_printer: true };
const PRINTING: Hardware = Hardware { own_printer: true, ..COUNTER };
const COUNTER_NO_JOURNAL: Hardware = Hardware { journal_printer: false, ..COUNTER };
const UNATTENDED: Hardware = Hardware { unattended: true, own_printer: false, journal_printer: false };

const NO_REFUND: &str = "unattended terminals refund only where their configuration allows it; allow it there with \
                         dialect.allow=PaymentRefund";
const NO_RESERVATION: &str = "unattended terminals make no reservations; take a payment instead";
const UNATTENDED_LACKS: &[(&str, &str)] = &[
    ("PaymentRefund", NO_REFUND),
    ("CardReservation", NO_RESERVATION),
    ("CaptureReservation", NO_RESERVATION),
    ("CancelReservation", NO_RESERVATION),
];
const UNATTENDED_NOTES: &str = "Asks on DeliveryBox whether the goods were handed out. Sources disagree on reversal and \
                                reprint: both are sent, and the terminal decides.";

/// Every variant.
pub const VARIANTS: &[Variant] = &[
    model(
        "rx5000",
        "Ingenico RX5000",
        COUNTER,
        &[],
        "Integrated, without printer: the till prints both copies.",
    ),
    model(
        "dx8000",
        "Ingenico DX8000",
        PRINTING,
        &[],
        "Prints itself if told so (`customer_receipt=terminal`); then it asks by GetConfirmation whether to print \
         the customer's copy.",
    ),
    model("ex8000", "Ingenico EX8000", COUNTER, &[], "Without printer: the till prints both copies."),
    model(
        "q30",
        "PAX Q30",
        COUNTER_NO_JOURNAL,
        &[],
        "Repeated aborts while nothing runs can make it unavailable; this library never sends one then. TimedOut \
         with brand OTHR and without any sign of an authorisation means: not charged.",
    ),
    model("a77", "PAX A77", COUNTER_NO_JOURNAL, &[], "Without printer: the till prints the customer's copy."),
    model("im15", "PAX IM15", UNATTENDED, UNATTENDED_LACKS, UNATTENDED_NOTES),
    model("im30", "PAX IM30", UNATTENDED, UNATTENDED_LACKS, UNATTENDED_NOTES),
    maker("thales", "Thales and Lavego", "de", &[], "The row itself was read from it."),
    maker(
        "ccv",
        "CCV Germany: ELME, SECpos, app2pay",
        "de",
        &[
            ("abort_message", "service"),
            ("callback_ids", "own"),
            ("allow", "StatusQuery,Initialisation,Activate"),
        ],
        "Aborts are ServiceRequests (M). Answers in ISO-8859-1 are read. Each terminal of a till needs its own port: \
         20007, 20008, …",
    ),
    maker(
        "ingenico",
        "Ingenico Germany",
        "de",
        &[("login_data", "printers")],
        "The login says which receipts the till prints and that it asks about signatures within 180 seconds (M).",
    ),
    maker(
        "eftlink",
        "MICROS/Oracle EFTLink",
        "ifsf",
        &[("terminal_port", "10100"), ("listen_port", "10101"), ("callback_ids", "suffixed")],
        "Login must come first and loads the payment core; give `store_id` with it (H).",
    ),
    maker(
        "dynamics",
        "Dynamics EPS",
        "ifsf",
        &[("terminal_port", "8900"), ("listen_port", "9900")],
        "Receipts of both kinds come on PrinterReceipt (M).",
    ),
    maker(
        "ap4900",
        "AP4900: France, Portugal",
        "ifsf",
        &[("terminal_port", "11111"), ("listen_port", "22222")],
        "Reprints are ServiceRequests: give `message_pair=service` (L).",
    ),
];

const fn model(
    name: &'static str,
    title: &'static str,
    hardware: Hardware,
    lacks: &'static [(&'static str, &'static str)],
    notes: &'static str,
) -> Variant {
    Variant { name, title, dialect: "ch", hardware: Some(hardware), settings: &[], lacks, notes }
}

const fn maker(
    name: &'static str,
    title: &'static str,
    dialect: &'static str,
    settings: &'static [(&'static str, &'static str)],
    notes: &'static str,
) -> Variant {
    Variant { name, title, dialect, hardware: None, settings, lacks: &[], notes }
}

impl Variant {
    /// Finds a variant by its name.
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name.
    pub fn by_name(name: &str) -> Result<&'static Variant, Error> {
        VARIANTS.iter().find(|variant| variant.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
            unknown_name("terminal model or variant", name, VARIANTS.iter().map(|variant| variant.name))
        })
    }

    /// The [`row`](Variant::row) as settings hold it: one copy for all terminals of the process.
    ///
    /// # Errors
    /// As [`Variant::row`].
    pub fn shared(&'static self) -> Result<Arc<Dialect>, Error> {
        static ROWS: LazyLock<Vec<Arc<Dialect>>> = LazyLock::new(|| {
            VARIANTS.iter().filter_map(|variant| variant.row().ok()).map(Arc::new).collect()
        });
        match ROWS.iter().find(|row| row.variant == Some(self)) {
            Some(row) => Ok(Arc::clone(row)),
            None => self.row().map(Arc::new),
        }
    }

    /// The family's row with the changes of this variant.
    ///
    /// # Errors
    /// None for the rows of [`VARIANTS`]; a test sees to it.
    pub fn row(&'static self) -> Result<Dialect, Error> {
        let family = DIALECTS.iter().find(|row| row.name == self.dialect).ok_or_else(|| {
            Error::new(Code::Internal, format!("The variant {} has no dialect.", self.name))
        })?;
        let mut row = (*family).clone();
        row.variant = Some(self);
        for (name, value) in self.settings {
            row.set(name, value)?;
        }
        for (name, why) in self.lacks {
            refuse(&mut row, name, Cow::Borrowed(why))
                .map_err(|expected| Error::new(Code::Internal, expected))?;
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::RequestKind;

    #[test]
    fn every_variant_makes_a_row() {
        for variant in VARIANTS {
            let row = variant.row().unwrap();
            assert_eq!((row.name, row.variant), (variant.dialect, Some(variant)));
            assert_eq!(Variant::by_name(&variant.name.to_uppercase()).unwrap(), variant);
            assert!(row.label().contains(variant.title), "{}", row.label());
        }
        let error = Variant::by_name("dx800").expect_err("there is none");
        assert!(error.message().contains("did you mean 'dx8000'?"), "{error}");
    }

    #[test]
    fn the_seven_swiss_models_are_there() {
        let models = VARIANTS.iter().filter(|variant| variant.hardware.is_some());
        assert_eq!(
            models.map(|variant| variant.name).collect::<Vec<_>>(),
            ["rx5000", "dx8000", "ex8000", "q30", "a77", "im15", "im30"]
        );
    }

    #[test]
    fn what_a_model_lacks_has_a_reason() {
        let row = Variant::by_name("im30").unwrap().row().unwrap();
        assert!(!row.supports(RequestKind::PaymentRefund) && row.supports(RequestKind::CardPayment));
        assert!(row.why_not("PaymentRefund").unwrap().contains("dialect.allow=PaymentRefund"));
    }
}
