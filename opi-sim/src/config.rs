//! How a terminal is set up before it listens.

use crate::behaviour::Behaviour;
use crate::model::Model;
use crate::terminal::Settings;
use crate::text::Language;
use jiff::Zoned;
use opi_proto::dialect::{CH, Dialect};
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};

pub use crate::driver::Log;

/// How a simulator is set up.
#[derive(Clone)]
pub struct Config {
    /// The terminal itself.
    pub terminal: Settings,
    /// Where it listens for requests (channel 0); port 0 for any free one.
    pub listen: SocketAddr,
    /// Where the till listens for device requests (channel 1). `None`: at the peer that sent the request, on the
    /// dialect's port.
    pub till: Option<SocketAddr>,
    /// Open channel 1 anew for each device request, as some terminals do, instead of once per request.
    pub reconnect: bool,
    /// Receives what happens.
    pub log: Option<Log>,
}

impl Config {
    /// A terminal of this family on any free port of this machine, switched on now.
    #[must_use]
    pub fn new(dialect: &'static Dialect) -> Self {
        Config {
            terminal: Settings { started: Zoned::now(), ..Settings::new(dialect) },
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            till: None,
            reconnect: false,
            log: None,
        }
    }

    /// The same of this model.
    #[must_use]
    pub fn of(model: &'static Model) -> Self {
        let config = Config::default();
        let terminal = Settings::of(model).unwrap_or(config.terminal);
        Config { terminal: Settings { started: Zoned::now(), ..terminal }, ..config }
    }

    /// Where the till listens.
    #[must_use]
    pub fn till(mut self, till: SocketAddr) -> Self {
        self.till = Some(till);
        self
    }

    /// What it does with transactions.
    #[must_use]
    pub fn outcome(mut self, behaviour: impl Into<Behaviour>) -> Self {
        self.terminal.behaviour = behaviour.into();
        self
    }

    /// Where it listens.
    #[must_use]
    pub fn listen(mut self, listen: SocketAddr) -> Self {
        self.listen = listen;
        self
    }

    /// The language where the till names none.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.terminal.profile.language = language;
        self
    }

    /// The same terminal as number `number` of a shop, counted from 0: with a `TerminalID` and a seed of its own.
    #[must_use]
    pub fn numbered(mut self, number: usize) -> Self {
        let profile = &mut self.terminal.profile;
        profile.terminal_id = behind(&profile.terminal_id, number);
        self.terminal.seed = self.terminal.seed.wrapping_add(u64::try_from(number).unwrap_or_default());
        self
    }

    /// Nobody has activated it or logged in yet.
    #[must_use]
    pub fn logged_out(mut self) -> Self {
        self.terminal.session_open = false;
        self
    }
}

impl Default for Config {
    /// A Swiss terminal.
    fn default() -> Self {
        Config::new(&CH)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("terminal", &self.terminal)
            .field("listen", &self.listen)
            .field("till", &self.till)
            .field("reconnect", &self.reconnect)
            .finish_non_exhaustive()
    }
}

/// The identification so many places behind another, as long as that one where it is a number.
fn behind(id: &str, places: usize) -> String {
    let width = id.len();
    match (id.parse::<u64>(), u64::try_from(places)) {
        (Ok(first), Ok(places)) => format!("{:0width$}", first.wrapping_add(places)),
        _ if places == 0 => id.to_owned(),
        _ => format!("{id}-{places}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::DIALECTS;
    use std::collections::HashSet;

    #[test]
    fn every_terminal_of_a_shop_has_an_id_of_the_usual_length() {
        for dialect in DIALECTS {
            let own = Config::new(dialect).terminal.profile.terminal_id;
            let id = |number| Config::new(dialect).numbered(number).terminal.profile.terminal_id;
            let ids: HashSet<String> = (0..10_000).map(id).collect();
            assert!(ids.len() == 10_000 && ids.contains(&own), "{}", dialect.name);
            assert!(ids.iter().all(|id| id.len() == own.len()), "{}", dialect.name);
        }
        assert_eq!((behind("A1", 0), behind("A1", 7)), ("A1".to_owned(), "A1-7".to_owned()));
    }
}
