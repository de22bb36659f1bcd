//! Who is called back at one listening address: whose connection a peer's is, and whose message. Pure: no sockets,
//! no clock.
//!
//! A terminal is known by the addresses at which it was found, a till by its WorkstationID; both together name a
//! route. Every look-up is by index, so that its cost does not depend on how many routes there are.

use std::collections::HashMap;
use std::net::IpAddr;

/// The routes of a listening address; `A` is who gets what arrives.
#[derive(Debug)]
pub(crate) struct Routes<A> {
    routes: HashMap<u64, Route<A>>,
    peers: HashMap<IpAddr, Peer>,
    next: u64,
}

#[derive(Debug)]
struct Route<A> {
    workstation: String,
    /// The terminal's own port: with its address it tells one terminal of two tills from two terminals.
    port: u16,
    max_frame: usize,
    peers: Vec<IpAddr>,
    addressee: A,
}

/// The routes at one address, by WorkstationID, in the order in which they came.
#[derive(Debug, Default)]
struct Peer {
    workstations: HashMap<String, Vec<u64>>,
    /// How many of them each port of the terminal has.
    ports: HashMap<u16, usize>,
    routes: usize,
    max_frame: usize,
}

/// Whose a message is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Whose<A> {
    pub(crate) route: u64,
    pub(crate) addressee: A,
    /// Does nobody else have that terminal? Then the connection is this one's alone.
    pub(crate) alone: bool,
}

impl<A> Default for Routes<A> {
    fn default() -> Self {
        Routes { routes: HashMap::new(), peers: HashMap::new(), next: 1 }
    }
}

impl<A: Clone> Routes<A> {
    /// A new route, which nobody can call back on yet; its number.
    pub(crate) fn add(&mut self, workstation: &str, port: u16, max_frame: usize, addressee: A) -> u64 {
        let number = self.next;
        self.next += 1;
        let workstation = workstation.to_owned();
        self.routes.insert(number, Route { workstation, port, max_frame, peers: Vec::new(), addressee });
        number
    }

    /// Where the terminal of a route has been found.
    pub(crate) fn set_peers(&mut self, number: u64, addresses: impl IntoIterator<Item = IpAddr>) {
        let Some(route) = self.routes.get_mut(&number) else { return };
        let mut peers: Vec<IpAddr> = addresses.into_iter().map(|address| address.to_canonical()).collect();
        peers.sort_unstable();
        peers.dedup();
        if peers == route.peers {
            return;
        }
        let before = std::mem::replace(&mut route.peers, peers.clone());
        let (workstation, port, max_frame) = (route.workstation.clone(), route.port, route.max_frame);
        for peer in before {
            self.leave(peer, number, &workstation, port);
        }
        for address in peers {
            let peer = self.peers.entry(address).or_default();
            peer.workstations.entry(workstation.clone()).or_default().push(number);
            *peer.ports.entry(port).or_default() += 1;
            peer.routes += 1;
            peer.max_frame = peer.max_frame.max(max_frame);
        }
    }

    /// The route is no more.
    pub(crate) fn remove(&mut self, number: u64) {
        self.set_peers(number, []);
        self.routes.remove(&number);
    }

    fn leave(&mut self, address: IpAddr, number: u64, workstation: &str, port: u16) {
        let Some(peer) = self.peers.get_mut(&address) else { return };
        if let Some(numbers) = peer.workstations.get_mut(workstation) {
            numbers.retain(|other| *other != number);
            if numbers.is_empty() {
                peer.workstations.remove(workstation);
            }
        }
        if let Some(count) = peer.ports.get_mut(&port) {
            *count -= 1;
            if *count == 0 {
                peer.ports.remove(&port);
            }
        }
        peer.routes -= 1;
        if peer.routes == 0 {
            self.peers.remove(&address);
        }
    }

    /// How many routes a peer may call back on; 0: it is a stranger.
    pub(crate) fn at(&self, peer: IpAddr) -> usize {
        self.peer(peer).map_or(0, |peer| peer.routes)
    }

