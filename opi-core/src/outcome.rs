//! The one honest answer to an operation: its verdict, the evidence, and everything the terminal said.

use crate::devices::Collected;
use crate::error::{Code, Error, MoneyMoved};
use crate::message::{Authorisation, Diagnosis, OriginalHeader, Response, TerminalInfo};
use crate::operation::Operation;
use crate::value::Money;
use serde::{Serialize, Serializer};

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Verdict {
    /// The terminal did it: paid, refunded, reversed, printed, closed …
    Approved = 1,
    /// The terminal or its host said no. Nothing was charged.
    Declined = 2,
    /// Cashier or cardholder aborted. Nothing was charged.
    Aborted = 3,
    /// The terminal did not take the request: busy, logged out, wants a reprint first. Nothing was charged.
    Refused = 4,
    /// Not a byte of the request left the till. Safe to try again.
    NotSent = 5,
    /// Sent, and nobody told how it ended. Never send again; find out.
    Unknown = 6,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: &'static [Verdict] = &[
        Verdict::Approved,
        Verdict::Declined,
        Verdict::Aborted,
        Verdict::Refused,
        Verdict::NotSent,
        Verdict::Unknown,
    ];

    /// The name in results and on the command line: `approved`, `declined`, `aborted`, `refused`,
    /// `not_sent`, `unknown`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Approved => "approved",
            Verdict::Declined => "declined",
            Verdict::Aborted => "aborted",
            Verdict::Refused => "refused",
            Verdict::NotSent => "not_sent",
            Verdict::Unknown => "unknown",
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
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
    pub response: Option<Response>,
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

/// One field of a result, for documentation and the C function `opi_result_get`.
#[derive(Debug, Clone, Copy)]
pub struct ResultField {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub what: &'static str,
    get: fn(&Outcome) -> Option<String>,
}

