//! `opi_devices`: the callbacks of a till, and how the core reaches them.

use crate::device_request::{opi_answer, opi_device_request};
use crate::panic::catch;
use opi_proto::devices::{
    Answer, Callback, Devices, Display, JournalEntry, Prompt, PromptKind, Receipt, Reply,
};
use opi_proto::error::{Code, Error};
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::{MaybeUninit, offset_of};

/// Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way to C.
pub const OPI_ANSWER_DEFAULT: i32 = 0;
/// Yes: shown, printed, stored, handed out, confirmed; or see opi_answer.
pub const OPI_ANSWER_YES: i32 = 1;
/// No: could not or must not be done; the cashier said no, or refused to answer.
pub const OPI_ANSWER_NO: i32 = 2;
/// The callback failed, as does any negative number: counted in the result, otherwise as OPI_ANSWER_NO.
pub const OPI_ANSWER_FAILED: i32 = -1;

/// The till's devices. Start from OPI_DEVICES_INIT and set what you have; a callback that is NULL is a device
/// that you do not have. opi_terminal_open() copies the table.
///
/// Callbacks run on the thread that is inside opi_terminal_run(), _recover() or _dispatch(), or inside
/// opi_dispatch(), one at a time for each terminal. They answer one of OPI_ANSWER_... They must return: no
/// exception, no longjmp, no exit of the thread through them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct opi_devices {
    /// sizeof(opi_devices), set by OPI_DEVICES_INIT.
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// First argument of every callback. The library never looks at it.
    pub user_data: *mut c_void,
    /// Show text to the cashier or the customer. Whatever the answer, the terminal is told that it was shown.
    pub display:
        Option<unsafe extern "C" fn(user_data: *mut c_void, request: *const opi_device_request) -> i32>,
    /// Print a receipt. Only OPI_ANSWER_YES tells the terminal that it is in safe hands; after anything else
    /// it keeps the receipt and wants a reprint before the next payment. NULL: receipts are in the results.
    pub print:
        Option<unsafe extern "C" fn(user_data: *mut c_void, request: *const opi_device_request) -> i32>,
    /// Ask the cashier. A confirmation is answered by OPI_ANSWER_YES or OPI_ANSWER_NO; for the rest, put what
    /// was typed into the answer and return OPI_ANSWER_YES, or return OPI_ANSWER_NO if the cashier refuses.
    pub input: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            request: *const opi_device_request,
            answer: *mut opi_answer,
        ) -> i32,
    >,
    /// Hand out the goods (unattended terminals). Only OPI_ANSWER_YES says that it was done.
    pub deliver:
        Option<unsafe extern "C" fn(user_data: *mut c_void, request: *const opi_device_request) -> i32>,
    /// Store an entry of the electronic journal. Only OPI_ANSWER_YES says that it was done. NULL: entries are
    /// in the results.
    pub journal:
        Option<unsafe extern "C" fn(user_data: *mut c_void, request: *const opi_device_request) -> i32>,
    /// Called exactly once, when no other callback runs or will run: from opi_terminal_free(), or when the
    /// last running call ends, or from opi_terminal_open() when it fails. Not called after OPI_E_ABI, when
    /// the table could not be read, and not in a forked child.
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// A callback for everything but questions.
type Function = unsafe extern "C" fn(*mut c_void, *const opi_device_request) -> i32;

/// Size of the table in its first version, which ended with `destroy`.
const FIRST_SIZE: usize = offset_of!(opi_devices, destroy) + size_of::<*const c_void>();

/// A till's devices behind their callbacks. `destroy` runs when this is dropped, hence once.
pub(crate) struct TillDevices(opi_devices);

// SAFETY: the header makes user_data and the callbacks usable from any thread; nothing here changes.
unsafe impl Send for TillDevices {}
// SAFETY: as above; the core calls one at a time.
unsafe impl Sync for TillDevices {}