    /// The longest message, in bytes, that any of a peer's routes accepts.
    pub(crate) fn max_frame(&self, peer: IpAddr) -> usize {
        self.peer(peer).map_or(0, |peer| peer.max_frame)
    }

    /// Everybody whom a peer may call back.
    pub(crate) fn everybody_at(&self, peer: IpAddr) -> Vec<A> {
        let numbers = self.peer(peer).into_iter().flat_map(|peer| peer.workstations.values().flatten());
        numbers.filter_map(|number| Some(self.routes.get(number)?.addressee.clone())).collect()
    }

    /// Whose a message from `peer` for `workstation` is. Some terminals leave the WorkstationID out: then the
    /// address alone must be enough. Where one till has opened a terminal more than once, the one with the highest
    /// `rank` gets it, the first of equals.
    pub(crate) fn whose(
        &self,
        peer: IpAddr,
        workstation: Option<&str>,
        rank: impl Fn(&A) -> u8,
    ) -> Option<Whose<A>> {
        let peer = self.peer(peer)?;
        let fitting = match workstation {
            Some(workstation) => peer.workstations.get(workstation)?,
            None => peer.workstations.values().next().filter(|_| peer.workstations.len() == 1)?,
        };
        let best = |best: Option<(u8, u64)>, number: &u64| {
            let rank = self.routes.get(number).map_or(0, |route| rank(&route.addressee));
            if best.is_some_and(|(highest, _)| highest >= rank) { best } else { Some((rank, *number)) }
        };
        let number = match fitting.as_slice() {
            [one] => *one,
            several => several.iter().fold(None, best)?.1,
        };
        let route = self.routes.get(&number)?;
        let alone = peer.ports.get(&route.port).is_none_or(|count| *count <= 1);
        Some(Whose { route: number, addressee: route.addressee.clone(), alone })
    }

