use super::*;
use crate::dialect::{CH, DE, NL};
use crate::message::{Command, TextLine};

/// Answers everything with the same answer.
struct Always(Answer, Reply);

impl Devices for Always {
    fn display(&self, _: &Display) -> Answer {
        self.0
    }
    fn print(&self, _: &Receipt) -> Answer {
        self.0
    }
    fn input(&self, _: &Prompt) -> Reply {
        self.1.clone()
    }
    fn deliver(&self, _: &Display) -> Answer {
        self.0
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        self.0
    }
}

fn request(targets: &[&str], command: Option<&str>) -> DeviceRequest {
    DeviceRequest {
        request_type: if command.is_some() { "Input" } else { "Output" }.into(),
        workstation_id: Some("lane-1".into()),
        request_id: "8.1".into(),
        terminal_id: Some("T1".into()),
        pop_id: Some("001".into()),
        sequence_id: Some("1".into()),
        outputs: targets
            .iter()
            .map(|target| Output {
                target: Some((*target).into()),
                lines: vec![TextLine { text: " Z\u{fc}rich ".into(), ..TextLine::default() }],
                ..Output::default()
            })
            .collect(),
        input: command.map(|name| Input {
            target: Some("CashierKeyboard".into()),
            command: Some(Command { name: name.into(), ..Command::default() }),
            ..Input::default()
        }),
        ..DeviceRequest::default()
    }
}

fn overall(targets: &[&str], command: Option<&str>, devices: &dyn Devices) -> String {
    serve(&request(targets, command), &CH, devices, &mut keep_nothing, &mut Collected::default())
        .overall_result
        .to_string()
}

#[test]
fn zero_is_harmless() {
    let zero = Always(Answer::Default, Reply::Default);
    for (target, command, expected) in [
        ("CashierDisplay", None, "Success"),
        ("CustomerDisplay", None, "Success"),
        ("Printer", None, "Failure"),
        ("JournalPrinter", None, "Failure"),
        ("E-Journal", None, "Failure"),
        ("DeliveryBox", None, "Failure"),
        ("CashierDisplay", Some("GetConfirmation"), "TimedOut"),
        ("RFID", None, "DeviceUnavailable"),
    ] {
        assert_eq!(overall(&[target], command, &zero), expected, "{target}");
    }
}

#[test]
fn a_till_without_devices_finds_receipts_in_its_results() {
    let mut collected = Collected::default();
    let response =
        serve(&request(&["Printer", "E-Journal"], None), &CH, &NoDevices, &mut keep_nothing, &mut collected);
    assert_eq!(response.overall_result, OverallResult::Success);
    assert_eq!(collected.receipts[0].lines, [" Z\u{fc}rich "]);
    assert!(collected.receipts[0].acknowledged);
    assert_eq!(collected.journal.len(), 1);
    assert_eq!(overall(&["CashierDisplay"], Some("GetConfirmation"), &NoDevices), "DeviceUnavailable");
    assert_eq!(overall(&["DeliveryBox"], None, &NoDevices), "DeviceUnavailable");
}

#[test]
fn what_is_not_on_disk_is_not_acknowledged() {
    let devices = Always(Answer::Yes, Reply::Default);
    let targets = &["CashierDisplay", "Printer", "E-Journal", "JournalPrinter"];
    let mut collected = Collected::default();
    let mut kept = Vec::new();
    let mut fail = |papers: &[Paper<'_>]| -> Option<Vec<Option<i64>>> {
        kept.extend(papers.iter().map(|paper| matches!(paper, Paper::Receipt(_))));
        None
    };
    let response = serve(&request(targets, None), &CH, &devices, &mut fail, &mut collected);
    let results: Vec<_> = response.outputs.iter().map(|o| o.result.as_deref().unwrap()).collect();
    assert_eq!(results, ["Success", "Failure", "Failure", "Failure"]);
    assert_eq!(kept, [true, true, false], "one transaction for all papers of a request");
    assert_eq!(collected.receipts.len(), 2, "the till has seen them all the same");
    let mut number = 0;
    let mut keep = |papers: &[Paper<'_>]| -> Option<Vec<Option<i64>>> {
        Some(
            papers
                .iter()
                .map(|_| {
                    number += 1;
                    Some(number)
                })
                .collect(),
        )
    };
    let mut collected = Collected::default();
    let response = serve(&request(targets, None), &CH, &devices, &mut keep, &mut collected);
    assert_eq!(response.overall_result, OverallResult::Success);
    let numbers: Vec<_> = collected.receipts.iter().map(|r| (r.kept_as, r.acknowledged)).collect();
    assert_eq!(numbers, [(Some(1), true), (Some(2), true)]);
    assert_eq!(collected.journal[0].kept_as, Some(3));
}

