//! What the next transactions do: an [`Outcome`] and [`Faults`], read from a text such as `tip:10,split:3`, or
//! chosen by the amount.
//!
//! One table lists every word; the command line, the control channel and the README take theirs from it.

use crate::fault::Faults;
use crate::outcome::{Outcome, Silence};
use crate::siege::{Siege, Weapon};
use opi_proto::value::Money;
use std::fmt;
use std::str::FromStr;

/// What a terminal does with the requests to come.
///
/// The outcome and the faults that spoil an answer apply to requests that can move money (the faults, with
/// `every_request`, to all others too); the faults that a till must live with apply to every message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behaviour {
    /// How a transaction ends.
    pub outcome: Outcome,
    /// What the line does to its messages.
    pub faults: Faults,
    /// How the till is worn down before that.
    pub siege: Option<Siege>,
    /// Is nothing ever said, whatever the till asks, and nothing done?
    pub mute: bool,
    /// Do faults that spoil the answer also hit requests that move no money (reprint, repeat, status)?
    pub every_request: bool,
}

impl Behaviour {
    /// A good line.
    #[must_use]
    pub const fn of(outcome: Outcome) -> Self {
        Behaviour { outcome, faults: Faults::NONE, siege: None, mute: false, every_request: false }
    }

    /// With [`Outcome::Auto`], what the amount says; the faults given stay.
    #[must_use]
    pub fn resolved(self, amount: Option<Money>) -> Self {
        if self.outcome != Outcome::Auto {
            return self;
        }
        let ending = amount.map(|amount| amount.minor_units().unsigned_abs() % 100);
        let by_amount = AMOUNTS.iter().find(|(minor, ..)| ending == Some(u64::from(*minor)));
        let chosen = by_amount.map_or(Behaviour::of(Outcome::Approve), |(_, behaviour, _)| *behaviour);
        Behaviour {
            outcome: chosen.outcome,
            faults: Faults {
                drop_pay: self.faults.drop_pay.or(chosen.faults.drop_pay),
                drop_device: self.faults.drop_device.or(chosen.faults.drop_device),
                latin: self.faults.latin || chosen.faults.latin,
                ..self.faults
            },
            ..self
        }
    }
}

impl Default for Behaviour {
    fn default() -> Self {
        Behaviour::of(Outcome::Auto)
    }
}

impl From<Outcome> for Behaviour {
    fn from(outcome: Outcome) -> Self {
        Behaviour::of(outcome)
    }
}

impl From<Faults> for Behaviour {
    /// Approved, over that line.
    fn from(faults: Faults) -> Self {
        Behaviour { faults, ..Behaviour::of(Outcome::Approve) }
    }
}

const fn faulty(drop_pay: Option<usize>, drop_device: Option<usize>, latin: bool) -> Behaviour {
    let mut behaviour = Behaviour::of(Outcome::Approve);
    behaviour.faults.drop_pay = drop_pay;
    behaviour.faults.drop_device = drop_device;
    behaviour.faults.latin = latin;
    behaviour
}

/// With outcome `auto`, the last two digits of the amount decide; every ending that is not listed is approved.
/// The endings are ones that shops rarely use: no x0, x5 or 99. The seventies are rarer cards, the eighties the
/// terminal and the line, the nineties the customer and the host.
pub const AMOUNTS: &[(u8, Behaviour, &str)] = &[
    (
        71,
        Behaviour::of(Outcome::Dcc { accepted: true }),
        "a foreign card; approved in the card's currency (DCC)",
    ),
    (
        72,
        Behaviour::of(Outcome::Dcc { accepted: false }),
        "a foreign card; approved, the customer refuses DCC",
    ),
    (73, Behaviour::of(Outcome::Referral), "approved if the cashier types an approval code"),
    (74, Behaviour::of(Outcome::Choice), "approved when the cashier has chosen one of two applications"),
    (81, Behaviour::of(Outcome::Slow { millis: 5000 }), "approved after 5 seconds; can be aborted meanwhile"),
    (82, Behaviour::of(Outcome::Wait), "waits for a card until the cashier aborts"),
    (83, Behaviour::of(Outcome::Busy), "refused: terminal busy"),
    (84, Behaviour::of(Outcome::PrintLastTicket), "refused: the last receipt must be reprinted first"),
    (86, faulty(None, None, true), "approved; umlauts arrive as ISO-8859-1 although the prolog says UTF-8"),
    (87, faulty(Some(100), None, false), "approved, but channel 0 breaks after 100 bytes of the answer"),
    (88, faulty(None, Some(1500), false), "approved, but channel 1 breaks after 1500 bytes"),
    (89, Behaviour::of(Outcome::Silent(Silence::AfterReceipts)), "approved, receipts printed, but no answer"),
    (91, Behaviour::of(Outcome::Decline { reason: 5 }), "declined by the host"),
    (92, Behaviour::of(Outcome::Abort), "aborted by the customer"),
    (93, Behaviour::of(Outcome::TimedOut), "no card was presented in time"),
    (94, Behaviour::of(Outcome::Tip { percent: 10 }), "approved with a tip of 10 % on top"),
    (96, Behaviour::of(Outcome::Signature), "approved if the cashier accepts the signature"),
    (97, Behaviour::of(Outcome::Offline), "the terminal cannot reach its host"),
    (98, Behaviour::of(Outcome::UnknownCard), "the card is not accepted"),
];

