//! The terminal in virtual time, at a till made of a function.

use super::*;
use crate::ledger::{Copy, State};
use crate::outcome::{Outcome, Silence};
use opi_core::dialect::{CH, DE, DIALECTS, IFSF, NL};
use opi_core::message::{
    Amount, CardCircuit, CardCircuitCollection, DeviceRequest, DeviceResponse, InputResult, InputValue,
    Message, OriginalTransaction, OutputResult, PosData, Request, RequestKind, Response,
};
use opi_core::value::OverallResult;
use proptest::prelude::*;
use std::collections::VecDeque;

mod recovery;

const PAY: ConnId = ConnId(1);
const OTHER: ConnId = ConnId(2);

/// What a till does with a device request: its answer, or silence.
type Devices = fn(&DeviceRequest) -> Option<DeviceResponse>;

/// A terminal and a till on one bench.
struct Bench {
    terminal: Terminal,
    dialect: &'static Dialect,
    devices: Devices,
    now: Duration,
    next_id: u32,
    /// Device requests, in their order.
    asked: Vec<DeviceRequest>,
    /// Answers, in their order.
    answers: Vec<(ConnId, Response)>,
    /// Actions of other kinds, in their order.
    others: Vec<Action>,
}

impl Bench {
    fn new(dialect: &'static Dialect, behaviour: impl Into<Behaviour>) -> Self {
        Bench::with(Settings { behaviour: behaviour.into(), ..Settings::new(dialect) })
    }

