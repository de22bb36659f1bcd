//! The one honest answer to an operation: its verdict, the evidence, and everything the terminal said.

use crate::devices::Collected;
use crate::error::{Code, Error, MoneyMoved};
use crate::field::words;
use crate::message::{Diagnosis, OriginalHeader, RequestKind, Response, TerminalInfo, TerminalState};
use crate::operation::Operation;
use crate::value::Money;
use serde::{Serialize, Serializer};

mod details;
mod evidence;
mod fields;

pub use details::{Dcc, Token, Total};
pub use evidence::{
    CONTRADICTION_FIELDS, Contradiction, ContradictionField, EVIDENCE_FIELDS, Evidence, EvidenceField, Says,
    Source, contradictions,
};
pub use fields::{RESULT_FIELDS, ResultField};

words! {
    #[repr(i32)]
    pub enum Verdict, "verdict": "How an operation ended.";
    Approved = 1: "approved", "The terminal did it: paid, refunded, reversed, printed, closed ...";
    Declined = 2: "declined", "The terminal or its host said no. Nothing was charged.";
    Aborted = 3: "aborted", "Cashier or cardholder aborted. Nothing was charged.";
    Refused = 4: "refused", "The terminal did not take the request: busy, logged out, ... Nothing was charged.";
    NotSent = 5: "not_sent", "Not a byte of the request left the till. Safe to try again.";
    Unknown = 6: "unknown", "Sent, and nobody told how it ended. Never send again; find out.";
}

/// The result of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub verdict: Verdict,
    /// [`Code::Ok`] when approved, else the reason.
    pub code: Code,
    /// What was asked for.
    pub operation: Operation,
    /// `RequestID` under which it was asked.
    pub request_id: String,
    /// The terminal's answer, if one came.
    pub response: Option<Box<Response>>,
    /// Receipts and journal entries that came during the call.
    pub collected: Collected,
    /// What went wrong, for verdicts [`Verdict::NotSent`] and [`Verdict::Unknown`], and for refusals.
    pub error: Option<Error>,
    /// What was unusual, in plain words.
    pub notes: Vec<String>,
    /// Its number in the journal; `None` for what moves no money, and without a journal.
    pub journal_id: Option<i64>,
    /// Did the journal know it already, so that nothing was sent?
    pub from_journal: bool,
}

impl Outcome {
    /// A text field by its name; see [`RESULT_FIELDS`]. `None` when the field is empty or does not exist.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        RESULT_FIELDS.iter().find(|field| field.name == name).and_then(|field| field.read(self))
    }

    /// May money have moved?
    #[must_use]
    pub fn money(&self) -> MoneyMoved {
        match self.verdict {
            _ if !self.operation.kind().is_financial() => MoneyMoved::No,
            Verdict::Approved => MoneyMoved::Yes,
            Verdict::Unknown => MoneyMoved::Possibly,
            _ => MoneyMoved::No,
        }
    }

    /// What the terminal charged or refunded: its own total, or what was asked for where it names none. `None`
    /// unless approved: terminals repeat the amount of what they declined.
    ///
    /// A reversal in ch may be answered with amount 0; then the electronic journal has the real one
    /// (protocol.md 2.4).
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        if self.verdict != Verdict::Approved {
            return None;
        }
        let asked = self.operation.amount();
        let told = self
            .response
            .as_ref()
            .and_then(|response| response.tender.as_ref()?.total_amount.as_ref())
            .and_then(|total| total.money(asked.map(|m| m.currency())).ok());
        if self.operation.kind() == RequestKind::PaymentReversal && told.is_none_or(|m| m.minor_units() == 0)
        {
            return self.journal_amount().or(told).or(asked);
        }
        told.or(asked)
    }

    /// What the last entry of the electronic journal says was charged.
    fn journal_amount(&self) -> Option<Money> {
        let entry = self.collected.journal.last()?;
        entry.data.transaction.as_ref()?.total_amount.as_ref()?.money(None).ok()
    }

    /// The tip: what the terminal calls one, else what an approved total exceeds the request by.
    #[must_use]
    pub fn tip(&self) -> Option<Money> {
        let (asked, charged) = (self.operation.amount()?, self.amount()?);
        let total = self.response.as_ref()?.tender.as_ref()?.total_amount.as_ref()?;
        if let Some(tip) = total.share(total.gratuity.as_ref(), Some(asked.currency())) {
            return Some(tip);
        }
        let beyond = charged.minor_units().checked_sub(asked.minor_units())?;
        (charged.currency() == asked.currency() && beyond > 0).then(|| Money::new(beyond, asked.currency()))
    }

    fn terminal(&self) -> Option<&TerminalInfo> {
        self.response.as_ref()?.terminal.as_ref()
    }

    fn state(&self) -> Option<&TerminalState> {
        self.response.as_ref()?.state.as_ref()
    }

    fn original(&self) -> Option<&OriginalHeader> {
        self.response.as_ref()?.original_header.as_ref()
    }

    fn diagnosis(&self) -> Option<&Diagnosis> {
        self.response.as_ref()?.diagnosis.as_ref()
    }
}

impl Serialize for Outcome {
    /// One object: every non-empty field of [`RESULT_FIELDS`], then `totals`, `dcc`, `tokens`, `receipts`,
    /// `journal`, `evidence`, `contradictions`, `notes` and `error`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        for field in RESULT_FIELDS {
            if let Some(value) = field.read(self) {
                map.serialize_entry(field.name, &value)?;
            }
        }
        map.serialize_entry("totals", &self.totals())?;
        map.serialize_entry("dcc", &self.dcc())?;
        map.serialize_entry("tokens", &self.tokens())?;
        map.serialize_entry("receipts", &self.collected.receipts)?;
        map.serialize_entry("journal", &self.collected.journal)?;
        let evidence = self.evidence();
        map.serialize_entry("evidence", &evidence)?;
        map.serialize_entry("contradictions", &contradictions(&evidence))?;
        map.serialize_entry("notes", &self.notes)?;
        map.serialize_entry("error", &self.error)?;
        map.end()
    }
}
