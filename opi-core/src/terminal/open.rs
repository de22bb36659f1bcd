//! Opening: ledger, lease, and a place at the switchboard.

use super::{Inner, Link, Terminal, dispatch};
use crate::cancel::CancelToken;
use crate::config::{Config, JournalPlace};
use crate::driver::RequestIds;
use crate::hall::Hall;
use crate::journal::{self, Journal};
use crate::lease::Lease;
use crate::ledger::Ledger;
use crate::switchboard::{Caller, Place};
use log::info;
use opi_proto::devices::Devices;
use opi_proto::error::Error;
use parking_lot::Mutex;
use std::sync::Arc;
use std::time::Duration;

impl Terminal {
    /// Opens a terminal: opens its journal, takes its lease and starts to listen for its device requests.
    /// Nothing is sent yet, and the terminal need not be reachable; only with `recover=open` in the URL it is
    /// asked at once about unresolved requests, and what cannot be found out stays for later.
    ///
    /// # Errors
    /// One of the `Journal…` codes; [`Code::TerminalInUse`](crate::Code::TerminalInUse) when another program drives
    /// this terminal; [`Code::Listen`](crate::Code::Listen) when the till's own port cannot be opened. The message
    /// says who holds it, if the system tells.
    pub fn open(config: Config, devices: Arc<dyn Devices>) -> Result<Terminal, Error> {
        let address = config.address();
        let ledger = open_journal(&config)?;
        // Without a ledger there is no evidence that a second program could spoil.
        let lease = ledger.as_ref().map(|_| Lease::take(&address)).transpose()?;
        let hall = Arc::new(Hall::default());
        let settings = &config.settings;
        let caller = Caller {
            peer: config.host.parse().ok(),
            port: config.port,
            workstation: &settings.workstation,
            max_frame: settings.max_frame,
        };
        let place = Place::take(config.listen(), &caller, Arc::clone(&hall) as _)?;
        let listens_at = place.address();
        info!("Terminal {address} ({}) opened, listening at {listens_at}", settings.dialect.name);
        let recover = config.recover_at_open && ledger.is_some();
        let link = Mutex::new(Some(Arc::new(Link { place, _lease: lease })));
        let inner = Arc::new(Inner { config, devices, ledger, address, listens_at, hall, link });
        let (announced, weak) = (dispatch::announced(), Arc::downgrade(&inner));
        inner.hall.when_nobody_is_inside(move || announced.announce(weak.clone()));
        let terminal = Terminal { inner };
        if recover {
            terminal.recover(&CancelToken::new())?;
        }
        Ok(terminal)
    }
}

/// Opens the journal where the configuration says, and forgets what is too old.
fn open_journal(config: &Config) -> Result<Option<Arc<dyn Ledger>>, Error> {
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
        RequestIds::of_the_process().continue_after(last);
    }
    Ok(Some(Arc::new(journal)))
}
