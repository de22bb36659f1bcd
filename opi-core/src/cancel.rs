//! Cancelling from anywhere: a token that any thread may use, before, while and after a call runs.

use crate::wake::Wake;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Asks calls that were given a clone of it to stop. Once cancelled it stays so; make a new one per payment.
///
/// Cancelling a payment that runs makes the library ask the terminal to abort; the terminal may still answer
/// that the customer has paid, and that answer counts.
#[derive(Clone, Default)]
pub struct CancelToken {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    cancelled: AtomicBool,
    next: AtomicU64,
    waiting: Mutex<Vec<(u64, Arc<dyn Wake>)>>,
}

impl std::fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CancelToken({})", self.is_cancelled())
    }
}

impl CancelToken {
    /// A token that is not cancelled.
    #[must_use]
    pub fn new() -> Self {
        CancelToken::default()
    }

    /// Cancels. Never blocks; may be called from any thread, any number of times.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::SeqCst);
        for (_, call) in self.inner.waiting.lock().iter() {
            call.wake();
        }
    }

    /// Has it been cancelled?
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::SeqCst)
    }

    /// Cancelling wakes this call, as long as the guard lives.
    pub(crate) fn wakes(&self, call: Arc<dyn Wake>) -> WakeGuard {
        let number = self.inner.next.fetch_add(1, Ordering::Relaxed);
        self.inner.waiting.lock().push((number, call));
        WakeGuard { token: self.clone(), number }
    }
}

/// Ends what [`CancelToken::wakes`] began.
pub(crate) struct WakeGuard {
    token: CancelToken,
    number: u64,
}

impl Drop for WakeGuard {
    fn drop(&mut self) {
        self.token.inner.waiting.lock().retain(|(number, _)| *number != self.number);
    }
}
