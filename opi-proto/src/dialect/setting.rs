//! The settings of a dialect, by name: one table from which docs/dialects.md is made, and by which variants, files
//! and terminal URLs change a row.

use super::{
    AbortConnection, CallbackIds, DIALECTS, Dialect, Lack, LoginData, ReceiptRole, ReferenceMeaning,
    ReversalWay, TimedOutMeans,
};
use crate::error::{Code, Error};
use crate::field::{ValueType, Words};
use crate::hint::{head, unknown_name};
use crate::message::{Class, RequestKind};
use std::borrow::Cow;

/// One setting of a dialect.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name, as in `dialect.NAME=VALUE`.
    pub name: &'static str,
    /// What kind of value it is.
    pub holds: ValueType,
    /// Form of the value, where `holds` does not say all of it.
    form: &'static str,
    /// What it decides.
    pub what: &'static str,
    get: fn(&Dialect) -> String,
    set: fn(&mut Dialect, &str) -> Result<(), String>,
}

impl Setting {
    /// Form of the value.
    #[must_use]
    pub fn form(&self) -> String {
        if self.form.is_empty() { self.holds.form() } else { self.form.into() }
    }

    /// The value in a row.
    #[must_use]
    pub fn value(&self, dialect: &Dialect) -> String {
        (self.get)(dialect)
    }
}

impl Dialect {
    /// Changes one setting; see [`SETTINGS`].
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name, or [`Code::InvalidUrl`] with what is expected.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let setting = SETTINGS.iter().find(|setting| setting.name == name).ok_or_else(|| {
            unknown_name("dialect setting", name, SETTINGS.iter().map(|setting| setting.name))
        })?;
        (setting.set)(self, value.trim()).map_err(|expected| {
            let message = format!("The dialect setting {name} is '{}', expected {expected}.", head(value));
            Error::new(Code::InvalidUrl, message)
        })
    }
}

/// A setting that is one of a few words.
macro_rules! choice {
    (
        $name:literal, $what:literal, $($field:ident).+,
        { $first:literal => $first_value:expr $(, $word:literal => $value:expr)* $(,)? }
    ) => {
        Setting {
            name: $name,
            holds: ValueType::Word(&Words {
                name: $name,
                what: $what,
                words: || vec![($first, "") $(, ($word, ""))*],
            }),
            form: "",
            what: $what,
            get: |dialect| {
                [($first, $first_value) $(, ($word, $value))*]
                    .into_iter()
                    .find(|(_, value)| *value == dialect.$($field).+)
                    .map_or_else(String::new, |(word, _)| word.to_owned())
            },
            set: |dialect, text| {
                let words = [($first, $first_value) $(, ($word, $value))*];
                let Some((_, value)) = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) else {
                    return Err(format!("one of {}", words.map(|(word, _)| word).join(", ")));
                };
                dialect.$($field).+ = *value;
                Ok(())
            },
        }
    };
}

/// A setting that is yes or no.
macro_rules! flag {
    ($name:literal, $what:literal, $($field:ident).+) => {
        Setting {
            name: $name,
            holds: ValueType::Flag,
            form: "",
            what: $what,
            get: |dialect| if dialect.$($field).+ { "yes" } else { "no" }.into(),
            set: |dialect, text| {
                dialect.$($field).+ = match text {
                    _ if text.eq_ignore_ascii_case("yes") => true,
                    _ if text.eq_ignore_ascii_case("no") => false,
                    _ => return Err("one of yes, no".into()),
                };
                Ok(())
            },
        }
    };
}

/// A setting that names a request kind; the kind is understood from then on.
macro_rules! kind {
    ($name:literal, $what:literal, $field:ident) => {
        Setting {
            name: $name,
            holds: ValueType::Enum("kind"),
            form: "name of a request kind",
            what: $what,
            get: |dialect| dialect.$field.to_string(),
            set: |dialect, text| {
                let kind = RequestKind::from_wire_name(text).ok_or("the name of a request kind")?;
                dialect.$field = kind;
                allow(dialect, kind.wire_name())
            },
        }
    };
}

