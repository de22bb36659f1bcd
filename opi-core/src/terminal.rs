//! One terminal: open it, ask it for something, close it. What a till programmer sees.
//!
//! ```no_run
//! use opi_core::{CancelToken, Config, Currency, Money, NoDevices, Terminal};
//! use std::{sync::Arc, time::Duration};
//!
//! let config = Config::parse("opi://192.168.0.60?workstation=lane-1")?;
//! let terminal = Terminal::open(config, Arc::new(NoDevices))?;
//! let outcome = terminal.pay(Money::new(1250, Currency::from_code("CHF")?), &CancelToken::new())?;
//! println!("{}", outcome.verdict);
//! terminal.close(Duration::from_secs(5))?;
//! # Ok::<(), opi_core::Error>(())
//! ```

use crate::cancel::CancelToken;
use crate::clock;
use crate::config::{Config, JournalPlace};
use crate::journal::{self, Journal, Owner, Settlement};
use crate::lease::Lease;
use crate::link::{Driver, Event, QUEUE_LENGTH, Registration, WakeUp};
use crate::recovered::Recovered;
use crossbeam_channel::Receiver;
use log::{info, warn};
use opi_proto::devices::{self, Collected, Devices, Paper};
use opi_proto::dialect::ReceiptRole;
use opi_proto::entry::{Entry, Intent, SettledBy};
use opi_proto::error::{Code, Error};
use opi_proto::exchange::{Exchange, MAX_ABORTS};
use opi_proto::message::{DeviceRequest, DeviceResponse, Message, RequestKind};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::recovery::{Inquiry, Next, RecoveryVerdict, is_receipt_of};
use opi_proto::settings::ReceiptPlace;
use opi_proto::value::Money;
use opi_proto::wire::frame;
use parking_lot::{Condvar, Mutex};
use std::cell::Cell;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A payment terminal. Every method may be called from any thread; one operation runs at a time.
pub struct Terminal {
    config: Config,
    devices: Arc<dyn Devices>,
    journal: Option<Arc<Journal>>,
    address: SocketAddr,
    wake_up: WakeUp,
    state: Mutex<State>,
    changed: Condvar,
}

/// Who is doing what with the terminal.
struct State {
    running: Running,
    /// The thread that is inside a callback of the till.
    in_callback: Option<ThreadId>,
    closing: bool,
    /// A call that wants to run while `dispatch` waits.
    wanted: bool,
    /// The till's ends of the link; lent to the thread that runs, gone when closed.
    link: Option<Link>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Running {
    Nothing,
    Operation,
    Dispatch,
}

struct Link {
    queue: Receiver<Event>,
    registration: Registration,
    _lease: Option<Lease>,
}

static NEXT_EXCHANGE: AtomicU64 = AtomicU64::new(1);

impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Terminal({}:{})", self.config.host, self.config.port)
    }
}

impl Terminal {
    /// Opens a terminal: opens its journal, takes its lease and starts to listen for its device requests.
    /// Nothing is sent yet, and the terminal need not be reachable; only with `recover=open` in the URL it is
    /// asked at once about unresolved requests, and what cannot be found out stays for later.
    ///
    /// # Errors
    /// One of the `Journal…` codes; [`Code::TerminalInUse`] when another program drives this terminal;
    /// [`Code::Listen`] when the till's own port cannot be opened. The message says who holds it, if the system
    /// tells.
    pub fn open(config: Config, devices: Arc<dyn Devices>) -> Result<Terminal, Error> {
        let journal = open_journal(&config)?;
        // Without a journal there is no evidence that a second program could spoil.
        let lease = journal.as_ref().map(|_| Lease::take(&config.address())).transpose()?;
        let (events, queue) = crossbeam_channel::bounded(QUEUE_LENGTH);
        let peer = config.host.parse::<IpAddr>().ok();
        let registration = Registration::new(
            config.listen_address(),
            peer,
            &config.settings.workstation,
            config.settings.max_frame,
            events,
        )?;
        let address = registration.address();
        let wake_up = registration.wake_up();
        info!(
            "Terminal {}:{} ({}) opened, listening at {address}",
            config.host, config.port, config.settings.dialect.name
        );
        let state = State {
            running: Running::Nothing,
            in_callback: None,
            closing: false,
            wanted: false,
            link: Some(Link { queue, registration, _lease: lease }),
        };
        let (state, changed) = (Mutex::new(state), Condvar::new());
        let terminal = Terminal { config, devices, journal, address, wake_up, state, changed };
        if terminal.config.recover_at_open && terminal.journal.is_some() {
            terminal.recover(&CancelToken::new())?;
        }
        Ok(terminal)
    }

