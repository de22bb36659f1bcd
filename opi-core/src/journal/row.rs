//! Rows of the journal's tables, and what they mean.

use opi_proto::devices::Collected;
use opi_proto::entry::{Entry, Intent, SettledBy, StoredPaper};
use opi_proto::error::Code;
use opi_proto::message::{Message, RequestKind};
use opi_proto::operation::Operation;
use opi_proto::outcome::Verdict;
use opi_proto::value::{Currency, Money, redact};
use rusqlite::Row;
use std::collections::BTreeMap;

/// What [`read`] reads.
pub(super) const COLUMNS: &str = "id, address, dialect, workstation, kind, request_id, amount, \
         currency, options, begun_at, begun_ms, terminal_id, verdict, code, settled_by, settled_at, why, who, \
         response, notes, acknowledged_ms";

/// Reads a request.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
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
            Verdict::ALL.iter().copied().find(|v| v.name() == name).ok_or_else(|| wrong("verdict", &name))?,
        ),
        None => None,
    };
    let response = text("response")?.and_then(|xml| match Message::decode(xml.as_bytes()).ok()?.message {
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
        code: row.get::<_, Option<i32>>("code")?.and_then(Code::from_number).unwrap_or(Code::Inconclusive),
        settled_by: text("settled_by")?.as_deref().and_then(SettledBy::by_name),
        settled_at: text("settled_at")?,
        why: text("why")?,
        who: text("who")?,
        response,
        notes: text("notes")?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
        acknowledged: row.get::<_, Option<i64>>("acknowledged_ms")?.is_some(),
    })
}

/// Puts a stored paper back where it was.
pub(super) fn restore(row: &Row<'_>, collected: &mut Collected) -> rusqlite::Result<()> {
    let paper = StoredPaper {
        id: row.get("id")?,
        kind: row.get("kind")?,
        target: row.get("target")?,
        device_request_id: row.get("device_request_id")?,
        body: row.get("body")?,
        acknowledged: row.get("acknowledged")?,
    };
    paper.restore(collected);
    Ok(())
}