/// Every setting of a dialect.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "terminal_port",
        holds: ValueType::Number(""),
        form: "port",
        what: "Where terminals listen for requests, unless the URL names a port.",
        get: |dialect| dialect.terminal_port.to_string(),
        set: |dialect, text| port(text).map(|port| dialect.terminal_port = port),
    },
    Setting {
        name: "listen_port",
        holds: ValueType::Number(""),
        form: "port",
        what: "Where the till listens for device requests, unless the URL says `listen`.",
        get: |dialect| dialect.listen_port.to_string(),
        set: |dialect, text| port(text).map(|port| dialect.listen_port = port),
    },
    Setting {
        name: "customer_printer",
        holds: ValueType::Text,
        form: "name of a device",
        what: "The device on which the customer's receipt comes.",
        get: |dialect| printer(dialect, ReceiptRole::Customer),
        set: |dialect, text| set_printer(dialect, ReceiptRole::Customer, text),
    },
    Setting {
        name: "merchant_printer",
        holds: ValueType::Text,
        form: "name of a device",
        what: "The device on which the merchant's receipt comes.",
        get: |dialect| printer(dialect, ReceiptRole::Merchant),
        set: |dialect, text| set_printer(dialect, ReceiptRole::Merchant, text),
    },
    kind!("session_open", "Opens a session.", session_open),
    kind!("session_close", "Closes a session.", session_close),
    kind!("close_day", "Closes the day.", close_day),
    kind!("status", "Asks for the terminal's state.", status),
    choice!("abort_connection", "The connection an abort travels on.", abort.connection, {
        "second" => AbortConnection::Second, "same" => AbortConnection::Same,
    }),
    choice!("abort_message", "The message pair of an abort.", abort.class, {
        "card" => Class::Card, "service" => Class::Service,
    }),
    flag!("abort_names_request", "Does an abort name the request in ReferenceNumber?", abort.names_request),
    choice!("reversal", "What a reversal undoes: the last transaction, or the one with a STAN.", reversal, {
        "last" => ReversalWay::Last, "stan" => ReversalWay::ByStan,
    }),
    choice!("callback_ids", "Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own.",
        callback_ids, {
        "suffixed" => CallbackIds::Suffixed, "sequence" => CallbackIds::Sequence, "own" => CallbackIds::Own,
    }),
    flag!("announces_printers", "Do card requests say where receipts go?", announces_printers),
    flag!("announces_to_services", "Do service requests say it too?", announces_to_services),
    flag!("names_sender", "Do requests carry ApplicationSender and POPID?", names_sender),
    choice!("reference", "What ReferenceNumber holds: the merchant's reference, or something else.", reference, {
        "merchant" => ReferenceMeaning::Merchant, "other" => ReferenceMeaning::NotTheMerchants,
    }),
    choice!("timed_out", "What TimedOut without a sign of an authorisation means for money.", timed_out, {
        "declined" => TimedOutMeans::Nothing, "unknown" => TimedOutMeans::Unknown,
    }),
    choice!("login_data", "What a login tells the terminal in PrivateData: nothing, or which receipts the till prints.",
        login_data, {
        "none" => LoginData::None, "printers" => LoginData::Printers,
    }),
    Setting {
        name: "capture_verb",
        holds: ValueType::Text,
        form: "RequestType",
        what: "Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.",
        get: |dialect| verb(dialect, RequestKind::CaptureReservation),
        set: |dialect, text| {
            dialect.capture_verb = name(text)?;
            allow(dialect, RequestKind::CaptureReservation.wire_name())
        },
    },
    Setting {
        name: "cancel_verb",
        holds: ValueType::Text,
        form: "RequestType",
        what: "Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it.",
        get: |dialect| verb(dialect, RequestKind::CancelReservation),
        set: |dialect, text| {
            dialect.cancel_verb = name(text)?;
            allow(dialect, RequestKind::CancelReservation.wire_name())
        },
    },
    Setting {
        name: "allow",
        holds: ValueType::List,
        form: "names of request kinds or options, separated by commas",
        what: "What this terminal can do beyond its row.",
        get: |_| String::new(),
        set: |dialect, text| text.split(',').try_for_each(|name| allow(dialect, name.trim())),
    },
    Setting {
        name: "refuse",
        holds: ValueType::List,
        form: "names of request kinds or options, separated by commas",
        what: "What this terminal must not be asked.",
        get: |_| String::new(),
        set: |dialect, text| {
            text.split(',').try_for_each(|name| {
                let why = Cow::Borrowed("the till's own settings refuse it (dialect.refuse)");
                refuse(dialect, name.trim(), why)
            })
        },
    },
];

fn port(text: &str) -> Result<u16, String> {
    text.parse().ok().filter(|port| *port > 0).ok_or_else(|| "a port from 1 to 65535".to_owned())
}

fn name(text: &str) -> Result<Cow<'static, str>, String> {
    let fits = (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { Ok(Cow::Owned(text.to_owned())) } else { Err("1 to 40 letters, digits or '-'".into()) }
}

/// The name that a kind has on the wire, where the dialect has it at all.
fn verb(dialect: &Dialect, kind: RequestKind) -> String {
    if dialect.supports(kind) { dialect.wire_name(kind).to_owned() } else { String::new() }
}