    /// The journal, unless the URL says `journal=none`.
    #[must_use]
    pub fn journal(&self) -> Option<&Arc<Journal>> {
        self.journal.as_ref()
    }

    /// How the terminal is spoken to.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the till listens for device requests, with the real port.
    #[must_use]
    pub fn listen_address(&self) -> SocketAddr {
        self.address
    }

    /// Runs one operation to its verdict, calling the till's devices on this thread meanwhile.
    ///
    /// Blocks until the terminal has answered, at most `hard_ms` of the URL plus the time that callbacks of
    /// the till take. Once this has begun there is always an [`Outcome`]: also for what was not sent, and for
    /// what nobody knows.
    ///
    /// # Errors
    /// Only when nothing was begun: [`Code::Busy`], [`Code::Recursive`], [`Code::Closed`], an operation that
    /// makes no sense ([`Operation::check`]), [`Code::Unresolved`] while an earlier request on this terminal
    /// is, [`Code::KeyMismatch`], or a journal that cannot be read.
    pub fn run(&self, operation: &Operation, cancel: &CancelToken) -> Result<Outcome, Error> {
        operation.check(&self.config.settings.dialect)?;
        let call = self.begin(Running::Operation, None)?;
        if let Some(known) = self.known_already(operation)? {
            return Ok(known);
        }
        self.run_in(&call, operation, cancel)
    }

    /// What the journal says before anything is sent: the stored outcome of an idempotency key, or that an
    /// unresolved request stands in the way.
    fn known_already(&self, operation: &Operation) -> Result<Option<Outcome>, Error> {
        if !operation.kind().is_financial() {
            return Ok(None);
        }
        let Some(journal) = &self.journal else {
            return match operation.option("key") {
                Some(_) => {
                    let message =
                        "An idempotency key needs the journal, and this terminal was opened without.";
                    Err(Error::new(Code::NoJournal, message))
                }
                None => Ok(None),
            };
        };
        if let Some(key) = operation.option("key")
            && let Some(entry) = journal.by_key(&self.config.settings.workstation, key)?
        {
            if !entry.asks_the_same(operation) {
                let message = format!(
                    "The idempotency key was used on {} for another {} (number {} in the journal).",
                    entry.intent.begun_at,
                    entry.intent.operation.kind(),
                    entry.id
                );
                return Err(Error::new(Code::KeyMismatch, message));
            }
            info!("{} is in the journal as {}; nothing is sent", operation.kind(), entry.id);
            return Ok(Some(entry.outcome(journal.papers(entry.id)?)));
        }
        if operation.option("although_unresolved") == Some("yes") {
            return Ok(None);
        }
        match journal.first_unresolved(&self.config.address(), &self.config.settings.workstation)? {
            Some(entry) => Err(unresolved(&entry)),
            None => Ok(None),
        }
    }

    /// Runs one operation within a call.
    fn run_in(&self, call: &Call<'_>, operation: &Operation, cancel: &CancelToken) -> Result<Outcome, Error> {
        let number = NEXT_EXCHANGE.fetch_add(1, Ordering::Relaxed);
        let ids = std::array::from_fn(|_| next_request_id());
        let started = Instant::now();
        let mut exchange =
            Exchange::start(&self.config.settings, operation, ids, Box::new(clock::local_time), started)?;
        let request_id = exchange.request().request_id.clone();
        info!("{} {request_id} begins", operation.kind());
        let journal_id = Cell::new(None);
        let driver = Driver {
            number,
            config: &self.config,
            queue: &call.link().queue,
            registration: &call.link().registration,
            cancel,
            before_first_byte: &mut || {
                journal_id.set(self.write_intent(operation, &request_id)?);
                Ok(())
            },
            serve: &mut |request, collected| {
                // What a till that died had asked for may come while this one asks for something else.
                let ours =
                    !self.config.settings.dialect.is_callback_of_another(&request.request_id, &request_id);
                self.serve(request, journal_id.get().filter(|_| ours), collected)
            },
            closing: &|| self.state.lock().closing,
        };
        let collected = driver.run(&mut exchange);
        let mut outcome = exchange.into_outcome(collected);
        outcome.journal_id = journal_id.get();
        self.write_outcome(&mut outcome);
        log_outcome(&outcome, started.elapsed());
        Ok(outcome)
    }

