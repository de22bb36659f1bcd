//! What every ledger must do, wherever it keeps things.

use super::*;
use crate::journal::Journal;
use opi_proto::devices::Receipt;
use opi_proto::dialect::ReceiptRole;
use opi_proto::message::{Authorisation, RequestKind, Tender, TerminalInfo};
use opi_proto::operation::Operation;
use opi_proto::value::{Currency, Money, OverallResult, Pan, Timestamp};

pub(crate) const HERE: &str = "10.0.0.1:4100";

/// A ledger under test, and the folder it may lie in.
struct Under {
    ledger: Box<dyn Ledger>,
    _folder: tempfile::TempDir,
}

fn every_kind() -> [Under; 2] {
    let now = || Timestamp::fixed("2026-04-08T10:30:00+02:00");
    let folder = || tempfile::tempdir().unwrap();
    let place = folder();
    let on_disk = Journal::open(&place.path().join("journal.db"), false).unwrap();
    [
        Under { ledger: Box::new(MemoryLedger::new(now)), _folder: folder() },
        Under { ledger: Box::new(on_disk), _folder: place },
    ]
}

pub(crate) fn chf(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("CHF").unwrap())
}

pub(crate) fn sale(reference: &str) -> Operation {
    Operation::new(RequestKind::CardPayment).with_amount(chf(1250)).with("reference", reference).unwrap()
}

pub(crate) fn intent(request_id: &str, operation: Operation) -> Intent {
    Intent {
        address: HERE.into(),
        dialect: "ch".into(),
        workstation: "lane-1".into(),
        request_id: request_id.into(),
        operation,
        begun_at: "2026-04-08T10:30:00+02:00".into(),
        begun_ms: 1_775_637_000_000,
    }
}

pub(crate) fn receipt(lines: &[&str]) -> Receipt {
    Receipt {
        role: ReceiptRole::Merchant,
        target: "JournalPrinter".into(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        device_request_id: "7.1".into(),
        acknowledged: true,
        kept_as: None,
    }
}

pub(crate) fn owner(request: Option<i64>) -> Owner<'static> {
    Owner { address: HERE, workstation: "lane-1", request }
}

pub(crate) fn approved(operation: Operation) -> Outcome {
    let mut response = Response::new(RequestKind::CardPayment, "lane-1", "7", OverallResult::Success);
    response.terminal = Some(TerminalInfo {
        terminal_id: Some("10133464".into()),
        stan: Some("91".into()),
        ..Default::default()
    });
    let authorisation = Authorisation {
        approval_code: Some("103128".into()),
        card_pan: Some(Pan::read("4111111111111111")),
        ..Default::default()
    };
    response.tender = Some(Tender { authorisation: Some(authorisation), ..Default::default() });
    Outcome {
        verdict: Verdict::Approved,
        code: Code::Ok,
        operation,
        request_id: "7".into(),
        response: Some(Box::new(response)),
        collected: Collected::default(),
        error: None,
        notes: vec!["a note".into()],
        journal_id: None,
        from_journal: false,
    }
}

pub(crate) fn unknown(operation: Operation) -> Outcome {
    let error = Error::new(Code::ConnectionLost, "The cable was pulled.");
    Outcome {
        verdict: Verdict::Unknown,
        code: error.code(),
        response: None,
        error: Some(error),
        notes: Vec::new(),
        ..approved(operation)
    }
}

#[test]
fn unresolved_is_what_has_no_outcome_and_open_what_the_till_does_not_know() {
    for Under { ledger, .. } in every_kind() {
        let first = ledger.begin(&intent("1", sale("A1"))).unwrap();
        let second = ledger.begin(&intent("2", sale("A2"))).unwrap();
        let open = || -> Vec<i64> {
            ledger.open_requests(HERE, "lane-1").unwrap().iter().map(|entry| entry.id).collect()
        };
        let unresolved = || ledger.first_unresolved(HERE, "lane-1").unwrap().map(|entry| entry.id);
        assert_eq!((open(), unresolved()), (vec![first, second], Some(first)));
        ledger.answered(first, &unknown(sale("A1")), &[]).unwrap();
        assert_eq!((open(), unresolved()), (vec![first, second], Some(first)));
        ledger.answered(second, &approved(sale("A2")), &[]).unwrap();
        assert_eq!((open(), unresolved()), (vec![first, second], Some(first)));
        let found = Settlement {
            verdict: Verdict::Declined,
            code: Code::NotCharged,
            by: SettledBy::Person,
            why: "totals compared",
            who: Some("Anna"),
            response: None,
        };
        ledger.settle(first, &found).unwrap();
        assert_eq!((open(), unresolved()), (vec![first, second], None));
        let entry = ledger.entry(first).unwrap().unwrap();
        assert_eq!((entry.who.as_deref(), entry.why.as_deref()), (Some("Anna"), Some("totals compared")));
        let again = ledger.settle(first, &found).unwrap_err();
        assert_eq!(again.code(), Code::InvalidArgument, "a resolution is not overwritten: {again}");
        ledger.acknowledge(first).unwrap();
        ledger.acknowledge(second).unwrap();
        assert_eq!(open(), [0; 0]);
        for (address, workstation) in [(HERE, "lane-2"), ("10.0.0.2:4100", "lane-1")] {
            let other = Intent { workstation: "lane-1".into(), ..intent("3", sale("A3")) };
            ledger.begin(&other).unwrap();
            assert_eq!(ledger.open_requests(address, workstation).unwrap(), []);
            assert_eq!(ledger.first_unresolved(address, workstation).unwrap(), None);
        }
    }
}

