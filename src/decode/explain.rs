//! One message explained: what it is, its fields under their OPI names, which dialect it looks like, what a till
//! makes of it, and what is unusual.

use super::card::{self, fit};
use super::checks;
use super::findings::{Finding, Sort};
use super::guess::Guess;
use super::intake::{Form, Piece};
use super::names::Names;
use super::reading::Reading;
use opi_proto::devices::OutputUse;
use opi_proto::dialect::{Dialect, IFSF};
use opi_proto::error::Code;
use opi_proto::message::{DecodeError, Message, RequestKind};
use opi_proto::outcome::Verdict;
use opi_proto::value::redact;
use opi_proto::verdict::judge;
use opi_proto::wire::charset::Encoding;
use opi_proto::wire::frame::sniff;
use opi_proto::wire::xml::{Document, Element, XmlError};
use serde_json::{Map, Value, json};

/// Elements that are lists in the JSON even where there is one.
const LISTS: &[&str] = &["Output", "TextLine", "SaleItem", "PrivateData", "ShopLocation"];

/// A value, or what an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// An attribute, or an element that holds text alone.
    Value(String),
    /// An element with attributes or elements; its own text is called `text`.
    Parts(Vec<(String, Field)>),
}

/// What there is to say about a message.
pub struct Explained {
    /// Its place in the input, from 1.
    pub number: usize,
    /// Where it stood.
    pub offset: usize,
    /// How it stood there.
    pub form: Form,
    /// Length of its XML in bytes.
    pub length: usize,
    /// Name of its root element, as OPI spells it.
    pub kind: Option<String>,
    /// From whom to whom.
    pub direction: &'static str,
    /// In plain words.
    pub meaning: String,
    /// Declared character set, and as what it was read.
    pub charset: (Option<String>, Option<&'static str>),
    /// Its fields.
    pub fields: Vec<(String, Field)>,
    /// What it looks like.
    pub dialect: Guess,
    /// What a till makes of it, if it is an answer or cannot be read.
    pub verdict: Option<(Verdict, Code)>,
    /// What is unusual.
    pub findings: Vec<Finding>,
    /// Why it cannot be read, and at which byte of the message.
    pub error: Option<(String, usize)>,
}

impl Explained {
    /// Explains a message of a conversation that looks like `whole`; `more`: findings of the conversation.
    pub fn of(number: usize, piece: &Piece, whole: &Guess, more: Vec<Finding>) -> Self {
        let reading = Reading::of(&piece.bytes);
        let own = Guess::of(&reading);
        let like = if own.is_unclear() { whole.like() } else { own.like() };
        // Of several the most cautious: it takes the least for granted.
        let dialect = if like.len() == 1 { like.first().copied().unwrap_or(&IFSF) } else { &IFSF };
        let mut explained = Explained {
            number,
            offset: piece.offset,
            form: piece.form,
            length: piece.bytes.len(),
            kind: None,
            direction: "",
            meaning: String::new(),
            charset: (reading.label.map(|label| redact(&label.chars().take(40).collect::<String>())), None),
            fields: Vec::new(),
            dialect: own,
            verdict: None,
            findings: piece.findings.clone(),
            error: None,
        };
        match &reading.document {
            Ok(document) => explained.read(document, &reading, dialect, &like),
            Err(error) => explained.unreadable(piece, error),
        }
        explained.findings.extend(more);
        explained
    }

    fn read(
        &mut self,
        document: &Document,
        reading: &Reading<'_>,
        dialect: &Dialect,
        like: &[&'static Dialect],
    ) {
        self.charset.1 = Some(match document.encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Iso8859_15 => "ISO-8859-15",
        });
        let root = &document.root;
        let names = Names::of(root);
        let known = reading.message.as_ref().map(Message::root_name);
        self.kind = Some(known.map_or_else(|| fit(&root.name), str::to_owned));
        self.fields = parts(root, &root.name, &names);
        checks::xml(document, reading, &mut self.findings);
        checks::names(root, &root.name, &names, &mut self.findings);
        checks::values(root, "", &mut self.findings);
        for attribute in &reading.missing {
            self.findings.push(Finding::new(Sort::MissingAttribute, attribute));
        }
        match &reading.message {
            Some(message) => {
                checks::message(message, root, dialect, &mut self.findings);
                self.direction = direction(message);
                self.meaning = meaning(message, like);
                self.verdict = verdict(message, dialect);
            }
            None => {
                self.meaning = "Not one of OPI's six messages.".to_owned();
                let found = DecodeError::WrongRoot { found: fit(&root.name) };
                self.cannot_be_read(found.to_string(), 0, Code::Protocol);
            }
        }
        if let Some(attribute) = reading.missing.first() {
            let element = reading.message.as_ref().map_or("", Message::root_name);
            let error = DecodeError::Missing { element, attribute };
            self.cannot_be_read(error.to_string(), 0, Code::Protocol);
        }
    }

    fn unreadable(&mut self, piece: &Piece, error: &XmlError) {
        let foreign = sniff(&piece.bytes).filter(|_| piece.form == Form::Other);
        self.meaning = match (foreign, piece.bytes.is_empty()) {
            (Some(foreign), _) => format!("Not OPI: it looks like {foreign}."),
            (None, true) => "A frame without a message.".to_owned(),
            (None, false) => "Not readable.".to_owned(),
        };
        let code = if foreign.is_some() { Code::NotOpi } else { Code::Protocol };
        let first: Vec<String> = piece.bytes.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let what = match piece.form {
            Form::Other => format!("{error}; the first bytes are {}", first.join(" ")),
            Form::Frame | Form::Document => error.to_string(),
        };
        self.cannot_be_read(what, error.offset, code);
    }

