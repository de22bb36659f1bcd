//! The terminal wears its till down: a few messages at each tick, so that neither side holds more than a few.

use super::running::Waiting;
use super::state::Terminal;
use crate::callback::{self, Purpose};
use crate::fault::Outgoing;
use crate::garble::garble;
use crate::machine::Action;
use crate::receipt;
use crate::script::{self, Step};
use crate::siege::{Siege, Weapon};
use crate::text::Text;
use opi_proto::dialect::ReceiptRole;
use opi_proto::message::Message;
use std::time::Duration;

/// Messages at one tick, and the time between two of them.
const AT_ONCE: u64 = 16;
const PACE: Duration = Duration::from_millis(1);
/// A workstation that nobody has.
const NOBODY: &str = "nobody";
/// Bytes of garbage on a connection.
const GARBAGE: usize = 40;

impl Terminal {
    /// Goes on with a siege of which `done` is done.
    pub(super) fn besiege(&mut self, siege: Siege, done: u64) {
        let Some(running) = self.running.as_mut() else { return };
        running.committed = true;
        running.besieged = true;
        let over =
            done >= siege.times() || running.device_gone || siege.is_endless() && running.conn.is_none();
        if over {
            // Where nothing is booked yet, nobody is charged for a payment that was never to be answered.
            if siege.is_endless() && running.ticket.is_none() {
                running.steps = script::timed_out();
            }
            return;
        }
        if siege.is_paper() {
            running.steps.push_front(Step::Besiege(siege, done + 1));
            return self.long_paper(siege.weapon);
        }
        let next = siege.times().min(done.saturating_add(AT_ONCE));
        running.steps.push_front(Step::Besiege(siege, next));
        let mut until = self.now.saturating_add(PACE);
        for n in done..next {
            until = until.max(self.strike(siege, n));
        }
        // A slow line is waited for: nothing piles up here.
        if let Some(running) = self.running.as_mut() {
            running.waiting = Waiting::Customer { until };
        }
    }

    /// Does it once more; tells when it has left.
    fn strike(&mut self, siege: Siege, n: u64) -> Duration {
        let line = siege.line(n);
        let message = match siege.weapon {
            Weapon::Display { foreign } => self.display_for(foreign),
            Weapon::Unread { .. } if line.is_some() => self.display_for(false),
            Weapon::Connection => Some(Outgoing::raw(Vec::new())),
            Weapon::Garbage => Some(Outgoing::raw(self.garbage(GARBAGE)).then_close()),
            Weapon::Unread { .. } | Weapon::Paper | Weapon::Journal => None,
        };
        let faults = self.running.as_ref().map(|running| running.faults).unwrap_or_default();
        let Some(message) = message.map(|message| message.split(faults.split)) else { return self.now };
        let action = match (siege.weapon, line) {
            (Weapon::Display { .. }, _) => Action::DeviceRequest(message),
            (_, Some(line)) => Action::Aside { line, message },
            (_, None) => return self.now,
        };
        self.send(&faults, action)
    }

    /// A display whose answer is not waited for.
    fn display_for(&mut self, foreign: bool) -> Option<Outgoing> {
        let settings = &self.settings;
        let running = self.running.as_mut()?;
        running.device_requests += 1;
        let id = settings.dialect.callback_id(&running.request.request_id, running.device_requests);
        let output = callback::display(settings.dialect, Text::Processing.r#in(running.language));
        let timed = (Purpose::Display, 0);
        let (mut request, _) =
            callback::build(settings.dialect, &settings.profile, &running.request, id, timed, output);
        if foreign {
            request.workstation_id = Some(NOBODY.to_owned());
        }
        let payload = Message::DeviceRequest(Box::new(request)).encode().ok()?;
        Some(Outgoing::whole(&garble(&running.faults, payload, true)))
    }

    /// A receipt or a journal entry that is far too long, and waited for.
    fn long_paper(&mut self, weapon: Weapon) {
        let Some(running) = &self.running else { return };
        let Some(t) = running.ticket.and_then(|i| self.ledger.get(i)) else { return };
        let profile = &self.settings.profile;
        let (output, what) = if weapon == Weapon::Journal {
            (callback::journal(receipt::long_journal_of(t, profile)), "a long journal entry")
        } else {
            let role = ReceiptRole::Customer;
            let lines = receipt::long_copy_of(t, role, profile, running.language);
            (callback::receipt(self.settings.dialect, role, lines), "a long receipt")
        };
        self.ask_device(Purpose::Report, output, what);
    }
}
