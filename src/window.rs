//! A place to write to: the till's window. Colours appear only on a terminal that wants them (`NO_COLOR`).

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// What the till says itself, beside everything else.
pub const DIM: Style = Style::new().dimmed();
/// What the terminal wants to be seen.
pub const DISPLAY: Style = AnsiColor::Cyan.on_default();
/// Paid, done.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Not paid.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Unknown, or asking.
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();

/// Text in a style, back to normal behind it.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text of a terminal as it may be written to a console: control characters, which could move the cursor or
/// worse, become blanks.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What was written last, so that unlike things are kept apart by an empty line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading,
    /// One of several lines of the same sort.
    Line,
    /// Something that stands alone: a slip of paper, an outcome.
    Alone,
}

/// A stream of lines, written whole and at once.
pub struct Window {
    inner: Mutex<Inner>,
}

struct Inner {
    stream: Box<dyn Write + Send>,
    last: Option<Block>,
}

impl Window {
    /// A window on standard output.
    pub fn stdout() -> Self {
        Window::on(Box::new(AutoStream::auto(io::stdout())))
    }

    /// A window on standard error.
    pub fn stderr() -> Self {
        Window::on(Box::new(AutoStream::auto(io::stderr())))
    }

    fn on(stream: Box<dyn Write + Send>) -> Self {
        Window { inner: Mutex::new(Inner { stream, last: None }) }
    }

    /// Writes a text and ends the line. An error means that nobody can have seen it.
    pub fn show(&self, block: Block, text: &str) -> io::Result<()> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let apart = match inner.last.replace(block) {
            None => false,
            Some(last) => last != block || block == Block::Alone,
        };
        let gap = if apart { "\n" } else { "" };
        inner.stream.write_all(format!("{gap}{text}\n").as_bytes())?;
        inner.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn unlike_things_are_kept_apart() {
        let paper = Shared::default();
        let window = Window::on(Box::new(paper.clone()));
        for (block, text) in [
            (Block::Heading, "heading"),
            (Block::Line, "one"),
            (Block::Line, "two"),
            (Block::Alone, "slip"),
            (Block::Alone, "slip"),
            (Block::Line, "three"),
        ] {
            window.show(block, text).expect("memory");
        }
        let written = String::from_utf8(paper.0.lock().expect("no panic").clone()).expect("UTF-8");
        assert_eq!(written, "heading\n\none\ntwo\n\nslip\n\nslip\n\nthree\n");
    }

    #[test]
    fn a_terminal_cannot_play_with_the_console() {
        assert_eq!(harmless("Gr\u{fc}ezi\u{1b}[2J\u{7}\u{9b}"), "Gr\u{fc}ezi [2J  ");
    }
}
