//! What stands in api/opi-api.json, as Rust types; opi-api.schema.json says the same to everybody else. Shared by
//! the program that writes the file (tools/api) and by what is made from it (header.rs).
#![allow(dead_code, reason = "not every reader wants everything")]

use serde::{Deserialize, Serialize};

/// What libopi offers.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// Where the schema is.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Version of the library.
    pub version: String,
    /// The families of status codes; a number's family alone says what to do.
    pub status_families: Vec<StatusFamily>,
    /// Status codes, in the order of the header.
    pub statuses: Vec<Status>,
    /// What a till can ask a terminal for.
    pub request_kinds: Vec<RequestKind>,
    /// How a request ended.
    pub verdicts: Vec<Verdict>,
    /// What became of a request that had no answer.
    pub recovery_verdicts: Vec<Verdict>,
    /// Options of a terminal's URL.
    pub url_options: Vec<UrlOption>,
    /// Options of a request.
    pub request_options: Vec<RequestOption>,
    /// Text fields of a result.
    pub result_fields: Vec<Field>,
    /// Text fields of a recovered request.
    pub recovery_fields: Vec<Field>,
    /// Text fields of an entry of the electronic journal; they have no constants in C.
    pub journal_fields: Vec<JournalField>,
}

/// A range of status codes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusFamily {
    /// Its name.
    pub name: String,
    /// Its number nearest to 0.
    pub first: i32,
    /// Its number farthest from 0.
    pub last: i32,
    /// May money have moved: `no` or `possibly`.
    pub money_moved: String,
    /// What it says.
    pub what: String,
}

/// A status code.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// Its number; never changed, never used again.
    pub number: i32,
    /// Its constant in C.
    pub c_name: String,
    /// Name of its family.
    pub family: String,
    /// What happened.
    pub what: String,
    /// What to do next.
    pub advice: String,
}

/// A kind of request.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestKind {
    /// Its number; never changed, never used again.
    pub number: i32,
    /// Its constant in C.
    pub c_name: String,
    /// Its name on the wire.
    pub name: String,
    /// The pair of messages that carries it: `card` or `service`.
    pub class: String,
    /// Does it move money?
    pub financial: bool,
    /// Does it carry an amount: `required`, `optional` or `never`.
    pub amount: String,
    /// What it is.
    pub what: String,
}

/// A verdict: how a request ended, or what recovery found.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Its number; never changed, never used again.
    pub number: i32,
    /// Its constant in C.
    pub c_name: String,
    /// Its name in results.
    pub name: String,
    /// What it means.
    pub what: String,
}

/// An option of a terminal's URL.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrlOption {
    /// Its name.
    pub name: String,
    /// Unit or form of the value.
    pub form: String,
    /// What holds without it.
    pub default: String,
    /// What it does.
    pub what: String,
}

/// An option of a request.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestOption {
    /// Its name.
    pub name: String,
    /// Its constant in C.
    pub c_name: String,
    /// Unit or form of the value.
    pub form: String,
    /// What holds without it.
    pub default: String,
    /// What it does.
    pub what: String,
    /// Names of the dialects that know it.
    pub dialects: Vec<String>,
    /// Kinds of request that it makes sense with, by their name on the wire; none means every kind.
    pub kinds: Vec<String>,
    /// Card data: sent, never given back, logged or stored.
    pub secret: bool,
    /// Dialects, kinds and secrecy in words, as far as a reader must know; may be empty.
    pub scope: String,
}

/// A text field.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its constant in C.
    pub c_name: String,
    /// What it holds.
    pub what: String,
}

/// A text field that is read by its name alone.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalField {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub what: String,
}