    fn with(settings: Settings) -> Self {
        Bench {
            dialect: settings.dialect,
            terminal: Terminal::new(settings),
            devices: |request| Some(success(request)),
            now: Duration::ZERO,
            next_id: 7,
            asked: Vec::new(),
            answers: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Sends a request and lets till and terminal talk until both wait.
    fn send(&mut self, conn: ConnId, request: &Request) {
        let bytes = Message::Request(request.clone()).encode().unwrap();
        let actions = self.terminal.request(conn, &bytes, self.now);
        self.settle(actions);
    }

    fn settle(&mut self, actions: Vec<Action>) {
        let mut queue = VecDeque::from(actions);
        while let Some(action) = queue.pop_front() {
            match action {
                Action::DeviceRequest(message) if message.is_cut() => {
                    self.others.push(Action::DeviceRequest(message))
                }
                Action::DeviceRequest(message) => {
                    let Message::DeviceRequest(request) = Message::decode(&message.payload).unwrap().message
                    else {
                        panic!("not a device request")
                    };
                    let answer = (self.devices)(&request);
                    self.asked.push(request);
                    if let Some(answer) = answer {
                        let bytes = Message::DeviceResponse(answer).encode().unwrap();
                        queue.extend(self.terminal.device_response(&bytes, self.now));
                    }
                }
                Action::Respond { conn, message } => {
                    let Message::Response(response) = Message::decode(&message.payload).unwrap().message
                    else {
                        panic!("not a response")
                    };
                    self.answers.push((conn, response));
                }
                Action::Note(_) => {}
                other => self.others.push(other),
            }
        }
    }

    /// Lets time pass until the terminal's next deadline.
    fn wait(&mut self) {
        self.now = self.terminal.deadline().expect("the terminal waits for something");
        let actions = self.terminal.tick(self.now);
        self.settle(actions);
    }

    fn request(&mut self, kind: RequestKind) -> Request {
        self.next_id += 1;
        request(self.dialect, kind, &self.next_id.to_string())
    }

    /// Runs a request to its end; the answer.
    fn run(&mut self, kind: RequestKind) -> Response {
        let request = self.request(kind);
        self.run_request(&request)
    }

    fn run_request(&mut self, request: &Request) -> Response {
        let before = self.answers.len();
        self.send(PAY, request);
        while !self.terminal.is_idle() {
            self.wait();
        }
        assert_eq!(self.answers.len(), before + 1, "one answer to {}", request.request_type);
        self.answers.last().unwrap().1.clone()
    }

    fn pay(&mut self) -> Response {
        self.run(RequestKind::CardPayment)
    }

    fn targets(&self) -> Vec<&str> {
        self.asked
            .iter()
            .flat_map(|request| &request.outputs)
            .map(opi_core::message::Output::target)
            .collect()
    }

    fn text_of(&self, target: &str) -> String {
        let outputs = self.asked.iter().flat_map(|request| &request.outputs);
        outputs.filter(|output| output.target() == target).map(|output| output.text() + "\n").collect()
    }

    fn finding(&self) -> String {
        self.terminal.findings().join("\n")
    }
}

fn request(dialect: &Dialect, kind: RequestKind, id: &str) -> Request {
    let mut request = Request::new(kind, "lane-1", id);
    let available = || dialect.announces_printers.then(|| "Available".to_owned());
    request.pos_data = Some(PosData {
        language: Some("de".into()),
        time_stamp: Some("2026-04-08T10:30:00+02:00".into()),
        printer_status: available(),
        journal_printer_status: available(),
        e_journal_status: available(),
        ..PosData::default()
    });
    if dialect.names_sender {
        request.application_sender = Some("till".into());
        request.pop_id = Some("001".into());
    }
    if matches!(kind, RequestKind::CardPayment | RequestKind::PaymentRefund | RequestKind::CardReservation) {
        request.total_amount = amount("12.50");
    }
    request
}

fn amount(text: &str) -> Option<Amount> {
    Some(Amount { text: text.into(), currency: Some("CHF".into()), ..Amount::default() })
}

fn success(request: &DeviceRequest) -> DeviceResponse {
    let done = || Some("Success".to_owned());
    DeviceResponse {
        request_type: request.request_type.clone(),
        workstation_id: request.workstation_id.clone(),
        request_id: request.request_id.clone(),
        overall_result: OverallResult::Success,
        application_sender: None,
        terminal_id: None,
        pop_id: None,
        sequence_id: request.sequence_id.clone(),
        outputs: request
            .outputs
            .iter()
            .map(|output| OutputResult {
                target: output.target.clone(),
                result: done(),
                ..OutputResult::default()
            })
            .collect(),
        input: request.input.as_ref().map(|input| InputResult {
            target: input.target.clone(),
            result: done(),
            value: Some(InputValue { boolean: Some("true".into()), ..InputValue::default() }),
            ..InputResult::default()
        }),
        ..DeviceResponse::to(request, OverallResult::Success)
    }
}

/// A till whose customer printer is out of paper.
fn no_paper(request: &DeviceRequest) -> Option<DeviceResponse> {
    let mut response = success(request);
    for output in &mut response.outputs {
        if output.target.as_deref() == Some("Printer") {
            output.result = Some("Failure".into());
            response.overall_result = OverallResult::Failure;
        }
    }
    Some(response)
}

/// A cashier who says no.
fn says_no(request: &DeviceRequest) -> Option<DeviceResponse> {
    let mut response = success(request);
    if let Some(value) = response.input.as_mut().and_then(|input| input.value.as_mut()) {
        value.boolean = Some("false".into());
    }
    Some(response)
}

/// A till that answers displays but no printer.
fn silent_printers(request: &DeviceRequest) -> Option<DeviceResponse> {
    let display = request.outputs.iter().all(|output| output.target() == "CashierDisplay");
    display.then(|| success(request))
}

use OverallResult::{
    Aborted, Activated, AlreadyActivated, Busy, CommunicationError, DayClosed, DeviceUnavailable, Failure,
    FormatError, LoggedOut, MissingMandatoryData, NotSupported, ParsingError, PrintLastTicket, Success,
    TimedOut, UnknownCard,
};

// ---- one payment -------------------------------------------------------------------------------------------

#[test]
fn a_swiss_payment_from_start_to_end() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let response = bench.pay();
    assert_eq!(response.overall_result, Success);
    let displays = ["CashierDisplay"; 4];
    assert_eq!(bench.targets(), [&displays[..], &["Printer", "JournalPrinter", "E-Journal"]].concat());
    let ids: Vec<_> = bench.asked.iter().map(|request| request.request_id.as_str()).collect();
    assert_eq!(ids, ["8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7"]);
    assert!(bench.asked.iter().all(|request| request.workstation_id.as_deref() == Some("lane-1")));
    assert_eq!(bench.others, [Action::CloseDevice]);
    assert_eq!(bench.finding(), "");

    let tender = response.tender.as_ref().unwrap();
    assert_eq!(tender.total_amount.as_ref().unwrap().text, "12.50");
    let authorisation = tender.authorisation.as_ref().unwrap();
    let booked = bench.terminal.ledger().last().unwrap();
    assert_eq!(authorisation.approval_code, booked.approval_code);
    assert_eq!(authorisation.trx_reference_number, booked.trx_reference);
    assert_eq!(authorisation.card_pan.as_ref().unwrap().masked(), "541333******0011");
    assert_eq!(response.terminal.as_ref().unwrap().stan.as_deref(), Some(booked.stan.as_str()));
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_swiss_receipt_shows_what_is_in_the_ledger() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    let booked = bench.terminal.ledger().last().unwrap();
    let paper = bench.text_of("Printer");
    for part in [
        "Bäckerei Müller",
        "8005 Zürich",
        "Debit Mastercard",
        "XXXXXXXXXXXX0011",
        "08.04.2026",
        "10:30:00",
        "Trm-Id:",
        "Akt-Id:",
        "A0000000041010",
        &booked.stan,
        booked.trx_reference.as_ref().unwrap(),
        booked.approval_code.as_ref().unwrap(),
        "EPF:",
        "Total-EFT CHF:",
        "12.50",
    ] {
        assert!(paper.contains(part), "{part} is missing in\n{paper}");
    }
    assert!(bench.text_of("JournalPrinter").contains("Händlerbeleg"));
    let journal =
        bench.asked.iter().flat_map(|r| &r.outputs).find_map(|output| output.e_journal.as_ref()).unwrap();
    let transaction = journal.transaction.as_ref().unwrap();
    assert_eq!(transaction.transaction_identifier.as_deref(), Some(booked.stan.as_str()));
    assert_eq!(transaction.authorisation_code, booked.approval_code);
    assert_eq!(transaction.transaction_ref_number, booked.trx_reference);
    assert_eq!(transaction.total_amount.as_ref().unwrap().text, "12.50");
}

#[test]
fn a_german_payment_from_start_to_end() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    let response = bench.pay();
    assert_eq!(response.overall_result, Success);
    assert_eq!(bench.targets(), [&["CashierDisplay"; 4][..], &["Printer", "PrinterReceipt"]].concat());
    for (n, request) in bench.asked.iter().enumerate() {
        assert_eq!(request.request_id, "8");
        assert_eq!(request.sequence_id, Some((n + 1).to_string()));
        assert!(request.terminal_id.is_some() && request.application_sender.is_some());
    }
    let merchant = bench.text_of("Printer");
    let customer = bench.text_of("PrinterReceipt");
    assert!(merchant.contains("Händlerbeleg") && !merchant.contains("Kundenbeleg"), "{merchant}");
    assert!(
        customer.contains("Kundenbeleg") && customer.contains("12,50") && customer.contains("021601"),
        "{customer}"
    );
    assert_eq!(response.terminal.as_ref().unwrap().stan.as_deref(), Some("021601"));
    let authorisation = response.tender.as_ref().unwrap().authorisation.as_ref().unwrap();
    assert_eq!(authorisation.action_code.as_deref(), Some("0"));
    assert_eq!(authorisation.authorisation_type.as_deref(), Some("Online"));
    assert_eq!(authorisation.receipt_number.as_deref(), Some("1"));
    assert_eq!(authorisation.card_circuit.as_deref(), Some("girocard"));
    assert_eq!(bench.finding(), "");
}