#[test]
fn one_result_per_output_and_everything_echoed() {
    let mut collected = Collected::default();
    let devices = Always(Answer::Yes, Reply::Default);
    let response =
        serve(&request(&["CashierDisplay", "RFID"], None), &CH, &devices, &mut keep_nothing, &mut collected);
    let results: Vec<_> = response.outputs.iter().map(|o| o.result.as_deref().unwrap()).collect();
    assert_eq!(results, ["Success", "DeviceUnavailable"]);
    assert_eq!(response.overall_result, OverallResult::DeviceUnavailable);
    assert_eq!(response.request_id, "8.1");
    assert_eq!(response.sequence_id.as_deref(), Some("1"));
    assert_eq!(response.workstation_id.as_deref(), Some("lane-1"));
}

#[test]
fn answers_become_input_values() {
    for (reply, result, text) in [
        (Reply::Confirm(true), "Success", "true"),
        (Reply::Confirm(false), "Success", "false"),
        (Reply::Number("42".into()), "Success", "42"),
        (Reply::Text("abc".into()), "Success", "abc"),
        (Reply::Refused, "Aborted", ""),
        (Reply::Failed, "Failure", ""),
    ] {
        let devices = Always(Answer::Yes, reply.clone());
        let mut collected = Collected::default();
        let response = serve(
            &request(&["CashierDisplay"], Some("GetConfirmation")),
            &DE,
            &devices,
            &mut keep_nothing,
            &mut collected,
        );
        let input = response.input.unwrap();
        assert_eq!(input.result.as_deref(), Some(result), "{reply:?}");
        let value = input.value.unwrap_or_default();
        let given = value.boolean.or(value.number).or(value.string).unwrap_or_default();
        assert_eq!(given, text, "{reply:?}");
        assert_eq!(collected.failed_callbacks, u32::from(reply == Reply::Failed));
    }
}

#[test]
fn unknown_request_types_are_answered() {
    let mut secure = request(&[], None);
    secure.request_type = "SecureInput".into();
    let response = serve(&secure, &CH, &NoDevices, &mut keep_nothing, &mut Collected::default());
    assert_eq!(response.overall_result, OverallResult::DeviceUnavailable);
    assert_eq!(response.request_type, "SecureInput");
}

fn output(target: &str, ticket: Option<&str>) -> Output {
    Output { target: Some(target.into()), ticket_type: ticket.map(Into::into), ..Output::default() }
}

#[test]
fn printer_is_the_customers_in_ch_and_nl_and_the_merchants_in_de() {
    use OutputUse::Receipt;
    use ReceiptRole::{Customer, Merchant};
    for (dialect, target, ticket, expected) in [
        (&CH, "Printer", None, Receipt(Customer)),
        (&NL, "Printer", None, Receipt(Customer)),
        (&DE, "Printer", None, Receipt(Merchant)),
        (&CH, "JournalPrinter", None, Receipt(Merchant)),
        (&DE, "PrinterReceipt", None, Receipt(Customer)),
        (&CH, "Printer", Some("MerchantReceipt"), Receipt(Merchant)),
        (&CH, "Printer", Some("CustomerReceipt"), Receipt(Customer)),
        (&CH, "Printer", Some("DccOffer"), OutputUse::CustomerDisplay),
        (&CH, "EJournal", None, OutputUse::Journal),
        (&CH, "e-journal", None, OutputUse::Journal),
        (&CH, "DeliveryBox", None, OutputUse::Delivery),
        (&DE, "CashierDisplay", None, OutputUse::CashierDisplay),
        (&DE, "PinPad", None, OutputUse::Unknown),
    ] {
        assert_eq!(OutputUse::of(&output(target, ticket), dialect), expected, "{} {target}", dialect.name);
    }
}

#[test]
fn what_is_done_around_a_call_may_leave_it_out() {
    let devices = Always(Answer::Yes, Reply::Confirm(true));
    let (calls, made) = (std::sync::atomic::AtomicU32::new(0), std::sync::atomic::AtomicBool::new(true));
    let through = Through {
        devices: &devices,
        around: |call: &mut dyn FnMut()| {
            calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if made.load(std::sync::atomic::Ordering::Relaxed) {
                call();
            }
        },
    };
    let targets = ["CashierDisplay", "Printer", "E-Journal", "DeliveryBox"];
    assert_eq!(overall(&targets, None, &through), "Success");
    assert_eq!(overall(&[], Some("GetConfirmation"), &through), "Success");
    assert_eq!(calls.load(std::sync::atomic::Ordering::Relaxed), 5, "each of them");
    made.store(false, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(overall(&["Printer"], None, &through), "Failure");
    assert!(Callback::ALL.iter().all(|callback| through.has(*callback)));
}
