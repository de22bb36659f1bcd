//! Writes include/opi.h, so that each fact in it stands in one place: signatures and their comments in opi-ffi (read
//! by cbindgen), status codes, kinds, options and fields in opi-api.json, the chapter at the top in opi-ffi/opi.h.in.
//!
//! `OPI_HEADER=check` (in `make test`) compares instead of writing and fails when the header is not up to date.

/// Rows of the model: written and read as JSON, and nothing else may stand in them.
macro_rules! rows {
    ($( $(#[$about:meta])* pub struct $name:ident { $($body:tt)* } )*) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($body)* }
        )*
    };
}

#[path = "model.rs"]
mod model;

use model::{Api, Choice, Enum, Field, Record};
use std::path::Path;
use std::{env, fs};

const HEADER: &str = "include/opi.h";
/// Its beginning and end, written by hand.
const TEMPLATE: &str = "opi-ffi/opi.h.in";
/// Where the template takes the chapters.
const MARK: &str = "@CHAPTERS@\n";
/// What libopi offers, as `make generate` wrote it.
const API: &str = "api/opi-api.json";
const WIDTH: usize = 107;

type Tables = fn(&Api, &mut Vec<String>);

/// The chapters: a file of opi-ffi, its title, and the tables that come before its own items.
const CHAPTERS: &[(&str, &str, Tables)] = &[
    ("version", "Versions", version),
    ("status", "Status codes", status_codes),
    ("error", "Errors in words", |_, _| ()),
    ("money", "Money", |_, _| ()),
    ("cancel", "Cancelling", |_, _| ()),
    ("request", "Requests", requests),
    ("result", "Results", results),
    ("recovery", "Recovery", recovery),
    ("device_request", "What callbacks are asked, and their answers", device_requests),
    ("devices", "The till's devices", |_, _| ()),
    ("terminal", "Terminals", url_options),
    ("dispatch", "All terminals of the process", |_, _| ()),
    ("log", "Log", |_, _| ()),
];

pub fn make() {
    for path in ["opi-ffi/src", "api/header.rs", "api/model.rs", API, HEADER, TEMPLATE] {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rerun-if-env-changed=OPI_HEADER");
    if !Path::new("opi-ffi/src").exists() {
        return; // The crate as packaged: the header is made in the repository only.
    }
    let header = header(&api());
    if fs::read_to_string(HEADER).is_ok_and(|current| current == header) {
        return;
    }
    if env::var("OPI_HEADER").is_ok_and(|value| value == "check") {
        fail(&format!(
            "{HEADER} is not what opi-ffi/src and {API} say. Run `make generate` and commit what changed."
        ));
    }
    if let Err(error) = fs::write(HEADER, header) {
        fail(&format!("{HEADER} cannot be written: {error}"));
    }
}

fn api() -> Api {
    let text = fs::read_to_string(API).map_err(|error| error.to_string());
    let api = text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    api.unwrap_or_else(|error| fail(&format!("{API} cannot be read: {error}. Run `make generate`.")))
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    eprintln!("{message}");
    std::process::exit(1);
}

fn header(api: &Api) -> String {
    let template = fs::read_to_string(TEMPLATE).unwrap_or_default();
    let Some((beginning, end)) = template.split_once(MARK) else {
        fail(&format!("{TEMPLATE} is missing, or has no line {MARK}"));
    };
    let mut lines = Vec::new();
    for (file, title, tables) in CHAPTERS {
        lines.extend([String::new(), banner(title), String::new()]);
        tables(api, &mut lines);
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

// ---- From opi-api.json ------------------------------------------------------------------------------------

/// A constant with its comment.
fn define(lines: &mut Vec<String>, name: &str, value: &str, comment: &str) {
    lines.extend(wrap("/** ", " *  ", comment.replace('\u{2026}', "...").split(' ')));
    if let Some(last) = lines.last_mut() {
        last.push_str(" */");
    }
    lines.push(format!("#define {name} {value}"));
}

/// The title of a group of constants.
fn group(lines: &mut Vec<String>, title: &str) {
    lines.extend([String::new(), format!("/* {title} */"), String::new()]);
}

fn text(value: &str) -> String {
    format!("\"{value}\"")
}

/// Negative numbers in brackets: macros go into any expression.
fn number(value: i32) -> String {
    if value < 0 { format!("({value})") } else { value.to_string() }
}

fn version(api: &Api, lines: &mut Vec<String>) {
    define(
        lines,
        "OPI_VERSION",
        &text(&api.version),
        "The version of this header; opi_version() tells the library's.",
    );
}

/// The enumeration of this name.
fn enumeration<'a>(api: &'a Api, name: &str) -> &'a Enum {
    let found = api.enums.iter().find(|row| row.name == name);
    found.unwrap_or_else(|| fail(&format!("{API} has no enumeration {name}")))
}

fn status_codes(api: &Api, lines: &mut Vec<String>) {
    let codes =
        enumeration(api, "status").values.iter().filter_map(|value| Some((value, value.status.as_ref()?)));
    for family in &api.families {
        let (first, last) = (family.first, family.last);
        let range = if first == last { first.to_string() } else { format!("{first} to {last}") };
        group(lines, &format!("{range}: {}", family.what));
        for (value, status) in codes.clone().filter(|(_, status)| status.family == family.name) {
            let comment = format!("{} {}", value.what, status.advice);
            define(lines, &value.c_name, &number(value.number), &comment);
        }
    }
    lines.push(String::new());
}

fn requests(api: &Api, lines: &mut Vec<String>) {
    let mut class = "";
    for value in &enumeration(api, "kind").values {
        let Some(kind) = &value.kind else { continue };
        if class != kind.class {
            class = &kind.class;
            let title = match class {
                "card" => "cards",
                "service" => "the terminal itself",
                _ => fail(&format!("{API}: no title for request kinds of the class {class}")),
            };
            group(lines, &format!("Kinds of request: {title}"));
        }
        define(lines, &value.c_name, &number(value.number), &value.what);
    }
    group(lines, "Options of a request");
    for option in &api.request_options {
        let about =
            format!("{} Value: {}. Default: {}. {}", option.what, option.form, option.default, option.scope);
        define(lines, &option.c_name, &text(&option.name), about.trim_end());
    }
    lines.push(String::new());
}

fn results(api: &Api, lines: &mut Vec<String>) {
    numbers(lines, "Verdicts", enumeration(api, "verdict"));
    fields(api, lines, "result", "Fields of a result");
    fields(api, lines, "evidence", "Fields of a piece of evidence");
    fields(api, lines, "contradiction", "Fields of a contradiction");
}

fn recovery(api: &Api, lines: &mut Vec<String>) {
    numbers(lines, "What became of a request", enumeration(api, "recovered"));
    fields(api, lines, "recovered", "Fields of a recovered request");
}

fn device_requests(api: &Api, lines: &mut Vec<String>) {
    numbers(lines, "Devices", enumeration(api, "device"));
    fields(api, lines, "journal_entry", "Fields of an entry of the electronic journal");
}

fn numbers(lines: &mut Vec<String>, title: &str, of: &Enum) {
    group(lines, title);
    for value in &of.values {
        define(lines, &value.c_name, &number(value.number), &value.what);
    }
}

/// The names of a record's fields.
fn fields(api: &Api, lines: &mut Vec<String>, record: &str, title: &str) {
    let found = api.records.iter().find(|row| row.name == record);
    let Record { fields, .. } = found.unwrap_or_else(|| fail(&format!("{API} has no record {record}")));
    group(lines, title);
    for field in fields {
        if let Some(c_name) = &field.c_name {
            define(
                lines,
                c_name,
                &text(&field.name),
                format!("{} {}", field.what, words(api, field)).trim_end(),
            );
        }
    }
    lines.push(String::new());
}

/// The words of which a field holds one, as a sentence; empty for other fields.
fn words(api: &Api, field: &Field) -> String {
    let choice =
        |choice: &&Choice| field.holds.kind == "choice" && field.holds.of.as_ref() == Some(&choice.name);
    let words =
        |choice: &Choice| choice.words.iter().map(|word| word.word.clone()).collect::<Vec<_>>().join(", ");
    api.choices.iter().find(choice).map_or_else(String::new, |choice| format!("One of: {}.", words(choice)))
}

fn url_options(api: &Api, lines: &mut Vec<String>) {
    let title = "Options of a terminal URL: opi://host[:port][?option=value&option=value...]";
    lines.extend(["/*".into(), format!(" * {title}"), " *".into()]);
    for option in &api.url_options {
        let about = format!("{} Value: {}. Default: {}.", option.what, option.form, option.default);
        lines.extend(wrap(
            &format!(" *   {:<19}", option.name),
            &format!(" *   {:<19}", ""),
            about.split(' '),
        ));
    }
    lines.extend([
        " *".into(),
        " * Settings of a dialect, each an option dialect.NAME=VALUE:".into(),
        " *".into(),
    ]);
    for setting in &api.settings {
        let about = format!("{} Value: {}.", setting.what, setting.form).replace(['`', '*'], "");
        lines.extend(wrap(
            &format!(" *   {:<22}", setting.name),
            &format!(" *   {:<22}", ""),
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
