//! What libopi costs over bare sockets: one payment with five device requests against the same terminal,
//! once through `Terminal::run`, once through a loop that moves the same bytes without reading them.
//!
//! Both run in turns within one process, so that a busy machine hits both alike; what counts is the ratio of
//! the medians, printed as the last line.

use opi_core::{CancelToken, Config, Terminal};
use opi_proto::devices::NoDevices;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::Verdict;
use opi_proto::value::{Currency, Money};
use opi_proto::wire::frame;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: usize = 400;
const WARM_UP: usize = 50;

fn vectors() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../opi-proto/tests/vectors/ch-payment");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("vectors").flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("a vector")).collect()
}

fn read_frame(stream: &mut TcpStream, buffer: &mut Vec<u8>) {
    let mut header = [0; 4];
    stream.read_exact(&mut header).expect("a frame header");
    buffer.resize(u32::from_be_bytes(header) as usize, 0);
    stream.read_exact(buffer).expect("a frame");
}

/// Finds the value of an attribute without parsing: the terminal has to echo the RequestID.
fn attribute<'a>(xml: &'a str, name: &str) -> &'a str {
    let from = xml.find(&format!("{name}=\"")).expect(name) + name.len() + 2;
    xml[from..].split('"').next().expect(name)
}

/// The terminal of both: answers every connection with the recorded exchange.
fn terminal(socket: TcpListener, till: Arc<AtomicU16>) {
    let vectors = vectors();
    thread::spawn(move || {
        let mut buffer = Vec::new();
        for connection in socket.incoming() {
            let mut pay = connection.expect("a connection");
            pay.set_nodelay(true).expect("no delay");
            read_frame(&mut pay, &mut buffer);
            let request = String::from_utf8(buffer.clone()).expect("UTF-8");
            let (id, workstation) = (attribute(&request, "RequestID"), attribute(&request, "WorkstationID"));
            let till = SocketAddr::from(([127, 0, 0, 1], till.load(Ordering::SeqCst)));
            let mut device = TcpStream::connect(till).expect("channel 1");
            device.set_nodelay(true).expect("no delay");
            let (response, requests) = vectors.split_last().expect("vectors");
            for vector in requests {
                let xml = vector.replace("{id}", id).replace("{ws}", workstation);
                device.write_all(&frame::encode(xml.as_bytes())).expect("a device request");
                read_frame(&mut device, &mut buffer);
            }
            let xml = response.replace("{id}", id).replace("{ws}", workstation);
            pay.write_all(&frame::encode(xml.as_bytes())).expect("the answer");
        }
    });
}

/// The bytes of one payment, moved without being read.
struct Bare {
    terminal: SocketAddr,
    socket: TcpListener,
    request: Vec<u8>,
    answer: Vec<u8>,
    requests: usize,
    buffer: Vec<u8>,
}

impl Bare {
    fn run(&mut self) {
        let mut pay = TcpStream::connect(self.terminal).expect("channel 0");
        pay.set_nodelay(true).expect("no delay");
        pay.write_all(&self.request).expect("the request");
        let (mut device, _) = self.socket.accept().expect("channel 1");
        device.set_nodelay(true).expect("no delay");
        for _ in 0..self.requests {
            read_frame(&mut device, &mut self.buffer);
            device.write_all(&self.answer).expect("a device answer");
        }
        read_frame(&mut pay, &mut self.buffer);
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = socket.local_addr().expect("an address");
    let till_port = Arc::new(AtomicU16::new(0));
    terminal(socket, Arc::clone(&till_port));

    let open = |workstation: &str, journal: &str| {
        let url = format!(
            "opi://{address}?listen=127.0.0.1:0&workstation={workstation}&acknowledge=auto&journal={journal}"
        );
        Terminal::open(Config::parse(&url).expect("a URL"), Arc::new(NoDevices)).expect("a till")
    };
    let till = open("lane-1", "none");
    // Beside the build, which lies on a disk; a folder for temporary files may lie in memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let journaled = open("lane-2", &folder.path().join("journal.db").display().to_string());
    let payment = Operation::new(RequestKind::CardPayment)
        .with_amount(Money::new(1250, Currency::from_code("CHF").expect("CHF")));
    let now = opi_core::clock::local_time();
    let request = payment.to_request(&till.config().settings, "1234567890", &now).expect("a request");
    let request = opi_proto::message::Message::Request(Box::new(request)).encode().expect("XML");
    let answer = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DeviceResponse xmlns=\"http://www.nrf-arts.org/IXRetail/namespace\" \
                  RequestType=\"Output\" RequestID=\"1234567890.1\" OverallResult=\"Success\" WorkstationID=\"lane-1\">\
                  <Output OutDeviceTarget=\"JournalPrinter\" OutResult=\"Success\"/></DeviceResponse>";
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let bare_port = listener.local_addr().expect("an address").port();
    let mut bare = Bare {
        terminal: address,
        socket: listener,
        request: frame::encode(&request),
        answer: frame::encode(answer.as_bytes()),
        requests: vectors().len() - 1,
        buffer: Vec::new(),
    };

    let (mut with, mut without, mut durable) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM_UP {
        till_port.store(bare_port, Ordering::SeqCst);
        let start = Instant::now();
        bare.run();
        let bare_time = start.elapsed();

        let pay = |till: &Terminal| {
            till_port.store(till.listen_address().port(), Ordering::SeqCst);
            let start = Instant::now();
            let outcome = till.run(&payment, &CancelToken::new()).expect("an outcome");
            assert_eq!(outcome.verdict, Verdict::Approved);
            start.elapsed()
        };
        let (time, durable_time) = (pay(&till), pay(&journaled));
        if round >= WARM_UP {
            without.push(bare_time);
            with.push(time);
            durable.push(durable_time);
        }
    }
    let (with, without, durable) = (median(with), median(without), median(durable));
    println!("one payment, {} device requests, median of {ROUNDS} rounds in turns", bare.requests);
    println!("bare sockets {:>8.1} us", without.as_secs_f64() * 1e6);
    println!("libopi       {:>8.1} us", with.as_secs_f64() * 1e6);
    println!("with journal {:>8.1} us", durable.as_secs_f64() * 1e6);
    println!("journal: ratio {:.2} on this disk", durable.as_secs_f64() / with.as_secs_f64());
    println!("exchange: ratio {:.2} (aim: at most 1.5)", with.as_secs_f64() / without.as_secs_f64());
}
