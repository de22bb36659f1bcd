//! A till made of a terminal window: shows what the cashier and the customer should see, draws receipts as
//! slips of paper, and asks the cashier.

use crate::keyboard::{Key, Keyboard, PATIENCE};
use crate::slip;
use crate::window::{Block, DISPLAY, WARN, Window, harmless, paint};
use opi_proto::devices::{Answer, Callback, Devices, Display, Prompt, PromptKind, Receipt, Reply};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The devices of the command-line till.
pub struct Till {
    window: Arc<Window>,
    keyboard: Keyboard,
    prints: bool,
}

impl Till {
    /// A till in this window. If it does not print, receipts are left to the result of the call.
    pub fn new(window: Arc<Window>, prints: bool) -> Self {
        Till { window, keyboard: Keyboard::new(), prints }
    }

    /// The cashier's keyboard.
    pub fn keyboard(&self) -> &Keyboard {
        &self.keyboard
    }

    /// Asks until an answer fits; `read` turns a line into one.
    fn ask(&self, question: &str, patience: Duration, read: impl Fn(&str) -> Option<Reply>) -> Reply {
        self.window.set_asking(true);
        let reply = self.answer(question, Instant::now() + patience, read);
        self.window.set_asking(false);
        reply
    }

    fn answer(&self, question: &str, deadline: Instant, read: impl Fn(&str) -> Option<Reply>) -> Reply {
        loop {
            if self.window.show(Block::Line, question).is_err() {
                return Reply::Failed;
            }
            match self.keyboard.next(deadline) {
                Key::Line(line) => {
                    if let Some(reply) = read(line.trim()) {
                        return reply;
                    }
                }
                Key::Interrupt => return Reply::Refused,
                Key::Nobody => return Reply::Default,
            }
        }
    }
}

impl Devices for Till {
    fn display(&self, display: &Display) -> Answer {
        let text = one_line(&display.lines);
        if text.is_empty() {
            return Answer::Yes;
        }
        let whom = if display.for_customer { "customer: " } else { "" };
        match self.window.show(Block::Line, &format!("  {whom}{}", paint(DISPLAY, &format!("▸ {text}")))) {
            Ok(()) => Answer::Yes,
            Err(_) => Answer::Failed,
        }
    }

    /// Only a slip that was really written is acknowledged: the terminal keeps any other.
    fn print(&self, receipt: &Receipt) -> Answer {
        match self.window.show(Block::Alone, &slip::draw(receipt)) {
            Ok(()) => Answer::Yes,
            Err(_) => Answer::Failed,
        }
    }

    fn input(&self, prompt: &Prompt) -> Reply {
        let text = one_line(&prompt.lines);
        let patience =
            prompt.timeout_seconds.map_or(PATIENCE, |s| Duration::from_secs(s.into()).min(PATIENCE));
        let ask = |hint: &str, read: fn(&str) -> Option<Reply>| {
            let question = format!("  {} {hint}", paint(WARN, &format!("? {text}")));
            self.ask(&question, patience, read)
        };
        match prompt.kind {
            PromptKind::Confirmation => ask("[y/n]", yes_or_no),
            PromptKind::AnyKey => ask("[Enter]", |_| Some(Reply::Confirm(true))),
            PromptKind::Number => ask("[number]", number),
            PromptKind::Text => ask("[text]", |line| Some(Reply::Text(line.to_owned()))),
            PromptKind::Other => Reply::Default,
        }
    }

    /// The command keeps no journal, and tells the terminal so; see [`crate::operate`].
    fn has(&self, device: Callback) -> bool {
        match device {
            Callback::Print => self.prints,
            Callback::Display | Callback::Input => true,
            _ => false,
        }
    }
}

fn one_line(lines: &[String]) -> String {
    let words: Vec<String> = lines.iter().map(|line| harmless(line).trim().to_owned()).collect();
    words.iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// In any of the four languages of the terminals' questions.
fn yes_or_no(line: &str) -> Option<Reply> {
    match line.to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" | "o" | "oui" | "s" | "si" | "sì" => Some(Reply::Confirm(true)),
        "n" | "no" | "nein" | "non" => Some(Reply::Confirm(false)),
        _ => None,
    }
}

fn number(line: &str) -> Option<Reply> {
    let fits = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    fits.then(|| Reply::Number(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_answers_count() {
        assert_eq!(yes_or_no("Y"), Some(Reply::Confirm(true)));
        assert_eq!(yes_or_no("oui"), Some(Reply::Confirm(true)));
        assert_eq!(yes_or_no("no"), Some(Reply::Confirm(false)));
        for unclear in ["", "yn", "jo", "1"] {
            assert_eq!(yes_or_no(unclear), None, "{unclear}");
        }
        assert_eq!(number("42.50"), Some(Reply::Number("42.50".into())));
        assert_eq!((number(""), number("4,2")), (None, None));
    }

    #[test]
    fn display_rows_become_one_line() {
        let rows = ["  Vorgang wird".to_owned(), String::new(), "bearbeitet\u{7}".to_owned()];
        assert_eq!(one_line(&rows), "Vorgang wird bearbeitet");
    }
}
