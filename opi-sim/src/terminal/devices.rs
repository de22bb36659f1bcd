//! The running request's device requests: built, sent, and what their answers lead to.

use super::outbox::writes;
use super::running::{Held, Waiting};
use super::state::Terminal;
use crate::answer;
use crate::callback::{self, Heard, Purpose, Reply};
use crate::fault::Outgoing;
use crate::garble::garble;
use crate::ledger::{Copy, Dcc};
use crate::machine::Action;
use crate::profile::RATES;
use crate::question::Question;
use crate::receipt;
use crate::script;
use crate::text::Text;
use opi_proto::dialect::ReceiptRole;
use opi_proto::message::{Message, Output, RequestKind, TextLine};

/// Device requests that came twice and may still be answered twice.
const MOST_REPEATS: usize = 32;
/// The host's reason when the cashier has no approval code: call the issuer.
const REFERRAL: u32 = 1;

impl Terminal {
    pub(super) fn show(&mut self, text: Text) {
        let Some(running) = &self.running else { return };
        let words = text.r#in(running.language);
        let output = callback::display(self.settings.dialect, words);
        self.ask_device(Purpose::Display, output, words);
    }

    pub(super) fn ask(&mut self, question: Question) {
        let Some(running) = &self.running else { return };
        let words = question.text().r#in(running.language);
        let mut output = callback::display(self.settings.dialect, words);
        if question == Question::Application {
            let cards = self.settings.profile.cards.iter().take(2);
            output.lines.extend(cards.zip(1..).map(|(card, n)| TextLine {
                text: format!("{n} {}", card.label),
                menu_item: Some(n.to_string()),
                ..TextLine::default()
            }));
        }
        self.ask_device(Purpose::Question(question), output, words);
    }

    /// Offers the customer to pay in another currency; the till prints or shows the offer.
    pub(super) fn offer_dcc(&mut self) {
        let settings = &self.settings;
        let Some(running) = self.running.as_mut() else { return };
        let (Some(amount), Some(accepted)) = (running.deal.amount, running.deal.dcc_accepted) else { return };
        let foreign = RATES.into_iter().find(|rate| rate.currency != amount.currency().code());
        let Some(dcc) = foreign.map(|rate| Dcc::offer(amount, rate, accepted)) else { return };
        running.deal.dcc = Some(dcc);
        let lines = receipt::dcc_offer(amount, &dcc, &settings.profile, running.language);
        let output = callback::offer(settings.dialect, lines);
        self.ask_device(Purpose::Report, output, "an offer to pay in the card's currency");
    }

