//! `opi doctor`, the real binary, in front of everything that can be at the other end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{Ended, Reserved, Shop, opi, run, url};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

/// Something at a port: takes one connection, reads a little, says this, and keeps silent until the till goes.
fn peer(says: &'static [u8]) -> (SocketAddr, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.read_exact(&mut [0; 16]).unwrap();
        connection.write_all(says).unwrap();
        // Until the other side has gone; it may do so in any way.
        let _ = connection.read_to_end(&mut Vec::new());
    };
    (address, thread::spawn(serve))
}

fn doctor(place: SocketAddr, more: &str) -> Ended {
    let till = Reserved::new();
    run(opi(&format!("doctor --json --terminal {}{more}", url("ch", place, till.address))), "")
}

fn codes(ended: &Ended, level: &str) -> Vec<String> {
    let object = ended.json();
    let said = object["diagnosis"].as_array().unwrap();
    said.iter().filter(|s| s["level"] == level).map(|s| s["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_no_terminal_is_told_from_one_that_is_silent() {
    let nobody = Reserved::new();
    let ended = doctor(nobody.address, "");
    assert_eq!((ended.code, codes(&ended, "problem")), (13, vec!["refused".to_owned()]), "{ended:?}");
    for (says, code, words) in [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice(), "other_protocol", "HTTP"),
        (b"\x15\x03\x03\x00\x02\x02\x0a", "other_protocol", "TLS"),
        (b"\x84\x9c\x00", "silent", "ZVT"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "other_protocol", "SSH"),
        (b"", "silent", "asleep"),
        (b"\0\0\0\x04<A/>", "unreadable", "cannot be read"),
    ] {
        let (place, thread) = peer(says);
        let ended = doctor(place, "&idle_ms=300");
        thread.join().unwrap();
        assert_eq!((ended.code, codes(&ended, "problem")), (20, vec![code.to_owned()]), "{ended:?}");
        assert!(ended.stdout.contains(words), "{words}: {ended:?}");
    }
}

#[test]
fn a_name_that_nobody_knows_is_told() {
    let till = Reserved::new();
    // A label that long can be no name, so no name server is asked.
    let line = format!("doctor --json --terminal opi://{}?listen={}", "x".repeat(70), till.address);
    let ended = run(opi(&line), "");
    assert_eq!((ended.code, codes(&ended, "problem")), (13, vec!["name_unknown".to_owned()]), "{ended:?}");
}

#[test]
fn a_healthy_terminal_is_found_healthy_in_every_dialect() {
    for dialect in ["ch", "de", "nl", "ifsf"] {
        let shop = Shop::new(dialect, "approve");
        let ended = shop.opi("doctor");
        assert_eq!(ended.code, 0, "{dialect}: {ended:?}");
        ended.shows(&[
            "Between this till and 127.0.0.1:",
            "✔ The till can listen",
            "✔ The terminal answers to",
        ]);
        let object = shop.opi("doctor --json").json();
        assert_eq!(object["healthy"], true, "{object}");
        assert_eq!(object["own_addresses"], serde_json::json!(["127.0.0.1"]));
        assert_eq!(shop.terminal.findings(), Vec::<String>::new(), "{dialect}");
    }
}

/// A terminal that gives this answer to whatever it is asked.
fn answering(result: &'static str) -> (SocketAddr, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut length = [0; 4];
        connection.read_exact(&mut length).unwrap();
        let mut request = vec![0; u32::from_be_bytes(length) as usize];
        connection.read_exact(&mut request).unwrap();
        let request = String::from_utf8(request).unwrap();
        let value = |name: &str| {
            request.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let xml = format!(
            "<ServiceResponse RequestType=\"{}\" WorkstationID=\"{}\" RequestID=\"{}\" OverallResult=\"{result}\"/>",
            value("RequestType"),
            value("WorkstationID"),
            value("RequestID")
        );
        connection
            .write_all(&[&u32::try_from(xml.len()).unwrap().to_be_bytes(), xml.as_bytes()].concat())
            .unwrap();
    };
    (address, thread::spawn(serve))
}

#[test]
fn terminals_that_do_not_take_requests_are_told_apart() {
    for (result, code) in [
        ("DeviceUnavailable", "busy"),
        ("Busy", "busy"),
        ("LoggedOut", "logged_out"),
        ("PrintLastTicket", "reprint_first"),
        ("FormatError", "other_dialect"),
        ("NotSupported", "other_dialect"),
    ] {
        let (place, thread) = answering(result);
        let ended = doctor(place, "");
        thread.join().unwrap();
        assert_eq!(
            (ended.code, codes(&ended, "problem")),
            (12, vec![code.to_owned()]),
            "{result}: {ended:?}"
        );
    }
    let till = Reserved::new();
    let config = opi_sim::Config::default().till(till.address).logged_out();
    let terminal = opi_sim::Simulator::start(config).unwrap();
    let ended =
        run(opi(&format!("doctor --json --terminal {}", url("ch", terminal.addr(), till.address))), "");
    assert_eq!((ended.code, codes(&ended, "problem")), (12, vec!["logged_out".to_owned()]), "{ended:?}");
}

#[test]
fn a_terminal_of_another_family_is_suspected() {
    let shop = Shop::new("ch", "approve");
    let ended = run(
        opi(&format!("doctor --json --terminal {}", url("de", shop.terminal.addr(), shop.till.address))),
        "",
    );
    assert_eq!((ended.code, codes(&ended, "problem")), (12, vec!["other_dialect".to_owned()]), "{ended:?}");
}

#[test]
fn who_holds_the_tills_port_is_named_and_the_terminal_is_asked_all_the_same() {
    let shop = Shop::new("ch", "approve");
    let holder = TcpListener::bind(shop.till.address).unwrap();
    let ended = shop.opi("doctor --json");
    assert_eq!((ended.code, codes(&ended, "problem")), (13, vec!["cannot_listen".to_owned()]), "{ended:?}");
    let object = ended.json();
    assert_eq!(object["request"]["verdict"], "approved", "{object}");
    if cfg!(target_os = "linux") {
        assert!(ended.stdout.contains(&format!("process {}", std::process::id())), "{ended:?}");
    }
    drop(holder);
}

#[test]
fn the_way_back_is_proven_or_missed() {
    let shop = Shop::new("ch", "approve");
    let ended = shop.opi("doctor --json");
    assert_eq!(codes(&ended, "note"), ["loopback", "way_back_untested"]);
    // There is nothing to print yet, which it shows on the till's display.
    let ended = shop.opi("doctor --json --callback");
    assert_eq!((ended.code, ended.json()["callbacks"].clone()), (0, Value::from(1)), "{ended:?}");
    assert_eq!(shop.opi("pay 12.50 CHF").code, 0);
    let ended = shop.opi("doctor --callback");
    assert_eq!(ended.code, 0, "{ended:?}");
    ended.shows(&["Customer's receipt", "✔ The terminal reaches this till"]);
    // The terminal has another address of the till in its menu.
    shop.terminal.set_till(Reserved::new().address);
    let ended = shop.opi("doctor --json --callback");
    assert_eq!((ended.code, codes(&ended, "problem")), (13, vec!["no_callback".to_owned()]), "{ended:?}");
}

#[test]
fn wrong_usage_is_told() {
    for (line, text) in [
        ("doctor", "set OPI_TERMINAL"),
        ("doctor --terminal http://x", "starts with opi://"),
        ("doctor --wait soon", "soon"),
    ] {
        let ended = run(opi(line), "");
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains(text), "{ended:?}");
        assert_eq!(run(opi(&format!("--json {line}")), "").json()["verdict"], "not_sent");
    }
}