impl TillDevices {
    /// Copies the table; no devices for NULL. An error says that it could not be read, and then nothing in it
    /// is called, not even `destroy`.
    ///
    /// # Safety
    /// `pointer` is NULL or points to a table of which the first `struct_size` bytes can be read, at least 4.
    pub(crate) unsafe fn copy(pointer: *const opi_devices) -> Result<Self, Error> {
        let mut table = MaybeUninit::<opi_devices>::zeroed();
        if !pointer.is_null() {
            // SAFETY: promised by the caller.
            let size = unsafe { pointer.cast::<u32>().read() } as usize;
            if size < FIRST_SIZE {
                return Err(abi(format!("struct_size of opi_devices is {size}, less than {FIRST_SIZE}.")));
            }
            let known = size.min(size_of::<opi_devices>());
            let (from, to) = (pointer.cast::<u8>(), table.as_mut_ptr().cast::<u8>());
            // SAFETY: at most `size` readable bytes into a table of at least that size.
            unsafe { from.copy_to_nonoverlapping(to, known) };
        }
        // SAFETY: every member may be zero, and what was copied is the caller's table.
        let table = unsafe { table.assume_init() };
        if table.reserved != 0 {
            return Err(abi(format!("reserved of opi_devices is {}, not 0.", table.reserved)));
        }
        Ok(TillDevices(table))
    }

    fn ask(&self, callback: Option<Function>, request: impl FnOnce() -> opi_device_request) -> Answer {
        let Some(callback) = callback else { return Answer::Default };
        // A fault on the way to the till must not take the payment's outcome with it.
        let answer = catch(|| {
            let request = request();
            // SAFETY: a callback of the till, with what its type demands.
            unsafe { callback(self.0.user_data, &raw const request) }
        });
        read_answer(answer)
    }
}

impl Drop for TillDevices {
    fn drop(&mut self) {
        if let Some(destroy) = self.0.destroy.take() {
            // SAFETY: a callback of the till, called once.
            unsafe { destroy(self.0.user_data) };
        }
    }
}

fn abi(message: String) -> Error {
    Error::new(Code::Abi, format!("{message} Start from OPI_DEVICES_INIT."))
}

fn read_answer(answer: Option<i32>) -> Answer {
    match answer {
        Some(OPI_ANSWER_DEFAULT) => Answer::Default,
        Some(OPI_ANSWER_YES) => Answer::Yes,
        Some(OPI_ANSWER_NO) => Answer::No,
        Some(number @ (..=OPI_ANSWER_FAILED | 3..)) => {
            log::warn!("A callback of the till failed: it answered {number}.");
            Answer::Failed
        }
        None => Answer::Failed,
    }
}

/// What the cashier said, from what the callback answered and what was typed.
fn read_reply(kind: PromptKind, answer: Answer, typed: Option<Reply>) -> Reply {
    match (answer, kind, typed) {
        (Answer::Default, _, _) => Reply::Default,
        (Answer::Failed, _, _) => Reply::Failed,
        (Answer::No, PromptKind::Confirmation, _) => Reply::Confirm(false),
        (Answer::No, _, _) => Reply::Refused,
        (Answer::Yes, _, Some(typed)) => typed,
        (Answer::Yes, PromptKind::Number | PromptKind::Text, None) => {
            log::warn!("A callback of the till answered yes to a question without setting an answer.");
            Reply::Failed
        }
        (Answer::Yes, _, None) => Reply::Confirm(true),
    }
}

impl Devices for TillDevices {
    fn display(&self, display: &Display) -> Answer {
        self.ask(self.0.display, || opi_device_request::text(Callback::Display, display))
    }

    fn print(&self, receipt: &Receipt) -> Answer {
        self.ask(self.0.print, || opi_device_request::receipt(receipt))
    }

    fn input(&self, prompt: &Prompt) -> Reply {
        let Some(callback) = self.0.input else { return Reply::Default };
        let answered = catch(|| {
            let request = opi_device_request::prompt(prompt);
            let mut answer = opi_answer::new();
            // SAFETY: a callback of the till, with what its type demands.
            let number = unsafe { callback(self.0.user_data, &raw const request, &raw mut answer) };
            (number, answer.take())
        });
        match answered {
            Some((number, typed)) => read_reply(prompt.kind, read_answer(Some(number)), typed),
            None => Reply::Failed,
        }
    }

