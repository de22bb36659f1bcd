//! How many descriptors this process may have.

use std::io;

/// What one terminal needs: where it listens, channel 0, channel 1.
const EACH: u64 = 3;
/// What the rest of the process needs.
const REST: u64 = 64;

/// Makes room for so many terminals.
///
/// # Errors
/// A sentence with the number that is needed, if the system does not give so many.
pub(crate) fn allow(terminals: usize) -> io::Result<()> {
    // One more terminal fits where a process fits.
    if terminals <= 1 {
        return Ok(());
    }
    let needed = u64::try_from(terminals).unwrap_or(u64::MAX).saturating_mul(EACH).saturating_add(REST);
    match raise(needed) {
        Some(limit) if limit < needed => Err(io::Error::other(format!(
            "{terminals} terminals need {needed} descriptors, and this process may have {limit}: raise the limit with \
             'ulimit -n {needed}' (as root, or in /etc/security/limits.conf: nofile; for a service: LimitNOFILE={needed})"
        ))),
        _ => Ok(()),
    }
}

/// Raises the limit to what the process may give itself if it has less than that; tells the limit, if there is one.
#[cfg(unix)]
fn raise(needed: u64) -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let now = limit.current?;
    if now >= needed {
        return Some(now);
    }
    // Some systems have a ceiling below the limit that they tell.
    let wishes = [limit.maximum, Some(limit.maximum.map_or(needed, |most| most.min(needed)))];
    let granted = wishes
        .into_iter()
        .find(|wish| setrlimit(Resource::Nofile, Rlimit { current: *wish, maximum: limit.maximum }).is_ok());
    granted.unwrap_or(Some(now))
}

/// There is no such limit here.
#[cfg(not(unix))]
fn raise(_: u64) -> Option<u64> {
    None
}
