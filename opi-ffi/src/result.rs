//! `opi_result`: how a request ended, and everything the terminal said.

use crate::error::opi_error;
use crate::fallible::status;
use crate::handle::{Magic, live, object, release};
use crate::panic::guard;
use crate::record::{Later, Record, Records, Texts};
use crate::status::{OPI_MONEY_POSSIBLY, money_number, opi_status};
use crate::text::{self, lend};
use opi_core::Ledger;
use opi_proto::devices::{JOURNAL_FIELDS, JournalEntry, Receipt};
use opi_proto::dialect::ReceiptRole;
use opi_proto::error::{Code, Error};
use opi_proto::outcome::{
    CONTRADICTION_FIELDS, Contradiction, EVIDENCE_FIELDS, Evidence, Outcome, RESULT_FIELDS, Verdict,
    contradictions,
};
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Arc;

/// How a request ended: its verdict, everything the terminal said, the receipts. Does not change; its texts
/// live as long as it does.
pub struct opi_result {
    magic: Magic,
    outcome: Record<Outcome>,
    receipts: Texts,
    targets: Texts,
    notes: Texts,
    journal: Records<JournalEntry>,
    evidence: Records<Evidence>,
    contradictions: Records<Contradiction>,
    json: Later,
    /// Where its outcome is stored.
    ledger: Option<Arc<dyn Ledger>>,
}

object!(opi_result, 0x4f50_4904);

/// The customer's copy of a receipt.
pub const OPI_RECEIPT_CUSTOMER: i32 = 1;
/// The merchant's copy of a receipt.
pub const OPI_RECEIPT_MERCHANT: i32 = 2;

pub(crate) fn role_number(role: ReceiptRole) -> i32 {
    match role {
        ReceiptRole::Customer => OPI_RECEIPT_CUSTOMER,
        ReceiptRole::Merchant => OPI_RECEIPT_MERCHANT,
    }
}

impl opi_result {
    pub(crate) fn new(outcome: Outcome, ledger: Option<&Arc<dyn Ledger>>) -> Self {
        opi_result {
            magic: Magic::of::<Self>(),
            receipts: Texts::new(outcome.collected.receipts.len()),
            targets: Texts::new(outcome.collected.receipts.len()),
            notes: Texts::new(outcome.notes.len()),
            journal: Records::new(JOURNAL_FIELDS),
            evidence: Records::new(EVIDENCE_FIELDS),
            contradictions: Records::new(CONTRADICTION_FIELDS),
            json: Later::default(),
            ledger: ledger.cloned(),
            outcome: Record::new(outcome, RESULT_FIELDS),
        }
    }

    fn receipt(&self, index: usize) -> Option<&Receipt> {
        self.outcome.collected.receipts.get(index)
    }

    fn journal(&self) -> &[Record<JournalEntry>] {
        self.journal.get(|| self.outcome.collected.journal.clone())
    }

    fn evidence(&self) -> &[Record<Evidence>] {
        self.evidence.get(|| self.outcome.evidence())
    }

    fn contradictions(&self) -> &[Record<Contradiction>] {
        self.contradictions.get(|| contradictions(&self.outcome.evidence()))
    }
}

/// Gives the verdict: one of OPI_VERDICT_...
///
/// Ownership: none.
/// NULL: gives 0, which is no verdict.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_verdict(result: Option<&opi_result>) -> i32 {
    guard(0, || live(result).map_or(0, |result| result.outcome.verdict as i32))
}

/// Gives the reason behind the verdict: OPI_OK when approved, else OPI_E_DECLINED, OPI_E_PRINT_LAST_TICKET, ...
///
/// Ownership: none.
/// NULL: gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_status(result: Option<&opi_result>) -> opi_status {
    guard(Code::Internal.number(), || match live(result) {
        Ok(result) => result.outcome.code.number(),
        Err(fault) => fault.code().number(),
    })
}

/// Tells whether money has moved: one of OPI_MONEY_...
///
/// Ownership: none.
/// NULL: gives OPI_MONEY_POSSIBLY.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_money(result: Option<&opi_result>) -> i32 {
    guard(OPI_MONEY_POSSIBLY, || {
        live(result).map_or(OPI_MONEY_POSSIBLY, |result| money_number(result.outcome.money()))
    })
}

/// Gives the amount that the terminal charged or refunded, which may exceed the request (tip): 1 if there is
/// one, else 0 and nothing is written.
///
/// Ownership: `*currency` belongs to the result: three letters, ISO 4217.
/// NULL: minor_units and currency may be NULL; a NULL result gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_amount(
    result: Option<&opi_result>,
    minor_units: Option<&mut MaybeUninit<i64>>,
    currency: Option<&mut MaybeUninit<*const c_char>>,
) -> i32 {
    guard(0, || {
        let Ok(result) = live(result) else { return 0 };
        let Some(amount) = result.outcome.amount() else { return 0 };
        let Some(code) = result.outcome.text("currency") else { return 0 };
        if let Some(out) = minor_units {
            out.write(amount.minor_units());
        }
        if let Some(out) = currency {
            out.write(code.as_ptr());
        }
        1
    })
}

/// Gives a text field of the result: one of OPI_FIELD_...
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, and for a NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_result_get(
    result: Option<&opi_result>,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || live(result).ok()?.outcome.text(name.ok()?))
}

