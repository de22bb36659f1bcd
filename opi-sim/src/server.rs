//! One terminal that listens on a port: a shop of one.

use crate::config::Config;
use crate::shop::{Shop, Station};
use std::fmt;
use std::io;
use std::ops::Deref;

/// A terminal that is running; what can be asked of it is what a [`Station`] tells. Dropping it stops it.
pub struct Simulator {
    shop: Shop,
    station: Station,
}

impl Simulator {
    /// Opens the port and starts.
    ///
    /// # Errors
    /// When the port cannot be opened or a thread cannot be started.
    pub fn start(config: Config) -> io::Result<Self> {
        let shop = Shop::start(vec![config])?;
        let station = shop.terminal(0).cloned().ok_or_else(|| io::Error::other("nothing was started"))?;
        Ok(Simulator { shop, station })
    }

    /// Closes every connection and ends. What was running stays in the ledger as it is.
    pub fn stop(&mut self) {
        self.shop.stop();
    }
}

impl Deref for Simulator {
    type Target = Station;
    fn deref(&self) -> &Station {
        &self.station
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("addr", &self.addr()).finish_non_exhaustive()
    }
}
