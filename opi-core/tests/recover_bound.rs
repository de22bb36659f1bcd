//! Recovery at a terminal that is busy for ever ends within `recover_ms`, however many requests are unresolved; what
//! it did not get to is listed all the same. The terminal is one made by hand.
#![allow(clippy::unwrap_used, reason = "a test")]

mod wire;

use opi_core::config::Config;
use opi_core::{
    CancelToken, Currency, Money, NoDevices, Operation, RecoveryVerdict, RequestKind, Terminal, Verdict,
};
use opi_proto::value::OverallResult;
use std::sync::Arc;
use std::thread;
use wire::{Wire, socket};

fn sale(reference: &str) -> Operation {
    let amount = Money::new(1250, Currency::from_code("CHF").unwrap());
    let sale = Operation::new(RequestKind::CardPayment).with_amount(amount);
    sale.with("reference", reference).unwrap().with("although_unresolved", "yes").unwrap()
}

#[test]
fn a_terminal_that_is_always_busy_does_not_hold_recovery() {
    for unresolved in [1, 2, 3, 64] {
        let (socket, address) = socket();
        // Payments lose their answers; every question finds it busy.
        let terminal = thread::spawn(move || {
            let mut questions = 0;
            loop {
                let mut line = Wire::new(socket.accept().unwrap().0);
                let request = line.request();
                match request.kind() {
                    Some(RequestKind::CardPayment) => {}
                    Some(RequestKind::GetStatus) => {
                        line.answer(&request, OverallResult::Success);
                        return questions;
                    }
                    _ => {
                        questions += 1;
                        line.answer(&request, OverallResult::Busy);
                    }
                }
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "opi://{address}?listen=127.0.0.1:0&workstation=lane-1&ask_again_ms=20&recover_ms=400&journal={}",
            folder.path().join("journal.db").display()
        );
        let till = Terminal::open(Config::parse(&url).unwrap(), Arc::new(NoDevices)).unwrap();
        for number in 0..unresolved {
            let outcome = till.run(&sale(&format!("A{number}")), &CancelToken::new()).unwrap();
            assert_eq!(outcome.verdict, Verdict::Unknown);
        }
        // 120 questions 20 ms apart would take six times as long, for each request.
        let found = till.recover(&CancelToken::new()).unwrap();
        assert_eq!(found.len(), unresolved);
        for (number, recovered) in found.iter().enumerate() {
            assert_eq!(recovered.verdict, RecoveryVerdict::AskHuman);
            assert!(recovered.ask_again, "{number} of {unresolved}");
            let reasons = recovered.reasons.join(" ");
            assert!(reasons.contains("recover_ms"), "{number} of {unresolved}: {reasons}");
        }
        assert_eq!(till.unresolved().unwrap().len(), unresolved);
        assert_eq!(till.status(&CancelToken::new()).unwrap().verdict, Verdict::Approved);
        let questions = terminal.join().unwrap();
        assert!(questions <= 1 + 400 / 20, "{questions} questions");
    }
}