/// Counts the receipts that came during the call, printed or not.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_receipt_count(result: Option<&opi_result>) -> usize {
    guard(0, || live(result).map_or(0, |result| result.outcome.collected.receipts.len()))
}

/// Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when index is too great.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_receipt_role(result: Option<&opi_result>, index: usize) -> i32 {
    guard(0, || {
        let receipt = live(result).ok().and_then(|result| result.receipt(index));
        receipt.map_or(0, |receipt| role_number(receipt.role))
    })
}

/// Gives the name of the device on the wire for which a receipt came, such as "Printer".
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_receipt_target(
    result: Option<&opi_result>,
    index: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let result = live(result).ok()?;
        result.targets.get(index, || Some(result.receipt(index)?.target.clone()))
    })
}

/// Gives the text of a receipt, lines separated by line feeds, exactly as the terminal sent it.
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_receipt_text(
    result: Option<&opi_result>,
    index: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let result = live(result).ok()?;
        result.receipts.get(index, || Some(result.receipt(index)?.text()))
    })
}

/// Tells whether the terminal was told that the receipt is in safe hands: 1 or 0. It was when the print
/// callback answered OPI_ANSWER_YES, or when there is none: then it is for you to print or keep this one.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_receipt_acknowledged(result: Option<&opi_result>, index: usize) -> i32 {
    guard(0, || {
        let receipt = live(result).ok().and_then(|result| result.receipt(index));
        receipt.map_or(0, |receipt| i32::from(receipt.acknowledged))
    })
}

/// Counts the entries of the electronic journal that came during the call.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_journal_count(result: Option<&opi_result>) -> usize {
    guard(0, || live(result).map_or(0, |result| result.outcome.collected.journal.len()))
}

/// Gives a field of a journal entry: one of OPI_JOURNAL_...
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when there is no such field or entry, and for a NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_result_journal_get(
    result: Option<&opi_result>,
    index: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || live(result).ok()?.journal().get(index)?.text(name.ok()?))
}

/// Counts the pieces of evidence: the signs of what became of the request, as the terminal gave them. A request that
/// moves no money has none.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_evidence_count(result: Option<&opi_result>) -> usize {
    guard(0, || live(result).map_or(0, |result| result.evidence().len()))
}

/// Gives a field of a piece of evidence: one of OPI_EVIDENCE_...
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field does not exist, when index is too great, and for a NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_result_evidence_get(
    result: Option<&opi_result>,
    index: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || live(result).ok()?.evidence().get(index)?.text(name.ok()?))
}

/// Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did. Show
/// them to a person where there are any: the terminal's word alone does not settle it.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_contradiction_count(result: Option<&opi_result>) -> usize {
    guard(0, || live(result).map_or(0, |result| result.contradictions().len()))
}

/// Gives a field of a contradiction: one of OPI_CONTRADICTION_...
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field does not exist, when index is too great, and for a NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_result_contradiction_get(
    result: Option<&opi_result>,
    index: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || live(result).ok()?.contradictions().get(index)?.text(name.ok()?))
}

/// Counts the notes.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_note_count(result: Option<&opi_result>) -> usize {
    guard(0, || live(result).map_or(0, |result| result.outcome.notes.len()))
}

/// Gives a note: something unusual that happened on the way, in plain words, for the log.
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_note(
    result: Option<&opi_result>,
    index: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let result = live(result).ok()?;
        result.notes.get(index, || result.outcome.notes.get(index).cloned())
    })
}

/// Counts the callbacks of the till that failed (answered a negative or unknown number) during the call.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_failed_callbacks(result: Option<&opi_result>) -> u32 {
    guard(0, || live(result).map_or(0, |result| result.outcome.collected.failed_callbacks))
}

/// Gives the whole result as one JSON object: every field that is not empty, totals (an array), dcc, tokens,
/// receipts, journal, evidence, contradictions, notes, error.
///
/// Ownership: the text belongs to the result. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL result gives NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_json(
    result: Option<&opi_result>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let result = live(result).ok()?;
        result.json.get(|| serde_json::to_string(&*result.outcome).ok())
    })
}

/// Tells the journal that the till knows this outcome, so that recovery does not list it again. Call it once the
/// sale is booked. Without a journal, and for what moves no money, it does nothing. May be called after the
/// terminal was closed. Losing it to a power cut does no harm: recovery lists the outcome once more.
///
/// Ownership: none. `*err` becomes yours.
/// NULL: err may be NULL; a NULL result gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_PENDING when the outcome is unknown: recover it instead. OPI_E_NULL, OPI_E_JOURNAL...
#[unsafe(no_mangle)]
pub extern "C" fn opi_result_acknowledge(
    result: Option<&opi_result>,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    status(err, || {
        let result = live(result)?;
        match (&result.ledger, result.outcome.journal_id) {
            (Some(_), Some(_)) if result.outcome.verdict == Verdict::Unknown => {
                let message = "An unknown outcome cannot be acknowledged; recover or resolve it first.";
                Err(Error::new(Code::Pending, message))
            }
            (Some(ledger), Some(id)) => ledger.acknowledge(id),
            _ => Ok(()),
        }
    })
}

/// Frees a result.
///
/// Ownership: takes it; its texts end with it.
/// NULL: does nothing.
/// Blocks: no.
/// Threads: any, but not while another thread uses the result.
/// Callbacks: none; may be called inside any.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_result_free(result: *mut opi_result) {
    // SAFETY: NULL or a result that the caller owns.
    guard((), || drop(unsafe { release(result) }));
}
