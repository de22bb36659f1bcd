//! `opi record` and `opi replay`: a payment of the real binary, recorded, then played to it again without a terminal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{Reserved, opi, read_until, run, url};
use opi_sim::{Config, Simulator};
use std::io::Write;
use std::net::SocketAddr;
use std::process::{Child, Stdio};

/// A command that stays until its standard input ends; with its `ready` line.
struct Staying {
    child: Child,
    ready: Vec<SocketAddr>,
}

impl Staying {
    fn start(line: &str, terminal: &str) -> Self {
        let mut command = opi(line);
        command.env("OPI_TERMINAL", terminal).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let ready = read_until(child.stdout.as_mut().unwrap(), "\n");
        let ready = ready.trim().strip_prefix("ready ").unwrap().split(' ').map(|a| a.parse().unwrap());
        Staying { ready: ready.collect(), child }
    }

    fn end(mut self) -> i32 {
        let mut input = self.child.stdin.take().unwrap();
        let _ = input.flush();
        drop(input);
        self.child.wait().unwrap().code().unwrap()
    }
}

fn pay(terminal: SocketAddr, till: SocketAddr) -> serde_json::Value {
    let mut command = opi("pay 12.50 CHF --reference A1 --json");
    command.env("OPI_TERMINAL", url("ch", terminal, till));
    run(command, "").json()
}

#[test]
fn a_recorded_payment_can_be_played_to_the_till_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("payment.opi").display().to_string();
    let till = Reserved::new();
    let simulator = Simulator::start(Config::default()).unwrap();

    let line = format!("record {file} --till {}", till.address);
    let recorder = Staying::start(&line, &format!("opi://{}", simulator.addr()));
    simulator.set_till(recorder.ready[1]);
    let recorded = pay(recorder.ready[0], till.address);
    assert_eq!(recorded["verdict"], "approved");
    assert_eq!(recorder.end(), 0);
    let tape = std::fs::read_to_string(&file).unwrap();
    assert!(tape.contains("CardPayment") && tape.contains("CardServiceResponse"), "{tape}");

    let replay = Staying::start(&format!("replay {file} --fast --till {}", till.address), "");
    let replayed = pay(replay.ready[0], till.address);
    assert_eq!(replay.end(), 0);
    for field in ["verdict", "amount", "approval_code", "card_circuit"] {
        assert_eq!(replayed[field], recorded[field], "{field}");
    }
    let total = |payment: &serde_json::Value| {
        let lines = payment["receipts"][0]["lines"].as_array().unwrap().iter();
        lines.filter_map(|line| line.as_str()).find(|line| line.contains("Total-EFT")).unwrap().to_owned()
    };
    assert_eq!(total(&replayed), total(&recorded));
    // Masked as it was written: the last four digits are all that a recording holds.
    assert_eq!(replayed["card"], "************0011");
}

#[test]
fn what_is_wrong_with_a_recording_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.opi");
    std::fs::write(&file, "{\"this\": \"is no recording\"}\n").unwrap();
    let ended = run(opi(&format!("replay {}", file.display())), "");
    assert_ne!(ended.code, 0);
    assert!(ended.stderr.contains("broken.opi:1") || ended.stderr.contains("line 1"), "{ended:?}");
    let nobody = run(opi(&format!("record {} --till 127.0.0.1:1", folder.path().join("x").display())), "");
    assert!(nobody.stderr.contains("OPI_TERMINAL"), "{nobody:?}");
}
