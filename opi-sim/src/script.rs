//! A transaction as a list of steps. Pure: what is asked for and how it is to end go in, the steps come out.
//!
//! [`crate::terminal`] walks through them one by one. Up to [`Step::Book`] with [`State::Approved`], the point of
//! no return, a transaction can be aborted.

use crate::deed::Deed;
use crate::ledger::{Copies, Copy, Reason, State};
use crate::model::Model;
use crate::outcome::{Outcome, Silence};
use crate::question::Question;
use crate::siege::Siege;
use crate::text::{HOST_REASONS, Text};
use opi_proto::dialect::{Dialect, ReceiptRole, ReversalWay};
use opi_proto::message::RequestKind;
use opi_proto::value::OverallResult;
use std::collections::VecDeque;
use std::time::Duration;

/// `TerminalDeclineReason` of Swiss terminals: no connection to the payment server.
pub const NO_CONNECTION: u32 = 569;
/// `TerminalDeclineReason` of Swiss terminals: aborted.
pub const ABORTED: u32 = 107;
/// A card the terminal does not accept.
pub const CARD_NOT_ACCEPTED: u32 = 31;
/// How long a terminal goes on that shows messages for ever.
const FOR_EVER: Duration = Duration::from_secs(20 * 60);

/// One step of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Show the cashier something.
    Show(Text),
    /// Nothing happens for a while.
    Linger(Duration),
    /// No card comes.
    AwaitCard,
    /// Write the transaction into the ledger. Approved: the money has moved.
    Book(State),
    /// Move the money back at once.
    Undo,
    /// Show the same message again and again, so often and so far apart.
    Nag(u64, Duration),
    /// Wear the till down; so much of it is done.
    Besiege(Siege, u64),
    /// Ask the cashier.
    Ask(Question),
    /// Offer the customer to pay in the card's currency.
    OfferDcc,
    /// Ask the till to hand out the goods; no moves the money back.
    Deliver,
    /// Send a copy of the receipt.
    Print(ReceiptRole),
    /// Send the journal entry.
    Journal,
    /// Send the totals to the merchant's printer, under this title.
    Report(Text),
    /// End the terminal's day.
    CloseBatch,
    /// Open or close the session.
    Session(bool),
    /// Hand stored transactions to the host.
    Transmit,
    /// Start anew: the last answers are gone.
    Forget,
    /// Answer, and go on.
    Answer(OverallResult),
    /// Answer unless that is done, and be ready for the next request.
    Finish(OverallResult),
    /// Be ready for the next request without having answered.
    Vanish,
}

/// The steps still to be done.
pub type Script = VecDeque<Step>;

impl Step {
    /// Is it a device request?
    #[must_use]
    pub fn uses_device(&self) -> bool {
        use Step::{Ask, Deliver, Journal, OfferDcc, Print, Report, Show};
        matches!(self, Show(_) | Ask(_) | OfferDcc | Deliver | Print(_) | Journal | Report(_))
    }

    fn is_paper(&self) -> bool {
        matches!(self, Step::Print(_) | Step::Journal)
    }
}

use Step::{Ask, AwaitCard, Book, Finish, Linger, Print, Report, Session, Show, Undo, Vanish};

/// What decides about the steps of a transaction.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// What the terminal speaks.
    pub dialect: &'static Dialect,
    /// What it is.
    pub model: &'static Model,
    /// What is asked for.
    pub kind: RequestKind,
    /// How it is to end.
    pub outcome: Outcome,
    /// The copies that the till wants.
    pub copies: Copies,
    /// The terminal prints the customer's copy itself.
    pub prints_itself: bool,
    /// Accept without the host.
    pub forced: bool,
}

impl Plan {
    /// What follows an approval.
    fn after_approval(&self) -> impl Iterator<Item = Step> {
        let deliver = self.model.is_unattended().then_some(Step::Deliver);
        let asks = self.prints_itself && self.model.asks_customer_copy();
        deliver.into_iter().chain(asks.then_some(Ask(Question::CustomerCopy)))
    }
}

