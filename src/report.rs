//! How an operation ended, for people and for programs: text or one JSON object, and the exit code.

use crate::window::{BAD, Block, DIM, GOOD, WARN, Window, harmless, paint};
use opi_core::error::Family;
use opi_core::{Error, Outcome, RequestKind, Verdict};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Wrong usage, with nothing sent.
pub const WRONG_USAGE: u8 = 2;

/// Fields of a result that people want to see, with their names for people.
const FACTS: &[(&str, &str)] = &[
    ("tip included", "tip"),
    ("cashback", "cashback"),
    ("card", "card"),
    ("approval code", "approval_code"),
    ("trace number", "stan"),
    ("receipt number", "receipt_number"),
    ("acquirer's ref", "trx_reference"),
    ("reference", "reference"),
    ("decline reason", "host_decline_reason"),
    ("terminal reason", "terminal_decline_reason"),
    ("terminal", "terminal_id"),
];

/// The exit code of a verdict: part of the fixed interface.
pub fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Approved => 0,
        Verdict::Declined => 10,
        Verdict::Aborted => 11,
        Verdict::Refused => 12,
        Verdict::NotSent => 13,
        Verdict::Unknown => 20,
    }
}

/// Tells how the operation ended.
pub fn outcome(window: &Window, json: bool, outcome: &Outcome) -> ExitCode {
    let told = if json {
        serde_json::to_value(outcome).map_err(io::Error::from).and_then(|object| print_object(&object))
    } else {
        window.show(Block::Alone, &for_people(outcome))
    };
    if let Err(error) = told {
        // The exit code still says it.
        log::error!("The outcome cannot be written: {error}");
    }
    ExitCode::from(exit_code(outcome.verdict))
}

/// Tells why nothing was begun. Nothing has been sent.
pub fn not_begun(json: bool, kind: Option<RequestKind>, error: &Error) -> ExitCode {
    eprintln!("opi: {}\n     {}", harmless(error.message()), error.advice());
    if json {
        let mut object = json!({
            "verdict": Verdict::NotSent.name(),
            "status": error.code().c_name(),
            "money_moved": "no",
            "receipts": [],
            "notes": [],
            "error": error,
        });
        if let (Some(kind), Some(fields)) = (kind, object.as_object_mut()) {
            fields.insert("kind".to_owned(), json!(kind));
        }
        let _ = print_object(&object);
    }
    ExitCode::from(match error.code().family() {
        Family::Caller => WRONG_USAGE,
        _ => exit_code(Verdict::NotSent),
    })
}

fn print_object(object: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{object}")?;
    out.flush()
}

/// The outcome as text: verdict and amount, then what is known, then what to do.
pub fn for_people(outcome: &Outcome) -> String {
    let mut text = format!("  {}", headline(outcome));
    let mut fact = |name: &str, value: &str| {
        let _ = write!(text, "\n    {} {}", paint(DIM, &format!("{name:<16}")), harmless(value));
    };
    for (name, field) in FACTS {
        match (outcome.field(field), *field) {
            // A reason of 0 is none.
            (Some(value), "host_decline_reason" | "terminal_decline_reason") if value == "0" => {}
            (Some(value), "card") => {
                let brand = outcome.field("card_circuit").unwrap_or_default();
                fact(name, format!("{value} {brand}").trim_end());
            }
            (Some(value), _) => fact(name, &value),
            (None, _) => {}
        }
    }
    state(outcome).iter().for_each(|(name, value)| fact(name, value));
    outcome.notes.iter().for_each(|note| fact("note", note));
    if let Some(error) = &outcome.error {
        let _ = write!(text, "\n    {}\n    → {}", harmless(error.message()), error.advice());
    }
    text
}

fn headline(outcome: &Outcome) -> String {
    let kind = outcome.operation.kind();
    let amount = outcome.amount().or(outcome.operation.amount());
    let amount = amount.map_or_else(|| kind.to_string(), |amount| amount.to_string());
    let (style, words) = match outcome.verdict {
        Verdict::Approved if kind.is_financial() => (GOOD, "✔ approved"),
        Verdict::Approved => (GOOD, "✔ done"),
        Verdict::Declined => (BAD, "✘ declined"),
        Verdict::Aborted => (BAD, "✘ aborted"),
        Verdict::Refused => (BAD, "✘ refused"),
        Verdict::NotSent => (BAD, "✘ not sent"),
        Verdict::Unknown => (WARN, "? unknown"),
    };
    format!("{}  {amount}", paint(style, words))
}

/// What a terminal tells about itself and about its last answer: what no field of the result stands for.
fn state(outcome: &Outcome) -> Vec<(String, String)> {
    let Some(response) = &outcome.response else { return Vec::new() };
    if outcome.operation.kind().is_financial() {
        return Vec::new();
    }
    let mut state = response.other.attributes.clone();
    if let Some(header) = &response.original_header {
        let told = [&header.request_type, &header.request_id, &header.overall_result];
        let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
        state.push(("last answer".to_owned(), told.join(" ")));
    }
    for element in &response.other.elements {
        let text = element.text();
        if !text.trim().is_empty() {
            state.push((element.name.clone(), text.trim().to_owned()));
        }
        state.extend(element.attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    state
}
