//! The running request: walks through its script, one step at a time, and waits where a step has to.

use super::intake::describe;
use super::memory::Memory;
use super::{Action, ConnId, Settings, Terminal};
use crate::answer;
use crate::callback::{self, Asked, Purpose};
use crate::fault::{Faults, Outgoing};
use crate::ledger::{Copies, Copy, State, Transaction};
use crate::profile::Card;
use crate::receipt;
use crate::script::{self, Script, Step};
use crate::text::{Language, Text};
use opi_core::dialect::ReceiptRole;
use opi_core::message::{Message, Output, Reconciliation, Request, RequestKind};
use opi_core::value::{Currency, Money, OverallResult};
use std::time::Duration;

/// What a transaction is about, settled before it starts.
#[derive(Debug, Default)]
pub(super) struct Deal {
    /// Asked for by the till.
    pub(super) amount: Option<Money>,
    pub(super) card: Option<&'static Card>,
    /// Place in the ledger of the transaction to reverse.
    pub(super) reverses: Option<usize>,
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
    /// The till's answer to a device request.
    Device {
        asked: Asked,
        until: Duration,
    },
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
    kind: RequestKind,
    language: Language,
    steps: Script,
    faults: Faults,
    totals: Option<Reconciliation>,
    device_requests: u32,
    device_bytes: usize,
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
            kind,
            steps,
            faults,
            totals: None,
            device_requests: 0,
            device_bytes: 0,
        }
    }

    /// The device request that waits for its answer.
    pub(super) fn asked(&self) -> Option<&Asked> {
        match &self.waiting {
            Waiting::Device { asked, .. } => Some(asked),
            _ => None,
        }
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
            match running.steps.pop_front() {
                Some(step) => self.perform(step),
                None => self.end(),
            }
        }
    }

    fn perform(&mut self, step: Step) {
        let Some(running) = self.running.as_mut() else { return };
        let language = running.language;
        match step {
            Step::Show(text) => self.show(text.r#in(language), Purpose::Display),
            Step::Ask(text) => self.show(text.r#in(language), Purpose::Question),
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
            Step::Finish(result) => self.finish(result, true),
            Step::Vanish => {
                self.say("  says nothing more".to_owned());
                self.finish(OverallResult::Success, false);
            }
        }
    }

    // ---- what steps do -------------------------------------------------------------------------------------

    /// Writes the transaction into the ledger.
    fn book(&mut self, state: State) {
        let Some(running) = self.running.as_mut() else { return };
        running.committed = true;
        let approved = state == State::Approved;
        let presented = state != State::Aborted;
        let original = running.deal.reverses.and_then(|i| self.ledger.get(i)).cloned();
        let asked = original.as_ref().map(|t| t.amount).or(running.deal.amount);
        // A reversal without an original ends before it is booked; every other kind names its amount.
        let Some(asked) = asked.or_else(|| Currency::from_code("CHF").ok().map(|c| Money::new(0, c))) else {
            return;
        };
        let tip = tip_on(asked, running.deal.tip_percent).filter(|_| approved);
        let minor = asked.minor_units().saturating_add(tip.map_or(0, |tip| tip.minor_units()));
        let number = self.next_number;
        self.next_number = number.wrapping_add(1);
        let profile = &self.settings.profile;
        let stan = profile.first_stan.wrapping_add(number);
        let transaction = Transaction {
            kind: running.kind,
            amount: Money::new(minor, asked.currency()),
            tip,
            state,
            stan: format!("{stan:0width$}", width = profile.stan_digits),
            receipt_number: number.wrapping_add(1),
            batch: self.ledger.batch(),
            approval_code: approved
                .then(|| format!("{:06}", scatter(self.settings.seed, number, 1) % 1_000_000)),
            trx_reference: approved
                .then(|| format!("7{:010}", scatter(self.settings.seed, number, 2) % 10_000_000_000)),
            reverses: original.as_ref().map(|t| t.stan.clone()),
            time: self.settings.started.saturating_add(self.now),
            workstation: running.request.workstation_id.clone(),
            request_id: running.request.request_id.clone(),
            reference_number: running.request.reference_number.clone(),
            card: original.map_or(running.deal.card, |t| t.card).filter(|_| presented),
            signature: running.deal.signature && approved,
            offline: running.deal.offline && approved,
            copies: match state {
                State::Approved => running.deal.copies,
                State::Declined(_) if running.steps.iter().any(|step| matches!(step, Step::Print(_))) => {
                    script::declined_copies(self.settings.dialect)
                }
                _ => Copies::default(),
            },
        };
        let what = format!("  books {} {}: {}", transaction.kind, transaction.amount, state.name());
        if let Some(t) = running.deal.reverses.filter(|_| approved).and_then(|i| self.ledger.get_mut(i)) {
            t.state = State::Reversed;
        }
        running.ticket = Some(self.ledger.book(transaction));
        self.say(what);
    }

    fn show(&mut self, words: &str, purpose: Purpose) {
        let output = callback::display(self.settings.dialect, words);
        self.ask_device(purpose, output, words);
    }

    fn print(&mut self, role: ReceiptRole) {
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

    fn journal(&mut self) {
        let ticket = self.running.as_ref().and_then(|running| running.ticket);
        let Some(t) = ticket.and_then(|i| self.ledger.get(i)) else { return };
        let output = callback::journal(receipt::journal_of(t, &self.settings.profile));
        self.ask_device(Purpose::Journal, output, "the journal entry");
    }

    fn report(&mut self, title: Text) {
        let Some(running) = self.running.as_mut() else { return };
        running.totals = Some(answer::reconciliation(&self.ledger, running.language));
        let lines = receipt::day_report(&self.ledger, title, &self.settings.profile, running.language);
        let output = callback::receipt(self.settings.dialect, ReceiptRole::Merchant, lines);
        self.ask_device(Purpose::Report, output, "the totals");
    }

    /// Sends a device request and waits for its answer.
    fn ask_device(&mut self, purpose: Purpose, output: Output, what: &str) {
        let Some(running) = self.running.as_mut() else { return };
        if running.device_gone {
            return self.settle(purpose, false);
        }
        running.device_requests += 1;
        let settings = &self.settings;
        let n = running.device_requests;
        let (request, asked) =
            callback::build(settings.dialect, &settings.profile, &running.request, n, purpose, output);
        let note = format!("  channel 1, {}: {what}", request.outputs.first().map_or("", Output::target));
        let payload = match Message::DeviceRequest(request).encode() {
            Ok(payload) => running.faults.garble(payload, true),
            Err(error) => {
                self.find(format!("the till's names cannot be echoed: {error}"));
                return self.settle(purpose, false);
            }
        };
        let message = Outgoing { split: running.faults.split, ..Outgoing::whole(payload) }
            .cut_at(running.faults.drop_device, running.device_bytes);
        running.device_bytes += message.frame_len();
        running.device_gone = message.is_cut();
        let patience =
            if purpose == Purpose::Question { settings.question_patience } else { settings.device_patience };
        if !running.device_gone {
            running.waiting = Waiting::Device { asked, until: self.now.saturating_add(patience) };
        }
        let gone = running.device_gone;
        self.say(note);
        self.actions.push(Action::DeviceRequest(message));
        if gone {
            self.say("  … and channel 1 breaks".to_owned());
            self.settle(purpose, false);
        }
    }

    /// A device request has been carried out by the till, or will never be.
    fn settle(&mut self, purpose: Purpose, done: bool) {
        let Some(running) = self.running.as_mut() else { return };
        let copies = running.ticket.and_then(|i| self.ledger.get_mut(i)).map(|t| &mut t.copies);
        let copy = match (purpose, copies) {
            (Purpose::Receipt(role), Some(copies)) => Some(copies.of(role)),
            (Purpose::Journal, Some(copies)) => Some(&mut copies.journal),
            _ => None,
        };
        if let Some(copy) = copy.filter(|_| done) {
            *copy = Copy::Acknowledged;
        }
        if purpose == Purpose::Question && !done {
            running.steps = if running.committed { script::undone() } else { script::aborted() };
        }
        if !done && matches!(purpose, Purpose::Receipt(_) | Purpose::Journal) {
            self.say("  … the till has not confirmed it".to_owned());
        }
    }

    fn finish(&mut self, result: OverallResult, aloud: bool) {
        let Some(running) = self.running.take() else { return };
        let profile = &self.settings.profile;
        let response = if running.kind.is_financial() {
            match running.ticket.and_then(|i| self.ledger.get(i)) {
                Some(t) => answer::of_transaction(&running.request, result, t, profile, running.language),
                None => answer::plain(&running.request, result),
            }
        } else {
            // A reprint that did not arrive either was no success.
            let failed = running.kind == RequestKind::TicketReprint && self.wants_reprint();
            let result = if failed { OverallResult::Failure } else { result };
            let state = self.condition().name();
            answer::of_service(&running.request, running.kind, result, running.totals, state, profile)
        };
        // A request that was swallowed whole leaves no trace.
        if aloud || running.ticket.is_some() {
            self.keep_answer(&response);
        }
        let told = aloud && running.conn.is_some() && running.faults.drop_pay.is_none();
        self.memory.ended(&running.request.workstation_id, told, self.now);
        if aloud {
            self.respond(running.conn, &response, &running.faults);
        }
        self.actions.push(Action::CloseDevice);
    }

    fn end(&mut self) {
        self.running = None;
        self.actions.push(Action::CloseDevice);
    }

    // ---- what waiting ends with ------------------------------------------------------------------------------

    /// The device request under way is settled.
    pub(super) fn device_settled(&mut self, done: bool) {
        let Some(running) = self.running.as_mut() else { return };
        match std::mem::replace(&mut running.waiting, Waiting::Nothing) {
            Waiting::Device { asked, .. } => {
                self.settle(asked.purpose, done);
                self.advance();
            }
            other => running.waiting = other,
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
        if self.deadline().is_none_or(|deadline| self.now < deadline) {
            return;
        }
        let Some(running) = self.running.as_mut() else { return };
        match running.waiting {
            Waiting::Device { .. } => {
                let what = running.name();
                self.find(format!("{what}: the till did not answer a device request in time"));
                return self.device_settled(false);
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

/// A number that looks random and follows from its arguments (SplitMix64).
fn scatter(seed: u64, number: u32, salt: u64) -> u64 {
    let mut z =
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(u64::from(number) << 8).wrapping_add(salt);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
