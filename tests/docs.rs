//! The documents say what the `opi` command says: its lists in docs/cli.md and its manual page are its own, marked commands
//! run as written, and the C example of the README compiles. `make generate` writes lists and page anew (UPDATE=1). What
//! libopi offers is in the documents by api/templates.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{OPI, Shop, opi, run};
use opi_proto::dialect::DIALECTS;
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
        panic!("{path}: the table '{name}' is not what the code says; run make generate");
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
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

    let page = run(opi("manual"), "").stdout;
    let file = project("docs/man/opi.1");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    let current = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(current == page, "docs/man/opi.1 is not what `opi manual` says; run make generate");

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
