//! From the tables of opi-proto and opi-core to the model.

use crate::model::{
    Choice, Dialect, Enum, Family, Hardware, Holds, KindPart, Lack, RequestOption, Setting, StatusPart,
    StatusText, UrlOption, Value, Variant, Word,
};
use opi_core::config::URL_OPTIONS;
use opi_proto::devices::Callback;
use opi_proto::dialect::{DIALECTS, SETTINGS, VARIANTS};
use opi_proto::error::{self, Code};
use opi_proto::field::{ValueType, Words};
use opi_proto::language::Language;
use opi_proto::message::{self, AmountRule, Class, Effect};
use opi_proto::operation::REQUEST_OPTIONS;
use opi_proto::outcome;
use opi_proto::recovery::RecoveryVerdict;

/// A constant's name in C.
pub fn c_name(prefix: &str, name: &str) -> String {
    format!("{prefix}{}", name.to_uppercase())
}

fn words<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Vec<String> {
    words.into_iter().map(|word| word.as_ref().to_owned()).collect()
}

// ---- Status codes -------------------------------------------------------------------------------------

/// The families, in the order of their numbers.
pub fn families() -> Vec<Family> {
    let row = |family: &error::Family| Family {
        name: family.name().into(),
        first: *family.numbers().end(),
        last: *family.numbers().start(),
        money_moved: family.money().name().into(),
        what: family.what().into(),
    };
    error::Family::ALL.iter().map(row).collect()
}

/// The status codes.
pub fn statuses() -> Enum {
    let languages = [Language::German, Language::French, Language::Italian];
    let text = |code: Code, language: Language| StatusText {
        language: language.name().into(),
        what: code.what_in(language).into(),
        advice: code.advice_in(language).into(),
    };
    let row = |code: &Code| Value {
        name: code.c_name().trim_start_matches("OPI_E_").trim_start_matches("OPI_").to_lowercase(),
        c_name: code.c_name().into(),
        number: code.number(),
        word: code.c_name().into(),
        what: code.what().into(),
        status: Some(StatusPart {
            family: code.family().name().into(),
            advice: code.advice().into(),
            texts: languages.map(|language| text(*code, language)).into(),
        }),
        ..Value::default()
    };
    Enum {
        name: "status".into(),
        c_prefix: "OPI_E_".into(),
        what: "Why something ended as it did; the number's family alone says what to do.".into(),
        values: Code::ALL.iter().map(row).collect(),
    }
}

// ---- Requests -----------------------------------------------------------------------------------------

/// What a till can ask a terminal for.
pub fn request_kinds() -> Enum {
    let row = |kind: &message::RequestKind| Value {
        name: kind.c_name().trim_start_matches("OPI_").to_lowercase(),
        c_name: kind.c_name().into(),
        number: *kind as i32,
        word: kind.wire_name().into(),
        what: kind.what().into(),
        kind: Some(KindPart {
            class: match kind.class() {
                Class::Card => "card",
                Class::Service => "service",
            }
            .into(),
            financial: kind.effect() == Effect::Financial,
            amount: match kind.amount_rule() {
                AmountRule::Required => "required",
                AmountRule::Optional => "optional",
                AmountRule::Never => "never",
            }
            .into(),
            dialects: words(DIALECTS.iter().filter(|row| row.supports(*kind)).map(|row| row.name)),
        }),
        ..Value::default()
    };
    Enum {
        name: "kind".into(),
        c_prefix: "OPI_".into(),
        what: "What a till asks a terminal for.".into(),
        values: message::RequestKind::ALL.iter().map(row).collect(),
    }
}

/// Options of a request.
pub fn request_options() -> Vec<RequestOption> {
    let row = |option: &opi_proto::operation::RequestOption| RequestOption {
        name: option.name.into(),
        c_name: c_name("OPI_OPTION_", option.name),
        holds: holds(option.holds),
        form: option.form(),
        default: option.default.into(),
        since: option.since.into(),
        what: option.what.into(),
        dialects: words(option.dialects()),
        kinds: words(option.kinds.iter().map(|kind| kind.wire_name())),
        secret: option.secret,
        scope: option.scope(),
    };
    REQUEST_OPTIONS.iter().map(row).collect()
}

/// Options of a terminal's URL.
pub fn url_options() -> Vec<UrlOption> {
    let row = |option: &opi_core::config::UrlOption| UrlOption {
        name: option.name.into(),
        holds: holds(option.holds),
        form: option.form(),
        default: option.default.into(),
        since: option.since.into(),
        what: option.what.into(),
    };
    URL_OPTIONS.iter().map(row).collect()
}

// ---- What values hold -----------------------------------------------------------------------------------

/// A type as the model says it.
pub fn holds(value: ValueType) -> Holds {
    let plain = |kind: &str| Holds { kind: kind.into(), ..Holds::default() };
    let counted =
        |kind: &str, unit: &str| Holds { unit: (!unit.is_empty()).then(|| unit.into()), ..plain(kind) };
    let of = |kind: &str, name: &str| Holds { of: Some(name.into()), ..plain(kind) };
    match value {
        ValueType::Text => plain("text"),
        ValueType::Lines => plain("lines"),
        ValueType::List => plain("list"),
        ValueType::Flag => plain("flag"),
        ValueType::Number(unit) => counted("number", unit),
        ValueType::Decimal(unit) => counted("decimal", unit),
        ValueType::Amount { currency } => {
            Holds { currency: Some(currency.into()), ..counted("amount", "decimal major units") }
        }
        ValueType::MinorUnits => counted("minor_units", "minor units of the request's currency"),
        ValueType::Time => plain("time"),
        ValueType::Duration(unit) => counted("duration", unit.name()),
        ValueType::Enum(name) => of("enum", name),
        ValueType::Word(words) => of("choice", words.name),
        ValueType::Path => plain("path"),
        ValueType::Xml => plain("xml"),
    }
}