#[test]
fn every_outcome_in_every_dialect() {
    let approved = |r: OverallResult| (r, Some("approved"), 1250);
    let declined = |r: OverallResult| (r, Some("declined"), 0);
    let aborted = |r: OverallResult| (r, Some("aborted"), 0);
    for dialect in DIALECTS {
        let swiss = dialect.announces_printers;
        for (outcome, (result, state, net)) in [
            ("auto", approved(Success)),
            ("approve", approved(Success)),
            ("tip:10", (Success, Some("approved"), 1375)),
            ("signature", approved(Success)),
            ("slow:2000", approved(Success)),
            ("wait", aborted(TimedOut)),
            ("decline:51", declined(Failure)),
            ("unknown-card", declined(if swiss { Failure } else { UnknownCard })),
            ("offline", declined(if swiss { Failure } else { CommunicationError })),
            ("abort", aborted(Aborted)),
            ("timeout", aborted(TimedOut)),
            ("busy", (if swiss { DeviceUnavailable } else { Busy }, None, 0)),
            ("print-last-ticket", (PrintLastTicket, None, 0)),
            ("logged-out", (LoggedOut, None, 0)),
            ("split:1", approved(Success)),
            ("no-namespace", approved(Success)),
            ("latin", approved(Success)),
        ] {
            let name = format!("{} {outcome}", dialect.name);
            let mut bench = Bench::new(dialect, outcome.parse::<Behaviour>().unwrap());
            let response = bench.pay();
            assert_eq!(response.overall_result, result, "{name}");
            let ledger = bench.terminal.ledger();
            assert_eq!(ledger.last().map(|t| t.state.name()), state, "{name}");
            assert_eq!(ledger.net("CHF"), net, "{name}");
            let approved = ledger.last().is_some_and(|t| t.state == State::Approved);
            assert_eq!(response.shows_authorisation(), approved, "{name}");
            assert_eq!(bench.terminal.findings(), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn silence_leaves_the_truth_in_the_ledger() {
    for (silence, net, targets) in
        [(Silence::AtOnce, 0, 0), (Silence::AfterApproval, 1250, 4), (Silence::AfterReceipts, 1250, 7)]
    {
        let mut bench = Bench::new(&CH, Outcome::Silent(silence));
        let request = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &request);
        assert!(bench.answers.is_empty() && bench.terminal.is_idle(), "{silence:?}");
        assert_eq!(bench.terminal.ledger().net("CHF"), net, "{silence:?}");
        assert_eq!(bench.targets().len(), targets, "{silence:?}");
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        let header = repeated.original_header.as_ref();
        assert_eq!(header.and_then(|h| h.request_id.as_deref()), (net > 0).then_some("8"), "{silence:?}");
    }
}

#[test]
fn decline_reasons_are_told_as_the_dialect_tells_them() {
    let response = Bench::new(&CH, Outcome::Decline { reason: 51 }).pay();
    let diagnosis = response.diagnosis.unwrap();
    assert_eq!(diagnosis.host_decline_reason.as_deref(), Some("51"));
    assert!(response.tender.is_none());

    let mut german = Bench::new(&DE, Outcome::Decline { reason: 51 });
    let response = german.pay();
    let authorisation = response.tender.unwrap().authorisation.unwrap();
    assert_eq!(authorisation.action_code.as_deref(), Some("51"));
    assert!(german.text_of("PrinterReceipt").contains("Abgelehnt"));

    let diagnosis = Bench::new(&CH, Outcome::Abort).pay().diagnosis.unwrap();
    assert_eq!(diagnosis.terminal_decline_reason.as_deref(), Some("107"));
    let diagnosis = Bench::new(&CH, Outcome::Offline).pay().diagnosis.unwrap();
    assert_eq!(diagnosis.terminal_decline_reason.as_deref(), Some("569"));
}

#[test]
fn force_acceptance_stores_the_payment_until_it_is_transmitted() {
    let mut bench = Bench::new(&CH, Outcome::Offline);
    let mut request = bench.request(RequestKind::CardPayment);
    request.pos_data.as_mut().unwrap().force_acceptance = Some("true".into());
    assert_eq!(bench.run_request(&request).overall_result, Success);
    assert!(bench.terminal.ledger().last().unwrap().offline);
    assert_eq!(bench.run(RequestKind::TransmitTrx).overall_result, Success);
    assert!(!bench.terminal.ledger().last().unwrap().offline);
}

#[test]
fn a_tip_is_charged_and_shown() {
    let mut bench = Bench::new(&CH, Outcome::Tip { percent: 10 });
    let response = bench.pay();
    let total = response.tender.unwrap().total_amount.unwrap();
    assert_eq!((total.text.as_str(), total.gratuity.as_deref()), ("13.75", Some("1.25")));
    let paper = bench.text_of("Printer");
    assert!(paper.contains("Trinkgeld CHF:") && paper.contains("1.25") && paper.contains("13.75"), "{paper}");
}

#[test]
fn the_tills_language_is_spoken() {
    for (code, words) in [
        ("de", "PIN eingeben"),
        ("en", "Enter PIN"),
        ("fr-CH", "Saisir"),
        ("it", "Inserire"),
        ("xx", "PIN eingeben"),
    ] {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut request = bench.request(RequestKind::CardPayment);
        request.pos_data.as_mut().unwrap().language = Some(code.into());
        bench.run_request(&request);
        assert!(bench.text_of("CashierDisplay").contains(words), "{code}");
    }
}

#[test]
fn receipts_keep_their_width_and_show_no_card_number() {
    for dialect in DIALECTS {
        for outcome in [Outcome::Signature, Outcome::Tip { percent: 7 }] {
            let mut bench = Bench::new(dialect, outcome);
            (0..3).for_each(|_| assert_eq!(bench.pay().overall_result, Success));
            let columns = bench.terminal.settings().profile.columns;
            let outputs =
                bench.asked.iter().flat_map(|r| &r.outputs).filter(|o| o.target().contains("Printer"));
            for line in outputs.flat_map(|output| &output.lines) {
                assert!(line.text.chars().count() <= columns, "{}: {}", dialect.name, line.text);
                // Twelve digits in a row are taken for a card number; only a chip's application has as many.
                let harmless =
                    line.text.starts_with("AID:") || opi_core::value::redact(&line.text) == line.text;
                assert!(harmless, "{}: {}", dialect.name, line.text);
            }
        }
    }
}

#[test]
fn printers_that_the_till_does_not_offer_get_nothing() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let mut request = bench.request(RequestKind::CardPayment);
    let pos = request.pos_data.as_mut().unwrap();
    pos.printer_status = Some("PrintLocal".into());
    pos.e_journal_status = Some("Unavailable".into());
    bench.run_request(&request);
    assert_eq!(bench.targets(), [&["CashierDisplay"; 4][..], &["JournalPrinter"]].concat());
    assert_eq!(bench.terminal.ledger().last().unwrap().copies.customer, Copy::NotWanted);
}

#[test]
fn brands_are_restricted() {
    let restricted = |code: &str, state: Option<&str>| {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut request = bench.request(RequestKind::CardPayment);
        let circuit =
            CardCircuit { code: code.into(), state: state.map(Into::into), ..CardCircuit::default() };
        request.card_circuits =
            Some(CardCircuitCollection { circuits: vec![circuit], ..CardCircuitCollection::default() });
        bench.run_request(&request);
        bench.terminal.ledger().last().and_then(|t| t.card).map(|card| card.circuit)
    };
    assert_eq!(restricted("VISA", None), Some("VISA"));
    assert_eq!(restricted("ECMC", Some("Denied")), Some("VISA"));
    assert_eq!(restricted("PRLI", None), None, "no customer carries that card");
}

// ---- receipts that are not confirmed -------------------------------------------------------------------------

#[test]
fn an_unconfirmed_receipt_must_be_reprinted_in_ch_and_nl() {
    for dialect in [&CH, &NL] {
        for devices in [no_paper as Devices, silent_printers] {
            let mut bench = Bench::new(dialect, Outcome::Approve);
            bench.devices = devices;
            assert_eq!(bench.pay().overall_result, Success, "the money has moved all the same");
            assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
            assert_eq!(bench.pay().overall_result, PrintLastTicket);
            assert_eq!(bench.terminal.ledger().transactions().len(), 1, "refused means not executed");
            assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Failure, "still no paper");
            assert_eq!(bench.pay().overall_result, PrintLastTicket);
            bench.devices = |request| Some(success(request));
            bench.asked.clear();
            assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Success);
            assert!(bench.text_of("Printer").contains("Kopie"));
            assert_eq!(bench.targets(), ["Printer", "JournalPrinter", "E-Journal"]);
            assert_eq!(bench.pay().overall_result, Success);
        }
    }
}

