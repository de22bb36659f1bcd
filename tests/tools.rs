//! Beside the verbs of tests/cli.rs: `run`, `abort`, languages, completions, exit codes, signs of life.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{OPI, Reserved, Shop, opi, read_until, run, url};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;

#[test]
fn a_payment_is_aborted_from_another_process() {
    for dialect in ["ch", "de"] {
        let shop = Shop::new(dialect, "wait");
        let (till, mut shown) = shop.waiting("pay 12.50 EUR --json");
        // The same URL, so the port for device requests is taken by the payment.
        let aborted = shop.opi("abort");
        assert_eq!(aborted.code, 0, "{dialect}: {aborted:?}");
        aborted.shows(&["✔ The terminal took the abort", "says nothing about the payment"]);
        let ended = common::Ended::from(till.wait_with_output().unwrap());
        shown.read_to_string(&mut String::new()).unwrap();
        assert_eq!(
            (ended.code, ended.json()["verdict"].clone()),
            (11, "aborted".into()),
            "{dialect}: {ended:?}"
        );
        assert_eq!(shop.terminal.ledger().net("EUR"), 0);
    }
}

#[test]
fn an_abort_tells_what_it_does_not_know() {
    let shop = Shop::new("ch", "approve");
    let nothing_runs = shop.opi("abort --json").json();
    assert_eq!(nothing_runs["kind"], "AbortRequest");
    assert_eq!(nothing_runs["money_moved"], "no");
    assert_eq!(nothing_runs["acknowledged"], nothing_runs["verdict"] == "approved");

    let nobody = Reserved::new();
    let ended =
        run(opi(&format!("--json --terminal {} abort", url("ch", nobody.address, nobody.address))), "");
    assert_eq!(
        (ended.code, ended.json()["status"].clone()),
        (13, "OPI_E_CONNECT_REFUSED".into()),
        "{ended:?}"
    );

    // Something takes the abort and closes without a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = silent.local_addr().unwrap();
    let peer = thread::spawn(move || {
        let (mut connection, _) = silent.accept().unwrap();
        connection.read_exact(&mut [0; 64]).unwrap();
    });
    let ended = run(opi(&format!("--terminal {} abort", url("ch", place, nobody.address))), "");
    peer.join().unwrap();
    assert_eq!(ended.code, 20, "{ended:?}");
    ended.shows(&["? Nobody knows whether the terminal took the abort", "says nothing about the payment"]);
}

#[test]
fn an_abort_names_its_payment_only_where_the_dialect_does() {
    let place = Reserved::new();
    for (dialect, line, text) in
        [("ifsf", "abort", "--request-id"), ("ch", "abort --request-id 7", "Leave out")]
    {
        let ended =
            run(opi(&format!("--terminal {} {line}", url(dialect, place.address, place.address))), "");
        assert_eq!(ended.code, 2, "{ended:?}");
        assert!(ended.stderr.contains(text), "{ended:?}");
    }
    let shop = Shop::new("ifsf", "wait");
    let mut payment = shop.command("pay 12.50 EUR --json --verbose");
    let mut till =
        payment.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut shown = till.stderr.take().unwrap();
    let log = read_until(&mut shown, " begins");
    let id = log.trim_end_matches(" begins").rsplit(' ').next().unwrap().to_owned();
    read_until(&mut shown, "▸ Insert or present card");
    let reader = thread::spawn(move || shown.read_to_string(&mut String::new()).unwrap());
    assert_eq!(shop.opi("abort --request-id 4711").code, 12, "of another payment");
    assert_eq!(shop.opi(&format!("abort --request-id {id}")).code, 0);
    let ended = common::Ended::from(till.wait_with_output().unwrap());
    assert_eq!(ended.code, 11, "{ended:?}");
    reader.join().unwrap();
}

