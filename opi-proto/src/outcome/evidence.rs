//! What speaks for and against that money moved: every sign that the terminal gave, told as a plain sentence. It
//! accompanies the verdict and does not change it.
//!
//! No words of the terminal stand in these sentences: it may write a card number anywhere.

use super::{Outcome, Verdict};
use crate::devices::{JournalEntry, Receipt};
use crate::error::Code;
use crate::field::{
    Field,
    ValueType::{Text, Word},
    words,
};
use crate::message::Response;
use crate::reason;
use crate::value::OverallResult;
use serde::Serialize;
use std::collections::HashSet;

words! {
    pub enum Source, "evidence_source": "Where a piece of evidence comes from.";
    Connection: "connection", "The connection: nothing was sent, or no answer came.";
    Answer: "answer", "How the terminal's answer says that the request ended.";
    ApprovalCode: "approval_code", "The approval code in the answer; one of blanks or zeros is none.";
    TrxReference: "trx_reference", "The acquirer's reference in the answer: its host took part.";
    ActionCode: "action_code", "The host's response code in the answer, where it is a refusal.";
    DeclineReason: "decline_reason", "The reason for a decline that the terminal names, its own or the host's.";
    Total: "total", "The total in an answer that leaves open how the request ended.";
    Journal: "journal", "An entry of the electronic journal.";
    Receipt: "receipt", "A receipt on which a line says nothing but approved or declined.";
    Recovery: "recovery", "What recovery found out.";
    Person: "person", "What the person said who resolved the request by hand.";
}

words! {
    pub enum Says, "evidence_says": "What a piece of evidence says about a request.";
    Paid: "paid", "It was done: money moved as asked.";
    NotPaid: "not_paid", "It was not done: no money moved.";
    Open: "open", "That it leaves open.";
}

/// A sign of what became of a request that may move money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Where it comes from.
    pub source: Source,
    /// What it says.
    pub says: Says,
    /// The same as a sentence.
    pub text: String,
}

/// Two pieces of evidence of which one says that money moved, and the other that none did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// Where the one comes from.
    pub first: Source,
    /// Where the other comes from.
    pub second: Source,
    /// Both as sentences.
    pub text: String,
}

/// A text field of a piece of evidence.
pub type EvidenceField = Field<Evidence>;

/// Every field of a piece of evidence.
pub const EVIDENCE_FIELDS: &[EvidenceField] = &[
    Field::new("source", Word(&Source::WORDS), "libopi", "Where it comes from.", |e| {
        Some(e.source.name().into())
    }),
    Field::new("says", Word(&Says::WORDS), "libopi", "What it says.", |e| Some(e.says.name().into())),
    Field::new("text", Text, "libopi", "The same as a sentence.", |e| Some(e.text.clone())),
];

/// A text field of a contradiction.
pub type ContradictionField = Field<Contradiction>;

/// Every field of a contradiction.
pub const CONTRADICTION_FIELDS: &[ContradictionField] = &[
    Field::new("first", Word(&Source::WORDS), "libopi", "Where the one piece of evidence comes from.", |c| {
        Some(c.first.name().into())
    }),
    Field::new("second", Word(&Source::WORDS), "libopi", "Where the other one comes from.", |c| {
        Some(c.second.name().into())
    }),
    Field::new("text", Text, "libopi", "Both as sentences.", |c| Some(c.text.clone())),
];

/// The pairs of evidence that cannot both be true.
#[must_use]
pub fn contradictions(evidence: &[Evidence]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (at, first) in evidence.iter().enumerate() {
        for second in evidence.iter().skip(at + 1) {
            if matches!((first.says, second.says), (Says::Paid, Says::NotPaid) | (Says::NotPaid, Says::Paid))
            {
                let text = format!("{} But: {}", first.text, second.text);
                found.push(Contradiction { first: first.source, second: second.source, text });
            }
        }
    }
    found
}

