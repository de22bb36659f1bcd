//! Every scenario of tests/scenarios: in virtual time and over sockets, and both see the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use opi_sim::scenario::cli::play_all;
use opi_sim::scenario::{Runner, Scenario, play};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

/// Scenarios played at the same time: most of their time they wait for a timer.
const AT_ONCE: usize = 8;

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios");
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

fn read(name: &str) -> Scenario {
    let file = files().into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == name));
    Scenario::read(&file.unwrap_or_else(|| panic!("no scenario {name}"))).unwrap()
}

fn rust_till() -> Runner {
    Runner::Command(format!("\"{}\" runner", env!("CARGO_BIN_EXE_opi-sim")))
}

#[test]
fn every_scenario_in_virtual_time_and_over_sockets() {
    let waiting = Mutex::new(files());
    let wrong = Mutex::new(Vec::new());
    let runners = [Runner::Virtual, rust_till()];
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(file) = { waiting.lock().unwrap().pop() } {
                    let mistakes = match Scenario::read(&file) {
                        Ok(scenario) => play_all(&scenario, &runners, false),
                        Err(mistake) => vec![mistake.to_string()],
                    };
                    wrong.lock().unwrap().extend(mistakes);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_seed_gives_the_same_run() {
    for file in files() {
        let scenario = Scenario::read(&file).unwrap();
        let (one, two) =
            (play(&scenario, &Runner::Virtual).unwrap(), play(&scenario, &Runner::Virtual).unwrap());
        assert_eq!(one.events, two.events, "{}", file.display());
    }
}

#[test]
fn there_is_a_scenario_for_every_dialect_outcome_and_fault() {
    let text: String = files().iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    for dialect in opi_proto::dialect::DIALECTS {
        assert!(text.contains(&format!("dialect = \"{}\"", dialect.name)), "no scenario in {}", dialect.name);
    }
    let variants = opi_sim::Model::all().iter().filter_map(|model| model.variant);
    for model in variants.filter(|variant| variant.hardware.is_some()) {
        let line = format!("model = \"{}\"", model.name);
        assert!(text.to_lowercase().contains(&line), "no scenario with a {}", model.name);
    }
    // Played by others: a slow customer is a cancelled one; a logged-out terminal is `logged_out`, and so on.
    let elsewhere = ["auto", "slow", "logged-out", "print-last-ticket", "silent-approved", "every-request"];
    for (word, ..) in opi_sim::behaviour::WORDS.iter().filter(|(word, ..)| !elsewhere.contains(word)) {
        let used = text.lines().any(|line| {
            line.contains("outcome")
                && line.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|part| part == *word)
        });
        assert!(used, "no scenario has the word {word}");
    }
}

#[test]
fn what_is_not_as_expected_is_found() {
    for (change, part) in [
        (
            ("amount = \"12.50\", currency", "amount = \"12.60\", currency"),
            "result.amount is \"12.50\", not \"12.60\"",
        ),
        (("print = 2", "print = 3"), "2 events 'print', not 3"),
        (("CHF = 1250 }", "CHF = 1 }"), "the net in CHF is 1250, not 1"),
        (("state = \"Ready\"", "state = \"LoggedOut\""), "the terminal is Ready, not LoggedOut"),
        (("stan = \"9142\"", "stan = \"1\""), "the transactions[0].stan is \"9142\", not \"1\""),
        (("till = \"open\"", "till = \"close 5\""), "an error that nobody expects"),
    ] {
        let path = files().into_iter().find(|file| file.ends_with("ch-payment-approved.toml")).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(change.0), "{}", change.0);
        let scenario = Scenario::parse("changed.toml", &text.replacen(change.0, change.1, 1)).unwrap();
        let mistakes = play_all(&scenario, &[Runner::Virtual, rust_till()], false);
        assert!(mistakes.iter().any(|mistake| mistake.contains(part)), "{part}: {mistakes:?}");
        assert!(mistakes.iter().all(|mistake| mistake.starts_with("changed.toml:")), "{mistakes:?}");
    }
}

#[test]
fn a_runner_that_breaks_the_contract_is_named() {
    let scenario = read("ch-payment-approved");
    for (command, part) in [
        ("/nowhere/at/all", "cannot be started"),
        ("true", "ended after 'open opi://127.0.0.1"),
        ("echo hello", "wrote 'hello', which is no JSON"),
        ("echo {}", "names no event"),
    ] {
        let error = play(&scenario, &Runner::Command(command.into())).unwrap_err().to_string();
        assert!(error.contains(part) || error.contains("does not read"), "{command}: {error}");
        assert!(error.contains("ch-payment-approved.toml:"), "{error}");
    }
}
