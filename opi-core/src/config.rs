//! Where a terminal is and how it is spoken to: a URL with options, every one of which has a default.
//!
//! `opi://192.168.0.60?workstation=lane-1&dialect=ch&listen=4102`

use crate::dialect_file;
use crate::driver::Policy;
use opi_proto::dialect::{DIALECTS, Dialect, VARIANTS, Variant};
use opi_proto::error::{Code, Error};
use opi_proto::field::{
    TimeUnit::{Days, Milliseconds},
    ValueType::{self, Duration as DurationOf, Flag, Number, Path as PathOf, Text, Word},
    Words,
};
use opi_proto::hint::{head, unknown_name};
use opi_proto::settings::{RECEIPT_PLACE, ReceiptPlace, Settings, language_value};
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// One option of a terminal URL, for documentation and checks.
#[derive(Debug, Clone, Copy)]
pub struct UrlOption {
    /// Name in the URL.
    pub name: &'static str,
    /// What kind of value it is.
    pub holds: ValueType,
    /// Form of the value, where `holds` does not say all of it.
    form: &'static str,
    /// Default, in words.
    pub default: &'static str,
    /// What it does.
    pub what: &'static str,
    /// The version of the library that had it first.
    pub since: &'static str,
    set: fn(&mut Config, &str) -> Result<(), String>,
}

impl UrlOption {
    /// Unit or form of the value.
    #[must_use]
    pub fn form(&self) -> String {
        if self.form.is_empty() { self.holds.form() } else { self.form.into() }
    }
}

/// What most options have: free text, of the first version.
const ORDINARY: UrlOption =
    UrlOption { name: "", holds: Text, form: "", default: "", what: "", since: "0.1.0", set: |_, _| Ok(()) };

/// Families of terminals.
const DIALECT: Words = Words {
    name: "dialect",
    what: "The terminal's family.",
    words: || DIALECTS.iter().map(|row| (row.name, row.title)).collect(),
};
/// Terminal models.
const MODEL: Words = Words { name: "model", what: "The terminal model.", words: || variants(true) };
/// Makers of a terminal's software.
const VARIANT: Words =
    Words { name: "variant", what: "The maker of the terminal's software.", words: || variants(false) };

fn variants(model: bool) -> Vec<(&'static str, &'static str)> {
    let rows = VARIANTS.iter().filter(|variant| variant.hardware.is_some() == model);
    rows.map(|variant| (variant.name, variant.title)).collect()
}

/// When unresolved requests are looked into.
const RECOVER: Words = Words {
    name: "recover",
    what: "When unresolved requests are looked into.",
    words: || vec![("call", "When the till calls recover."), ("open", "When the terminal is opened, too.")],
};
/// Who says that the till knows an outcome.
const ACKNOWLEDGE: Words = Words {
    name: "acknowledge",
    what: "Who says that the till knows an outcome.",
    words: || vec![("till", "The till itself."), ("auto", "The library, as soon as it has returned it.")],
};
/// Whether the till wants the electronic journal.
const JOURNAL_TAKER: Words = Words {
    name: "journal_taker",
    what: "Who takes the electronic journal.",
    words: || vec![("till", "The till."), ("none", "Nobody.")],
};