/// A word of a behaviour: name, default of its number (`None`: it has none), meaning, effect.
type Word = (&'static str, Option<u64>, &'static str, fn(&mut Behaviour, u64));

/// Every word a behaviour can be made of.
pub const WORDS: &[Word] = &[
    ("auto", None, "the amount decides (default)", |b, _| b.outcome = Outcome::Auto),
    ("approve", None, "approved", |b, _| b.outcome = Outcome::Approve),
    ("tip", Some(10), "approved with a tip of n per cent", |b, n| {
        b.outcome = Outcome::Tip { percent: u32::try_from(n).unwrap_or(100).min(100) };
    }),
    ("signature", None, "approved if the cashier accepts the signature", |b, _| {
        b.outcome = Outcome::Signature
    }),
    ("dcc", None, "a foreign card; approved in the card's currency", |b, _| {
        b.outcome = Outcome::Dcc { accepted: true };
    }),
    ("dcc-refused", None, "a foreign card; approved, the customer refuses its currency", |b, _| {
        b.outcome = Outcome::Dcc { accepted: false };
    }),
    ("referral", None, "approved if the cashier types an approval code", |b, _| {
        b.outcome = Outcome::Referral;
    }),
    ("choice", None, "approved when the cashier has chosen one of two applications", |b, _| {
        b.outcome = Outcome::Choice;
    }),
    ("slow", Some(10_000), "approved after n milliseconds; can be aborted meanwhile", |b, n| {
        b.outcome = Outcome::Slow { millis: n };
    }),
    ("wait", None, "waits for a card until the cashier aborts", |b, _| b.outcome = Outcome::Wait),
    ("decline", Some(5), "declined by the host with reason n", |b, n| {
        b.outcome = Outcome::Decline { reason: u32::try_from(n).unwrap_or(5).max(1) };
    }),
    ("unknown-card", None, "the card is not accepted", |b, _| b.outcome = Outcome::UnknownCard),
    ("offline", None, "the terminal cannot reach its host", |b, _| b.outcome = Outcome::Offline),
    ("abort", None, "aborted by the customer", |b, _| b.outcome = Outcome::Abort),
    ("timeout", None, "no card was presented in time", |b, _| b.outcome = Outcome::TimedOut),
    ("silent", None, "charged, receipts printed, never answered", |b, _| {
        b.outcome = Outcome::Silent(Silence::AfterReceipts);
    }),
    ("silent-approved", None, "charged, then silence: no receipts, no answer", |b, _| {
        b.outcome = Outcome::Silent(Silence::AfterApproval);
    }),
    ("silent-start", None, "the request is swallowed; nothing is charged", |b, _| {
        b.outcome = Outcome::Silent(Silence::AtOnce);
    }),
    (
        "endless",
        Some(500),
        "messages for ever, one each n milliseconds; takes no abort, charges nothing",
        |b, n| {
            b.outcome = Outcome::Endless { millis: n.max(1) };
        },
    ),
    ("busy", None, "refused: terminal busy", |b, _| b.outcome = Outcome::Busy),
    ("print-last-ticket", None, "refused: the last receipt must be reprinted first", |b, _| {
        b.outcome = Outcome::PrintLastTicket;
    }),
    ("logged-out", None, "refused: nobody has logged in", |b, _| b.outcome = Outcome::LoggedOut),
    ("mute", None, "takes connections on channel 0 and never says anything; nothing is charged", |b, _| {
        b.mute = true;
    }),
    ("flood", Some(1000), "n displays at once, then as usual; 0: without end, never answered", |b, n| {
        b.siege = siege(Weapon::Display { foreign: false }, n);
    }),
    ("flood-foreign", Some(1000), "the same for a workstation that nobody has", |b, n| {
        b.siege = siege(Weapon::Display { foreign: true }, n);
    }),
    ("papers", Some(100), "n receipts of 8 KiB, then as usual; 0: without end, never answered", |b, n| {
        b.siege = siege(Weapon::Paper, n);
    }),
    ("journals", Some(100), "n journal entries of 8 KiB, then as usual; 0: without end", |b, n| {
        b.siege = siege(Weapon::Journal, n);
    }),
    ("deaf", Some(1000), "n displays on a connection where no answer is read; 0: without end", |b, n| {
        b.siege = siege(Weapon::Unread { many: false }, n);
    }),
    ("deaf-many", Some(50), "the same, each on a connection of its own that stays open", |b, n| {
        b.siege = siege(Weapon::Unread { many: true }, n);
    }),
    ("storm", Some(300), "n connections to the till on which nothing is said, then as usual", |b, n| {
        b.siege = siege(Weapon::Connection, n.max(1));
    }),
    ("garbage-storm", Some(100), "n connections to the till with garbage, then as usual", |b, n| {
        b.siege = siege(Weapon::Garbage, n.max(1));
    }),
    ("drop-pay", Some(0), "channel 0 breaks after n bytes of the answer", |b, n| {
        b.faults.drop_pay = Some(usize::try_from(n).unwrap_or(usize::MAX));
    }),
    ("drop-device", Some(0), "channel 1 breaks after n bytes of device requests", |b, n| {
        b.faults.drop_device = Some(usize::try_from(n).unwrap_or(usize::MAX));
    }),
    ("split", Some(1), "every message leaves in pieces of n bytes", |b, n| {
        b.faults.split = Some(usize::try_from(n).unwrap_or(usize::MAX).max(1));
    }),
    ("latin", None, "ISO-8859-1 bytes under a UTF-8 prolog", |b, _| b.faults.latin = true),
    ("no-namespace", None, "device requests without a namespace", |b, _| b.faults.no_namespace = true),
    ("swap-elements", None, "elements in another order", |b, _| b.faults.swap_elements = true),
    ("attributes-as-elements", None, "elements where others write attributes", |b, _| {
        b.faults.attributes_as_elements = true;
    }),
    ("glue", None, "two messages in one write wherever two are on their way", |b, _| b.faults.glue = true),
    ("reorder", None, "a display comes after the device request that follows it", |b, _| {
        b.faults.reorder = true
    }),
    ("answer-first", Some(300), "the answer comes first, the receipts n milliseconds later", |b, n| {
        b.faults.answer_first = Some(n);
    }),
    ("delay", Some(100), "every message leaves n milliseconds late", |b, n| b.faults.delay = n),
    ("jitter", Some(100), "every message leaves up to n milliseconds late, by the seed", |b, n| {
        b.faults.jitter = n
    }),
    ("duplicate", None, "every message comes twice", |b, _| b.faults.duplicate = true),
    ("stray", None, "an answer to another request comes first", |b, _| b.faults.stray = true),
    ("wrong-ids", None, "answers and device requests carry another request's number", |b, _| {
        b.faults.wrong_ids = true;
    }),
    ("garbage", Some(40), "n bytes that are no message instead of the answer", |b, n| {
        b.faults.garbage = Some(garbage(n));
    }),
    ("noise", Some(40), "a frame of n bytes that are no message instead of the answer", |b, n| {
        b.faults.noise = Some(garbage(n));
    }),
    ("huge-length", None, "an answer that is announced with 4 GiB", |b, _| b.faults.huge_length = true),
    ("drip", Some(1), "every byte leaves alone, n milliseconds after the one before", |b, n| {
        b.faults.drip = Some(n);
    }),
    ("every-request", None, "spoilt answers also for requests that move no money", |b, _| {
        b.every_request = true
    }),
];

