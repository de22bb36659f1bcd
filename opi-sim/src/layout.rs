//! Where the terminals of a shop listen.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// How the terminals of a shop are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// One address; each terminal its own port: the first, the one behind it, and so on (or any free ones)
    #[default]
    Ports,
    /// One port; each terminal its own address: 127.0.1.1, 127.0.1.2, and so on; it calls the till from there
    Addresses,
}

impl Layout {
    /// The address of the first terminal unless one is given.
    #[must_use]
    pub fn first_address(self) -> IpAddr {
        match self {
            Layout::Ports => Ipv4Addr::LOCALHOST.into(),
            Layout::Addresses => Ipv4Addr::new(127, 0, 1, 1).into(),
        }
    }

    /// Where `count` terminals listen, the first of them at `first`.
    ///
    /// # Errors
    /// A sentence, if there are not so many ports or addresses behind the first.
    pub fn places(self, first: SocketAddr, count: usize) -> Result<Vec<SocketAddr>, String> {
        let place = |at: usize| match self {
            Layout::Ports if first.port() == 0 => Some(first),
            Layout::Ports => {
                let port = u16::try_from(at).ok().and_then(|at| first.port().checked_add(at))?;
                Some(SocketAddr::new(first.ip(), port))
            }
            Layout::Addresses => Some(SocketAddr::new(behind(first.ip(), at)?.into(), first.port())),
        };
        let places: Option<Vec<SocketAddr>> = (0..count).map(place).collect();
        places.ok_or_else(|| match self {
            Layout::Ports => format!("there are no {count} ports from {} on", first.port()),
            Layout::Addresses => format!("there are no {count} IPv4 addresses from {} on", first.ip()),
        })
    }
}

/// The address so many places behind another, those that end in 0 or 255 left out.
fn behind(first: IpAddr, places: usize) -> Option<Ipv4Addr> {
    let IpAddr::V4(first) = first else { return None };
    let [a, b, c, d] = first.octets().map(u64::from);
    let hosts = u64::try_from(places).ok()?.checked_add(d.checked_sub(1)?)?;
    let net = ((a << 16) | (b << 8) | c).checked_add(hosts / 254)?;
    // The first byte is the network: 127 remains 127.
    let address = (net << 8) | (hosts % 254 + 1);
    u32::try_from(address).ok().map(Ipv4Addr::from).filter(|address| u64::from(address.octets()[0]) == a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn at(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn ports_follow_one_another_and_end() {
        let places = Layout::Ports.places(at("127.0.0.1:4100"), 3).unwrap();
        assert_eq!(places, [at("127.0.0.1:4100"), at("127.0.0.1:4101"), at("127.0.0.1:4102")]);
        assert_eq!(Layout::Ports.places(at("[::1]:0"), 2).unwrap(), [at("[::1]:0"), at("[::1]:0")]);
        assert!(Layout::Ports.places(at("127.0.0.1:65535"), 2).unwrap_err().contains("no 2 ports"));
    }

    #[test]
    fn addresses_follow_one_another_and_are_hosts() {
        let first = SocketAddr::new(Layout::Addresses.first_address(), 4100);
        let places = Layout::Addresses.places(first, 20_000).unwrap();
        assert_eq!(places.get(253), Some(&at("127.0.1.254:4100")));
        assert_eq!(places.get(254), Some(&at("127.0.2.1:4100")));
        assert_eq!(places.iter().collect::<HashSet<_>>().len(), 20_000);
        for wrong in ["127.255.255.254:1", "[::1]:1", "127.0.1.0:1"] {
            assert!(Layout::Addresses.places(at(wrong), 2).unwrap_err().contains("no 2 IPv4"), "{wrong}");
        }
    }
}