impl Outcome {
    /// Every sign of what became of the request, each once: first of the answer, then of journal and receipts. None
    /// for what moves no money.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut signs = if self.operation.kind().is_financial() { self.signs() } else { Vec::new() };
        let mut seen = HashSet::new();
        signs.retain(|sign| seen.insert(*sign));
        signs.into_iter().map(|(source, says, text)| Evidence { source, says, text: text.into() }).collect()
    }

    fn signs(&self) -> Vec<Sign> {
        let mut signs = Vec::new();
        match &self.response {
            Some(response) => self.of_answer(response, &mut signs),
            None => signs.extend(self.of_silence()),
        }
        self.collected.journal.iter().for_each(|entry| of_entry(entry, &mut signs));
        signs.extend(self.collected.receipts.iter().filter_map(of_receipt));
        signs
    }

    fn of_silence(&self) -> Option<Sign> {
        match self.verdict {
            Verdict::NotSent => {
                Some((Source::Connection, Says::NotPaid, "Not a byte of the request left the till."))
            }
            Verdict::Unknown => {
                Some((Source::Connection, Says::Open, "No answer to this request was understood."))
            }
            _ => None,
        }
    }

    fn of_answer(&self, response: &Response, signs: &mut Vec<Sign>) {
        let (says, text) = self.of_result(&response.overall_result);
        signs.push((Source::Answer, says, text));
        let has = |code: Option<&String>| code.is_some_and(|code| is_real(code));
        let (authorisation, diagnosis) = (self.authorisation(), self.diagnosis());
        let total = response.tender.as_ref().and_then(|tender| tender.total_amount.as_ref());
        let asked = self.operation.amount().map(|amount| amount.currency());
        let charged = total.and_then(|total| total.money(asked).ok()).is_some_and(|m| m.minor_units() > 0);
        // Terminals repeat the total of what they declined: it counts only where the rest leaves it open.
        let open = matches!(response.overall_result, OverallResult::TimedOut | OverallResult::PartialFailure);
        let beside = [
            (
                has(authorisation.and_then(|a| a.approval_code.as_ref())),
                (Source::ApprovalCode, Says::Paid, "The answer carries an approval code."),
            ),
            (
                has(authorisation.and_then(|a| a.trx_reference_number.as_ref())),
                (Source::TrxReference, Says::Open, "The answer carries a reference of the acquirer."),
            ),
            (
                self.response_code().is_some_and(|code| !reason::is_approval(code)),
                (Source::ActionCode, Says::NotPaid, "The host's response code is a refusal."),
            ),
            (
                has(diagnosis.and_then(|d| d.host_decline_reason.as_ref())),
                (Source::DeclineReason, Says::NotPaid, "The answer names the host's reason for a decline."),
            ),
            (
                has(diagnosis.and_then(|d| d.terminal_decline_reason.as_ref())),
                (
                    Source::DeclineReason,
                    Says::NotPaid,
                    "The answer names the terminal's reason for a decline.",
                ),
            ),
            (open && charged, (Source::Total, Says::Paid, "The answer names a total all the same.")),
        ];
        signs.extend(beside.into_iter().filter(|(there, _)| *there).map(|(_, sign)| sign));
    }

    fn of_result(&self, result: &OverallResult) -> (Says, &'static str) {
        use OverallResult as R;
        match result {
            R::Success => (Says::Paid, "The terminal answered that it was done."),
            // In some dialects nothing was charged then, in others that is open.
            R::TimedOut if self.code == Code::TerminalTimedOut => {
                (Says::NotPaid, "The terminal answered that it timed out, and nothing was charged.")
            }
            R::TimedOut => (Says::Open, "The terminal answered that it timed out."),
            R::Failure => (Says::NotPaid, "The terminal answered that it was declined or could not be done."),
            R::Aborted => (Says::NotPaid, "The terminal answered that it was aborted."),
            R::UnknownCard => (Says::NotPaid, "The terminal answered that it does not know the card."),
            R::CommunicationError => {
                (Says::NotPaid, "The terminal answered that it could not reach its host.")
            }
            R::DeviceUnavailable
            | R::Busy
            | R::LoggedOut
            | R::PrintLastTicket
            | R::FormatError
            | R::ParsingError
            | R::ValidationError
            | R::MissingMandatoryData
            | R::NotSupported => (Says::NotPaid, "The terminal answered that it did not take the request."),
            _ => (Says::Open, "The terminal's answer leaves open how it ended."),
        }
    }
}

