//! What is wrong with a file: where, what, and what is expected.

use std::fmt;

/// A mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` when it concerns the file as a whole.
    pub line: Option<usize>,
    /// What is wrong, and what is expected.
    pub what: String,
}

impl Mistake {
    /// A mistake at a line.
    #[must_use]
    pub fn at(file: &str, line: usize, what: impl Into<String>) -> Self {
        Mistake { file: file.to_owned(), line: Some(line), what: what.into() }
    }

    /// A mistake that concerns no line in particular.
    #[must_use]
    pub fn of(file: &str, what: impl Into<String>) -> Self {
        Mistake { file: file.to_owned(), line: None, what: what.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for Mistake {}
