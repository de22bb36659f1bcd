//! The cashier wants what is running to end.

use super::running::{Waiting, describe};
use super::state::Terminal;
use crate::answer;
use crate::machine::ConnId;
use opi_proto::message::Request;
use opi_proto::value::OverallResult;

impl Terminal {
    pub(super) fn abort(&mut self, conn: ConnId, request: &Request) {
        let name = describe(request);
        let names_request = self.settings.dialect.abort.names_request;
        let taken = match &mut self.running {
            None => {
                if !self.memory.may_not_know_the_end(&request.workstation_id, self.now) {
                    self.find(format!("{name}: nothing is running that could be aborted"));
                }
                false
            }
            Some(running) if running.request.workstation_id != request.workstation_id => {
                let owner = running.request.workstation_id.clone();
                self.find(format!("{name}: what is running belongs to till {owner}"));
                false
            }
            Some(running)
                if names_request
                    && request
                        .reference_number
                        .as_ref()
                        .is_some_and(|id| *id != running.request.request_id) =>
            {
                let other = running.name();
                self.find(format!("{name}: ReferenceNumber names another request than {other}"));
                false
            }
            // Too late: the money has moved, and the answer to the payment will say so.
            Some(running) if running.committed => false,
            Some(running) => {
                running.abort = true;
                true
            }
        };
        let confirmed = taken && !self.settings.profile.model.abort_unconfirmed;
        let result = if confirmed { OverallResult::Success } else { OverallResult::DeviceUnavailable };
        self.respond(Some(conn), &answer::plain(request, result), &self.plain_faults());
        if taken {
            self.abort_taken();
        }
    }

    /// The cashier aborts: what waits for the customer ends now, what waits for the till after its answer.
    pub(super) fn abort_taken(&mut self) {
        if let Some(running) = self.running.as_mut()
            && matches!(running.waiting, Waiting::Customer { .. } | Waiting::Card { .. })
        {
            running.waiting = Waiting::Nothing;
        }
        self.advance();
    }
}
