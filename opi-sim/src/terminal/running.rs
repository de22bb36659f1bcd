//! The one request that is running: what it is about, and what it waits for.

use super::settings::Settings;
use crate::callback::{self, Asked};
use crate::fault::{Faults, Outgoing};
use crate::ledger::{Copies, Dcc};
use crate::machine::ConnId;
use crate::profile::Card;
use crate::script::{self, Script};
use crate::text::Language;
use opi_proto::message::{Reconciliation, Request, RequestKind};
use opi_proto::value::Money;
use std::time::Duration;

/// What a transaction is about, settled before it starts.
#[derive(Debug, Default)]
pub(super) struct Deal {
    /// Asked for by the till.
    pub(super) amount: Option<Money>,
    pub(super) card: Option<&'static Card>,
    /// Place in the ledger of the transaction to reverse.
    pub(super) reverses: Option<usize>,
    /// Place in the ledger of the reservation to charge.
    pub(super) captures: Option<usize>,
    /// Cash for the customer, part of the amount.
    pub(super) cash_back: Option<Money>,
    /// A foreign card: what the customer will say to the offer.
    pub(super) dcc_accepted: Option<bool>,
    /// The offer, once it is made.
    pub(super) dcc: Option<Dcc>,
    /// Typed by the cashier.
    pub(super) approval_code: Option<String>,
    /// The copies the till wants.
    pub(super) copies: Copies,
    pub(super) tip_percent: u32,
    pub(super) signature: bool,
    pub(super) offline: bool,
}

/// What the running request waits for.
#[derive(Debug)]
pub(super) enum Waiting {
    Nothing,
    /// The customer takes his time.
    Customer {
        until: Duration,
    },
    /// A card that does not come.
    Card {
        until: Duration,
    },
    /// The till's answers to the device requests that are open.
    Device {
        until: Duration,
    },
}

impl Waiting {
    /// When it ends at the latest.
    pub(super) fn until(&self) -> Option<Duration> {
        match self {
            Waiting::Nothing => None,
            Waiting::Customer { until } | Waiting::Card { until } | Waiting::Device { until } => Some(*until),
        }
    }
}

/// The one request that is running.
#[derive(Debug)]
pub(super) struct Running {
    /// Where the answer goes; `None` once the till has closed it.
    pub(super) conn: Option<ConnId>,
    pub(super) request: Request,
    pub(super) deal: Deal,
    /// Place in the ledger of the transaction whose receipts are printed.
    pub(super) ticket: Option<usize>,
    pub(super) waiting: Waiting,
    /// The cashier wants it to end.
    pub(super) abort: bool,
    /// The point of no return lies behind it (from the start, where no money moves).
    pub(super) committed: bool,
    /// Channel 1 cannot be used any more during this request.
    pub(super) device_gone: bool,
    /// Device requests that wait for their answers.
    pub(super) open: Vec<Asked>,
    pub(super) held: Option<Held>,
    pub(super) kind: RequestKind,
    pub(super) language: Language,
    pub(super) steps: Script,
    pub(super) faults: Faults,
    pub(super) totals: Option<Reconciliation>,
    pub(super) device_requests: u32,
    pub(super) device_bytes: usize,
    /// The till gets device requests whose answers nobody waits for.
    pub(super) besieged: bool,
    /// The answer has been given.
    pub(super) answered: bool,
}

impl Running {
    pub(super) fn new(
        conn: ConnId,
        request: Request,
        kind: RequestKind,
        steps: Script,
        faults: Faults,
        settings: &Settings,
    ) -> Self {
        Running {
            conn: Some(conn),
            language: callback::language_of(&request, settings.profile.language),
            request,
            deal: Deal::default(),
            ticket: None,
            waiting: Waiting::Nothing,
            abort: false,
            committed: !kind.is_financial(),
            device_gone: false,
            open: Vec::new(),
            held: None,
            kind,
            steps: match faults.answer_first {
                Some(pause) => script::answer_first(steps, Duration::from_millis(pause)),
                None => steps,
            },
            faults,
            totals: None,
            device_requests: 0,
            device_bytes: 0,
            besieged: false,
            answered: false,
        }
    }

    pub(super) fn next_open(&mut self) -> Option<Asked> {
        (!self.open.is_empty()).then(|| self.open.remove(0))
    }

    pub(super) fn name(&self) -> String {
        describe(&self.request)
    }
}

/// A display that waits for the next device request to travel with.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) asked: Asked,
    pub(super) message: Outgoing,
}

/// A request in a few words: `CardPayment 2001 (CHF 12.50)`.
pub(super) fn describe(request: &Request) -> String {
    let money = request.total_amount.as_ref().map(|amount| match amount.money(None) {
        Ok(money) => format!(" ({money})"),
        Err(_) => " (amount unreadable)".to_owned(),
    });
    format!("{} {}{}", request.request_type, request.request_id, money.unwrap_or_default())
}
