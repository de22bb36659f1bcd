//! The exhaustive cut test: a recorded payment of each dialect, each direction of each channel cut after every
//! byte, the connection broken or merely silent. Every time: the right verdict, the request written at most
//! once, no callback after the verdict, an end before the deadline.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{Cut, How, Run, play, recorded};
use opi_core::config::Config;
use opi_proto::error::{Code, MoneyMoved};
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::Verdict;
use opi_proto::value::{Currency, Money};

struct Recording {
    dialect: &'static str,
    currency: &'static str,
    vectors: &'static str,
}

const RECORDINGS: [Recording; 2] = [
    Recording { dialect: "ch", currency: "CHF", vectors: "ch-payment" },
    Recording { dialect: "de", currency: "EUR", vectors: "de-payment" },
];

fn run(recording: &Recording, cut: Cut, how: How) -> Run {
    let config =
        Config::parse(&format!("opi://terminal?dialect={}&workstation=lane-1", recording.dialect)).unwrap();
    let amount = Money::new(1250, Currency::from_code(recording.currency).unwrap());
    let payment = Operation::new(RequestKind::CardPayment).with_amount(amount);
    let run = play(&config, &payment, &recorded(recording.vectors), cut, how);
    let label = format!("{} {cut:?} {how:?}", recording.dialect);
    let payments = run.requests.iter().filter(|r| r.kind() == Some(RequestKind::CardPayment)).count();
    assert!(payments <= 1, "{label}: the payment was written {payments} times");
    assert!(run.took <= config.settings.timers.hard, "{label}: took {:?}", run.took);
    assert_eq!(run.outcome.error.is_some(), run.outcome.verdict != Verdict::Approved, "{label}");
    match &run.entry {
        Some((entry, papers)) => {
            assert_eq!(run.outcome.journal_id, Some(entry.id), "{label}");
            assert_eq!(entry.verdict, Some(run.outcome.verdict), "{label}: the till is told something else");
            assert_eq!(papers.receipts.len(), run.outcome.collected.receipts.len(), "{label}");
            assert_eq!(papers.journal.len(), run.outcome.collected.journal.len(), "{label}");
        }
        None => assert_eq!(run.outcome.verdict, Verdict::NotSent, "{label}: sent, and not in the ledger"),
    }
    run
}

#[test]
fn a_terminal_that_is_not_there_leaves_no_trace() {
    for recording in &RECORDINGS {
        let run = run(recording, Cut::Connect, How::Breaks);
        assert_eq!(run.outcome.verdict, Verdict::NotSent);
        assert_eq!(run.outcome.code, Code::ConnectRefused);
        assert!(run.entry.is_none() && run.requests.is_empty());
    }
}

#[test]
fn nothing_cut_is_approved_with_all_receipts() {
    for recording in &RECORDINGS {
        let run = run(recording, Cut::Nowhere, How::Breaks);
        assert_eq!(run.outcome.verdict, Verdict::Approved);
        assert_eq!(run.outcome.collected.receipts.len(), 2);
        assert!(run.outcome.collected.receipts.iter().all(|receipt| receipt.acknowledged));
        assert_eq!(run.outcome.notes, [] as [String; 0]);
        assert_eq!(run.outcome.field("amount").as_deref(), Some("12.50"));
    }
}

#[test]
fn the_answer_cut_after_every_byte() {
    for recording in &RECORDINGS {
        let whole = run(recording, Cut::Nowhere, How::Breaks).pay_in;
        for k in 0..=whole {
            for how in [How::Breaks, How::Silent] {
                let run = run(recording, Cut::PayIn(k), how);
                let expected = if k < whole { Verdict::Unknown } else { Verdict::Approved };
                assert_eq!(
                    run.outcome.verdict, expected,
                    "{} byte {k} of {whole} {how:?}",
                    recording.dialect
                );
                let money = if k < whole { MoneyMoved::Possibly } else { MoneyMoved::Yes };
                assert_eq!(run.outcome.money(), money);
                assert_eq!(run.outcome.collected.receipts.len(), 2, "receipts came before the cut");
            }
        }
    }
}

#[test]
fn the_request_cut_after_every_byte() {
    for recording in &RECORDINGS {
        let whole = run(recording, Cut::Nowhere, How::Breaks).pay_out;
        for k in 0..=whole {
            let run = run(recording, Cut::PayOut(k), How::Breaks);
            let expected = match k {
                0 => Verdict::NotSent,
                k if k < whole => Verdict::Unknown,
                _ => Verdict::Approved,
            };
            assert_eq!(run.outcome.verdict, expected, "{} byte {k} of {whole}", recording.dialect);
        }
        for k in 0..whole {
            // Handed to the operating system, never arrived: nobody can know.
            let run = run(recording, Cut::PayOut(k), How::Silent);
            assert_eq!(run.outcome.verdict, Verdict::Unknown, "{} byte {k} silent", recording.dialect);
            assert!(run.requests.iter().all(|r| r.kind() != Some(RequestKind::CardPayment)));
        }
    }
}

#[test]
fn channel_1_cut_after_every_byte_never_changes_the_verdict() {
    for recording in &RECORDINGS {
        let uncut = run(recording, Cut::Nowhere, How::Breaks);
        for how in [How::Breaks, How::Silent] {
            for k in 0..uncut.device_in {
                let run = run(recording, Cut::DeviceIn(k), how);
                assert_eq!(run.outcome.verdict, Verdict::Approved, "{} in {k} {how:?}", recording.dialect);
                assert!(run.calls.len() < uncut.calls.len(), "what was cut off was not served");
            }
            for k in 0..uncut.device_out {
                let run = run(recording, Cut::DeviceOut(k), how);
                assert_eq!(run.outcome.verdict, Verdict::Approved, "{} out {k} {how:?}", recording.dialect);
                assert!(run.answered < uncut.answered, "the terminal misses an acknowledgement");
                assert_eq!(run.outcome.collected.receipts.len(), 2, "the till has its receipts all the same");
            }
        }
    }
}
