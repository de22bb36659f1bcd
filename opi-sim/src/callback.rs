//! Device requests: what the terminal wants of the till's displays, printers and keyboard, and how the till's
//! answer is judged. Pure: no state, no sockets.

use crate::inspect::is_true;
use crate::ledger::Copies;
use crate::profile::Profile;
use crate::question::Question;
use crate::text::Language;
use opi_proto::dialect::{CallbackIds, Dialect, ReceiptRole};
use opi_proto::message::{
    DeviceRequest, DeviceResponse, EJournal, InputValue, Message, Output, Request, TextLine,
};
use opi_proto::value::OverallResult;

/// Characters of a display row in dialects that address rows.
const DISPLAY_COLUMNS: usize = 20;

/// What a device request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A line for the cashier; nobody minds if it is lost.
    Display,
    /// A receipt.
    Receipt(ReceiptRole),
    /// A journal entry.
    Journal,
    /// A report such as the day's totals, or an offer to the customer; nobody minds if it is lost.
    Report,
    /// A question to the cashier.
    Question(Question),
    /// Hand out the goods.
    Delivery,
}

/// A device request that waits for its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What it is for.
    pub purpose: Purpose,
    request_type: String,
    workstation_id: Option<String>,
    request_id: String,
    sequence_id: Option<String>,
    targets: Vec<String>,
}

/// How the till answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Done: printed, stored, shown, delivered, or the cashier said yes.
    Done,
    /// The cashier typed something.
    Typed(String),
    /// Not done, or the cashier said no.
    NotDone,
}

/// What a message on channel 1 is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The answer to what was asked, by its place in the list.
    Answer(usize, Reply),
    /// The answer to something that was sent twice, by its place in the list.
    Repeat(usize),
    /// Not an answer to what was asked; the terminal waits on.
    Foreign,
}

/// Builds a device request, `id` being what [`Dialect::callback_id`] makes of the till's request. A question gives the
/// cashier so many seconds.
#[must_use]
pub fn build(
    dialect: &Dialect,
    profile: &Profile,
    request: &Request,
    id: (String, Option<String>),
    (purpose, seconds): (Purpose, u64),
    output: Output,
) -> (DeviceRequest, Asked) {
    let (request_id, sequence_id) = id;
    let own_names = dialect.callback_ids == CallbackIds::Sequence;
    let input = match purpose {
        Purpose::Question(question) => Some(question.input(seconds)),
        _ => None,
    };
    let request_type = if input.is_some() { "Input" } else { "Output" };
    let device_request = DeviceRequest {
        request_type: request_type.to_owned(),
        workstation_id: Some(request.workstation_id.clone()).filter(|id| !id.is_empty()),
        request_id,
        application_sender: own_names.then(|| profile.application.clone()),
        terminal_id: own_names.then(|| profile.terminal_id.clone()),
        pop_id: None,
        sequence_id,
        outputs: vec![output],
        input,
        ..DeviceRequest::default()
    };
    let asked = Asked {
        purpose,
        request_type: device_request.request_type.clone(),
        workstation_id: device_request.workstation_id.clone(),
        request_id: device_request.request_id.clone(),
        sequence_id: device_request.sequence_id.clone(),
        targets: device_request.outputs.iter().map(|output| output.target().to_owned()).collect(),
    };
    (device_request, asked)
}

/// Words for the cashier's display, in rows where the dialect addresses rows.
#[must_use]
pub fn display(dialect: &Dialect, words: &str) -> Output {
    let lines = if dialect.callback_ids == CallbackIds::Sequence {
        wrap(words, DISPLAY_COLUMNS)
            .into_iter()
            .enumerate()
            .map(|(row, text)| TextLine {
                text,
                row: Some(row.to_string()),
                column: Some("0".to_owned()),
                ..TextLine::default()
            })
            .collect()
    } else {
        vec![TextLine { text: words.to_owned(), ..TextLine::default() }]
    };
    Output { target: Some("CashierDisplay".to_owned()), lines, ..Output::default() }
}

