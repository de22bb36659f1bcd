//! Records as C reads them: field by field, by name. A text is made when it is asked for the first time, and kept as
//! long as its object lives.

use crate::text::Text;
use opi_proto::field::{Field, position};
use std::ops::Deref;
use std::sync::OnceLock;

/// A text that is made when it is asked for the first time.
#[derive(Default)]
pub(crate) struct Later(OnceLock<Option<Text>>);

impl Later {
    /// The text. Made outside the lock: nobody waits for it, also not in a child after fork(), and a fault while it
    /// is made leaves the next one free to try again.
    pub(crate) fn get(&self, make: impl FnOnce() -> Option<String>) -> Option<&Text> {
        if self.0.get().is_none() {
            let _ = self.0.set(make().map(|text| Text::new(&text)));
        }
        self.0.get()?.as_ref()
    }
}

/// Texts by their place in a list.
pub(crate) struct Texts(Box<[Later]>);

impl Texts {
    pub(crate) fn new(count: usize) -> Self {
        Texts((0..count).map(|_| Later::default()).collect())
    }

    /// The text at a place; `None` beyond the end.
    pub(crate) fn get(&self, index: usize, make: impl FnOnce() -> Option<String>) -> Option<&Text> {
        self.0.get(index)?.get(make)
    }
}

/// A record with the texts of its fields.
pub(crate) struct Record<T: 'static> {
    of: T,
    fields: &'static [Field<T>],
    texts: Texts,
}

impl<T> Record<T> {
    pub(crate) fn new(of: T, fields: &'static [Field<T>]) -> Self {
        Record { of, fields, texts: Texts::new(fields.len()) }
    }

    /// The text of a field; `None` when it is empty or does not exist.
    pub(crate) fn text(&self, name: &str) -> Option<&Text> {
        let index = position(self.fields, name)?;
        self.texts.get(index, || self.fields.get(index)?.read(&self.of))
    }
}

impl<T> Deref for Record<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.of
    }
}

/// A list of records that is made when it is asked for the first time.
pub(crate) struct Records<T: 'static> {
    fields: &'static [Field<T>],
    list: OnceLock<Vec<Record<T>>>,
}

impl<T> Records<T> {
    pub(crate) fn new(fields: &'static [Field<T>]) -> Self {
        Records { fields, list: OnceLock::new() }
    }

    /// The records. Made outside the lock, as every text.
    pub(crate) fn get(&self, make: impl FnOnce() -> Vec<T>) -> &[Record<T>] {
        if self.list.get().is_none() {
            let records = make().into_iter().map(|of| Record::new(of, self.fields));
            let _ = self.list.set(records.collect());
        }
        self.list.get().map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panic::guard;
    use opi_proto::field::ValueType;
    use std::sync::atomic::{AtomicU32, Ordering};

    struct Thing {
        name: &'static str,
        asked: AtomicU32,
    }

    static FIELDS: &[Field<Thing>] = &[
        Field::new("name", ValueType::Text, "libopi", "Its name.", |thing| {
            thing.asked.fetch_add(1, Ordering::Relaxed);
            Some(thing.name.into())
        }),
        Field::new("fault", ValueType::Text, "libopi", "Cannot be read the first time.", |thing| {
            assert!(thing.asked.fetch_add(1, Ordering::Relaxed) > 0, "deliberate");
            Some("read".into())
        }),
    ];

    fn thing(name: &'static str) -> Record<Thing> {
        Record::new(Thing { name, asked: AtomicU32::new(0) }, FIELDS)
    }

    #[test]
    fn a_text_is_made_once_when_it_is_asked_for() {
        for (name, there) in [("a name", true), ("", false)] {
            let record = thing(name);
            assert_eq!(record.asked.load(Ordering::Relaxed), 0, "not before");
            let pointer = || record.text("name").map(Text::as_ptr);
            assert_eq!((pointer(), pointer().is_some()), (pointer(), there));
            assert_eq!(record.asked.load(Ordering::Relaxed), 1);
            assert!(record.text("nam").is_none());
        }
    }

    #[test]
    fn a_fault_gives_nothing_and_the_next_one_may_try_again() {
        let record = thing("");
        let there = || guard(None, || record.text("fault")).is_some();
        assert_eq!([there(), there()], [false, true]);
    }

    #[test]
    fn threads_that_read_at_the_same_time_are_given_the_same_text() {
        let record = thing("a name");
        let read = || record.text("name").map(|text| text.as_ptr() as usize);
        let pointers: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(read)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(pointers.iter().all(|pointer| pointer.is_some() && *pointer == pointers[0]));
    }

    #[test]
    fn a_list_is_made_once() {
        let records = Records::new(FIELDS);
        let thing = |name| Thing { name, asked: AtomicU32::new(0) };
        assert_eq!(records.get(|| vec![thing("first"), thing("second")]).len(), 2);
        assert_eq!(records.get(|| unreachable!())[1].text("name").map(Text::len), Some(6));
    }
}
