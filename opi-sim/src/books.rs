//! A terminal's books as JSON, for tills in any language.

use crate::ledger::{Copy, Ledger, State, Transaction};
use crate::terminal::Condition;
use serde_json::{Value, json};

/// The ledger as JSON: `state`, `batch`, `net` per currency in minor units, `totals` of the batch, and every
/// transaction.
#[must_use]
pub fn ledger_json(ledger: &Ledger, condition: Condition) -> Value {
    let mut net = serde_json::Map::new();
    for transaction in ledger.transactions() {
        let code = transaction.amount.currency().code().to_owned();
        let sum = ledger.net(&code);
        net.insert(code, json!(sum));
    }
    let totals: Vec<Value> = ledger
        .totals()
        .iter()
        .map(|t| {
            json!({
                "kind": t.kind.wire_name(),
                "circuit": t.circuit,
                "count": t.count,
                "amount": t.amount.minor_units(),
                "currency": t.amount.currency().code(),
            })
        })
        .collect();
    let transactions: Vec<Value> = ledger.transactions().iter().map(transaction_json).collect();
    json!({
        "state": condition.name(),
        "batch": ledger.batch(),
        "net": net,
        "totals": totals,
        "transactions": transactions,
    })
}

/// The transactions alone, oldest first, as a till's programmer compares them with his own books: amounts in minor
/// units; `state` is `booked`, `reversed`, `declined` or `aborted`; what is not known is `null`.
#[must_use]
pub fn books_json(ledger: &Ledger) -> Value {
    let entry = |t: &Transaction| {
        json!({
            "workstation": t.workstation,
            "request_id": t.request_id,
            "reference": t.reference_number,
            "kind": t.kind.wire_name(),
            "amount": t.amount.minor_units(),
            "currency": t.amount.currency().code(),
            "stan": t.stan,
            "approval": t.approval_code,
            "state": match t.state {
                State::Approved => "booked",
                other => other.name(),
            },
        })
    };
    ledger.transactions().iter().map(entry).collect()
}

fn transaction_json(t: &Transaction) -> Value {
    let copy = |copy: Copy| match copy {
        Copy::NotWanted => "not_wanted",
        Copy::Open => "open",
        Copy::Acknowledged => "acknowledged",
    };
    json!({
        "kind": t.kind.wire_name(),
        "state": t.state.name(),
        "amount": t.amount.minor_units(),
        "currency": t.amount.currency().code(),
        "tip": t.tip.map(|tip| tip.minor_units()),
        "stan": t.stan,
        "approval_code": t.approval_code,
        "trx_reference": t.trx_reference,
        "reverses": t.reverses,
        "receipt_number": t.receipt_number,
        "batch": t.batch,
        "time": t.time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        "workstation": t.workstation,
        "request_id": t.request_id,
        "reference_number": t.reference_number,
        "circuit": t.card.map(|card| card.circuit),
        "card": t.card.map(|card| card.masked),
        "offline": t.offline,
        "customer_receipt": copy(t.copies.customer),
        "merchant_receipt": copy(t.copies.merchant),
        "journal": copy(t.copies.journal),
    })
}
