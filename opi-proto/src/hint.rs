//! Words for errors about what a caller wrote: the beginning of it, and the nearest name that exists.

use crate::error::{Code, Error};

/// An error for a name that does not exist, with the nearest one that does.
#[must_use]
pub fn unknown_name<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Error {
    let wanted = name.to_ascii_lowercase();
    let nearest = known
        .clone()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_ascii_lowercase()), candidate))
        .min()
        .filter(|(distance, candidate)| *distance <= 2 + candidate.len() / 4);
    let hint = match nearest {
        Some((_, candidate)) => format!("did you mean '{candidate}'?"),
        None => format!("there are: {}.", known.collect::<Vec<_>>().join(", ")),
    };
    Error::new(Code::UnknownName, format!("There is no {what} '{}'; {hint}", head(name)))
}

/// The beginning of a caller's text, for messages.
#[must_use]
pub fn head(text: &str) -> String {
    crate::value::redact(&text.chars().take(40).collect::<String>())
}
