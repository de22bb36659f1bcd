//! An unresolved request and what became of it, as the till sees it: verdict, reasons, evidence, receipts.

use crate::ledger::Ledger;
use opi_proto::entry::{Entry, SettledBy};
use opi_proto::error::Error;
use opi_proto::field::{
    Field,
    ValueType::{Amount, Enum, Flag, Text, Time, Word},
};
use opi_proto::message::{Authorisation, TerminalInfo};
use opi_proto::outcome::{Evidence, Outcome, Says, Source, contradictions};
use opi_proto::recovery::RecoveryVerdict;
use opi_proto::value::Money;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A request of the journal that was unresolved, or whose outcome the till has not acknowledged.
#[derive(Debug, Clone)]
pub struct Recovered {
    /// What became of it.
    pub verdict: RecoveryVerdict,
    /// The request.
    pub entry: Entry,
    /// Why the verdict is what it is, one sentence each.
    pub reasons: Vec<String>,
    /// Unresolved, but asking again later may help.
    pub ask_again: bool,
    /// The stored outcome, with its receipts and journal entries; those found during recovery included.
    pub outcome: Outcome,
    ledger: Arc<dyn Ledger>,
}

/// A text field of a recovered request.
pub type RecoveryField = Field<Recovered>;

/// Every text field of a recovered request.
pub const RECOVERY_FIELDS: &[RecoveryField] = &[
    Field::new(
        "id",
        Text,
        "libopi",
        "Number of the request in the journal; resolving by hand names it.",
        |r| Some(r.entry.id.to_string()),
    ),
    Field::new("verdict", Enum("recovered"), "libopi", "approved, not_charged or ask_human.", |r| {
        Some(r.verdict.name().into())
    }),
    Field::new("reference", Text, "till", "The till's own reference, as given.", |r| option(r, "reference")),
    Field::new("key", Text, "till", "The idempotency key, as given.", |r| option(r, "key")),
    Field::new("kind", Enum("kind"), "till", "Kind of request, as on the wire.", |r| {
        Some(r.entry.intent.operation.kind().wire_name().into())
    }),
    Field::new(
        "requested_amount",
        Amount { currency: "currency" },
        "till",
        "What the till asked for, decimal major units.",
        |r| r.entry.intent.operation.amount().map(|amount| amount.to_decimal()),
    ),
    Field::new(
        "amount",
        Amount { currency: "currency" },
        "TotalAmount",
        "What was charged, decimal major units. Only when approved.",
        |r| r.amount().map(|amount| amount.to_decimal()),
    ),
    Field::new("currency", Text, "TotalAmount@Currency", "ISO 4217 letters.", |r| {
        let amount = r.amount().or_else(|| r.entry.intent.operation.amount())?;
        Some(amount.currency().code().to_owned())
    }),
    Field::new("begun_at", Time, "libopi", "When the till asked, local time.", |r| {
        Some(r.entry.intent.begun_at.clone())
    }),
    Field::new("request_id", Text, "libopi", "RequestID under which the terminal was asked.", |r| {
        Some(r.entry.intent.request_id.clone())
    }),
    Field::new("terminal", Text, "till", "Host and port of the terminal.", |r| {
        Some(r.entry.intent.address.clone())
    }),
    Field::new("workstation", Text, "till", "WorkstationID of the till.", |r| {
        Some(r.entry.intent.workstation.clone())
    }),
    Field::new("terminal_id", Text, "Terminal@TerminalID", "TerminalID.", |r| {
        r.terminal().and_then(|t| t.terminal_id.clone()).or_else(|| r.entry.terminal_id.clone())
    }),
    Field::new("stan", Text, "Terminal@STAN", "STAN: the terminal's transaction number.", |r| {
        r.terminal()?.stan.clone()
    }),
    Field::new("approval_code", Text, "Authorisation@ApprovalCode", "ApprovalCode.", |r| {
        r.authorisation()?.approval_code.clone()
    }),
    Field::new(
        "trx_reference",
        Text,
        "Authorisation@TrxReferenceNumber",
        "TrxReferenceNumber: reference at the acquirer.",
        |r| r.authorisation()?.trx_reference_number.clone(),
    ),
    Field::new("card", Text, "Authorisation@CardPAN", "Card number, its last four digits.", |r| {
        r.authorisation()?.card_pan.as_ref().map(|pan| pan.last_four())
    }),
    Field::new("card_circuit", Text, "Authorisation@CardCircuit", "Brand of the card.", |r| {
        r.authorisation()?.card_circuit.clone()
    }),
    Field::new("authorised_at", Time, "Authorisation@TimeStamp", "Time at the terminal.", |r| {
        r.authorisation()?.time_stamp.clone()
    }),
    Field::new("reason", Text, "libopi", "Why the verdict is what it is.", |r| {
        (!r.reasons.is_empty()).then(|| r.reasons.join(" "))
    }),
    Field::new("advice", Text, "libopi", "What to do next, in words.", |r| Some(r.advice().into())),
    Field::new("ask_again", Flag, "libopi", "yes: recovering again later may find out.", |r| {
        r.ask_again.then(|| "yes".into())
    }),
    Field::new("settled_by", Word(&SettledBy::WORDS), "libopi", "Who settled it.", |r| {
        r.entry.settled_by.map(|by| by.name().into())
    }),
    Field::new("settled_at", Time, "libopi", "When it was settled, local time.", |r| {
        r.entry.settled_at.clone()
    }),
    Field::new("who", Text, "till", "The person who resolved it by hand.", |r| r.entry.who.clone()),
];

