//! A shop full of terminals, over real sockets: nobody waits for another. No sleeps: every wait is for something.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{Devices, TOO_LONG, all, next, read_frame, receive, request, send, send_on};
use opi_proto::message::{Message, RequestKind};
use opi_proto::value::OverallResult;
use opi_proto::wire::frame::encode;
use opi_sim::{Behaviour, Condition, Config, Outcome, Shop, Station};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

fn shop(count: usize, till: SocketAddr) -> Shop {
    let config = Config::default().till(till).outcome(Outcome::Approve);
    Shop::start((0..count).map(|number| config.clone().numbered(number)).collect()).unwrap()
}

fn pay(socket: &mut TcpStream, workstation: &str, id: &str, amount: &str) {
    let request = request(RequestKind::CardPayment, workstation, id, amount);
    socket.write_all(&encode(&Message::Request(Box::new(request)).encode().unwrap())).unwrap();
    let answer = receive(socket);
    assert_eq!((answer.request_id.as_str(), &answer.overall_result), (id, &OverallResult::Success));
}

fn pays(station: &Station) {
    let mut till = send(station.addr(), RequestKind::CardPayment, "1");
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
}

/// A till that does not read until it is told to; the kernel keeps as little for it as it can.
fn deaf_till(terminal: SocketAddr) -> TcpStream {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(1024).unwrap();
    socket.connect(&terminal.into()).unwrap();
    socket.into()
}

#[test]
fn every_till_pays_at_its_own_terminal_all_at_once() {
    const PAYMENTS: usize = 3;
    for count in [1, 2, 3, 64] {
        let devices = Devices::answering_many(all);
        let shop = shop(count, devices.addr);
        assert_eq!(shop.len(), count);
        thread::scope(|scope| {
            for (number, station) in shop.terminals().iter().enumerate() {
                scope.spawn(move || {
                    for id in 0..PAYMENTS {
                        let mut socket = TcpStream::connect(station.addr()).unwrap();
                        let amount = format!("{}.{id}0", number + 1);
                        pay(&mut socket, &format!("lane-{number}"), &id.to_string(), &amount);
                    }
                });
            }
        });
        shop.wait_idle();
        assert_eq!(shop.findings(), []);
        let mut sum = 0;
        for (number, ledger) in shop.ledgers().iter().enumerate() {
            let booked: Vec<_> = ledger.transactions().iter().map(|t| t.amount.minor_units()).collect();
            let asked: Vec<_> =
                (0..PAYMENTS).map(|id| i64::try_from(100 * (number + 1) + 10 * id).unwrap()).collect();
            assert_eq!(booked, asked, "terminal {number} of {count}");
            assert!(ledger.transactions().iter().all(|t| t.workstation == format!("lane-{number}")));
            sum += asked.iter().sum::<i64>();
        }
        assert_eq!(shop.net("CHF"), sum);
        assert_eq!(devices.targets().len(), count * PAYMENTS * 7, "four displays, two receipts, one entry");
    }
}

#[test]
fn a_terminal_that_is_full_refuses_and_its_neighbour_does_not() {
    let devices = Devices::answering_many(all);
    let shop = shop(2, devices.addr);
    let (full, neighbour) = (shop.terminal(0).unwrap(), shop.terminal(1).unwrap());
    let idle: Vec<TcpStream> = (0..64).map(|_| TcpStream::connect(full.addr()).unwrap()).collect();
    assert_eq!(read_frame(&mut TcpStream::connect(full.addr()).unwrap()), None, "the 65th is closed");
    let others: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(neighbour.addr()).unwrap()).collect();
    pays(neighbour);
    drop(idle);
    full.wait_hung_up().unwrap();
    pays(full);
    drop(others);
}

#[test]
fn stopping_closes_everything_and_ends_the_thread() {
    let devices = Devices::answering_many(all);
    let witness = Arc::new(());
    let config = |number| {
        let witness = Arc::clone(&witness);
        let log = move |_: &str| drop(Arc::clone(&witness));
        let config = Config { log: Some(Arc::new(log)), ..Config::default().numbered(number) };
        config.till(devices.addr).outcome(Outcome::Wait)
    };
    let mut shop = Shop::start((0..8).map(config).collect()).unwrap();
    let addresses: Vec<SocketAddr> = shop.terminals().iter().map(Station::addr).collect();
    let mut running: Vec<TcpStream> =
        addresses.iter().map(|addr| send(*addr, RequestKind::CardPayment, "1")).collect();
    for _ in &addresses {
        devices.asked.recv_timeout(TOO_LONG).unwrap();
    }
    shop.stop();
    assert_eq!(Arc::strong_count(&witness), 1, "the thread has let go of everything it had");
    assert!(running.iter_mut().all(|socket| read_frame(socket).is_none()));
    assert!(addresses.iter().all(|addr| TcpStream::connect(addr).is_err()), "the ports are free again");
    shop.wait_idle();
    shop.terminal(0).unwrap().wait_hung_up().unwrap_err();
}

