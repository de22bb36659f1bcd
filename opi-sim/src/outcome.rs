//! How a transaction ends: what customer, host and terminal do. What the *line* does to it is [`crate::fault`].

use opi_proto::message::RequestKind;

/// How a request that can move money ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The amount decides; see [`crate::behaviour::AMOUNTS`].
    Auto,
    /// Approved.
    Approve,
    /// Approved with a tip of so many per cent on top: more is charged than the till asked for.
    Tip {
        /// Per cent of the amount.
        percent: u32,
    },
    /// Approved after the cashier has compared signatures; reversed at once when the cashier says no.
    Signature,
    /// A foreign card: the customer is offered to pay in the card's currency, and approved either way.
    Dcc {
        /// Does the customer accept?
        accepted: bool,
    },
    /// The host wants a call: the cashier types the approval code that is told; without one it is declined.
    Referral,
    /// The card has two applications: the cashier types the number of one.
    Choice,
    /// Shows messages for ever, and takes no abort; nothing is charged. Ends when the till hangs up, or after twenty
    /// minutes.
    Endless {
        /// Milliseconds between two messages.
        millis: u64,
    },
    /// The customer takes so long to present a card, then it is approved. Can be aborted meanwhile.
    Slow {
        /// Milliseconds.
        millis: u64,
    },
    /// No card comes: the terminal waits until the cashier aborts, or its own patience ends.
    Wait,
    /// Declined by the host.
    Decline {
        /// The host's reason (`HostDeclineReason`, `ActionCode`); not 0.
        reason: u32,
    },
    /// The terminal does not accept the card.
    UnknownCard,
    /// The terminal cannot reach its host. A payment with `ForceAcceptance` is accepted nevertheless.
    Offline,
    /// The customer presses the red key.
    Abort,
    /// The terminal gives up waiting for a card at once.
    TimedOut,
    /// The answer never comes.
    Silent(Silence),
    /// The terminal refuses: it is busy.
    Busy,
    /// The terminal refuses: the last receipt must be reprinted first.
    PrintLastTicket,
    /// The terminal refuses: nobody has logged in.
    LoggedOut,
}

/// From which point on a silent terminal says nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// From the start: the request is swallowed and nothing is charged.
    AtOnce,
    /// From the approval on: charged, no receipt, no answer.
    AfterApproval,
    /// Only the answer is missing: charged, receipts printed.
    AfterReceipts,
}

impl Outcome {
    /// The outcome as it applies to a request of this kind: only a payment has a tip, a signature and so on.
    #[must_use]
    pub fn for_kind(self, kind: RequestKind) -> Self {
        match self {
            Outcome::Tip { .. }
            | Outcome::Signature
            | Outcome::Dcc { .. }
            | Outcome::Referral
            | Outcome::Choice
                if kind != RequestKind::CardPayment =>
            {
                Outcome::Approve
            }
            outcome => outcome,
        }
    }
}
