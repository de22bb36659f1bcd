//! What is made is what stands there; the model holds together; opi.h says the same as the model.

use crate::model::{Api, Field, Function, Parameter};
use crate::{API, ROOT, made, orphans, tables};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn api() -> Api {
    crate::api::api(Path::new(ROOT)).unwrap()
}

#[test]
fn everything_made_is_up_to_date() {
    let mut old = String::new();
    let made = made().unwrap();
    for orphan in orphans(&made).unwrap() {
        writeln!(old, "{} is made by nothing", orphan.display()).unwrap();
    }
    for made in made {
        let current = fs::read_to_string(Path::new(ROOT).join(&made.path)).unwrap_or_default();
        if current != made.text {
            let differs =
                made.text.lines().zip(current.lines()).position(|(wanted, current)| wanted != current);
            let line = 1 + differs.unwrap_or_else(|| made.text.lines().count().min(current.lines().count()));
            writeln!(old, "{} from line {line} on", made.path.display()).unwrap();
        }
    }
    assert!(old.is_empty(), "Not what the source says: {old}Run `make generate` and commit what changed.");
}

#[test]
fn reading_the_model_gives_what_was_written() {
    let read: Api = serde_json::from_str(&read(API)).unwrap();
    assert_eq!(read, api());
}

// ---- The model holds together -------------------------------------------------------------------------------

fn only_once(what: &str, values: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    for value in values {
        assert!(seen.insert(value.clone()), "{what}: {value} twice");
    }
}

#[test]
fn names_and_numbers_are_given_once() {
    let api = api();
    let mut constants = Vec::new();
    for of in &api.enums {
        only_once(&of.name, of.values.iter().map(|value| value.name.clone()));
        only_once(&of.name, of.values.iter().map(|value| value.number.to_string()));
        only_once(&of.name, of.values.iter().map(|value| value.word.clone()));
        constants.extend(of.values.iter().map(|value| value.c_name.clone()));
    }
    for choice in &api.choices {
        only_once(&choice.name, choice.words.iter().map(|word| word.name.clone()));
    }
    for record in &api.records {
        let lists = record.lists.iter().map(|list| list.name.clone());
        only_once(&record.name, record.fields.iter().map(|field| field.name.clone()).chain(lists));
        constants.extend(record.fields.iter().filter_map(|field| field.c_name.clone()));
    }
    constants.extend(api.request_options.iter().map(|option| option.c_name.clone()));
    constants.extend(api.constants.iter().map(|constant| constant.c_name.clone()));
    only_once("constants", constants.into_iter());
    only_once("functions", api.functions.iter().map(|function| function.name.clone()));
    only_once("URL options", api.url_options.iter().map(|option| option.name.clone()));
    only_once("settings", api.settings.iter().map(|setting| setting.name.clone()));
}

#[test]
fn what_is_named_is_there() {
    let api = api();
    let enums: BTreeSet<&str> = api.enums.iter().map(|of| of.name.as_str()).collect();
    let choices: BTreeSet<&str> = api.choices.iter().map(|of| of.name.as_str()).collect();
    let records: BTreeSet<&str> = api.records.iter().map(|of| of.name.as_str()).collect();
    let mut holds: Vec<_> =
        api.url_options.iter().map(|option| (option.name.as_str(), &option.holds)).collect();
    holds.extend(api.request_options.iter().map(|option| (option.name.as_str(), &option.holds)));
    holds.extend(api.settings.iter().map(|setting| (setting.name.as_str(), &setting.holds)));
    for record in &api.records {
        holds.extend(record.fields.iter().map(|field| (field.name.as_str(), &field.holds)));
        for field in &record.fields {
            if let Some(currency) = &field.holds.currency {
                let there =
                    record.fields.iter().any(|other| other.name == *currency && other.holds.kind == "text");
                assert!(there, "{}.{}: no text field {currency}", record.name, field.name);
            }
        }
        for list in record.lists.iter().filter(|list| list.record != "text") {
            assert!(records.contains(list.record.as_str()), "{}.{}: no record", record.name, list.name);
        }
    }
    for (name, holds) in holds {
        match (holds.kind.as_str(), holds.of.as_deref()) {
            ("enum", Some(of)) => assert!(enums.contains(of), "{name}: no enumeration {of}"),
            ("choice", Some(of)) => assert!(choices.contains(of), "{name}: no choice {of}"),
            (kind, of) => assert!(of.is_none() && !kind.is_empty(), "{name}: {kind} of {of:?}"),
        }
    }
    let devices = api.structs.iter().find(|of| of.c_type == "opi_devices").unwrap();
    let members: Vec<&str> =
        devices.members.iter().filter(|m| m.kind == "callback").map(|m| m.name.as_str()).collect();
    let callbacks: Vec<&str> = api.callbacks.iter().map(|callback| callback.name.as_str()).collect();
    let members: Vec<&str> = members.into_iter().filter(|name| *name != "destroy").collect();
    assert_eq!(members, callbacks);
    let kinds = &api.enums.iter().find(|of| of.name == "device").unwrap().values;
    for callback in &api.callbacks {
        assert!(records.contains(callback.record.as_str()), "{}: no record", callback.name);
        assert!(kinds.iter().any(|kind| kind.name == callback.name), "{}: no device", callback.name);
    }
    for request in &api.request_options {
        for kind in &request.kinds {
            let kinds = &api.enums.iter().find(|of| of.name == "kind").unwrap().values;
            assert!(kinds.iter().any(|value| value.word == *kind), "{}: no kind {kind}", request.name);
        }
    }
}

