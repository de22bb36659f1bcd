//! What a text holds, so that every language can hand it out as a type of its own: the rows of the tables of fields.
//!
//! Texts keep the form named here; where a terminal wrote something else, the text is what it wrote, and whoever types
//! it finds that out.

/// What kind of value a text holds.
#[derive(Debug, Clone, Copy)]
pub enum ValueType {
    /// Free text.
    Text,
    /// Text of several lines, separated by line feeds.
    Lines,
    /// Words separated by commas.
    List,
    /// `yes` or `no`.
    Flag,
    /// A whole number, and its unit; none where it just counts.
    Number(&'static str),
    /// A decimal number with a point, and its unit.
    Decimal(&'static str),
    /// Decimal major units with a point, of the currency that the field of this name holds.
    Amount {
        /// Name of the field with the currency.
        currency: &'static str,
    },
    /// A part of the request's amount, in whole minor units of its currency.
    MinorUnits,
    /// ISO 8601, as the clock of whoever wrote it showed it; with its distance from UTC where that was told.
    Time,
    /// A whole number of these.
    Duration(TimeUnit),
    /// A word of the enumeration of this name: `status`, `kind`, `verdict`, …
    Enum(&'static str),
    /// One of these words.
    Word(&'static Words),
    /// The path of a file.
    Path,
    /// XML.
    Xml,
}

/// What a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Days.
    Days,
}

impl TimeUnit {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Milliseconds => "milliseconds",
            TimeUnit::Seconds => "seconds",
            TimeUnit::Days => "days",
        }
    }
}

/// A few words, of which a value is one.
#[derive(Debug)]
pub struct Words {
    /// Name of the choice, such as `receipt_place`.
    pub name: &'static str,
    /// What is chosen.
    pub what: &'static str,
    /// The words, and what each means.
    pub words: fn() -> Vec<(&'static str, &'static str)>,
}

impl Words {
    /// The word as it is kept, however it was capitalised.
    ///
    /// # Errors
    /// What is expected, in words.
    pub fn find(&self, value: &str) -> Result<&'static str, String> {
        let found = (self.words)().into_iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
        found.map(|(word, _)| word).ok_or_else(|| format!("one of {}", self.list(", ")))
    }

    fn list(&self, last: &str) -> String {
        let words: Vec<&str> = (self.words)().into_iter().map(|(word, _)| word).collect();
        match words.split_last() {
            Some((end, others)) if !others.is_empty() => format!("{}{last}{end}", others.join(", ")),
            _ => words.concat(),
        }
    }
}

impl ValueType {
    /// The form of a value where its type says all of it; empty elsewhere.
    #[must_use]
    pub fn form(self) -> String {
        match self {
            ValueType::Flag => "yes or no".into(),
            ValueType::Duration(unit) => unit.name().into(),
            ValueType::Word(words) => words.list(" or "),
            ValueType::Path => "path of a file".into(),
            _ => String::new(),
        }
    }
}

/// Declares an enumeration whose members have a name and a meaning, one row each: the documentation, `name()`, `what()`
/// and `by_name()`, and the choice of words (`WORDS`) are made of the row.
macro_rules! words {
    (
        $( #[$meta:meta] )*
        pub enum $enum:ident, $choice:literal: $about:literal;
        $( $member:ident $(= $number:literal)?: $name:literal, $what:literal; )*
    ) => {
        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $( #[$meta] )*
        pub enum $enum {
            $( #[doc = $what] $member $(= $number)?, )*
        }

        impl $enum {
            /// Each of them, in the order of the table.
            pub const ALL: &'static [$enum] = &[$( $enum::$member ),*];

            /// Their names, as a choice of words.
            pub const WORDS: $crate::field::Words =
                $crate::field::Words { name: $choice, what: $about, words: || vec![$( ($name, $what) ),*] };

            /// The name in results, in JSON and in the journal.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( $enum::$member => $name, )* }
            }

            /// What it means, in words.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $( $enum::$member => $what, )* }
            }

            /// The one of that name.
            #[must_use]
            pub fn by_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.name() == name)
            }
        }

        impl std::fmt::Display for $enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl serde::Serialize for $enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}

pub(crate) use words;

/// A text field of a `T`: one row for the C function that reads it, the JSON, the documentation and every language.
#[derive(Debug)]
pub struct Field<T: 'static> {
    /// Its name.
    pub name: &'static str,
    /// What it holds, as a type.
    pub holds: ValueType,
    /// Where it comes from: an element or attribute of the wire protocol, `libopi`, or `till` for what the till gave.
    pub source: &'static str,
    /// What it holds, in words.
    pub what: &'static str,
    /// The version of the library that had it first.
    pub since: &'static str,
    pub(crate) get: fn(&T) -> Option<String>,
}

impl<T> Field<T> {
    /// A field of the first version.
    #[must_use]
    pub const fn new(
        name: &'static str,
        holds: ValueType,
        source: &'static str,
        what: &'static str,
        get: fn(&T) -> Option<String>,
    ) -> Self {
        Field { name, holds, source, what, since: "0.1.0", get }
    }

    /// A field that came with a later version.
    #[must_use]
    pub const fn since(self, version: &'static str) -> Self {
        Field { since: version, ..self }
    }

    /// Its text; `None` when it is empty.
    #[must_use]
    pub fn read(&self, of: &T) -> Option<String> {
        (self.get)(of).filter(|text| !text.is_empty())
    }
}

/// Where a field stands in a table.
#[must_use]
pub fn position<T>(fields: &[Field<T>], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.name == name)
}