#[test]
fn any_kind_of_request_runs_by_its_name() {
    let shop = Shop::new("ch", "approve");
    for (line, text) in [
        ("run CardPayment 12.50 CHF --reference A1", "✔ approved  CHF 12.50"),
        ("run getinfo", "✔ done  GetInfo"),
        ("configuration", "✔ done  ContactTMS"),
        ("initialisation", "✔ done  ContactAcq"),
    ] {
        let ended = shop.opi(line);
        assert_eq!(ended.code, 0, "{line}: {ended:?}");
        ended.shows(&[text]);
    }
    let ended = shop.opi("run CardPaymnt 5 CHF --json");
    assert_eq!((ended.code, ended.json()["verdict"].clone()), (2, "not_sent".into()));
    assert!(ended.stderr.contains("CardPaymnt"), "{ended:?}");
}

#[test]
fn advice_is_in_the_cashiers_language() {
    for (language, texts) in [
        (
            "de",
            [
                "✘ abgelehnt",
                "Die Zahlung wurde abgelehnt.",
                "Es ist kein Geld geflossen.",
                "→ Dem Kunden sagen",
            ],
        ),
        ("fr", ["✘ refusé", "Le paiement a été refusé.", "Aucun montant n'a été", "→ Le dire au client"]),
        (
            "it",
            [
                "✘ rifiutato",
                "Il pagamento è stato rifiutato.",
                "Nessun importo è stato",
                "→ Informare il cliente",
            ],
        ),
        ("en", ["✘ declined", "", "No money has moved.", "→ Tell the customer"]),
    ] {
        let shop = Shop::new("ch", "decline");
        let ended = shop.opi(&format!("pay 12.50 CHF --language {language}"));
        assert_eq!(ended.code, 10);
        ended.shows(&texts);
        let mut by_environment = shop.command("pay 12.50 CHF");
        by_environment.env("LANG", format!("{language}_CH.UTF-8"));
        run(by_environment, "").shows(&texts);
        let cashier = &shop.opi(&format!("pay 12.50 CHF --json --language {language}")).json()["cashier"];
        assert_eq!(cashier["language"], language);
        assert!(cashier["money"].as_str().unwrap().starts_with(texts[2]), "{cashier}");
    }
    let ended = Shop::new("ch", "drop-pay:0").opi("pay 12.50 CHF --language de");
    assert_eq!(ended.code, 20);
    ended.shows(&["? unbekannt", "nicht noch einmal kassieren", "→ Nicht noch einmal senden"]);
}

#[test]
fn every_shell_gets_its_completions() {
    for (shell, text) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef opi"),
        ("fish", "complete -c opi"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let ended = run(opi(&format!("completions {shell}")), "");
        assert_eq!(ended.code, 0);
        for text in [text, "close-day", "reference"] {
            assert!(ended.stdout.contains(text), "{shell}: {text}");
        }
    }
    assert_eq!(run(opi("completions tcsh"), "").code, 2);
}

#[test]
fn exit_codes_are_a_help_topic() {
    for line in ["help exit-codes", "exit-codes"] {
        let ended = run(opi(line), "");
        assert_eq!(ended.code, 0);
        ended.shows(&["0  approved", "20  unknown", "opi abort", "opi decode", "opi doctor"]);
    }
    let codes = run(opi("exit-codes --json"), "").json();
    assert_eq!(
        (&codes["exit_codes"]["20"], &codes["exit_codes"]["2"]),
        (&"unknown".into(), &"wrong_usage".into())
    );
}

/// With a real terminal window in front, if this system has `script` to make one.
#[test]
#[cfg(target_os = "linux")]
fn seconds_are_counted_only_where_somebody_looks() {
    let shop = Shop::new("ch", "approve");
    assert_eq!(shop.opi("pay 12.50 CHF").stderr, "");
    let mut window = std::process::Command::new("script");
    window
        .args(["-qec", &format!("{OPI} pay 12.50 CHF"), "/dev/null"])
        .env("OPI_TERMINAL", shop.url())
        .env("LANG", "C");
    let Ok(mut child) = window.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else { return };
    child.stdin.take().unwrap().flush().unwrap();
    let shown = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(shown.contains("… Waiting for the terminal: 0 s"), "{shown}");
    let after = shown.rsplit("Waiting for the terminal").next().unwrap();
    assert!(
        after.contains("\r\u{1b}[K") && after.contains("✔ approved"),
        "it is gone before the outcome: {shown}"
    );
}
