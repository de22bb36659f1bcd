//! What became of a request whose answer was lost: evidence in, verdict out. Pure.
//!
//! An [`Inquiry`] says what to ask the terminal next, is told the answers, and ends in a [`Finding`]. It never
//! asks for money. First the terminal's last message (`RepeatLastMessage`), because that names the request it
//! answered; then the last receipt (`TicketReprint`), because some terminals know no more than that
//! (protocol.md 3.9). Paid and not paid are said only where the evidence says it; a person decides the rest.

use crate::devices::{Collected, JournalEntry};
use crate::dialect::Dialect;
use crate::entry::Entry;
use crate::error::Code;
use crate::field::words;
use crate::message::{Amount, Authorisation, OriginalHeader, RequestKind, Response};
use crate::outcome::{Outcome, Verdict};
use crate::value::{Currency, Money};
use crate::verdict::judge;
use jiff::civil::DateTime;
use std::time::Duration;

/// Between two questions to a busy terminal, unless said otherwise (protocol.md 3.9: every three to four seconds).
const SPACING: Duration = Duration::from_secs(3);
/// Most times that a busy terminal is asked: longer than any payment lasts.
const MOST_QUESTIONS: u32 = 120;
/// How far the time on a receipt may be from the request, where nothing else identifies it.
const BEFORE: Duration = Duration::from_secs(120);
const AFTER: Duration = Duration::from_secs(600);

words! {
    #[repr(i32)]
    pub enum RecoveryVerdict, "recovered": "What became of an unresolved request.";
    Approved = 1: "approved", "The terminal did it: the money has moved. Book it.";
    NotCharged = 2: "not_charged", "Nothing was charged.";
    AskHuman = 3: "ask_human", "The evidence does not tell: compare receipts and totals, then resolve it by hand.";
}

impl RecoveryVerdict {
    /// The verdict of a number in the ABI.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        RecoveryVerdict::ALL.iter().copied().find(|verdict| *verdict as i32 == number)
    }

    /// What a request of the journal counts as.
    #[must_use]
    pub fn of(verdict: Option<Verdict>) -> Self {
        match verdict {
            None | Some(Verdict::Unknown) => RecoveryVerdict::AskHuman,
            Some(Verdict::Approved) => RecoveryVerdict::Approved,
            Some(_) => RecoveryVerdict::NotCharged,
        }
    }
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Ask the terminal this, then call [`Inquiry::told`].
    Ask(RequestKind),
    /// Wait, then ask for the next step again.
    Wait(Duration),
    /// That is all there is to know.
    Done(Box<Finding>),
}

/// The end of an inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What became of the request.
    pub verdict: RecoveryVerdict,
    /// The code for the journal; [`Code::Pending`] while a person has to decide.
    pub code: Code,
    /// Why, in plain words, one sentence each.
    pub reasons: Vec<String>,
    /// The terminal's answer that proves it.
    pub response: Option<Box<Response>>,
    /// Do the papers of the reprint belong to the request?
    pub papers_are_ours: bool,
    /// May asking again later help?
    pub ask_again: bool,
}

impl Finding {
    /// The verdict under which the journal keeps it: the one the till would have got, had the answer arrived.
    #[must_use]
    pub fn settles_as(&self) -> Verdict {
        match (self.verdict, self.code) {
            (RecoveryVerdict::Approved, _) => Verdict::Approved,
            (RecoveryVerdict::AskHuman, _) => Verdict::Unknown,
            (RecoveryVerdict::NotCharged, Code::Aborted) => Verdict::Aborted,
            (
                RecoveryVerdict::NotCharged,
                Code::TerminalBusy
                | Code::LoggedOut
                | Code::PrintLastTicket
                | Code::RequestRejected
                | Code::NotSupportedByTerminal,
            ) => Verdict::Refused,
            (RecoveryVerdict::NotCharged, _) => Verdict::Declined,
        }
    }
}

/// What the terminal's last message says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum LastMessage {
    /// Not asked yet.
    NotAsked,
    /// The terminal cannot repeat it, or has none, or does not say whose it was.
    Nothing,
    /// It answers the request in question.
    Ours,
    /// It answers the request in question, shows no authorisation, and leaves open whether money moved. Nothing
    /// came after the request.
    OursUnsettled,
    /// It answers an earlier request of this till: nothing came after that.
    Earlier,
    /// It answers something later, or of another till.
    Foreign,
}

