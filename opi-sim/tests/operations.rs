//! Every request that the library can make, in every dialect, at the simulated terminal, over sockets.

#![allow(clippy::unwrap_used, reason = "a test")]

use opi_core::devices::{Answer, Devices, Display, JournalEntry, Prompt, PromptKind, Receipt, Reply};
use opi_core::dialect::{DIALECTS, Dialect, ReversalWay};
use opi_core::message::AmountRule;
use opi_core::{CancelToken, Currency, Money, Operation, Outcome, RequestKind, Terminal, Verdict};
use opi_sim::{Config, Simulator};
use std::sync::Arc;

/// A till that takes everything.
struct Till;

impl Devices for Till {
    fn display(&self, _: &Display) -> Answer {
        Answer::Yes
    }
    fn print(&self, _: &Receipt) -> Answer {
        Answer::Yes
    }
    fn input(&self, prompt: &Prompt) -> Reply {
        match prompt.kind {
            PromptKind::Number => Reply::Number("1".into()),
            PromptKind::Text => Reply::Text("123456".into()),
            _ => Reply::Confirm(true),
        }
    }
    fn deliver(&self, _: &Display) -> Answer {
        Answer::Yes
    }
    fn journal(&self, _: &JournalEntry) -> Answer {
        Answer::Yes
    }
}

struct Shop {
    simulator: Simulator,
    terminal: Terminal,
    dialect: &'static Dialect,
}

impl Shop {
    fn open(dialect: &'static Dialect) -> Self {
        let simulator = Simulator::start(Config::new(dialect)).unwrap();
        let url = format!(
            "opi://{}?dialect={}&workstation=lane-1&listen=127.0.0.1:0",
            simulator.addr(),
            dialect.name
        );
        let terminal = Terminal::open(opi_core::Config::parse(&url).unwrap(), Arc::new(Till)).unwrap();
        simulator.set_till(terminal.listen_address());
        Shop { simulator, terminal, dialect }
    }

    fn run(&self, kind: RequestKind, stan: Option<&str>) -> Outcome {
        let mut operation = Operation::new(kind);
        if kind.amount_rule() != AmountRule::Never {
            operation.set_amount(Money::new(1250, Currency::from_code("CHF").unwrap()));
        }
        if let Some(stan) = stan {
            operation.set("stan", stan).unwrap();
        }
        self.terminal.run(&operation, &CancelToken::new()).unwrap()
    }
}

/// What has to be there before a request of this kind can succeed.
fn before(kind: RequestKind) -> Option<RequestKind> {
    match kind {
        RequestKind::PaymentReversal | RequestKind::TicketReprint | RequestKind::RepeatLastMessage => {
            Some(RequestKind::CardPayment)
        }
        RequestKind::CardFinancialAdvice => Some(RequestKind::CardPreAuthorisation),
        RequestKind::CaptureReservation | RequestKind::CancelReservation => {
            Some(RequestKind::CardReservation)
        }
        _ => None,
    }
}

#[test]
fn every_operation_of_every_dialect_is_done() {
    for dialect in DIALECTS {
        let kinds = dialect.kinds.iter().copied().filter(|kind| *kind != RequestKind::AbortRequest);
        for kind in kinds {
            let shop = Shop::open(dialect);
            let earlier = before(kind).map(|first| shop.run(first, None));
            let names_it = kind == RequestKind::CardFinancialAdvice
                || kind == RequestKind::PaymentReversal && shop.dialect.reversal == ReversalWay::ByStan;
            let stan = earlier.and_then(|outcome| outcome.field("stan")).filter(|_| names_it);
            let outcome = shop.run(kind, stan.as_deref());
            let label = format!("{} {kind}", dialect.name);
            assert_eq!(outcome.verdict, Verdict::Approved, "{label}: {:?}", outcome.error);
            assert_eq!(outcome.notes, Vec::<String>::new(), "{label}");
            shop.simulator.wait_idle();
            assert_eq!(shop.simulator.findings(), Vec::<String>::new(), "{label}");
        }
    }
}