/// A sign before it is told apart from others like it.
type Sign = (Source, Says, &'static str);

/// What an entry of the electronic journal says: by its result, and by its approval code.
fn of_entry(entry: &JournalEntry, signs: &mut Vec<Sign>) {
    let Some(transaction) = &entry.data.transaction else { return };
    let result =
        transaction.transaction_result_text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let says = result.and_then(|text| match text.bytes().all(|b| b.is_ascii_digit()) {
        true if reason::is_approval(text) => Some(Says::Paid),
        true => Some(Says::NotPaid),
        false => statement(text),
    });
    signs.extend(says.map(|says| match says {
        Says::NotPaid => (Source::Journal, says, "An entry of the electronic journal shows a refusal."),
        _ => (Source::Journal, says, "An entry of the electronic journal shows an approval."),
    }));
    if transaction.authorisation_code.as_ref().is_some_and(|code| is_real(code)) {
        let text = "An entry of the electronic journal carries an approval code.";
        signs.push((Source::Journal, Says::Paid, text));
    }
}

/// What a receipt says, where its lines do not disagree.
fn of_receipt(receipt: &Receipt) -> Option<Sign> {
    let mut told = receipt.lines.iter().filter_map(|line| statement(line));
    let says = told.next()?;
    Some(match (told.all(|other| other == says), says) {
        (false, _) => (Source::Receipt, Says::Open, "A receipt says both approved and declined."),
        (true, Says::NotPaid) => (Source::Receipt, says, "A receipt says declined."),
        (true, _) => (Source::Receipt, says, "A receipt says approved."),
    })
}

/// Is it a code, and not blanks or zeros in the place of one?
fn is_real(code: &str) -> bool {
    code.chars().any(|c| c != '0' && !c.is_whitespace())
}

/// What a statement may begin with.
const SUBJECTS: &[&str] = &[
    "ZAHLUNG",
    "TRANSAKTION",
    "KARTENZAHLUNG",
    "PAYMENT",
    "TRANSACTION",
    "PAIEMENT",
    "OPERATION",
    "PAGAMENTO",
    "OPERAZIONE",
    "TRANSAZIONE",
    "BETALING",
    "TRANSACTIE",
];

/// How receipts say approved, in German, English, French, Italian and Dutch, in capitals and without accents.
const APPROVED: &[&str] = &[
    "GENEHMIGT",
    "ERFOLGT",
    "APPROVED",
    "ACCEPTED",
    "ACCEPTE",
    "ACCEPTEE",
    "APPROUVE",
    "APPROUVEE",
    "EFFECTUE",
    "EFFECTUEE",
    "APPROVATO",
    "APPROVATA",
    "ACCETTATO",
    "ACCETTATA",
    "EFFETTUATO",
    "EFFETTUATA",
    "AKKOORD",
    "GOEDGEKEURD",
    "GESLAAGD",
];

/// The same for declined. What is approved with one of [`NEGATIONS`] before it says so too.
const DECLINED: &[&str] = &[
    "ABGELEHNT",
    "ABGEWIESEN",
    "DECLINED",
    "REFUSED",
    "REJECTED",
    "REFUSE",
    "REFUSEE",
    "REJETE",
    "REJETEE",
    "RIFIUTATO",
    "RIFIUTATA",
    "RESPINTO",
    "RESPINTA",
    "GEWEIGERD",
    "AFGEKEURD",
    "MISLUKT",
];

const NEGATIONS: &[&str] = &["NICHT", "NOT", "NON", "PAS", "NIET"];

/// What a line says that says nothing else: `** Zahlung erfolgt **`, `NICHT GENEHMIGT`, `APPROVED 881234`. A line of
/// the small print that has such a word in it ("… werden abgelehnt") says nothing.
fn statement(line: &str) -> Option<Says> {
    let plain: String = line.to_uppercase().chars().map(without_accent).collect();
    let mut words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    if words.len() > 1 && words.first().is_some_and(|word| SUBJECTS.contains(word)) {
        words.remove(0);
    }
    match words[..] {
        [word] if APPROVED.contains(&word) => Some(Says::Paid),
        [word] if DECLINED.contains(&word) => Some(Says::NotPaid),
        [not, word] if NEGATIONS.contains(&not) && APPROVED.contains(&word) => Some(Says::NotPaid),
        _ => None,
    }
}

fn without_accent(c: char) -> char {
    match c {
        'É' | 'È' | 'Ê' => 'E',
        c => c,
    }
}

#[cfg(test)]
mod tests;
