//! The running request: walks through its script, one step at a time, and waits where a step has to.

use super::memory::Memory;
use super::outbox::scatter;
use super::running::{Running, Waiting};
use super::state::Terminal;
use crate::answer;
use crate::ledger::{Copies, State, Transaction};
use crate::machine::Action;
use crate::script::{self, Step};
use crate::text::Text;
use opi_proto::message::{Class, RequestKind};
use opi_proto::value::{Currency, Money, OverallResult};

impl Terminal {
    pub(super) fn start(&mut self, running: Running) {
        self.running = Some(Box::new(running));
        self.advance();
    }

    /// Walks on until a step has to wait or the script is over.
    pub(super) fn advance(&mut self) {
        while let Some(running) = self.running.as_mut() {
            if !matches!(running.waiting, Waiting::Nothing) {
                return;
            }
            if running.abort && !running.committed {
                running.abort = false;
                running.committed = true;
                running.steps = script::aborted();
            }
            // What was held back travels alone if nothing follows at once.
            if !running.steps.front().is_some_and(Step::uses_device)
                && let Some(held) = running.held.take()
            {
                self.send_device(held);
                continue;
            }
            match running.steps.pop_front() {
                Some(step) => self.perform(step),
                None => self.end(),
            }
        }
    }

    fn perform(&mut self, step: Step) {
        let Some(running) = self.running.as_mut() else { return };
        match step {
            Step::Show(text) => self.show(text),
            Step::Nag(0, _) => {}
            // Nobody is there any more.
            Step::Nag(..) if running.conn.is_none() => {}
            Step::Nag(times, pace) => {
                running.committed = true;
                running.steps.push_front(Step::Nag(times - 1, pace));
                running.steps.push_front(Step::Linger(pace));
                self.show(Text::Processing);
            }
            Step::Besiege(siege, done) => self.besiege(siege, done),
            Step::Ask(question) => self.ask(question),
            Step::OfferDcc => self.offer_dcc(),
            Step::Deliver => self.deliver(),
            Step::Linger(time) => {
                running.waiting = Waiting::Customer { until: self.now.saturating_add(time) }
            }
            Step::AwaitCard => {
                running.waiting =
                    Waiting::Card { until: self.now.saturating_add(self.settings.card_patience) };
            }
            Step::Book(state) => self.book(state),
            Step::Undo => {
                if let Some(t) = running.ticket.and_then(|i| self.ledger.get_mut(i)) {
                    t.state = State::Reversed;
                    t.copies = Copies::default();
                }
            }
            Step::Print(role) => self.print(role),
            Step::Journal => self.journal(),
            Step::Report(title) => self.report(title),
            Step::CloseBatch => self.ledger.close_batch(),
            Step::Forget => self.memory = Memory::default(),
            Step::Session(open) => self.session_open = open,
            Step::Transmit => {
                let count = self.ledger.transmit();
                self.say(format!("  transmits {count} stored transactions"));
            }
            Step::Answer(result) => self.answer(result, true),
            Step::Finish(result) => {
                if self.running.as_ref().is_some_and(|running| !running.answered) {
                    self.answer(result, true);
                }
                self.end();
            }
            Step::Vanish => {
                self.say("  says nothing more".to_owned());
                self.answer(OverallResult::Success, false);
                self.end();
            }
        }
    }

