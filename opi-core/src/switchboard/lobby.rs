//! Which connections wait at a listening address for somebody to need them, and which one gives way where there is
//! no room. Pure: no sockets; time is an argument.
//!
//! A guest is a connection that nobody in particular watches: one that has not said yet whom it is for, or one that
//! a terminal keeps open between calls. Limits are by peer and grow with the terminals there, so that nobody's
//! connections cost a neighbour his.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Most guests of a peer for each terminal it has.
pub(crate) const MOST_FOR_A_TERMINAL: usize = 64;
/// Most bytes of unfinished messages at an address.
pub(crate) const MOST_BYTES: usize = 32 * 1024 * 1024;
/// How long a guest that has not said whom it is for may say nothing.
pub(crate) const SILENCE: Duration = Duration::from_secs(300);

/// The guests of a listening address.
#[derive(Debug, Default)]
pub(crate) struct Lobby {
    guests: HashMap<u64, Guest>,
    /// Those that may have to go, the first to go first.
    idle: BTreeSet<Place>,
    peers: HashMap<IpAddr, Peer>,
    bytes: usize,
}

/// Who goes first: who has never said whom it is for, then who has been silent longest.
type Place = (Standing, Instant, u64);

/// What is known of a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Has not said whom it is for.
    Stranger,
    /// A terminal's, kept open between calls, or one that several tills share.
    Known,
    /// Has said something that waits to be taken: it stays.
    Waiting,
}

#[derive(Debug, Clone, Copy)]
struct Guest {
    peer: IpAddr,
    standing: Standing,
    heard: Instant,
    bytes: usize,
}

/// The guests of one peer.
#[derive(Debug, Default)]
struct Peer {
    guests: usize,
    idle: BTreeSet<Place>,
}

impl Lobby {
    /// Is there room for one more of a peer that has so many terminals?
    pub(crate) fn has_room(&self, peer: IpAddr, terminals: usize) -> bool {
        let guests = self.peers.get(&peer).map_or(0, |peer| peer.guests);
        guests < MOST_FOR_A_TERMINAL.saturating_mul(terminals)
    }

    /// A connection comes in, or what is known of it has changed. `bytes` of an unfinished message have come.
    pub(crate) fn put(&mut self, number: u64, peer: IpAddr, standing: Standing, bytes: usize, now: Instant) {
        self.take(number);
        self.guests.insert(number, Guest { peer, standing, heard: now, bytes });
        self.bytes += bytes;
        let of = self.peers.entry(peer).or_default();
        of.guests += 1;
        if standing != Standing::Waiting {
            self.idle.insert((standing, now, number));
            of.idle.insert((standing, now, number));
        }
    }

    /// It goes. Was it there?
    pub(crate) fn take(&mut self, number: u64) -> bool {
        let Some(guest) = self.guests.remove(&number) else { return false };
        let place = (guest.standing, guest.heard, number);
        self.idle.remove(&place);
        self.bytes -= guest.bytes;
        if let Some(of) = self.peers.get_mut(&guest.peer) {
            of.idle.remove(&place);
            of.guests -= 1;
            if of.guests == 0 {
                self.peers.remove(&guest.peer);
            }
        }
        true
    }

    /// Who gives way when there is no room for another one at all.
    pub(crate) fn first_to_go(&self) -> Option<u64> {
        self.idle.first().map(|(_, _, number)| *number)
    }

    /// Who of a peer gives way to another one of the same peer.
    pub(crate) fn first_to_go_of(&self, peer: IpAddr) -> Option<u64> {
        self.peers.get(&peer)?.idle.first().map(|(_, _, number)| *number)
    }

    /// Who has the longest unfinished message, when all of them together are too long.
    pub(crate) fn too_long(&self) -> Option<u64> {
        if self.bytes <= MOST_BYTES {
            return None;
        }
        self.guests.iter().max_by_key(|(_, guest)| guest.bytes).map(|(number, _)| *number)
    }

    /// A guest that has been silent for too long, if there is one.
    pub(crate) fn silent_too_long(&self, now: Instant) -> Option<u64> {
        self.next_deadline().filter(|deadline| *deadline <= now)?;
        self.first_to_go()
    }