fn siege(weapon: Weapon, count: u64) -> Option<Siege> {
    Some(Siege { weapon, count })
}

/// Most bytes of garbage at once.
const MOST_GARBAGE: usize = 1 << 20;

fn garbage(count: u64) -> usize {
    usize::try_from(count).unwrap_or(MOST_GARBAGE).clamp(1, MOST_GARBAGE)
}

impl FromStr for Behaviour {
    type Err = UnknownWord;

    /// Reads words separated by commas. Faults alone mean an approved payment over a bad line.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let mut behaviour = Behaviour::of(Outcome::Approve);
        for part in text.split(',').map(str::trim) {
            let (name, number) = part.split_once(':').map_or((part, None), |(name, n)| (name, Some(n)));
            let wrong = |problem| UnknownWord { word: part.chars().take(40).collect(), problem };
            let (_, default, _, apply) = WORDS
                .iter()
                .find(|(word, ..)| word.eq_ignore_ascii_case(name))
                .ok_or_else(|| wrong(Problem::NoSuchWord { nearest: nearest(name) }))?;
            let value = match (number, default) {
                (None, default) => default.unwrap_or_default(),
                (Some(n), Some(_)) => n.trim().parse().map_err(|_| wrong(Problem::NotANumber))?,
                (Some(_), None) => return Err(wrong(Problem::TakesNoNumber)),
            };
            apply(&mut behaviour, value);
        }
        Ok(behaviour)
    }
}

