//! A call that is inside a terminal: it has the lines, and ends properly also by a panic.

use super::{Inner, Link};
use crate::cancel::CancelToken;
use crate::clock::SystemClock;
use crate::desk::{self, Refusal};
use crate::driver::{Driver, RequestIds};
use crate::hall::Hall;
use crate::lines::{At, SocketLines};
use opi_proto::devices::{Collected, Through};
use opi_proto::error::{Code, Error};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// The caller's place inside a terminal's hall; left by dropping it, as the last of what the call has.
pub(super) struct Inside(Arc<Hall>);

impl Inside {
    /// Comes in with an operation.
    pub(super) fn operate(inner: &Inner) -> Result<Self, Error> {
        let patience = Instant::now() + inner.config.settings.timers.connect;
        inner.hall.desk.enter(desk::Inside::Operation, None, patience).map_err(refused)?;
        Ok(Inside(Arc::clone(&inner.hall)))
    }

    /// Comes in to dispatch; waits for its turn until then.
    pub(super) fn dispatch(inner: &Inner, until: Instant) -> Result<Self, Error> {
        inner.hall.desk.enter(desk::Inside::Dispatch, Some(until), until).map_err(refused)?;
        Ok(Inside(Arc::clone(&inner.hall)))
    }

    /// Comes in to dispatch what was announced, if nobody is inside.
    pub(super) fn announced(inner: &Inner) -> Option<Self> {
        inner.hall.desk.enter_announced().then(|| Inside(Arc::clone(&inner.hall)))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.desk.fault();
        }
        self.0.leave();
    }
}

/// See the module's documentation.
pub(super) struct Call<'a> {
    inner: &'a Inner,
    link: Arc<Link>,
}

impl<'a> Call<'a> {
    /// What somebody who is inside works with.
    pub(super) fn new(inner: &'a Inner, _inside: &'a Inside) -> Result<Self, Error> {
        match inner.link.lock().clone() {
            Some(link) => Ok(Call { inner, link }),
            None => Err(refused(Refusal::Closed)),
        }
    }

    /// Gives a driver to work with.
    pub(super) fn with_driver<R>(
        &self,
        cancel: &CancelToken,
        work: impl FnOnce(&mut Driver<'_, SocketLines<'_>, SystemClock>) -> R,
    ) -> R {
        let (inner, desk) = (self.inner, &self.inner.hall.desk);
        let lines = self.lines();
        let _wake = lines.waker().map(|waker| cancel.wakes(waker));
        // With a note of the thread that is inside a callback.
        let around = |call: &mut dyn FnMut()| {
            let _inside = desk.callback();
            call();
        };
        let devices = Through { devices: inner.devices.as_ref(), around };
        let mut driver = Driver {
            settings: &inner.config.settings,
            policy: inner.config.policy,
            address: &inner.address,
            lines,
            clock: &SystemClock,
            devices: &devices,
            ledger: inner.ledger.as_ref(),
            request_ids: RequestIds::of_the_process(),
            stop: &|| cancel.is_cancelled() || desk.is_closing(),
        };
        work(&mut driver)
    }

    /// Serves what comes, until a moment or until nothing is left.
    pub(super) fn serve_until(&self, until: Instant) -> Collected {
        let give_way = || self.inner.hall.desk.should_give_way();
        self.with_driver(&CancelToken::new(), |driver| driver.dispatch(until, &give_way))
    }

    fn lines(&self) -> SocketLines<'_> {
        let config = &self.inner.config;
        SocketLines::new(At {
            host: &config.host,
            port: config.port,
            workstation: &config.settings.workstation,
            max_frame: config.settings.max_frame,
            place: &self.link.place,
            hall: &self.inner.hall,
        })
    }
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Recursive => {
            Error::new(Code::Recursive, "The terminal cannot be called inside a callback of its own.")
        }
        Refusal::Closed => Error::new(Code::Closed, "The terminal has been closed."),
        Refusal::Busy => Error::new(Code::Busy, "Another call is running on this terminal."),
        Refusal::Timeout => Error::new(Code::Timeout, "An operation was running all the time given."),
        Refusal::Faulty => Error::new(Code::Poisoned, "A fault in the library hit this terminal before."),
    }
}

pub(super) fn refused_to_close(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Recursive => {
            Error::new(Code::Recursive, "The terminal cannot be closed inside a callback of its own.")
        }
        _ => Error::new(Code::Timeout, "An operation is still running on the terminal being closed.")
            .with_advice("Wait for its outcome, then close again."),
    }
}