    /// Puts a financial request on disk, before its first byte is sent.
    fn write_intent(&self, operation: &Operation, request_id: &str) -> Result<Option<i64>, Error> {
        let Some(journal) = self.journal.as_ref().filter(|_| operation.kind().is_financial()) else {
            return Ok(None);
        };
        let intent = Intent {
            address: self.config.address(),
            dialect: self.config.settings.dialect.name.to_owned(),
            workstation: self.config.settings.workstation.clone(),
            request_id: request_id.to_owned(),
            operation: operation.clone(),
            begun_at: clock::local_time().as_str().to_owned(),
            begun_ms: clock::now_ms(),
        };
        journal.begin(&intent).map(Some)
    }

    /// Puts the outcome on disk, before the till is told. An outcome that cannot be stored is told all the
    /// same: the journal then still calls the request unresolved, and recovery finds out.
    fn write_outcome(&self, outcome: &mut Outcome) {
        let Some(journal) = &self.journal else { return };
        let told = outcome.response.as_ref().and_then(|r| r.terminal.as_ref()?.terminal_id.clone());
        let acknowledged = acknowledged_papers(&outcome.collected);
        let stored = match outcome.journal_id {
            Some(id) => journal.answered(id, outcome, &acknowledged).and_then(|()| {
                let known = outcome.verdict != Verdict::Unknown;
                if known && self.config.acknowledge_automatically { journal.acknowledge(id) } else { Ok(()) }
            }),
            None => journal.papers_acknowledged(&acknowledged),
        };
        let learned = told.map_or(Ok(()), |told| journal.learn_terminal(&self.config.address(), &told));
        if let Err(error) = stored.and(learned) {
            log::error!(
                "The outcome of {} {} is not in the journal: {error}",
                outcome.operation.kind(),
                outcome.request_id
            );
            outcome.notes.push(format!("The journal could not be written: {}", error.message()));
        }
    }

    /// Finds out what became of every unresolved request of this till at this terminal, and lists those whose
    /// outcome the till has not acknowledged, oldest first.
    ///
    /// Asks the terminal for its last message and its last receipt, never for money. Blocks while it is busy,
    /// at most some minutes; a cancelled recovery leaves unresolved what it has not found out. Of the last
    /// payment, receipts that have not come are asked for too. Receipts that are printed again come to the
    /// till's devices as always.
    ///
    /// # Errors
    /// [`Code::NoJournal`]; as [`Terminal::run`]; or a journal that cannot be read or written. A terminal that
    /// cannot be reached is no error: it is among the reasons of the requests that stay unresolved.
    pub fn recover(&self, cancel: &CancelToken) -> Result<Vec<Recovered>, Error> {
        let call = self.begin(Running::Operation, None)?;
        let journal = self.journal_or_error()?;
        let mut found = Vec::new();
        for entry in journal.open_requests(&self.config.address(), &self.config.settings.workstation)? {
            let recovered = if entry.is_unresolved() {
                self.look_into(&call, journal, &entry, cancel)?
            } else {
                Recovered::from_journal(entry, journal)?
            };
            found.push(self.fetch_receipts(&call, journal, recovered, cancel)?);
        }
        Ok(found)
    }

    /// As [`Terminal::recover`], but asks only the journal, not the terminal.
    ///
    /// # Errors
    /// [`Code::NoJournal`], or a journal that cannot be read.
    pub fn unresolved(&self) -> Result<Vec<Recovered>, Error> {
        let journal = self.journal_or_error()?;
        let open = journal.open_requests(&self.config.address(), &self.config.settings.workstation)?;
        open.into_iter().map(|entry| Recovered::from_journal(entry, journal)).collect()
    }

