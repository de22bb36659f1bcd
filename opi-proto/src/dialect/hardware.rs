//! What a terminal model, or the maker of a terminal's software, is described by; the rows are in `variant`.

/// A terminal model, or the maker of a terminal's software.
#[derive(Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name in a terminal URL, `model=NAME` or `variant=NAME`.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Name of the family.
    pub dialect: &'static str,
    /// What a model is made of; `None` for a maker of software.
    pub hardware: Option<Hardware>,
    /// Changes of the row, as in [`super::Dialect::set`].
    pub settings: &'static [(&'static str, &'static str)],
    /// Kinds and options that it lacks, and why.
    pub lacks: &'static [(&'static str, &'static str)],
    /// What else is known, for people.
    pub notes: &'static str,
}

/// What a terminal is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hardware {
    /// Nobody serves at it: it asks whether the goods were handed out (`DeliveryBox`).
    pub unattended: bool,
    /// It has a printer of its own.
    pub own_printer: bool,
    /// It sends the merchant's receipt on `JournalPrinter`.
    pub journal_printer: bool,
}