fn option(recovered: &Recovered, name: &str) -> Option<String> {
    recovered.entry.intent.operation.option(name).map(str::to_owned)
}

impl Recovered {
    pub(crate) fn new(
        entry: Entry,
        reasons: Vec<String>,
        ask_again: bool,
        ledger: &Arc<dyn Ledger>,
    ) -> Result<Self, Error> {
        let outcome = entry.outcome(ledger.papers(entry.id)?);
        let verdict = RecoveryVerdict::of(entry.verdict);
        Ok(Recovered { verdict, entry, reasons, ask_again, outcome, ledger: Arc::clone(ledger) })
    }

    /// As the journal knows it, without asking the terminal.
    pub(crate) fn from_ledger(entry: Entry, ledger: &Arc<dyn Ledger>) -> Result<Self, Error> {
        let told = match entry.settled_by {
            None => "The terminal has not been asked yet.".to_owned(),
            Some(_) => match &entry.why {
                Some(why) => why.clone(),
                None => "The terminal's answer is in the journal.".to_owned(),
            },
        };
        let ask_again = entry.is_unresolved();
        Recovered::new(entry, vec![told], ask_again, ledger)
    }

    /// A text field by its name; see [`RECOVERY_FIELDS`]. `None` when it is empty or does not exist.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        RECOVERY_FIELDS.iter().find(|field| field.name == name).and_then(|field| field.read(self))
    }

    /// What was charged or refunded. `None` unless approved.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.outcome.amount()
    }

    /// What speaks for and against that money moved: the evidence of the stored outcome, then every reason of the
    /// verdict.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        let source = match self.entry.settled_by {
            Some(SettledBy::Answer) => Source::Answer,
            Some(SettledBy::Person) => Source::Person,
            Some(SettledBy::Recovery) | None => Source::Recovery,
        };
        let says = match self.verdict {
            RecoveryVerdict::Approved => Says::Paid,
            RecoveryVerdict::NotCharged => Says::NotPaid,
            RecoveryVerdict::AskHuman => Says::Open,
        };
        let reasons = self.reasons.iter().map(|reason| Evidence { source, says, text: reason.clone() });
        self.outcome.evidence().into_iter().chain(reasons).collect()
    }

    /// The till knows what became of it: it is not listed again.
    ///
    /// # Errors
    /// A journal that cannot be written. An unresolved request is not acknowledged but resolved; asking for it
    /// is [`opi_proto::error::Code::Pending`].
    pub fn acknowledge(&self) -> Result<(), Error> {
        if self.entry.is_unresolved() {
            let message = "An unresolved request cannot be acknowledged; recover or resolve it first.";
            return Err(Error::new(opi_proto::error::Code::Pending, message));
        }
        self.ledger.acknowledge(self.entry.id)
    }

    fn advice(&self) -> &'static str {
        match self.verdict {
            RecoveryVerdict::Approved => {
                "The money has moved: book the payment, and print its receipt if none was printed."
            }
            RecoveryVerdict::NotCharged => "Nothing was charged: void the sale or charge again.",
            RecoveryVerdict::AskHuman if self.ask_again => "Make the terminal reachable and recover again.",
            RecoveryVerdict::AskHuman => {
                "Compare with the terminal's receipts and totals, then resolve it by hand."
            }
        }
    }

    fn terminal(&self) -> Option<&TerminalInfo> {
        self.entry.response.as_ref()?.terminal.as_ref()
    }

    fn authorisation(&self) -> Option<&Authorisation> {
        self.entry.response.as_ref()?.tender.as_ref()?.authorisation.as_ref()
    }
}

