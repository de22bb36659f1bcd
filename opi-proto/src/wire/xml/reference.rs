//! References: `&amp;`, `&#223;` and what only looks like one.

use super::names::{is_name, is_name_char};
use quick_xml::escape::resolve_predefined_entity;

/// What stands between `&` and `;`, if it is a reference at all.
pub(super) enum Reference {
    /// A character: one of the five entities XML defines, or a number.
    Character(char),
    /// An entity that XML does not define.
    Unknown,
    /// A number that is no character, or the one that no XML may contain.
    Forbidden,
}

impl Reference {
    /// What `name`, without `&` and `;`, refers to. `None`: this is no reference.
    pub(super) fn resolve(name: &str) -> Option<Self> {
        let Some(number) = name.strip_prefix('#') else {
            let character = resolve_predefined_entity(name).and_then(|text| text.chars().next());
            return match character {
                Some(character) => Some(Self::Character(character)),
                None => is_name(name).then_some(Self::Unknown),
            };
        };
        let (digits, radix) = match number.strip_prefix('x') {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return None;
        }
        let character = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        Some(character.filter(|&c| c != '\0').map_or(Self::Forbidden, Self::Character))
    }

    /// The reference whose `&` stands in front of `text`, and the text behind its `;`.
    pub(super) fn at(text: &str) -> Option<(Self, &str)> {
        let length = text.find(|c| !(c == '#' || is_name_char(c)))?;
        let (name, tail) = text.split_at_checked(length)?;
        Some((Self::resolve(name)?, tail.strip_prefix(';')?))
    }
}
