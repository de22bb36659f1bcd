//! Where the library's log goes: one sink per process.

use crate::panic::{catch, guard};
use crate::status::opi_status;
use crate::text::Text;
use log::{Level, LevelFilter, Log, Metadata, Record};
use opi_proto::error::Code;
use parking_lot::RwLock;
use std::cell::Cell;
use std::ffi::{c_char, c_void};
use std::sync::Arc;

/// No log.
pub const OPI_LOG_OFF: i32 = 0;
/// Faults: something does not work.
pub const OPI_LOG_ERROR: i32 = 1;
/// Unusual, and handled.
pub const OPI_LOG_WARN: i32 = 2;
/// Each request and its outcome.
pub const OPI_LOG_INFO: i32 = 3;
/// Each message, in short.
pub const OPI_LOG_DEBUG: i32 = 4;
/// Everything, card data masked.
pub const OPI_LOG_TRACE: i32 = 5;

/// Sends the log of the whole library to a callback, in place of the one before. Nothing is logged unless
/// this is called; the library never writes to standard output or standard error.
///
/// The callback gets one line of UTF-8 without line feed, and the name of the part of the library that wrote
/// it; both end with the call. It must be quick, must not call a function of a terminal, and may be called by
/// several threads at once, also by the library's own, until destroy is called. What the library logs while the
/// callback runs on the same thread is dropped.
///
/// Ownership: user_data stays yours until destroy is called: exactly once, when the callback has been replaced
/// and no longer runs anywhere, or at once when this fails.
/// NULL: callback may be NULL (no log); user_data and destroy may be NULL.
/// Blocks: no.
/// Threads: any.
/// Callbacks: the destroy of the one before. May be called inside any callback.
/// Errors: OPI_E_INVALID_ARGUMENT for an unknown level.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn opi_log_set(
    level: i32,
    callback: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            level: i32,
            target: *const c_char,
            text: *const c_char,
            len: usize,
        ),
    >,
    user_data: *mut c_void,
    destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
) -> opi_status {
    guard(Code::Internal.number(), || set(level, Sink { callback, user_data, destroy }).number())
}

type LogCallback = unsafe extern "C" fn(*mut c_void, i32, *const c_char, *const c_char, usize);

/// Where the log goes. `destroy` runs when this is dropped: when it was replaced and nobody is inside it.
struct Sink {
    callback: Option<LogCallback>,
    user_data: *mut c_void,
    destroy: Option<unsafe extern "C" fn(*mut c_void)>,
}

// SAFETY: the header makes user_data and the callbacks usable from any thread; nothing here changes.
unsafe impl Send for Sink {}
// SAFETY: as above.
unsafe impl Sync for Sink {}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy.take() {
            // SAFETY: a callback of the till, called once.
            unsafe { destroy(self.user_data) };
        }
    }
}

static SINK: RwLock<Option<Arc<Sink>>> = RwLock::new(None);

fn set(level: i32, sink: Sink) -> Code {
    let level = match level {
        OPI_LOG_OFF => LevelFilter::Off,
        OPI_LOG_ERROR => LevelFilter::Error,
        OPI_LOG_WARN => LevelFilter::Warn,
        OPI_LOG_INFO => LevelFilter::Info,
        OPI_LOG_DEBUG => LevelFilter::Debug,
        OPI_LOG_TRACE => LevelFilter::Trace,
        _ => return Code::InvalidArgument,
    };
    // Fails from the second time on, when it is there already.
    let _ = log::set_logger(&Bridge);
    let level = if sink.callback.is_some() { level } else { LevelFilter::Off };
    let sink = (level != LevelFilter::Off).then(|| Arc::new(sink));
    let before = {
        let mut current = SINK.write();
        log::set_max_level(level);
        std::mem::replace(&mut *current, sink)
    };
    // Outside the lock, since destroy may run here.
    drop(before);
    Code::Ok
}

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// From the `log` crate to the sink.
struct Bridge;