/// What the terminal's last receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ticket {
    NotAsked,
    Nothing,
    /// It names the request, and shows an approval.
    Ours,
    /// Amount and time fit, nothing contradicts, and it shows an approval.
    Fits,
    /// It belongs to an earlier request of this till.
    Earlier,
    /// It belongs to something else, or does not tell.
    Unclear,
}

/// The inquiry into one unresolved request.
#[derive(Debug)]
pub struct Inquiry<'a> {
    entry: &'a Entry,
    dialect: &'a Dialect,
    /// Other requests of this till at this terminal.
    others: &'a [Entry],
    /// Papers that came while the request still ran.
    papers: &'a Collected,
    last_message: LastMessage,
    ticket: Ticket,
    asked: Option<RequestKind>,
    /// Steps that must come before the question can be asked again.
    first: Option<RequestKind>,
    spacing: Duration,
    session_tried: bool,
    wait: bool,
    questions: u32,
    reasons: Vec<String>,
    response: Option<Box<Response>>,
    done: Option<Finding>,
}

impl<'a> Inquiry<'a> {
    /// Begins. `others` are the till's other requests at this terminal, `papers` what had come before the
    /// answer was lost.
    #[must_use]
    pub fn new(entry: &'a Entry, dialect: &'a Dialect, others: &'a [Entry], papers: &'a Collected) -> Self {
        let mut inquiry = Inquiry {
            entry,
            dialect,
            others,
            papers,
            last_message: LastMessage::NotAsked,
            ticket: Ticket::NotAsked,
            asked: None,
            first: None,
            spacing: SPACING,
            session_tried: false,
            wait: false,
            questions: 0,
            reasons: Vec::new(),
            response: None,
            done: None,
        };
        if !dialect.supports(RequestKind::RepeatLastMessage) {
            inquiry.last_message = LastMessage::Nothing;
            inquiry.because("This dialect cannot repeat the last message.");
        }
        if !dialect.supports(RequestKind::TicketReprint) {
            inquiry.ticket = Ticket::Nothing;
            inquiry.because("This dialect cannot reprint the last receipt.");
        }
        inquiry
    }

    /// The same with another pause between two questions to a busy terminal.
    #[must_use]
    pub fn asking_every(mut self, spacing: Duration) -> Self {
        self.spacing = spacing;
        self
    }

    /// The next step.
    pub fn next_step(&mut self) -> Next {
        if let Some(finding) = &self.done {
            return Next::Done(Box::new(finding.clone()));
        }
        if std::mem::take(&mut self.wait) {
            return Next::Wait(self.spacing);
        }
        let question = match (&self.first, &self.last_message, &self.ticket) {
            (Some(first), _, _) => *first,
            (None, LastMessage::NotAsked, _) => RequestKind::RepeatLastMessage,
            (None, LastMessage::Ours | LastMessage::Earlier, Ticket::NotAsked) => return self.conclude(),
            (None, _, Ticket::NotAsked) => RequestKind::TicketReprint,
            _ => return self.conclude(),
        };
        self.asked = Some(question);
        self.questions += 1;
        Next::Ask(question)
    }

    /// What the terminal answered to the question.
    pub fn told(&mut self, outcome: &Outcome) {
        let Some(question) = self.asked.take() else { return };
        if matches!(outcome.verdict, Verdict::NotSent | Verdict::Unknown) && outcome.response.is_none() {
            let why = outcome.error.as_ref().map_or("", |error| error.message());
            return self.stop(true, &format!("The terminal could not be asked: {why}"));
        }
        if self.is_another_terminal(outcome.response.as_deref()) {
            return self
                .stop(false, "Another terminal is at this address now; it knows nothing of the request.");
        }
        match outcome.code {
            // It may still be busy with the very request.
            Code::TerminalBusy if self.questions < MOST_QUESTIONS => self.wait = true,
            Code::TerminalBusy => self.stop(true, "The terminal is busy all the time."),
            Code::PrintLastTicket
                if question == RequestKind::RepeatLastMessage && self.ticket == Ticket::NotAsked =>
            {
                self.first = Some(RequestKind::TicketReprint);
            }
            Code::LoggedOut if !self.session_tried => {
                self.session_tried = true;
                self.first = Some(self.dialect.session_open);
            }
            _ if question == RequestKind::RepeatLastMessage => self.heard_last_message(outcome),
            _ if question == RequestKind::TicketReprint => {
                self.first = None;
                self.heard_ticket(outcome);
            }
            _ => self.first = None,
        }
    }

    /// The recovery ends here, for the reason given: nothing is decided.
    pub fn give_up(&mut self, why: &str) {
        self.stop(true, why);
    }

