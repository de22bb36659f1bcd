//! The running request: walks through its script, one step at a time, and waits where a step has to.

use super::devices::Held;
use super::intake::describe;
use super::memory::Memory;
use super::outbox::scatter;
use super::{Action, ConnId, Settings, Terminal};
use crate::answer;
use crate::callback::{self, Asked};
use crate::fault::Faults;
use crate::ledger::{Copies, Dcc, State, Transaction};
use crate::profile::Card;
use crate::script::{self, Script, Step};
use crate::text::{Language, Text};
use opi_proto::message::{Class, Reconciliation, Request, RequestKind};
use opi_proto::value::{Currency, Money, OverallResult};
use std::time::Duration;

/// What a transaction is about, settled before it starts.
#[derive(Debug, Default)]
pub(super) struct Deal {
    /// Asked for by the till.
    pub(super) amount: Option<Money>,
    pub(super) card: Option<&'static Card>,
    /// Place in the ledger of the transaction to reverse.
    pub(super) reverses: Option<usize>,
    /// Place in the ledger of the reservation to charge.
    pub(super) captures: Option<usize>,
    /// Cash for the customer, part of the amount.
    pub(super) cash_back: Option<Money>,
    /// A foreign card: what the customer will say to the offer.
    pub(super) dcc_accepted: Option<bool>,
    /// The offer, once it is made.
    pub(super) dcc: Option<Dcc>,
    /// Typed by the cashier.
    pub(super) approval_code: Option<String>,
    /// The copies the till wants.
    pub(super) copies: Copies,
    pub(super) tip_percent: u32,
    pub(super) signature: bool,
    pub(super) offline: bool,
}

/// What the running request waits for.
#[derive(Debug)]
pub(super) enum Waiting {
    Nothing,
    /// The customer takes his time.
    Customer {
        until: Duration,
    },
    /// A card that does not come.
    Card {
        until: Duration,
    },
    /// The till's answers to the device requests that are open.
    Device {
        until: Duration,
    },
}

impl Waiting {
    /// When it ends at the latest.
    pub(super) fn until(&self) -> Option<Duration> {
        match self {
            Waiting::Nothing => None,
            Waiting::Customer { until } | Waiting::Card { until } | Waiting::Device { until } => Some(*until),
        }
    }
}

/// The one request that is running.
#[derive(Debug)]
pub(super) struct Running {
    /// Where the answer goes; `None` once the till has closed it.
    pub(super) conn: Option<ConnId>,
    pub(super) request: Request,
    pub(super) deal: Deal,
    /// Place in the ledger of the transaction whose receipts are printed.
    pub(super) ticket: Option<usize>,
    pub(super) waiting: Waiting,
    /// The cashier wants it to end.
    pub(super) abort: bool,
    /// The point of no return lies behind it (from the start, where no money moves).
    pub(super) committed: bool,
    /// Channel 1 cannot be used any more during this request.
    pub(super) device_gone: bool,
    /// Device requests that wait for their answers.
    pub(super) open: Vec<Asked>,
    pub(super) held: Option<Held>,
    pub(super) kind: RequestKind,
    pub(super) language: Language,
    pub(super) steps: Script,
    pub(super) faults: Faults,
    pub(super) totals: Option<Reconciliation>,
    pub(super) device_requests: u32,
    pub(super) device_bytes: usize,
    /// The answer has been given.
    pub(super) answered: bool,
}

impl Running {
    pub(super) fn new(
        conn: ConnId,
        request: Request,
        kind: RequestKind,
        steps: Script,
        faults: Faults,
        settings: &Settings,
    ) -> Self {
        Running {
            conn: Some(conn),
            language: callback::language_of(&request, settings.profile.language),
            request,
            deal: Deal::default(),
            ticket: None,
            waiting: Waiting::Nothing,
            abort: false,
            committed: !kind.is_financial(),
            device_gone: false,
            open: Vec::new(),
            held: None,
            kind,
            steps: match faults.answer_first {
                Some(pause) => script::answer_first(steps, Duration::from_millis(pause)),
                None => steps,
            },
            faults,
            totals: None,
            device_requests: 0,
            device_bytes: 0,
            answered: false,
        }
    }

    pub(super) fn next_open(&mut self) -> Option<Asked> {
        (!self.open.is_empty()).then(|| self.open.remove(0))
    }

    pub(super) fn name(&self) -> String {
        describe(&self.request)
    }
}

impl Terminal {
    pub(super) fn start(&mut self, running: Running) {
        self.running = Some(running);
        self.advance();
    }

    /// Walks on until a step has to wait or the script is over.
    fn advance(&mut self) {
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

    /// The cashier aborts: what waits for the customer ends now, what waits for the till after its answer.
    pub(super) fn abort_taken(&mut self) {
        if let Some(running) = self.running.as_mut()
            && matches!(running.waiting, Waiting::Customer { .. } | Waiting::Card { .. })
        {
            running.waiting = Waiting::Nothing;
        }
        self.advance();
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
