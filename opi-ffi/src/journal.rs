//! Entries of the electronic journal, field by field.

use crate::text::{self, Text};
use opi_proto::devices::JournalEntry;

/// An entry as C reads it: the fields of `opi_proto::devices::JOURNAL_FIELDS`.
pub(crate) struct Entry(Vec<(&'static str, Text)>);

impl Entry {
    pub(crate) fn new(entry: &JournalEntry) -> Self {
        Entry(entry.fields().map(|(name, value)| (name, Text::new(&value))).collect())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Text> {
        text::find(&self.0, name)
    }
}
