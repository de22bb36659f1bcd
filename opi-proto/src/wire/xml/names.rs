//! Which characters XML allows, and where.

/// The prefix, if any, and the local name. `None` if this cannot be a name; oddities that leave no doubt where
/// the name ends are let through.
pub(super) fn split(name: &str) -> Option<(Option<&str>, &str)> {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    let plausible = !local.is_empty() && name.chars().all(|c| is_name_char(c) || !c.is_ascii());
    plausible.then_some((prefix, local))
}

/// White space as XML defines it.
pub(super) fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

/// Whether XML 1.0 allows the character (2.2, `Char`).
pub(super) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

pub(super) fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) && name.chars().all(is_name_char)
}
