//! `opi_terminal`: one terminal, one blocking call per request.

use crate::cancel::{opi_cancel, token_of};
use crate::devices::{TillDevices, Unsolicited, opi_devices};
use crate::error::opi_error;
use crate::fallible::status;
use crate::handle::{Magic, clear, give, live, object, release, shared};
use crate::panic::{catch, guard};
use crate::recovery::opi_recovery;
use crate::request::opi_request;
use crate::result::opi_result;
use crate::status::opi_status;
use crate::text::{self, Text, lend};
use opi_core::CancelToken;
use opi_core::config::Config;
use opi_core::terminal::Terminal;
use opi_proto::error::{Code, Error};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::recovery::RecoveryVerdict;
use parking_lot::Mutex;
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// One payment terminal. Opening it only starts to listen for its device requests; each request makes its own
/// connection.
pub struct opi_terminal {
    magic: Magic,
    shared: Arc<Shared>,
}

object!(opi_terminal, 0x4f50_4907);

/// What a handle and the calls that run on it have in common. The last of them ends it.
struct Shared {
    terminal: Terminal,
    listen_text: Text,
    /// The process that opened it: threads and locks do not survive fork().
    process: u32,
    /// A panic was caught while this terminal was in use.
    poisoned: AtomicBool,
}

/// How long opi_terminal_free() waits for a call that runs in another thread.
const FREE_WAIT: Duration = Duration::from_secs(5);

/// Terminals of the parent process that a forked child frees: never touched, and no leak to a leak checker.
static LEFT_TO_THE_PARENT: Mutex<Vec<Arc<Shared>>> = Mutex::new(Vec::new());

impl Shared {
    fn open(url: &str, devices: Arc<TillDevices>) -> Result<Self, Error> {
        let terminal = Terminal::open(Config::parse(url)?, devices)?;
        let listen_text = Text::new(&terminal.listen_address().to_string());
        Ok(Shared { terminal, listen_text, process: std::process::id(), poisoned: AtomicBool::new(false) })
    }

    fn in_own_process(&self) -> Result<(), Error> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(Error::new(Code::Forked, "The terminal was opened before fork(), by the parent process."))
    }

    fn usable(&self) -> Result<(), Error> {
        self.in_own_process()?;
        if self.poisoned.load(Ordering::Acquire) {
            return Err(Error::new(Code::Poisoned, "A fault in the library hit this terminal before."));
        }
        Ok(())
    }

    /// Runs `body`; a panic in it poisons the terminal and becomes an error of code `fault`.
    fn guarded<R>(&self, fault: Code, body: impl FnOnce(&Terminal) -> Result<R, Error>) -> Result<R, Error> {
        catch(|| body(&self.terminal)).unwrap_or_else(|| {
            self.poisoned.store(true, Ordering::Release);
            Err(Error::new(fault, "The library met a fault of its own; the log says where."))
        })
    }
}

impl Drop for Shared {
    /// Bounded also where a thread of the core does not come to its end.
    fn drop(&mut self) {
        if self.in_own_process().is_ok() {
            catch(|| drop(self.terminal.close(FREE_WAIT)));
        }
    }
}

/// Opens a terminal: reads the URL and starts to listen for the terminal's device requests. Does not connect;
/// opi_terminal_run() does. Options of the URL: see the list above.
///
/// Ownership: `*out` becomes yours; close it with opi_terminal_close(), free it with opi_terminal_free().
/// `*err` becomes yours. url and devices are copied; devices->destroy runs exactly once, also when this fails.
/// NULL: devices may be NULL (receipts are in the results), err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: no, except with recover=open in the URL, when the terminal is asked about unresolved requests: as long as
/// opi_terminal_recover().
/// Threads: any. The first terminal at a listening address starts the library's thread there.
/// Callbacks: destroy when it fails; with recover=open those of opi_terminal_recover(). May be called inside
/// callbacks of another terminal.
/// Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_URL, OPI_E_UNKNOWN_NAME, OPI_E_ABI, OPI_E_LISTEN,
/// OPI_E_TERMINAL_IN_USE, OPI_E_JOURNAL, OPI_E_JOURNAL_...: never with money at risk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_open(
    url: *const c_char,
    devices: *const opi_devices,
    out: Option<&mut MaybeUninit<*mut opi_terminal>>,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a text that ends with NUL.
    let url = unsafe { text::read("url", url) };
    // SAFETY: NULL or a table whose first struct_size bytes can be read.
    let devices = unsafe { TillDevices::copy(devices) };
    status(err, || open(url, devices, out))
}

