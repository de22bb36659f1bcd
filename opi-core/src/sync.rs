//! Locks and threads under the names that [`desk`](crate::desk) uses; its model-checked test puts others in their
//! place.

pub(crate) use parking_lot::{Condvar, Mutex};
pub(crate) use std::thread::ThreadId;

pub(crate) fn current_thread() -> ThreadId {
    std::thread::current().id()
}