    fn peer(&self, address: IpAddr) -> Option<&Peer> {
        self.peers.get(&address.to_canonical())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// Terminals by name: workstation, address, port.
    fn routes(rows: &[(&'static str, &str, &str, u16)]) -> Routes<&'static str> {
        let mut routes = Routes::default();
        for (name, workstation, address, port) in rows {
            let number = routes.add(workstation, *port, 4096, *name);
            routes.set_peers(number, [ip(address)]);
        }
        routes
    }

    fn whose(
        routes: &Routes<&'static str>,
        peer: &str,
        workstation: Option<&str>,
    ) -> Option<(&'static str, bool)> {
        routes.whose(ip(peer), workstation, |_| 0).map(|whose| (whose.addressee, whose.alone))
    }

    #[test]
    fn address_and_workstation_name_the_terminal() {
        let shop = routes(&[
            ("a", "lane-1", "10.0.0.1", 4100),
            ("b", "lane-1", "10.0.0.2", 4100),
            // One terminal, two tills.
            ("c", "lane-1", "10.0.0.3", 4100),
            ("d", "lane-2", "10.0.0.3", 4100),
            // Two terminals behind one address.
            ("e", "lane-1", "fe80::5", 4100),
            ("f", "lane-2", "fe80::5", 4200),
        ]);
        for (peer, workstation, expected) in [
            ("10.0.0.1", Some("lane-1"), Some(("a", true))),
            ("::ffff:10.0.0.1", Some("lane-1"), Some(("a", true))),
            ("10.0.0.1", None, Some(("a", true))),
            ("10.0.0.1", Some("lane-2"), None),
            ("10.0.0.2", Some("lane-1"), Some(("b", true))),
            ("10.0.0.3", Some("lane-1"), Some(("c", false))),
            ("10.0.0.3", Some("lane-2"), Some(("d", false))),
            ("10.0.0.3", None, None),
            ("fe80::5", Some("lane-1"), Some(("e", true))),
            ("fe80::5", Some("lane-2"), Some(("f", true))),
            ("10.0.0.9", Some("lane-1"), None),
            ("10.0.0.9", None, None),
        ] {
            assert_eq!(whose(&shop, peer, workstation), expected, "{peer} {workstation:?}");
        }
        assert_eq!(shop.at(ip("10.0.0.3")), 2);
        assert_eq!(shop.at(ip("10.0.0.9")), 0);
        assert_eq!(shop.everybody_at(ip("10.0.0.1")), ["a"]);
    }

    #[test]
    fn of_two_handles_the_one_that_waits_gets_it() {
        let twice = routes(&[("first", "1", "10.0.0.1", 4100), ("second", "1", "10.0.0.1", 4100)]);
        let found = |busy: &str| twice.whose(ip("10.0.0.1"), Some("1"), |name| u8::from(*name == busy));
        assert_eq!(found("first").unwrap().addressee, "first");
        assert_eq!(found("second").unwrap().addressee, "second");
        assert_eq!(found("nobody").unwrap().addressee, "first");
        assert_eq!(whose(&twice, "10.0.0.1", None), Some(("first", false)));
    }

    #[test]
    fn a_terminal_that_moves_is_found_where_it_is() {
        let mut shop = routes(&[("a", "1", "10.0.0.1", 4100)]);
        shop.set_peers(1, [ip("10.0.0.7"), ip("10.0.0.7"), ip("fe80::7")]);
        assert_eq!(whose(&shop, "10.0.0.1", Some("1")), None);
        assert_eq!(whose(&shop, "10.0.0.7", Some("1")), Some(("a", true)));
        assert_eq!(whose(&shop, "fe80::7", Some("1")), Some(("a", true)));
        shop.remove(1);
        assert!(shop.peers.is_empty() && shop.routes.is_empty(), "nothing is left behind");
    }

    /// What a till does with its routes.
    #[derive(Debug, Clone)]
    enum Deed {
        Open(u8, u8, u8),
        Move(usize, u8),
        Close(usize),
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let deed = prop_oneof![
            (0..4u8, 0..4u8, 0..2u8).prop_map(|(workstation, peer, port)| Deed::Open(
                workstation,
                peer,
                port
            )),
            (any::<usize>(), 0..4u8).prop_map(|(which, peer)| Deed::Move(which, peer)),
            any::<usize>().prop_map(Deed::Close),
        ];
        proptest::collection::vec(deed, 0..60)
    }

    proptest! {
        /// The index agrees with a search through a plain list, whatever was opened, moved and closed before.
        #[test]
        fn the_index_says_what_a_search_says(deeds in deeds()) {
            let address = |peer: u8| IpAddr::from([10, 0, 0, peer]);
            let mut routes = Routes::default();
            let mut list: Vec<(u64, String, u8, u16)> = Vec::new();
            for deed in deeds {
                match deed {
                    Deed::Open(workstation, peer, port) => {
                        let (name, port) = (format!("lane-{workstation}"), 4100 + u16::from(port));
                        let number = routes.add(&name, port, 4096, ());
                        routes.set_peers(number, [address(peer)]);
                        list.push((number, name, peer, port));
                    }
                    Deed::Move(which, peer) if !list.is_empty() => {
                        let which = which % list.len();
                        let number = list[which].0;
                        routes.set_peers(number, [address(peer)]);
                        // Who comes anew comes last; who stays keeps his place.
                        if list[which].2 != peer {
                            let (_, name, _, port) = list.remove(which);
                            list.push((number, name, peer, port));
                        }
                    }
                    Deed::Close(which) if !list.is_empty() => {
                        routes.remove(list.remove(which % list.len()).0);
                    }
                    Deed::Move(..) | Deed::Close(_) => {}
                }
            }
            for peer in 0..4u8 {
                let here: Vec<_> = list.iter().filter(|row| row.2 == peer).collect();
                prop_assert_eq!(routes.at(address(peer)), here.len());
                for workstation in 0..4u8 {
                    let name = format!("lane-{workstation}");
                    let fitting = here.iter().find(|row| row.1 == name);
                    let expected = fitting.map(|row| (row.0, here.iter().filter(|r| r.3 == row.3).count() <= 1));
                    let found = routes.whose(address(peer), Some(&name), |()| 0);
                    prop_assert_eq!(found.map(|whose| (whose.route, whose.alone)), expected);
                }
            }
        }
    }
}