    /// Resolves a request by hand: a person has compared receipts or totals. Who and why are recorded.
    ///
    /// # Errors
    /// [`Code::NoJournal`]; [`Code::InvalidArgument`] without a name or a reason, for a request that does not
    /// exist or is resolved already, and for [`RecoveryVerdict::AskHuman`].
    pub fn resolve(&self, id: i64, verdict: RecoveryVerdict, who: &str, why: &str) -> Result<(), Error> {
        let journal = self.journal_or_error()?;
        let (verdict, code) = match verdict {
            RecoveryVerdict::Approved => (Verdict::Approved, Code::Ok),
            RecoveryVerdict::NotCharged => (Verdict::Declined, Code::NotCharged),
            RecoveryVerdict::AskHuman => {
                let message = "A person resolves a request as approved or as not charged, nothing else.";
                return Err(Error::new(Code::InvalidArgument, message));
            }
        };
        let (who, why) = (who.trim(), why.trim());
        if who.is_empty() || why.is_empty() {
            return Err(Error::new(Code::InvalidArgument, "Resolving by hand needs a name and a reason."));
        }
        let (who, why) = (opi_proto::value::redact(who), opi_proto::value::redact(why));
        let by = SettledBy::Person;
        info!("Request {id} of the journal is resolved by hand as {verdict}");
        journal.settle(id, &Settlement { verdict, code, by, why: &why, who: Some(&who), response: None })
    }

    fn journal_or_error(&self) -> Result<&Arc<Journal>, Error> {
        let message = "This terminal was opened with journal=none: there is nothing to recover from.";
        self.journal.as_ref().ok_or_else(|| Error::new(Code::NoJournal, message))
    }

    /// Inquires into one unresolved request and stores what it found.
    fn look_into(
        &self,
        call: &Call<'_>,
        journal: &Arc<Journal>,
        entry: &Entry,
        cancel: &CancelToken,
    ) -> Result<Recovered, Error> {
        let (others, papers) = (journal.around(entry)?, journal.papers(entry.id)?);
        let spacing = self.config.settings.timers.ask_again;
        let mut inquiry =
            Inquiry::new(entry, &self.config.settings.dialect, &others, &papers).asking_every(spacing);
        // A request may still lie unread in the terminal's buffers; asked too early, the terminal would not know
        // of it yet and seem never to have got it (protocol.md 3.9).
        if !self.wait_serving(
            call,
            Instant::now() + pause_after(entry.intent.begun_ms, clock::now_ms(), spacing),
            cancel,
        ) {
            inquiry.give_up();
        }
        let mut reprinted = Vec::new();
        // Bounded by the inquiry, which asks a busy terminal only so often.
        let finding = loop {
            match inquiry.next_step() {
                Next::Done(finding) => break finding,
                Next::Wait(time) => {
                    if !self.wait_serving(call, Instant::now() + time, cancel) {
                        inquiry.give_up();
                    }
                }
                Next::Ask(_) if cancel.is_cancelled() || self.state.lock().closing => inquiry.give_up(),
                Next::Ask(kind) => {
                    let outcome = self.run_in(call, &Operation::new(kind), cancel)?;
                    if kind == RequestKind::TicketReprint {
                        reprinted = kept_papers(&outcome.collected);
                    }
                    inquiry.told(&outcome);
                }
            }
        };
        let why = finding.reasons.join(" ");
        info!("Recovery of {} {}: {} {why}", entry.intent.operation.kind(), entry.id, finding.verdict.name());
        let verdict = finding.settles_as();
        if finding.papers_are_ours {
            journal.attach(&reprinted, entry.id)?;
        }
        let (code, by, response) = (finding.code, SettledBy::Recovery, finding.response.as_ref());
        journal.settle(entry.id, &Settlement { verdict, code, by, why: &why, who: None, response })?;
        let settled = journal.entry(entry.id)?.unwrap_or_else(|| entry.clone());
        Recovered::new(settled, finding.reasons, finding.ask_again, journal)
    }