    fn heard_last_message(&mut self, outcome: &Outcome) {
        let header = outcome.response.as_ref().and_then(|response| response.original_header.as_ref());
        let (Some(response), Some(header)) = (&outcome.response, header) else {
            self.last_message = LastMessage::Nothing;
            let why = if outcome.verdict == Verdict::Approved {
                "The terminal repeated its last message without saying which request it answers."
            } else {
                "The terminal has no last message to repeat."
            };
            return self.because(why);
        };
        self.last_message = self.whose(header);
        match self.last_message {
            LastMessage::Ours => self.heard_our_answer(response, header),
            LastMessage::Earlier => self.because(
                "The terminal's last message answers an earlier request of this till: the request never reached it.",
            ),
            _ => self.because("The terminal's last message answers another request, so it may have come after."),
        }
    }

    /// Whose answer is it?
    fn whose(&self, header: &OriginalHeader) -> LastMessage {
        let intent = &self.entry.intent;
        let workstation = header.workstation_id.as_deref().unwrap_or_default();
        if !workstation.is_empty() && workstation != intent.workstation {
            return LastMessage::Foreign;
        }
        let number = header.request_id.as_deref().unwrap_or_default();
        let is = |request_id: &str, kind: RequestKind| {
            // `N` or `N.M`, M being the last device request.
            let same_number = number == request_id
                || number.strip_prefix(request_id).is_some_and(|rest| rest.starts_with('.'));
            let named = header.request_type.as_deref();
            same_number && named.is_none_or(|name| name.eq_ignore_ascii_case(self.dialect.wire_name(kind)))
        };
        if is(&intent.request_id, intent.operation.kind()) {
            return LastMessage::Ours;
        }
        let other =
            self.others.iter().find(|other| is(&other.intent.request_id, other.intent.operation.kind()));
        match other {
            Some(other) if other.id < self.entry.id => LastMessage::Earlier,
            _ => LastMessage::Foreign,
        }
    }

    fn heard_our_answer(&mut self, response: &Response, header: &OriginalHeader) {
        let mut answer = response.clone();
        if let Some(result) = header.result() {
            answer.overall_result = result;
        }
        let (verdict, code) = judge(self.entry.intent.operation.kind(), self.dialect, &answer);
        let result = answer.overall_result.to_string();
        self.because(&format!("The terminal repeated its answer to this very request: {result}."));
        if let Some(contradiction) = self.amount_contradicts(&answer) {
            self.last_message = LastMessage::Foreign;
            return self.because(&contradiction);
        }
        self.response = Some(Box::new(answer));
        match verdict {
            Verdict::Approved => {
                let papers = Facts::of_papers(self.papers);
                self.response = self.response.take().map(|answer| Box::new(papers.complete(*answer)));
                self.finish(RecoveryVerdict::Approved, Code::Ok);
            }
            Verdict::Declined | Verdict::Aborted | Verdict::Refused => {
                self.finish(RecoveryVerdict::NotCharged, code);
            }
            Verdict::NotSent | Verdict::Unknown => {
                let authorised = self.response.take().is_some_and(|answer| answer.shows_authorisation());
                self.last_message =
                    if authorised { LastMessage::Foreign } else { LastMessage::OursUnsettled };
                self.because("That answer does not settle whether money moved.");
            }
        }
    }

    /// An answer to this request that names less money, or another currency, is not taken for granted.
    fn amount_contradicts(&self, answer: &Response) -> Option<String> {
        let asked = self.entry.intent.operation.amount()?;
        let total = answer.tender.as_ref()?.total_amount.as_ref()?;
        let told = total.money(Some(asked.currency())).ok()?;
        (!covers(told, asked)).then(|| format!("But it names {told}, where {asked} was asked for."))
    }

    fn heard_ticket(&mut self, outcome: &Outcome) {
        let facts = Facts::of(outcome);
        self.ticket = if facts.is_empty() { Ticket::Nothing } else { self.whose_ticket(&facts) };
        self.because(match self.ticket {
            Ticket::Ours => "The reprinted receipt belongs to this request and shows an approval.",
            Ticket::Fits => {
                "Amount and time of the reprinted receipt fit this request, and it shows an approval."
            }
            Ticket::Earlier => "The reprinted receipt belongs to an earlier request of this till.",
            Ticket::Unclear => "The reprinted receipt does not tell whether it belongs to this request.",
            Ticket::Nothing | Ticket::NotAsked => "The terminal has no receipt to reprint.",
        });
        if matches!(self.ticket, Ticket::Ours | Ticket::Fits) {
            self.response = outcome.response.clone().map(|response| Box::new(facts.complete(*response)));
        }
    }

