//! Writes include/opi.h, so that each fact in it stands in one place: signatures and their comments in
//! opi-ffi (read by cbindgen), status codes, kinds, options and fields in the tables of opi-proto and opi-core, the
//! chapter
//! at the top in opi-ffi/opi.h.in.
//!
//! `OPI_HEADER=check` (in `make test`) compares instead of writing and fails when the header is not up to date.

use opi_core::config::URL_OPTIONS;
use opi_core::recovered::RECOVERY_FIELDS;
use opi_proto::error::{Code, Family};
use opi_proto::message::{Class, RequestKind};
use opi_proto::operation::REQUEST_OPTIONS;
use opi_proto::outcome::{RESULT_FIELDS, Verdict};
use opi_proto::recovery::RecoveryVerdict;
use std::path::Path;
use std::{env, fs};

const HEADER: &str = "include/opi.h";
/// Its beginning and end, written by hand.
const TEMPLATE: &str = "opi-ffi/opi.h.in";
/// Where the template takes the chapters.
const MARK: &str = "@CHAPTERS@\n";
const WIDTH: usize = 107;

type Tables = fn(&mut Vec<String>);

/// The chapters: a file of opi-ffi, its title, and the tables that come before its own items.
const CHAPTERS: &[(&str, &str, Tables)] = &[
    ("version", "Versions", header_version),
    ("status", "Status codes", status_codes),
    ("error", "Errors in words", |_| ()),
    ("cancel", "Cancelling", |_| ()),
    ("request", "Requests", requests),
    ("result", "Results", results),
    ("recovery", "Recovery", recovery),
    ("device_request", "What callbacks are asked, and their answers", |_| ()),
    ("devices", "The till's devices", |_| ()),
    ("terminal", "Terminals", url_options),
    ("dispatch", "All terminals of the process", |_| ()),
    ("log", "Log", |_| ()),
];

fn main() {
    for path in ["opi-ffi/src", "opi-proto/src", "opi-core/src", HEADER, TEMPLATE] {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rerun-if-env-changed=OPI_HEADER");
    if !Path::new("opi-ffi/src").exists() {
        return; // The crate as packaged: the header is made in the repository only.
    }
    let header = header();
    if fs::read_to_string(HEADER).is_ok_and(|current| current == header) {
        return;
    }
    if env::var("OPI_HEADER").is_ok_and(|value| value == "check") {
        fail(&format!(
            "{HEADER} is not what opi-ffi, opi-proto and opi-core say. Run `make build` and commit {HEADER}."
        ));
    }
    if let Err(error) = fs::write(HEADER, header) {
        fail(&format!("{HEADER} cannot be written: {error}"));
    }
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    eprintln!("{message}");
    std::process::exit(1);
}

fn header() -> String {
    let template = fs::read_to_string(TEMPLATE).unwrap_or_default();
    let Some((beginning, end)) = template.split_once(MARK) else {
        fail(&format!("{TEMPLATE} is missing, or has no line {MARK}"));
    };
    let mut lines = Vec::new();
    for (file, title, tables) in CHAPTERS {
        lines.extend([String::new(), banner(title), String::new()]);
        tables(&mut lines);
        let items = items(file);
        lines.extend(items.iter().cloned());
        if *file == "devices" {
            devices_init(&mut lines, &items);
        }
    }
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    let chapters: String = lines.into_iter().map(|line| line + "\n").collect();
    format!("{beginning}{}{end}", chapters.trim_start())
}

fn banner(title: &str) -> String {
    format!("/* ==== {title} {} */", "=".repeat(WIDTH.saturating_sub(title.len() + 12)))
}

// ---- From the tables of opi-proto and opi-core ------------------------------------------------------------

/// A constant with its comment.
fn define(lines: &mut Vec<String>, name: &str, value: &str, comment: &str) {
    lines.extend(wrap("/** ", " *  ", comment.replace('\u{2026}', "...").split(' ')));
    if let Some(last) = lines.last_mut() {
        last.push_str(" */");
    }
    lines.push(format!("#define {name} {value}"));
}

fn text(value: &str) -> String {
    format!("\"{value}\"")
}

fn header_version(lines: &mut Vec<String>) {
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    define(
        lines,
        "OPI_VERSION",
        &text(&version),
        "The version of this header; opi_version() tells the library's.",
    );
}

fn status_codes(lines: &mut Vec<String>) {
    let mut family = None;
    for code in Code::ALL {
        if family != Some(code.family()) {
            family = Some(code.family());
            lines.extend([String::new(), format!("/* {} */", family_title(code.family())), String::new()]);
        }
        let value =
            if code.number() < 0 { format!("({})", code.number()) } else { code.number().to_string() };
        define(lines, code.c_name(), &value, &format!("{} {}", code.what(), code.advice()));
    }
    lines.push(String::new());
}

fn family_title(family: Family) -> &'static str {
    match family {
        Family::Ok => "0: done",
        Family::Caller => "-1 to -99: the caller's mistake; nothing was sent",
        Family::NotStarted => "-100 to -199: could not start; nothing was sent",
        Family::OutcomeUnknown => "-200 to -299: sent, OUTCOME UNKNOWN; never send again, find out",
        Family::Answered => "-300 to -399: answered, not approved; final. Only from opi_result_status()",
        Family::Internal => "-900 to -999: a fault in the library",
    }
}

