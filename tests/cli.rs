//! The `opi` command as scripts and people meet it: the real binary at a simulated terminal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{OPI, Reserved, Shop, opi, read_until, run, url};
use opi_sim::ledger::Copy;
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// What the simulator does, and what the command must make of it.
const VERDICTS: &[(&str, &str, i32, &str, &str)] = &[
    ("approve", "approved", 0, "OPI_OK", "yes"),
    ("tip:10", "approved", 0, "OPI_OK", "yes"),
    ("latin,split:1", "approved", 0, "OPI_OK", "yes"),
    ("decline", "declined", 10, "OPI_E_DECLINED", "no"),
    ("abort", "aborted", 11, "OPI_E_ABORTED", "no"),
    ("busy", "refused", 12, "OPI_E_TERMINAL_BUSY", "no"),
    ("logged-out", "refused", 12, "OPI_E_LOGGED_OUT", "no"),
    ("print-last-ticket", "refused", 12, "OPI_E_PRINT_LAST_TICKET", "no"),
    ("drop-pay:0", "unknown", 20, "OPI_E_CONNECTION_LOST", "possibly"),
    ("drop-pay:100", "unknown", 20, "OPI_E_CONNECTION_LOST", "possibly"),
];

#[test]
fn every_verdict_has_its_exit_code_and_its_json() {
    for dialect in ["ch", "de"] {
        for (outcome, verdict, code, status, money) in VERDICTS {
            let shop = Shop::new(dialect, outcome);
            let ended = shop.opi("pay 12.50 CHF --reference A1 --json");
            let object = ended.json();
            let case = format!("{dialect} {outcome}: {ended:?}");
            assert_eq!(ended.code, *code, "{case}");
            for (field, expected) in [
                ("verdict", *verdict),
                ("status", *status),
                ("money_moved", *money),
                ("kind", "CardPayment"),
                ("requested_amount", "12.50"),
                ("reference", "A1"),
            ] {
                assert_eq!(object[field], expected, "{field} in {case}");
            }
            assert_eq!(object["error"].is_null(), *code == 0, "{case}");
            shop.terminal.wait_idle();
            let charged = shop.terminal.ledger().net("CHF");
            assert_eq!(charged > 0, matches!(*verdict, "approved" | "unknown"), "{case}");
            assert_eq!(shop.terminal.findings(), Vec::<String>::new(), "{case}");
        }
    }
}

#[test]
fn an_approved_payment_brings_amount_card_and_both_receipts() {
    let shop = Shop::new("ch", "tip:10");
    let object = shop.opi("--json pay 12.50 CHF --reference A1").json();
    assert_eq!((&object["amount"], &object["tip"]), (&Value::from("13.75"), &Value::from("1.25")));
    assert_eq!(object["card"], "541333******0011");
    let roles: Vec<_> = object["receipts"].as_array().unwrap().iter().map(|r| r["role"].clone()).collect();
    assert_eq!(roles, ["customer", "merchant"]);
}

#[test]
fn where_nobody_listens_nothing_is_sent() {
    let (terminal, till) = (Reserved::new(), Reserved::new());
    let line = format!("--terminal {} pay 12.50 CHF", url("ch", terminal.address, till.address));
    let ended = run(opi(&format!("{line} --json")), "");
    let object = ended.json();
    assert_eq!((ended.code, &object["verdict"]), (13, &Value::from("not_sent")), "{ended:?}");
    assert_eq!(object["status"], "OPI_E_CONNECT_REFUSED");
    let ended = run(opi(&line), "");
    assert_eq!(ended.code, 13);
    ended.shows(&[
        "Payment of CHF 12.50 at",
        "✘ not sent  CHF 12.50",
        "Nobody listens at",
        "→ Check the port",
    ]);
}

#[test]
fn a_taken_listening_port_is_not_sent_either() {
    let shop = Shop::new("ch", "approve");
    let holder = std::net::TcpListener::bind(shop.till.address).unwrap();
    let ended = shop.opi("pay 12.50 CHF --json");
    assert_eq!((ended.code, ended.json()["status"].clone()), (13, "OPI_E_LISTEN".into()), "{ended:?}");
    assert!(ended.stderr.contains("is in use"), "{}", ended.stderr);
    drop(holder);
}