/// Every function that reads something is one that a record names, so that no binding can miss a field.
#[test]
fn every_function_that_reads_is_that_of_a_field_or_list() {
    let api = api();
    let mut named = BTreeSet::new();
    let mut name_fields = |prefix: &str, fields: &[Field]| {
        for field in fields {
            named.insert(match &field.function {
                Some(function) => format!("{prefix}_{function}"),
                None => format!("{prefix}_get"),
            });
        }
    };
    for record in &api.records {
        if !record.prefix.is_empty() {
            name_fields(&record.prefix, &record.fields);
        }
        for list in &record.lists {
            if let Some(of) = api.records.iter().find(|of| of.name == list.record) {
                name_fields(&list.prefix, &of.fields);
            }
        }
    }
    for callback in &api.callbacks {
        let of = api.records.iter().find(|of| of.name == callback.record).unwrap();
        name_fields("opi_device_request", &of.fields);
    }
    for list in api.records.iter().flat_map(|record| &record.lists) {
        named.insert(format!("{}_count", list.prefix));
        if list.record == "text" {
            named.insert(list.prefix.clone());
        }
    }
    let functions: BTreeSet<&str> = api.functions.iter().map(|function| function.name.as_str()).collect();
    for name in &named {
        assert!(functions.contains(name.as_str()), "a record names {name}, which is no function");
    }
    // What is done with an object, or tells what it is, reads none of its fields.
    let others = ["_free", "_acknowledge", "_amount", "_kind", "opi_recovery_count", "opi_recovery_json"];
    for function in api.functions.iter().filter(|function| {
        ["opi_result_", "opi_recovery_", "opi_error_", "opi_device_request_"]
            .iter()
            .any(|p| function.name.starts_with(p))
    }) {
        let known =
            named.contains(&function.name) || others.iter().any(|other| function.name.ends_with(other));
        assert!(known, "{} is named by no record of the model (tools/api/src/records.rs)", function.name);
    }
}

/// A field's source is `libopi`, `till`, or elements and attributes that opi-proto reads.
#[test]
fn sources_are_names_of_the_wire_protocol() {
    let mut known = String::new();
    let mut folders = vec![Path::new(ROOT).join("opi-proto/src/message")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                known += &fs::read_to_string(path).unwrap();
            }
        }
    }
    for field in api().records.iter().flat_map(|record| &record.fields) {
        for name in field.source.split(['/', '@']).filter(|name| !["libopi", "till", ""].contains(name)) {
            assert!(known.contains(&format!("\"{name}\"")), "{}: {name} is read nowhere", field.name);
        }
    }
}

#[test]
fn words_become_names() {
    for (word, name) in [
        ("OnLine", "on_line"),
        ("POPInitAll", "pop_init_all"),
        ("till", "till"),
        ("MobilePhonePrepaid", "mobile_phone_prepaid"),
    ] {
        assert_eq!(tables::snake(word), name);
    }
}

