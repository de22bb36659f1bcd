//! From the tables of opi-proto and opi-core to the model.

use crate::model::{
    Api, Field, JournalField, RequestKind, RequestOption, Status, StatusFamily, UrlOption, Verdict,
};
use opi_core::config::URL_OPTIONS;
use opi_core::recovered::RECOVERY_FIELDS;
use opi_proto::devices::JOURNAL_FIELDS;
use opi_proto::error::{Code, Family};
use opi_proto::message::{self, AmountRule, Class, Effect};
use opi_proto::operation::REQUEST_OPTIONS;
use opi_proto::outcome::{self, RESULT_FIELDS};
use opi_proto::recovery::RecoveryVerdict;

pub fn api() -> Api {
    Api {
        schema: "./opi-api.schema.json".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        status_families: families(),
        statuses: statuses(),
        request_kinds: request_kinds(),
        verdicts: verdicts(),
        recovery_verdicts: recovery_verdicts(),
        url_options: url_options(),
        request_options: request_options(),
        result_fields: fields("OPI_FIELD_", RESULT_FIELDS.iter().map(|field| (field.name, field.what))),
        recovery_fields: fields(
            "OPI_RECOVERY_",
            RECOVERY_FIELDS.iter().map(|field| (field.name, field.what)),
        ),
        journal_fields: JOURNAL_FIELDS
            .iter()
            .map(|field| JournalField { name: field.name.into(), what: field.what.into() })
            .collect(),
    }
}

fn c_name(prefix: &str, name: &str) -> String {
    format!("{prefix}{}", name.to_uppercase())
}

// ---- Status codes -------------------------------------------------------------------------------------

/// The families in the order of their numbers, each as far as the library takes a number for one of it.
fn families() -> Vec<StatusFamily> {
    let mut families: Vec<(Family, i32, i32)> = Vec::new();
    for number in (i32::from(i16::MIN)..=0).rev() {
        let Some(family) = Family::of_number(number) else { continue };
        match families.last_mut() {
            Some((current, _, last)) if *current == family => *last = number,
            _ => families.push((family, number, number)),
        }
    }
    let row = |(family, first, last): (Family, i32, i32)| {
        let (name, what) = family_words(family);
        StatusFamily {
            name: name.into(),
            first,
            last,
            money_moved: family.money().name().into(),
            what: what.into(),
        }
    };
    families.into_iter().map(row).collect()
}

fn family_words(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Ok => ("ok", "done"),
        Family::Caller => ("caller", "the caller's mistake; nothing was sent"),
        Family::NotStarted => ("not_started", "could not start; nothing was sent"),
        Family::OutcomeUnknown => ("outcome_unknown", "sent, OUTCOME UNKNOWN; never send again, find out"),
        Family::Answered => ("answered", "answered, not approved; final. Only from opi_result_status()"),
        Family::Internal => ("internal", "a fault in the library"),
    }
}

fn statuses() -> Vec<Status> {
    let row = |code: &Code| Status {
        number: code.number(),
        c_name: code.c_name().into(),
        family: family_words(code.family()).0.into(),
        what: code.what().into(),
        advice: code.advice().into(),
    };
    Code::ALL.iter().map(row).collect()
}

// ---- Requests -----------------------------------------------------------------------------------------

fn request_kinds() -> Vec<RequestKind> {
    let row = |kind: &message::RequestKind| RequestKind {
        number: *kind as i32,
        c_name: kind.c_name().into(),
        name: kind.wire_name().into(),
        class: match kind.class() {
            Class::Card => "card",
            Class::Service => "service",
        }
        .into(),
        financial: kind.effect() == Effect::Financial,
        amount: match kind.amount_rule() {
            AmountRule::Required => "required",
            AmountRule::Optional => "optional",
            AmountRule::Never => "never",
        }
        .into(),
        what: kind.what().into(),
    };
    message::RequestKind::ALL.iter().map(row).collect()
}

fn request_options() -> Vec<RequestOption> {
    let row = |option: &opi_proto::operation::RequestOption| RequestOption {
        name: option.name.into(),
        c_name: c_name("OPI_OPTION_", option.name),
        form: option.form.into(),
        default: option.default.into(),
        what: option.what.into(),
        dialects: option.dialects().into_iter().map(Into::into).collect(),
        kinds: option.kinds.iter().map(|kind| kind.wire_name().into()).collect(),
        secret: option.secret,
        scope: option.scope(),
    };
    REQUEST_OPTIONS.iter().map(row).collect()
}

fn url_options() -> Vec<UrlOption> {
    let row = |option: &opi_core::config::UrlOption| UrlOption {
        name: option.name.into(),
        form: option.form.into(),
        default: option.default.into(),
        what: option.what.into(),
    };
    URL_OPTIONS.iter().map(row).collect()
}

// ---- What comes back ------------------------------------------------------------------------------------

fn fields(prefix: &str, rows: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<Field> {
    rows.map(|(name, what)| Field { name: name.into(), c_name: c_name(prefix, name), what: what.into() })
        .collect()
}

fn verdicts() -> Vec<Verdict> {
    let row = |verdict: &outcome::Verdict| Verdict {
        number: *verdict as i32,
        c_name: c_name("OPI_VERDICT_", verdict.name()),
        name: verdict.name().into(),
        what: verdict_meaning(*verdict).into(),
    };
    outcome::Verdict::ALL.iter().map(row).collect()
}

fn verdict_meaning(verdict: outcome::Verdict) -> &'static str {
    use outcome::Verdict::{Aborted, Approved, Declined, NotSent, Refused, Unknown};
    match verdict {
        Approved => "The terminal did it: paid, refunded, reversed, printed, closed ...",
        Declined => "The terminal or its host said no. Nothing was charged.",
        Aborted => "Cashier or cardholder aborted. Nothing was charged.",
        Refused => "The terminal did not take the request: busy, logged out, ... Nothing was charged.",
        NotSent => "Not a byte of the request left the till. Safe to try again.",
        Unknown => "Sent, and nobody told how it ended. Never send again; find out.",
    }
}

fn recovery_verdicts() -> Vec<Verdict> {
    let row = |verdict: &RecoveryVerdict| Verdict {
        number: *verdict as i32,
        c_name: c_name("OPI_RECOVERED_", verdict.name()),
        name: verdict.name().into(),
        what: match verdict {
            RecoveryVerdict::Approved => "The terminal did it: the money has moved. Book it.",
            RecoveryVerdict::NotCharged => "Nothing was charged.",
            RecoveryVerdict::AskHuman => {
                "The evidence does not tell: compare receipts and totals, then opi_terminal_resolve()."
            }
        }
        .into(),
    };
    RecoveryVerdict::ALL.iter().map(row).collect()
}