fn open(
    url: Result<&str, Error>,
    devices: Result<TillDevices, Error>,
    out: Option<&mut MaybeUninit<*mut opi_terminal>>,
) -> Result<(), Error> {
    let out = clear("out", out)?;
    let shared = Arc::new(Shared::open(url?, Arc::new(devices?))?);
    out.write(give(opi_terminal { magic: Magic::of::<opi_terminal>(), shared }));
    Ok(())
}

/// Runs one request: connects, sends it once, serves the terminal's device requests, waits for the outcome.
///
/// Returns OPI_OK when the terminal answered: look at the result, a declined card is one. Otherwise the reason
/// why there is no answer (OPI_E_CONNECT_REFUSED, OPI_E_RESPONSE_TIMEOUT, ...); `*out` is then set as well, with
/// verdict OPI_VERDICT_NOT_SENT or OPI_VERDICT_UNKNOWN. Only for a mistake in the call, and after a fault in
/// the library, is there no result.
///
/// Ownership: `*out` and `*err` become yours. terminal, request and cancel stay yours.
/// NULL: cancel and err may be NULL; another NULL gives OPI_E_NULL, and nothing is sent.
/// Blocks: until the outcome; at most hard_ms of the URL, plus the time your callbacks take.
/// Threads: any, but one call at a time for each terminal: a second one gets OPI_E_BUSY at once.
/// Callbacks: all of them, on this thread, no lock held. Inside a callback of the same terminal:
/// OPI_E_RECURSIVE.
/// Errors: any of -1 to -299, OPI_E_INTERNAL, OPI_E_POISONED. Only -200 to -299 leave the outcome open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_run(
    terminal: *mut opi_terminal,
    request: Option<&opi_request>,
    cancel: Option<&opi_cancel>,
    out: Option<&mut MaybeUninit<*mut opi_result>>,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(err, || {
        let out = clear("out", out)?;
        let shared = live(terminal)?.shared.clone();
        let operation = live(request)?.operation();
        let cancel = token_of(cancel)?;
        run(&shared, &operation, &cancel, out)
    })
}

fn run(
    shared: &Shared,
    operation: &Operation,
    cancel: &CancelToken,
    out: &mut MaybeUninit<*mut opi_result>,
) -> Result<(), Error> {
    shared.usable()?;
    // From here on bytes may have left: a fault is an unknown outcome, also while the result is being made.
    let done = shared.guarded(Code::InternalInFlight, |terminal| {
        let outcome = Unsolicited::no(|| terminal.run(operation, cancel))?;
        let reason = no_answer(&outcome);
        out.write(give(opi_result::new(outcome, terminal.ledger())));
        Ok(reason)
    });
    match done {
        Ok(None) => Ok(()),
        Ok(Some(reason)) => Err(reason),
        Err(fault) if !operation.kind().is_financial() => Err(fault.without_money()),
        Err(fault) => Err(fault),
    }
}

/// Why the terminal gave no answer; `None` when it did.
fn no_answer(outcome: &Outcome) -> Option<Error> {
    match outcome.verdict {
        Verdict::NotSent | Verdict::Unknown => {
            Some(outcome.error.clone().unwrap_or_else(|| Error::new(outcome.code, outcome.code.what())))
        }
        _ => None,
    }
}

/// Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome
/// was not acknowledged, oldest first. Asks for the terminal's last message and last receipt, never for money.
/// Each finding is on disk before this returns. A terminal that cannot be reached is no error: the verdict is
/// OPI_RECOVERED_ASK_HUMAN then, and the field ask_again says so.
///
/// Ownership: `*out` and `*err` become yours. terminal and cancel stay yours.
/// NULL: cancel and err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: until everything is found out, also while the terminal is busy; at most recover_ms of the URL, plus the
/// time your callbacks take. Cancelling ends it. What it did not get to is listed as the journal knows it.
/// Threads: any, but one call at a time for each terminal: a second one gets OPI_E_BUSY at once.
/// Callbacks: all of them, on this thread, no lock held. Inside a callback of the same terminal:
/// OPI_E_RECURSIVE.
/// Errors: OPI_E_NULL, OPI_E_NO_JOURNAL, OPI_E_BUSY, OPI_E_RECURSIVE, OPI_E_CLOSED, OPI_E_FORKED,
/// OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_recover(
    terminal: *mut opi_terminal,
    cancel: Option<&opi_cancel>,
    out: Option<&mut MaybeUninit<*mut opi_recovery>>,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(err, || {
        let out = clear("out", out)?;
        let shared = live(terminal)?.shared.clone();
        let cancel = token_of(cancel)?;
        shared.usable()?;
        let found =
            shared.guarded(Code::Internal, |terminal| Unsolicited::no(|| terminal.recover(&cancel)))?;
        out.write(give(opi_recovery::new(found)));
        Ok(())
    })
}

/// Lists what opi_terminal_recover() would look into, as the journal knows it, without asking the terminal.
///
/// Ownership: `*out` and `*err` become yours.
/// NULL: err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_NULL, OPI_E_NO_JOURNAL, OPI_E_FORKED, OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_unresolved(
    terminal: *mut opi_terminal,
    out: Option<&mut MaybeUninit<*mut opi_recovery>>,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(err, || {
        let out = clear("out", out)?;
        let shared = live(terminal)?.shared.clone();
        shared.usable()?;
        let found = shared.guarded(Code::Internal, Terminal::unresolved)?;
        out.write(give(opi_recovery::new(found)));
        Ok(())
    })
}

/// Resolves a request by hand, after a person has compared receipts or totals. Who and why are recorded; no
/// card numbers in them, please. The request is listed once more by opi_terminal_recover(), until it is
/// acknowledged.
///
/// Ownership: the texts are copied. `*err` becomes yours.
/// NULL: err may be NULL; another NULL gives OPI_E_NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_INVALID_ARGUMENT when id names no unresolved request, verdict is neither
/// OPI_RECOVERED_APPROVED nor OPI_RECOVERED_NOT_CHARGED, or who or why is empty. OPI_E_NULL,
/// OPI_E_INVALID_UTF8, OPI_E_NO_JOURNAL, OPI_E_FORKED, OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_resolve(
    terminal: *mut opi_terminal,
    id: *const c_char,
    verdict: i32,
    who: *const c_char,
    why: *const c_char,
    err: Option<&mut MaybeUninit<*mut opi_error>>,
) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    // SAFETY: NULL or a text that ends with NUL.
    let id = unsafe { text::read("id", id) };
    // SAFETY: NULL or a text that ends with NUL.
    let who = unsafe { text::read("who", who) };
    // SAFETY: NULL or a text that ends with NUL.
    let why = unsafe { text::read("why", why) };
    status(err, || {
        let shared = live(terminal)?.shared.clone();
        let (id, who, why) = (id?, who?, why?);
        shared.usable()?;
        let number = id.parse().map_err(|_| {
            Error::new(Code::InvalidArgument, "The argument id is no number of a request in the journal.")
        })?;
        let verdict = RecoveryVerdict::from_number(verdict).ok_or_else(|| {
            Error::new(Code::InvalidArgument, "The argument verdict is none of OPI_RECOVERED_...")
        })?;
        shared.guarded(Code::Internal, |terminal| terminal.resolve(number, verdict, who, why))
    })
}