#[test]
fn a_reprint_without_that_printer_frees_the_terminal() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = no_paper;
    bench.pay();
    let mut reprint = bench.request(RequestKind::TicketReprint);
    reprint.pos_data.as_mut().unwrap().printer_status = Some("Unavailable".into());
    assert_eq!(bench.run_request(&reprint).overall_result, Success);
    assert_eq!(bench.terminal.condition(), Condition::Ready);
}

#[test]
fn a_german_terminal_does_not_insist_on_receipts() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    bench.devices = no_paper;
    bench.pay();
    assert_eq!(bench.pay().overall_result, Success);
}

#[test]
fn a_reprint_without_a_ticket_fails_and_frees_the_terminal() {
    let mut bench = Bench::new(&CH, Outcome::PrintLastTicket);
    assert_eq!(bench.pay().overall_result, PrintLastTicket);
    bench.terminal.set_behaviour(Outcome::Approve.into());
    assert_eq!(bench.pay().overall_result, PrintLastTicket);
    assert_eq!(bench.run(RequestKind::TicketReprint).overall_result, Failure);
    assert_eq!(bench.pay().overall_result, Success);
}

#[test]
fn an_unanswered_device_request_is_given_up_after_a_while() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    assert_eq!(bench.asked.len(), 1, "one at a time");
    let patience = bench.terminal.settings().device_patience;
    assert_eq!(bench.terminal.deadline(), Some(patience));
    assert!(bench.terminal.tick(patience - Duration::from_millis(1)).is_empty());
    bench.wait();
    assert_eq!(bench.asked.len(), 2, "then it goes on");
    assert!(bench.finding().contains("did not answer a device request in time"));
    let late = Message::DeviceResponse(success(bench.asked.first().unwrap())).encode().unwrap();
    let actions = bench.terminal.device_response(&late, bench.now);
    bench.settle(actions);
    assert!(bench.finding().contains("answered device request 8.1 while 8.2 is waiting"));
    assert_eq!(bench.asked.len(), 2, "a late answer is no answer to the next request");
}