/// Every choice of words that an option or one of these fields makes, each once, in the order of their use.
pub fn choices(fields: impl Iterator<Item = ValueType>) -> Vec<Choice> {
    let options = REQUEST_OPTIONS.iter().map(|option| option.holds);
    let all = URL_OPTIONS.iter().map(|option| option.holds).chain(options).chain(fields);
    let mut choices: Vec<Choice> = Vec::new();
    for value in all.chain(SETTINGS.iter().map(|setting| setting.holds)) {
        if let ValueType::Word(words) = value
            && !choices.iter().any(|choice| choice.name == words.name)
        {
            choices.push(choice(words));
        }
    }
    choices
}

fn choice(words: &Words) -> Choice {
    let row = |(word, what): (&str, &str)| Word { word: word.into(), name: snake(word), what: what.into() };
    Choice {
        name: words.name.into(),
        what: words.what.into(),
        words: (words.words)().into_iter().map(row).collect(),
    }
}

/// `MobilePhonePrepaid` is `mobile_phone_prepaid`, `POPInitAll` is `pop_init_all`.
pub fn snake(word: &str) -> String {
    let mut name = String::new();
    let letters: Vec<char> = word.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if starts {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

// ---- Verdicts -------------------------------------------------------------------------------------------

/// How a request ended.
pub fn verdicts() -> Enum {
    let row = |verdict: &outcome::Verdict| Value {
        name: verdict.name().into(),
        c_name: c_name("OPI_VERDICT_", verdict.name()),
        number: *verdict as i32,
        word: verdict.name().into(),
        what: verdict.what().into(),
        ..Value::default()
    };
    Enum {
        name: "verdict".into(),
        c_prefix: "OPI_VERDICT_".into(),
        what: "How a request ended.".into(),
        values: outcome::Verdict::ALL.iter().map(row).collect(),
    }
}

/// What recovery found out about a request.
pub fn recovery_verdicts() -> Enum {
    let row = |verdict: &RecoveryVerdict| Value {
        name: verdict.name().into(),
        c_name: c_name("OPI_RECOVERED_", verdict.name()),
        number: *verdict as i32,
        word: verdict.name().into(),
        what: verdict.what().into(),
        ..Value::default()
    };
    Enum {
        name: "recovered".into(),
        c_prefix: "OPI_RECOVERED_".into(),
        what: "What became of a request whose outcome was open.".into(),
        values: RecoveryVerdict::ALL.iter().map(row).collect(),
    }
}

/// Which of the till's devices a terminal wants.
pub fn devices() -> Enum {
    let row = |callback: &Callback| Value {
        name: callback.name().into(),
        c_name: c_name("OPI_DEVICE_", callback.name()),
        number: *callback as i32,
        word: callback.name().into(),
        what: callback.what().into(),
        ..Value::default()
    };
    Enum {
        name: "device".into(),
        c_prefix: "OPI_DEVICE_".into(),
        what: "Which of the till's devices the terminal wants.".into(),
        values: Callback::ALL.iter().map(row).collect(),
    }
}

// ---- Dialects -------------------------------------------------------------------------------------------

/// Families of terminals.
pub fn dialects() -> Vec<Dialect> {
    let row = |row: &&opi_proto::dialect::Dialect| Dialect {
        name: row.name.into(),
        title: row.title.into(),
        lacks: row
            .lacks
            .iter()
            .map(|lack| Lack { name: lack.what.into(), why: lack.why.to_string() })
            .collect(),
    };
    DIALECTS.iter().map(row).collect()
}

/// What differs between them.
pub fn settings() -> Vec<Setting> {
    let row = |setting: &opi_proto::dialect::Setting| Setting {
        name: setting.name.into(),
        holds: holds(setting.holds),
        form: setting.form(),
        what: setting.what.into(),
        values: DIALECTS.iter().map(|row| setting.value(row)).collect(),
    };
    SETTINGS.iter().map(row).collect()
}

/// Terminal models and makers of terminal software.
pub fn variants() -> Vec<Variant> {
    let row = |variant: &opi_proto::dialect::Variant| Variant {
        name: variant.name.into(),
        title: variant.title.into(),
        dialect: variant.dialect.into(),
        hardware: variant.hardware.map(|hardware| Hardware {
            unattended: hardware.unattended,
            own_printer: hardware.own_printer,
            journal_printer: hardware.journal_printer,
        }),
        settings: variant.settings.iter().map(|(name, value)| format!("{name}={value}")).collect(),
        lacks: variant
            .lacks
            .iter()
            .map(|(name, why)| Lack { name: (*name).into(), why: (*why).into() })
            .collect(),
        notes: variant.notes.into(),
    };
    VARIANTS.iter().map(row).collect()
}