/// Serves device requests that come while no request runs, such as a receipt that somebody asked for at the
/// terminal. Returns when at least one was served and no other waits. All terminals of the process at once:
/// opi_dispatch().
///
/// Ownership: nothing changes hands.
/// NULL: gives OPI_E_NULL.
/// Blocks: at most timeout_ms, plus the time your callbacks take; 0 only looks.
/// Threads: any; while another thread runs a request this only waits, and it gives way to one that begins.
/// Callbacks: all of them, on this thread, no lock held; a receipt for which there is no callback is refused, so
/// that the terminal keeps it. Inside a callback of the same terminal: OPI_E_RECURSIVE.
/// Errors: OPI_E_TIMEOUT when none came, OPI_E_NULL, OPI_E_RECURSIVE, OPI_E_CLOSED, OPI_E_FORKED,
/// OPI_E_POISONED, OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_dispatch(terminal: *mut opi_terminal, timeout_ms: u32) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(None, || {
        let shared = live(terminal)?.shared.clone();
        shared.usable()?;
        let timeout = Duration::from_millis(timeout_ms.into());
        shared.guarded(Code::Internal, |terminal| Unsolicited::yes(|| terminal.dispatch(timeout)))?;
        Ok(())
    })
}

/// Closes a terminal. A call that runs in another thread is cancelled and waited for. When this returns OPI_OK,
/// no callback of the terminal runs or will run again, except destroy: also none that opi_dispatch() called. The
/// last terminal at a listening address ends the library's thread there. Closing twice is the same as once.
///
/// Ownership: the terminal stays yours until opi_terminal_free().
/// NULL: gives OPI_E_NULL.
/// Blocks: at most timeout_ms, until the calls that run have ended.
/// Threads: any.
/// Callbacks: none. Inside a callback of the same terminal: OPI_E_RECURSIVE, and nothing changes.
/// Errors: OPI_E_TIMEOUT when a call still runs: it goes on closing, ask again. OPI_E_NULL, OPI_E_RECURSIVE,
/// OPI_E_FORKED, OPI_E_INTERNAL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_close(terminal: *mut opi_terminal, timeout_ms: u32) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(None, || {
        let shared = live(terminal)?.shared.clone();
        shared.in_own_process()?;
        shared.guarded(Code::Internal, |terminal| terminal.close(Duration::from_millis(timeout_ms.into())))
    })
}

/// Gives the port on which the till listens for device requests; useful with listen=0. 0 for NULL.
///
/// Ownership: none.
/// NULL: gives 0.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_terminal_listen_port(terminal: Option<&opi_terminal>) -> i32 {
    guard(0, || live(terminal).map_or(0, |terminal| terminal.shared.terminal.listen_address().port().into()))
}

/// Gives the address on which the till listens for device requests, such as "0.0.0.0:4102".
///
/// Ownership: the text belongs to the terminal. `*len` is its length in bytes.
/// NULL: len may be NULL; a NULL terminal gives NULL.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_terminal_listen_address(
    terminal: Option<&opi_terminal>,
    len: Option<&mut MaybeUninit<usize>>,
) -> *const c_char {
    lend(len, || Some(&live(terminal).ok()?.shared.listen_text))
}

/// Frees a terminal, closing it first if that was not done. A call that still runs keeps what it needs: if it
/// does not end in time, or if this is called inside a callback of the terminal, the rest is freed (and
/// destroy called) when that call ends. In a forked child nothing is closed and the memory is left alone.
///
/// Ownership: takes it.
/// NULL: does nothing.
/// Blocks: no when closed; otherwise at most 5 seconds.
/// Threads: any, but not while another thread enters a function of this terminal.
/// Callbacks: destroy, on this thread unless a call still runs. May be called inside any callback.
/// Errors: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_terminal_free(terminal: *mut opi_terminal) {
    guard((), || {
        // SAFETY: NULL or a terminal that the caller owns.
        let terminal = unsafe { release(terminal) };
        if let Some(terminal) = terminal {
            free(terminal.shared);
        }
    });
}

fn free(shared: Arc<Shared>) {
    if shared.in_own_process().is_err() {
        match LEFT_TO_THE_PARENT.try_lock() {
            Some(mut left) => left.push(shared),
            None => std::mem::forget(shared),
        }
        return;
    }
    // Inside a callback this is refused, and after the wait a call may still run: whoever holds the last
    // reference ends it.
    if let Err(error) = shared.terminal.close(FREE_WAIT) {
        log::info!("A terminal was freed while a call was running; it ends with that call. {error}");
    }
    drop(shared);
}