impl Serialize for Recovered {
    /// One object: every non-empty field of [`RECOVERY_FIELDS`], then `evidence`, `contradictions`, `receipts` and
    /// `journal`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        for field in RECOVERY_FIELDS {
            if let Some(value) = field.read(self) {
                map.serialize_entry(field.name, &value)?;
            }
        }
        let evidence = self.evidence();
        map.serialize_entry("evidence", &evidence)?;
        map.serialize_entry("contradictions", &contradictions(&evidence))?;
        map.serialize_entry("receipts", &self.outcome.collected.receipts)?;
        map.serialize_entry("journal", &self.outcome.collected.journal)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::{approved, intent, sale, unknown};
    use crate::ledger::{MemoryLedger, Settlement};
    use opi_proto::error::Code;
    use opi_proto::outcome::Verdict;
    use opi_proto::value::Timestamp;

    /// `source:says` of each piece of evidence of the only request of a ledger.
    fn told(ledger: &Arc<dyn Ledger>) -> Vec<String> {
        let entry = ledger.entry(1).unwrap().unwrap();
        let recovered = Recovered::from_ledger(entry, ledger).unwrap();
        recovered.evidence().iter().map(|sign| format!("{}:{}", sign.source, sign.says)).collect()
    }

    #[test]
    fn evidence_is_that_of_the_outcome_and_what_settled_it() {
        let now = || Timestamp::fixed("2026-04-08T10:30:00+02:00");
        let begun = || {
            let ledger: Arc<dyn Ledger> = Arc::new(MemoryLedger::new(now));
            let id = ledger.begin(&intent("7", sale("A1"))).unwrap();
            (ledger, id)
        };
        let (ledger, id) = begun();
        assert_eq!(told(&ledger), ["connection:open", "recovery:open"]);
        ledger.answered(id, &unknown(sale("A1")), &[]).unwrap();
        assert_eq!(told(&ledger), ["connection:open", "recovery:open"], "settled by nobody yet");
        for (by, source) in [(SettledBy::Recovery, "recovery"), (SettledBy::Person, "person")] {
            for (verdict, code, says) in
                [(Verdict::Approved, Code::Ok, "paid"), (Verdict::Declined, Code::NotCharged, "not_paid")]
            {
                let (ledger, id) = begun();
                let found = Settlement { verdict, code, by, why: "Seen.", who: Some("Anna"), response: None };
                ledger.settle(id, &found).unwrap();
                assert_eq!(told(&ledger), [format!("{source}:{says}")]);
            }
        }
        let (ledger, id) = begun();
        ledger.answered(id, &approved(sale("A1")), &[]).unwrap();
        assert_eq!(told(&ledger), ["answer:paid", "approval_code:paid", "answer:paid"]);
        let json =
            serde_json::to_value(Recovered::from_ledger(ledger.entry(1).unwrap().unwrap(), &ledger).unwrap());
        let json = json.unwrap();
        assert_eq!(json["evidence"][1]["source"], "approval_code");
        assert_eq!(json["contradictions"], serde_json::json!([]));
    }
}
