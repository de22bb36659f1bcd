//! What a terminal is, and what it can do at the moment.

use crate::behaviour::Behaviour;
use crate::model::Model;
use crate::profile::Profile;
use jiff::Zoned;
use opi_proto::dialect::Dialect;
use std::time::Duration;

/// What the terminal is.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The family it belongs to.
    pub dialect: &'static Dialect,
    /// Shop, numbers, cards.
    pub profile: Profile,
    /// What it does with transactions.
    pub behaviour: Behaviour,
    /// Is the session open (activated, logged in) when it is switched on?
    pub session_open: bool,
    /// Its local time when it is switched on.
    pub started: Zoned,
    /// Approval codes and references follow from it.
    pub seed: u64,
    /// Does it remember the last answer of each till, instead of the last of all? A till that shares a terminal
    /// must live with either: `OriginalHeader` names the till.
    pub remembers_each_till: bool,
    /// How long it waits for the answer to a display or receipt.
    pub device_patience: Duration,
    /// How long it waits for the cashier's answer to a question.
    pub question_patience: Duration,
    /// How long it waits for a card.
    pub card_patience: Duration,
}

impl Settings {
    /// A terminal of this model, as [`Settings::new`] has it. `None` for [`Model::plain`], which has no dialect of its own.
    #[must_use]
    pub fn of(model: &'static Model) -> Option<Self> {
        let settings = Settings::new(model.dialect.as_ref()?);
        Some(Settings { profile: Profile { model, ..settings.profile }, ..settings })
    }

    /// A terminal of this family, switched on at a fixed time in 2026.
    #[must_use]
    pub fn new(dialect: &'static Dialect) -> Self {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
        let started = jiff::civil::date(2026, 4, 8).at(10, 30, 0, 0).to_zoned(zone).unwrap_or_default();
        Settings {
            dialect,
            profile: Profile::of(dialect),
            behaviour: Behaviour::default(),
            session_open: true,
            started,
            seed: 1,
            remembers_each_till: false,
            device_patience: Duration::from_secs(30),
            question_patience: Duration::from_secs(120),
            card_patience: Duration::from_secs(120),
        }
    }
}

/// What the terminal can do at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It takes requests.
    Ready,
    /// A request is running.
    Busy,
    /// Nobody has activated it or logged in, or the day has been closed.
    LoggedOut,
    /// It wants its last receipt reprinted before it takes another payment.
    PrintLastTicket,
}

impl Condition {
    /// The name, as `GetStatus` tells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Condition::Ready => "Ready",
            Condition::Busy => "Busy",
            Condition::LoggedOut => "LoggedOut",
            Condition::PrintLastTicket => "PrintLastTicket",
        }
    }
}