    /// Writes the transaction into the ledger.
    fn book(&mut self, state: State) {
        let Some(running) = self.running.as_mut() else { return };
        running.committed = true;
        let approved = state == State::Approved;
        let presented = state != State::Aborted;
        let deal = &running.deal;
        let reversed = deal.reverses.and_then(|i| self.ledger.get(i)).cloned();
        let original = reversed.clone().or_else(|| deal.captures.and_then(|i| self.ledger.get(i)).cloned());
        let asked = reversed.as_ref().map(|t| t.amount).or(deal.amount);
        // Some kinds name no amount; then none is moved.
        let own = || Currency::from_code(self.settings.profile.currency).ok().map(|c| Money::new(0, c));
        let Some(asked) = asked.or_else(own) else { return };
        let tip = tip_on(asked, deal.tip_percent).filter(|_| approved);
        let minor = asked.minor_units().saturating_add(tip.map_or(0, |tip| tip.minor_units()));
        let number = self.next_number;
        self.next_number = number.wrapping_add(1);
        let profile = &self.settings.profile;
        let stan = profile.first_stan.wrapping_add(number);
        let transaction = Transaction {
            kind: running.kind,
            amount: Money::new(minor, asked.currency()),
            tip,
            cash_back: deal.cash_back.filter(|_| approved),
            dcc: deal.dcc.filter(|_| approved),
            state,
            stan: format!("{stan:0width$}", width = profile.stan_digits),
            receipt_number: number.wrapping_add(1),
            batch: self.ledger.batch(),
            approval_code: approved.then(|| {
                let made_up = || format!("{:06}", scatter(self.settings.seed, number, 1) % 1_000_000);
                deal.approval_code.clone().unwrap_or_else(made_up)
            }),
            trx_reference: approved
                .then(|| format!("7{:010}", scatter(self.settings.seed, number, 2) % 10_000_000_000)),
            reverses: original.as_ref().map(|t| t.stan.clone()),
            time: self.settings.started.saturating_add(self.now),
            workstation: running.request.workstation_id.clone(),
            request_id: running.request.request_id.clone(),
            reference_number: running.request.reference_number.clone(),
            card: original.map_or(deal.card, |t| t.card).filter(|_| presented),
            signature: deal.signature && approved,
            offline: deal.offline && approved,
            copies: match state {
                State::Approved => deal.copies,
                State::Declined(_) if running.steps.iter().any(|step| matches!(step, Step::Print(_))) => {
                    script::declined_copies(self.settings.dialect)
                }
                _ => Copies::default(),
            },
        };
        let what = format!("  books {} {}: {}", transaction.kind, transaction.amount, state.name());
        for (place, state) in [(deal.reverses, State::Reversed), (deal.captures, State::Captured)] {
            if let Some(t) = place.filter(|_| approved).and_then(|i| self.ledger.get_mut(i)) {
                t.state = state;
            }
        }
        running.ticket = Some(self.ledger.book(transaction));
        self.say(what);
    }

    /// Gives the answer, or keeps it to himself.
    fn answer(&mut self, result: OverallResult, aloud: bool) {
        let Some(running) = self.running.as_mut() else { return };
        running.answered = true;
        let (conn, faults, ticket) = (running.conn, running.faults, running.ticket);
        let profile = &self.settings.profile;
        let kind = running.kind;
        let response = if kind.is_financial() {
            match ticket.and_then(|i| self.ledger.get(i)) {
                Some(t) => answer::of_transaction(&running.request, result, t, profile, running.language),
                None => answer::plain(&running.request, result),
            }
        } else if kind.class() == Class::Card && kind != RequestKind::TicketReprint {
            answer::of_card(&running.request, kind, result, running.deal.card, profile)
        } else {
            let totals = running.totals.take();
            let request = running.request.clone();
            // A reprint that did not arrive either was no success.
            let failed = kind == RequestKind::TicketReprint && self.wants_reprint();
            let result = if failed { OverallResult::Failure } else { result };
            let state = self.resting_condition().name();
            answer::of_service(&request, kind, result, totals, state, &self.settings.profile)
        };
        // A request that was swallowed whole leaves no trace.
        if aloud || ticket.is_some() {
            self.keep_answer(&response);
        }
        let told = aloud && conn.is_some() && faults.answer_arrives();
        self.memory.ended(&response.workstation_id, told, self.now);
        if aloud {
            self.respond(conn, &response, &faults);
        }
    }

    fn end(&mut self) {
        self.running = None;
        self.act(Action::CloseDevice);
    }

    // ---- what waiting ends with ------------------------------------------------------------------------------

    /// Every device request under way is settled: on with the script.
    pub(super) fn go_on_if_answered(&mut self) {
        let Some(running) = self.running.as_mut() else { return };
        if matches!(running.waiting, Waiting::Device { .. }) && running.open.is_empty() {
            running.waiting = Waiting::Nothing;
            self.advance();
        }
    }

    pub(super) fn time_passed(&mut self) {
        let Some(running) = self.running.as_mut() else { return };
        if running.waiting.until().is_none_or(|until| self.now < until) {
            return;
        }
        match running.waiting {
            Waiting::Device { .. } => {
                let what = running.name();
                self.find(format!("{what}: the till did not answer a device request in time"));
                self.lose_open();
                return self.go_on_if_answered();
            }
            Waiting::Card { .. } => {
                running.steps = script::timed_out();
                running.waiting = Waiting::Nothing;
            }
            Waiting::Customer { .. } | Waiting::Nothing => running.waiting = Waiting::Nothing,
        }
        self.advance();
    }
}

fn tip_on(amount: Money, percent: u32) -> Option<Money> {
    let tip = amount.minor_units().saturating_mul(i64::from(percent)) / 100;
    (tip > 0).then(|| Money::new(tip, amount.currency()))
}
