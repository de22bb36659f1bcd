//! One request and everything that happens until its verdict, as a pure state machine.
//!
//! No sockets, no threads, no clock: what happens comes in as method calls with the time, what to do comes
//! out as [`Step`]s. The driver in `link` obeys; tests drive it with a virtual clock.
//!
//! The line between *not sent* and *unknown* is drawn here and only here: it is the first byte of the request
//! that was handed to the operating system ([`Exchange::sent`]). A financial request is never written twice.

use crate::devices::Collected;
use crate::dialect::AbortConnection;
use crate::error::{Code, Error, MoneyMoved};
use crate::message::{DeviceRequest, DeviceResponse, Message, Request, RequestKind, Response};
use crate::operation::{Operation, abort_request};
use crate::outcome::{Outcome, Verdict};
use crate::settings::Settings;
use crate::value::Timestamp;
use crate::verdict::judge;
use crate::wire::frame::{self, Foreign, FrameError};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most `AbortRequest`s sent for one request (protocol.md 3.6).
pub const MAX_ABORTS: u8 = 3;
/// Most notes kept in a result.
const MAX_NOTES: usize = 32;

/// A connection that takes part in an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// Channel 0: the request and its answer.
    Pay,
    /// A second channel-0 connection for the n-th abort.
    Abort(u8),
    /// A channel-1 connection, by the link's number.
    Device(u64),
}

/// What the driver has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Open the connection, then call [`Exchange::connected`] or [`Exchange::lost`].
    Connect(Line),
    /// Write the frame, then call [`Exchange::sent`].
    Send(Line, Vec<u8>),
    /// Let the till serve the device request, then call [`Exchange::served`].
    Serve(Line, Box<DeviceRequest>),
    /// Close the connection.
    Close(Line),
}

/// Why a connection is gone, or could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// Could not be opened: one of the `-100` codes, and what happened.
    NotConnected(Code, String),
    /// Closed by the terminal, or broken; `mid_message` when bytes of an unfinished frame had come.
    Closed {
        /// What the operating system said, or that the terminal closed.
        why: String,
        /// Was a frame unfinished?
        mid_message: bool,
        /// What the unfinished bytes look like, if not like OPI.
        foreign: Option<Foreign>,
    },
    /// Bytes that cannot be a frame.
    Garbage(FrameError),
}

/// How the exchange ended.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ending {
    verdict: Verdict,
    code: Code,
    error: Option<Error>,
    response: Option<Box<Response>>,
}

/// Why aborts are being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AbortReason {
    /// The till asked for it.
    Cancelled,
    /// The terminal was silent, or took too long.
    TooLong,
    /// It sent more papers than are taken.
    TooManyPapers,
}

/// The aborting of the running request.
#[derive(Debug)]
struct Abort {
    reason: AbortReason,
    attempts: u8,
    last_attempt: Instant,
    /// The attempt that waits for its answer; another one may follow when it has failed.
    open: Option<Line>,
    acknowledged: bool,
    /// When to stop waiting for the outcome; set once the library itself gave up.
    give_up: Option<Instant>,
}

/// One request in progress. See the module's documentation.
pub struct Exchange {
    settings: Arc<Settings>,
    operation: Operation,
    request: Request,
    abort_ids: [String; MAX_ABORTS as usize],
    clock: Box<dyn Fn() -> Timestamp + Send>,
    started: Instant,
    last_activity: Instant,
    /// Has a byte of the request been handed to the operating system?
    sent: bool,
    abort: Option<Abort>,
    /// The bound that the terminal's papers went beyond.
    too_much: Option<String>,
    foreign_answers: u32,
    steps: VecDeque<Step>,
    notes: Vec<String>,
    ending: Option<Ending>,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exchange")
            .field("kind", &self.operation.kind())
            .field("request_id", &self.request.request_id)
            .field("sent", &self.sent)
            .field("abort", &self.abort)
            .field("ending", &self.ending.as_ref().map(|e| e.verdict))
            .finish_non_exhaustive()
    }
}

