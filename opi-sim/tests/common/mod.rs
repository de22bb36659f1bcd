//! A till made of twenty lines, for tests over real sockets.

#![allow(dead_code, reason = "each test uses its part")]

use opi_proto::message::{
    Amount, DeviceRequest, DeviceResponse, InputResult, InputValue, Message, OutputResult, PosData, Request,
    RequestKind, Response,
};
use opi_proto::value::OverallResult;
use opi_proto::wire::frame::{DEFAULT_MAX_FRAME, Decoder, encode};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Only a broken simulator makes a test wait so long.
pub const TOO_LONG: Duration = Duration::from_secs(60);

/// The till's side of channel 1: accepts connections one after the other and answers everything.
pub struct Devices {
    pub addr: SocketAddr,
    /// What was asked.
    pub asked: Receiver<DeviceRequest>,
}

impl Devices {
    /// One connection after the other.
    pub fn answering(connection: fn(TcpStream, &Sender<DeviceRequest>)) -> Self {
        let (listener, addr, asked, received) = Devices::listen();
        // Ends with the test's process; nothing waits for it.
        thread::spawn(move || listener.incoming().flatten().for_each(|socket| connection(socket, &asked)));
        Devices { addr, asked: received }
    }

    /// All connections at the same time.
    pub fn answering_many(connection: fn(TcpStream, &Sender<DeviceRequest>)) -> Self {
        let (listener, addr, asked, received) = Devices::listen();
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let asked = asked.clone();
                thread::spawn(move || connection(socket, &asked));
            }
        });
        Devices { addr, asked: received }
    }

    fn listen() -> (TcpListener, SocketAddr, Sender<DeviceRequest>, Receiver<DeviceRequest>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        let (asked, received) = channel();
        (listener, addr, asked, received)
    }

    pub fn targets(&self) -> Vec<String> {
        self.asked.try_iter().flat_map(|request| request.outputs).filter_map(|output| output.target).collect()
    }
}

/// Answers every device request of a connection.
pub fn all(mut socket: TcpStream, asked: &Sender<DeviceRequest>) {
    while let Some(request) = next(&mut socket) {
        let _ = asked.send(request.clone());
        answer(&mut socket, &request);
    }
}

/// Answers one device request per connection, then closes it.
pub fn one(mut socket: TcpStream, asked: &Sender<DeviceRequest>) {
    if let Some(request) = next(&mut socket) {
        let _ = asked.send(request.clone());
        answer(&mut socket, &request);
    }
}

/// Reads device requests and closes the connection instead of answering.
pub fn none(mut socket: TcpStream, asked: &Sender<DeviceRequest>) {
    next(&mut socket).into_iter().for_each(|request| asked.send(request).unwrap_or_default());
}

pub fn next(socket: &mut TcpStream) -> Option<DeviceRequest> {
    let frame = read_frame(socket)?;
    let Message::DeviceRequest(request) = Message::decode(&frame).unwrap().message else {
        panic!("not a device request")
    };
    Some(*request)
}

pub fn answer(socket: &mut TcpStream, request: &DeviceRequest) {
    let success = || Some("Success".to_owned());
    let response = DeviceResponse {
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
            .map(|o| OutputResult { target: o.target.clone(), result: success(), ..OutputResult::default() })
            .collect(),
        input: request.input.as_ref().map(|input| InputResult {
            target: input.target.clone(),
            result: success(),
            value: Some(InputValue { boolean: Some("true".into()), ..InputValue::default() }),
            ..InputResult::default()
        }),
        ..DeviceResponse::to(request, OverallResult::Success)
    };
    let _ = socket.write_all(&encode(&Message::DeviceResponse(Box::new(response)).encode().unwrap()));
}

pub fn read_frame(socket: &mut TcpStream) -> Option<Vec<u8>> {
    socket.set_read_timeout(Some(TOO_LONG)).unwrap();
    let mut decoder = Decoder::new(DEFAULT_MAX_FRAME);
    let mut byte = [0];
    loop {
        if let Some(frame) = decoder.next_frame().unwrap() {
            return Some(frame);
        }
        if socket.read(&mut byte).ok()? == 0 {
            return None;
        }
        decoder.push(&byte);
    }
}

pub fn request(kind: RequestKind, workstation: &str, id: &str, amount: &str) -> Request {
    let mut request = Request::new(kind, workstation, id);
    let available = || Some("Available".to_owned());
    request.pos_data = Some(PosData {
        language: Some("de".into()),
        time_stamp: Some("2026-04-08T10:30:00+02:00".into()),
        printer_status: available(),
        journal_printer_status: available(),
        e_journal_status: available(),
        ..PosData::default()
    });
    if kind == RequestKind::CardPayment {
        request.total_amount =
            Some(Amount { text: amount.into(), currency: Some("CHF".into()), ..Amount::default() });
    }
    request
}

pub fn send(terminal: SocketAddr, kind: RequestKind, id: &str) -> TcpStream {
    let mut socket = TcpStream::connect(terminal).unwrap();
    send_on(&mut socket, kind, id);
    socket
}

pub fn send_on(socket: &mut TcpStream, kind: RequestKind, id: &str) {
    let bytes = Message::Request(Box::new(request(kind, "lane-1", id, "12.50"))).encode().unwrap();
    socket.write_all(&encode(&bytes)).unwrap();
}

pub fn receive(socket: &mut TcpStream) -> Response {
    let frame = read_frame(socket).expect("an answer");
    let Message::Response(response) = Message::decode(&frame).unwrap().message else {
        panic!("not a response")
    };
    *response
}
