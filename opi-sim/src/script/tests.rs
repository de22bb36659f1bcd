//! See the module above.

use super::*;
use crate::behaviour::Behaviour;
use crate::behaviour::WORDS;
use opi_proto::dialect::{CH, DE, DIALECTS};

fn all() -> Copies {
    Copies { customer: Copy::Open, merchant: Copy::Open, journal: Copy::Open }
}

fn plan(dialect: &'static Dialect, kind: RequestKind, outcome: Outcome) -> Plan {
    let model = Model::plain();
    Plan { dialect, model, kind, outcome, copies: all(), prints_itself: false, forced: false }
}

#[test]
fn an_early_answer_comes_before_the_receipts_and_nothing_else_changes() {
    let script = transaction(plan(&CH, RequestKind::CardPayment, Outcome::Approve));
    let early = answer_first(script.clone(), Duration::from_millis(9));
    let at = early.iter().position(|step| *step == Step::Answer(OverallResult::Success)).unwrap();
    assert!(early.iter().take(at).all(|step| !step.is_paper()), "{early:?}");
    let rest: Script =
        early.into_iter().filter(|step| !matches!(step, Step::Answer(_) | Linger(_))).collect();
    assert_eq!(rest, script);
}

#[test]
fn every_script_ends_once_and_books_at_most_once() {
    for dialect in DIALECTS {
        for (word, ..) in WORDS {
            let outcome = word.parse::<Behaviour>().unwrap().outcome;
            for kind in [RequestKind::CardPayment, RequestKind::PaymentReversal] {
                let script = transaction(plan(dialect, kind, outcome));
                let ends = script.iter().filter(|s| matches!(s, Finish(_) | Vanish | AwaitCard)).count();
                assert_eq!(ends, 1, "{} {kind} {word}: {script:?}", dialect.name);
                assert!(matches!(script.back(), Some(Finish(_) | Vanish | AwaitCard)), "{word}");
                assert!(script.iter().filter(|s| matches!(s, Book(_))).count() <= 1, "{word}");
            }
        }
    }
}

#[test]
fn the_order_of_copies_is_the_dialects() {
    let order = |dialect: &Dialect| -> Vec<_> { prints(dialect, all()).collect() };
    assert_eq!(order(&CH), [Print(ReceiptRole::Customer), Print(ReceiptRole::Merchant), Step::Journal]);
    assert_eq!(order(&DE), [Print(ReceiptRole::Merchant), Print(ReceiptRole::Customer), Step::Journal]);
}
