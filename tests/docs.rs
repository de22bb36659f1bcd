//! The documents say what the code says: tables in docs/ are made from the tables of opi-core, and the C example
//! of the README compiles. `UPDATE=1 cargo test --test docs` writes the tables anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use opi_core::config::URL_OPTIONS;
use opi_core::devices::JOURNAL_FIELDS;
use opi_core::dialect::{
    AbortConnection, CallbackIds, DIALECTS, Dialect, ReceiptRole, ReversalWay, TimedOutMeans,
};
use opi_core::error::{Code, Family};
use opi_core::operation::REQUEST_OPTIONS;
use opi_core::outcome::RESULT_FIELDS;
use opi_core::recovered::RECOVERY_FIELDS;
use opi_core::{MoneyMoved, RequestKind};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A table in Markdown.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(&head.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
    out += &format!("|{}\n", "---|".repeat(head.len()));
    rows.into_iter()
        .for_each(|row| out += &line(&row.iter().map(|c| c.replace('|', "\\|")).collect::<Vec<_>>()));
    out
}

/// Compares the part of a file between `<!-- generated: NAME -->` and `<!-- end -->` with what it must be, or
/// writes it.
fn check(path: &str, name: &str, wanted: &str) {
    let file = project(path);
    let text = std::fs::read_to_string(&file).unwrap();
    let (open, close) = (format!("<!-- generated: {name} -->\n"), "<!-- end -->");
    let from = text.find(&open).unwrap_or_else(|| panic!("{path} has no {open}")) + open.len();
    let to = from + text[from..].find(close).unwrap_or_else(|| panic!("{path} has no {close} after {open}"));
    if text[from..to] == *wanted {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, format!("{}{wanted}{}", &text[..from], &text[to..])).unwrap();
    } else {
        panic!("{path}: the table '{name}' is not what the code says; run UPDATE=1 cargo test --test docs");
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

#[test]
fn error_codes() {
    let money = |code: &Code| match opi_core::Error::new(*code, "").money() {
        MoneyMoved::Possibly => "possibly",
        _ if code.family() == Family::Ok => "see the result",
        _ => "no",
    };
    let rows = Code::ALL.iter().map(|c| {
        vec![c.number().to_string(), code(c.c_name()), c.what().into(), money(c).into(), c.advice().into()]
    });
    check(
        "docs/errors.md",
        "codes",
        &table(&["number", "name", "what happened", "money moved", "what to do"], rows),
    );
}

#[test]
fn options_and_fields() {
    let url = URL_OPTIONS.iter().map(|o| vec![code(o.name), o.form.into(), o.default.into(), o.what.into()]);
    check("docs/options.md", "url", &table(&["option", "form", "default", "what it does"], url));
    let request = REQUEST_OPTIONS.iter().map(|o| vec![code(o.name), o.form.into(), o.what.into()]);
    check("docs/options.md", "request", &table(&["option", "form", "what it does"], request));
    let result = RESULT_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    let recovery = RECOVERY_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    check("docs/options.md", "recovery", &table(&["field", "what it holds"], recovery));
    let journal = JOURNAL_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    check("docs/options.md", "journal", &table(&["field", "what it holds"], journal));
    check("docs/options.md", "result", &table(&["field", "what it holds"], result));
}

#[test]
fn dialects() {
    let printers = |d: &Dialect, wanted: ReceiptRole| {
        let targets = d.printers.iter().filter(|(_, role)| *role == wanted).map(|(target, _)| code(target));
        targets.collect::<Vec<_>>().join(", ")
    };
    type Fact = (&'static str, fn(&Dialect) -> String);
    let facts: [Fact; 8] = [
        ("ports: terminal, till", |d| format!("{}, {}", d.terminal_port, d.listen_port)),
        ("session: open, close", |d| format!("{}, {}", d.session_open, d.session_close)),
        ("close day", |d| d.close_day.to_string()),
        ("status", |d| d.status.to_string()),
        ("abort", |d| {
            let way = match d.abort.connection {
                AbortConnection::Second => "on a second connection",
                AbortConnection::Same => "on the open connection",
            };
            let names = if d.abort.names_request { ", naming the request" } else { "" };
            format!("{way}{names}")
        }),
        ("reversal", |d| {
            match d.reversal {
                ReversalWay::Last => "of the last transaction",
                ReversalWay::ByStan => "by STAN",
            }
            .into()
        }),
        ("device requests count", |d| {
            match d.callback_ids {
                CallbackIds::Suffixed => "in RequestID: `8.1`, `8.2`",
                CallbackIds::Own => "by themselves in each request: `0`, `1`",
                CallbackIds::Sequence => "in SequenceID",
            }
            .into()
        }),
        ("`TimedOut` without a sign of authorisation", |d| {
            match d.timed_out {
                TimedOutMeans::Nothing => "declined",
                TimedOutMeans::Unknown => "unknown",
            }
            .into()
        }),
    ];
    let row = |name: &str, cell: &dyn Fn(&Dialect) -> String| {
        std::iter::once(name.to_owned()).chain(DIALECTS.iter().map(|d| cell(d))).collect::<Vec<_>>()
    };
    let mut rows = vec![
        row("family", &|d| d.title.into()),
        row("customer's copy on", &|d| printers(d, ReceiptRole::Customer)),
        row("merchant's copy on", &|d| printers(d, ReceiptRole::Merchant)),
    ];
    rows.extend(facts.iter().map(|(name, cell)| row(name, cell)));
    let names: Vec<String> = DIALECTS.iter().map(|d| code(d.name)).collect();
    let head: Vec<&str> = std::iter::once("").chain(names.iter().map(String::as_str)).collect();
    check("docs/dialects.md", "dialects", &table(&head, rows));

    let mark = |d: &Dialect, kind| if d.supports(kind) { "yes".to_owned() } else { String::new() };
    let kinds = RequestKind::ALL.iter().map(|kind| row(&code(kind.wire_name()), &|d| mark(d, *kind)));
    check("docs/dialects.md", "kinds", &table(&head, kinds));
}

/// The first C block of the README, as a program.
#[test]
fn the_c_example_compiles() {
    let readme = std::fs::read_to_string(project("README.md")).unwrap();
    let example =
        readme.split("```c\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a C example");
    assert!(example.lines().count() <= 16, "the example has {} lines", example.lines().count());
    let mut program = String::from("#include \"opi.h\"\n#include <stdio.h>\nint main(void)\n{\n");
    writeln!(program, "{example}    return 0;\n}}").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("example.c");
    std::fs::write(&source, program).unwrap();
    let compiled = Command::new("cc")
        .args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I"])
        .arg(project("include"))
        .arg(&source)
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
}