#[test]
fn a_till_that_does_not_listen_is_found_out_and_left_alone() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    let actions = bench.terminal.device_lost(DeviceLoss::NotListening, bench.now);
    bench.settle(actions);
    assert_eq!(bench.asked.len(), 1, "no second attempt");
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Success);
    assert!(bench.finding().contains("nobody listens on channel 1"));
    assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
}

#[test]
fn a_closed_channel_1_costs_one_device_request() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let request = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &request);
    bench.devices = |request| Some(success(request));
    let actions = bench.terminal.device_lost(DeviceLoss::Closed, bench.now);
    bench.settle(actions);
    assert_eq!(bench.asked.len(), 7);
    assert!(bench.finding().contains("closed channel 1"));
    assert_eq!(bench.terminal.condition(), Condition::Ready);
    assert!(bench.terminal.device_lost(DeviceLoss::Closed, bench.now).is_empty(), "nobody is waiting");
}

// ---- abort, busy -----------------------------------------------------------------------------------------------

#[test]
fn a_cashier_aborts_what_waits_for_a_card() {
    for (dialect, conn) in [(&CH, OTHER), (&DE, PAY), (&NL, PAY), (&IFSF, OTHER)] {
        for outcome in [Outcome::Wait, Outcome::Slow { millis: 60_000 }] {
            let mut bench = Bench::new(dialect, outcome);
            let payment = bench.request(RequestKind::CardPayment);
            bench.send(PAY, &payment);
            assert!(bench.answers.is_empty());
            let abort = bench.request(RequestKind::AbortRequest);
            bench.send(conn, &abort);
            let answers: Vec<_> = bench
                .answers
                .iter()
                .map(|(conn, r)| (*conn, r.request_id.as_str(), r.overall_result.clone()))
                .collect();
            assert_eq!(answers, [(conn, "9", Success), (PAY, "8", Aborted)], "{}", dialect.name);
            assert_eq!(bench.terminal.ledger().last().unwrap().state, State::Aborted);
            assert_eq!(bench.finding(), "");
        }
    }
}

#[test]
fn an_abort_can_come_as_a_service_request() {
    let mut bench = Bench::new(&DE, Outcome::Wait);
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let mut abort = bench.request(RequestKind::AbortRequest);
    abort.class = opi_core::message::Class::Service;
    bench.send(PAY, &abort);
    let (_, first) = bench.answers.first().unwrap();
    assert_eq!((first.class, &first.overall_result), (abort.class, &Success));
}

#[test]
fn an_abort_waits_for_the_device_answer_under_way() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = |_| None;
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.len(), 1, "only the abort is answered");
    assert_eq!(bench.asked.len(), 1);
    bench.devices = |request| Some(success(request));
    let answer = Message::DeviceResponse(success(bench.asked.first().unwrap())).encode().unwrap();
    let actions = bench.terminal.device_response(&answer, bench.now);
    bench.settle(actions);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Aborted);
    assert!(bench.text_of("CashierDisplay").contains("abgebrochen"));
}

#[test]
fn past_the_point_of_no_return_an_abort_is_too_late() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.devices = silent_printers;
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    assert_eq!(bench.targets().last(), Some(&"Printer"), "the receipt is under way");
    let abort = bench.request(RequestKind::AbortRequest);
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, DeviceUnavailable);
    while !bench.terminal.is_idle() {
        bench.wait();
    }
    assert_eq!(bench.answers.last().unwrap().1.overall_result, Success);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn an_abort_of_nothing_or_of_another_tills_payment_is_refused() {
    let mut bench = Bench::new(&CH, Outcome::Wait);
    assert_eq!(bench.run(RequestKind::AbortRequest).overall_result, DeviceUnavailable);
    assert!(bench.finding().contains("nothing is running"));
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    let mut abort = bench.request(RequestKind::AbortRequest);
    abort.workstation_id = "lane-2".into();
    bench.send(OTHER, &abort);
    assert_eq!(bench.answers.last().unwrap().1.overall_result, DeviceUnavailable);
    assert!(bench.finding().contains("belongs to till lane-1"));
    assert!(!bench.terminal.is_idle());
}

