//! A file of changes to a dialect's row, in TOML: one setting per line.
//!
//! ```toml
//! # Terminals of shop 12
//! dialect = "de"            # optional: which family it is for
//! listen_port = 20010
//! abort_message = "service"
//! names_sender = true
//! refuse = ["PaymentRefund"]
//! ```

use super::Dialect;
use crate::error::{Code, Error};
use toml::de::{DeTable, DeValue};

impl Dialect {
    /// Changes the settings that the text of a file names; see [`SETTINGS`](super::SETTINGS). `name` is the
    /// file's, for messages.
    ///
    /// # Errors
    /// [`Code::InvalidUrl`] or [`Code::UnknownName`] with file, line and what is expected.
    pub fn set_from_toml(&mut self, text: &str, name: &str) -> Result<(), Error> {
        let at = |offset: usize, code: Code, what: &str| {
            Error::new(code, format!("{name}:{}: {what}", line_of(text, offset)))
        };
        let table = DeTable::parse(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(offset, Code::InvalidUrl, &format!("this is not TOML: {}.", error.message()))
        })?;
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let offset = key.span().start;
            let name = key.get_ref().as_ref();
            let Some(written) = written(value.get_ref()) else {
                let what =
                    format!("{name} is no text, number, yes or no, or list of texts, but one was expected.");
                return Err(at(offset, Code::InvalidUrl, &what));
            };
            if name == "dialect" {
                if written != self.name {
                    let what = format!("this file is for the dialect '{written}', not for '{}'.", self.name);
                    return Err(at(offset, Code::InvalidUrl, &what));
                }
                continue;
            }
            self.set(name, &written).map_err(|error| at(offset, error.code(), error.message()))?;
        }
        Ok(())
    }
}

/// A value as it would stand in a URL.
fn written(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        DeValue::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            Some(texts?.join(","))
        }
        _ => None,
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::super::{CH, DE};
    use super::*;
    use crate::message::{Class, RequestKind};

    #[test]
    fn a_file_changes_what_it_names() {
        let mut row = DE.clone();
        let text = "# shop 12\ndialect = \"de\"\nlisten_port = 20010\nabort_message = \"service\"\n\
                    names_sender = false\nrefuse = [\"PaymentRefund\", \"Diagnosis\"]\n";
        row.set_from_toml(text, "shop.toml").unwrap();
        assert_eq!((row.listen_port, row.abort.class, row.names_sender), (20010, Class::Service, false));
        assert!(!row.supports(RequestKind::PaymentRefund) && !row.supports(RequestKind::Diagnosis));
    }

    #[test]
    fn mistakes_have_file_and_line() {
        for (text, code, wanted) in [
            (
                "listen_port = 4102\nclose_day = \"Close\"",
                Code::InvalidUrl,
                "f.toml:2: The dialect setting close_day",
            ),
            (
                "\n\nlistenport = 1",
                Code::UnknownName,
                "f.toml:3: There is no dialect setting 'listenport'; did you",
            ),
            ("listen_port = ", Code::InvalidUrl, "f.toml:1: this is not TOML"),
            ("listen_port = 1.5", Code::InvalidUrl, "f.toml:1: listen_port is no text"),
            ("[ports]\nlisten = 1", Code::InvalidUrl, "f.toml:1: ports is no text"),
            (
                "dialect = \"de\"",
                Code::InvalidUrl,
                "f.toml:1: this file is for the dialect 'de', not for 'ch'",
            ),
            ("listen_port = 70000", Code::InvalidUrl, "expected a port from 1 to 65535"),
        ] {
            let error = CH.clone().set_from_toml(text, "f.toml").expect_err(text);
            assert_eq!(error.code(), code, "{error}");
            assert!(error.message().contains(wanted), "{error}");
        }
    }
}