    /// Asks for the receipts or journal entry of a payment that have not come, while the terminal still has them: the payment is
    /// approved on disk already, and a terminal that does not give them takes nothing from that.
    fn fetch_receipts(
        &self,
        call: &Call<'_>,
        journal: &Arc<Journal>,
        recovered: Recovered,
        cancel: &CancelToken,
    ) -> Result<Recovered, Error> {
        let entry = &recovered.entry;
        let wanted = [
            (ReceiptRole::Customer, self.config.settings.customer_receipt),
            (ReceiptRole::Merchant, self.config.settings.merchant_receipt),
        ];
        let lacks = wanted.iter().any(|(role, place)| {
            *place == ReceiptPlace::Till && recovered.papers.receipts.iter().all(|paper| paper.role != *role)
        });
        let lacks = lacks
            || self.config.settings.dialect.announces_printers
                && self.config.settings.electronic_journal
                && recovered.papers.journal.is_empty();
        let told = entry.verdict == Some(Verdict::Approved) && entry.settled_by != Some(SettledBy::Person);
        let possible =
            self.config.settings.dialect.supports(RequestKind::TicketReprint) && !cancel.is_cancelled();
        // The terminal reprints only its last ticket.
        let later = |other: &Entry| other.id > entry.id && other.verdict == Some(Verdict::Approved);
        if !(told && lacks && possible) || journal.around(entry)?.iter().any(later) {
            return Ok(recovered);
        }
        let reprint = self.run_in(call, &Operation::new(RequestKind::TicketReprint), cancel)?;
        if !is_receipt_of(entry, &recovered.papers, &reprint) {
            return Ok(recovered);
        }
        journal.attach(&kept_papers(&reprint.collected), entry.id)?;
        Recovered::new(recovered.entry, recovered.reasons, recovered.ask_again, journal)
    }

    /// Waits, serving device requests meanwhile. `false` when cancelled or closing.
    fn wait_serving(&self, call: &Call<'_>, until: Instant, cancel: &CancelToken) -> bool {
        let _wake = cancel.wakes(self.wake_up.clone());
        let mut collected = Collected::default();
        let goes_on = loop {
            if cancel.is_cancelled() || self.state.lock().closing {
                break false;
            }
            let event = call.link().registration.wait(&call.link().queue, until);
            if event.is_none() {
                break true;
            }
            self.serve_event(call, event, &mut collected);
            if Instant::now() >= until {
                break true;
            }
        };
        self.store_acknowledged(&collected);
        goes_on
    }

