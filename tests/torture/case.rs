//! One run of the matrix, as a value that can be printed and read back.

use std::fmt;
use std::str::FromStr;

/// Dialects under test: two ways to send the reference, two receipt layouts, three ways to abort.
pub const DIALECTS: &[&str] = &["ch", "de", "nl"];

/// What the terminal does with the sale, in the words of `opi-sim --outcome`: every way it can end, and every
/// message lost or cut.
pub const OUTCOMES: &[&str] = &[
    "approve",
    "tip:10",
    "signature",
    "slow:40",
    "decline:5",
    "unknown-card",
    "offline",
    "abort",
    "timeout",
    "busy",
    "logged-out",
    "print-last-ticket",
    "silent",
    "silent-approved",
    "silent-start",
    "drop-pay:0",
    "drop-pay:3",
    "drop-pay:300",
    "drop-device:0",
    "drop-device:700",
    "drop-device:1700",
    "drop-device:3000",
    "decline:5,drop-pay:50",
    "tip:10,drop-pay:200,drop-device:2500",
    "approve,split:37",
];

/// How a till's life ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// It does not.
    Never,
    /// At this point; see powercut.c.
    Point(u32),
    /// After so many microseconds.
    Micros(u32),
}

/// What is left on the till's disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Disk {
    /// Everything written: the process was killed.
    Kill,
    /// What was synced, nothing else: the power was cut.
    PowerCut,
    /// What was synced, and any part of what was not.
    Torn,
}

impl Disk {
    pub const ALL: &[Disk] = &[Disk::Kill, Disk::PowerCut, Disk::Torn];
}

/// What else happens between the till's death and its new start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    Nothing,
    /// Another till pays at the terminal.
    OtherTill,
    /// The terminal is restarted, and forgets its last message. Not in `de`.
    Restart,
}

/// One run. Everything that happens follows from it, but for the moments at which threads and timers run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub dialect: &'static str,
    pub outcome: String,
    pub death: Death,
    pub disk: Disk,
    /// Was there a sale before?
    pub warm: bool,
    pub meanwhile: Meanwhile,
    /// Does the till start again only when the terminal is ready again?
    pub patient: bool,
    /// Does the till recover when it starts, or does it trust the keys of its sales?
    pub recovers: bool,
    /// How recovery itself is cut short, one start after the other.
    pub again: Vec<Death>,
    pub seed: u64,
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Death::Never => write!(f, "never"),
            Death::Point(n) => write!(f, "point:{n}"),
            Death::Micros(n) => write!(f, "micros:{n}"),
        }
    }
}

impl fmt::Display for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Disk::Kill => "kill",
            Disk::PowerCut => "power-cut",
            Disk::Torn => "torn",
        })
    }
}

impl fmt::Display for Meanwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Meanwhile::Nothing => "nothing",
            Meanwhile::OtherTill => "other-till",
            Meanwhile::Restart => "restart",
        })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case { dialect, outcome, death, disk, warm, meanwhile, patient, recovers, again, seed } = self;
        write!(f, "dialect={dialect} outcome={outcome} death={death} disk={disk} warm={warm} ")?;
        write!(f, "meanwhile={meanwhile} patient={patient} recovers={recovers} ")?;
        for death in again {
            write!(f, "again={death} ")?;
        }
        write!(f, "seed={seed}")
    }
}

/// Words such as `dialect=ch outcome=silent death=point:12 disk=torn`; what is not said is as plain as can be.
impl FromStr for Case {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut case = Case {
            dialect: "ch",
            outcome: "approve".into(),
            death: Death::Never,
            disk: Disk::Kill,
            warm: true,
            meanwhile: Meanwhile::Nothing,
            patient: true,
            recovers: true,
            again: Vec::new(),
            seed: 1,
        };
        for word in text.split_whitespace() {
            let wrong = || format!("'{word}' is no part of a case");
            let (name, value) = word.split_once('=').ok_or_else(wrong)?;
            let number = |text: &str| text.parse().map_err(|_| wrong());
            let death = || match value.split_once(':') {
                None if value == "never" => Ok(Death::Never),
                Some(("point", n)) => Ok(Death::Point(number(n)?)),
                Some(("micros", n)) => Ok(Death::Micros(number(n)?)),
                _ => Err(wrong()),
            };
            match name {
                "dialect" => case.dialect = DIALECTS.iter().find(|d| **d == value).ok_or_else(wrong)?,
                "outcome" => case.outcome = value.to_owned(),
                "death" => case.death = death()?,
                "disk" => {
                    case.disk = *Disk::ALL.iter().find(|disk| disk.to_string() == value).ok_or_else(wrong)?;
                }
                "warm" => case.warm = value.parse().map_err(|_| wrong())?,
                "meanwhile" => {
                    case.meanwhile = [Meanwhile::Nothing, Meanwhile::OtherTill, Meanwhile::Restart]
                        .into_iter()
                        .find(|meanwhile| meanwhile.to_string() == value)
                        .ok_or_else(wrong)?;
                }
                "patient" => case.patient = value.parse().map_err(|_| wrong())?,
                "again" => case.again.push(death()?),
                "recovers" => case.recovers = value.parse().map_err(|_| wrong())?,
                "seed" => case.seed = value.parse().map_err(|_| wrong())?,
                _ => return Err(wrong()),
            }
        }
        Ok(case)
    }
}

