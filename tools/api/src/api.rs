//! The model of libopi, asked of its source.

use crate::model::{Api, Constant, Enum, Value};
use crate::source::{self, Number, Source};
use crate::{records, tables};
use opi_core::recovered::RECOVERY_FIELDS;
use opi_proto::outcome::EVIDENCE_FIELDS;
use std::error::Error;
use std::path::Path;

/// The files of opi-ffi that hold the C ABI, in the order of the header's chapters (api/header.rs).
pub const CHAPTERS: &[&str] = &[
    "version",
    "status",
    "error",
    "money",
    "cancel",
    "request",
    "result",
    "recovery",
    "device_request",
    "devices",
    "terminal",
    "dispatch",
    "log",
];

/// Enumerations that stand in opi-ffi as constants: name, what their constants begin with, what they say.
const NUMBERED: &[(&str, &str, &str)] = &[
    ("money_moved", "OPI_MONEY_", "Has money moved?"),
    ("role", "OPI_RECEIPT_", "For whom a receipt is."),
    ("prompt", "OPI_PROMPT_", "What kind of answer a question wants."),
    ("answer", "OPI_ANSWER_", "What a device of the till answers."),
    ("log_level", "OPI_LOG_", "How much is logged."),
];

/// Asks the source that lies in a folder.
pub fn api(root: &Path) -> Result<Api, Box<dyn Error>> {
    let Source { functions, numbers, structs, handles } = source::read(&root.join("opi-ffi/src"), CHAPTERS)?;
    let version = env!("CARGO_PKG_VERSION");
    let mut enums = vec![
        tables::statuses(),
        tables::request_kinds(),
        tables::verdicts(),
        tables::recovery_verdicts(),
        tables::devices(),
    ];
    enums.extend(NUMBERED.iter().map(|(name, prefix, what)| numbered(name, prefix, what, &numbers)));
    let mut constants = vec![Constant {
        c_name: "OPI_VERSION".into(),
        kind: "text".into(),
        value: version.into(),
        what: "The version of this header; opi_version() tells the library's.".into(),
    }];
    let rows = |number: &&Number| !NUMBERED.iter().any(|(_, prefix, _)| number.c_name.starts_with(prefix));
    constants.extend(numbers.iter().filter(rows).map(|number| Constant {
        c_name: number.c_name.clone(),
        kind: "number".into(),
        value: number.value.to_string(),
        what: number.what.clone(),
    }));
    let fields = RECOVERY_FIELDS.iter().map(|field| field.holds);
    let fields = fields.chain(EVIDENCE_FIELDS.iter().map(|field| field.holds));
    Ok(Api {
        schema: "./opi-api.schema.json".into(),
        version: version.into(),
        families: tables::families(),
        enums,
        choices: tables::choices(fields),
        constants,
        records: records::records(),
        url_options: tables::url_options(),
        request_options: tables::request_options(),
        dialects: tables::dialects(),
        settings: tables::settings(),
        variants: tables::variants(),
        callbacks: records::callbacks(&structs),
        handles,
        structs,
        functions,
    })
}

fn numbered(name: &str, prefix: &str, what: &str, numbers: &[Number]) -> Enum {
    let row = |number: &Number| {
        let name = number.c_name.strip_prefix(prefix)?.to_lowercase();
        let value = i32::try_from(number.value).ok()?;
        Some(Value {
            word: name.clone(),
            name,
            c_name: number.c_name.clone(),
            number: value,
            what: number.what.clone(),
            ..Value::default()
        })
    };
    Enum {
        name: name.into(),
        c_prefix: prefix.into(),
        what: what.into(),
        values: numbers.iter().filter_map(row).collect(),
    }
}