impl Exchange {
    /// Starts: the first step is to connect channel 0. Channel 1 must be listening already.
    ///
    /// `ids` are four fresh RequestIDs: of the request, then of its aborts. `clock` tells the till's local
    /// time for `POSTimeStamp`.
    ///
    /// # Errors
    /// When the operation makes no sense in the dialect; nothing has been sent.
    pub fn start(
        settings: &Arc<Settings>,
        operation: &Operation,
        ids: [String; MAX_ABORTS as usize + 1],
        clock: Box<dyn Fn() -> Timestamp + Send>,
        now: Instant,
    ) -> Result<Self, Error> {
        let [request_id, abort_ids @ ..] = ids;
        let request = operation.to_request(settings, &request_id, &clock())?;
        Ok(Exchange {
            settings: Arc::clone(settings),
            operation: operation.clone(),
            request,
            abort_ids,
            clock,
            started: now,
            last_activity: now,
            sent: false,
            abort: None,
            too_much: None,
            foreign_answers: 0,
            steps: VecDeque::from([Step::Connect(Line::Pay)]),
            notes: Vec::new(),
            ending: None,
        })
    }

    /// The request as it goes over the wire.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Has a byte of the request been handed to the operating system?
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.sent
    }

    /// The next thing to do, if there is one.
    pub fn next_step(&mut self) -> Option<Step> {
        self.steps.pop_front()
    }

    /// Has the verdict fallen? Device requests that have arrived already are still to be served.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.ending.is_some()
    }

    /// When [`Exchange::tick`] must be called at the latest.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        let hard = self.hard_deadline();
        if !self.sent {
            return hard.min(self.started + self.settings.timers.connect);
        }
        match &self.abort {
            None => (self.last_activity + self.settings.timers.idle).min(self.gives_up_at()),
            Some(abort) => {
                let retry =
                    (!abort.acknowledged && abort.attempts < MAX_ABORTS).then(|| self.retry_at(abort));
                let end = abort.give_up.unwrap_or_else(|| {
                    (self.last_activity + self.settings.timers.idle).min(self.gives_up_at())
                });
                retry.map_or(end, |retry| end.min(retry)).min(hard)
            }
        }
    }

    fn hard_deadline(&self) -> Instant {
        self.started + self.settings.timers.hard
    }

    /// When the library aborts a request that takes too long, so that the rest of `hard` is left for the
    /// outcome.
    fn gives_up_at(&self) -> Instant {
        self.started + self.settings.timers.hard.saturating_sub(self.settings.timers.abort)
    }

    fn retry_at(&self, abort: &Abort) -> Instant {
        let wait = if abort.open.is_some() { self.settings.timers.abort } else { Duration::ZERO };
        abort.last_attempt + wait.max(self.settings.timers.abort_spacing)
    }

    /// A connection is open.
    pub fn connected(&mut self, line: Line, now: Instant) {
        if self.is_settled() {
            return;
        }
        self.last_activity = now;
        match line {
            Line::Pay => match Message::Request(Box::new(self.request.clone())).encode() {
                Ok(xml) => self.steps.push_back(Step::Send(Line::Pay, frame::encode(&xml))),
                Err(error) => {
                    let error =
                        Error::new(Code::InvalidArgument, format!("The request cannot be written: {error}."));
                    self.settle(Verdict::NotSent, error);
                }
            },
            Line::Abort(_) => self.send_abort(line),
            Line::Device(_) => {}
        }
    }

    /// `handed` bytes of a frame were handed to the operating system; all of it if `complete`.
    pub fn sent(&mut self, line: Line, handed: usize, complete: bool, now: Instant) {
        if handed > 0 {
            self.last_activity = now;
            if line == Line::Pay {
                self.sent = true;
            }
        }
        if !complete {
            let why = "the request could not be written".to_owned();
            self.lost(line, Loss::Closed { why, mid_message: false, foreign: None });
        }
    }

    /// The request must not be sent: the till cannot keep a record of it. Call it instead of handing over the
    /// bytes of [`Line::Pay`].
    pub fn prevented(&mut self, error: Error) {
        if !self.sent && !self.is_settled() {
            self.settle(Verdict::NotSent, error);
        }
    }

    /// A connection is gone, could not be opened, or brought garbage.
    pub fn lost(&mut self, line: Line, loss: Loss) {
        match line {
            Line::Pay if !self.is_settled() => {
                let error =
                    if self.sent { self.lost_after_sending(&loss) } else { lost_before_sending(&loss) };
                let verdict = if self.sent { Verdict::Unknown } else { Verdict::NotSent };
                self.settle(verdict, error);
            }
            Line::Pay => {}
            Line::Abort(_) => self.abort_attempt_failed(line),
            Line::Device(_) => {
                if let Loss::Closed { mid_message: true, .. } = loss {
                    self.note("A device connection broke in the middle of a message.");
                }
            }
        }
    }

    fn lost_after_sending(&self, loss: &Loss) -> Error {
        let peer = &self.settings.terminal;
        match loss {
            Loss::Closed { foreign: Some(foreign), .. } => not_opi(peer, *foreign),
            Loss::Garbage(FrameError::TooLong { foreign: Some(foreign), .. }) => not_opi(peer, *foreign),
            Loss::Garbage(error) => Error::new(Code::Frame, format!("On the connection to {peer}: {error}.")),
            Loss::Closed { .. } | Loss::NotConnected(..) if self.foreign_answers > 0 => Error::new(
                Code::ForeignResponse,
                format!(
                    "{peer} answered {} other request(s), but not {} {}, and closed the connection.",
                    self.foreign_answers, self.request.request_type, self.request.request_id
                ),
            ),
            Loss::Closed { why, mid_message, .. } => {
                let place = if *mid_message { "in the middle of its answer" } else { "before its answer" };
                Error::new(Code::ConnectionLost, format!("The connection to {peer} broke {place}: {why}."))
            }
            Loss::NotConnected(_, why) => {
                Error::new(Code::ConnectionLost, format!("The connection to {peer} broke: {why}."))
            }
        }
    }

    /// A frame arrived on channel 0 or on an abort's connection.
    pub fn received(&mut self, line: Line, payload: &[u8], now: Instant) {
        self.last_activity = now;
        match Message::decode(payload) {
            Ok(decoded) => {
                for finding in &decoded.findings {
                    self.note(&format!("In the terminal's answer: {finding}."));
                }
                match decoded.message {
                    Message::Response(response) => self.answered(line, response),
                    other => self.unreadable(
                        line,
                        format!("a {} came where an answer was expected", other.root_name()),
                    ),
                }
            }
            Err(error) => self.unreadable(line, error.to_string()),
        }
    }

    fn unreadable(&mut self, line: Line, why: String) {
        if line == Line::Pay && self.sent && !self.is_settled() {
            let error = Error::new(Code::Protocol, format!("The terminal's answer cannot be read: {why}."));
            self.settle(Verdict::Unknown, error);
        } else {
            self.note(&format!("Not readable: {why}."));
            if matches!(line, Line::Abort(_)) {
                self.abort_attempt_failed(line);
            }
        }
    }

    fn answered(&mut self, line: Line, response: Box<Response>) {
        if self.is_settled() {
            self.note("An answer came after the verdict.");
        } else if response.kind() == Some(RequestKind::AbortRequest) && self.abort.is_some() {
            self.abort_answered(line, &response);
        } else if !self.sent {
            self.note("An answer came before anything was asked.");
        } else if self.is_ours(&response) {
            let (verdict, code) = judge(self.operation.kind(), &self.settings.dialect, &response);
            let error = (verdict != Verdict::Approved).then(|| self.answered_error(code, &response));
            self.ending = Some(Ending { verdict, code, error, response: Some(response) });
            self.wind_up();
        } else {
            self.foreign_answers += 1;
            self.note(&format!(
                "The terminal answered {} {} of workstation '{}', not {} {} of '{}'; ignored.",
                crate::hint::head(&response.request_type),
                crate::hint::head(&response.request_id),
                crate::hint::head(&response.workstation_id),
                self.request.request_type,
                self.request.request_id,
                self.request.workstation_id,
            ));
        }
    }

    /// RequestType, RequestID and WorkstationID must be the request's; an empty WorkstationID is real
    /// (SECposPay) and tolerated.
    fn is_ours(&self, response: &Response) -> bool {
        response.request_id == self.request.request_id
            && response.request_type.eq_ignore_ascii_case(&self.request.request_type)
            && (response.workstation_id.is_empty() || response.workstation_id == self.request.workstation_id)
    }

    fn answered_error(&self, code: Code, response: &Response) -> Error {
        let what = code.what().trim_end_matches('.');
        let mut error =
            Error::new(code, format!("{what}: the terminal answered {}.", response.overall_result));
        if code == Code::Declined && self.operation.kind() != RequestKind::CardPayment {
            // No other card or cash helps a reversal or a close day.
            let kind = self.operation.kind();
            error = Error::new(code, format!("{kind} was declined: the terminal answered Failure."))
                .with_advice("See the terminal's display or receipt for the reason.");
        }
        self.for_this_operation(error)
    }

    /// A request that cannot move money has no money at risk.
    fn for_this_operation(&self, error: Error) -> Error {
        if self.operation.kind().is_financial() || error.money() == MoneyMoved::No {
            error
        } else {
            error.without_money().with_advice("No money is at risk. Ask again when the cause is found.")
        }
    }

    /// A device request arrived: it is served whatever the state, because a terminal waits for its answer.
    pub fn device_requested(&mut self, line: Line, request: DeviceRequest, now: Instant) {
        self.last_activity = now;
        if self.settings.dialect.is_callback_of_another(&request.request_id, &self.request.request_id) {
            self.note(&format!(
                "Device request {} belongs to an earlier request.",
                crate::hint::head(&request.request_id)
            ));
        }
        self.steps.push_back(Step::Serve(line, Box::new(request)));
    }

    /// A device connection brought something that is no device request; it is closed.
    pub fn device_garbled(&mut self, line: Line, why: &str, now: Instant) {
        self.last_activity = now;
        self.note(&format!("On channel 1: {why}."));
        self.steps.push_back(Step::Close(line));
    }

    /// The till served a device request.
    pub fn served(&mut self, line: Line, response: DeviceResponse, now: Instant) {
        // The till's own time to answer is not the terminal's silence.
        self.last_activity = now;
        match Message::DeviceResponse(Box::new(response)).encode() {
            Ok(xml) => self.steps.push_back(Step::Send(line, frame::encode(&xml))),
            Err(error) => {
                self.note(&format!("A device answer cannot be written: {error}."));
                self.steps.push_back(Step::Close(line));
            }
        }
    }

    /// The till wants to stop. Before the first byte that is the end; afterwards the terminal is asked to
    /// abort, and its answer to the request still decides.
    pub fn cancel(&mut self, now: Instant) {
        if self.is_settled() || self.abort.is_some() {
            return;
        }
        if !self.sent {
            let error = Error::new(Code::CancelledBeforeSend, "Cancelled before anything was sent.");
            self.settle(Verdict::NotSent, error);
        } else if self.operation.kind().is_abortable() {
            self.begin_abort(AbortReason::Cancelled, None, now);
        } else {
            let kind = self.operation.kind();
            let error = Error::new(
                Code::CancelledInFlight,
                format!("Cancelled while {kind} was running; a terminal cannot abort that."),
            );
            self.settle(Verdict::Unknown, error);
        }
    }

    /// The terminal sends papers without end: it is asked to abort, and its answer to the request still decides.
    pub fn too_many_papers(&mut self, bound: String, now: Instant) {
        if self.is_settled() || self.too_much.is_some() {
            return;
        }
        self.too_much = Some(bound);
        if !self.sent || !self.operation.kind().is_abortable() {
            return self.timed_out();
        }
        let end = (now + self.settings.timers.abort).min(self.hard_deadline());
        match &mut self.abort {
            Some(abort) => abort.give_up = Some(abort.give_up.map_or(end, |earlier| earlier.min(end))),
            None => self.begin_abort(AbortReason::TooManyPapers, Some(end), now),
        }
    }

    /// Time passes. Call it at [`Exchange::deadline`], after everything that has arrived was handed in.
    pub fn tick(&mut self, now: Instant) {
        if self.is_settled() || now < self.deadline() {
            return;
        }
        if !self.sent {
            let after = self.settings.timers.connect.as_millis();
            let error =
                Error::new(Code::ConnectTimeout, format!("No connection to the terminal within {after} ms."));
            return self.settle(Verdict::NotSent, error);
        }
        let silent = now >= self.last_activity + self.settings.timers.idle;
        let too_long = now >= self.gives_up_at();
        match &self.abort {
            None => self.give_up(now),
            Some(abort) if abort.give_up.is_some_and(|end| now >= end) || now >= self.hard_deadline() => {
                self.timed_out();
            }
            Some(abort) if abort.give_up.is_none() && (silent || too_long) => self.give_up(now),
            Some(abort)
                if !abort.acknowledged && abort.attempts < MAX_ABORTS && now >= self.retry_at(abort) =>
            {
                self.attempt_abort(now);
            }
            Some(_) => {}
        }
    }

    /// The terminal was silent or took too long: ask it to abort, once more wait for the outcome, no longer.
    fn give_up(&mut self, now: Instant) {
        if !self.operation.kind().is_abortable() {
            return self.timed_out();
        }
        let end = (now + self.settings.timers.abort).min(self.hard_deadline());
        match &mut self.abort {
            Some(abort) => abort.give_up = Some(end),
            None => self.begin_abort(AbortReason::TooLong, Some(end), now),
        }
    }

    fn timed_out(&mut self) {
        let cancelled = matches!(&self.abort, Some(abort) if abort.reason == AbortReason::Cancelled);
        let code = match &self.too_much {
            Some(_) => Code::TooManyPapers,
            None if cancelled => Code::CancelledInFlight,
            None => Code::ResponseTimeout,
        };
        let mut message =
            format!("No answer to {} {} in time.", self.request.request_type, self.request.request_id);
        if let Some(bound) = &self.too_much {
            message = format!("{bound} {message}");
        }
        if let Some(abort) = &self.abort {
            let heard = if abort.acknowledged { "acknowledged" } else { "not acknowledged" };
            message.push_str(&format!(" The abort was {heard}, which says nothing about the outcome."));
        }
        self.settle(Verdict::Unknown, Error::new(code, message));
    }

    fn begin_abort(&mut self, reason: AbortReason, give_up: Option<Instant>, now: Instant) {
        let abort =
            Abort { reason, attempts: 0, last_attempt: now, open: None, acknowledged: false, give_up };
        self.abort = Some(abort);
        self.attempt_abort(now);
    }

    fn attempt_abort(&mut self, now: Instant) {
        let connection = self.settings.dialect.abort.connection;
        let Some(abort) = &mut self.abort else { return };
        if let Some(old @ Line::Abort(_)) = abort.open.take() {
            self.steps.push_back(Step::Close(old));
        }
        abort.attempts += 1;
        abort.last_attempt = now;
        let line = match connection {
            AbortConnection::Second => Line::Abort(abort.attempts),
            AbortConnection::Same => Line::Pay,
        };
        abort.open = Some(line);
        match connection {
            AbortConnection::Second => self.steps.push_back(Step::Connect(line)),
            AbortConnection::Same => self.send_abort(line),
        }
    }

    fn send_abort(&mut self, line: Line) {
        let attempt = self.abort.as_ref().map_or(1, |abort| abort.attempts);
        let id = self.abort_ids.get(usize::from(attempt.saturating_sub(1))).cloned().unwrap_or_default();
        let request = abort_request(&self.settings, &self.request, &id, &(self.clock)());
        if let Ok(xml) = Message::Request(Box::new(request)).encode() {
            self.steps.push_back(Step::Send(line, frame::encode(&xml)));
        }
    }

    fn abort_answered(&mut self, line: Line, response: &Response) {
        let Some(abort) = &mut self.abort else { return };
        if judge(RequestKind::AbortRequest, &self.settings.dialect, response).0 == Verdict::Approved {
            // Only an acknowledgement: the answer to the request itself decides.
            abort.acknowledged = true;
            if let Some(line @ Line::Abort(_)) = abort.open.take() {
                self.steps.push_back(Step::Close(line));
            }
        } else {
            self.note(&format!("The terminal answered {} to an abort.", response.overall_result));
            self.abort_attempt_failed(line);
        }
    }

    /// Another attempt follows after the spacing, if there is one left.
    fn abort_attempt_failed(&mut self, line: Line) {
        let Some(abort) = &mut self.abort else { return };
        if abort.open == Some(line) {
            abort.open = None;
            if matches!(line, Line::Abort(_)) {
                self.steps.push_back(Step::Close(line));
            }
        }
    }

    fn settle(&mut self, verdict: Verdict, error: Error) {
        let error = self.for_this_operation(error);
        self.ending = Some(Ending { verdict, code: error.code(), error: Some(error), response: None });
        self.wind_up();
    }

    /// Nothing more is sent on channel 0; device requests that are waiting are still served.
    fn wind_up(&mut self) {
        self.steps.retain(|step| match step {
            Step::Connect(_) => false,
            Step::Send(line, _) => matches!(line, Line::Device(_)),
            Step::Serve(..) | Step::Close(_) => true,
        });
        if let Some(line @ Line::Abort(_)) = self.abort.as_mut().and_then(|abort| abort.open.take()) {
            self.steps.push_back(Step::Close(line));
        }
        self.steps.push_back(Step::Close(Line::Pay));
    }

    fn note(&mut self, text: &str) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(text.to_owned());
        }
    }

    /// The result, once [`Exchange::is_settled`]. Before that it is *unknown* or *not sent*, by the rule of the
    /// first byte.
    #[must_use]
    pub fn into_outcome(self, collected: Collected) -> Outcome {
        let ending = self.ending.unwrap_or_else(|| {
            let (verdict, code) = if self.sent {
                (Verdict::Unknown, Code::InternalInFlight)
            } else {
                (Verdict::NotSent, Code::Internal)
            };
            let error = Error::new(code, "The exchange was given up before its end.");
            Ending { verdict, code, error: Some(error), response: None }
        });
        let mut outcome = Outcome {
            verdict: ending.verdict,
            code: ending.code,
            request_id: self.request.request_id,
            response: ending.response,
            operation: self.operation,
            collected,
            error: ending.error,
            notes: self.notes,
            journal_id: None,
            from_journal: false,
        };
        note_amounts(&mut outcome);
        outcome
    }
}