#[test]
fn a_terminal_is_found_again_at_a_new_address() {
    for Under { ledger, .. } in every_kind() {
        ledger.learn_terminal(HERE, "10133464").unwrap();
        let id = ledger.begin(&intent("1", sale("A1"))).unwrap();
        let elsewhere = "10.0.0.9:4100";
        assert_eq!(ledger.first_unresolved(elsewhere, "lane-1").unwrap(), None);
        ledger.learn_terminal(elsewhere, "10133464").unwrap();
        assert_eq!(ledger.first_unresolved(elsewhere, "lane-1").unwrap().map(|entry| entry.id), Some(id));
        ledger.learn_terminal(elsewhere, "99999999").unwrap();
        assert_eq!(ledger.first_unresolved(elsewhere, "lane-1").unwrap(), None);
    }
}

#[test]
fn a_key_belongs_to_one_sale_of_one_till() {
    for Under { ledger, .. } in every_kind() {
        let keyed = |reference: &str| sale(reference).with("key", "k").unwrap();
        let id = ledger.begin(&intent("1", keyed("A1"))).unwrap();
        let found = ledger.by_key("lane-1", "k").unwrap().unwrap();
        assert_eq!(found.id, id);
        assert!(found.asks_the_same(&keyed("A1")));
        assert!(found.asks_the_same(&keyed("A1").with("although_unresolved", "yes").unwrap()));
        assert!(!found.asks_the_same(&keyed("A2")));
        assert!(!found.asks_the_same(&keyed("A1").with_amount(chf(1251))));
        assert_eq!(ledger.by_key("lane-2", "k").unwrap(), None);
        assert_eq!(ledger.by_key("lane-1", "other").unwrap(), None);
        let pending = found.outcome(Collected::default());
        assert_eq!((pending.verdict, pending.code), (Verdict::Unknown, Code::Pending));
        let not_sent =
            Outcome { verdict: Verdict::NotSent, code: Code::LostBeforeSend, ..unknown(keyed("A1")) };
        ledger.answered(id, &not_sent, &[]).unwrap();
        assert_eq!(ledger.by_key("lane-1", "k").unwrap(), None, "what was not sent used up no key");
    }
}

#[test]
fn late_papers_find_their_request_by_its_number() {
    for Under { ledger, .. } in every_kind() {
        let id = ledger.begin(&intent("7", sale("A1"))).unwrap();
        let later = ledger.begin(&intent("8", sale("A2"))).unwrap();
        let paper = receipt(&["late"]);
        ledger.keep(owner(None), &[Paper::Receipt(&paper)]).unwrap();
        ledger.keep(owner(Some(later)), &[Paper::Receipt(&paper)]).unwrap();
        assert_eq!(ledger.papers(id).unwrap().receipts.len(), 2, "7.1 belongs to 7, whatever runs");
        assert_eq!(ledger.papers(later).unwrap().receipts.len(), 0);
        let stray = Receipt { device_request_id: "99.1".into(), ..paper };
        let numbers = ledger.keep(owner(None), &[Paper::Receipt(&stray)]).unwrap();
        ledger.attach(&numbers, later).unwrap();
        assert_eq!(ledger.papers(later).unwrap().receipts.len(), 1);
    }
}

#[test]
fn what_was_stored_comes_back_without_card_data() {
    for Under { ledger, .. } in every_kind() {
        let id = ledger.begin(&intent("7", sale("A1").with("key", "k-1").unwrap())).unwrap();
        let paper = receipt(&["Karte 4111111111111111", "", "Danke"]);
        let kept = ledger.keep(owner(Some(id)), &[Paper::Receipt(&paper)]).unwrap();
        ledger.answered(id, &approved(sale("A1")), &kept).unwrap();
        let entry = ledger.entry(id).unwrap().unwrap();
        let outcome = entry.outcome(ledger.papers(id).unwrap());
        assert_eq!((outcome.verdict, outcome.code), (Verdict::Approved, Code::Ok));
        assert_eq!(outcome.field("approval_code").as_deref(), Some("103128"));
        assert_eq!(outcome.notes, ["a note"]);
        assert_eq!(outcome.collected.receipts[0].lines[1..], ["", "Danke"]);
        assert!(outcome.collected.receipts[0].acknowledged);
        let told = format!("{} {:?}", outcome.collected.receipts[0].lines.join(" "), outcome.field("card"));
        assert!(told.contains("1111") && !told.contains("411111"), "{told}");
    }
}

#[test]
fn the_latest_others_come_first() {
    for Under { ledger, .. } in every_kind() {
        let ids: Vec<i64> =
            (1..=4).map(|n| ledger.begin(&intent(&n.to_string(), sale("A"))).unwrap()).collect();
        let entry = ledger.entry(ids[1]).unwrap().unwrap();
        let around: Vec<i64> = ledger.around(&entry).unwrap().iter().map(|entry| entry.id).collect();
        assert_eq!(around, [ids[3], ids[2], ids[0]]);
    }
}