/// Makes the library panic inside its own boundary and gives the status that the boundary makes of it:
/// OPI_E_INTERNAL. Proves for a given build that a fault in the library never brings the till down.
///
/// Ownership: none.
/// NULL: terminal may be NULL; another terminal is poisoned: only closing and freeing it remain.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any.
/// Errors: OPI_E_INTERNAL, always; OPI_E_FORKED, OPI_E_POISONED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_self_test(terminal: *mut opi_terminal) -> opi_status {
    // SAFETY: NULL or a live terminal.
    let terminal = unsafe { shared(terminal) };
    status(None, || {
        if terminal.is_none() {
            deliberate_fault();
        }
        let shared = live(terminal)?.shared.clone();
        shared.usable()?;
        shared.guarded(Code::Internal, |_| deliberate_fault())
    })
}

#[allow(clippy::panic, reason = "that is the test")]
fn deliberate_fault() -> ! {
    panic!("deliberate: opi_self_test")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{opi_error_free, opi_error_message};
    use crate::request::{opi_request_free, opi_request_new, opi_request_set_amount};
    use crate::result::{opi_result_free, opi_result_verdict};
    use opi_proto::message::RequestKind;
    use std::ffi::CStr;
    use std::ptr;

    /// A terminal at a port where nobody listens.
    fn nobody() -> *mut opi_terminal {
        let mut out = MaybeUninit::uninit();
        let url = c"opi://127.0.0.1:1?listen=127.0.0.1:0&connect_ms=2000";
        // SAFETY: a text that ends with NUL; no devices.
        let status = unsafe { opi_terminal_open(url.as_ptr(), ptr::null(), Some(&mut out), None) };
        assert_eq!(status, 0);
        // SAFETY: written when the status is 0.
        unsafe { out.assume_init() }
    }

    fn pay(terminal: *mut opi_terminal) -> (opi_status, i32) {
        let request = opi_request_new(RequestKind::CardPayment as i32);
        // SAFETY: a live request and a text.
        assert_eq!(unsafe { opi_request_set_amount(request, 1250, c"CHF".as_ptr(), None) }, 0);
        let mut out = MaybeUninit::uninit();
        // SAFETY: a live request.
        let borrowed = unsafe { request.as_ref() };
        // SAFETY: a live terminal.
        let status = unsafe { opi_terminal_run(terminal, borrowed, None, Some(&mut out), None) };
        // SAFETY: always written.
        let result = unsafe { out.assume_init() };
        // SAFETY: NULL or a live result.
        let verdict = opi_result_verdict(unsafe { result.as_ref() });
        // SAFETY: owned here, freed once.
        unsafe { opi_result_free(result) };
        // SAFETY: owned here, freed once.
        unsafe { opi_request_free(request) };
        (status, verdict)
    }

    fn close(terminal: *mut opi_terminal) -> opi_status {
        // SAFETY: a live terminal.
        unsafe { opi_terminal_close(terminal, 1000) }
    }

    fn free(terminal: *mut opi_terminal) {
        // SAFETY: owned by the test, freed once.
        unsafe { opi_terminal_free(terminal) };
    }

    #[test]
    fn a_request_that_is_not_sent_has_a_code_and_a_result() {
        let terminal = nobody();
        assert_eq!(pay(terminal), (Code::ConnectRefused.number(), Verdict::NotSent as i32));
        assert_eq!(close(terminal), 0);
        assert_eq!(close(terminal), 0, "closing twice is fine");
        assert_eq!(pay(terminal), (Code::Closed.number(), 0));
        free(terminal);
    }

    #[test]
    fn a_fault_poisons_the_terminal_until_it_is_closed() {
        let terminal = nobody();
        // SAFETY: a live terminal.
        assert_eq!(unsafe { opi_self_test(terminal) }, Code::Internal.number());
        assert_eq!(pay(terminal), (Code::Poisoned.number(), 0));
        // SAFETY: a live terminal.
        assert_eq!(unsafe { opi_terminal_dispatch(terminal, 0) }, Code::Poisoned.number());
        // SAFETY: a live terminal.
        assert_eq!(unsafe { opi_self_test(terminal) }, Code::Poisoned.number());
        assert_eq!(close(terminal), 0);
        free(terminal);
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { opi_self_test(ptr::null_mut()) }, Code::Internal.number());
    }

    #[test]
    fn a_fault_after_sending_leaves_the_outcome_open() {
        let terminal = nobody();
        // SAFETY: a live terminal.
        let shared = live(unsafe { terminal.as_ref() }).unwrap().shared.clone();
        let fault = shared.guarded(Code::InternalInFlight, |_| -> Result<(), Error> { deliberate_fault() });
        assert_eq!(fault.unwrap_err().code(), Code::InternalInFlight);
        assert_eq!(shared.usable().unwrap_err().code(), Code::Poisoned);
        drop(shared);
        free(terminal);
    }

    #[test]
    fn another_process_is_refused() {
        let terminal = nobody();
        // SAFETY: a live terminal.
        let handle = live(unsafe { terminal.as_ref() }).unwrap();
        assert!(handle.shared.in_own_process().is_ok());
        let foreign = Shared {
            terminal: Terminal::open(
                Config::parse("opi://127.0.0.1:1?listen=127.0.0.1:0").unwrap(),
                // SAFETY: NULL is allowed.
                Arc::new(unsafe { TillDevices::copy(ptr::null()) }.unwrap()),
            )
            .unwrap(),
            listen_text: Text::new(""),
            process: std::process::id().wrapping_add(1),
            poisoned: AtomicBool::new(false),
        };
        assert_eq!(foreign.usable().unwrap_err().code(), Code::Forked);
        free(terminal);
    }

    #[test]
    fn outputs_are_null_whatever_is_wrong() {
        let size = 4_u32;
        let mut out = MaybeUninit::new(ptr::dangling_mut());
        let url = c"opi://127.0.0.1:1?listen=127.0.0.1:0";
        // SAFETY: a text that ends with NUL, and a table of 4 bytes, as it says.
        let status =
            unsafe { opi_terminal_open(url.as_ptr(), (&raw const size).cast(), Some(&mut out), None) };
        assert_eq!(status, Code::Abi.number());
        // SAFETY: always written.
        assert!(unsafe { out.assume_init() }.is_null());
        // SAFETY: a text that ends with NUL; no devices.
        let status = unsafe { opi_terminal_open(url.as_ptr(), ptr::null(), None, None) };
        assert_eq!(status, Code::Null.number());
    }

    #[test]
    fn open_says_what_is_wrong_and_leaves_null() {
        for (url, code, text) in [
            (Some(c"opi://127.0.0.1?lissten=0"), Code::UnknownName, "'listen'"),
            (Some(c"http://127.0.0.1"), Code::InvalidUrl, "opi://"),
            (Some(c"opi://\xff"), Code::InvalidUtf8, "UTF-8"),
            (None, Code::Null, "url"),
        ] {
            let mut out = MaybeUninit::new(ptr::dangling_mut());
            let mut err = MaybeUninit::uninit();
            let url = url.map_or(ptr::null(), CStr::as_ptr);
            // SAFETY: NULL or a text that ends with NUL; no devices.
            let status = unsafe { opi_terminal_open(url, ptr::null(), Some(&mut out), Some(&mut err)) };
            assert_eq!(status, code.number());
            // SAFETY: always written.
            assert!(unsafe { out.assume_init() }.is_null());
            // SAFETY: always written.
            let error = unsafe { err.assume_init() };
            // SAFETY: a live error.
            let message = opi_error_message(unsafe { error.as_ref() }, None);
            // SAFETY: a text that ends with NUL.
            let message = unsafe { CStr::from_ptr(message) }.to_str().unwrap();
            assert!(message.contains(text), "{message}");
            // SAFETY: owned here, freed once.
            unsafe { opi_error_free(error) };
        }
    }
}