/// A receipt for the printer that holds this copy in the dialect.
#[must_use]
pub fn receipt(dialect: &Dialect, role: ReceiptRole, lines: Vec<TextLine>) -> Output {
    let target = dialect.printers.iter().find(|(_, r)| *r == role).map_or("Printer", |(target, _)| target);
    Output { target: Some(target.to_owned()), lines, ..Output::default() }
}

/// An offer to pay in the card's currency: it goes to the customer's printer, and is no receipt.
#[must_use]
pub fn offer(dialect: &Dialect, lines: Vec<TextLine>) -> Output {
    let ticket_type = Some("DccOffer".to_owned());
    Output { ticket_type, ..receipt(dialect, ReceiptRole::Customer, lines) }
}

/// Hand out the goods.
#[must_use]
pub fn delivery(words: &str) -> Output {
    let lines = vec![TextLine { text: words.to_owned(), ..TextLine::default() }];
    Output { target: Some("DeliveryBox".to_owned()), lines, ..Output::default() }
}

/// An entry for the electronic journal.
#[must_use]
pub fn journal(entry: EJournal) -> Output {
    Output { target: Some("E-Journal".to_owned()), e_journal: Some(entry), ..Output::default() }
}

/// The copies a till wants of a request: in dialects that announce printers, by the statuses in `POSdata`.
#[must_use]
pub fn wanted_copies(dialect: &Dialect, request: &Request) -> Copies {
    use crate::ledger::Copy::{NotWanted, Open};
    if !dialect.announces_printers {
        return Copies { customer: Open, merchant: Open, journal: NotWanted };
    }
    let pos = request.pos_data.as_ref();
    let wanted = |status: Option<&String>| {
        let refused = ["PrintLocal", "Unavailable", "PaperEmpty"];
        let said = status.map_or("Available", |status| status.trim());
        if refused.iter().any(|r| said.eq_ignore_ascii_case(r)) { NotWanted } else { Open }
    };
    Copies {
        customer: wanted(pos.and_then(|p| p.printer_status.as_ref())),
        merchant: wanted(pos.and_then(|p| p.journal_printer_status.as_ref())),
        journal: wanted(pos.and_then(|p| p.e_journal_status.as_ref())),
    }
}

/// The language a till asks for.
#[must_use]
pub fn language_of(request: &Request, default: Language) -> Language {
    let code = request.pos_data.as_ref().and_then(|pos| pos.language.as_deref());
    code.and_then(Language::from_code).unwrap_or(default)
}

/// Judges what came on channel 1 while the terminal waits for answers to `open`, and says in plain words what is wrong
/// with it. Second answers to what is in `repeats` are nobody's fault.
#[must_use]
pub fn judge(bytes: &[u8], open: &[Asked], repeats: &[Asked]) -> (Heard, Vec<String>) {
    let mut findings = Vec::new();
    let decoded = match Message::decode(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            return (Heard::Foreign, vec![format!("the till's device response cannot be read: {error}")]);
        }
    };
    findings.extend(decoded.findings.iter().map(|finding| format!("in a device response, {finding}")));
    let Message::DeviceResponse(response) = decoded.message else {
        findings.push(format!("the till sent a {} on channel 1", decoded.message.root_name()));
        return (Heard::Foreign, findings);
    };
    let Some((place, asked)) = open.iter().enumerate().find(|(_, asked)| asked.is_answered_by(&response))
    else {
        if let Some(place) = repeats.iter().position(|asked| asked.is_answered_by(&response)) {
            return (Heard::Repeat(place), findings);
        }
        let id = |request: &str, sequence: &Option<String>| match sequence {
            Some(n) => format!("{request} (SequenceID {n})"),
            None => request.to_owned(),
        };
        let came = id(&response.request_id, &response.sequence_id);
        findings.push(match open.first() {
            Some(asked) => format!(
                "the till answered device request {came} while {} is waiting",
                id(&asked.request_id, &asked.sequence_id)
            ),
            None => format!("the till answered device request {came}, which is not waiting"),
        });
        return (Heard::Foreign, findings);
    };
    let at = format!("device response {}", asked.request_id);
    echoes(&response, asked, &at, &mut findings);
    let reply = match (outputs_done(&response, asked, &at, &mut findings), asked.purpose) {
        (false, _) => Reply::NotDone,
        (true, Purpose::Question(question)) => answer_to(question, &response, &at, &mut findings),
        (true, _) => Reply::Done,
    };
    (Heard::Answer(place, reply), findings)
}