/// Numbers that look random and follow from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(list.len() as u64)).unwrap_or_default();
        list.get(at).expect("a list that is not empty")
    }
}

/// What an undisturbed run of a dialect and an outcome showed.
#[derive(Debug, Clone)]
pub struct Undisturbed {
    pub dialect: &'static str,
    pub outcome: &'static str,
    /// Was there a sale before? If not, the journal is made in this life.
    pub warm: bool,
    /// The points of the till's life that are worth dying at.
    pub points: Vec<u32>,
    /// How long it lasts.
    pub micros: u32,
}

impl Undisturbed {
    /// From its trace. Nothing happens between the end of a write and what comes next, so that is one point.
    pub fn points(trace: &[String]) -> Vec<u32> {
        let point = |line: &String| {
            let (number, what) = line.split_once(' ')?;
            let redundant = what.starts_with("after write ") || what.starts_with("after cut ");
            number.parse().ok().filter(|_| !redundant)
        };
        trace.iter().filter_map(point).collect()
    }
}

/// Every point of every outcome in every dialect, one after the other with each kind of disk: the first third has
/// every point once.
pub fn matrix(undisturbed: &[Undisturbed], seed: u64) -> Vec<Case> {
    let points = || undisturbed.iter().flat_map(|life| life.points.iter().map(move |point| (life, *point)));
    let mut cases = Vec::new();
    for pass in 0..Disk::ALL.len() {
        for (number, (life, point)) in points().enumerate() {
            let disks = Disk::ALL.iter().cycle();
            cases.extend(disks.skip((number + pass) % Disk::ALL.len()).take(1).map(|disk| Case {
                dialect: life.dialect,
                outcome: life.outcome.to_owned(),
                death: Death::Point(point),
                disk: *disk,
                warm: life.warm,
                meanwhile: Meanwhile::Nothing,
                patient: true,
                recovers: !(number / Disk::ALL.len() + pass).is_multiple_of(2),
                again: Vec::new(),
                seed: seed.wrapping_add(number as u64),
            }));
        }
    }
    cases
}

/// A run at random, of everything that can be combined.
pub fn random(undisturbed: &[Undisturbed], seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let life = dice.pick(undisturbed).clone();
    let die = |dice: &mut Dice| {
        if dice.one_in(2) {
            Death::Point(*dice.pick(&life.points))
        } else {
            Death::Micros(1 + dice.below(u64::from(life.micros)) as u32)
        }
    };
    let death = if dice.one_in(12) { Death::Never } else { die(&mut dice) };
    let outcome = match dice.below(4) {
        0 => format!("{},drop-device:{}", life.outcome, dice.below(8000)),
        1 => format!("{},drop-pay:{}", life.outcome, dice.below(1200)),
        _ => life.outcome.to_owned(),
    };
    let meanwhile = match dice.below(10) {
        0 => Meanwhile::OtherTill,
        1 if life.dialect != "de" => Meanwhile::Restart,
        _ => Meanwhile::Nothing,
    };
    Case {
        dialect: life.dialect,
        outcome,
        death,
        disk: *dice.pick(Disk::ALL),
        warm: life.warm && !dice.one_in(7),
        meanwhile,
        patient: !dice.one_in(3),
        recovers: !dice.one_in(3),
        again: (0..dice.below(3)).map(|_| die(&mut dice)).collect(),
        seed,
    }
}
