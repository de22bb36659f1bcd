//! Every request that the library can make, in every dialect, at the simulated terminal, over sockets.

#![allow(clippy::unwrap_used, reason = "a test")]

use opi_core::{CancelToken, Terminal};
use opi_proto::devices::{Answer, Devices, Display, JournalEntry, Prompt, PromptKind, Receipt, Reply};
use opi_proto::dialect::{DIALECTS, ReversalWay};
use opi_proto::message::{AmountRule, RequestKind};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::value::{Currency, Money};
use opi_sim::deed::Deed;
use opi_sim::{Config, Model, Simulator};
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
}

impl Shop {
    /// `option` names a model or maker in the URL.
    fn open(config: Config, option: &str) -> Self {
        let dialect = config.terminal.dialect.name;
        let simulator = Simulator::start(config).unwrap();
        let url = format!(
            "opi://{}?dialect={dialect}{option}&workstation=lane-1&listen=127.0.0.1:0&journal=none",
            simulator.addr()
        );
        let terminal = Terminal::open(opi_core::Config::parse(&url).unwrap(), Arc::new(Till)).unwrap();
        simulator.set_till(terminal.listen_address());
        Shop { simulator, terminal }
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
    match (kind, Deed::of(kind)) {
        (RequestKind::TicketReprint | RequestKind::RepeatLastMessage, _) | (_, Deed::Reverse) => {
            Some(RequestKind::CardPayment)
        }
        (RequestKind::CaptureReservation | RequestKind::CancelReservation, _) => {
            Some(RequestKind::CardReservation)
        }
        (_, Deed::Capture) => Some(RequestKind::CardPreAuthorisation),
        _ => None,
    }
}

/// Runs every kind of a row; those that the model refuses must be refused.
fn every_kind(config: &Config, option: &str) {
    let (dialect, model) = (config.terminal.dialect, config.terminal.profile.model);
    for kind in dialect.kinds.iter().copied().filter(|kind| *kind != RequestKind::AbortRequest) {
        let shop = Shop::open(config.clone(), option);
        let earlier = before(kind).map(|first| shop.run(first, None));
        let names_it = dialect.reversal == ReversalWay::ByStan
            && matches!(kind, RequestKind::PaymentReversal | RequestKind::CardFinancialAdvice);
        let stan = earlier.and_then(|outcome| outcome.field("stan")).filter(|_| names_it);
        let outcome = shop.run(kind, stan.as_deref());
        let label = format!("{} {kind}", dialect.label());
        let expected = if model.takes(kind) { Verdict::Approved } else { Verdict::Refused };
        assert_eq!(outcome.verdict, expected, "{label}: {:?}", outcome.error);
        assert_eq!(outcome.notes, Vec::<String>::new(), "{label}");
        shop.simulator.wait_idle();
        assert_eq!(shop.simulator.findings(), Vec::<String>::new(), "{label}");
    }
}

#[test]
fn every_operation_of_every_dialect_is_done() {
    DIALECTS.iter().for_each(|dialect| every_kind(&Config::new(dialect), ""));
}

#[test]
fn every_operation_of_every_model_and_maker_is_done() {
    for model in Model::all() {
        let variant = model.variant.unwrap();
        let option = if variant.hardware.is_some() { "model" } else { "variant" };
        every_kind(&Config::of(model), &format!("&{option}={}", variant.name));
    }
}