    fn deliver(&self, display: &Display) -> Answer {
        self.ask(self.0.deliver, || opi_device_request::text(Callback::Deliver, display))
    }

    fn journal(&self, entry: &JournalEntry) -> Answer {
        self.ask(self.0.journal, || opi_device_request::journal(entry))
    }

    fn has(&self, device: Callback) -> bool {
        let there = match device {
            Callback::Display => self.0.display.is_some(),
            Callback::Print => self.0.print.is_some(),
            Callback::Input => self.0.input.is_some(),
            Callback::Deliver => self.0.deliver.is_some(),
            Callback::Journal => self.0.journal.is_some(),
        };
        // Outside a request there is no result that could carry a receipt: without a callback it is refused,
        // and the terminal keeps it.
        there || UNSOLICITED.get() && matches!(device, Callback::Print | Callback::Journal)
    }
}

thread_local! {
    /// Does the innermost call on this thread serve requests that belong to no operation?
    static UNSOLICITED: Cell<bool> = const { Cell::new(false) };
}

/// Marks what is served on this thread; the mark before comes back at the end, as calls on other terminals
/// nest inside callbacks.
pub(crate) struct Unsolicited(bool);

impl Unsolicited {
    pub(crate) fn yes<R>(body: impl FnOnce() -> R) -> R {
        let _before = Unsolicited(UNSOLICITED.replace(true));
        body()
    }

    pub(crate) fn no<R>(body: impl FnOnce() -> R) -> R {
        let _before = Unsolicited(UNSOLICITED.replace(false));
        body()
    }
}