    pub(super) fn deliver(&mut self) {
        let Some(running) = &self.running else { return };
        let output = callback::delivery(Text::HandOut.r#in(running.language));
        self.ask_device(Purpose::Delivery, output, "hand out the goods");
    }

    pub(super) fn print(&mut self, role: ReceiptRole) {
        let Some(running) = &self.running else { return };
        let Some(t) = running.ticket.and_then(|i| self.ledger.get(i)) else { return };
        let again = running.kind == RequestKind::TicketReprint;
        let lines = receipt::copy_of(t, role, again, &self.settings.profile, running.language);
        let output = callback::receipt(self.settings.dialect, role, lines);
        let what = match role {
            ReceiptRole::Customer => "the customer's receipt",
            ReceiptRole::Merchant => "the merchant's receipt",
        };
        self.ask_device(Purpose::Receipt(role), output, what);
    }

    pub(super) fn journal(&mut self) {
        let ticket = self.running.as_ref().and_then(|running| running.ticket);
        let Some(t) = ticket.and_then(|i| self.ledger.get(i)) else { return };
        let output = callback::journal(receipt::journal_of(t, &self.settings.profile));
        self.ask_device(Purpose::Journal, output, "the journal entry");
    }

    pub(super) fn report(&mut self, title: Text) {
        let Some(running) = self.running.as_mut() else { return };
        running.totals = Some(answer::reconciliation(&self.ledger, running.language));
        let lines = receipt::day_report(&self.ledger, title, &self.settings.profile, running.language);
        let output = callback::receipt(self.settings.dialect, ReceiptRole::Merchant, lines);
        self.ask_device(Purpose::Report, output, "the totals");
    }

    /// Sends a device request and waits for its answer, or holds it until the next one.
    pub(super) fn ask_device(&mut self, purpose: Purpose, output: Output, what: &str) {
        let Some(running) = self.running.as_mut() else { return };
        if running.device_gone {
            return self.settle(purpose, Reply::NotDone);
        }
        running.device_requests += 1;
        let settings = &self.settings;
        let till_id = match running.faults.wrong_ids {
            true => answer::other_id(&running.request.request_id),
            false => running.request.request_id.clone(),
        };
        let id = settings.dialect.callback_id(&till_id, running.device_requests);
        let timed = (purpose, settings.question_patience.as_secs());
        let (request, asked) =
            callback::build(settings.dialect, &settings.profile, &running.request, id, timed, output);
        let note = format!("  channel 1, {}: {what}", request.outputs.first().map_or("", Output::target));
        let payload = match Message::DeviceRequest(Box::new(request)).encode() {
            Ok(payload) => garble(&running.faults, payload, true),
            Err(error) => {
                self.find(format!("the till's names cannot be echoed: {error}"));
                return self.settle(purpose, Reply::NotDone);
            }
        };
        let message = Outgoing::whole(&payload);
        let held = Held { asked, message };
        let alone = running.held.is_none();
        if alone && purpose == Purpose::Display && running.faults.pairs() {
            running.held = Some(held);
        } else {
            self.send_device(held);
        }
        self.say(note);
    }

    /// Sends a device request, with the one that was held back for it.
    pub(super) fn send_device(&mut self, next: Held) {
        let Some(running) = self.running.as_mut() else { return };
        let faults = running.faults;
        let mut going = vec![next];
        if let Some(held) = running.held.take() {
            going.insert(if faults.reorder { 1 } else { 0 }, held);
        }
        let question = going.iter().any(|held| matches!(held.asked.purpose, Purpose::Question(_)));
        let mut messages = Vec::new();
        for Held { asked, message } in going {
            if faults.duplicate {
                self.repeats.push_back(asked.clone());
                messages.push(message.clone());
            }
            running.open.push(asked);
            messages.push(message);
        }
        let excess = self.repeats.len().saturating_sub(MOST_REPEATS);
        self.repeats.drain(..excess);
        let mut due = self.now;
        for message in writes(messages, &faults) {
            let Some(running) = self.running.as_mut() else { return };
            let message = message.cut_at(faults.drop_device, running.device_bytes);
            running.device_bytes += message.len();
            running.device_gone = message.is_cut();
            let gone = running.device_gone;
            due = self.send(&faults, Action::DeviceRequest(message));
            if gone {
                self.say("  … and channel 1 breaks".to_owned());
                return self.lose_open();
            }
        }
        let patience = if question { self.settings.question_patience } else { self.settings.device_patience };
        if let Some(running) = self.running.as_mut() {
            running.waiting = Waiting::Device { until: due.saturating_add(patience) };
        }
    }

    /// Nothing that is under way will be answered any more.
    pub(super) fn lose_open(&mut self) {
        while let Some(asked) = self.running.as_mut().and_then(|running| running.next_open()) {
            self.settle(asked.purpose, Reply::NotDone);
        }
    }

    /// The till said something on channel 1.
    pub(super) fn hear_device(&mut self, bytes: &[u8]) {
        let open = self.running.as_ref().map(|running| running.open.as_slice()).unwrap_or_default();
        let (heard, findings) = callback::judge(bytes, open, self.repeats.make_contiguous());
        let besieged = self.running.as_ref().is_some_and(|running| running.besieged);
        if besieged && heard == Heard::Foreign {
            return;
        }
        findings.into_iter().for_each(|finding| self.find(finding));
        match (heard, self.running.as_mut()) {
            (Heard::Answer(place, reply), Some(running)) if place < running.open.len() => {
                let asked = running.open.remove(place);
                self.settle(asked.purpose, reply);
                self.go_on_if_answered();
            }
            (Heard::Repeat(place), _) => drop(self.repeats.remove(place)),
            _ => {}
        }
    }

    /// A device request has been carried out by the till, or will never be.
    fn settle(&mut self, purpose: Purpose, reply: Reply) {
        let dialect = self.settings.dialect;
        let Some(running) = self.running.as_mut() else { return };
        let done = reply != Reply::NotDone;
        let copies = running.ticket.and_then(|i| self.ledger.get_mut(i)).map(|t| &mut t.copies);
        let copy = match (purpose, copies) {
            (Purpose::Receipt(role), Some(copies)) => Some(copies.of(role)),
            (Purpose::Journal, Some(copies)) => Some(&mut copies.journal),
            _ => None,
        };
        if let Some(copy) = copy.filter(|_| done) {
            *copy = Copy::Acknowledged;
        }
        match (purpose, reply) {
            (Purpose::Question(Question::CustomerCopy), _) => {}
            (Purpose::Question(Question::ApprovalCode), Reply::Typed(code)) if !code.trim().is_empty() => {
                running.deal.approval_code = Some(code.trim().chars().take(8).collect());
            }
            (Purpose::Question(Question::ApprovalCode), _) => {
                running.steps = script::declined(dialect, REFERRAL)
            }
            (Purpose::Question(Question::Application), Reply::Typed(number)) => {
                let chosen = number.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let card = chosen.filter(|n| *n < 2).and_then(|n| self.settings.profile.cards.get(n));
                match card {
                    Some(card) => running.deal.card = Some(card),
                    None => running.steps = script::aborted(),
                }
            }
            (Purpose::Question(_) | Purpose::Delivery, Reply::NotDone) => {
                running.steps = if running.committed { script::undone() } else { script::aborted() };
            }
            (Purpose::Receipt(_) | Purpose::Journal, Reply::NotDone) => {
                self.say("  … the till has not confirmed it".to_owned());
            }
            _ => {}
        }
    }
}