/// Every text field of a result.
pub const RESULT_FIELDS: &[ResultField] = &[
    ResultField {
        name: "verdict",
        what: "approved, declined, aborted, refused, not_sent or unknown.",
        get: |o| Some(o.verdict.name().into()),
    },
    ResultField {
        name: "status",
        what: "Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET.",
        get: |o| Some(o.code.c_name().into()),
    },
    ResultField {
        name: "money_moved",
        what: "May money have moved: no, possibly or yes.",
        get: |o| Some(o.money().name().into()),
    },
    ResultField {
        name: "message",
        what: "What happened, in words, unless approved.",
        get: |o| o.error.as_ref().map(|error| error.message().into()),
    },
    ResultField {
        name: "advice",
        what: "What to do next, in words, unless approved.",
        get: |o| o.error.as_ref().map(|error| error.advice().into()),
    },
    ResultField {
        name: "kind",
        what: "Kind of request, as on the wire.",
        get: |o| Some(o.operation.kind().wire_name().into()),
    },
    ResultField {
        name: "request_id",
        what: "RequestID under which the terminal was asked.",
        get: |o| Some(o.request_id.clone()),
    },
    ResultField {
        name: "reference",
        what: "The till's own reference, as given.",
        get: |o| o.operation.option("reference").map(Into::into),
    },
    ResultField {
        name: "journal_id",
        what: "Number of the request in the journal.",
        get: |o| o.journal_id.map(|id| id.to_string()),
    },
    ResultField {
        name: "from_journal",
        what: "yes: the idempotency key was known, this is the stored outcome, and nothing was sent.",
        get: |o| o.from_journal.then(|| "yes".into()),
    },
    ResultField {
        name: "overall_result",
        what: "OverallResult of the terminal.",
        get: |o| o.response.as_ref().map(|r| r.overall_result.to_string()),
    },
    ResultField {
        name: "amount",
        what: "What the terminal charged, decimal major units; may exceed the request (tip). Only when approved.",
        get: |o| o.amount().map(|m| m.to_decimal()),
    },
    ResultField {
        name: "currency",
        what: "ISO 4217 letters.",
        get: |o| o.amount().map(|m| m.currency().code().into()),
    },
    ResultField {
        name: "requested_amount",
        what: "What the till asked for, decimal major units.",
        get: |o| o.operation.amount().map(|m| m.to_decimal()),
    },
    ResultField {
        name: "tip",
        what: "Tip, decimal major units: what the terminal says, else what exceeds the request.",
        get: |o| o.tip().map(|m| m.to_decimal()),
    },
    ResultField {
        name: "cashback",
        what: "Cash handed out, decimal major units.",
        get: |o| {
            let charged = o.amount()?;
            let total = o.response.as_ref()?.tender.as_ref()?.total_amount.as_ref()?;
            total.share(total.cash_back.as_ref(), Some(charged.currency())).map(|m| m.to_decimal())
        },
    },
    ResultField { name: "terminal_id", what: "TerminalID.", get: |o| o.terminal()?.terminal_id.clone() },
    ResultField {
        name: "stan",
        what: "STAN: the terminal's transaction number, needed to reverse in de.",
        get: |o| o.terminal()?.stan.clone(),
    },
    ResultField { name: "batch", what: "TerminalBatch.", get: |o| o.terminal()?.terminal_batch.clone() },
    ResultField {
        name: "approval_code",
        what: "ApprovalCode.",
        get: |o| o.authorisation()?.approval_code.clone(),
    },
    ResultField {
        name: "trx_reference",
        what: "TrxReferenceNumber: reference at the acquirer, for refunds in ch.",
        get: |o| o.authorisation()?.trx_reference_number.clone(),
    },
    ResultField {
        name: "receipt_number",
        what: "ReceiptNumber (de).",
        get: |o| o.authorisation()?.receipt_number.clone(),
    },
    ResultField {
        name: "card",
        what: "Card number, masked: at most the first six and last four digits.",
        get: |o| o.authorisation()?.card_pan.as_ref().map(|pan| pan.masked().into()),
    },
    ResultField {
        name: "card_circuit",
        what: "Brand of the card.",
        get: |o| o.authorisation()?.card_circuit.clone(),
    },
    ResultField {
        name: "authorised_at",
        what: "Time at the terminal.",
        get: |o| o.authorisation()?.time_stamp.clone(),
    },
    ResultField {
        name: "authorisation_type",
        what: "Online, Offline, …",
        get: |o| o.authorisation()?.authorisation_type.clone(),
    },
    ResultField { name: "acquirer", what: "AcquirerID.", get: |o| o.authorisation()?.acquirer_id.clone() },
    ResultField {
        name: "merchant",
        what: "Merchant contract number.",
        get: |o| o.authorisation()?.merchant.clone(),
    },
    ResultField {
        name: "application_id",
        what: "AID of the chip.",
        get: |o| o.authorisation()?.application_id.clone(),
    },
    ResultField {
        name: "action_code",
        what: "Response code of the host, ISO 8583; 0 is approval.",
        get: |o| o.authorisation().and_then(|a| a.action_code.clone().or_else(|| a.return_code.clone())),
    },
    ResultField {
        name: "original_kind",
        what: "Repeated answer: which kind of request it answered.",
        get: |o| o.original()?.request_type.clone(),
    },
    ResultField {
        name: "original_request_id",
        what: "Repeated answer: RequestID of the request it answered.",
        get: |o| o.original()?.request_id.clone(),
    },
    ResultField {
        name: "original_workstation",
        what: "Repeated answer: the till that had asked.",
        get: |o| o.original()?.workstation_id.clone(),
    },
    ResultField {
        name: "original_result",
        what: "Repeated answer: OverallResult of the request it answered.",
        get: |o| o.original()?.overall_result.clone(),
    },
    ResultField {
        name: "host_decline_reason",
        what: "HostDeclineReason (ch).",
        get: |o| o.diagnosis()?.host_decline_reason.clone(),
    },
    ResultField {
        name: "terminal_decline_reason",
        what: "TerminalDeclineReason (ch).",
        get: |o| o.diagnosis()?.terminal_decline_reason.clone(),
    },
];

impl Outcome {
    /// A text field by its name; see [`RESULT_FIELDS`]. `None` when the field is empty or does not exist.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        RESULT_FIELDS.iter().find(|field| field.name == name).and_then(|field| (field.get)(self))
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
        told.or(asked)
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

    fn authorisation(&self) -> Option<&Authorisation> {
        self.response.as_ref()?.tender.as_ref()?.authorisation.as_ref()
    }

    fn original(&self) -> Option<&OriginalHeader> {
        self.response.as_ref()?.original_header.as_ref()
    }

    fn diagnosis(&self) -> Option<&Diagnosis> {
        self.response.as_ref()?.diagnosis.as_ref()
    }
}

impl Serialize for Outcome {
    /// One object: every non-empty field of [`RESULT_FIELDS`], then `receipts`, `journal`, `notes` and `error`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        for field in RESULT_FIELDS {
            if let Some(value) = (field.get)(self) {
                map.serialize_entry(field.name, &value)?;
            }
        }
        map.serialize_entry("receipts", &self.collected.receipts)?;
        map.serialize_entry("journal", &self.collected.journal)?;
        map.serialize_entry("notes", &self.notes)?;
        map.serialize_entry("error", &self.error)?;
        map.end()
    }
}