impl Drop for Unsolicited {
    fn drop(&mut self) {
        UNSOLICITED.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device_request::{opi_answer_set_text, opi_device_request_kind};
    use std::ptr;
    use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

    /// What a till has behind user_data.
    #[derive(Default)]
    struct Till {
        answer: AtomicI32,
        seen: AtomicI32,
        destroyed: AtomicU32,
    }

    /// # Safety
    /// `user_data` is a `Till`.
    unsafe fn till<'a>(user_data: *mut c_void) -> &'a Till {
        // SAFETY: promised by the caller.
        unsafe { &*user_data.cast::<Till>() }
    }

    unsafe extern "C" fn answer(user_data: *mut c_void, request: *const opi_device_request) -> i32 {
        // SAFETY: set by `table`.
        let till = unsafe { till(user_data) };
        // SAFETY: lent by the library.
        till.seen.store(opi_device_request_kind(unsafe { request.as_ref() }), Ordering::Relaxed);
        till.answer.load(Ordering::Relaxed)
    }

    unsafe extern "C" fn type_umlaut(
        user_data: *mut c_void,
        _: *const opi_device_request,
        answer: *mut opi_answer,
    ) -> i32 {
        // SAFETY: lent by the library.
        assert_eq!(unsafe { opi_answer_set_text(answer, c"Zürich".as_ptr()) }, 0);
        // SAFETY: set by `table`.
        unsafe { till(user_data) }.answer.load(Ordering::Relaxed)
    }

    unsafe extern "C" fn destroy(user_data: *mut c_void) {
        // SAFETY: set by `table`.
        unsafe { till(user_data) }.destroyed.fetch_add(1, Ordering::Relaxed);
    }

    fn table(till: &Till) -> opi_devices {
        opi_devices {
            struct_size: u32::try_from(size_of::<opi_devices>()).unwrap(),
            reserved: 0,
            user_data: ptr::from_ref(till).cast_mut().cast(),
            display: Some(answer),
            print: None,
            input: Some(type_umlaut),
            deliver: None,
            journal: None,
            destroy: Some(destroy),
        }
    }

    fn copy(table: &opi_devices) -> Result<TillDevices, Error> {
        // SAFETY: a whole table.
        unsafe { TillDevices::copy(table) }
    }

    fn display() -> Display {
        Display { target: "CashierDisplay".into(), for_customer: false, lines: vec!["Hello".into()] }
    }

    #[test]
    fn the_table_is_called_and_destroyed_once() {
        let till = Till::default();
        let devices = copy(&table(&till)).unwrap();
        for (number, expected) in [
            (OPI_ANSWER_DEFAULT, Answer::Default),
            (OPI_ANSWER_YES, Answer::Yes),
            (OPI_ANSWER_NO, Answer::No),
            (OPI_ANSWER_FAILED, Answer::Failed),
            (i32::MIN, Answer::Failed),
            (3, Answer::Failed),
        ] {
            till.answer.store(number, Ordering::Relaxed);
            assert_eq!(devices.display(&display()), expected, "{number}");
        }
        assert_eq!(till.seen.load(Ordering::Relaxed), Callback::Display as i32);
        assert_eq!(till.destroyed.load(Ordering::Relaxed), 0);
        drop(devices);
        assert_eq!(till.destroyed.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn what_is_typed_counts_only_with_yes() {
        let till = Till::default();
        let devices = copy(&table(&till)).unwrap();
        let prompt = Prompt {
            kind: PromptKind::Text,
            command: "GetChar".into(),
            lines: vec!["City?".into()],
            min_length: None,
            max_length: None,
            decimals: None,
            timeout_seconds: None,
        };
        for (number, expected) in [
            (OPI_ANSWER_DEFAULT, Reply::Default),
            (OPI_ANSWER_YES, Reply::Text("Z\u{fc}rich".into())),
            (OPI_ANSWER_NO, Reply::Refused),
            (-7, Reply::Failed),
        ] {
            till.answer.store(number, Ordering::Relaxed);
            assert!(devices.input(&prompt) == expected, "{number}");
        }
    }

    #[test]
    fn answers_fit_their_questions() {
        use PromptKind::{AnyKey, Confirmation, Number, Other, Text};
        for (kind, yes, no) in [
            (Confirmation, Reply::Confirm(true), Reply::Confirm(false)),
            (AnyKey, Reply::Confirm(true), Reply::Refused),
            (Other, Reply::Confirm(true), Reply::Refused),
            (Number, Reply::Failed, Reply::Refused),
            (Text, Reply::Failed, Reply::Refused),
        ] {
            assert_eq!(read_reply(kind, Answer::Yes, None), yes, "{kind:?}");
            assert_eq!(read_reply(kind, Answer::No, None), no, "{kind:?}");
            assert_eq!(read_reply(kind, Answer::Default, Some(Reply::Confirm(true))), Reply::Default);
        }
    }

    #[test]
    fn a_table_of_another_size_is_read_as_far_as_both_know_it() {
        #[repr(C)]
        struct Newer {
            known: opi_devices,
            later: [*mut c_void; 3],
        }
        let till = Till::default();
        let mut newer = Newer { known: table(&till), later: [ptr::dangling_mut(); 3] };
        newer.known.struct_size = u32::try_from(size_of::<Newer>()).unwrap();
        // SAFETY: as many bytes as it says.
        let devices = unsafe { TillDevices::copy((&raw const newer).cast()) }.unwrap();
        assert!(devices.0.display.is_some());
        drop(devices);
        assert_eq!(till.destroyed.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_table_that_cannot_be_right_is_not_touched() {
        let till = Till::default();
        for (size, reserved) in [(0, 0), (4, 0), (FIRST_SIZE - 1, 0), (FIRST_SIZE, 1)] {
            let wrong = opi_devices { struct_size: u32::try_from(size).unwrap(), reserved, ..table(&till) };
            let error = copy(&wrong).err().unwrap();
            assert_eq!(error.code(), Code::Abi);
            assert!(error.message().contains("OPI_DEVICES_INIT"), "{error}");
        }
        assert_eq!(till.destroyed.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn without_devices_receipts_go_to_the_result_if_there_is_one() {
        // SAFETY: NULL is allowed.
        let devices = unsafe { TillDevices::copy(ptr::null()) }.unwrap();
        let there = || -> Vec<&str> {
            let there = Callback::ALL.iter().filter(|callback| devices.has(**callback));
            there.map(|callback| callback.name()).collect()
        };
        assert!(there().is_empty());
        Unsolicited::yes(|| {
            assert_eq!(there(), ["print", "journal"]);
            Unsolicited::no(|| assert!(there().is_empty()));
            assert_eq!(there().len(), 2);
        });
        assert!(there().is_empty());
    }
}