fn requests(lines: &mut Vec<String>) {
    let mut class = None;
    for kind in RequestKind::ALL {
        if class != Some(kind.class()) {
            class = Some(kind.class());
            let title = match kind.class() {
                Class::Card => "Kinds of request: cards",
                Class::Service => "Kinds of request: the terminal itself",
            };
            lines.extend([String::new(), format!("/* {title} */"), String::new()]);
        }
        define(lines, kind.c_name(), &(*kind as i32).to_string(), kind.what());
    }
    lines.extend([String::new(), "/* Options of a request */".into(), String::new()]);
    for option in REQUEST_OPTIONS {
        let name = format!("OPI_OPTION_{}", option.name.to_uppercase());
        let about = format!(
            "{} Value: {}. Default: {}. {}",
            option.what,
            option.form,
            option.default,
            option.scope()
        );
        define(lines, &name, &text(option.name), about.trim_end());
    }
    lines.push(String::new());
}

fn results(lines: &mut Vec<String>) {
    lines.extend(["/* Verdicts */".into(), String::new()]);
    for verdict in Verdict::ALL {
        let name = format!("OPI_VERDICT_{}", verdict.name().to_uppercase());
        define(lines, &name, &(*verdict as i32).to_string(), verdict_meaning(*verdict));
    }
    lines.extend([String::new(), "/* Fields of a result */".into(), String::new()]);
    for field in RESULT_FIELDS {
        define(lines, &format!("OPI_FIELD_{}", field.name.to_uppercase()), &text(field.name), field.what);
    }
    lines.push(String::new());
}

fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approved => "The terminal did it: paid, refunded, reversed, printed, closed ...",
        Verdict::Declined => "The terminal or its host said no. Nothing was charged.",
        Verdict::Aborted => "Cashier or cardholder aborted. Nothing was charged.",
        Verdict::Refused => {
            "The terminal did not take the request: busy, logged out, ... Nothing was charged."
        }
        Verdict::NotSent => "Not a byte of the request left the till. Safe to try again.",
        Verdict::Unknown => "Sent, and nobody told how it ended. Never send again; find out.",
    }
}

fn recovery(lines: &mut Vec<String>) {
    lines.extend(["/* What became of a request */".into(), String::new()]);
    for verdict in RecoveryVerdict::ALL {
        let name = format!("OPI_RECOVERED_{}", verdict.name().to_uppercase());
        let meaning = match verdict {
            RecoveryVerdict::Approved => "The terminal did it: the money has moved. Book it.",
            RecoveryVerdict::NotCharged => "Nothing was charged.",
            RecoveryVerdict::AskHuman => {
                "The evidence does not tell: compare receipts and totals, then opi_terminal_resolve()."
            }
        };
        define(lines, &name, &(*verdict as i32).to_string(), meaning);
    }
    lines.extend([String::new(), "/* Fields of a recovered request */".into(), String::new()]);
    for field in RECOVERY_FIELDS {
        define(lines, &format!("OPI_RECOVERY_{}", field.name.to_uppercase()), &text(field.name), field.what);
    }
    lines.push(String::new());
}

fn url_options(lines: &mut Vec<String>) {
    let title = "Options of a terminal URL: opi://host[:port][?option=value&option=value...]";
    lines.extend(["/*".into(), format!(" * {title}"), " *".into()]);
    for option in URL_OPTIONS {
        let about = format!("{} Value: {}. Default: {}.", option.what, option.form, option.default);
        lines.extend(wrap(
            &format!(" *   {:<19}", option.name),
            &format!(" *   {:<19}", ""),
            about.split(' '),
        ));
    }
    lines.extend([" */".into(), String::new()]);
}

// ---- From opi-ffi, by cbindgen ----------------------------------------------------------------------------

