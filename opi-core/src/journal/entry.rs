//! One financial request in the journal, and the outcome it is stored as.

use crate::devices::{Collected, JournalEntry, Paper, Receipt};
use crate::dialect::ReceiptRole;
use crate::error::{Code, Error};
use crate::message::sensitive::scrub_for_log;
use crate::message::{EJournal, Message, Record, RequestKind, Response};
use crate::operation::Operation;
use crate::outcome::{Outcome, Verdict};
use crate::value::{Currency, Money, redact};
use crate::wire::xml;
use rusqlite::Row;
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

/// Who settled a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// The terminal's own answer, in the call that asked.
    Answer,
    /// Recovery, from evidence.
    Recovery,
    /// A person.
    Person,
}

impl SettledBy {
    /// The name in the journal and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SettledBy::Answer => "answer",
            SettledBy::Recovery => "recovery",
            SettledBy::Person => "person",
        }
    }

    fn by_name(name: &str) -> Option<Self> {
        [SettledBy::Answer, SettledBy::Recovery, SettledBy::Person].into_iter().find(|by| by.name() == name)
    }
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
    pub response: Option<Response>,
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

    pub(super) const COLUMNS: &'static str = "id, address, dialect, workstation, kind, request_id, amount, \
         currency, options, begun_at, begun_ms, terminal_id, verdict, code, settled_by, settled_at, why, who, \
         response, notes, acknowledged_ms";

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |name: &str| row.get::<_, Option<String>>(name);
        let id = row.get("id")?;
        let wrong = |column: &str, found: &str| {
            let what = format!("row {id} of the journal has an unreadable {column} '{}'", redact(found));
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, what.into())
        };
        let kind: String = row.get("kind")?;
        let mut operation =
            Operation::new(RequestKind::from_wire_name(&kind).ok_or_else(|| wrong("kind", &kind))?);
        if let (Some(amount), Some(currency)) = (row.get::<_, Option<i64>>("amount")?, text("currency")?) {
            let code = Currency::from_code(&currency).map_err(|_| wrong("currency", &currency))?;
            operation.set_amount(Money::new(amount, code));
        }
        let options: String = row.get("options")?;
        let options: BTreeMap<String, String> =
            serde_json::from_str(&options).map_err(|_| wrong("options", "JSON"))?;
        for (name, value) in options {
            // An option that a later library knows does not make the row unreadable.
            let _ = operation.set(&name, &value);
        }
        let verdict = match text("verdict")? {
            Some(name) => Some(
                Verdict::ALL
                    .iter()
                    .copied()
                    .find(|v| v.name() == name)
                    .ok_or_else(|| wrong("verdict", &name))?,
            ),
            None => None,
        };
        let response =
            text("response")?.and_then(|xml| match Message::decode(xml.as_bytes()).ok()?.message {
                Message::Response(response) => Some(response),
                _ => None,
            });
        Ok(Entry {
            id,
            intent: Intent {
                address: row.get("address")?,
                dialect: row.get("dialect")?,
                workstation: row.get("workstation")?,
                request_id: row.get("request_id")?,
                operation,
                begun_at: row.get("begun_at")?,
                begun_ms: row.get("begun_ms")?,
            },
            terminal_id: text("terminal_id")?,
            verdict,
            code: row
                .get::<_, Option<i32>>("code")?
                .and_then(Code::from_number)
                .unwrap_or(Code::Inconclusive),
            settled_by: text("settled_by")?.as_deref().and_then(SettledBy::by_name),
            settled_at: text("settled_at")?,
            why: text("why")?,
            who: text("who")?,
            response,
            notes: text("notes")?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
            acknowledged: row.get::<_, Option<i64>>("acknowledged_ms")?.is_some(),
        })
    }
}

/// The options of an operation that may lie on a disk.
pub(super) fn stored_options(operation: &Operation) -> BTreeMap<String, String> {
    operation.options().map(|(name, value)| (name.to_owned(), redact(value))).collect()
}

/// A terminal's answer as it may lie on a disk: card numbers by their last four digits, as everywhere in the
/// journal, because two truncations of one number help to rebuild it (field.md 5.4).
pub(super) fn stored_response(response: &Response) -> Option<String> {
    let element = scrub_for_log(&Message::Response(response.clone()).to_element())?;
    String::from_utf8(xml::write(&element).ok()?).ok()
}

/// The stored form of a journal entry.
#[derive(Serialize, Deserialize)]
struct StoredEntry {
    xml: String,
    lines: Vec<String>,
}

impl Paper<'_> {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Paper::Receipt(receipt) => receipt.role.name(),
            Paper::Journal(_) => "journal",
        }
    }

    pub(super) fn target(&self) -> &str {
        match self {
            Paper::Receipt(receipt) => &receipt.target,
            Paper::Journal(_) => "E-Journal",
        }
    }

    pub(super) fn device_request_id(&self) -> &str {
        match self {
            Paper::Receipt(receipt) => &receipt.device_request_id,
            Paper::Journal(entry) => &entry.device_request_id,
        }
    }

    /// What lies on the disk: without card numbers.
    pub(super) fn body(&self) -> String {
        match self {
            Paper::Receipt(receipt) => redact(&receipt.lines.join("\n")),
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

/// Puts a stored paper back where it was.
pub(super) fn restore(row: &Row<'_>, collected: &mut Collected) -> rusqlite::Result<()> {
    let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
    let device_request_id = row.get("device_request_id")?;
    let acknowledged = row.get("acknowledged")?;
    if let Some(role) = ReceiptRole::by_name(&kind) {
        collected.receipts.push(Receipt {
            role,
            target: row.get("target")?,
            lines: body.split('\n').map(str::to_owned).collect(),
            device_request_id,
            acknowledged,
            kept_as: Some(row.get("id")?),
        });
    } else if let Ok(stored) = serde_json::from_str::<StoredEntry>(&body) {
        let data = xml::parse(stored.xml.as_bytes(), &xml::Limits::default())
            .map(|document| EJournal::read(&document.root))
            .unwrap_or_default();
        let kept_as = Some(row.get("id")?);
        collected.journal.push(JournalEntry {
            data,
            lines: stored.lines,
            device_request_id,
            acknowledged,
            kept_as,
        });
    }
    Ok(())
}