/// Every option of a terminal URL.
pub const URL_OPTIONS: &[UrlOption] = &[
    UrlOption {
        name: "dialect",
        holds: Word(&DIALECT),
        default: "ch",
        what: "The terminal's family: it decides ports, receipts, session and abort.",
        set: |config, value| {
            let row = Dialect::by_name(value).ok_or_else(|| {
                let names: Vec<_> = DIALECTS.iter().map(|d| d.name).collect();
                format!("one of {}", names.join(", "))
            })?;
            config.settings_mut().dialect = row.shared();
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "model",
        holds: Word(&MODEL),
        default: "no model: what the dialect says",
        what: "The terminal model (ch): what it is known to lack is refused before anything is sent.",
        set: |config, value| set_variant(config, value, true),
        ..ORDINARY
    },
    UrlOption {
        name: "variant",
        holds: Word(&VARIANT),
        default: "no variant: what the dialect says",
        what: "The maker of the terminal's software: ports, aborts and login differ.",
        set: |config, value| set_variant(config, value, false),
        ..ORDINARY
    },
    UrlOption {
        name: "dialect_file",
        holds: PathOf,
        form: "path of a TOML file",
        default: "no file",
        what: "Changes settings of the dialect: lines such as close_day = \"CloseDay\". docs/dialects.md lists the settings.",
        set: |_, _| Err("the path of a TOML file".into()),
        ..ORDINARY
    },
    UrlOption {
        name: "dialect.NAME",
        form: "as docs/dialects.md says for the setting NAME",
        default: "what the dialect says",
        what: "Changes one setting of the dialect, e.g. dialect.listen_port=4110; after model, variant and dialect_file.",
        set: |_, _| Err("dialect. and the name of a setting, such as dialect.listen_port".into()),
        ..ORDINARY
    },
    UrlOption {
        name: "workstation",
        form: "text, 1 to 32 characters",
        default: "1",
        what: "WorkstationID: the name of this till. Two tills at one terminal need two names.",
        set: |config, value| {
            config.settings_mut().workstation = name_value(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "listen",
        form: "PORT or ADDRESS:PORT",
        default: "all addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf)",
        what: "Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6. Terminals of one process may share it. Port 0 takes a free one.",
        set: |config, value| {
            let listen = match value.parse() {
                Ok(port) => Listen::Port(port),
                Err(_) => Listen::At(
                    value.parse().map_err(|_| "a port such as 4102, or 192.168.0.10:4102".to_owned())?,
                ),
            };
            config.listen = Some(listen);
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "connect_ms",
        holds: DurationOf(Milliseconds),
        default: "3000",
        what: "How long to wait for the connection to the terminal.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.connect = time),
        ..ORDINARY
    },
    UrlOption {
        name: "idle_ms",
        holds: DurationOf(Milliseconds),
        default: "90000",
        what: "How long the terminal may be silent on both channels while a request runs. A question to the cashier stops the clock.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.idle = time),
        ..ORDINARY
    },
    UrlOption {
        name: "hard_ms",
        holds: DurationOf(Milliseconds),
        default: "300000",
        what: "How long a request may take in all, from the connection to the verdict. A callback of the till that is running is never cut off.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.hard = time),
        ..ORDINARY
    },
    UrlOption {
        name: "abort_ms",
        holds: DurationOf(Milliseconds),
        default: "10000",
        what: "How long to wait for the outcome after the library itself aborted a request that took too long. Part of hard_ms.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.abort = time),
        ..ORDINARY
    },
    UrlOption {
        name: "abort_spacing_ms",
        holds: DurationOf(Milliseconds),
        default: "1500",
        what: "Least time between two AbortRequests; there are at most three.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.abort_spacing = time),
        ..ORDINARY
    },
    UrlOption {
        name: "ask_again_ms",
        holds: DurationOf(Milliseconds),
        default: "3000",
        what: "How long recovery waits between two questions to a busy terminal, and from a request to the first question about it.",
        set: |config, value| millis(value).map(|time| config.settings_mut().timers.ask_again = time),
        ..ORDINARY
    },
    UrlOption {
        name: "recover_ms",
        holds: DurationOf(Milliseconds),
        default: "300000",
        what: "How long a recovery may take in all; what it did not get to is listed as the journal knows it.",
        set: |config, value| millis(value).map(|time| config.policy.recover_for = time),
        ..ORDINARY
    },
    UrlOption {
        name: "max_papers",
        holds: Number(""),
        form: "number, 1 to 10000",
        default: "256",
        what: "Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused.",
        set: |config, value| {
            config.policy.most_papers = number_in(value, 1..=10_000)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "max_paper_bytes",
        holds: Number("bytes"),
        form: "bytes, 4096 to 268435456",
        default: "8388608",
        what: "The same in bytes.",
        set: |config, value| {
            config.policy.most_paper_bytes = number_in(value, 4096..=256 * 1024 * 1024)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "language",
        form: "two letters, ISO 639-1",
        default: "de",
        what: "Language of displays and receipts, where the request names none.",
        set: |config, value| {
            config.settings_mut().language = language_value(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "sender",
        form: "text, 1 to 32 characters",
        default: "libopi",
        what: "ApplicationSender: the name of the till's software (de, ifsf).",
        set: |config, value| {
            config.settings_mut().sender = name_value(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "pop_id",
        form: "text, 1 to 32 characters",
        default: "001",
        what: "POPID: the payment point (de, ifsf).",
        set: |config, value| {
            config.settings_mut().pop_id = name_value(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "customer_receipt",
        holds: Word(&RECEIPT_PLACE),
        default: "till",
        what: "Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide).",
        set: |config, value| {
            config.settings_mut().customer_receipt = ReceiptPlace::by_name(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "merchant_receipt",
        holds: Word(&RECEIPT_PLACE),
        default: "till",
        what: "Who prints the merchant's copy (ch, nl).",
        set: |config, value| {
            config.settings_mut().merchant_receipt = ReceiptPlace::by_name(value)?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "electronic_journal",
        holds: Word(&JOURNAL_TAKER),
        default: "till",
        what: "Whether the till wants the electronic journal (ch, nl).",
        set: |config, value| {
            config.settings_mut().electronic_journal = JOURNAL_TAKER.find(value)? == "till";
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "journal",
        holds: PathOf,
        form: "path of a file, or none",
        default: "libopi/journal.db where this user's programs keep their state, or $OPI_JOURNAL",
        what: "The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other programs of this machine away from the terminal.",
        set: |config, value| {
            config.journal = match value {
                "" => return Err("a path, or none".into()),
                "none" => JournalPlace::None,
                path => JournalPlace::Path(path.into()),
            };
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "recover",
        holds: Word(&RECOVER),
        default: "call",
        what: "When unresolved requests are looked into: only when the till calls recover, or also when the terminal is opened.",
        set: |config, value| {
            config.recover_at_open = RECOVER.find(value)? == "open";
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "acknowledge",
        holds: Word(&ACKNOWLEDGE),
        default: "till",
        what: "Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it.",
        set: |config, value| {
            config.policy.acknowledge_automatically = ACKNOWLEDGE.find(value)? == "auto";
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "keep_days",
        holds: DurationOf(Days),
        form: "days, 1 to 36500",
        default: "400",
        what: "How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever.",
        set: |config, value| {
            let days = value.parse().ok().filter(|days| (1..=36_500).contains(days));
            config.keep_days = days.ok_or("a number of days from 1 to 36500")?;
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "adopt_journal",
        holds: Flag,
        default: "no",
        what: "Take over a journal that was written on another machine, e.g. after the till's disk was moved.",
        set: |config, value| {
            config.adopt_journal = match value {
                "yes" => true,
                "no" => false,
                _ => return Err("yes or no".into()),
            };
            Ok(())
        },
        ..ORDINARY
    },
    UrlOption {
        name: "max_frame",
        holds: Number("bytes"),
        form: "bytes, 4096 to 16777216",
        default: "1048576",
        what: "Longest message accepted from a terminal.",
        set: |config, value| {
            config.settings_mut().max_frame = number_in(value, 4096..=16 * 1024 * 1024)?;
            Ok(())
        },
        ..ORDINARY
    },
];

/// Where the journal is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalPlace {
    /// `$OPI_JOURNAL`, else the default place of the platform.
    Default,
    /// This file.
    Path(PathBuf),
    /// There is none.
    None,
}

/// Where a till listens for device requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listen {
    /// This port on all addresses of the machine, IPv4 and IPv6. 0: any free one.
    Port(u16),
    /// This address only.
    At(SocketAddr),
}

impl Listen {
    /// As one address; all addresses are `0.0.0.0`.
    #[must_use]
    pub fn address(self) -> SocketAddr {
        match self {
            Listen::Port(port) => SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port),
            Listen::At(address) => address,
        }
    }

    /// The same with another port.
    #[must_use]
    pub fn with_port(self, port: u16) -> Self {
        match self {
            Listen::Port(_) => Listen::Port(port),
            Listen::At(address) => Listen::At(SocketAddr::new(address.ip(), port)),
        }
    }
}

/// A terminal, how it is spoken to, and where its records are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Host name or address of the terminal.
    pub host: String,
    /// Port of the terminal.
    pub port: u16,
    /// Where the till listens; the dialect's port on all addresses if not given.
    pub listen: Option<Listen>,
    /// How the terminal is spoken to; shared with every exchange.
    pub settings: Arc<Settings>,
    /// Where the journal is.
    pub journal: JournalPlace,
    /// Look into unresolved requests when the terminal is opened?
    pub recover_at_open: bool,
    /// What the till decides about ledger and time.
    pub policy: Policy,
    /// How many days resolved requests stay in the journal.
    pub keep_days: u32,
    /// Take over a journal of another machine?
    pub adopt_journal: bool,
}

impl Default for Config {
    fn default() -> Self {
        let settings = Arc::new(Settings::default());
        Config {
            host: "127.0.0.1".into(),
            port: settings.dialect.terminal_port,
            listen: None,
            settings,
            journal: JournalPlace::Default,
            recover_at_open: false,
            policy: Policy::default(),
            keep_days: 400,
            adopt_journal: false,
        }
    }
}

impl Config {
    /// Reads `opi://host[:port][?option=value&…]`. Values may be percent-encoded.
    ///
    /// # Errors
    /// [`Code::InvalidUrl`], or [`Code::UnknownName`] for an option that does not exist; the message names
    /// the nearest one.
    pub fn parse(url: &str) -> Result<Config, Error> {
        let rest = url.strip_prefix("opi://").ok_or_else(|| {
            Error::new(
                Code::InvalidUrl,
                format!("A terminal URL starts with opi://, this one with '{}'.", head(url)),
            )
        })?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, port) = split_place(place.trim_end_matches('/'))?;
        let mut config = Config { host, ..Config::default() };
        let mut options: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        // Wherever they stand: first the dialect's row, then what changes it.
        if let Some(dialect) = implied_dialect(&options) {
            options.insert(0, ("dialect".into(), dialect.into()));
        }
        options.sort_by_key(|(name, _)| stage(name));
        for (name, value) in &options {
            config.set(name, value)?;
        }
        config.port = port.unwrap_or(config.settings.dialect.terminal_port);
        config.settings_mut().terminal = format!("{}:{}", config.host, config.port);
        config.check()?;
        Ok(config)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        if let Some(setting) = name.strip_prefix("dialect.") {
            return self.row().set(setting, value);
        }
        if name == "dialect_file" {
            return dialect_file::apply(self.row(), Path::new(value));
        }
        let option = URL_OPTIONS
            .iter()
            .find(|option| option.name == name)
            .ok_or_else(|| unknown_name("URL option", name, URL_OPTIONS.iter().map(|option| option.name)))?;
        (option.set)(self, value.trim()).map_err(|expected| {
            Error::new(
                Code::InvalidUrl,
                format!("The URL option {name} is '{}', expected {expected}.", head(value)),
            )
        })
    }

    /// The settings, to be changed. Exchanges that have begun keep theirs.
    pub fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// The dialect's row, to be changed.
    fn row(&mut self) -> &mut Dialect {
        Arc::make_mut(&mut self.settings_mut().dialect)
    }

    fn check(&self) -> Result<(), Error> {
        if self.settings.timers.hard <= self.settings.timers.abort {
            return Err(Error::new(
                Code::InvalidUrl,
                "The URL option hard_ms must be greater than abort_ms, which is a part of it.",
            ));
        }
        Ok(())
    }

    /// `host:port` of the terminal.
    #[must_use]
    pub fn address(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host.to_ascii_lowercase(), self.port)
        }
    }

    /// Where the till listens for device requests.
    #[must_use]
    pub fn listen(&self) -> Listen {
        self.listen.unwrap_or(Listen::Port(self.settings.dialect.listen_port))
    }
}

/// In which order options are taken.
fn stage(name: &str) -> u8 {
    match name {
        "dialect" => 0,
        "model" | "variant" => 1,
        "dialect_file" => 2,
        _ => 3,
    }
}

/// The dialect that a URL means when it names only a model or a variant.
fn implied_dialect(options: &[(Cow<'_, str>, Cow<'_, str>)]) -> Option<&'static str> {
    let (_, variant) = options.iter().find(|(name, _)| stage(name) == 1)?;
    Variant::by_name(variant).ok().map(|variant| variant.dialect)
}

/// A model or variant replaces the row of its family.
fn set_variant(config: &mut Config, value: &str, model: bool) -> Result<(), String> {
    let of_family = |v: &&Variant| v.hardware.is_some() == model && v.dialect == config.settings.dialect.name;
    let known: Vec<&Variant> = VARIANTS.iter().filter(of_family).collect();
    let Some(variant) = known.iter().find(|variant| variant.name.eq_ignore_ascii_case(value)) else {
        let names: Vec<_> = known.iter().map(|variant| variant.name).collect();
        let which = if names.is_empty() { "none".into() } else { format!("one of {}", names.join(", ")) };
        return Err(format!("{which} in the dialect {}", config.settings.dialect.name));
    };
    config.settings_mut().dialect = variant.shared().map_err(|error| error.message().to_owned())?;
    Ok(())
}

fn split_place(place: &str) -> Result<(String, Option<u16>), Error> {
    let wrong = |what: &str| Error::new(Code::InvalidUrl, format!("The terminal URL {what}."));
    if place.contains(['/', '@', '#']) {
        return Err(wrong("may hold only a host and a port before the '?'"));
    }
    let (host, port) = if let Some(rest) = place.strip_prefix('[') {
        let (host, after) = rest.split_once(']').ok_or_else(|| wrong("has a '[' without ']'"))?;
        host.parse::<Ipv6Addr>().map_err(|_| wrong("has no IPv6 address between '[' and ']'"))?;
        match after {
            "" => (host, None),
            _ => (host, Some(after.strip_prefix(':').ok_or_else(|| wrong("has text after ']'"))?)),
        }
    } else {
        match place.split_once(':') {
            Some((_, port)) if port.contains(':') => {
                return Err(wrong("needs an IPv6 address in brackets, such as [fe80::1]:4100"));
            }
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        }
    };
    if host.trim().is_empty() {
        return Err(wrong("names no host"));
    }
    let port = match port {
        None => None,
        Some(text) => match text.parse::<u16>() {
            Ok(port) if port > 0 => Some(port),
            _ => return Err(wrong(&format!("has the port '{}', expected 1 to 65535", head(text)))),
        },
    };
    Ok((host.trim().to_owned(), port))
}

fn millis(value: &str) -> Result<Duration, String> {
    let wanted = "milliseconds from 1 to 3600000";
    let millis: u64 = value.parse().map_err(|_| wanted.to_owned())?;
    if (1..=3_600_000).contains(&millis) { Ok(Duration::from_millis(millis)) } else { Err(wanted.into()) }
}

fn number_in(value: &str, wanted: RangeInclusive<usize>) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| wanted.contains(number));
    number.ok_or_else(|| format!("a number from {} to {}", wanted.start(), wanted.end()))
}

fn name_value(value: &str) -> Result<String, String> {
    let length = value.chars().count();
    if (1..=32).contains(&length) && !value.chars().any(char::is_control) {
        Ok(value.to_owned())
    } else {
        Err("1 to 32 printable characters".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::CH;
    use opi_proto::message::{Class, RequestKind};

    #[test]
    fn everything_has_a_default() {
        let config = Config::parse("opi://192.168.0.60").unwrap();
        assert_eq!((config.host.as_str(), config.port), ("192.168.0.60", 4100));
        assert_eq!(config.settings.dialect.name, "ch");
        assert_eq!(config.listen().address().to_string(), "0.0.0.0:4102");
        let de =
            Config::parse("opi://terminal.shop:21000?dialect=DE&listen=127.0.0.1:0&workstation=Kasse%201")
                .unwrap();
        assert_eq!((de.host.as_str(), de.port), ("terminal.shop", 21000));
        assert_eq!(de.listen().address().to_string(), "127.0.0.1:0");
        assert_eq!(de.settings.workstation, "Kasse 1");
        let six = Config::parse("opi://[fe80::1]:4100?dialect=nl").unwrap();
        assert_eq!((six.host.as_str(), six.port), ("fe80::1", 4100));
        assert_eq!(Config::parse("opi://t?dialect=de").unwrap().port, 20002);
    }

    #[test]
    fn a_url_changes_its_dialects_row_wherever_it_says_so() {
        let config =
            Config::parse("opi://t?dialect.listen_port=4110&dialect.close_day=ReconciliationWithClosure")
                .unwrap();
        assert_eq!(config.listen().address().port(), 4110);
        assert!(config.settings.dialect.supports(RequestKind::ReconciliationWithClosure));
        let config = Config::parse("opi://t?dialect.abort_message=card&variant=ccv").unwrap();
        assert_eq!((config.settings.dialect.name, config.port), ("de", 20002));
        assert_eq!(config.settings.dialect.abort.class, Class::Card, "the URL's own word comes last");
        assert_eq!(config.settings.dialect.label(), "variant ccv (CCV Germany: ELME, SECpos, app2pay)");
        let config = Config::parse("opi://t?model=IM30&dialect.allow=PaymentRefund").unwrap();
        assert!(config.settings.dialect.supports(RequestKind::PaymentRefund));
        assert!(!config.settings.dialect.supports(RequestKind::CardReservation));
        assert_eq!(Config::default().settings.dialect.as_ref(), &CH, "the table itself never changes");
    }

    #[test]
    fn terminals_share_their_row_until_a_url_changes_it() {
        let row = |url: &str| Config::parse(url).unwrap().settings.dialect.clone();
        for url in
            ["opi://t", "opi://t?dialect=de&workstation=2", "opi://t?model=im30", "opi://t?variant=ccv"]
        {
            assert!(Arc::ptr_eq(&row(url), &row(url)), "{url}");
        }
        let changed = row("opi://t?dialect.listen_port=4110");
        assert_eq!((changed.listen_port, row("opi://t").listen_port), (4110, 4102));
        assert_eq!(Config::parse("opi://Shop:4199").unwrap().settings.terminal, "Shop:4199");
    }

    #[test]
    fn mistakes_are_named() {
        for (url, code, text) in [
            ("http://x", Code::InvalidUrl, "starts with opi://"),
            ("opi://", Code::InvalidUrl, "names no host"),
            ("opi://:4100", Code::InvalidUrl, "names no host"),
            ("opi://t:0", Code::InvalidUrl, "expected 1 to 65535"),
            ("opi://t:http", Code::InvalidUrl, "'http'"),
            ("opi://fe80::1", Code::InvalidUrl, "in brackets"),
            ("opi://[fe80::1", Code::InvalidUrl, "without ']'"),
            ("opi://t/path", Code::InvalidUrl, "only a host and a port"),
            ("opi://t?dialekt=ch", Code::UnknownName, "did you mean 'dialect'?"),
            ("opi://t?idle=5", Code::UnknownName, "did you mean 'idle_ms'?"),
            ("opi://t?zzzzzzzzzzzz=5", Code::UnknownName, "there are: dialect,"),
            ("opi://t?dialect=fr", Code::InvalidUrl, "one of ch, de, nl, ifsf"),
            ("opi://t?idle_ms=0", Code::InvalidUrl, "1 to 3600000"),
            ("opi://t?idle_ms=soon", Code::InvalidUrl, "'soon'"),
            ("opi://t?listen=70000", Code::InvalidUrl, "a port such as 4102"),
            ("opi://t?language=deu", Code::InvalidUrl, "two letters"),
            ("opi://t?workstation=", Code::InvalidUrl, "1 to 32"),
            ("opi://t?max_frame=1", Code::InvalidUrl, "4096"),
            ("opi://t?hard_ms=5000&abort_ms=5000", Code::InvalidUrl, "greater than abort_ms"),
            ("opi://t?customer_receipt=me", Code::InvalidUrl, "one of till, terminal, none"),
            ("opi://t?model=dx800", Code::InvalidUrl, "one of rx5000, dx8000, ex8000, q30, a77, im15, im30"),
            ("opi://t?dialect=de&model=dx8000", Code::InvalidUrl, "none in the dialect de"),
            ("opi://t?dialect=ch&variant=ccv", Code::InvalidUrl, "none in the dialect ch"),
            ("opi://t?model=ccv", Code::InvalidUrl, "none in the dialect de"),
            ("opi://t?dialect.closeday=x", Code::UnknownName, "did you mean 'close_day'?"),
            ("opi://t?dialect.listen_port=x", Code::InvalidUrl, "a port from 1 to 65535"),
            ("opi://t?dialect.NAME=x", Code::UnknownName, "no dialect setting 'NAME'"),
            ("opi://t?dialect_file=/nowhere.toml", Code::InvalidUrl, "/nowhere.toml cannot be read"),
        ] {
            let error = Config::parse(url).expect_err(url);
            assert_eq!(error.code(), code, "{url}");
            assert!(error.message().contains(text), "{url}: {}", error.message());
        }
    }

    #[test]
    fn the_documented_defaults_are_the_real_ones() {
        let defaults = Config::default();
        for option in URL_OPTIONS {
            if option.default.contains(' ') {
                continue;
            }
            let mut config = Config::default();
            config.set(option.name, option.default).unwrap();
            assert_eq!(config, defaults, "{}", option.name);
        }
    }
}
