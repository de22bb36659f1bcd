//! What libopi hands out, record by record: fields by name come from the tables of opi-proto and opi-core; here stands
//! which C functions read a record, and which fields have a function of their own.

use crate::model::{Callback, Field, List, Record, Struct};
use crate::tables::{c_name, holds};
use opi_core::recovered::RECOVERY_FIELDS;
use opi_proto::devices::{self, JOURNAL_FIELDS};
use opi_proto::field::{self, TimeUnit, ValueType};
use opi_proto::outcome::{CONTRADICTION_FIELDS, EVIDENCE_FIELDS, RESULT_FIELDS};

/// Every record.
pub fn records() -> Vec<Record> {
    vec![
        Record {
            fields: [
                named(
                    "OPI_FIELD_",
                    RESULT_FIELDS,
                    &[("verdict", "verdict"), ("status", "status"), ("money_moved", "money")],
                ),
                vec![
                    own(
                        "failed_callbacks",
                        "libopi",
                        "failed_callbacks",
                        ValueType::Number("callbacks"),
                        "How many callbacks of the till failed during the call.",
                    ),
                    own("json", "libopi", "json", ValueType::Text, "The whole result as one JSON object."),
                ],
            ]
            .concat(),
            lists: vec![
                list(
                    "receipts",
                    "receipt",
                    "opi_result_receipt",
                    "The receipts that came during the call, printed or not.",
                ),
                list(
                    "journal",
                    "journal_entry",
                    "opi_result_journal",
                    "The entries of the electronic journal that came during the call.",
                ),
                list(
                    "evidence",
                    "evidence",
                    "opi_result_evidence",
                    "What speaks for and against that money moved.",
                ),
                list(
                    "contradictions",
                    "contradiction",
                    "opi_result_contradiction",
                    "Pairs of evidence that cannot both be true.",
                ),
                list(
                    "notes",
                    "text",
                    "opi_result_note",
                    "What was unusual on the way, in plain words, for the log.",
                ),
            ],
            c_prefix: "OPI_FIELD_".into(),
            ..record(
                "result",
                "opi_result",
                "How a request ended: its verdict, everything the terminal said, the receipts.",
            )
        },
        Record {
            indexed: true,
            fields: named("OPI_RECOVERY_", RECOVERY_FIELDS, &[("verdict", "verdict")]),
            lists: vec![
                list(
                    "receipts",
                    "receipt",
                    "opi_recovery_receipt",
                    "Its receipts, those found during recovery included.",
                ),
                list(
                    "journal",
                    "journal_entry",
                    "opi_recovery_journal",
                    "Its entries of the electronic journal, those found during recovery included.",
                ),
                list(
                    "evidence",
                    "evidence",
                    "opi_recovery_evidence",
                    "What speaks for and against that money moved.",
                ),
                list(
                    "contradictions",
                    "contradiction",
                    "opi_recovery_contradiction",
                    "Pairs of evidence that cannot both be true.",
                ),
            ],
            c_prefix: "OPI_RECOVERY_".into(),
            ..record("recovered", "opi_recovery", "A request of the journal, and what became of it.")
        },
        Record {
            fields: vec![
                own("role", "Output@OutDeviceTarget", "role", ValueType::Enum("role"), "For whom it is."),
                target(),
                own(
                    "text",
                    "Output/TextLine",
                    "text",
                    ValueType::Lines,
                    "Its lines, exactly as the terminal sent them.",
                ),
                own(
                    "acknowledged",
                    "libopi",
                    "acknowledged",
                    ValueType::Flag,
                    "Was the terminal told that it is in safe hands?",
                ),
            ],
            ..part("receipt", "A receipt.")
        },
        Record {
            c_prefix: "OPI_JOURNAL_".into(),
            fields: named("OPI_JOURNAL_", JOURNAL_FIELDS, &[]),
            ..part("journal_entry", "An entry of the electronic journal.")
        },
        Record {
            c_prefix: "OPI_EVIDENCE_".into(),
            fields: named("OPI_EVIDENCE_", EVIDENCE_FIELDS, &[]),
            ..part("evidence", "A sign of what became of a request that may move money.")
        },
        Record {
            c_prefix: "OPI_CONTRADICTION_".into(),
            fields: named("OPI_CONTRADICTION_", CONTRADICTION_FIELDS, &[]),
            ..part(
                "contradiction",
                "Two pieces of evidence of which one says that money moved, and the other that none did.",
            )
        },
        Record {
            fields: vec![
                own(
                    "status",
                    "libopi",
                    "code",
                    ValueType::Enum("status"),
                    "What happened: the status that the failed function returned.",
                ),
                own("message", "libopi", "message", ValueType::Text, "What was wrong, and where."),
                own("advice", "libopi", "advice", ValueType::Text, "What the till should do next."),
                own(
                    "money_moved",
                    "libopi",
                    "money",
                    ValueType::Enum("money_moved"),
                    "May money have moved?",
                ),
            ],
            ..record(
                "error",
                "opi_error",
                "What went wrong, whether money may have moved, and what to do next.",
            )
        },
        Record {
            fields: vec![
                target(),
                text(),
                own(
                    "for_customer",
                    "Output@OutDeviceTarget",
                    "for_customer",
                    ValueType::Flag,
                    "For the customer, not for the cashier?",
                ),
            ],
            lists: vec![lines()],
            ..record("display_text", "opi_device_request", "Text to show.")
        },
        Record {
            fields: vec![
                own(
                    "prompt",
                    "Input/Command",
                    "prompt_kind",
                    ValueType::Enum("prompt"),
                    "What kind of answer it wants.",
                ),
                own(
                    "command",
                    "Input/Command",
                    "command",
                    ValueType::Text,
                    "The name of its command on the wire, such as GetConfirmation.",
                ),
                text(),
                own(
                    "min_length",
                    "Input/Command@MinLength",
                    "min_length",
                    ValueType::Number("characters"),
                    "The least number of characters of an answer.",
                ),
                own(
                    "max_length",
                    "Input/Command@MaxLength",
                    "max_length",
                    ValueType::Number("characters"),
                    "The greatest number of characters of an answer.",
                ),
                own(
                    "decimals",
                    "Input/Command@Decimals",
                    "decimals",
                    ValueType::Number("decimals"),
                    "The number of decimals of an amount.",
                ),
                own(
                    "timeout",
                    "Input/Command@TimeOut",
                    "timeout_seconds",
                    ValueType::Duration(TimeUnit::Seconds),
                    "Until when the terminal waits for the answer.",
                ),
            ],
            lists: vec![lines()],
            ..record("question", "opi_device_request", "A question to the cashier.")
        },
        Record {
            fields: vec![target(), text()],
            lists: vec![lines()],
            ..record("delivery", "opi_device_request", "Goods to hand out.")
        },
    ]
}

