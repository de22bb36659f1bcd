//! How a terminal wears a till down before it behaves as its outcome says.

/// Messages without end: so many that no till waits for the last.
const WITHOUT_END: u64 = 20_000_000;
/// Most connections of one request.
const MOST_CONNECTIONS: u64 = 1000;

/// What a terminal does to its till in the middle of a request that can move money. While it does, it takes no abort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Siege {
    /// What it does again and again.
    pub weapon: Weapon,
    /// How often; 0 for without end, until the till hangs up.
    pub count: u64,
}

/// What is done again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weapon {
    /// A display on channel 1; nobody waits for the answer.
    Display {
        /// For a workstation that nobody has.
        foreign: bool,
    },
    /// A receipt of 8 KiB.
    Paper,
    /// An entry for the electronic journal of 8 KiB.
    Journal,
    /// A display on a connection where no answer is ever read.
    Unread {
        /// Each on a connection of its own.
        many: bool,
    },
    /// A connection on which nothing is said.
    Connection,
    /// A connection on which garbage is said.
    Garbage,
}

impl Siege {
    /// How often it is done, at most.
    #[must_use]
    pub fn times(self) -> u64 {
        match (self.count, self.weapon) {
            (0, _) => WITHOUT_END,
            (count, Weapon::Unread { many: true } | Weapon::Connection | Weapon::Garbage) => {
                count.min(MOST_CONNECTIONS)
            }
            (count, _) => count,
        }
    }

    /// Does the till never get an answer?
    #[must_use]
    pub fn is_endless(self) -> bool {
        self.count == 0
    }

    /// The connection beside channel 1 that number `n` uses; `None` if no more are opened.
    #[must_use]
    pub fn line(self, n: u64) -> Option<u32> {
        match self.weapon {
            Weapon::Unread { many: false } => Some(0),
            _ => u32::try_from(n).ok().filter(|_| n < MOST_CONNECTIONS),
        }
    }

    /// Does each wait for the till's answer?
    #[must_use]
    pub fn is_paper(self) -> bool {
        matches!(self.weapon, Weapon::Paper | Weapon::Journal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_bounded_and_messages_need_not_be() {
        let siege = |weapon, count| Siege { weapon, count };
        assert_eq!(siege(Weapon::Paper, 5000).times(), 5000);
        assert_eq!(siege(Weapon::Connection, 5000).times(), MOST_CONNECTIONS);
        let endless = siege(Weapon::Unread { many: true }, 0);
        assert!(endless.is_endless() && endless.times() > MOST_CONNECTIONS);
        assert_eq!((endless.line(999), endless.line(1000)), (Some(999), None));
        assert_eq!(siege(Weapon::Unread { many: false }, 0).line(1000), Some(0));
    }
}