#[test]
fn a_busy_terminal_refuses_and_forgets_nothing() {
    for (dialect, busy) in [(&CH, DeviceUnavailable), (&DE, Busy)] {
        let mut bench = Bench::new(dialect, Outcome::Wait);
        let payment = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &payment);
        let second = bench.request(RequestKind::CardPayment);
        bench.send(OTHER, &second);
        assert_eq!(bench.answers.last().unwrap().1.overall_result, busy);
        assert!(bench.finding().contains("was still running"));
        bench.wait();
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        let header = repeated.original_header.unwrap();
        assert_eq!((header.request_id.as_deref(), header.result()), (Some("8"), Some(TimedOut)));
    }
}

// ---- refund, reversal, reservation -----------------------------------------------------------------------------

#[test]
fn refunds_and_reservations_are_booked_as_what_they_are() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    assert_eq!(bench.run(RequestKind::PaymentRefund).overall_result, Success);
    assert_eq!(bench.run(RequestKind::CardReservation).overall_result, Success);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0);
    assert!(bench.text_of("Printer").contains("Gutschrift"));
    assert_eq!(bench.terminal.ledger().totals().len(), 3);
}

#[test]
fn a_swiss_reversal_undoes_the_last_payment_if_the_cashier_confirms() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    bench.pay();
    bench.devices = says_no;
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Aborted);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
    bench.devices = |request| Some(success(request));
    bench.asked.clear();
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Success);
    let question = bench.asked.first().unwrap();
    assert_eq!(
        (question.request_type.as_str(), question.input.as_ref().unwrap().command_name()),
        ("Input", "GetConfirmation")
    );
    let ledger = bench.terminal.ledger();
    assert_eq!(ledger.net("CHF"), 0);
    assert_eq!(ledger.last().unwrap().reverses, ledger.transactions().first().map(|t| t.stan.clone()));
    assert_eq!(bench.run(RequestKind::PaymentReversal).overall_result, Failure, "only once");
}

#[test]
fn a_german_reversal_names_its_transaction() {
    let mut bench = Bench::new(&DE, Outcome::Approve);
    bench.pay();
    bench.pay();
    let reverse = |bench: &mut Bench, stan: &str| {
        let mut request = bench.request(RequestKind::PaymentReversal);
        let original = OriginalTransaction { stan: Some(stan.into()), ..OriginalTransaction::default() };
        request.original_transaction = Some(original);
        bench.run_request(&request).overall_result
    };
    assert_eq!(reverse(&mut bench, "999999"), Failure);
    assert_eq!(reverse(&mut bench, "021601"), Success);
    assert_eq!(reverse(&mut bench, "021601"), Failure);
    let states: Vec<_> = bench.terminal.ledger().transactions().iter().map(|t| t.state).collect();
    assert_eq!(states, [State::Reversed, State::Approved, State::Approved]);
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_rejected_signature_moves_the_money_back() {
    let mut bench = Bench::new(&DE, Outcome::Signature);
    bench.devices = says_no;
    assert_eq!(bench.pay().overall_result, Aborted);
    assert_eq!(bench.terminal.ledger().last().unwrap().state, State::Reversed);
    assert_eq!(bench.terminal.ledger().net("CHF"), 0);
    assert!(bench.text_of("Printer").contains("____"), "a line to sign on");
}

// ---- session, day end, information -----------------------------------------------------------------------------

#[test]
fn a_session_is_opened_and_closed() {
    let mut bench = Bench::with(Settings { session_open: false, ..Settings::new(&CH) });
    assert_eq!(bench.pay().overall_result, LoggedOut);
    assert!(bench.finding().contains("the session is not open; ActivateTerminal comes first"));
    assert_eq!(bench.run(RequestKind::ActivateTerminal).overall_result, Activated);
    assert_eq!(bench.run(RequestKind::ActivateTerminal).overall_result, AlreadyActivated);
    assert_eq!(bench.pay().overall_result, Success);
    assert_eq!(bench.run(RequestKind::DeactivateTerminal).overall_result, OverallResult::Deactivated);
    assert_eq!(bench.run(RequestKind::DeactivateTerminal).overall_result, OverallResult::AlreadyDeactivated);

    let mut german = Bench::with(Settings { session_open: false, ..Settings::new(&DE) });
    assert_eq!(german.pay().overall_result, LoggedOut);
    assert_eq!(german.run(RequestKind::Login).overall_result, Success);
    assert_eq!(german.run(RequestKind::Login).overall_result, Success);
    assert_eq!(german.pay().overall_result, Success);
}

#[test]
fn closing_the_day_tells_the_totals_and_starts_a_new_batch() {
    for (dialect, printer, result) in [(&CH, "JournalPrinter", DayClosed), (&DE, "Printer", Success)] {
        let mut bench = Bench::new(dialect, Outcome::Approve);
        bench.pay();
        bench.pay();
        bench.run(RequestKind::PaymentRefund);
        bench.asked.clear();
        let response = bench.run(dialect.close_day);
        assert_eq!(response.overall_result, result);
        let totals = response.reconciliation.unwrap().totals;
        let lines: Vec<_> = totals
            .iter()
            .map(|t| {
                (t.payment_type.as_deref().unwrap(), t.number_payments.as_deref().unwrap(), t.text.as_str())
            })
            .collect();
        assert_eq!(lines, [("Debit", "1", "12.50"), ("Debit", "1", "12.50"), ("Credit", "1", "12.50")]);
        assert!(bench.text_of(printer).contains("Tagesabschluss"));
        assert_eq!(bench.terminal.ledger().batch(), 2);
        let expected =
            if dialect.close_day == RequestKind::CloseDay { Condition::LoggedOut } else { Condition::Ready };
        assert_eq!(bench.terminal.condition(), expected);
        let empty = bench.run(dialect.close_day).reconciliation.unwrap();
        assert!(empty.totals.is_empty());
    }
}

#[test]
fn every_kind_of_every_dialect_gets_one_answer() {
    for dialect in DIALECTS {
        for kind in RequestKind::ALL {
            let mut bench = Bench::new(dialect, Outcome::Approve);
            bench.pay();
            let response = bench.run(*kind);
            assert_eq!(response.kind(), Some(*kind), "{}", dialect.name);
            let refused = response.overall_result == NotSupported;
            assert!(
                dialect.supports(*kind) || refused,
                "{} {kind}: {}",
                dialect.name,
                response.overall_result
            );
        }
    }
}

#[test]
fn repeating_clears_nothing_and_says_when_there_is_nothing() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    assert_eq!(bench.run(RequestKind::RepeatLastMessage).overall_result, Failure);
    bench.devices = no_paper;
    let paid = bench.pay();
    for _ in 0..2 {
        let repeated = bench.run(RequestKind::RepeatLastMessage);
        assert_eq!(repeated.overall_result, Success);
        assert_eq!(repeated.tender, paid.tender);
        let header = repeated.original_header.unwrap();
        assert_eq!(header.request_type.as_deref(), Some("CardPayment"));
        assert_eq!(header.request_id.as_deref(), Some(paid.request_id.as_str()));
        assert_eq!(header.result(), Some(Success));
    }
    assert_eq!(bench.terminal.condition(), Condition::PrintLastTicket);
    bench.run(RequestKind::TicketReprint);
    let header = bench.run(RequestKind::RepeatLastMessage).original_header.unwrap();
    assert_eq!(
        header.request_id.as_deref(),
        Some(paid.request_id.as_str()),
        "a reprint is not the last message"
    );
}

