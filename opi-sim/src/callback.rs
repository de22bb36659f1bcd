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
mod tests {
    use super::*;
    use opi_proto::dialect::{CH, DE};
    use opi_proto::message::{InputResult, InputValue, OutputResult, RequestKind};

    fn ask(dialect: &Dialect, purpose: Purpose) -> (DeviceRequest, Asked) {
        let request = Request::new(RequestKind::CardPayment, "1", "20792");
        build(
            dialect,
            &Profile::of(dialect),
            &request,
            dialect.callback_id("20792", 2),
            (purpose, 120),
            display(dialect, "Vorgang wird bearbeitet"),
        )
    }

    fn answer(request: &DeviceRequest) -> DeviceResponse {
        let success = || Some("Success".to_owned());
        DeviceResponse {
            request_type: request.request_type.clone(),
            workstation_id: request.workstation_id.clone(),
            request_id: request.request_id.clone(),
            overall_result: OverallResult::Success,
            application_sender: None,
            terminal_id: None,
            pop_id: None,
            sequence_id: None,
            outputs: request
                .outputs
                .iter()
                .map(|o| OutputResult {
                    target: o.target.clone(),
                    result: success(),
                    ..OutputResult::default()
                })
                .collect(),
            input: request.input.as_ref().map(|input| InputResult {
                target: input.target.clone(),
                result: success(),
                value: Some(InputValue { boolean: Some("1".into()), ..InputValue::default() }),
                ..InputResult::default()
            }),
            ..DeviceResponse::to(request, OverallResult::Success)
        }
    }

    const DONE: Heard = Heard::Answer(0, Reply::Done);
    const NOT_DONE: Heard = Heard::Answer(0, Reply::NotDone);
    const SIGNATURE: Purpose = Purpose::Question(Question::Signature);

    fn judged(purpose: Purpose, change: impl FnOnce(&mut DeviceResponse)) -> (Heard, String) {
        let (request, asked) = ask(&CH, purpose);
        let mut response = answer(&request);
        change(&mut response);
        let bytes = Message::DeviceResponse(response).encode().unwrap();
        let (reply, findings) = judge(&bytes, &[asked], &[]);
        (reply, findings.join("\n"))
    }

    #[test]
    fn a_german_display_has_rows_and_the_tills_own_id() {
        let (request, _) = ask(&DE, Purpose::Display);
        assert_eq!((request.request_id.as_str(), request.sequence_id.as_deref()), ("20792", Some("2")));
        let [output] = request.outputs.as_slice() else { panic!("one output") };
        let rows: Vec<_> =
            output.lines.iter().map(|l| (l.row.as_deref().unwrap(), l.text.as_str())).collect();
        assert_eq!(rows, [("0", "Vorgang wird"), ("1", "bearbeitet")]);
    }

    #[test]
    fn a_swiss_display_is_one_line_with_a_suffixed_id() {
        let (request, _) = ask(&CH, Purpose::Display);
        assert_eq!((request.request_id.as_str(), request.sequence_id), ("20792.2", None));
        assert_eq!(request.outputs.iter().map(|o| o.lines.len()).sum::<usize>(), 1);
    }

    #[test]
    fn good_answers_are_done_and_leave_no_finding() {
        assert_eq!(judged(Purpose::Display, |_| {}), (DONE, String::new()));
        assert_eq!(judged(SIGNATURE, |_| {}), (DONE, String::new()));
    }

    #[test]
    fn what_a_cashier_types_is_taken_where_it_is_asked_for() {
        let fill = |r: &mut DeviceResponse| {
            r.input.as_mut().unwrap().value = Some(InputValue {
                string: Some("4711".into()),
                number: Some("2".into()),
                ..InputValue::default()
            });
        };
        for (question, text) in [(Question::ApprovalCode, "4711"), (Question::Application, "2")] {
            let reply = Heard::Answer(0, Reply::Typed(text.into()));
            assert_eq!(judged(Purpose::Question(question), fill), (reply, String::new()), "{question:?}");
            let (reply, findings) = judged(Purpose::Question(question), |_| {});
            assert_eq!(reply, NOT_DONE, "a yes is no number");
            assert!(findings.contains("answered without In"), "{findings}");
        }
    }

    #[test]
    fn the_second_answer_to_what_was_sent_twice_is_no_finding() {
        let (request, asked) = ask(&CH, Purpose::Display);
        let bytes = Message::DeviceResponse(answer(&request)).encode().unwrap();
        assert_eq!(judge(&bytes, &[], &[asked]), (Heard::Repeat(0), vec![]));
        let (heard, findings) = judge(&bytes, &[], &[]);
        assert_eq!(heard, Heard::Foreign);
        assert!(findings.concat().contains("which is not waiting"));
    }

    #[test]
    fn answers_are_judged() {
        let no = |r: &mut DeviceResponse| {
            r.input.as_mut().unwrap().value.as_mut().unwrap().boolean = Some("false".into());
        };
        let broken = |r: &mut DeviceResponse| r.outputs.first_mut().unwrap().result = Some("Failure".into());
        assert_eq!(judged(SIGNATURE, no), (NOT_DONE, String::new()));
        assert_eq!(judged(Purpose::Display, broken), (NOT_DONE, String::new()));
        for (purpose, change, reply, finding) in [
            (
                Purpose::Display,
                (|r: &mut DeviceResponse| r.request_id = "20792.1".into()) as fn(&mut DeviceResponse),
                Heard::Foreign,
                "while 20792.2 is waiting",
            ),
            (Purpose::Display, |r| r.outputs.clear(), DONE, "no Output for CashierDisplay"),
            (Purpose::Display, |r| r.workstation_id = None, DONE, "WorkstationID"),
            (Purpose::Display, |r| r.request_type = "Input".into(), DONE, "RequestType is Input"),
            (SIGNATURE, |r| r.input = None, NOT_DONE, "without an Input"),
            (SIGNATURE, |r| r.input.as_mut().unwrap().value = None, NOT_DONE, "without InBoolean"),
        ] {
            let (judged_reply, findings) = judged(purpose, change);
            assert_eq!(judged_reply, reply, "{findings}");
            assert!(findings.contains(finding), "{findings}");
        }
        let (reply, findings) = judge(b"<DeviceResponse", &[], &[]);
        assert_eq!(reply, Heard::Foreign);
        assert!(findings.concat().contains("cannot be read"));
    }
}