fn nearest(name: &str) -> &'static str {
    let lower = name.to_ascii_lowercase();
    let words = WORDS.iter().map(|(word, ..)| *word);
    words.min_by_key(|word| strsim::osa_distance(word, &lower)).unwrap_or("approve")
}

/// Why a text is no behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    word: String,
    problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    NoSuchWord { nearest: &'static str },
    NotANumber,
    TakesNoNumber,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = &self.word;
        match self.problem {
            Problem::NoSuchWord { nearest } => {
                write!(f, "'{word}' is no outcome; the nearest is '{nearest}'. There are: ")?;
                let names: Vec<&str> = WORDS.iter().map(|(name, ..)| *name).collect();
                f.write_str(&names.join(", "))
            }
            Problem::NotANumber => write!(f, "'{word}': a whole number is expected behind the colon"),
            Problem::TakesNoNumber => write!(f, "'{word}': this outcome takes no number"),
        }
    }
}

impl std::error::Error for UnknownWord {}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::value::Currency;

    fn read(text: &str) -> Behaviour {
        text.parse().unwrap()
    }

    fn by_amount(minor: i64) -> Outcome {
        let chf = Currency::from_code("CHF").unwrap();
        Behaviour::default().resolved(Some(Money::new(minor, chf))).outcome
    }

    #[test]
    fn words_are_read_alone_and_together() {
        assert_eq!(read("approve").outcome, Outcome::Approve);
        assert_eq!(read("tip:10").outcome, Outcome::Tip { percent: 10 });
        assert_eq!(read("Slow:2000").outcome, Outcome::Slow { millis: 2000 });
        assert_eq!(read("slow").outcome, Outcome::Slow { millis: 10_000 });
        assert_eq!(read("drop-pay:37").faults.drop_pay, Some(37));
        assert_eq!(read("drop-pay:37").outcome, Outcome::Approve);
        let both = read("decline:51, split:3,drop-device:120");
        assert_eq!(both.outcome, Outcome::Decline { reason: 51 });
        assert_eq!((both.faults.split, both.faults.drop_device), (Some(3), Some(120)));
        for (word, default, ..) in WORDS {
            read(word);
            assert_eq!(format!("{word}:1").parse::<Behaviour>().is_ok(), default.is_some(), "{word}:1");
        }
    }

    #[test]
    fn a_wrong_word_names_the_nearest() {
        for (text, part) in [
            ("aprove", "the nearest is 'approve'"),
            ("drop-device:x", "whole number"),
            ("wait:3", "takes no number"),
            ("tip:-1", "whole number"),
            ("", "is no outcome"),
        ] {
            let error = text.parse::<Behaviour>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn the_amount_decides_with_auto() {
        assert_eq!(by_amount(1250), Outcome::Approve);
        assert_eq!(by_amount(1291), Outcome::Decline { reason: 5 });
        assert_eq!(by_amount(92), Outcome::Abort);
        assert_eq!(by_amount(1999), Outcome::Approve, "shops love .99");
        let fixed = Behaviour::of(Outcome::Approve);
        assert_eq!(fixed.resolved(None).outcome, Outcome::Approve);
        for (minor, ..) in AMOUNTS {
            assert!(minor % 5 != 0 && *minor != 99, "{minor} is a common price ending");
        }
    }

    #[test]
    fn the_readme_lists_every_word_and_amount() {
        let readme = include_str!("../README.md");
        for (word, ..) in WORDS {
            assert!(readme.contains(&format!("`{word}")), "README lacks the word {word}");
        }
        for (minor, _, meaning) in AMOUNTS {
            assert!(
                readme.contains(&format!("| .{minor} | {meaning} |")),
                "README lacks .{minor}: {meaning}"
            );
        }
    }
}
