//! See the module above.

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
            .map(|o| OutputResult { target: o.target.clone(), result: success(), ..OutputResult::default() })
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
    let bytes = Message::DeviceResponse(Box::new(response)).encode().unwrap();
    let (reply, findings) = judge(&bytes, &[asked], &[]);
    (reply, findings.join("\n"))
}

#[test]
fn a_german_display_has_rows_and_the_tills_own_id() {
    let (request, _) = ask(&DE, Purpose::Display);
    assert_eq!((request.request_id.as_str(), request.sequence_id.as_deref()), ("20792", Some("2")));
    let [output] = request.outputs.as_slice() else { panic!("one output") };
    let rows: Vec<_> = output.lines.iter().map(|l| (l.row.as_deref().unwrap(), l.text.as_str())).collect();
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
    let bytes = Message::DeviceResponse(Box::new(answer(&request))).encode().unwrap();
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