/// What each callback is asked, and what it is for a till; it answers with what was typed where C hands it an answer.
const CALLBACKS: &[(devices::Callback, &str, &str)] = &[
    (
        devices::Callback::Display,
        "display_text",
        "Shows text to the cashier or the customer. Whatever it answers, the terminal is told that it was shown.",
    ),
    (
        devices::Callback::Print,
        "receipt",
        "Prints a receipt. Only yes tells the terminal that it is in safe hands; after anything else it keeps the receipt and \
         wants a reprint before the next payment. Left out: receipts are in the results.",
    ),
    (devices::Callback::Input, "question", "Asks the cashier."),
    (
        devices::Callback::Deliver,
        "delivery",
        "Hands out the goods (unattended terminals). Only yes says that it was done.",
    ),
    (
        devices::Callback::Journal,
        "journal_entry",
        "Stores an entry of the electronic journal. Only yes says that it was done. Left out: entries are in the results.",
    ),
];

/// The till's devices, as the members of opi_devices are.
pub fn callbacks(structs: &[Struct]) -> Vec<Callback> {
    let members = structs.iter().filter(|of| of.c_type == "opi_devices").flat_map(|of| &of.members);
    let answers: Vec<&str> = members
        .filter(|member| {
            member.parameters.iter().any(|parameter| parameter.of.as_deref() == Some("opi_answer"))
        })
        .map(|member| member.name.as_str())
        .collect();
    let row = |(callback, record, what): &(devices::Callback, &str, &str)| Callback {
        name: callback.name().into(),
        record: (*record).into(),
        gives: if answers.contains(&callback.name()) { "reply" } else { "answer" }.into(),
        what: (*what).into(),
    };
    CALLBACKS.iter().map(row).collect()
}

// ---- Rows ---------------------------------------------------------------------------------------------

/// A record with a C type of its own.
fn record(name: &str, c_type: &str, what: &str) -> Record {
    Record { c_type: Some(c_type.into()), prefix: c_type.into(), ..part(name, what) }
}

/// A record that is only part of others.
fn part(name: &str, what: &str) -> Record {
    Record { name: name.into(), what: what.into(), ..Record::default() }
}

/// The fields of a table; `functions` names those that have a C function of their own.
fn named<T>(prefix: &str, rows: &[field::Field<T>], functions: &[(&str, &str)]) -> Vec<Field> {
    let row = |row: &field::Field<T>| Field {
        name: row.name.into(),
        c_name: Some(c_name(prefix, row.name)),
        holds: holds(row.holds),
        function: functions
            .iter()
            .find(|(name, _)| *name == row.name)
            .map(|(_, function)| (*function).into()),
        since: row.since.into(),
        source: row.source.into(),
        what: row.what.into(),
    };
    rows.iter().map(row).collect()
}

/// A field that only a function of its own reads.
fn own(name: &str, source: &str, function: &str, value: ValueType, what: &str) -> Field {
    Field {
        name: name.into(),
        c_name: None,
        holds: holds(value),
        function: Some(function.into()),
        since: "0.1.0".into(),
        source: source.into(),
        what: what.into(),
    }
}

fn list(name: &str, record: &str, prefix: &str, what: &str) -> List {
    List { name: name.into(), record: record.into(), prefix: prefix.into(), what: what.into() }
}

fn target() -> Field {
    own(
        "target",
        "Output@OutDeviceTarget",
        "target",
        ValueType::Text,
        "The name of the device on the wire, such as CashierDisplay; may be empty.",
    )
}

fn text() -> Field {
    own(
        "text",
        "Output/TextLine",
        "text",
        ValueType::Lines,
        "All lines in one text, separated by line feeds, exactly as the terminal sent them.",
    )
}

fn lines() -> List {
    list("lines", "text", "opi_device_request_line", "The lines; an empty one is a blank line.")
}
