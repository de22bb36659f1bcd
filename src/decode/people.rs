//! A message explained to people.

use super::explain::{Explained, Field};
use super::findings::{Finding, Weight};
use super::intake::Form;
use crate::window::{BAD, DIM, WARN, harmless, paint};
use anstyle::Style;
use opi_proto::outcome::Verdict;

/// Width of the column of names.
const NAMES: usize = 24;

/// All of it, with an empty line behind.
pub fn text(message: &Explained, hex: bool) -> String {
    let mut lines = vec![heading(message, hex)];
    lines.push(format!("  {}", message.meaning));
    fields(&message.fields, 2, &mut lines);
    if let Some((verdict, code)) = message.verdict {
        let why = if message.error.is_some() {
            "a till that gets this for an answer must say 'unknown', never 'declined'"
        } else if verdict == Verdict::Unknown {
            "the answer does not settle whether money moved"
        } else {
            "what a till makes of it"
        };
        let style = if verdict == Verdict::Unknown { WARN } else { Style::new().bold() };
        lines.push(format!("  {} {verdict} ({code}): {why}", paint(style, "Verdict:")));
    }
    if !message.dialect.is_unclear() {
        let like: Vec<String> =
            message.dialect.like().iter().map(|d| format!("{} ({})", d.name, d.title)).collect();
        let reasons = message.dialect.reasons().join("; ");
        lines.push(format!("  {} {}: {reasons}", paint(DIM, "Looks like"), like.join(" or ")));
    }
    if let Some((_, byte)) = &message.error {
        lines.push(format!(
            "  {} byte {byte} of the message, byte {} of the input",
            paint(BAD, "At"),
            message.offset + byte
        ));
    }
    lines.extend(message.findings.iter().map(finding));
    lines.push(String::new());
    lines.join("\n")
}

fn heading(message: &Explained, hex: bool) -> String {
    let kind = message.kind.as_deref().unwrap_or("Unreadable");
    let of = message.fields.iter().find_map(|(name, field)| match field {
        Field::Value(value) if name == "RequestType" => Some(value.as_str()),
        _ => None,
    });
    let title = format!("{}  {kind} {}", message.number, harmless(of.unwrap_or_default()));
    let form = match message.form {
        Form::Frame => "frame",
        Form::Document => "document",
        Form::Other => "bytes",
    };
    let dump = if hex { " of the dump" } else { "" };
    let place = format!("{form} of {} bytes at byte {}{dump}", message.length, message.offset);
    let place = if message.direction.is_empty() { place } else { format!("{}; {place}", message.direction) };
    format!("{}  {}", paint(Style::new().bold(), title.trim_end()), paint(DIM, &place))
}

fn fields(of: &[(String, Field)], indent: usize, lines: &mut Vec<String>) {
    for (name, field) in of {
        let name = harmless(name);
        match field {
            Field::Value(value) => {
                let width = NAMES.saturating_sub(indent);
                let line =
                    format!("  {:indent$}{} {}", "", paint(DIM, &format!("{name:<width$}")), harmless(value));
                lines.push(line.trim_end().to_owned());
            }
            Field::Parts(parts) => {
                lines.push(format!("  {:indent$}{}", "", paint(DIM, &name)));
                fields(parts, indent + 2, lines);
            }
        }
    }
}

fn finding(finding: &Finding) -> String {
    let (style, sign) = match finding.sort.weight() {
        Weight::Note => (DIM, "·"),
        Weight::Warning => (WARN, "!"),
        Weight::Error => (BAD, "✘"),
    };
    format!("  {} {}", paint(style, sign), harmless(&finding.text()))
}