#[test]
fn people_see_displays_receipts_and_the_outcome_in_this_order() {
    let shop = Shop::new("ch", "approve");
    let ended = shop.opi("pay 12.50 CHF --reference A1");
    assert_eq!(ended.code, 0, "{ended:?}");
    ended.shows(&[
        "Payment of CHF 12.50 at 127.0.0.1:",
        "▸ Insert or present card\n",
        "▸ Approved\n",
        "╭─ Customer's receipt ─",
        "12.50",
        "╭─ Merchant's receipt ─",
        "12.50",
        "✔ approved  CHF 12.50\n",
        "541333******0011",
        "A1",
    ]);
    assert!(!ended.stdout.contains('\u{1b}'), "no colours in a pipe");
    assert_eq!(ended.stderr, "");
}

#[test]
fn with_json_the_cashiers_lines_go_to_standard_error() {
    let ended = Shop::new("ch", "approve").opi("pay 12.50 CHF --json");
    assert!(ended.stderr.contains("▸ Insert or present card"), "{ended:?}");
    assert!(!ended.stderr.contains("receipt"), "receipts are in the object: {ended:?}");
}

#[test]
fn wrong_usage_sends_nothing_and_says_what_is_wrong() {
    let shop = Shop::new("ch", "approve");
    for (line, text) in [
        ("pay 12.505 CHF", "too many decimals"),
        ("pay 12,50 CHF", "write digits with a dot"),
        ("pay -5 CHF", "greater than zero"),
        ("pay 12.50 CHX", "ISO 4217"),
        ("pay 12.50", "<CURRENCY>"),
        ("pay 12.50 CHF --set refrence=A1", "did you mean 'reference'?"),
        ("pay 12.50 CHF --reference A/1", "expected 1 to 20 letters"),
        ("pay 12.50 CHF --terminal opi://t?dialekt=ch", "did you mean 'dialect'?"),
        ("pay 12.50 CHF --terminal http://t", "starts with opi://"),
        ("payy 12.50 CHF", "'pay'"),
        ("", "Usage: opi"),
    ] {
        let ended = shop.opi(line);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{line}: {ended:?}");
        assert!(ended.stderr.contains(text), "{line}: {}", ended.stderr);
        if !line.is_empty() {
            let ended = shop.opi(&format!("--json {line}"));
            assert_eq!(
                (ended.code, ended.json()["verdict"].clone()),
                (2, "not_sent".into()),
                "{line}: {ended:?}"
            );
        }
    }
    assert_eq!(shop.terminal.ledger().transactions().len(), 0);
    let ended = run(opi("pay 12.50 CHF"), "");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("set OPI_TERMINAL"), "{}", ended.stderr);
}

#[test]
fn help_lists_the_exit_codes() {
    for line in ["--help", "pay --help", "help"] {
        let ended = run(opi(line), "");
        assert_eq!(ended.code, 0);
        assert!(line.starts_with("pay") || ended.stdout.contains("20  unknown"), "{line}: {}", ended.stdout);
    }
}

#[test]
fn the_cashier_answers_the_terminals_questions() {
    for (input, code, net) in [("maybe\ny\n", 0, 0), ("n\n", 11, 1250), ("", 11, 1250)] {
        let shop = Shop::new("ch", "approve");
        assert_eq!(shop.opi("pay 12.50 CHF").code, 0);
        let ended = run(shop.command("reverse"), input);
        assert_eq!(ended.code, code, "{input:?}: {ended:?}");
        ended.shows(&["? Reverse last transaction? [y/n]"]);
        assert_eq!(shop.terminal.ledger().net("CHF"), net, "{input:?}");
    }
}

#[test]
fn a_german_reversal_names_the_payment() {
    let shop = Shop::new("de", "approve");
    let paid = shop.opi("pay 12.50 EUR --json").json();
    assert_eq!(shop.opi("reverse").code, 2, "the STAN is missing");
    let ended = shop.opi(&format!("reverse --stan {}", paid["stan"].as_str().unwrap()));
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(shop.terminal.ledger().net("EUR"), 0);
}

#[test]
fn every_other_command_is_done_in_both_dialects() {
    for (dialect, lines) in [
        (
            "ch",
            "refund 5 CHF|reserve 5 CHF|reprint|repeat|status|info|login|logoff|activate|transmit|close-day|deactivate",
        ),
        ("de", "refund 5 EUR|reprint|repeat|status|activate|transmit|close-day|deactivate|login|logoff"),
    ] {
        let shop = Shop::new(dialect, "approve");
        for line in lines.split('|') {
            let ended = shop.opi(line);
            assert_eq!(ended.code, 0, "{dialect} {line}: {ended:?}");
            let word =
                if ["refund", "reserve"].iter().any(|c| line.starts_with(c)) { "approved" } else { "done" };
            ended.shows(&[&format!("✔ {word}  ")]);
        }
    }
    let ended = Shop::new("de", "approve").opi("info");
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("use Diagnosis there"), "{}", ended.stderr);
}