    /// When the next one will have been silent for too long.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        let (standing, heard, _) = self.idle.first()?;
        (*standing == Standing::Stranger).then(|| *heard + SILENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn peer(number: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, number])
    }

    #[test]
    fn room_grows_with_the_terminals_and_is_each_peers_own() {
        let (mut lobby, now) = (Lobby::default(), Instant::now());
        for number in 0..64 {
            assert!(lobby.has_room(peer(1), 1), "{number}");
            lobby.put(number, peer(1), Standing::Stranger, 0, now);
        }
        assert!(!lobby.has_room(peer(1), 1));
        assert!(lobby.has_room(peer(1), 2), "two terminals behind one address");
        assert!(lobby.has_room(peer(2), 1), "a neighbour");
        assert!(!lobby.has_room(peer(3), 0), "nobody's terminal");
        assert!(lobby.take(7) && !lobby.take(7));
        assert!(lobby.has_room(peer(1), 1));
    }

    #[test]
    fn the_oldest_idle_stranger_gives_way_first() {
        let (mut lobby, start) = (Lobby::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        lobby.put(1, peer(1), Standing::Known, 0, at(0));
        lobby.put(2, peer(1), Standing::Waiting, 900, at(0));
        lobby.put(3, peer(1), Standing::Stranger, 0, at(1));
        lobby.put(4, peer(2), Standing::Stranger, 10, at(2));
        assert_eq!(lobby.first_to_go(), Some(3));
        assert_eq!(lobby.first_to_go_of(peer(2)), Some(4));
        // It says something, so the other one is older.
        lobby.put(3, peer(1), Standing::Stranger, 5, at(3));
        assert_eq!(lobby.first_to_go(), Some(4));
        assert_eq!(lobby.first_to_go_of(peer(1)), Some(3));
        lobby.take(3);
        lobby.take(4);
        assert_eq!(lobby.first_to_go(), Some(1), "a terminal's own only where nobody else is left");
        lobby.take(1);
        assert_eq!(lobby.first_to_go(), None, "what waits to be taken stays");
        assert_eq!(lobby.first_to_go_of(peer(9)), None);
    }

    #[test]
    fn silence_ends_for_strangers_only() {
        let (mut lobby, now) = (Lobby::default(), Instant::now());
        lobby.put(1, peer(1), Standing::Known, 0, now);
        assert_eq!(lobby.next_deadline(), None);
        lobby.put(2, peer(1), Standing::Stranger, 3, now);
        assert_eq!(lobby.next_deadline(), Some(now + SILENCE));
        assert_eq!(lobby.silent_too_long(now + SILENCE - Duration::from_millis(1)), None);
        assert_eq!(lobby.silent_too_long(now + SILENCE), Some(2));
    }

    #[test]
    fn unfinished_messages_have_a_bound_together() {
        let (mut lobby, now) = (Lobby::default(), Instant::now());
        lobby.put(1, peer(1), Standing::Stranger, MOST_BYTES / 2, now);
        lobby.put(2, peer(2), Standing::Stranger, MOST_BYTES / 2, now);
        assert_eq!(lobby.too_long(), None);
        lobby.put(2, peer(2), Standing::Stranger, MOST_BYTES / 2 + 1, now);
        assert_eq!(lobby.too_long(), Some(2));
        lobby.take(2);
        assert_eq!(lobby.too_long(), None);
    }

    proptest! {
        /// Whatever came and went: nothing is counted twice, nothing is left behind.
        #[test]
        fn the_books_are_right(
            deeds in proptest::collection::vec((0..20u64, 0..3u8, 0..3u8, 0..100usize, any::<bool>()), 0..200)
        ) {
            let (mut lobby, now) = (Lobby::default(), Instant::now());
            let mut list: HashMap<u64, (IpAddr, Standing, usize)> = HashMap::new();
            for (number, of, standing, bytes, comes) in deeds {
                let standing = [Standing::Stranger, Standing::Known, Standing::Waiting][usize::from(standing)];
                if comes {
                    lobby.put(number, peer(of), standing, bytes, now);
                    list.insert(number, (peer(of), standing, bytes));
                } else {
                    prop_assert_eq!(lobby.take(number), list.remove(&number).is_some());
                }
            }
            prop_assert_eq!(lobby.bytes, list.values().map(|guest| guest.2).sum::<usize>());
            let idle = list.values().filter(|guest| guest.1 != Standing::Waiting).count();
            prop_assert_eq!(lobby.idle.len(), idle);
            for of in 0..3 {
                let here = list.values().filter(|guest| guest.0 == peer(of)).count();
                prop_assert_eq!(lobby.peers.get(&peer(of)).map_or(0, |peer| peer.guests), here);
            }
            prop_assert_eq!(lobby.first_to_go().is_some(), idle > 0);
        }
    }
}
