//! A card number (PAN) that exists in memory only in its masked form.
//!
//! Card-data rules: at most the first six and the last four digits may be shown or stored, in logs the last
//! four only, and one form everywhere, because two different truncations of one number help to rebuild it
//! (PCI DSS 3.4.1 and 3.5.1, FAQ 1091).

use serde::{Serialize, Serializer};
use std::fmt;

/// Longest PAN by ISO/IEC 7812; longer input is cut.
const LONGEST: usize = 19;
/// From this length on, the first six digits may stay visible.
const SHORTEST_WITH_BIN: usize = 14;

/// A masked card number: `680533******4747`. The digits in between are dropped when it is read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pan(String);

impl Pan {
    /// Reads what a terminal sent, masked (`X`, `*`, `#`, `.`) or not, and keeps at most 6 + 4 digits. Anything
    /// from a track separator (`=`, `D` between digits) on is dropped.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let number: Vec<char> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .take_while(|c| c.is_ascii_digit() || "xX*#.".contains(*c))
            .take(LONGEST)
            .collect();
        let length = number.len();
        let bin = if length >= SHORTEST_WITH_BIN { 6 } else { 0 };
        let masked = number
            .iter()
            .enumerate()
            .map(|(i, c)| {
                let visible = i < bin || i + 4 >= length && length > 8;
                if visible && c.is_ascii_digit() { *c } else { '*' }
            })
            .collect();
        Pan(masked)
    }

    /// At most the first six and last four digits, the rest `*`: what a result or a receipt record may hold.
    #[must_use]
    pub fn masked(&self) -> &str {
        &self.0
    }

    /// The last four digits, the rest `*`: what logs and traces may hold.
    #[must_use]
    pub fn last_four(&self) -> String {
        let length = self.0.chars().count();
        self.0.chars().enumerate().map(|(i, c)| if i + 4 >= length { c } else { '*' }).collect()
    }
}

impl fmt::Display for Pan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.last_four())
    }
}

impl fmt::Debug for Pan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pan({})", self.last_four())
    }
}

impl Serialize for Pan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_at_most_six_and_four() {
        for (read, masked, logged) in [
            ("6805331234567894747", "680533*********4747", "***************4747"),
            ("680533#########4747", "680533*********4747", "***************4747"),
            ("4111 1111 1111 1111", "411111******1111", "************1111"),
            ("XXXXXXXXXXXX0036", "************0036", "************0036"),
            ("XXXXXXXXXX=XXXXXXXXXXX", "**********", "**********"),
            ("5413330089020011=2512101", "541333******0011", "************0011"),
            ("411111111111", "********1111", "********1111"),
            ("12345678", "********", "********"),
            ("455600000599   ", "********0599", "********0599"),
            ("", "", ""),
        ] {
            let pan = Pan::read(read);
            assert_eq!((pan.masked(), pan.last_four().as_str()), (masked, logged), "{read}");
        }
    }

    proptest! {
        #[test]
        fn never_shows_the_middle(digits in "[0-9]{13,19}") {
            let pan = Pan::read(&digits);
            for shown in [format!("{pan}"), format!("{pan:?}"), serde_json::to_string(&pan).unwrap()] {
                let visible = shown.chars().filter(char::is_ascii_digit).count();
                prop_assert!(visible <= 10, "{shown}");
                prop_assert!(!shown.contains(&digits));
            }
        }
    }
}
