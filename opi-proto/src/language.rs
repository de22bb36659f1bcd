//! The languages of tills and terminals, and texts in them.

use crate::field::words;

words! {
    pub enum Language, "language": "A language; its name is its code in ISO 639-1.";
    German: "de", "German.";
    English: "en", "English.";
    French: "fr", "French.";
    Italian: "it", "Italian.";
    Dutch: "nl", "Dutch, of displays and receipts; advice is English then.";
}

impl Language {
    /// The language of a code or of a locale, in either case: `de`, `DE`, `de-CH`, `de_CH.UTF-8`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (language, rest) = code.trim().split_at_checked(2)?;
        let ends_here = !rest.starts_with(char::is_alphanumeric);
        Language::by_name(&language.to_ascii_lowercase()).filter(|_| ends_here)
    }
}

/// A text in each language of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    german: &'static str,
    french: &'static str,
    italian: &'static str,
}

impl Text {
    /// The text in English; then in German, French and Italian.
    #[must_use]
    pub const fn new(english: &'static str, [german, french, italian]: [&'static str; 3]) -> Self {
        Text { english, german, french, italian }
    }

    /// The text in a language; English where there is none in it.
    #[must_use]
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::German => self.german,
            Language::French => self.french,
            Language::Italian => self.italian,
            Language::English | Language::Dutch => self.english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_locales_are_read_as_they_are_written() {
        for (code, language) in [
            ("de", "de"),
            ("DE", "de"),
            ("fr-CH", "fr"),
            ("de_CH.UTF-8", "de"),
            ("it@euro", "it"),
            (" it ", "it"),
            ("EN", "en"),
            ("NL", "nl"),
        ] {
            assert_eq!(Language::from_code(code).map(Language::name), Some(language), "{code}");
        }
        for code in ["", "d", "es", "\u{fc}", "d\u{fc}", "den", "deutsch", "C", "POSIX", "C.UTF-8"] {
            assert_eq!(Language::from_code(code), None, "{code}");
        }
    }
}