    fn whose_ticket(&self, facts: &Facts) -> Ticket {
        let asked = self.entry.intent.operation.amount();
        let amount_fits = match (facts.amount, asked) {
            (Some(told), Some(asked)) => covers(told, asked),
            // Without it nobody knows whether there was a tip.
            (None, Some(_)) => false,
            (_, None) => true,
        };
        if facts.is_named_by(self.entry) || facts.shares_approval_with(&Facts::of_papers(self.papers)) {
            let proven = amount_fits && facts.approval.is_some();
            return if proven { Ticket::Ours } else { Ticket::Unclear };
        }
        let earlier = self.others.iter().filter(|other| other.id < self.entry.id);
        if earlier.clone().any(|other| facts.is_named_by(other) || facts.belongs_to_answer_of(other)) {
            return Ticket::Earlier;
        }
        let same_amount = facts.amount.is_some() && facts.amount == asked;
        let fits = same_amount && facts.approval.is_some() && facts.is_near(&self.entry.intent.begun_at);
        // Where another till was at work, amount and time are not enough.
        let alone = matches!(self.last_message, LastMessage::Nothing | LastMessage::OursUnsettled);
        if fits && alone { Ticket::Fits } else { Ticket::Unclear }
    }

    fn conclude(&mut self) -> Next {
        let verdict = match (&self.last_message, &self.ticket) {
            (LastMessage::Earlier, Ticket::NotAsked | Ticket::Earlier | Ticket::Nothing) => {
                RecoveryVerdict::NotCharged
            }
            // An approved payment would have left a receipt after that one.
            (LastMessage::Nothing | LastMessage::OursUnsettled, Ticket::Earlier) => {
                RecoveryVerdict::NotCharged
            }
            (_, Ticket::Ours) | (LastMessage::Nothing | LastMessage::OursUnsettled, Ticket::Fits) => {
                RecoveryVerdict::Approved
            }
            _ => RecoveryVerdict::AskHuman,
        };
        match verdict {
            RecoveryVerdict::Approved => self.finish(verdict, Code::Ok),
            RecoveryVerdict::NotCharged => self.finish(verdict, Code::NotCharged),
            RecoveryVerdict::AskHuman => {
                self.stop(false, "That proves neither that money moved nor that it did not.")
            }
        }
        self.next_step()
    }

    fn finish(&mut self, verdict: RecoveryVerdict, code: Code) {
        self.done = Some(Finding {
            verdict,
            code,
            reasons: std::mem::take(&mut self.reasons),
            response: self.response.take(),
            papers_are_ours: verdict == RecoveryVerdict::Approved
                && matches!(self.ticket, Ticket::Ours | Ticket::Fits),
            ask_again: false,
        });
    }

    fn stop(&mut self, ask_again: bool, why: &str) {
        self.because(why);
        self.response = None;
        self.finish(RecoveryVerdict::AskHuman, Code::Pending);
        if let Some(finding) = &mut self.done {
            finding.ask_again = ask_again;
        }
    }

    fn because(&mut self, why: &str) {
        self.reasons.push(why.to_owned());
    }

    fn is_another_terminal(&self, response: Option<&Response>) -> bool {
        let told = response.and_then(|response| response.terminal.as_ref()?.terminal_id.as_deref());
        matches!((told, &self.entry.terminal_id), (Some(told), Some(known)) if told != known)
    }
}

/// Is it at least what was asked for? A tip may have come on top.
fn covers(told: Money, asked: Money) -> bool {
    told.currency() == asked.currency() && told.minor_units() >= asked.minor_units()
}

/// Does a reprint show the transaction of this request, which is known to be approved? `papers` are those that came
/// with it.
#[must_use]
pub fn is_receipt_of(entry: &Entry, papers: &Collected, reprint: &Outcome) -> bool {
    let facts = Facts::of(reprint);
    facts.is_named_by(entry)
        || facts.shares_approval_with(&Facts::of_papers(papers))
        || facts.belongs_to_answer_of(entry)
}

/// What a receipt, a journal entry and the answer that came with them say about a transaction.
#[derive(Debug, Default)]
struct Facts {
    /// Everything that was printed or told, as words.
    words: Vec<String>,
    stan: Option<String>,
    approval: Option<String>,
    amount: Option<Money>,
    time: Option<String>,
}

