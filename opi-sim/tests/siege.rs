//! Terminals that wear their tills down, over real sockets. No sleeps: every wait is for something.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{TOO_LONG, all, next, receive, send};
use opi_proto::message::RequestKind;
use opi_proto::value::OverallResult;
use opi_sim::{Behaviour, Config, Outcome, Shop, Station};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;

/// A terminal that behaves so, and a neighbour that behaves well; and where their till listens.
fn shop(words: &str) -> (Shop, TcpListener) {
    let tills = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = Config::default().till(tills.local_addr().unwrap());
    let bad = config.clone().outcome(words.parse::<Behaviour>().unwrap());
    let shop = Shop::start(vec![bad, config.numbered(1).outcome(Outcome::Approve)]).unwrap();
    (shop, tills)
}

fn both(shop: &Shop) -> (&Station, &Station) {
    (shop.terminal(0).unwrap(), shop.terminal(1).unwrap())
}

/// Takes the next connection for channel 1 and answers everything there.
fn serve(tills: &TcpListener) {
    let (socket, _) = tills.accept().unwrap();
    socket.set_nodelay(true).unwrap();
    thread::spawn(move || all(socket, &channel().0));
}

fn neighbour_pays(neighbour: &Station, tills: &TcpListener) {
    let mut till = send(neighbour.addr(), RequestKind::CardPayment, "1");
    serve(tills);
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
}

fn read_all(socket: &mut TcpStream) -> Vec<u8> {
    socket.set_read_timeout(Some(TOO_LONG)).unwrap();
    let mut bytes = Vec::new();
    let _ = socket.read_to_end(&mut bytes);
    bytes
}

#[test]
fn a_storm_stands_there_until_the_payment_is_over() {
    let (shop, tills) = shop("storm:200,tip:10");
    let (bad, _) = both(&shop);
    let mut till = send(bad.addr(), RequestKind::CardPayment, "1");
    serve(&tills);
    let mut storm: Vec<TcpStream> = (0..200).map(|_| tills.accept().unwrap().0).collect();
    let total = receive(&mut till).tender.unwrap().total_amount.unwrap().text;
    assert_eq!(total, "13.75", "then as usual");
    assert!(storm.iter_mut().all(|socket| read_all(socket).is_empty()));
}

#[test]
fn a_garbage_storm_is_garbage_on_each_connection() {
    let (shop, tills) = shop("garbage-storm:30");
    let (bad, _) = both(&shop);
    let mut till = send(bad.addr(), RequestKind::CardPayment, "1");
    serve(&tills);
    for _ in 0..30 {
        assert_eq!(read_all(&mut tills.accept().unwrap().0).len(), 40);
    }
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
}

#[test]
fn a_deaf_terminal_asks_on_and_reads_nothing() {
    let (shop, tills) = shop("deaf:0");
    let (bad, neighbour) = both(&shop);
    let till = send(bad.addr(), RequestKind::CardPayment, "1");
    serve(&tills);
    let (mut deaf, _) = tills.accept().unwrap();
    assert!((0..100).all(|_| next(&mut deaf).is_some()));
    // Whatever it is told stays in the kernel, until that takes no more.
    deaf.set_nonblocking(true).unwrap();
    while deaf.write(&[0; 64 * 1024]).is_ok() {}
    neighbour_pays(neighbour, &tills);
    drop(till);
    bad.wait_hung_up().unwrap();
    bad.wait_idle();
    assert_eq!(bad.ledger().net("CHF"), 0);
}

#[test]
fn many_deaf_connections_stay_open() {
    let (shop, tills) = shop("deaf-many:40");
    let (bad, _) = both(&shop);
    let mut till = send(bad.addr(), RequestKind::CardPayment, "1");
    serve(&tills);
    let mut deaf: Vec<TcpStream> = (0..40).map(|_| tills.accept().unwrap().0).collect();
    assert!(deaf.iter_mut().all(|socket| next(socket).is_some()));
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert!(deaf.iter_mut().all(|socket| read_all(socket).is_empty()), "closed when the payment is over");
}

#[test]
fn a_flood_without_end_ends_with_the_till_and_does_not_touch_the_neighbour() {
    let (shop, tills) = shop("flood:0");
    let (bad, neighbour) = both(&shop);
    let till = send(bad.addr(), RequestKind::CardPayment, "1");
    let (mut flood, _) = tills.accept().unwrap();
    let first = next(&mut flood).unwrap();
    common::answer(&mut flood, &first);
    // Nobody reads for a while: the terminal stops at what fits, and goes on when it is read.
    neighbour_pays(neighbour, &tills);
    assert!((0..2000).all(|_| next(&mut flood).is_some()));
    drop(till);
    bad.wait_hung_up().unwrap();
    drop((flood, tills));
    bad.wait_idle();
    assert_eq!((bad.ledger().net("CHF"), neighbour.ledger().net("CHF")), (0, 1250));
}

#[test]
fn a_line_that_drips_is_slow_and_says_the_same() {
    let (shop, tills) = shop("drip:0");
    let (bad, _) = both(&shop);
    let mut till = send(bad.addr(), RequestKind::CardPayment, "1");
    serve(&tills);
    assert_eq!(receive(&mut till).overall_result, OverallResult::Success);
    assert_eq!(bad.findings(), Vec::<String>::new());
}