// ---- opi.h, which cbindgen writes, says the same ------------------------------------------------------------

/// A C text without comments and macros of calling conventions, words one blank apart.
fn plain(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        code += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code += rest;
    code = code.replace("OPI_CALLBACK ", "").replace("OPI_CALL ", "").replace('*', " * ");
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn declared(parameter: &Parameter) -> String {
    match parameter.kind.as_str() {
        "callback" => {
            format!("{} (*{})({})", parameter.c_type, parameter.name, all(&parameter.parameters))
        }
        _ => format!("{} {}", parameter.c_type, parameter.name),
    }
}

fn all(parameters: &[Parameter]) -> String {
    let declared: Vec<String> = parameters.iter().map(declared).collect();
    if declared.is_empty() { "void".into() } else { declared.join(", ") }
}

#[test]
fn functions_and_structures_of_the_header_are_those_of_the_model() {
    let (api, header) = (api(), read("include/opi.h"));
    let header = plain(&header);
    let declaration = |function: &Function| {
        plain(&format!("OPI_API {} {}({});", function.gives.c_type, function.name, all(&function.parameters)))
    };
    for function in &api.functions {
        let wanted = declaration(function);
        assert!(header.contains(&wanted), "include/opi.h has not: {wanted}");
    }
    // The macro that is OPI_API is defined twice.
    let (declared, wanted) = (header.matches("OPI_API ").count() - 2, api.functions.len());
    assert_eq!(declared, wanted, "functions in the header and in the model");
    for of in &api.structs {
        let members: Vec<String> = of.members.iter().map(declared_member).collect();
        let wanted = plain(&format!("typedef struct {0} {{ {1} }} {0};", of.c_type, members.join(" ")));
        assert!(header.contains(&wanted), "include/opi.h has not: {wanted}");
    }
    for handle in &api.handles {
        assert!(header.contains(&format!("typedef struct {0} {0};", handle.c_type)), "{}", handle.c_type);
    }
}

fn declared_member(member: &Parameter) -> String {
    declared(member) + ";"
}

#[test]
fn constants_of_the_header_are_those_of_the_model() {
    let api = api();
    let mut wanted = BTreeMap::new();
    for value in api.enums.iter().flat_map(|of| &of.values) {
        wanted.insert(value.c_name.clone(), value.number.to_string());
    }
    for field in api.records.iter().flat_map(|record| &record.fields) {
        if let Some(c_name) = &field.c_name {
            wanted.insert(c_name.clone(), format!("\"{}\"", field.name));
        }
    }
    for option in &api.request_options {
        wanted.insert(option.c_name.clone(), format!("\"{}\"", option.name));
    }
    for constant in &api.constants {
        let value =
            if constant.kind == "text" { format!("\"{}\"", constant.value) } else { constant.value.clone() };
        wanted.insert(constant.c_name.clone(), value);
    }
    let mechanics = ["OPI_H", "OPI_CALL", "OPI_CALLBACK", "OPI_API", "OPI_DEVICES_INIT"];
    let header = read("include/opi.h");
    let defined: BTreeMap<String, String> = header
        .lines()
        .filter_map(|line| line.strip_prefix("#define ")?.split_once(' '))
        .filter(|(name, _)| !mechanics.contains(name))
        .map(|(name, value)| (name.to_owned(), value.trim_matches(['(', ')']).to_owned()))
        .collect();
    let missing: Vec<_> = wanted.iter().filter(|(name, value)| defined.get(*name) != Some(value)).collect();
    let unknown: Vec<_> = defined.iter().filter(|(name, value)| wanted.get(*name) != Some(value)).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "not in opi.h: {missing:?}; not in the model: {unknown:?}"
    );
}

/// What the linker sees: symbols.txt is compared with the built library by tools/check-abi.sh.
#[test]
fn exported_symbols_are_the_functions_of_the_model() {
    let mut functions: Vec<String> = api().functions.iter().map(|function| function.name.clone()).collect();
    functions.sort();
    let symbols: Vec<String> = read("opi-ffi/symbols.txt").lines().map(str::to_owned).collect();
    assert_eq!(symbols, functions);
}
