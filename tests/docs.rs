//! The documents say what the code says: tables in docs/ are made from the tables of opi-proto and opi-core and from the tool's
//! own lists, marked commands run as written, and the C example of the README compiles. `UPDATE=1 cargo test --test
//! docs` writes the tables anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{OPI, Shop, opi, run};
use opi_core::config::URL_OPTIONS;
use opi_core::recovered::RECOVERY_FIELDS;
use opi_proto::devices::JOURNAL_FIELDS;
use opi_proto::dialect::{DIALECTS, Dialect, SETTINGS, VARIANTS};
use opi_proto::error::{Code, Family, MoneyMoved};
use opi_proto::message::RequestKind;
use opi_proto::operation::REQUEST_OPTIONS;
use opi_proto::outcome::RESULT_FIELDS;
use serde_json::Value;
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
    let money = |code: &Code| match opi_proto::error::Error::new(*code, "").money() {
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
    let request = REQUEST_OPTIONS.iter().map(|o| {
        let what = format!("{} {}", o.what, o.scope());
        vec![code(o.name), o.form.into(), o.default.into(), what.trim_end().into()]
    });
    check("docs/options.md", "request", &table(&["option", "form", "default", "what it does"], request));
    let result = RESULT_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    let recovery = RECOVERY_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    check("docs/options.md", "recovery", &table(&["field", "what it holds"], recovery));
    let journal = JOURNAL_FIELDS.iter().map(|f| vec![code(f.name), f.what.into()]);
    check("docs/options.md", "journal", &table(&["field", "what it holds"], journal));
    check("docs/options.md", "result", &table(&["field", "what it holds"], result));
}

#[test]
fn dialects() {
    let names: Vec<String> = DIALECTS.iter().map(|d| code(d.name)).collect();
    let row = |first: [String; 2], cell: &dyn Fn(&Dialect) -> String| -> Vec<String> {
        first.into_iter().chain(DIALECTS.iter().map(|d| cell(d))).collect()
    };
    let settings = SETTINGS
        .iter()
        .map(|setting| row([code(setting.name), setting.what.into()], &|dialect| setting.value(dialect)));
    let head: Vec<&str> =
        ["setting", "what it decides"].into_iter().chain(names.iter().map(String::as_str)).collect();
    check("docs/dialects.md", "settings", &table(&head, settings));
    let forms = SETTINGS.iter().map(|setting| vec![code(setting.name), setting.form.into()]);
    check("docs/dialects.md", "forms", &table(&["setting", "value"], forms));

    let mark = |d: &Dialect, kind| if d.supports(kind) { "yes".to_owned() } else { String::new() };
    let kinds = RequestKind::ALL
        .iter()
        .map(|kind| row([code(kind.wire_name()), kind.what().into()], &|dialect| mark(dialect, *kind)));
    let head: Vec<&str> =
        ["kind", "what it is"].into_iter().chain(names.iter().map(String::as_str)).collect();
    check("docs/dialects.md", "kinds", &table(&head, kinds));

    let lacks = DIALECTS
        .iter()
        .flat_map(|d| d.lacks.iter().map(|lack| vec![code(d.name), code(lack.what), lack.why.to_string()]));
    check("docs/dialects.md", "lacks", &table(&["dialect", "has no", "because"], lacks));
}

