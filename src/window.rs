//! A place to write to: the till's window. Colours appear only on a terminal that wants them (`NO_COLOR`).

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// Where signs of life are shown, and whether one stands there now.
    side: Box<dyn Write + Send>,
    alive: bool,
    /// Somebody is asked something: no signs of life over what they type.
    asking: bool,
}

impl Inner {
    fn clear(&mut self) {
        if std::mem::take(&mut self.alive) {
            let _ = self.side.write_all(CLEAR_LINE).and_then(|()| self.side.flush());
        }
    }
}

/// To the start of the line, and everything behind it away.
const CLEAR_LINE: &[u8] = b"\r\x1b[K";

impl Window {
    /// A window on standard output.
    pub fn stdout() -> Self {
        Window::on(Box::new(AutoStream::auto(io::stdout())), Box::new(io::stderr()))
    }

    /// A window on standard error.
    pub fn stderr() -> Self {
        Window::on(Box::new(AutoStream::auto(io::stderr())), Box::new(io::stderr()))
    }

    fn on(stream: Box<dyn Write + Send>, side: Box<dyn Write + Send>) -> Self {
        Window { inner: Mutex::new(Inner { stream, last: None, side, alive: false, asking: false }) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a text and ends the line. An error means that nobody can have seen it.
    pub fn show(&self, block: Block, text: &str) -> io::Result<()> {
        let mut inner = self.inner();
        inner.clear();
        let apart = match inner.last.replace(block) {
            None => false,
            Some(last) => last != block || block == Block::Alone,
        };
        let gap = if apart { "\n" } else { "" };
        inner.stream.write_all(format!("{gap}{text}\n").as_bytes())?;
        inner.stream.flush()
    }

    /// Shows a line that the next one replaces; see [`crate::progress`].
    pub fn alive(&self, line: &str) {
        let mut inner = self.inner();
        if !inner.asking {
            inner.alive = true;
            let shown = [CLEAR_LINE, line.as_bytes()].concat();
            let _ = inner.side.write_all(&shown).and_then(|()| inner.side.flush());
        }
    }

    /// Takes away what [`Window::alive`] showed.
    pub fn clear(&self) {
        self.inner().clear();
    }

    /// Whether somebody is being asked something.
    pub fn set_asking(&self, asking: bool) {
        let mut inner = self.inner();
        inner.clear();
        inner.asking = asking;
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
        let window = Window::on(Box::new(paper.clone()), Box::new(io::sink()));
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
    fn signs_of_life_are_gone_before_the_next_line_and_while_somebody_is_asked() {
        let both = Shared::default();
        let window = Window::on(Box::new(both.clone()), Box::new(both.clone()));
        window.alive("1 s");
        window.show(Block::Line, "one").expect("memory");
        window.set_asking(true);
        window.alive("2 s");
        window.set_asking(false);
        window.alive("3 s");
        window.clear();
        window.clear();
        let written = String::from_utf8(both.0.lock().expect("no panic").clone()).expect("UTF-8");
        assert_eq!(written.replace("\r\u{1b}[K", "<"), "<1 s<one\n<3 s<");
    }

    #[test]
    fn a_terminal_cannot_play_with_the_console() {
        assert_eq!(harmless("Gr\u{fc}ezi\u{1b}[2J\u{7}\u{9b}"), "Gr\u{fc}ezi [2J  ");
    }
}