    /// Takes a card payment. As [`Terminal::run`]; give options by making the [`Operation`] yourself.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn pay(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::CardPayment).with_amount(amount), cancel)
    }

    /// Refunds to a card.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn refund(&self, amount: Money, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::PaymentRefund).with_amount(amount), cancel)
    }

    /// Reverses the payment with this STAN, or the last one where the dialect knows no other way.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reverse(&self, stan: Option<&str>, cancel: &CancelToken) -> Result<Outcome, Error> {
        let mut reversal = Operation::new(RequestKind::PaymentReversal);
        if let Some(stan) = stan {
            reversal.set("stan", stan)?;
        }
        self.run(&reversal, cancel)
    }

    /// Prints the last receipt once more.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn reprint(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::TicketReprint), cancel)
    }

    /// Asks the terminal for its last answer once more; see `original_header` of the response.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn repeat_last_message(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(RequestKind::RepeatLastMessage), cancel)
    }

    /// Opens a session: activates the terminal or logs in, whichever the dialect calls it.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn open_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.settings.dialect.session_open), cancel)
    }

    /// Closes the session: deactivates the terminal or logs off.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_session(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.settings.dialect.session_close), cancel)
    }

    /// Closes the day, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn close_day(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.settings.dialect.close_day), cancel)
    }

    /// Asks for the terminal's state, by the dialect's verb.
    ///
    /// # Errors
    /// As [`Terminal::run`].
    pub fn status(&self, cancel: &CancelToken) -> Result<Outcome, Error> {
        self.run(&Operation::new(self.config.settings.dialect.status), cancel)
    }

    /// Serves device requests that arrive while no operation runs, such as a late receipt.
    ///
    /// Waits up to `timeout` for the first one and returns when none is waiting any more. While an operation
    /// runs it only waits, because that serves them itself; and it gives way to one that begins.
    ///
    /// # Errors
    /// [`Code::Timeout`] when none came; [`Code::Recursive`], [`Code::Closed`].
    pub fn dispatch(&self, timeout: Duration) -> Result<Collected, Error> {
        let deadline = Instant::now() + timeout;
        let call = self.begin(Running::Dispatch, Some(deadline))?;
        let mut collected = Collected::default();
        loop {
            let event = if collected.answered > 0 {
                call.link().registration.wait(&call.link().queue, Instant::now())
            } else {
                call.link().registration.wait(&call.link().queue, deadline)
            };
            let (wanted, closing) = {
                let state = self.state.lock();
                (state.wanted, state.closing)
            };
            if event.is_none() {
                break;
            }
            self.serve_event(&call, event, &mut collected);
            if wanted || closing || collected.answered > 0 && Instant::now() >= deadline {
                break;
            }
        }
        self.store_acknowledged(&collected);
        if collected.answered > 0 {
            Ok(collected)
        } else {
            Err(Error::new(Code::Timeout, "No device request came in the time given.")
                .with_advice("Nothing to do; call again when convenient."))
        }
    }

    /// Closes the terminal. When it returns `Ok`, no callback of the till runs or will ever run again.
    ///
    /// An operation in progress is cancelled, which asks the terminal to abort, and its caller still gets the
    /// outcome. Closing twice is fine.
    ///
    /// # Errors
    /// [`Code::Timeout`] when the operation did not end in time: the terminal stays closing, takes no new
    /// operation, and `close` may be called again. [`Code::Recursive`] inside a callback of this terminal.
    pub fn close(&self, timeout: Duration) -> Result<(), Error> {
        let deadline = Instant::now() + timeout;
        let mut state = self.state.lock();
        refuse_in_callback(&state, "closed")?;
        state.closing = true;
        self.wake_up.wake();
        while state.running != Running::Nothing {
            if self.changed.wait_until(&mut state, deadline).timed_out() && state.running != Running::Nothing
            {
                return Err(Error::new(
                    Code::Timeout,
                    "An operation is still running on the terminal being closed.",
                )
                .with_advice("Wait for its outcome, then close again."));
            }
        }
        let link = state.link.take();
        drop(state);
        if link.is_some() {
            info!("Terminal {}:{} closed", self.config.host, self.config.port);
        }
        // Outside the lock, because it takes others.
        drop(link);
        Ok(())
    }

    /// Enters a call, or says why not. With a deadline it waits for its turn.
    fn begin(&self, what: Running, wait_until: Option<Instant>) -> Result<Call<'_>, Error> {
        let mut state = self.state.lock();
        refuse_in_callback(&state, "called")?;
        while state.running != Running::Nothing && !state.closing {
            let timed_out = match wait_until {
                Some(deadline) => self.changed.wait_until(&mut state, deadline).timed_out(),
                None if state.running == Running::Dispatch => {
                    state.wanted = true;
                    self.wake_up.wake();
                    // Bounded: dispatch returns at once unless a callback of the till holds it.
                    self.changed.wait_for(&mut state, self.config.settings.timers.connect).timed_out()
                }
                None => true,
            };
            if timed_out && state.running != Running::Nothing && !state.closing {
                return Err(match wait_until {
                    Some(_) => Error::new(Code::Timeout, "An operation was running all the time given."),
                    None => Error::new(Code::Busy, "Another call is running on this terminal."),
                });
            }
        }
        let link = if state.closing { None } else { state.link.take() };
        let Some(link) = link else {
            return Err(Error::new(Code::Closed, "The terminal has been closed."));
        };
        state.running = what;
        state.wanted = false;
        Ok(Call { terminal: self, link: Some(link) })
    }

    /// Serves a device request that came outside an operation, and answers it.
    fn serve_event(&self, call: &Call<'_>, event: Option<Event>, collected: &mut Collected) {
        let Some(Event::Device(connection, request)) = event else { return };
        let response = self.serve(&request, None, collected);
        match Message::DeviceResponse(response).encode() {
            Ok(xml) => {
                connection.write(&frame::encode(&xml), call.link().registration.hub());
            }
            Err(error) => {
                warn!("A device answer cannot be written: {error}");
                connection.close();
            }
        }
    }

    /// Serves one device request: the only place from which callbacks of the till are called. Its papers are
    /// on disk before the till sees them.
    fn serve(
        &self,
        request: &DeviceRequest,
        journal_id: Option<i64>,
        collected: &mut Collected,
    ) -> DeviceResponse {
        self.state.lock().in_callback = Some(thread::current().id());
        let _leave = LeaveCallback(self);
        let mut keep = |papers: &[Paper<'_>]| {
            let Some(journal) = &self.journal else { return devices::keep_nothing(papers) };
            let address = self.config.address();
            let owner = Owner {
                address: &address,
                workstation: &self.config.settings.workstation,
                request: journal_id,
            };
            match journal.keep(owner, papers) {
                Ok(numbers) => Some(numbers.into_iter().map(Some).collect()),
                Err(error) => {
                    log::error!("A receipt is not in the journal and will not be acknowledged: {error}");
                    None
                }
            }
        };
        devices::serve(request, &self.config.settings.dialect, self.devices.as_ref(), &mut keep, collected)
    }

    /// Notes which late papers were acknowledged; a hint for people, so a failure is logged only.
    fn store_acknowledged(&self, collected: &Collected) {
        let Some(journal) = &self.journal else { return };
        if let Err(error) = journal.papers_acknowledged(&acknowledged_papers(collected)) {
            warn!("The journal could not be written: {error}");
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let link = self.state.lock().link.take();
        drop(link);
    }
}

