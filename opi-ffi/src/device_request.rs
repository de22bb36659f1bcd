//! `opi_device_request` and `opi_answer`: what a callback is asked, and what it answers.

use crate::fallible::status;
use crate::handle::{Magic, live, object, shared};
use crate::panic::guard;
use crate::record::Record;
use crate::result::role_number;
use crate::status::opi_status;
use crate::text::{self, Text, lend};
use opi_proto::devices::{
    Callback, Display, JOURNAL_FIELDS, JournalEntry, Prompt, PromptKind, Receipt, Reply,
};
use opi_proto::dialect::ReceiptRole;
use opi_proto::error::{Code, Error};
use parking_lot::Mutex;
use std::ffi::c_char;
use std::mem::MaybeUninit;

/// Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO.
pub const OPI_PROMPT_CONFIRMATION: i32 = 1;
/// Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES.
pub const OPI_PROMPT_NUMBER: i32 = 2;
/// Text: opi_answer_set_text(), then OPI_ANSWER_YES.
pub const OPI_PROMPT_TEXT: i32 = 3;
/// Any key: answer OPI_ANSWER_YES to go on.
pub const OPI_PROMPT_ANY_KEY: i32 = 4;
/// A command that this library does not know; opi_device_request_command() names it.
pub const OPI_PROMPT_OTHER: i32 = 5;

/// What the terminal wants of one of the till's devices. Borrowed: it and its texts end with the callback.
pub struct opi_device_request {
    magic: Magic,
    kind: i32,
    target: Text,
    text: Text,
    lines: Vec<Text>,
    role: i32,
    acknowledged: bool,
    for_customer: bool,
    prompt: Option<Question>,
    journal: Option<Record<JournalEntry>>,
}

/// What is particular to a question.
struct Question {
    kind: PromptKind,
    command: Text,
    min_length: Option<u32>,
    max_length: Option<u32>,
    decimals: Option<u32>,
    timeout_seconds: Option<u32>,
}

object!(opi_device_request, 0x4f50_4905);

impl opi_device_request {
    fn new(callback: Callback, target: &str, lines: &[String]) -> Self {
        opi_device_request {
            magic: Magic::of::<Self>(),
            kind: callback as i32,
            target: Text::new(target),
            text: Text::lines(lines),
            lines: lines.iter().map(|line| Text::new(line)).collect(),
            role: 0,
            acknowledged: false,
            for_customer: false,
            prompt: None,
            journal: None,
        }
    }

    /// Text for a device that needs nothing else.
    pub(crate) fn text(callback: Callback, display: &Display) -> Self {
        let request = Self::new(callback, &display.target, &display.lines);
        opi_device_request { for_customer: display.for_customer, ..request }
    }

    pub(crate) fn receipt(receipt: &Receipt) -> Self {
        let request = Self::new(Callback::Print, &receipt.target, &receipt.lines);
        let role = role_number(receipt.role);
        let for_customer = receipt.role == ReceiptRole::Customer;
        opi_device_request { role, acknowledged: receipt.acknowledged, for_customer, ..request }
    }

    pub(crate) fn prompt(prompt: &Prompt) -> Self {
        let question = Question {
            kind: prompt.kind,
            command: Text::new(&prompt.command),
            min_length: prompt.min_length,
            max_length: prompt.max_length,
            decimals: prompt.decimals,
            timeout_seconds: prompt.timeout_seconds,
        };
        let request = Self::new(Callback::Input, "", &prompt.lines);
        opi_device_request { prompt: Some(question), ..request }
    }

    pub(crate) fn journal(entry: &JournalEntry) -> Self {
        let request = Self::new(Callback::Journal, "", &entry.lines);
        opi_device_request { journal: Some(Record::new(entry.clone(), JOURNAL_FIELDS)), ..request }
    }
}

/// Tells what is wanted: one of OPI_DEVICE_...; handy when one function serves several callbacks.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_kind(request: Option<&opi_device_request>) -> i32 {
    guard(0, || live(request).map_or(0, |request| request.kind))
}

/// Gives the name of the device on the wire, such as "CashierDisplay"; empty for questions and journal entries.
///
/// Ownership: the text belongs to the request and ends with the callback. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL request gives NULL.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_target(
    request: Option<&opi_device_request>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&live(request).ok()?.target))
}

/// Gives all lines, separated by line feeds, exactly as the terminal sent them.
///
/// Ownership: the text belongs to the request and ends with the callback. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL request gives NULL.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_text(
    request: Option<&opi_device_request>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&live(request).ok()?.text))
}

/// Counts the lines.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_line_count(request: Option<&opi_device_request>) -> usize {
    guard(0, || live(request).map_or(0, |request| request.lines.len()))
}

/// Gives one line; an empty one is a blank line.
///
/// Ownership: the text belongs to the request and ends with the callback. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when index is too great, and for a NULL request.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_line(
    request: Option<&opi_device_request>,
    index: usize,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || live(request).ok()?.lines.get(index))
}

/// Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when it is not a receipt.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_role(request: Option<&opi_device_request>) -> i32 {
    guard(0, || live(request).map_or(0, |request| request.role))
}

/// Tells whether the terminal was told that a receipt is in safe hands: 0, for what the callback answers decides it.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_acknowledged(request: Option<&opi_device_request>) -> i32 {
    guard(0, || live(request).map_or(0, |request| i32::from(request.acknowledged)))
}

