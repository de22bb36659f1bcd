//! The terminal's truth: every transaction, what became of it, and the totals. When till and terminal disagree,
//! this is who is right.
//!
//! A ledger only grows; a simulator that has to run for years wants a restart now and then.

use crate::deed::Deed;
use crate::profile::{Card, Rate};
use jiff::Zoned;
use opi_proto::dialect::ReceiptRole;
use opi_proto::message::RequestKind;
use opi_proto::value::Money;

/// What became of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The money moved (or is reserved).
    Approved,
    /// It moved, and a reversal moved it back; a reservation: it was cancelled.
    Reversed,
    /// A reservation whose money was charged by a later request.
    Captured,
    /// Declined; nothing moved.
    Declined(Reason),
    /// Aborted by customer or cashier, or nobody came; nothing moved.
    Aborted,
}

/// Why a transaction was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// By the host, with its code.
    Host(u32),
    /// By the terminal, with its code.
    Terminal(u32),
}

impl State {
    /// The state in one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Approved => "approved",
            State::Reversed => "reversed",
            State::Captured => "captured",
            State::Declined(_) => "declined",
            State::Aborted => "aborted",
        }
    }
}

/// What became of a copy of a receipt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Copy {
    /// The till did not ask for it.
    #[default]
    NotWanted,
    /// The till has not confirmed it yet.
    Open,
    /// The till has confirmed that it was printed (or stored).
    Acknowledged,
}

/// The copies of one transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Copies {
    /// The customer's receipt.
    pub customer: Copy,
    /// The merchant's receipt.
    pub merchant: Copy,
    /// The electronic journal.
    pub journal: Copy,
}

impl Copies {
    /// The copy for one reader.
    pub fn of(&mut self, role: ReceiptRole) -> &mut Copy {
        match role {
            ReceiptRole::Customer => &mut self.customer,
            ReceiptRole::Merchant => &mut self.merchant,
        }
    }

    /// Is a printed copy still unconfirmed? (A journal entry never holds a terminal up.)
    #[must_use]
    pub fn ticket_open(&self) -> bool {
        self.customer == Copy::Open || self.merchant == Copy::Open
    }

    /// Was anything to be printed?
    #[must_use]
    pub fn has_ticket(&self) -> bool {
        self.customer != Copy::NotWanted || self.merchant != Copy::NotWanted
    }
}

/// An offer to pay in the currency of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dcc {
    /// Currency, rate and mark-up.
    pub rate: Rate,
    /// The amount in that currency, in its minor units (hundredths).
    pub minor_units: i64,
    /// Did the customer accept?
    pub accepted: bool,
}

impl Dcc {
    /// The offer for an amount of the shop's currency.
    #[must_use]
    pub fn offer(amount: Money, rate: Rate, accepted: bool) -> Self {
        let minor_units = amount.minor_units().saturating_mul(rate.rate).saturating_add(5000) / 10_000;
        Dcc { rate, minor_units, accepted }
    }

    /// The amount in decimal major units.
    #[must_use]
    pub fn amount(&self) -> String {
        format!("{}.{:02}", self.minor_units / 100, self.minor_units % 100)
    }

    /// The rate as receipts show it: `1.0345`.
    #[must_use]
    pub fn rate(&self) -> String {
        format!("{}.{:04}", self.rate.rate / 10_000, self.rate.rate % 10_000)
    }

    /// The mark-up in per cent: `3.50`.
    #[must_use]
    pub fn markup(&self) -> String {
        format!("{}.{:02}", self.rate.markup / 100, self.rate.markup % 100)
    }
}

/// One transaction.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// What it was.
    pub kind: RequestKind,
    /// What was charged, paid back or reserved, tip included.
    pub amount: Money,
    /// The tip in it.
    pub tip: Option<Money>,
    /// The cash in it, handed to the customer.
    pub cash_back: Option<Money>,
    /// The offer to pay in the card's currency.
    pub dcc: Option<Dcc>,
    /// What became of it.
    pub state: State,
    /// Number of the transaction.
    pub stan: String,
    /// Number of the receipt.
    pub receipt_number: u32,
    /// The batch (the terminal's day) it belongs to.
    pub batch: u32,
    /// Code of the host's approval.
    pub approval_code: Option<String>,
    /// Reference at the acquirer.
    pub trx_reference: Option<String>,
    /// On a reversal or a capture: the transaction it refers to.
    pub reverses: Option<String>,
    /// The terminal's local time.
    pub time: Zoned,
    /// The till that asked.
    pub workstation: String,
    /// Its number for the request.
    pub request_id: String,
    /// The merchant's reference, if the till gave one.
    pub reference_number: Option<String>,
    /// The card; `None` if none was presented.
    pub card: Option<&'static Card>,
    /// Did the cashier compare signatures?
    pub signature: bool,
    /// Accepted without the host; to be transmitted.
    pub offline: bool,
    /// What became of its receipts.
    pub copies: Copies,
}

impl Transaction {
    /// What it did to money.
    #[must_use]
    pub fn deed(&self) -> Deed {
        Deed::of(self.kind)
    }
}

/// One line of the totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Payments, refunds or reservations.
    pub kind: RequestKind,
    /// Brand.
    pub circuit: &'static str,
    /// How many.
    pub count: u32,
    /// Their sum.
    pub amount: Money,
}