impl Asked {
    fn is_answered_by(&self, response: &DeviceResponse) -> bool {
        response.request_id == self.request_id
            && (response.sequence_id.is_none() || response.sequence_id == self.sequence_id)
    }
}

fn echoes(response: &DeviceResponse, asked: &Asked, at: &str, findings: &mut Vec<String>) {
    if !response.request_type.eq_ignore_ascii_case(&asked.request_type) {
        findings.push(format!("{at}: RequestType is {}, not {}", response.request_type, asked.request_type));
    }
    if response.workstation_id != asked.workstation_id {
        findings.push(format!("{at}: WorkstationID is not that of the request"));
    }
}

fn outputs_done(response: &DeviceResponse, asked: &Asked, at: &str, findings: &mut Vec<String>) -> bool {
    let mut done = response.overall_result == OverallResult::Success;
    for target in &asked.targets {
        let said = |result: &Option<String>| result.as_deref().map(OverallResult::read);
        let is_it =
            |name: &Option<String>| name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(target));
        match response.outputs.iter().find(|output| is_it(&output.target)).map(|output| said(&output.result))
        {
            Some(Some(OverallResult::Success)) => {}
            Some(Some(_)) => done = false,
            Some(None) => findings.push(format!("{at}: Output {target} lacks OutResult")),
            None => findings.push(format!("{at}: it has no Output for {target}")),
        }
    }
    if response.outputs.len() > asked.targets.len() {
        findings.push(format!("{at}: it has more Outputs than were asked for"));
    }
    done
}

/// What the cashier answered to a question.
fn answer_to(question: Question, response: &DeviceResponse, at: &str, findings: &mut Vec<String>) -> Reply {
    let Some(input) = &response.input else {
        findings.push(format!("{at}: it answers a question without an Input; taken for no"));
        return Reply::NotDone;
    };
    if input.result.as_deref().map(OverallResult::read) != Some(OverallResult::Success) {
        return Reply::NotDone;
    }
    let value = input.value.clone().unwrap_or_default();
    let (answer, wanted) = typed(question, &value);
    match answer {
        Some(reply) => reply,
        None => {
            let command = question.input(0).command_name().to_owned();
            findings.push(format!("{at}: {command} was answered without {wanted}; taken for no"));
            Reply::NotDone
        }
    }
}

/// The value that a question wants, if it is there, and where it has to stand.
fn typed(question: Question, value: &InputValue) -> (Option<Reply>, &'static str) {
    match question {
        Question::Reversal | Question::Signature | Question::CustomerCopy => {
            let yes = |text: &String| if is_true(text) { Reply::Done } else { Reply::NotDone };
            (value.boolean.as_ref().map(yes), "InBoolean")
        }
        Question::ApprovalCode => (value.string.clone().map(Reply::Typed), "InString"),
        Question::Application => (value.number.clone().map(Reply::Typed), "InNumber"),
    }
}

/// Breaks words into rows; a word longer than a row stays whole.
fn wrap(words: &str, columns: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match rows.last_mut() {
            Some(row) if row.chars().count() + 1 + word.chars().count() <= columns => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}

#[cfg(test)]
mod tests;
