//! One financial request as a ledger knows it, the outcome it is stored as, and what of its messages and papers may
//! lie on a disk at all.
//!
//! Card data: card numbers by their last four digits only, no track, no expiry (field.md 5).

use crate::devices::{Collected, JournalEntry, Paper, Receipt};
use crate::dialect::ReceiptRole;
use crate::error::{Code, Error};
use crate::field::words;
use crate::message::sensitive::scrub_for_log;
use crate::message::{EJournal, Record, Response};
use crate::operation::Operation;
use crate::outcome::{Outcome, Verdict};
use crate::value::redact;
use crate::wire::xml;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is written before the first byte is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// `host:port` of the terminal.
    pub address: String,
    /// Name of the dialect.
    pub dialect: String,
    /// `WorkstationID`.
    pub workstation: String,
    /// `RequestID`.
    pub request_id: String,
    /// What is asked for.
    pub operation: Operation,
    /// The till's local time.
    pub begun_at: String,
    /// The same as milliseconds since 1970 UTC.
    pub begun_ms: i64,
}

words! {
    pub enum SettledBy, "settled_by": "Who settled a request.";
    Answer: "answer", "The terminal's own answer, in the call that asked.";
    Recovery: "recovery", "Recovery, from evidence.";
    Person: "person", "A person.";
}

/// A financial request as the journal knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number in the journal, ascending with time whatever the clock did.
    pub id: i64,
    /// What was asked, of whom, when.
    pub intent: Intent,
    /// Which terminal was known to be at the address.
    pub terminal_id: Option<String>,
    /// How it ended; `None` while it runs, or when the till died meanwhile.
    pub verdict: Option<Verdict>,
    /// The code behind the verdict.
    pub code: Code,
    /// Who settled it.
    pub settled_by: Option<SettledBy>,
    /// When, local time.
    pub settled_at: Option<String>,
    /// Why: message of the error, reasons of recovery or of the person.
    pub why: Option<String>,
    /// The person who resolved it.
    pub who: Option<String>,
    /// The terminal's answer.
    pub response: Option<Box<Response>>,
    /// Notes of the call.
    pub notes: Vec<String>,
    /// Has the till said that it knows the outcome?
    pub acknowledged: bool,
}

impl Entry {
    /// Is it unknown how it ended?
    #[must_use]
    pub fn is_unresolved(&self) -> bool {
        matches!(self.verdict, None | Some(Verdict::Unknown))
    }

    /// Was this asked for by the same operation, apart from options that do not change what is bought?
    #[must_use]
    pub fn asks_the_same(&self, operation: &Operation) -> bool {
        let stored = &self.intent.operation;
        let essence = |operation: &Operation| -> BTreeMap<String, String> {
            stored_options(operation).into_iter().filter(|(name, _)| name != "although_unresolved").collect()
        };
        stored.kind() == operation.kind()
            && stored.amount() == operation.amount()
            && essence(stored) == essence(operation)
    }

    /// The outcome as the till was told, or would have been.
    #[must_use]
    pub fn outcome(&self, collected: Collected) -> Outcome {
        let code = if self.is_unresolved() { Code::Pending } else { self.code };
        let verdict = self.verdict.unwrap_or(Verdict::Unknown);
        let message = match (self.is_unresolved(), &self.why) {
            (true, _) => format!(
                "{} {} of {} is not resolved yet.",
                self.intent.operation.kind(),
                self.intent.request_id,
                self.intent.begun_at
            ),
            (false, Some(why)) => why.clone(),
            (false, None) => code.what().to_owned(),
        };
        Outcome {
            verdict,
            code,
            operation: self.intent.operation.clone(),
            request_id: self.intent.request_id.clone(),
            response: self.response.clone(),
            collected,
            error: (verdict != Verdict::Approved).then(|| Error::new(code, message)),
            notes: self.notes.clone(),
            journal_id: Some(self.id),
            from_journal: true,
        }
    }
}

/// The options of an operation that may lie on a disk.
#[must_use]
pub fn stored_options(operation: &Operation) -> BTreeMap<String, String> {
    operation.options().map(|(name, value)| (name.to_owned(), redact(value))).collect()
}

/// A terminal's answer as it may lie on a disk: card numbers by their last four digits, as everywhere in the
/// journal, because two truncations of one number help to rebuild it (field.md 5.4).
#[must_use]
pub fn stored_response(response: &Response) -> Option<String> {
    let element = scrub_for_log(&response.write())?;
    String::from_utf8(xml::write(&element).ok()?).ok()
}

/// The stored form of a journal entry.
#[derive(Serialize, Deserialize)]
struct StoredEntry {
    xml: String,
    lines: Vec<String>,
}

impl Paper<'_> {
    /// The word under which it is stored: `customer`, `merchant` or `journal`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Paper::Receipt(receipt) => receipt.role.name(),
            Paper::Journal(_) => "journal",
        }
    }

    /// The device that it was for.
    #[must_use]
    pub fn target(&self) -> &str {
        match self {
            Paper::Receipt(receipt) => &receipt.target,
            Paper::Journal(_) => "E-Journal",
        }
    }

    /// `RequestID` of the device request that brought it.
    #[must_use]
    pub fn device_request_id(&self) -> &str {
        match self {
            Paper::Receipt(receipt) => &receipt.device_request_id,
            Paper::Journal(entry) => &entry.device_request_id,
        }
    }

    /// What lies on the disk: without card numbers.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Paper::Receipt(receipt) => redact(&receipt.text()),
            Paper::Journal(entry) => {
                let xml = scrub_for_log(&entry.data.write())
                    .and_then(|element| String::from_utf8(xml::write(&element).ok()?).ok())
                    .unwrap_or_default();
                let lines = entry.lines.iter().map(|line| redact(line)).collect();
                serde_json::to_string(&StoredEntry { xml, lines }).unwrap_or_default()
            }
        }
    }
}

/// A paper as it lies on a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPaper {
    /// Its number in the ledger.
    pub id: i64,
    /// As [`Paper::kind`].
    pub kind: String,
    /// As [`Paper::target`].
    pub target: String,
    /// As [`Paper::device_request_id`].
    pub device_request_id: String,
    /// As [`Paper::body`].
    pub body: String,
    /// Was it acknowledged to the terminal?
    pub acknowledged: bool,
}

impl StoredPaper {
    /// Puts the paper back where it was.
    pub fn restore(self, collected: &mut Collected) {
        let StoredPaper { id, kind, target, device_request_id, body, acknowledged } = self;
        let kept_as = Some(id);
        if let Some(role) = ReceiptRole::by_name(&kind) {
            let lines = body.split('\n').map(str::to_owned).collect();
            collected.receipts.push(Receipt {
                role,
                target,
                lines,
                device_request_id,
                acknowledged,
                kept_as,
            });
        } else if let Ok(stored) = serde_json::from_str::<StoredEntry>(&body) {
            let data = xml::parse(stored.xml.as_bytes(), &xml::Limits::default())
                .map(|document| EJournal::read(&document.root))
                .unwrap_or_default();
            let lines = stored.lines;
            collected.journal.push(JournalEntry { data, lines, device_request_id, acknowledged, kept_as });
        }
    }
}
