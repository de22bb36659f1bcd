//! What leaves: answers, and everything that the line does to a message on its way.

use super::outbox::{scatter, writes};
use super::state::Terminal;
use crate::answer;
use crate::behaviour::Behaviour;
use crate::fault::{Faults, Outgoing};
use crate::garble::garble;
use crate::machine::{Action, ConnId};
use opi_proto::message::{Class, Message, Request, RequestKind, Response};
use opi_proto::value::OverallResult;
use std::time::Duration;

impl Terminal {
    pub(super) fn refuse(&mut self, conn: ConnId, request: &Request, result: OverallResult) {
        let response = answer::plain(request, result);
        // What is refused because another request runs must not displace that one's answer.
        if self.running.is_none() {
            self.keep_answer(&response);
        }
        self.respond(Some(conn), &response, &self.plain_faults());
    }

    /// Keeps the answer that a `RepeatLastMessage` repeats.
    pub(super) fn keep_answer(&mut self, response: &Response) {
        if response.class == Class::Card && response.kind() != Some(RequestKind::TicketReprint) {
            self.memory.answered(response);
        }
    }

    /// The faults that hit requests which move no money.
    pub(super) fn plain_faults(&self) -> Faults {
        let Behaviour { faults, every_request, .. } = self.settings.behaviour;
        if every_request { faults } else { faults.harmless() }
    }

    pub(super) fn respond(&mut self, conn: Option<ConnId>, response: &Response, faults: &Faults) {
        let result = &response.overall_result;
        self.say(format!("  answers {} {}: {result}", response.request_type, response.request_id));
        let Some(conn) = conn else {
            return self.say("  … to a connection that is gone".to_owned());
        };
        let mut response = response.clone();
        if faults.wrong_ids {
            response.request_id = answer::other_id(&response.request_id);
        }
        let stray = faults.stray.then(|| Response {
            request_id: answer::other_id(&response.request_id),
            ..answer::plain_again(&response)
        });
        let encoded = Message::Response(Box::new(response)).encode();
        let stray = stray.and_then(|stray| Message::Response(Box::new(stray)).encode().ok());
        match encoded {
            Ok(payload) => {
                let payload = garble(faults, payload, false);
                self.send_answer(conn, &payload, stray.as_deref(), faults);
            }
            Err(error) => {
                self.find(format!("the till's names cannot be echoed: {error}"));
                self.act(Action::CloseConnection(conn));
            }
        }
    }

    /// A message leaves, late if the line is slow. Returns when its last byte does.
    pub(super) fn send(&mut self, faults: &Faults, action: Action) -> Duration {
        let mut late = faults.delay;
        if faults.jitter > 0 {
            late = late.saturating_add(self.draw() % faults.jitter.saturating_add(1));
        }
        let due = self.now.saturating_add(Duration::from_millis(late));
        self.outbox.post(due, action, faults.drip.map(Duration::from_millis))
    }

    /// An answer leaves on channel 0, with everything that the line does to it.
    pub(super) fn send_answer(
        &mut self,
        conn: ConnId,
        payload: &[u8],
        stray: Option<&[u8]>,
        faults: &Faults,
    ) {
        let answer = match (faults.garbage, faults.noise) {
            _ if faults.huge_length => Outgoing::raw([&[0xFF; 4], payload].concat()),
            (Some(count), _) => Outgoing::raw(self.garbage(count)),
            (None, Some(count)) => Outgoing::whole(&self.garbage(count)),
            (None, None) => Outgoing::whole(payload),
        };
        let mut messages: Vec<Outgoing> = stray.map(Outgoing::whole).into_iter().collect();
        messages.push(answer.clone());
        if faults.duplicate {
            messages.push(answer);
        }
        let mut sent = 0;
        for message in writes(messages, faults) {
            let message = message.cut_at(faults.drop_pay, sent);
            sent += message.len();
            let cut = message.is_cut();
            self.send(faults, Action::Respond { conn, message });
            if cut {
                break;
            }
        }
    }

    /// Bytes that look random. Most of them begin no frame that anybody would wait for.
    pub(super) fn garbage(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| u8::try_from(self.draw() & 0xFF).unwrap_or(0)).collect()
    }

    /// A number that looks random and follows from the seed.
    fn draw(&mut self) -> u64 {
        self.drawn = self.drawn.wrapping_add(1);
        scatter(self.settings.seed, self.drawn, 3)
    }
}