#[test]
fn a_till_that_does_not_read_stops_nobody_else() {
    let devices = Devices::answering_many(all);
    let shop = shop(2, devices.addr);
    let (first, second) = (shop.terminal(0).unwrap(), shop.terminal(1).unwrap());
    // More than kernels keep.
    first.set_outcome("every-request,garbage:1000000".parse::<Behaviour>().unwrap());
    let mut deaf = deaf_till(first.addr());
    (0..20).for_each(|id| send_on(&mut deaf, RequestKind::GetStatus, &id.to_string()));
    pays(second);
    // It has nothing to do, and is not at rest: answers wait to be written.
    while first.condition() != Condition::Ready || first.wait_idle_for(Duration::ZERO) {
        pays(second);
    }
    pays(second);
    drop(deaf);
    first.wait_hung_up().unwrap();
    first.wait_idle();
    first.set_outcome(Outcome::Approve);
    pays(first);
}

#[test]
fn a_till_that_does_not_read_channel_1_stops_nobody_else() {
    let devices = Devices::answering_many(all);
    let shop = shop(2, devices.addr);
    let (first, second) = (shop.terminal(0).unwrap(), shop.terminal(1).unwrap());
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    first.set_till(deaf.local_addr().unwrap());
    let mut till = send(first.addr(), RequestKind::CardPayment, "1");
    let (link, _) = deaf.accept().unwrap();
    pays(second);
    assert!(!first.wait_idle_for(Duration::ZERO), "it waits for its display");
    drop((link, deaf));
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_with_an_address_of_its_own_calls_from_there() {
    let tills = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = Config::default().till(tills.local_addr().unwrap()).outcome(Outcome::Approve);
    let listen = ["127.0.1.1:0", "127.0.1.2:0", "127.0.0.1:0"].map(|place| place.parse().unwrap());
    let shop = Shop::start(listen.iter().map(|place| config.clone().listen(*place)).collect()).unwrap();
    let mut calls = Vec::new();
    for station in shop.terminals() {
        let till = send(station.addr(), RequestKind::CardPayment, "1");
        let (mut link, from) = tills.accept().unwrap();
        assert_eq!(from.ip(), station.addr().ip());
        assert!(next(&mut link).is_some());
        // It would call again.
        calls.push((till, link));
    }
}

#[test]
fn a_port_that_is_taken_stops_the_shop_and_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap();
    let error = Shop::start(vec![Config::default(), Config::default().listen(addr)]).unwrap_err();
    assert!(error.to_string().contains(&addr.to_string()), "{error}");
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[test]
fn a_till_that_has_said_its_last_still_gets_its_answers() {
    let shop = shop(1, SocketAddr::from(([127, 0, 0, 1], 1)));
    let station = shop.terminal(0).unwrap();
    // More than kernels keep.
    station.set_outcome("every-request,garbage:1000000".parse::<Behaviour>().unwrap());
    let mut till = deaf_till(station.addr());
    (0..20).for_each(|id| send_on(&mut till, RequestKind::GetStatus, &id.to_string()));
    till.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(std::io::copy(&mut till, &mut std::io::sink()).unwrap(), 20_000_000);
    station.wait_idle();
}

#[test]
fn what_a_till_sends_in_one_go_is_taken_in_whole() {
    let devices = Devices::answering_many(all);
    let shop = shop(1, devices.addr);
    let mut till = TcpStream::connect(shop.terminal(0).unwrap().addr()).unwrap();
    let status = request(RequestKind::GetStatus, "lane-1", "7", "");
    let frame = encode(&Message::Request(Box::new(status)).encode().unwrap());
    // Far more than is read at once.
    till.write_all(&frame.repeat(500)).unwrap();
    till.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answers = Vec::new();
    till.read_to_end(&mut answers).unwrap();
    let mut decoder = opi_proto::wire::frame::Decoder::new(1 << 30);
    decoder.push(&answers);
    assert_eq!(std::iter::from_fn(|| decoder.next_frame().unwrap()).count(), 500);
}