/// Tells whether text is for the customer (1) or the cashier (0).
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_for_customer(request: Option<&opi_device_request>) -> i32 {
    guard(0, || live(request).map_or(0, |request| i32::from(request.for_customer)))
}

/// Tells what kind of answer a question wants: one of OPI_PROMPT_...; 0 when it is not a question.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_prompt_kind(request: Option<&opi_device_request>) -> i32 {
    guard(0, || {
        question(request).map_or(0, |question| match question.kind {
            PromptKind::Confirmation => OPI_PROMPT_CONFIRMATION,
            PromptKind::Number => OPI_PROMPT_NUMBER,
            PromptKind::Text => OPI_PROMPT_TEXT,
            PromptKind::AnyKey => OPI_PROMPT_ANY_KEY,
            PromptKind::Other => OPI_PROMPT_OTHER,
        })
    })
}

/// Gives the name of a question's command on the wire, such as "GetConfirmation".
///
/// Ownership: the text belongs to the request and ends with the callback. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when it is not a question, and for a NULL request.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_command(
    request: Option<&opi_device_request>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&question(request)?.command))
}

/// Gives the least number of characters of an answer; -1 when the terminal did not say.
///
/// Ownership: none.
/// NULL: gives -1.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_min_length(request: Option<&opi_device_request>) -> i32 {
    guard(-1, || number(question(request).and_then(|question| question.min_length)))
}

/// Gives the greatest number of characters of an answer; -1 when the terminal did not say.
///
/// Ownership: none.
/// NULL: gives -1.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_max_length(request: Option<&opi_device_request>) -> i32 {
    guard(-1, || number(question(request).and_then(|question| question.max_length)))
}

/// Gives the number of decimals of an amount; -1 when the terminal did not say.
///
/// Ownership: none.
/// NULL: gives -1.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_decimals(request: Option<&opi_device_request>) -> i32 {
    guard(-1, || number(question(request).and_then(|question| question.decimals)))
}

/// Gives the seconds until the terminal gives up waiting for the answer; -1 when the terminal did not say.
///
/// Ownership: none.
/// NULL: gives -1.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_device_request_timeout_seconds(request: Option<&opi_device_request>) -> i32 {
    guard(-1, || number(question(request).and_then(|question| question.timeout_seconds)))
}

/// Gives a field of a journal entry: one of OPI_JOURNAL_...
///
/// Ownership: the text belongs to the request and ends with the callback. `*len` is its length in bytes.
/// NULL: len may be NULL. Gives NULL when the field is empty or does not exist, and for a NULL argument.
/// Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_device_request_get(
    request: Option<&opi_device_request>,
    name: *const c_char,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    // SAFETY: NULL or a text that ends with NUL.
    let name = unsafe { text::read("name", name) };
    lend(len, || live(request).ok()?.journal.as_ref()?.text(name.ok()?))
}

fn question(request: Option<&opi_device_request>) -> Option<&Question> {
    live(request).ok()?.prompt.as_ref()
}

fn number(value: Option<u32>) -> i32 {
    value.and_then(|value| i32::try_from(value).ok()).unwrap_or(-1)
}

/// Where an input callback puts what the cashier typed. Borrowed: it ends with the callback.
pub struct opi_answer {
    magic: Magic,
    typed: Mutex<Option<Reply>>,
}

object!(opi_answer, 0x4f50_4906);

impl opi_answer {
    pub(crate) fn new() -> Self {
        opi_answer { magic: Magic::of::<Self>(), typed: Mutex::new(None) }
    }

    pub(crate) fn take(&self) -> Option<Reply> {
        self.typed.lock().take()
    }
}

/// Sets the answer to a text. It counts when the callback returns OPI_ANSWER_YES.
///
/// Ownership: the text is copied.
/// NULL: gives OPI_E_NULL.
/// Blocks: no.
/// Threads: that of the callback.
/// Callbacks: none; for use inside input.
/// Errors: OPI_E_NULL, OPI_E_INVALID_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_answer_set_text(answer: *mut opi_answer, text: *const c_char) -> opi_status {
    // SAFETY: NULL or the answer of a running callback.
    let answer = unsafe { shared(answer) };
    // SAFETY: NULL or a text that ends with NUL.
    let text = unsafe { text::read("text", text) };
    status(None, || {
        *live(answer)?.typed.lock() = Some(Reply::Text(text?.to_owned()));
        Ok(())
    })
}

/// Sets the answer to a number: digits, or an amount in major units such as "12.50". It counts when the
/// callback returns OPI_ANSWER_YES.
///
/// Ownership: the text is copied.
/// NULL: gives OPI_E_NULL.
/// Blocks: no.
/// Threads: that of the callback.
/// Callbacks: none; for use inside input.
/// Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_ARGUMENT for anything but digits and one point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_answer_set_number(answer: *mut opi_answer, digits: *const c_char) -> opi_status {
    // SAFETY: NULL or the answer of a running callback.
    let answer = unsafe { shared(answer) };
    // SAFETY: NULL or a text that ends with NUL.
    let digits = unsafe { text::read("digits", digits) };
    status(None, || {
        *live(answer)?.typed.lock() = Some(Reply::Number(number_text(digits?)?));
        Ok(())
    })
}

fn number_text(digits: &str) -> Result<String, Error> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if all_digits(whole) && all_digits(fraction) {
        Ok(digits.to_owned())
    } else {
        Err(Error::new(Code::InvalidArgument, "The answer is not a number such as 42 or 12.50."))
    }
}
