//! A terminal's hall: where what the terminal sends is handed in, whoever is inside.

use crate::desk::Desk;
use crate::switchboard::{Addressee, Arrived};
use parking_lot::Mutex;
use std::sync::OnceLock;

/// See the module's documentation.
#[derive(Default)]
pub(crate) struct Hall {
    pub(crate) desk: Desk<Arrived>,
    /// RequestID of what is being asked; empty: nothing is.
    asking: Mutex<String>,
    announce: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Hall {
    /// What is to be done when something was handed in and nobody is inside. Said once.
    pub(crate) fn when_nobody_is_inside(&self, announce: impl Fn() + Send + Sync + 'static) {
        let _ = self.announce.set(Box::new(announce));
    }

    /// The request that is being asked from now on; empty: none.
    pub(crate) fn asks(&self, request_id: &str) {
        request_id.clone_into(&mut self.asking.lock());
    }

    /// A call ends. What is left is announced.
    pub(crate) fn leave(&self) {
        if self.desk.leave() {
            self.announce();
        }
    }

    fn announce(&self) {
        if let Some(announce) = self.announce.get() {
            announce();
        }
    }
}

impl Addressee for Hall {
    /// Of two handles of one terminal, the one that asked; else one that asks something.
    fn rank(&self, request_id: &str) -> u8 {
        let asking = self.asking.lock();
        let asked = !asking.is_empty()
            && request_id
                .strip_prefix(asking.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if asked { 2 } else { u8::from(self.desk.is_operating()) }
    }

    fn hand_in(&self, what: Arrived) -> Result<(), Arrived> {
        if self.desk.hand_in(what)? {
            self.announce();
        }
        Ok(())
    }

    /// Only an operation has a result that can say so.
    fn garbled(&self, why: &str) {
        if self.desk.is_operating() {
            // With so much garbage that there is no room, it is known already.
            let _ = self.desk.hand_in(Arrived::Garbled(why.to_owned()));
        }
    }
}
