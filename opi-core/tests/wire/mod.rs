//! A terminal made by hand, for tests of the wire: it speaks in messages, and says only what its script says.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use opi_proto::message::{DeviceRequest, DeviceResponse, Message, Output, Request, Response, TextLine};
use opi_proto::value::OverallResult;
use opi_proto::wire::frame::{self, Decoder};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Long enough for any machine; passing tests never wait for it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A listening socket at a port that nobody else has.
pub fn socket() -> (TcpListener, SocketAddr) {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    socket2::SockRef::from(&socket).set_read_timeout(Some(PATIENCE)).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

/// A connection that speaks in messages.
pub struct Wire {
    pub stream: TcpStream,
    decoder: Decoder,
}

impl Wire {
    pub fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Wire { stream, decoder: Decoder::new(frame::DEFAULT_MAX_FRAME) }
    }

    pub fn connect(address: SocketAddr) -> Self {
        Wire::new(TcpStream::connect(address).unwrap())
    }

    /// The next message, or `None` when the till closed the connection.
    pub fn next(&mut self) -> Option<Message> {
        let mut buffer = [0; 4096];
        loop {
            if let Some(payload) = self.decoder.next_frame().unwrap() {
                return Some(Message::decode(&payload).unwrap().message);
            }
            match self.stream.read(&mut buffer) {
                Ok(0) => return None,
                Ok(count) => self.decoder.push(&buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return None,
                Err(error) => panic!("{error}"),
            }
        }
    }

    pub fn request(&mut self) -> Request {
        match self.next() {
            Some(Message::Request(request)) => *request,
            other => panic!("expected a request, got {other:?}"),
        }
    }

    pub fn send(&mut self, message: Message) {
        self.stream.write_all(&frame::encode(&message.encode().unwrap())).unwrap();
    }

    pub fn answer(&mut self, request: &Request, result: OverallResult) {
        let kind = request.kind().unwrap();
        self.send(Message::Response(Box::new(Response::new(
            kind,
            &request.workstation_id,
            &request.request_id,
            result,
        ))));
    }

    /// Sends a device request and gives the till's answer.
    pub fn ask(&mut self, request: DeviceRequest) -> Option<DeviceResponse> {
        self.send(Message::DeviceRequest(Box::new(request)));
        match self.next() {
            Some(Message::DeviceResponse(response)) => Some(*response),
            None => None,
            other => panic!("expected a device response, got {other:?}"),
        }
    }
}

pub fn output(workstation: &str, id: &str, target: &str) -> DeviceRequest {
    DeviceRequest {
        request_type: "Output".into(),
        workstation_id: Some(workstation.into()),
        request_id: id.into(),
        application_sender: None,
        terminal_id: None,
        pop_id: None,
        sequence_id: None,
        outputs: vec![Output {
            target: Some(target.into()),
            lines: vec![TextLine { text: "Z\u{fc}rich".into(), ..TextLine::default() }],
            ..Output::default()
        }],
        input: None,
        ..DeviceRequest::default()
    }
}