/// Every transaction since the terminal was switched on.
#[derive(Debug, Clone)]
pub struct Ledger {
    transactions: Vec<Transaction>,
    batch: u32,
}

impl Default for Ledger {
    fn default() -> Self {
        Ledger { transactions: Vec::new(), batch: 1 }
    }
}

impl Ledger {
    /// Every transaction, oldest first.
    #[must_use]
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// The newest transaction.
    #[must_use]
    pub fn last(&self) -> Option<&Transaction> {
        self.transactions.last()
    }

    /// The current batch, from 1.
    #[must_use]
    pub fn batch(&self) -> u32 {
        self.batch
    }

    /// Where the money is: what came in minus what went out of one currency, in minor units, what was reversed left
    /// out.
    /// Counts every batch.
    #[must_use]
    pub fn net(&self, currency: &str) -> i64 {
        let standing = self.transactions.iter().filter(|t| t.state == State::Approved);
        standing.filter(|t| t.amount.currency().code().eq_ignore_ascii_case(currency)).fold(0, |sum, t| {
            sum.saturating_add(Deed::of(t.kind).sign().saturating_mul(t.amount.minor_units()))
        })
    }

    /// Totals of the current batch per kind, brand and currency, in the order in which they first occurred.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        let standing =
            self.transactions.iter().filter(|t| t.batch == self.batch && t.state == State::Approved);
        for t in standing.filter(|t| !t.deed().undoes()) {
            let circuit = t.card.map_or("OTHR", |card| card.circuit);
            let currency = t.amount.currency();
            let same =
                |x: &&mut Total| x.kind == t.kind && x.circuit == circuit && x.amount.currency() == currency;
            match totals.iter_mut().find(same) {
                Some(total) => {
                    let sum = total.amount.minor_units().saturating_add(t.amount.minor_units());
                    total.amount = Money::new(sum, currency);
                    total.count += 1;
                }
                None => totals.push(Total { kind: t.kind, circuit, count: 1, amount: t.amount }),
            }
        }
        totals
    }

    /// The standing reservation with that number (leading zeros aside) or that reference at the acquirer; the newest one
    /// where neither is named.
    #[must_use]
    pub fn reservation(&self, stan: Option<&str>, trx_reference: Option<&str>) -> Option<usize> {
        let standing = |t: &Transaction| t.deed() == Deed::Reserve && t.state == State::Approved;
        match (stan, trx_reference) {
            (Some(stan), _) => self.by_stan(stan).filter(|i| self.get(*i).is_some_and(standing)),
            (None, Some(wanted)) => self
                .transactions
                .iter()
                .rposition(|t| standing(t) && t.trx_reference.as_deref() == Some(wanted.trim())),
            (None, None) => self.transactions.iter().rposition(standing),
        }
    }

    /// The transaction that a reversal of the last one means: the newest of this batch that was approved.
    /// `None` if there is none, or if it has been reversed already.
    #[must_use]
    pub fn last_reversible(&self) -> Option<usize> {
        let settled = |t: &Transaction| matches!(t.state, State::Approved | State::Reversed);
        let last = self.transactions.iter().rposition(|t| !t.deed().undoes() && settled(t))?;
        Some(last).filter(|i| self.is_reversible(*i))
    }

    /// The approved transaction of this batch with that number; leading zeros aside.
    #[must_use]
    pub fn reversible_by_stan(&self, stan: &str) -> Option<usize> {
        self.by_stan(stan).filter(|i| self.is_reversible(*i))
    }

    fn by_stan(&self, stan: &str) -> Option<usize> {
        let bare = |stan: &str| stan.trim().trim_start_matches('0').to_owned();
        let wanted = bare(stan);
        self.transactions.iter().rposition(|t| bare(&t.stan) == wanted)
    }

    fn is_reversible(&self, index: usize) -> bool {
        self.transactions
            .get(index)
            .is_some_and(|t| t.state == State::Approved && t.batch == self.batch && !t.deed().undoes())
    }

    /// The transaction whose receipts a reprint prints: the newest that had any.
    #[must_use]
    pub fn last_ticket(&self) -> Option<usize> {
        self.transactions.iter().rposition(|t| t.copies.has_ticket())
    }

    /// The transaction with that number, if it had a receipt; leading zeros aside.
    #[must_use]
    pub fn ticket_by_stan(&self, stan: &str) -> Option<usize> {
        self.by_stan(stan).filter(|i| self.get(*i).is_some_and(|t| t.copies.has_ticket()))
    }

    /// Is the last ticket still unconfirmed by the till?
    #[must_use]
    pub fn last_ticket_open(&self) -> bool {
        self.last_ticket().and_then(|i| self.transactions.get(i)).is_some_and(|t| t.copies.ticket_open())
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Transaction> {
        self.transactions.get(index)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut Transaction> {
        self.transactions.get_mut(index)
    }

    /// Books a transaction and returns its place.
    pub(crate) fn book(&mut self, transaction: Transaction) -> usize {
        self.transactions.push(transaction);
        self.transactions.len() - 1
    }

    /// Ends the terminal's day.
    pub(crate) fn close_batch(&mut self) {
        self.batch += 1;
    }

    /// Hands the transactions accepted offline to the host; tells how many there were.
    pub(crate) fn transmit(&mut self) -> usize {
        let stored = self.transactions.iter_mut().filter(|t| t.offline);
        stored.map(|t| t.offline = false).count()
    }
}

#[cfg(test)]
mod tests;