fn items(file: &str) -> Vec<String> {
    let path = format!("opi-ffi/src/{file}.rs");
    let mut config = cbindgen::Config {
        language: cbindgen::Language::C,
        no_includes: true,
        usize_is_size_t: true,
        documentation_style: cbindgen::DocumentationStyle::Doxy,
        ..Default::default()
    };
    config.function.prefix = Some("OPI_API".into());
    config.export.include = vec![format!("opi_{file}")];
    let mut raw = Vec::new();
    match cbindgen::Builder::new().with_config(config).with_src(&path).generate() {
        Ok(bindings) => bindings.write(&mut raw),
        Err(error) => fail(&format!("cbindgen cannot read {path}: {error}")),
    }
    layout(&String::from_utf8_lossy(&raw))
}

/// The first value of the table of callbacks: its size, 0, and NULL for each pointer in it.
fn devices_init(lines: &mut Vec<String>, items: &[String]) {
    let members = items.iter().filter(|line| line.starts_with("    ") && line.ends_with(';')).count();
    let nulls = ", NULL".repeat(members.saturating_sub(2));
    lines.push(String::new());
    define(
        lines,
        "OPI_DEVICES_INIT",
        &format!("{{ (uint32_t)sizeof(opi_devices), 0{nulls} }}"),
        "First value of an opi_devices: opi_devices devices = OPI_DEVICES_INIT;",
    );
}

/// Sets cbindgen's output anew: comments of one line on one line, constants of one family close together,
/// declarations with the macros for calling conventions, which cbindgen cannot write.
fn layout(raw: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut comment: Vec<String> = Vec::new();
    let mut code = String::new();
    let mut family = String::new();
    let mut inside = false;
    for line in raw.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("/*") || line.starts_with('*') {
            let text = line.trim_start_matches("/**").trim_end_matches("*/").trim_start_matches('*').trim();
            comment.push(text.replace('`', ""));
            continue;
        }
        code = format!("{code} {line}").trim_start().to_owned();
        let (opens, closes, constant) = (code.ends_with('{'), code.starts_with('}'), code.starts_with('#'));
        if !(code.ends_with(';') || opens || constant) {
            continue;
        }
        // OPI_ANSWER_YES and OPI_ANSWER_NO are one family.
        let before = std::mem::replace(&mut family, code.split('_').take(2).collect());
        if !(inside || constant && family == before && comment.len() <= 3) {
            lines.push(String::new());
        }
        inside = opens || inside && !closes;
        let indent = if inside && !opens { "    " } else { "" };
        lines.extend(comment_lines(&comment, indent));
        lines.extend(declaration(&code, indent));
        comment.clear();
        code.clear();
    }
    lines
}

/// A comment; what continues one of the fixed lines (`Ownership:` and so on) is indented.
fn comment_lines(comment: &[String], indent: &str) -> Vec<String> {
    let text: Vec<&String> = comment.iter().skip(1).take(comment.len().saturating_sub(2)).collect();
    if let [] | [_] = text[..] {
        return text.iter().map(|line| format!("{indent}/** {line} */")).collect();
    }
    let labels = ["Ownership:", "NULL:", "Blocks:", "Threads:", "Callbacks:", "Errors:"];
    let mut labelled = false;
    let mut lines = vec![format!("{indent}/**")];
    for line in text {
        let label = labels.iter().any(|label| line.starts_with(label));
        labelled |= label;
        let deeper = if labelled && !label { "    " } else { "" };
        lines.push(format!("{indent} * {deeper}{line}").trim_end().to_owned());
    }
    lines.push(format!("{indent} */"));
    lines
}

fn declaration(code: &str, indent: &str) -> Vec<String> {
    let mut code = code.replace("(*", "(OPI_CALLBACK *");
    if let Some((name, number)) = code.split_once(" -").filter(|_| code.starts_with('#')) {
        code = format!("{name} (-{number})");
    }
    if !code.starts_with("typedef") {
        code = code.replace("struct opi_", "opi_");
    }
    let name = code.find('(').and_then(|end| code.get(..end)?.rfind("opi_"));
    if let Some(name) = name.filter(|_| code.starts_with("OPI_API")) {
        code.insert_str(name, "OPI_CALL ");
    }
    let arguments: Vec<String> = code.split_inclusive(", ").map(|part| part.trim_end().to_owned()).collect();
    wrap(indent, &format!("{indent}    "), arguments.iter().map(String::as_str))
}

/// Puts words on lines of at most `WIDTH`.
fn wrap<'a>(first: &str, others: &str, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words {
        if !empty && line.len() + 1 + word.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}
