//! `opi_recovery`: what became of the requests that were unresolved or not acknowledged.

use crate::error::opi_error;
use crate::fallible::status;
use crate::handle::{Magic, live, object, release};
use crate::panic::guard;
use crate::record::{Later, Record, Records, Texts};
use crate::result::role_number;
use crate::status::opi_status;
use crate::text::{self, lend};
use opi_core::recovered::{RECOVERY_FIELDS, Recovered};
use opi_proto::devices::{JOURNAL_FIELDS, JournalEntry, Receipt};
use opi_proto::error::{Code, Error};
use opi_proto::outcome::{CONTRADICTION_FIELDS, Contradiction, EVIDENCE_FIELDS, Evidence, contradictions};
use std::ffi::c_char;
use std::mem::MaybeUninit;

/// A list of requests of the journal with what became of each. Does not change; its texts live as long as it
/// does, also after the terminal was closed.
pub struct opi_recovery {
    magic: Magic,
    items: Vec<Item>,
    json: Later,
}

object!(opi_recovery, 0x4f50_4908);

struct Item {
    recovered: Record<Recovered>,
    receipts: Texts,
    targets: Texts,
    journal: Records<JournalEntry>,
    evidence: Records<Evidence>,
    contradictions: Records<Contradiction>,
}

impl opi_recovery {
    pub(crate) fn new(found: Vec<Recovered>) -> Self {
        let items = found.into_iter().map(Item::new).collect();
        opi_recovery { magic: Magic::of::<Self>(), items, json: Later::default() }
    }
}

impl Item {
    fn new(recovered: Recovered) -> Self {
        Item {
            receipts: Texts::new(recovered.outcome.collected.receipts.len()),
            targets: Texts::new(recovered.outcome.collected.receipts.len()),
            journal: Records::new(JOURNAL_FIELDS),
            evidence: Records::new(EVIDENCE_FIELDS),
            contradictions: Records::new(CONTRADICTION_FIELDS),
            recovered: Record::new(recovered, RECOVERY_FIELDS),
        }
    }

    fn receipt(&self, index: usize) -> Option<&Receipt> {
        self.recovered.outcome.collected.receipts.get(index)
    }

    fn journal(&self) -> &[Record<JournalEntry>] {
        self.journal.get(|| self.recovered.outcome.collected.journal.clone())
    }

    fn evidence(&self) -> &[Record<Evidence>] {
        self.evidence.get(|| self.recovered.evidence())
    }

    fn contradictions(&self) -> &[Record<Contradiction>] {
        self.contradictions.get(|| contradictions(&self.recovered.evidence()))
    }
}

fn item(recovery: Option<&opi_recovery>, index: usize) -> Option<&Item> {
    live(recovery).ok()?.items.get(index)
}

/// Counts the requests.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_count(recovery: Option<&opi_recovery>) -> usize {
    guard(0, || live(recovery).map_or(0, |recovery| recovery.items.len()))
}

/// Gives the verdict: one of OPI_RECOVERED_...; 0 when index is too great.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_verdict(recovery: Option<&opi_recovery>, index: usize) -> i32 {
    guard(0, || item(recovery, index).map_or(0, |item| item.recovered.verdict as i32))
}

/// Gives the amount that was charged or refunded: 1 if there is one, else 0 and nothing is written. Only an
/// approved request has one.
///
/// Ownership: `*currency` belongs to the recovery: three letters, ISO 4217.
/// NULL: minor_units and currency may be NULL; a NULL recovery gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_amount(
    recovery: Option<&opi_recovery>,
    index: usize,
    minor_units: Option<&mut MaybeUninit<i64>>,
    currency: Option<&mut MaybeUninit<*const c_char>>,
) -> i32 {
    guard(0, || {
        let Some(item) = item(recovery, index) else { return 0 };
        let Some(amount) = item.recovered.amount() else { return 0 };
        let Some(code) = item.recovered.text("currency") else { return 0 };
        if let Some(out) = minor_units {
            out.write(amount.minor_units());
        }
        if let Some(out) = currency {
            out.write(code.as_ptr());
        }
        1
    })
}

/// Gives a text field: one of OPI_RECOVERY_...
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when index is too great, and for
/// a NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_recovery_get(
    recovery: Option<&opi_recovery>,
    index: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || item(recovery, index)?.recovered.text(name.ok()?))
}

/// Counts the receipts of a request, those found during recovery included.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_receipt_count(recovery: Option<&opi_recovery>, index: usize) -> usize {
    guard(0, || item(recovery, index).map_or(0, |item| item.recovered.outcome.collected.receipts.len()))
}

/// Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when an index is too great.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_receipt_role(
    recovery: Option<&opi_recovery>,
    index: usize,
    receipt: usize,
) -> i32 {
    guard(0, || {
        let receipt = item(recovery, index).and_then(|item| item.receipt(receipt));
        receipt.map_or(0, |receipt| role_number(receipt.role))
    })
}

/// Gives the name of the device on the wire for which a receipt came, such as "Printer".
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when an index is too great, and for a NULL recovery.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_receipt_target(
    recovery: Option<&opi_recovery>,
    index: usize,
    receipt: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let item = item(recovery, index)?;
        item.targets.get(receipt, || Some(item.receipt(receipt)?.target.clone()))
    })
}

/// Gives the text of a receipt as it lies in the journal: lines separated by line feeds, card numbers by their
/// last four digits.
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when an index is too great, and for a NULL recovery.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_receipt_text(
    recovery: Option<&opi_recovery>,
    index: usize,
    receipt: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let item = item(recovery, index)?;
        item.receipts.get(receipt, || Some(item.receipt(receipt)?.text()))
    })
}

/// Tells whether the terminal was told that the receipt is in safe hands: 1 or 0.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_receipt_acknowledged(
    recovery: Option<&opi_recovery>,
    index: usize,
    receipt: usize,
) -> i32 {
    guard(0, || {
        let receipt = item(recovery, index).and_then(|item| item.receipt(receipt));
        receipt.map_or(0, |receipt| i32::from(receipt.acknowledged))
    })
}

/// Counts the entries of the electronic journal of a request, those found during recovery included.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_journal_count(recovery: Option<&opi_recovery>, index: usize) -> usize {
    guard(0, || item(recovery, index).map_or(0, |item| item.recovered.outcome.collected.journal.len()))
}

/// Gives a field of a journal entry, as it lies in the journal on disk: one of OPI_JOURNAL_...
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
/// NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_recovery_journal_get(
    recovery: Option<&opi_recovery>,
    index: usize,
    entry: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || item(recovery, index)?.journal().get(entry)?.text(name.ok()?))
}

/// Counts the pieces of evidence: what the terminal said about the request, then each reason of the verdict.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_evidence_count(recovery: Option<&opi_recovery>, index: usize) -> usize {
    guard(0, || item(recovery, index).map_or(0, |item| item.evidence().len()))
}

/// Gives a field of a piece of evidence: one of OPI_EVIDENCE_...
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
/// NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_recovery_evidence_get(
    recovery: Option<&opi_recovery>,
    index: usize,
    evidence: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || item(recovery, index)?.evidence().get(evidence)?.text(name.ok()?))
}

/// Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_contradiction_count(recovery: Option<&opi_recovery>, index: usize) -> usize {
    guard(0, || item(recovery, index).map_or(0, |item| item.contradictions().len()))
}

/// Gives a field of a contradiction: one of OPI_CONTRADICTION_...
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
/// NULL argument.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_recovery_contradiction_get(
    recovery: Option<&opi_recovery>,
    index: usize,
    contradiction: usize,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || item(recovery, index)?.contradictions().get(contradiction)?.text(name.ok()?))
}

/// Tells the journal that the till knows what became of a request, so that it is not listed again. Call it once
/// the sale is booked or void.
///
/// Ownership: none. `*err` becomes yours.
/// NULL: err may be NULL; a NULL recovery gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_PENDING while the verdict is OPI_RECOVERED_ASK_HUMAN: resolve it instead.
/// OPI_E_INVALID_ARGUMENT when index is too great, OPI_E_NULL, OPI_E_JOURNAL...
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_acknowledge(
    recovery: Option<&opi_recovery>,
    index: usize,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    status(err, || {
        let items = &live(recovery)?.items;
        let item = items.get(index).ok_or_else(|| {
            let message = format!("The argument index is {index}, but there are {} requests.", items.len());
            Error::new(Code::InvalidArgument, message)
        })?;
        item.recovered.acknowledge()
    })
}

/// Gives the whole list as one JSON array: for each request every field that is not empty, evidence, contradictions,
/// receipts, journal.
///
/// Ownership: the text belongs to the recovery. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL recovery gives NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_recovery_json(
    recovery: Option<&opi_recovery>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || {
        let recovery = live(recovery).ok()?;
        recovery.json.get(|| {
            let items: Vec<&Recovered> = recovery.items.iter().map(|item| &*item.recovered).collect();
            serde_json::to_string(&items).ok()
        })
    })
}

/// Frees a recovery.
///
/// Ownership: takes it; its texts end with it.
/// NULL: does nothing.
/// Blocks: no.
/// Threads: any, but not while another thread uses the recovery.
/// Callbacks: none; may be called inside any.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_recovery_free(recovery: *mut opi_recovery) {
    // SAFETY: NULL or a recovery that the caller owns.
    guard((), || drop(unsafe { release(recovery) }));
}
