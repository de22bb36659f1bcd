//! What is unusual about one message: its XML, its names, its values, and what it says.

use super::card::{self, fit};
use super::findings::{Finding, Sort};
use super::names::Names;
use super::reading::Reading;
use opi_proto::devices::OutputUse;
use opi_proto::dialect::Dialect;
use opi_proto::message::{
    AmountRule, Class, DeviceResponse, Message, Output, Request, RequestKind, Response,
};
use opi_proto::outcome::Verdict;
use opi_proto::value::{Currency, Money, OverallResult};
use opi_proto::verdict::judge;
use opi_proto::wire::charset::Encoding;
use opi_proto::wire::xml::{self, Document, Element};

/// Most findings of one sort about one message.
const MOST_OF_A_SORT: usize = 8;
/// Attributes that hold an amount in the currency of their element.
const SHARES: &[&str] = &[
    "PaymentAmount",
    "CashBackAmount",
    "GratuityAmount",
    "DonationAmount",
    "OriginalAmount",
    "AvailableAmount",
];

/// Adds a finding, unless there are enough of its sort.
fn add(findings: &mut Vec<Finding>, finding: Finding) {
    if findings.iter().filter(|known| known.sort == finding.sort).count() < MOST_OF_A_SORT {
        findings.push(finding);
    }
}

/// Declaration, character set, namespace, and what the reader tolerated.
pub fn xml(document: &Document, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    use xml::Finding as X;
    for tolerated in &document.findings {
        let (sort, place) = match tolerated {
            X::NotUtf8 { .. } => (Sort::NotUtf8, ""),
            X::DeclaredUtf16 => (Sort::DeclaredUtf16, ""),
            X::BlanksBeforeDeclaration => (Sort::BlanksBeforeDeclaration, ""),
            X::PaddedWithNul => (Sort::PaddedWithNul, ""),
            X::BareAmpersand { path } => (Sort::BareAmpersand, path.as_str()),
            X::UnknownEntity { path } => (Sort::UnknownEntity, path.as_str()),
            X::ForbiddenCharacter { path } => (Sort::ForbiddenCharacter, path.as_str()),
            X::UnboundPrefix { path, .. } => (Sort::UnboundPrefix, path.as_str()),
            _ => (Sort::OtherXml, ""),
        };
        let finding = Finding::new(sort, place);
        add(
            findings,
            match tolerated {
                X::NotUtf8 { offset } => finding.with(&format!("byte {offset}")),
                X::UnboundPrefix { prefix, .. } => finding.with(prefix),
                _ => finding,
            },
        );
    }
    if reading.label.is_none() {
        let sort = if reading.declaration { Sort::CharsetUndeclared } else { Sort::NoDeclaration };
        add(findings, Finding::new(sort, ""));
    }
    let all_text = all_text(&document.root);
    if document.encoding != Encoding::Utf8
        && !findings.iter().any(|finding| finding.sort == Sort::NotUtf8)
        && let Some(label) = reading.label
        && looks_like_utf8_read_as_latin(&all_text)
    {
        add(findings, Finding::new(Sort::ReallyUtf8, "").with(&format!("declared: {}", fit(label))));
    }
    if all_text.contains('\u{FFFD}') || is_between_letters(&all_text, "??") {
        add(findings, Finding::new(Sort::LostCharacters, ""));
    }
    match reading.namespace() {
        None => add(findings, Finding::new(Sort::NoNamespace, "")),
        Some(found) if found != xml::NAMESPACE => {
            let finding = Finding::new(Sort::OtherNamespace, "");
            add(findings, finding.with(&fit(&found)));
        }
        Some(_) => {}
    }
}

impl Reading<'_> {
    /// The namespace of the root element.
    fn namespace(&self) -> Option<String> {
        let name = self.tag.get(1..)?.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
        let wanted = match name.split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        self.tag.match_indices(&wanted).find_map(|(at, _)| {
            let before = self.tag.get(..at)?.chars().next_back()?;
            let value = self.tag.get(at + wanted.len()..)?.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| before.is_whitespace() && matches!(c, '"' | '\''))?;
            Some(value.strip_prefix(quote)?.split_once(quote)?.0.to_owned())
        })
    }
}

fn all_text(element: &Element) -> String {
    element.elements().fold(element.text(), |text, child| text + "\n" + &all_text(child))
}