/// A request that moves money.
#[must_use]
pub fn transaction(plan: Plan) -> Script {
    let Plan { dialect, kind, outcome, copies, .. } = plan;
    let deed = Deed::of(kind);
    let mut steps = match deed {
        Deed::Reverse if dialect.reversal == ReversalWay::Last => vec![Ask(Question::Reversal)],
        _ if deed.needs_card() => vec![Show(Text::InsertCard)],
        _ => vec![],
    };
    let pin = deed.needs_card().then_some(Show(Text::EnterPin));
    let good_news = Show(good_news(kind));
    let approved = [Show(Text::Processing), Book(State::Approved), good_news.clone()];
    match outcome {
        Outcome::Offline if plan.forced => {
            steps.extend([Book(State::Approved), Show(Text::StoredOffline), good_news]);
        }
        Outcome::Offline => {
            steps.extend(pin);
            steps.extend([Show(Text::Processing), Book(State::Declined(Reason::Terminal(NO_CONNECTION)))]);
            let result = if dialect.announces_printers {
                OverallResult::Failure
            } else {
                OverallResult::CommunicationError
            };
            steps.extend([Show(Text::NoHost), Finish(result)]);
        }
        Outcome::Decline { reason } => {
            steps.extend(pin);
            steps.push(Show(Text::Processing));
            steps.extend(declined(dialect, reason));
        }
        Outcome::UnknownCard => {
            let result =
                if dialect.announces_printers { OverallResult::Failure } else { OverallResult::UnknownCard };
            steps.extend([
                Book(State::Declined(Reason::Terminal(CARD_NOT_ACCEPTED))),
                Show(Text::UnknownCard),
            ]);
            steps.push(Finish(result));
        }
        Outcome::Abort => steps.extend(aborted()),
        Outcome::TimedOut => steps.extend(timed_out()),
        Outcome::Wait => steps.push(AwaitCard),
        Outcome::Endless { millis } => {
            let pace = Duration::from_millis(millis.max(1));
            let times = FOR_EVER.as_millis() / pace.as_millis();
            steps.push(Step::Nag(u64::try_from(times).unwrap_or(1), pace));
            steps.extend(timed_out());
        }
        Outcome::Silent(Silence::AtOnce) => return Script::from([Vanish]),
        Outcome::Silent(Silence::AfterApproval) => {
            steps.extend(pin);
            steps.extend(approved);
            steps.push(Vanish);
        }
        Outcome::Slow { millis } => {
            steps.push(Linger(Duration::from_millis(millis)));
            steps.extend(pin);
            steps.extend(approved);
        }
        Outcome::Signature => {
            steps.extend(approved);
            // The merchant's copy, to be signed, comes before the question whatever the dialect's order.
            if copies.merchant == Copy::Open {
                steps.push(Print(ReceiptRole::Merchant));
            }
            steps.push(Ask(Question::Signature));
            steps.extend(plan.after_approval());
            steps.extend(prints(dialect, Copies { merchant: Copy::NotWanted, ..copies }));
            steps.push(Finish(OverallResult::Success));
        }
        Outcome::Dcc { .. } => {
            steps.push(Step::OfferDcc);
            steps.extend(pin);
            steps.extend(approved);
        }
        Outcome::Referral => {
            steps.extend(pin);
            steps.extend([Show(Text::Processing), Ask(Question::ApprovalCode)]);
            steps.extend([Book(State::Approved), good_news]);
        }
        Outcome::Choice => {
            steps.push(Ask(Question::Application));
            steps.extend(pin);
            steps.extend(approved);
        }
        _ => {
            steps.extend(pin);
            steps.extend(approved);
        }
    }
    if !matches!(steps.last(), Some(Finish(_) | Vanish | AwaitCard)) {
        steps.extend(plan.after_approval());
        steps.extend(prints(dialect, copies));
        let silent = outcome == Outcome::Silent(Silence::AfterReceipts);
        steps.push(if silent { Vanish } else { Finish(OverallResult::Success) });
    }
    steps.into()
}

/// The same script with the answer before the receipts, and a pause between them.
#[must_use]
pub fn answer_first(mut script: Script, pause: Duration) -> Script {
    let paper = script.iter().position(Step::is_paper);
    if let (Some(paper), Some(Finish(result))) = (paper, script.back().cloned()) {
        script.insert(paper, Linger(pause));
        script.insert(paper, Step::Answer(result));
    }
    script
}

/// The same script with a siege in it: papers once there is a transaction to print, everything else as soon as the
/// customer is asked for a card.
#[must_use]
pub fn besieged(mut script: Script, siege: Siege) -> Script {
    let place = if siege.is_paper() {
        script.iter().position(|step| matches!(step, Book(_))).map(|book| book + 1)
    } else {
        Some(usize::from(matches!(script.front(), Some(Show(_)))))
    };
    if let Some(place) = place {
        script.insert(place, Step::Besiege(siege, 0));
    }
    script
}

/// What the display says when it went well.
fn good_news(kind: RequestKind) -> Text {
    if kind == RequestKind::CardPayment { Text::Approved } else { Text::Done }
}

/// How a transaction ends that the host declines with this reason.
#[must_use]
pub fn declined(dialect: &Dialect, reason: u32) -> Script {
    let known = HOST_REASONS.iter().find(|(code, _)| *code == reason);
    let mut steps = Script::from([Book(State::Declined(Reason::Host(reason)))]);
    steps.push_back(Show(known.map_or(Text::Declined, |(_, text)| *text)));
    steps.extend(declined_copies(dialect).customer_prints());
    steps.push_back(Finish(OverallResult::Failure));
    steps
}

