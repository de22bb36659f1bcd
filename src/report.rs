//! How an operation ended, for people and for programs: text or one JSON object, and the exit code.

use crate::texts;
use crate::window::{BAD, Block, DIM, GOOD, WARN, Window, harmless, paint};
use opi_core::config::{URL_OPTIONS, UrlOption};
use opi_proto::error::{Error, Family, MoneyMoved};
use opi_proto::language::Language;
use opi_proto::message::RequestKind;
use opi_proto::outcome::{Outcome, Verdict};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Wrong usage, with nothing sent.
pub const WRONG_USAGE: u8 = 2;

/// How to tell it.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// One object on standard output, and nothing else there.
    pub json: bool,
    /// Language of advice.
    pub language: Language,
}

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

/// Tells what the exit codes mean.
pub fn exit_codes(json: bool, text: &str) -> ExitCode {
    let told = if json {
        let codes = Verdict::ALL.iter().map(|v| (exit_code(*v).to_string(), json!(v)));
        let wrong_usage = (WRONG_USAGE.to_string(), json!("wrong_usage"));
        print_object(&json!({ "exit_codes": codes.chain([wrong_usage]).collect::<serde_json::Map<_, _>>() }))
    } else {
        writeln!(io::stdout(), "{text}")
    };
    printed(told)
}

/// Lists the options of a terminal's URL.
pub fn url_options(json: bool) -> ExitCode {
    if json {
        let row = |option: &UrlOption| json!({ "name": option.name, "form": option.form(), "default": option.default, "what": option.what });
        let rows: Vec<_> = URL_OPTIONS.iter().map(row).collect();
        return printed(print_object(&json!({ "url_options": rows })));
    }
    let row = |option: &UrlOption| {
        let UrlOption { name, default, what, .. } = option;
        format!("\n{name}\n    {what}\n    Value: {}. Default: {default}.\n", option.form())
    };
    let rows: String = URL_OPTIONS.iter().map(row).collect();
    printed(write!(io::stdout(), "opi://host[:port][?option=value&option=value...]\n{rows}"))
}

/// The exit code of what only prints.
pub fn printed(told: io::Result<()>) -> ExitCode {
    if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Tells how the operation ended. `false` if that could not be written.
pub fn outcome(window: &Window, manner: Manner, outcome: &Outcome) -> (bool, ExitCode) {
    let told = if manner.json {
        serde_json::to_value(outcome).map_err(io::Error::from).and_then(|mut object| {
            if let Some(fields) = object.as_object_mut() {
                let cashier = texts::for_cashier(outcome.code, outcome.money(), manner.language);
                fields.insert("cashier".to_owned(), cashier);
            }
            print_object(&object)
        })
    } else {
        window.show(Block::Alone, &for_people(outcome, manner.language))
    };
    if let Err(error) = &told {
        // The exit code still says it.
        log::error!("The outcome cannot be written: {error}");
    }
    (told.is_ok(), ExitCode::from(exit_code(outcome.verdict)))
}

/// Tells why nothing was begun. Nothing has been sent.
pub fn not_begun(manner: Manner, kind: Option<RequestKind>, error: &Error) -> ExitCode {
    let (what, next) = (harmless(error.message()), error.advice());
    match manner.language {
        Language::English => eprintln!("opi: {what}\n     {next}"),
        language => {
            eprintln!(
                "opi: {} {what}\n     {}",
                error.code().what_in(language),
                error.code().advice_in(language)
            );
            if next != error.code().advice() {
                eprintln!("     {next}");
            }
        }
    }
    if manner.json {
        let mut object = json!({
            "verdict": Verdict::NotSent.name(),
            "status": error.code().c_name(),
            "money_moved": MoneyMoved::No.name(),
            "receipts": [],
            "notes": [],
            "error": error,
            "cashier": texts::for_cashier(error.code(), MoneyMoved::No, manner.language),
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

/// One object on one line of standard output.
pub fn print_object(object: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{object}")?;
    out.flush()
}

/// The outcome as text: verdict and amount, then what is known, then what to do.
pub fn for_people(outcome: &Outcome, language: Language) -> String {
    let mut text = format!("  {}", headline(outcome, language));
    let mut fact = |name: &str, value: &str| {
        let _ = write!(text, "\n    {} {}", paint(DIM, &format!("{name:<16}")), harmless(value));
    };
    for (field, name) in texts::FACTS {
        let name = name.get(language);
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
        let money = outcome.operation.kind().is_financial().then(|| texts::money(outcome.money(), language));
        text.push_str(&advice(error, money, language));
    }
    text
}

/// What happened, whether money may have moved, and what to do: indented, each on its line.
fn advice(error: &Error, money: Option<&str>, language: Language) -> String {
    let english = language == Language::English;
    let mut lines = Vec::new();
    if !english {
        lines.push(error.code().what_in(language).to_owned());
    }
    let detail = harmless(error.message());
    lines.push(if english { detail } else { paint(DIM, &detail) });
    lines.extend(money.map(str::to_owned));
    // What was said for this very case counts more than what the code says in general.
    let special = error.advice() != error.code().advice();
    if english || special {
        lines.push(format!("→ {}", error.advice()));
    }
    if !english {
        lines.push(format!("→ {}", error.code().advice_in(language)));
    }
    lines.iter().fold(String::new(), |text, line| text + "\n    " + line)
}

fn headline(outcome: &Outcome, language: Language) -> String {
    let kind = outcome.operation.kind();
    let amount = outcome.amount().or(outcome.operation.amount());
    let amount = amount.map_or_else(|| kind.to_string(), |amount| amount.to_string());
    let (style, sign) = match outcome.verdict {
        Verdict::Approved => (GOOD, "✔"),
        Verdict::Declined | Verdict::Aborted | Verdict::Refused | Verdict::NotSent => (BAD, "✘"),
        Verdict::Unknown => (WARN, "?"),
    };
    let words = texts::verdict(outcome.verdict, kind.is_financial(), language);
    format!("{}  {amount}", paint(style, &format!("{sign} {words}")))
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