/// Opens the journal where the configuration says, and forgets what is too old.
fn open_journal(config: &Config) -> Result<Option<Arc<Journal>>, Error> {
    let path = match &config.journal {
        JournalPlace::None => return Ok(None),
        JournalPlace::Path(path) => path.clone(),
        JournalPlace::Default => match std::env::var_os("OPI_JOURNAL") {
            Some(none) if none == "none" => return Ok(None),
            Some(path) if !path.is_empty() => path.into(),
            _ => journal::default_path()?,
        },
    };
    let journal = Journal::open(&path, config.adopt_journal)?;
    let purged = journal.purge(Duration::from_secs(u64::from(config.keep_days) * 86_400))?;
    if purged > 0 {
        info!("{purged} requests older than {} days left the journal", config.keep_days);
    }
    if let Some(last) = journal.last_request_id()?.and_then(|id| id.parse().ok()) {
        continue_request_ids(last);
    }
    Ok(Some(Arc::new(journal)))
}

/// What is left of the time that must lie between a request and the first question about it; all of it where
/// the clock was turned back since.
fn pause_after(begun_ms: i64, now_ms: i64, spacing: Duration) -> Duration {
    let age = u64::try_from(now_ms.saturating_sub(begun_ms)).unwrap_or_default();
    spacing.saturating_sub(Duration::from_millis(age))
}

fn unresolved(entry: &Entry) -> Error {
    let amount = entry.intent.operation.amount().map(|amount| format!(" of {amount}")).unwrap_or_default();
    let reference = entry.intent.operation.option("reference").map(|r| format!(" ({r})")).unwrap_or_default();
    let message = format!(
        "{}{amount}{reference} of {} on this terminal is not resolved yet.",
        entry.intent.operation.kind(),
        entry.intent.begun_at
    );
    Error::new(Code::Unresolved, message)
}

/// The numbers of all papers of a call.
fn kept_papers(collected: &Collected) -> Vec<i64> {
    let receipts = collected.receipts.iter().map(|receipt| receipt.kept_as);
    receipts.chain(collected.journal.iter().map(|entry| entry.kept_as)).flatten().collect()
}

/// The numbers of the papers that the terminal was told are in safe hands.
fn acknowledged_papers(collected: &Collected) -> Vec<i64> {
    let receipts = collected.receipts.iter().filter(|r| r.acknowledged).map(|r| r.kept_as);
    let journal = collected.journal.iter().filter(|e| e.acknowledged).map(|e| e.kept_as);
    receipts.chain(journal).flatten().collect()
}

fn refuse_in_callback(state: &State, what: &str) -> Result<(), Error> {
    if state.in_callback == Some(thread::current().id()) {
        let message = format!("The terminal cannot be {what} inside a callback of its own.");
        return Err(Error::new(Code::Recursive, message));
    }
    Ok(())
}

/// A call in progress; gives the link back when it ends, also by a panic.
struct Call<'a> {
    terminal: &'a Terminal,
    link: Option<Link>,
}

impl Call<'_> {
    fn link(&self) -> &Link {
        // Present from `begin` to `drop`.
        #[allow(clippy::expect_used, reason = "taken only in drop")]
        self.link.as_ref().expect("a running call has the link")
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut state = self.terminal.state.lock();
        state.link = self.link.take();
        state.running = Running::Nothing;
        drop(state);
        self.terminal.changed.notify_all();
    }
}

struct LeaveCallback<'a>(&'a Terminal);

impl Drop for LeaveCallback<'_> {
    fn drop(&mut self) {
        self.0.state.lock().in_callback = None;
    }
}