/// UTF-8's umlauts read as Latin-1: `Ã¼` for `ü`.
fn looks_like_utf8_read_as_latin(text: &str) -> bool {
    text.contains('Ã') && text.split('Ã').skip(1).any(|rest| rest.starts_with(|c: char| !c.is_ascii()))
}

fn is_between_letters(text: &str, what: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    text.match_indices(what).any(|(at, _)| {
        letter(text.get(..at).and_then(|t| t.chars().next_back()))
            && letter(text.get(at + what.len()..).and_then(|t| t.chars().next()))
    })
}

/// Names that OPI spells otherwise, has in another form, or that libopi does not interpret.
pub fn names(element: &Element, path: &str, names: &Names, findings: &mut Vec<Finding>) {
    if Names::is_free(path) {
        return;
    }
    let inside = |name: &str| match path.split_once('/') {
        Some((_, below)) => format!("{}/{}", fit(below), fit(name)),
        None => fit(name),
    };
    let mut check = |name: &str, value: &str, attribute: bool| match names.find(path, name) {
        // Left out by opi-proto: card data, told elsewhere.
        _ if card::shown(name, value).0.is_none() => {}
        None => add(findings, Finding::new(Sort::UnknownName, &inside(name))),
        Some(known) => {
            if known.spelling != name {
                let detail = format!("OPI writes {}", known.spelling);
                add(findings, Finding::new(Sort::OtherSpelling, &inside(name)).with(&detail));
            }
            if known.attribute != attribute {
                add(findings, Finding::new(Sort::OtherForm, &inside(name)));
            }
        }
    };
    for (name, value) in &element.attributes {
        check(name, value, true);
    }
    for child in element.elements() {
        check(&child.name, "", false);
    }
    for child in element.elements() {
        let below = format!("{path}/{}", child.name);
        // What is not interpreted is told once, not for each of its parts.
        if names.find(path, &child.name).is_some() {
            self::names(child, &below, names, findings);
        }
    }
}

/// Card data, blanks, amounts.
pub fn values(element: &Element, path: &str, findings: &mut Vec<Finding>) {
    let inside = |name: &str| if path.is_empty() { fit(name) } else { format!("{path}/{}", fit(name)) };
    let is_line = element.is("TextLine");
    for (name, value) in &element.attributes {
        value_of(name, value, &inside(name), true, findings);
    }
    if !path.is_empty() {
        let text = element.text();
        value_of(&element.name, &text, path, !is_line && element.elements().next().is_none(), findings);
    }
    if element.is("TotalAmount") {
        amount(element, path, findings);
    }
    for child in element.elements() {
        values(child, &inside(&child.name), findings);
    }
}

fn value_of(name: &str, value: &str, place: &str, single: bool, findings: &mut Vec<Finding>) {
    if let (_, Some(sort)) = card::shown(name, value) {
        add(findings, Finding::new(sort, place));
    }
    let blank = value.trim().is_empty();
    if single && !blank && value.trim() != value && !value.contains('\n') {
        add(findings, Finding::new(Sort::BlanksAroundValue, place));
    }
}

fn amount(element: &Element, place: &str, findings: &mut Vec<Finding>) {
    let currency = match element.value("Currency").filter(|code| !code.is_empty()) {
        None => {
            add(findings, Finding::new(Sort::NoCurrency, place));
            return;
        }
        Some(code) => match Currency::from_code(&code) {
            Ok(currency) => currency,
            Err(_) => {
                let known = code.len() <= 3 && code.chars().all(|c| c.is_ascii_alphanumeric());
                let finding = Finding::new(Sort::UnknownCurrency, place);
                add(findings, if known { finding.with(&code) } else { finding });
                return;
            }
        },
    };
    let shares = SHARES.iter().filter_map(|name| Some((format!("{place}/{name}"), element.value(name)?)));
    for (place, text) in std::iter::once((place.to_owned(), element.text())).chain(shares) {
        match Money::parse(&text, currency) {
            Err(_) => add(findings, Finding::new(Sort::UnreadableAmount, &place)),
            Ok(money) if money.to_decimal() != text.trim() => {
                let detail = format!("OPI writes {}", money.to_decimal());
                add(findings, Finding::new(Sort::OddAmount, &place).with(&detail));
            }
            Ok(_) => {}
        }
    }
}