fn printer(dialect: &Dialect, role: ReceiptRole) -> String {
    let names = dialect.printers.iter().filter(|(_, of)| *of == role).map(|(name, _)| name.as_ref());
    names.collect::<Vec<_>>().join(", ")
}

fn set_printer(dialect: &mut Dialect, role: ReceiptRole, text: &str) -> Result<(), String> {
    let name = name(text)?;
    let printers = dialect.printers.to_mut();
    printers.retain(|(other, of)| *of != role && !other.eq_ignore_ascii_case(&name));
    printers.push((name, role));
    Ok(())
}

/// What a name in `allow`, `refuse` or a variant's list means.
enum Named {
    Kind(RequestKind),
    Option(&'static str),
}

fn find(name: &str) -> Result<Named, String> {
    if let Some(kind) = RequestKind::from_wire_name(name) {
        return Ok(Named::Kind(kind));
    }
    let mut options = DIALECTS.iter().flat_map(|row| row.options.iter().copied());
    options.find(|option| *option == name).map(Named::Option).ok_or_else(|| {
        format!(
            "names of request kinds such as CardBalanceQuery, or of options such as cashback; '{}' is neither",
            head(name)
        )
    })
}

fn allow(dialect: &mut Dialect, name: &str) -> Result<(), String> {
    match find(name)? {
        Named::Kind(kind) if !dialect.supports(kind) => dialect.kinds.to_mut().push(kind),
        Named::Option(option) if !dialect.options.contains(&option) => {
            dialect.options.to_mut().push(option);
        }
        Named::Kind(_) | Named::Option(_) => {}
    }
    Ok(())
}

/// Takes a kind or an option away, and says why.
pub(super) fn refuse(dialect: &mut Dialect, name: &str, why: Cow<'static, str>) -> Result<(), String> {
    let what = match find(name)? {
        Named::Kind(kind) => {
            dialect.kinds.to_mut().retain(|known| *known != kind);
            kind.wire_name()
        }
        Named::Option(option) => {
            dialect.options.to_mut().retain(|known| *known != option);
            option
        }
    };
    dialect.lacks.to_mut().push(Lack { what, why });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::CH;
    use super::*;

    #[test]
    fn every_value_of_every_row_can_be_set_again() {
        for row in DIALECTS {
            for other in DIALECTS {
                let mut changed = (*other).clone();
                for setting in SETTINGS.iter().filter(|setting| !setting.value(row).is_empty()) {
                    changed.set(setting.name, &setting.value(row)).unwrap();
                    assert_eq!(setting.value(&changed), setting.value(row), "{} {}", row.name, setting.name);
                }
            }
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (name, value, code, text) in [
            ("closeday", "CloseDay", Code::UnknownName, "did you mean 'close_day'?"),
            ("close_day", "Close", Code::InvalidUrl, "the name of a request kind"),
            ("listen_port", "0", Code::InvalidUrl, "a port from 1 to 65535"),
            ("abort_connection", "third", Code::InvalidUrl, "one of second, same"),
            ("names_sender", "maybe", Code::InvalidUrl, "one of yes, no"),
            ("customer_printer", "", Code::InvalidUrl, "1 to 40 letters"),
            ("capture_verb", "a b", Code::InvalidUrl, "1 to 40 letters"),
            ("allow", "CashBack,nothing", Code::InvalidUrl, "'CashBack' is neither"),
        ] {
            let error = CH.clone().set(name, value).expect_err(name);
            assert_eq!(error.code(), code, "{error}");
            assert!(error.message().contains(text), "{error}");
        }
    }

    #[test]
    fn what_is_allowed_and_refused_changes() {
        let mut dialect = CH.clone();
        dialect.set("allow", "CardBalanceQuery, tip").unwrap();
        assert!(dialect.supports(RequestKind::CardBalanceQuery) && dialect.supports_option("tip"));
        dialect.set("refuse", "CardBalanceQuery,cashback").unwrap();
        assert!(!dialect.supports(RequestKind::CardBalanceQuery) && !dialect.supports_option("cashback"));
        assert_eq!(
            dialect.why_not("CardBalanceQuery"),
            Some("the till's own settings refuse it (dialect.refuse)")
        );
        dialect.set("close_day", "ReconciliationWithClosure").unwrap();
        assert!(dialect.supports(RequestKind::ReconciliationWithClosure));
        dialect.set("customer_printer", "PrinterReceipt").unwrap();
        dialect.set("merchant_printer", "Printer").unwrap();
        assert_eq!(dialect.printers.len(), 2, "{:?}", dialect.printers);
    }
}