#[test]
fn a_receipt_that_could_not_be_written_is_not_acknowledged() {
    let shop = Shop::new("ch", "approve");
    let full = || File::options().write(true).open("/dev/full");
    if full().is_err() {
        return; // Not this system.
    }
    let status =
        shop.command("pay 12.50 CHF").stdout(full().unwrap()).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0), "the exit code still tells");
    let ledger = shop.terminal.ledger();
    assert_eq!(ledger.last().unwrap().copies.customer, Copy::Open, "the terminal keeps it for a reprint");
}

#[test]
fn ctrl_c_aborts_and_never_kills() {
    for dialect in ["ch", "de"] {
        let shop = Shop::new(dialect, "wait");
        let (till, mut shown) = shop.waiting("pay 12.50 CHF --json");
        for signal in ["-INT", "-INT", "-TERM"] {
            assert!(Command::new("kill").args([signal, &till.id().to_string()]).status().unwrap().success());
        }
        let mut rest = String::new();
        shown.read_to_string(&mut rest).unwrap();
        let ended = common::Ended::from(till.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.json()["verdict"].clone()), (11, "aborted".into()), "{ended:?} {rest}");
        assert!(rest.contains("opi: aborting"), "{rest}");
        assert_eq!(shop.terminal.ledger().net("CHF"), 0);
    }
}

#[test]
fn the_log_shows_messages_without_card_numbers() {
    let shop = Shop::new("ch", "approve");
    let ended = shop.opi("pay 12.50 CHF --trace");
    assert!(ended.stderr.contains("<CardServiceRequest"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("event source"), "only libopi's own log: {}", ended.stderr);
    assert!(
        !ended.stderr.contains("541333"),
        "only the last four digits belong into a log: {}",
        ended.stderr
    );
    assert!(shop.opi("status --verbose").stderr.contains("listening at"));
}

#[test]
fn the_demo_plays_its_scenarios() {
    for dialect in ["ch", "de"] {
        for (scenario, texts) in [
            (
                "approve",
                [
                    "▸ Insert or present card",
                    "Customer's receipt",
                    "Merchant's receipt",
                    "✔ approved",
                    "12.50",
                    "own books",
                    "12.50",
                ]
                .as_slice(),
            ),
            ("decline", &["▸ Insert or present card", "▸ Declined", "✘ declined", "own books", "0.00"]),
            (
                "abort",
                &[
                    "▸ Insert",
                    "presses the abort key",
                    "▸ Transaction aborted",
                    "✘ aborted",
                    "own books",
                    "0.00",
                ],
            ),
        ] {
            let ended = run(opi(&format!("demo --dialect {dialect} --scenario {scenario}")), "");
            assert_eq!(ended.code, 0, "{dialect} {scenario}: {ended:?}");
            assert!(!ended.stdout.contains("It complains"), "{ended:?}");
            let mut texts = texts.to_vec();
            if dialect == "de" && scenario == "approve" {
                texts.swap(1, 2); // A German terminal prints the merchant's copy first.
            }
            ended.shows(&texts);
        }
    }
    assert_eq!(run(opi("demo --json"), "").json()["verdict"], "approved");
    assert_eq!(run(opi("demo --scenario lottery"), "").code, 2);
}

#[test]
fn the_simulator_is_a_command_too() {
    let mut terminal =
        opi("sim --port 0 --control").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = terminal.stdout.take().unwrap();
    let ready = read_until(&mut out, "\n");
    let address = ready.trim().strip_prefix("ready ").unwrap().parse().unwrap();
    let till = Reserved::new();
    let mut control = terminal.stdin.take().unwrap();
    writeln!(control, "till {}", till.address).unwrap();
    assert_eq!(read_until(&mut out, "\n"), "ok\n");
    let ended = run(opi(&format!("--terminal {} pay 12.50 CHF", url("ch", address, till.address))), "");
    assert_eq!(ended.code, 0, "{ended:?}");
    drop(control);
    assert!(terminal.wait().unwrap().success());
    assert!(OPI.ends_with("opi") || OPI.ends_with("opi.exe"));
}

/// The exit codes stand in the README and in the help, as the tests above have them.
#[test]
fn exit_codes_are_documented() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let help = run(opi("--help"), "").stdout;
    for (_, verdict, code, ..) in VERDICTS.iter().chain(&[("", "not_sent", 13, "", "")]) {
        assert!(readme.contains(&format!("| {code} | `{verdict}` |")), "README: {code} {verdict}");
        let word = verdict.replace('_', " ");
        assert!(
            help.lines().any(|l| l.trim_start().starts_with(&format!("{code}  {word}"))),
            "{code} {word}"
        );
    }
}
