//! The terminal in virtual time, at a till made of a function.

use super::state::MOST_FINDINGS;
use super::*;
use crate::fault::Outgoing;
use crate::ledger::{Copy, State};
use crate::outcome::{Outcome, Silence};
use opi_proto::dialect::{CH, DE, DIALECTS, Dialect, IFSF, NL};
use opi_proto::message::{
    Amount, CardCircuit, CardCircuitCollection, DeviceRequest, DeviceResponse, InputResult, InputValue,
    Message, OriginalTransaction, OutputResult, PosData, Request, RequestKind, Response,
};
use opi_proto::value::OverallResult;
use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder};
use proptest::prelude::*;
use std::collections::VecDeque;

mod abort;
mod books;
mod line;
mod models;
mod payment;
mod receipts;
mod recovery;
mod siege;
mod till;

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
        let bytes = Message::Request(Box::new(request.clone())).encode().unwrap();
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
                    for message in messages(&message) {
                        let Message::DeviceRequest(request) = message else { panic!("not a device request") };
                        let answer = (self.devices)(&request);
                        self.asked.push(*request);
                        if let Some(answer) = answer {
                            let bytes = Message::DeviceResponse(Box::new(answer)).encode().unwrap();
                            queue.extend(self.terminal.device_response(&bytes, self.now));
                        }
                    }
                }
                Action::Respond { conn, message } => {
                    for message in messages(&message) {
                        let Message::Response(response) = message else { panic!("not a response") };
                        self.answers.push((conn, *response));
                    }
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
            .map(opi_proto::message::Output::target)
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

/// The messages that leave whole.
fn messages(outgoing: &Outgoing) -> Vec<Message> {
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    decoder.push(&outgoing.pieces().concat());
    std::iter::from_fn(|| decoder.next_frame().unwrap())
        .map(|frame| Message::decode(&frame).unwrap().message)
        .collect()
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
            value: Some(InputValue {
                boolean: Some("true".into()),
                string: Some("4711".into()),
                number: Some("2".into()),
                ..InputValue::default()
            }),
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