/// The copies of a transaction that was declined: German terminals give the customer one.
#[must_use]
pub fn declined_copies(dialect: &Dialect) -> Copies {
    let customer = if dialect.announces_printers { Copy::NotWanted } else { Copy::Open };
    Copies { customer, ..Copies::default() }
}

impl Copies {
    fn customer_prints(self) -> Option<Step> {
        (self.customer == Copy::Open).then_some(Print(ReceiptRole::Customer))
    }
}

/// How a transaction ends that was aborted before the point of no return.
#[must_use]
pub fn aborted() -> Script {
    [Book(State::Aborted), Show(Text::Aborted), Finish(OverallResult::Aborted)].into()
}

/// How a transaction ends for which no card came.
#[must_use]
pub fn timed_out() -> Script {
    [Book(State::Aborted), Show(Text::NoCard), Finish(OverallResult::TimedOut)].into()
}

/// How a transaction ends whose signature the cashier rejects, or whose goods cannot be handed out.
#[must_use]
pub fn undone() -> Script {
    [Undo, Show(Text::Aborted), Finish(OverallResult::Aborted)].into()
}

/// A reversal that finds nothing to reverse.
#[must_use]
pub fn nothing_to_reverse() -> Script {
    [Show(Text::NothingToReverse), Finish(OverallResult::Failure)].into()
}

/// A capture that finds no reservation.
#[must_use]
pub fn no_reservation() -> Script {
    [Show(Text::NoReservation), Finish(OverallResult::Failure)].into()
}

/// A request that reads a card and moves no money.
#[must_use]
pub fn card_read() -> Script {
    [Show(Text::InsertCard), Finish(OverallResult::Success)].into()
}

/// The copies, in the dialect's order: the first printer of its table comes first.
fn prints(dialect: &Dialect, copies: Copies) -> impl Iterator<Item = Step> {
    let wanted = move |role: ReceiptRole| *copies.clone().of(role) == Copy::Open;
    let roles = dialect.printers.iter().map(|(_, role)| *role);
    let journal = (copies.journal == Copy::Open).then_some(Step::Journal);
    roles.filter(move |role| wanted(*role)).map(Print).chain(journal)
}

/// The receipts of the last ticket once more. `None`: there is none.
#[must_use]
pub fn reprint(dialect: &Dialect, copies: Option<Copies>) -> Script {
    match copies {
        Some(copies) => prints(dialect, copies).chain([Finish(OverallResult::Success)]).collect(),
        None => [Show(Text::NoTicket), Finish(OverallResult::Failure)].into(),
    }
}

/// A service request. What is not listed is done without a word.
#[must_use]
pub fn service(dialect: &Dialect, kind: RequestKind, session_open: bool) -> Script {
    use OverallResult::{Activated, AlreadyActivated, AlreadyDeactivated, DayClosed, Deactivated, Success};
    let swiss = dialect.announces_printers;
    match kind {
        RequestKind::ActivateTerminal if session_open => [Finish(AlreadyActivated)].into(),
        RequestKind::ActivateTerminal => [Session(true), Show(Text::Activated), Finish(Activated)].into(),
        RequestKind::DeactivateTerminal if !session_open => [Finish(AlreadyDeactivated)].into(),
        RequestKind::DeactivateTerminal => {
            [Session(false), Show(Text::Deactivated), Finish(Deactivated)].into()
        }
        // A second login without a log-off is always accepted (protocol.md 2.3).
        RequestKind::Login => [Session(true), Finish(Success)].into(),
        RequestKind::Logoff => [Session(false), Finish(Success)].into(),
        RequestKind::CloseDay
        | RequestKind::ReconciliationWithClosure
        | RequestKind::GlobalReconciliationWithClosure => {
            let mut steps = Script::from([Report(Text::DayTotals), Step::CloseBatch]);
            if kind == RequestKind::CloseDay {
                steps.push_back(Session(false));
            }
            steps.extend([Show(Text::DayClosed), Finish(if swiss { DayClosed } else { Success })]);
            steps
        }
        RequestKind::Reconciliation | RequestKind::GlobalReconciliation => {
            [Report(Text::InterimTotals), Finish(Success)].into()
        }
        RequestKind::TransmitTrx | RequestKind::SendOfflineTransactions => {
            [Step::Transmit, Show(Text::Transmitted), Finish(Success)].into()
        }
        RequestKind::RestartTerminal => [Session(false), Step::Forget, Finish(Success)].into(),
        _ => [Finish(Success)].into(),
    }
}

#[cfg(test)]
mod tests;