/// What a message says that it should not, or not in this way.
pub fn message(message: &Message, root: &Element, dialect: &Dialect, findings: &mut Vec<Finding>) {
    for name in ["RequestType", "WorkstationID", "RequestID", "OverallResult"] {
        if root.value(name).is_some_and(|value| value.trim().is_empty()) {
            add(findings, Finding::new(Sort::EmptyAttribute, name));
        }
    }
    match message {
        Message::Request(asked) => request(asked, findings),
        Message::Response(answer) => response(answer, dialect, findings),
        Message::DeviceRequest(asked) => {
            if asked.workstation_id.is_none() {
                add(findings, Finding::new(Sort::NoWorkstation, "WorkstationID"));
            }
        }
        Message::DeviceResponse(answer) => device_response(answer, dialect, findings),
    }
}

fn kind(name: &str, class: Class, kind: Option<RequestKind>, findings: &mut Vec<Finding>) {
    match kind {
        None if name.is_empty() => {}
        None => add(findings, Finding::new(Sort::UnknownRequestType, "RequestType").with(&fit(name))),
        Some(kind) => {
            if kind.wire_name() != name {
                let detail = format!("OPI writes {kind}");
                add(findings, Finding::new(Sort::OtherSpelling, "RequestType").with(&detail));
            }
            // It may be repeated on either pair (protocol.md 3.9).
            if kind.class() != class && kind != RequestKind::RepeatLastMessage {
                let detail = format!("{kind} in {}", pair(kind.class()));
                add(findings, Finding::new(Sort::OtherMessagePair, "").with(&detail));
            }
        }
    }
}

/// The name of the pair that usually carries a class.
fn pair(class: Class) -> &'static str {
    match class {
        Class::Card => "CardService",
        Class::Service => "Service",
    }
}

fn request(request: &Request, findings: &mut Vec<Finding>) {
    kind(&request.request_type, request.class, request.kind(), findings);
    if request.class == Class::Card && request.pos_data.is_none() {
        add(findings, Finding::new(Sort::NoPosData, "POSdata"));
    }
    let needs = request.kind().is_some_and(|kind| kind.amount_rule() == AmountRule::Required);
    if needs && request.total_amount.is_none() {
        add(findings, Finding::new(Sort::NoAmount, "TotalAmount"));
    }
}

fn result(result: &OverallResult, place: &str, findings: &mut Vec<Finding>) {
    if let OverallResult::Other(text) = result
        && !text.is_empty()
    {
        add(findings, Finding::new(Sort::UnknownResult, place).with(&fit(text)));
    }
}

fn response(response: &Response, dialect: &Dialect, findings: &mut Vec<Finding>) {
    kind(&response.request_type, response.class, response.kind(), findings);
    result(&response.overall_result, "OverallResult", findings);
    let Some(kind) = response.kind().filter(|kind| kind.is_financial()) else { return };
    let authorisation = response.tender.as_ref().and_then(|tender| tender.authorisation.as_ref());
    let action = authorisation.and_then(|a| a.action_code.as_deref().or(a.return_code.as_deref()));
    let is_zero = |code: &str| code.bytes().all(|b| b == b'0');
    let host = response.diagnosis.as_ref().and_then(|d| d.host_decline_reason.as_deref());
    let declined = action.is_some_and(|code| !is_zero(code)) || host.is_some_and(|code| !is_zero(code));
    let success = judge(kind, dialect, response).0 == Verdict::Approved;
    let sort = match (success, response.shows_authorisation()) {
        (true, _) if declined => Some(Sort::SuccessWithDecline),
        (true, false) if action.is_some_and(is_zero) => Some(Sort::NoApprovalCode),
        // Swiss reversals have no approval code (protocol.md 3.4).
        (true, false) if kind != RequestKind::PaymentReversal => Some(Sort::SuccessWithoutApproval),
        (false, true) => Some(Sort::NoSuccessWithApproval),
        _ => None,
    };
    if let Some(sort) = sort {
        add(findings, Finding::new(sort, "Tender/Authorisation"));
    }
}

fn device_response(response: &DeviceResponse, dialect: &Dialect, findings: &mut Vec<Finding>) {
    result(&response.overall_result, "OverallResult", findings);
    for output in &response.outputs {
        let outcome = output.result.as_deref().map(OverallResult::read);
        if let Some(outcome) = &outcome {
            result(outcome, "Output/OutResult", findings);
        }
        let asked = Output { target: output.target.clone(), ..Output::default() };
        let is_receipt = matches!(OutputUse::of(&asked, dialect), OutputUse::Receipt(_));
        if is_receipt && outcome.is_some_and(|outcome| outcome != OverallResult::Success) {
            add(findings, Finding::new(Sort::ReceiptNotTaken, "Output"));
        }
    }
}