impl Log for Bridge {
    /// Only what this library says: what lies below it helps nobody at a till.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level() && metadata.target().starts_with("opi")
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) || INSIDE.replace(true) {
            return;
        }
        // Copied, so that no lock is held while the till's code runs.
        let sink = SINK.read().clone();
        if let Some(sink) = sink {
            catch(|| sink.write(record));
        }
        INSIDE.set(false);
    }

    fn flush(&self) {}
}

impl Sink {
    fn write(&self, record: &Record<'_>) {
        let Some(callback) = self.callback else { return };
        let text = Text::new(&record.args().to_string().replace(['\n', '\r'], " "));
        let target = Text::new(record.target());
        let level = match record.level() {
            Level::Error => OPI_LOG_ERROR,
            Level::Warn => OPI_LOG_WARN,
            Level::Info => OPI_LOG_INFO,
            Level::Debug => OPI_LOG_DEBUG,
            Level::Trace => OPI_LOG_TRACE,
        };
        // SAFETY: a callback of the till, with what its type demands.
        unsafe { callback(self.user_data, level, target.as_ptr(), text.as_ptr(), text.len()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parking_lot::Mutex;
    use std::ffi::CStr;
    use std::ptr;

    #[derive(Default)]
    struct Seen {
        lines: Mutex<Vec<(i32, String)>>,
        destroyed: Mutex<u32>,
    }

    unsafe extern "C" fn write(
        user_data: *mut c_void,
        level: i32,
        _: *const c_char,
        text: *const c_char,
        len: usize,
    ) {
        // SAFETY: set in the test.
        let seen = unsafe { &*user_data.cast::<Seen>() };
        // SAFETY: lent by the library.
        let text = unsafe { CStr::from_ptr(text) }.to_str().unwrap();
        assert_eq!(text.len(), len);
        // Only what this test wrote: other tests run at the same time.
        if text.contains("log-test") {
            seen.lines.lock().push((level, text.to_owned()));
            assert_eq!(*seen.destroyed.lock(), 0);
        }
        log::error!("log-test, from inside: dropped");
        if text.contains("replace me") {
            // SAFETY: no callback, no destroy.
            assert_eq!(unsafe { opi_log_set(OPI_LOG_OFF, None, ptr::null_mut(), None) }, 0);
            assert_eq!(*seen.destroyed.lock(), 0, "still running");
        }
    }

    unsafe extern "C" fn destroy(user_data: *mut c_void) {
        // SAFETY: set in the test.
        *unsafe { &*user_data.cast::<Seen>() }.destroyed.lock() += 1;
    }

    fn install(level: i32, seen: &Seen) -> opi_status {
        let user_data = ptr::from_ref(seen).cast_mut().cast();
        // SAFETY: `seen` outlives the sink, as the tests wait for destroy.
        unsafe { opi_log_set(level, Some(write), user_data, Some(destroy)) }
    }

    /// One test, since the sink belongs to the process.
    #[test]
    fn the_sink_is_replaced_and_destroyed_once() {
        let (first, second, third) = (Seen::default(), Seen::default(), Seen::default());
        assert_eq!(install(OPI_LOG_INFO, &first), 0);
        log::info!("log-test one\ntwo\0three");
        log::debug!("log-test: not at this level");
        assert_eq!(*first.lines.lock(), [(OPI_LOG_INFO, "log-test one two\u{fffd}three".to_owned())]);

        assert_eq!(install(OPI_LOG_TRACE, &second), 0);
        assert_eq!((*first.destroyed.lock(), *second.destroyed.lock()), (1, 0));
        log::trace!("log-test: replace me");
        log::error!("log-test: nobody listens");
        assert_eq!(*second.lines.lock(), [(OPI_LOG_TRACE, "log-test: replace me".to_owned())]);
        assert_eq!(*second.destroyed.lock(), 1);

        assert_eq!(install(6, &third), Code::InvalidArgument.number());
        assert_eq!(install(OPI_LOG_OFF, &third), 0);
        assert_eq!(*third.destroyed.lock(), 2, "each call gave it away once");
        assert_eq!(*first.destroyed.lock(), 1);
    }
}
