//! A payment whose answer never came: what the next commands say, and how it is cleared up.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::Shop;
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::process::Stdio;

/// A payment that the terminal took and never answered; from then on it answers.
fn lost_answer() -> Shop {
    let shop = Shop::new("ch", "drop-pay:0");
    let ended = shop.opi("pay 12.50 CHF --reference A1 --json");
    assert_eq!((ended.code, ended.json()["verdict"].clone()), (20, "unknown".into()), "{ended:?}");
    shop.terminal.wait_idle();
    shop.terminal.set_outcome(opi_sim::Outcome::Approve);
    shop
}

#[test]
fn nothing_is_charged_before_the_lost_answer_is_cleared_up() {
    let shop = lost_answer();
    let charged = shop.terminal.ledger().net("CHF");
    let again = shop.opi("pay 12.50 CHF --reference A2 --json");
    assert_eq!((again.code, again.json()["status"].clone()), (13, "OPI_E_UNRESOLVED".into()), "{again:?}");
    assert_eq!(shop.terminal.ledger().net("CHF"), charged, "nothing was sent");

    let listed = shop.opi("unresolved --json");
    let object = listed.json();
    assert_eq!((listed.code, &object["verdict"]), (20, &Value::from("unknown")), "{listed:?}");
    assert_eq!(object["requests"][0]["reference"], "A1");
    shop.opi("unresolved").shows(&["? unresolved", "CardPayment CHF 12.50", "A1", "→"]);
    let doctor = shop.opi("doctor --json");
    assert_eq!((doctor.code, doctor.json()["journal"]["unresolved"].clone()), (13, 1.into()), "{doctor:?}");

    let recovered = shop.opi("recover --json");
    let object = recovered.json();
    assert_eq!((recovered.code, &object["verdict"]), (0, &Value::from("approved")), "{recovered:?}");
    assert_eq!(object["requests"][0]["verdict"], "approved", "{object}");
    shop.opi("recover").shows(&["✔ Nothing is unresolved."]);
    assert_eq!(shop.opi("pay 5 CHF").code, 0);
}

#[test]
fn a_person_may_clear_it_up() {
    let shop = lost_answer();
    let id = shop.opi("unresolved --json").json()["requests"][0]["id"].as_str().unwrap().to_owned();
    for (line, text) in [
        (format!("resolve {id} approved --who Ada"), "--why"),
        (format!("resolve {id} perhaps --who Ada --why x"), "approved, not-charged"),
        ("resolve 4711 approved --who Ada --why totals".to_owned(), "4711"),
    ] {
        let ended = shop.opi(&line);
        assert_eq!(ended.code, 2, "{line}: {ended:?}");
        assert!(ended.stderr.contains(text), "{line}: {ended:?}");
    }
    let ended = shop.opi(&format!("resolve {id} approved --who Ada --why totals --json"));
    assert_eq!((ended.code, ended.json()["resolved_as"].clone()), (0, "approved".into()), "{ended:?}");
    assert_eq!(shop.opi("unresolved").code, 0);
    assert_eq!(shop.opi("pay 5 CHF").code, 0);
}

#[test]
fn an_outcome_that_was_told_is_not_told_again_and_one_that_was_not_is() {
    let shop = Shop::new("ch", "approve");
    assert_eq!(shop.opi("pay 12.50 CHF --reference A1").code, 0);
    assert_eq!(shop.opi("unresolved --json").json()["requests"], serde_json::json!([]));
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let status =
        shop.command("pay 5 CHF --reference A2 --json").stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0));
    let listed = shop.opi("recover --json").json();
    assert_eq!(
        (listed["requests"].as_array().unwrap().len(), &listed["requests"][0]["reference"]),
        (1, &"A2".into())
    );
    assert_eq!(shop.opi("recover --json").json()["requests"], serde_json::json!([]));
}

#[test]
fn the_same_key_is_charged_once() {
    let shop = Shop::new("ch", "approve");
    for _ in 0..2 {
        let paid = shop.opi("pay 12.50 CHF --key sale-1 --json");
        assert_eq!((paid.code, paid.json()["verdict"].clone()), (0, "approved".into()), "{paid:?}");
    }
    assert_eq!(shop.terminal.ledger().net("CHF"), 1250);
    let other = shop.opi("pay 5 CHF --key sale-1 --json");
    assert_eq!((other.code, other.json()["status"].clone()), (2, "OPI_E_KEY_MISMATCH".into()), "{other:?}");
}

#[test]
fn a_terminal_in_use_is_told_and_looked_at_all_the_same() {
    let shop = Shop::new("ch", "wait");
    let (mut till, mut shown) = shop.waiting("pay 12.50 CHF --json");
    let second = shop.opi("pay 5 CHF --json");
    assert_eq!(
        (second.code, second.json()["status"].clone()),
        (13, "OPI_E_TERMINAL_IN_USE".into()),
        "{second:?}"
    );
    let doctor = shop.opi("doctor --json");
    let codes: Vec<_> =
        doctor.json()["diagnosis"].as_array().unwrap().iter().map(|s| s["code"].clone()).collect();
    assert!(codes.contains(&"in_use".into()) && codes.contains(&"cannot_listen".into()), "{doctor:?}");
    assert_eq!(shop.opi("abort").code, 0);
    shown.read_to_string(&mut String::new()).unwrap();
    assert_eq!(till.wait().unwrap().code(), Some(11));
}

#[test]
fn card_data_is_taken_from_standard_input_alone() {
    let shop = Shop::new("ifsf", "approve");
    let ended = shop.opi("pay 5 EUR --card-pan 4111111111111111");
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("standard input") && !ended.stderr.contains("4111"), "{ended:?}");
    let mut till = shop
        .command("pay 5 EUR --card-pan - --json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    till.stdin.take().unwrap().write_all(b"4111111111111111\n").unwrap();
    let ended = common::Ended::from(till.wait_with_output().unwrap());
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(!ended.stdout.contains("41111111") && !ended.stderr.contains("41111111"), "{ended:?}");
}