#[test]
fn models_and_variants() {
    let yes_no = |yes: bool| if yes { "yes".to_owned() } else { String::new() };
    let models = VARIANTS.iter().filter_map(|variant| {
        let hardware = variant.hardware?;
        let lacks: Vec<String> = variant.lacks.iter().map(|(what, _)| code(what)).collect();
        Some(vec![
            code(variant.name),
            variant.title.into(),
            yes_no(hardware.unattended),
            yes_no(hardware.own_printer),
            yes_no(hardware.journal_printer),
            lacks.join(", "),
            variant.notes.into(),
        ])
    });
    let head =
        ["`model`", "terminal", "unattended", "own printer", "`JournalPrinter`", "refused", "known of it"];
    check("docs/dialects.md", "models", &table(&head, models));
    let variants = VARIANTS.iter().filter(|variant| variant.hardware.is_none()).map(|variant| {
        let settings: Vec<String> =
            variant.settings.iter().map(|(name, value)| code(&format!("{name}={value}"))).collect();
        let notes = variant.notes.into();
        vec![code(variant.name), code(variant.dialect), variant.title.into(), settings.join(", "), notes]
    });
    let head = ["`variant`", "dialect", "software of", "settings", "known of it"];
    check("docs/dialects.md", "variants", &table(&head, variants));
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

#[test]
fn the_command_line_tool() {
    let help = run(opi("--help"), "").stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows =
        commands.lines().filter_map(|line| line.trim().split_once("  ")).filter(|(name, _)| *name != "help");
    let rows: Vec<Vec<String>> =
        rows.map(|(name, what)| vec![code(&format!("opi {name}")), what.trim().to_owned()]).collect();
    assert!(rows.len() > 30, "{help}");
    check("docs/cli.md", "commands", &table(&["command", "what it does"], rows));

    let codes = run(opi("exit-codes"), "").stdout;
    check("docs/cli.md", "exit-codes", &format!("```\n{codes}```\n"));

    let listed = run(opi("decode --findings --json"), "").json();
    let cell = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let rows = listed["findings"].as_array().unwrap().iter();
    let rows = rows.map(|f| vec![code(&cell(f, "code")), cell(f, "weight"), cell(f, "what")]);
    check("docs/cli.md", "findings", &table(&["code", "weight", "what it says"], rows));
}

/// The blocks of commands marked `<!-- run at: DIALECT OUTCOME -->` run as they stand, each in one shell at a
/// terminal that is simulated. The lines between the commands must appear in this order.
#[test]
#[cfg(unix)]
fn the_commands_run_as_written() {
    let mut blocks = 0;
    for page in ["README.md", "docs/cli.md"] {
        let text = std::fs::read_to_string(project(page)).unwrap();
        for marked in text.split("<!-- run at: ").skip(1) {
            let (terminal, rest) = marked.split_once(" -->\n```console\n").expect("a block of commands");
            let (dialect, outcome) = terminal.split_once(' ').unwrap();
            let block = rest.split("```").next().unwrap();
            run_block(page, dialect, outcome, block);
            blocks += 1;
        }
    }
    assert!(blocks >= 7, "{blocks}");
    let readme = std::fs::read_to_string(project("README.md")).unwrap();
    for command in ["pay", "refund", "reverse", "reprint", "status", "doctor", "close-day"] {
        let shown = |line: &str| line.starts_with("$ ") && line.contains("opi ") && line.contains(command);
        assert!(readme.lines().any(shown), "{command}");
    }
}

fn run_block(page: &str, dialect: &str, outcome: &str, block: &str) {
    let commands: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let shown: Vec<&str> = block.lines().filter(|line| !line.starts_with("$ ")).collect();
    // The one thing that is not as written: where the terminal is.
    let script = format!("set -e\n{}", commands.join("\n")).replace("opi://192.168.0.60", "\"$REAL\"");
    let dialect = DIALECTS.iter().find(|d| d.name == dialect).unwrap().name;
    let shop = Shop::new(dialect, outcome);
    let mut shell = Command::new("sh");
    let folder = Path::new(OPI).parent().unwrap().display();
    shell
        .args(["-c", &script])
        .current_dir(shop.folder.path())
        .env_remove("OPI_TERMINAL")
        .env("REAL", shop.url());
    shell.env("OPI_JOURNAL", shop.folder.path().join("journal.db")).env("LC_ALL", "C");
    shell.env("PATH", format!("{folder}:{}", std::env::var("PATH").unwrap()));
    let ended = run(shell, "");
    assert_eq!(ended.code, 0, "{page}: {script}\n{ended:?}");
    ended.shows(&shown);
}