impl Facts {
    fn of(outcome: &Outcome) -> Self {
        let mut facts = Facts::of_papers(&outcome.collected);
        let Some(response) = &outcome.response else { return facts };
        let tender = response.tender.as_ref();
        let authorisation = tender.and_then(|tender| tender.authorisation.as_ref());
        let total = tender.and_then(|tender| tender.total_amount.as_ref());
        facts.words.extend(response.other.attributes.iter().map(|(_, value)| value.clone()));
        facts.approval = facts.approval.or_else(|| authorisation?.approval_code.clone());
        facts.time = facts.time.or_else(|| authorisation?.time_stamp.clone());
        facts.amount = facts.amount.or_else(|| total?.money(None).ok());
        facts
    }

    fn of_papers(collected: &Collected) -> Self {
        let mut facts = Facts::default();
        for receipt in &collected.receipts {
            let words = receipt.lines.iter().flat_map(|line| line.split_whitespace());
            facts.words.extend(words.map(str::to_owned));
        }
        for entry in &collected.journal {
            facts.add(entry);
        }
        facts
    }

    fn add(&mut self, entry: &JournalEntry) {
        let mut amount = None;
        let mut currency = None;
        for (name, value) in entry.fields() {
            match name {
                "transaction" => self.stan = Some(value.clone()),
                "approval_code" => self.approval = Some(value.clone()),
                "amount" => amount = Some(value.clone()),
                "currency" => currency = Currency::from_code(&value).ok(),
                "time" => self.time = Some(value.clone()),
                _ => {}
            }
            self.words.extend(value.split_whitespace().map(str::to_owned));
        }
        if let (Some(amount), Some(currency)) = (amount, currency) {
            self.amount = Money::parse(&amount, currency).ok();
        }
    }

    /// An answer with what it leaves out, as an answer to a reprint does: the amount charged, and the approval.
    fn complete(&self, mut answer: Response) -> Response {
        if self.amount.is_none() && self.approval.is_none() {
            return answer;
        }
        let tender = answer.tender.get_or_insert_default();
        if tender.total_amount.is_none() {
            tender.total_amount = self.amount.map(Amount::of);
        }
        if tender.authorisation.is_none() {
            tender.authorisation = Some(Authorisation {
                approval_code: self.approval.clone(),
                time_stamp: self.time.clone(),
                ..Authorisation::default()
            });
        }
        let terminal = answer.terminal.get_or_insert_default();
        terminal.stan = terminal.stan.take().or_else(|| self.stan.clone());
        answer
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.approval.is_none() && self.amount.is_none()
    }

    /// Is the till's own reference of this request on it?
    fn is_named_by(&self, entry: &Entry) -> bool {
        let reference = entry.intent.operation.option("reference");
        // A short number may stand on any receipt.
        reference
            .is_some_and(|reference| reference.len() >= 4 && self.words.iter().any(|word| word == reference))
    }

    fn shares_approval_with(&self, other: &Facts) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        same(&self.approval, &other.approval) && same(&self.stan, &other.stan)
    }

    /// Is it what this request was answered with?
    fn belongs_to_answer_of(&self, other: &Entry) -> bool {
        let Some(response) = &other.response else { return false };
        let authorisation = response.tender.as_ref().and_then(|tender| tender.authorisation.as_ref());
        let told = authorisation.and_then(|a| a.approval_code.as_deref());
        let stan = response.terminal.as_ref().and_then(|t| t.stan.as_deref());
        let stan_fits = match (self.stan.as_deref(), stan) {
            (Some(here), Some(there)) => here.trim_start_matches('0') == there.trim_start_matches('0'),
            _ => true,
        };
        let printed = |word: &str| self.words.iter().any(|printed| printed == word);
        let on_paper = |told: &str| told.len() >= 4 && printed(told) && stan.is_none_or(printed);
        stan_fits && told.is_some_and(|told| self.approval.as_deref() == Some(told) || on_paper(told))
    }

    /// Is its time near the request, both in local time as the two clocks show it?
    fn is_near(&self, begun_at: &str) -> bool {
        let (Some(told), Some(begun)) = (self.time.as_deref().and_then(local), local(begun_at)) else {
            return false;
        };
        let Ok(early) = begun.checked_sub(BEFORE) else { return false };
        let Ok(late) = begun.checked_add(AFTER) else { return false };
        (early..=late).contains(&told)
    }
}

/// The local part of a time as OPI and E-Journals write it.
fn local(text: &str) -> Option<DateTime> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .into_iter()
            .find_map(|format| DateTime::strptime(format, text).ok())
    })
}

#[cfg(test)]
mod tests;