// ---- what a till does wrong --------------------------------------------------------------------------------------

#[test]
fn a_request_sent_twice_is_a_possible_double_charge() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    let payment = bench.request(RequestKind::CardPayment);
    bench.run_request(&payment);
    bench.run_request(&payment);
    assert!(bench.finding().contains("sent twice: a possible double charge"), "{}", bench.finding());
    assert_eq!(bench.terminal.ledger().net("CHF"), 2500, "a terminal charges what it is told to");
    let other = Request { total_amount: amount("7.00"), ..payment };
    bench.run_request(&other);
    assert!(bench.finding().contains("RequestID 8 was used before, for CardPayment 8 (CHF 12.50)"));
}

#[test]
fn a_reference_paid_twice_is_a_possible_double_charge() {
    let mut bench = Bench::new(&CH, Outcome::Decline { reason: 5 });
    let order = |bench: &mut Bench| {
        let request =
            Request { reference_number: Some("A-1".into()), ..bench.request(RequestKind::CardPayment) };
        bench.run_request(&request);
    };
    order(&mut bench);
    bench.terminal.set_behaviour(Outcome::Approve.into());
    order(&mut bench);
    assert_eq!(bench.finding(), "", "the first attempt was declined");
    order(&mut bench);
    assert!(bench.finding().contains("this reference has been paid already"));
}

#[test]
fn a_till_that_hangs_up_pays_all_the_same() {
    let mut bench = Bench::new(&CH, Outcome::Slow { millis: 5 });
    let payment = bench.request(RequestKind::CardPayment);
    bench.send(PAY, &payment);
    assert!(bench.terminal.connection_closed(OTHER, bench.now).is_empty());
    let actions = bench.terminal.connection_closed(PAY, bench.now);
    bench.settle(actions);
    assert!(bench.finding().contains("closed channel 0 while it was running"));
    bench.wait();
    assert!(bench.answers.is_empty() && bench.terminal.is_idle());
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
}

#[test]
fn a_request_that_cannot_be_understood_is_refused_if_it_says_whom_to_answer() {
    let card =
        |attributes: &str| format!("<CardServiceRequest {attributes}><TotalAmount/></CardServiceRequest>");
    let ids = "RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"5\"";
    for (text, expected) in [
        (format!("<CardServiceRequest {ids}><TotalAmount>"), Some(ParsingError)),
        (card("WorkstationID=\"1\" RequestID=\"5\""), Some(MissingMandatoryData)),
        (card(&ids.replace("CardPayment", "Payment")), Some(FormatError)),
        (card(ids), Some(MissingMandatoryData)),
        (format!("<Payment {ids}/>"), Some(FormatError)),
        ("<CardServiceRequest/>".to_owned(), None),
        ("GET / HTTP/1.1".to_owned(), None),
        (String::new(), None),
        (format!("<DeviceResponse {ids} OverallResult=\"Success\"/>"), None),
    ] {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let actions = bench.terminal.request(PAY, text.as_bytes(), bench.now);
        bench.settle(actions);
        assert_eq!(bench.answers.last().map(|(_, r)| r.overall_result.clone()), expected, "{text}");
        assert_eq!(bench.others.contains(&Action::CloseConnection(PAY)), expected.is_none(), "{text}");
        assert_ne!(bench.finding(), "", "{text}");
        assert!(bench.terminal.is_idle() && bench.terminal.ledger().transactions().is_empty(), "{text}");
    }
}