    /// A till for which this is the answer does not know what happened.
    fn cannot_be_read(&mut self, what: String, byte: usize, code: Code) {
        if self.error.is_none() {
            self.findings.push(Finding::new(Sort::Unreadable, "").with(&what));
            self.error = Some((what, byte));
            self.verdict = Some((Verdict::Unknown, code));
        }
    }

    /// As one object of `--json`.
    pub fn json(&self) -> Value {
        let (declared, read_as) = &self.charset;
        let mut object = json!({
            "number": self.number,
            "offset": self.offset,
            "form": self.form.name(),
            "length": self.length,
            "kind": self.kind,
            "direction": self.direction,
            "meaning": self.meaning,
            "charset": { "declared": declared, "read_as": read_as },
            "fields": Value::Object(object_of(&self.fields)),
            "dialect": self.dialect.json(),
            "findings": self.findings.iter().map(Finding::json).collect::<Vec<_>>(),
            "error": self.error.as_ref().map(|(message, byte)| json!({
                "message": message,
                "byte": byte,
                "offset": self.offset + byte,
            })),
        });
        if let (Some((verdict, code)), Some(fields)) = (self.verdict, object.as_object_mut()) {
            fields.insert("verdict".to_owned(), json!(verdict));
            fields.insert("status".to_owned(), json!(code));
        }
        object
    }
}

/// What an element holds, under OPI's names, with card data masked or left out.
fn parts(element: &Element, path: &str, names: &Names) -> Vec<(String, Field)> {
    let spelled =
        |name: &str| names.find(path, name).map_or_else(|| fit(name), |known| known.spelling.clone());
    let mut fields: Vec<(String, Field)> = element
        .attributes
        .iter()
        .filter_map(|(name, value)| Some((spelled(name), Field::Value(card::shown(name, value).0?))))
        .collect();
    for child in element.elements() {
        let inside = format!("{path}/{}", child.name);
        let Some(text) = card::shown(&child.name, &child.text()).0 else { continue };
        let mut held = parts(child, &inside, names);
        let field = if child.attributes.is_empty() && child.elements().next().is_none() {
            Field::Value(text)
        } else {
            if !text.trim().is_empty() {
                held.push(("text".to_owned(), Field::Value(text)));
            }
            Field::Parts(held)
        };
        fields.push((spelled(&child.name), field));
    }
    fields
}

/// As JSON: what is there several times becomes a list.
fn object_of(fields: &[(String, Field)]) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, field) in fields {
        let value = match field {
            Field::Value(text) => json!(text),
            Field::Parts(parts) => Value::Object(object_of(parts)),
        };
        match object.get_mut(name) {
            Some(Value::Array(list)) => list.push(value),
            Some(one) => *one = json!([one.take(), value]),
            None if LISTS.contains(&name.as_str()) => drop(object.insert(name.clone(), json!([value]))),
            None => drop(object.insert(name.clone(), value)),
        }
    }
    object
}

fn direction(message: &Message) -> &'static str {
    match message {
        Message::Request(_) => "till to terminal, channel 0",
        Message::Response(_) => "terminal to till, channel 0",
        Message::DeviceRequest(_) => "terminal to till, channel 1",
        Message::DeviceResponse(_) => "till to terminal, channel 1",
    }
}

/// What a till makes of an answer.
fn verdict(message: &Message, dialect: &Dialect) -> Option<(Verdict, Code)> {
    match message {
        Message::Response(response) => Some(match response.kind() {
            Some(kind) => judge(kind, dialect, response),
            None => (Verdict::Unknown, Code::Inconclusive),
        }),
        _ => None,
    }
}

fn meaning(message: &Message, like: &[&'static Dialect]) -> String {
    match message {
        Message::Request(request) => request.kind().map_or_else(
            || "A request of a kind that libopi does not know.".to_owned(),
            |kind| kind.what().to_owned(),
        ),
        Message::Response(response) => {
            let what = fit(&response.request_type);
            let repeated = response.original_header.as_ref().and_then(|header| {
                let (kind, result) = (header.request_type.as_deref()?, header.overall_result.as_deref()?);
                Some(format!(" The answer it repeats: {} {}.", fit(kind), fit(result)))
            });
            let abort = response.kind() == Some(RequestKind::AbortRequest);
            let note = if abort { " It says nothing about the payment." } else { "" };
            let result = fit(response.overall_result.as_str());
            format!("The answer to {what}: {result}.{note}{}", repeated.unwrap_or_default())
        }
        Message::DeviceRequest(request) => {
            let outputs = request.outputs.iter().map(|output| {
                let uses: Vec<OutputUse> =
                    like.iter().map(|dialect| OutputUse::of(output, dialect)).collect();
                use_in_words(&uses, &fit(output.target()))
            });
            let input =
                request.input.iter().map(|input| format!("asks the cashier ({})", fit(input.command_name())));
            let wishes: Vec<String> = outputs.chain(input).take(8).collect();
            match wishes.is_empty() {
                true => "The terminal uses the till's devices.".to_owned(),
                false => format!("The terminal {}.", wishes.join(", ")),
            }
        }
        Message::DeviceResponse(response) => {
            format!(
                "The till answers the terminal's device request: {}.",
                fit(response.overall_result.as_str())
            )
        }
    }
}

fn use_in_words(uses: &[OutputUse], target: &str) -> String {
    let first = uses.first().copied().unwrap_or(OutputUse::Unknown);
    if uses.iter().any(|other| *other != first) {
        return format!(
            "prints on {target}: the customer's copy in ch and nl, the merchant's in de and ifsf"
        );
    }
    match first {
        OutputUse::Unknown => format!("uses the device '{target}'"),
        known => known.what().to_owned(),
    }
}