fn log_outcome(outcome: &Outcome, took: Duration) {
    let head = format!("{} {}: {}", outcome.operation.kind(), outcome.request_id, outcome.verdict);
    match (&outcome.error, outcome.verdict) {
        (Some(error), Verdict::Unknown) => log::error!("{head} after {} ms: {error}", took.as_millis()),
        (Some(error), Verdict::NotSent) => warn!("{head} after {} ms: {error}", took.as_millis()),
        _ => info!("{head} after {} ms", took.as_millis()),
    }
    for note in &outcome.notes {
        warn!("{} {}: {note}", outcome.operation.kind(), outcome.request_id);
    }
}

/// A RequestID: a number that has not been used for weeks, even over restarts of the till.
///
/// It counts milliseconds, so that programs that start one after the other do not meet, never falls behind
/// its own count nor that of its journal, and stays below 2^31, since terminals are known to keep it in 32 bits.
fn next_request_id() -> String {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let by_clock = u32::try_from(millis % u128::from(MOST_REQUEST_ID)).unwrap_or_default() + 1;
    let next = |last: u32| Some(request_id_after(last, by_clock));
    let previous = LAST_REQUEST_ID.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
    request_id_after(previous.unwrap_or_default(), by_clock).to_string()
}

/// The clock's, if that is later than the last one (0: none yet), else the one behind it.
fn request_id_after(last: u32, by_clock: u32) -> u32 {
    if last == 0 || is_later(by_clock, last) { by_clock } else { last % MOST_REQUEST_ID + 1 }
}

/// The RequestIDs go on behind `last`, which a till that may be dead has given, and those of its aborts: the
/// terminal's last message is known by its RequestID, so that an old one must not come again, not even when the
/// till was quicker than the clock or the clock was turned back.
fn continue_request_ids(last: u32) {
    let used = last.min(MOST_REQUEST_ID).saturating_add(u32::from(MAX_ABORTS)).min(MOST_REQUEST_ID);
    let later = |given: u32| (given == 0 || is_later(used, given)).then_some(used);
    let _ = LAST_REQUEST_ID.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
}

/// Greater; or far below, because the count has started anew.
fn is_later(id: u32, than: u32) -> bool {
    id > than && id - than <= MOST_REQUEST_ID / 2 || id < than && than - id > MOST_REQUEST_ID / 2
}

const MOST_REQUEST_ID: u32 = 2_147_483_646;
static LAST_REQUEST_ID: AtomicU32 = AtomicU32::new(0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_question_waits_for_its_time_and_no_longer() {
        let spacing = Duration::from_secs(3);
        for (begun, now, pause) in [
            (1000, 1000, 3000),
            (1000, 1900, 2100),
            (1000, 4000, 0),
            (1000, i64::MAX, 0),
            // The clock was turned back, however far.
            (1000, 0, 3000),
            (i64::MAX, i64::MIN, 3000),
        ] {
            assert_eq!(pause_after(begun, now, spacing), Duration::from_millis(pause), "{begun} {now}");
        }
    }

    #[test]
    fn request_ids_go_on_whatever_the_clock_does() {
        const MOST: u32 = MOST_REQUEST_ID;
        for (last, by_clock, next) in [
            (0, 5, 5),
            (0, MOST, MOST),
            (5, 6, 6),
            (5, 5, 6),
            (900, 5, 901),
            // The count starts anew.
            (MOST, 5, 5),
            (MOST, MOST, 1),
            (3, MOST, 4),
        ] {
            assert_eq!(request_id_after(last, by_clock), next, "{last} {by_clock}");
        }
    }

    #[test]
    fn request_ids_go_on_behind_those_of_the_journal() {
        let dead_tills_last = next_request_id().parse::<u32>().unwrap() % (MOST_REQUEST_ID - 10_000) + 5000;
        continue_request_ids(dead_tills_last);
        let next: u32 = next_request_id().parse().unwrap();
        assert!(is_later(next, dead_tills_last + u32::from(MAX_ABORTS)), "{dead_tills_last} {next}");
    }

    #[test]
    fn request_ids_differ() {
        let ids: std::collections::HashSet<String> = (0..1000).map(|_| next_request_id()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.parse::<u32>().is_ok_and(|n| n > 0 && n <= 2_147_483_646)));
    }
}