/// Says so when the terminal charged something else than was asked for.
fn note_amounts(outcome: &mut Outcome) {
    if outcome.verdict != Verdict::Approved {
        return;
    }
    let total = outcome.response.as_ref().and_then(|r| r.tender.as_ref()?.total_amount.clone());
    let (Some(asked), Some(total)) = (outcome.operation.amount(), total) else { return };
    match total.money(Some(asked.currency())) {
        Err(_) => outcome
            .notes
            .push("The terminal's total cannot be read; the amount asked for is reported.".into()),
        Ok(charged) if charged.currency() != asked.currency() => {
            outcome
                .notes
                .push(format!("Asked for {asked}, but the terminal charged {charged}: another currency."));
        }
        Ok(charged) if charged.minor_units() < asked.minor_units() => {
            outcome.notes.push(format!("Asked for {asked}, but the terminal charged only {charged}."));
        }
        Ok(_) => {}
    }
}

fn lost_before_sending(loss: &Loss) -> Error {
    match loss {
        Loss::NotConnected(code, why) => Error::new(*code, why.clone()),
        Loss::Closed { why, .. } => {
            Error::new(Code::LostBeforeSend, format!("The connection broke before the first byte: {why}."))
        }
        Loss::Garbage(error) => Error::new(Code::LostBeforeSend, format!("Before the first byte: {error}.")),
    }
}

fn not_opi(peer: &str, foreign: Foreign) -> Error {
    Error::new(Code::NotOpi, format!("At {peer} answers {foreign}, not an OPI terminal."))
        .with_advice("Check host and port of the terminal. If a terminal is there, do not send again before you know what happened.")
}

#[cfg(test)]
mod tests;