#[test]
fn an_amount_that_is_none_is_refused() {
    for (text, result) in
        [("12.505", FormatError), ("-1.00", FormatError), ("0.00", FormatError), ("x", FormatError)]
    {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let request = Request { total_amount: amount(text), ..bench.request(RequestKind::CardPayment) };
        assert_eq!(bench.run_request(&request).overall_result, result, "{text}");
        assert!(bench.terminal.ledger().transactions().is_empty(), "{text}");
    }
}

#[test]
fn findings_are_bounded() {
    let mut bench = Bench::new(&CH, Outcome::Approve);
    for _ in 0..MOST_FINDINGS + 5 {
        bench.terminal.unreadable(PAY, "noise", Duration::ZERO);
    }
    assert_eq!(bench.terminal.findings().len(), MOST_FINDINGS + 1);
    assert_eq!(bench.terminal.findings().last().unwrap(), "… and 5 more");
}

// ---- faults of the line ----------------------------------------------------------------------------------------

#[test]
fn a_cut_answer_is_cut_where_it_was_asked_for() {
    let mut bench = Bench::new(&CH, "drop-pay:37".parse::<Behaviour>().unwrap());
    let payment = bench.request(RequestKind::CardPayment);
    let bytes = Message::Request(payment).encode().unwrap();
    let mut queue = VecDeque::from(bench.terminal.request(PAY, &bytes, bench.now));
    let mut cut = None;
    while let Some(action) = queue.pop_front() {
        match action {
            Action::DeviceRequest(message) => {
                let Message::DeviceRequest(request) = Message::decode(&message.payload).unwrap().message
                else {
                    panic!()
                };
                let answer = Message::DeviceResponse(success(&request)).encode().unwrap();
                queue.extend(bench.terminal.device_response(&answer, bench.now));
            }
            Action::Respond { message, .. } => cut = Some(message.pieces().concat().len()),
            _ => {}
        }
    }
    assert_eq!(cut, Some(37));
    assert_eq!(bench.terminal.ledger().net("CHF"), 1250);
    assert!(bench.terminal.is_idle());
}

#[test]
fn channel_1_can_break_anywhere() {
    let whole = {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        bench.pay();
        bench.asked.len()
    };
    let mut lost_receipts = 0;
    for at in (0..).step_by(11) {
        let mut bench = Bench::new(&CH, format!("drop-device:{at}").parse::<Behaviour>().unwrap());
        assert_eq!(bench.pay().overall_result, Success, "{at}");
        assert_eq!(bench.terminal.ledger().net("CHF"), 1250, "{at}");
        let cuts = bench.others.iter().filter(|action| matches!(action, Action::DeviceRequest(_))).count();
        if cuts == 0 {
            assert_eq!(bench.asked.len(), whole);
            break;
        }
        assert_eq!(cuts, 1, "{at}: nothing follows a cut");
        let open = bench.terminal.condition() == Condition::PrintLastTicket;
        let confirmed =
            bench.asked.iter().flat_map(|r| &r.outputs).filter(|o| o.target().contains("Printer")).count();
        assert_eq!(open, confirmed < 2, "{at}");
        lost_receipts += usize::from(open);
    }
    assert!(lost_receipts > 100);
}

#[test]
fn cuts_hit_other_requests_only_when_told_to() {
    for (words, cut) in [("drop-pay:0", false), ("drop-pay:0,every-request", true)] {
        let mut bench = Bench::new(&CH, words.parse::<Behaviour>().unwrap());
        let request = Message::Request(bench.request(RequestKind::GetStatus)).encode().unwrap();
        let actions = bench.terminal.request(PAY, &request, bench.now);
        let answer = actions.iter().find_map(|action| match action {
            Action::Respond { message, .. } => Some(message.is_cut()),
            _ => None,
        });
        assert_eq!(answer, Some(cut), "{words}");
    }
}

// ---- always ------------------------------------------------------------------------------------------------------

#[test]
fn the_same_inputs_give_the_same_terminal() {
    let run = |seed| {
        let mut bench = Bench::with(Settings { seed, ..Settings::new(&CH) });
        bench.pay();
        bench.run(RequestKind::TicketReprint);
        (
            format!("{:?}", bench.asked),
            bench.answers,
            bench.terminal.ledger().last().unwrap().approval_code.clone(),
        )
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).2, run(2).2);
}

proptest! {
    #[test]
    fn no_bytes_panic_or_move_money(noise in prop::collection::vec(any::<u8>(), 0..300), swiss in any::<bool>()) {
        let mut bench = Bench::new(if swiss { &CH } else { &DE }, Outcome::Approve);
        bench.devices = |_| None;
        let _ = bench.terminal.request(PAY, &noise, Duration::ZERO);
        let payment = bench.request(RequestKind::CardPayment);
        bench.send(PAY, &payment);
        let _ = bench.terminal.device_response(&noise, Duration::ZERO);
        let _ = bench.terminal.request(OTHER, &noise, Duration::ZERO);
        prop_assert!(bench.terminal.ledger().transactions().is_empty());
    }

    #[test]
    fn a_damaged_request_never_panics(at in 0_usize..400, byte in any::<u8>()) {
        let mut bench = Bench::new(&CH, Outcome::Approve);
        let mut bytes = Message::Request(bench.request(RequestKind::CardPayment)).encode().unwrap();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let _ = bench.terminal.request(PAY, &bytes, Duration::ZERO);
    }
}
