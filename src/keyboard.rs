//! The cashier's answers: lines of standard input, whoever writes them.
//!
//! Standard input is read only from the first question on, and every question ends: with a line, with the end
//! of the input, with Ctrl-C, or when its time is over. So a till that starts `opi` without anybody at the
//! keyboard never hangs on a question.

use crossbeam_channel::{Receiver, Sender, unbounded};
use std::io;
use std::sync::Once;
use std::thread;
use std::time::{Duration, Instant};

/// What came from the cashier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A line, without its end.
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// Nobody is there: the input has ended, or the time was over.
    Nobody,
}

/// Standard input, read by a thread of its own.
pub struct Keyboard {
    sender: Sender<Key>,
    keys: Receiver<Key>,
    reader: Once,
}

impl Keyboard {
    /// A keyboard that nobody has asked yet.
    pub fn new() -> Self {
        let (sender, keys) = unbounded();
        Keyboard { sender, keys, reader: Once::new() }
    }

    /// What Ctrl-C calls, from whatever thread: ends the question that is open, and those to come.
    pub fn interrupt(&self) -> impl Fn() + Send + 'static {
        let sender = self.sender.clone();
        move || drop(sender.send(Key::Interrupt))
    }

    /// The next key, by `deadline`.
    pub fn next(&self, deadline: Instant) -> Key {
        self.reader.call_once(|| {
            let sender = self.sender.clone();
            let read = move || {
                let lines = io::stdin().lines().map_while(Result::ok).map(Key::Line);
                lines.chain([Key::Nobody]).try_for_each(|key| sender.send(key)).ok();
            };
            if thread::Builder::new().name("opi-keyboard".into()).spawn(read).is_err() {
                drop(self.sender.send(Key::Nobody));
            }
        });
        let key = self.keys.recv_deadline(deadline).unwrap_or(Key::Nobody);
        if !matches!(key, Key::Line(_)) && Instant::now() < deadline {
            // The end of the input and Ctrl-C hold for every later question too.
            let _ = self.sender.send(key.clone());
        }
        key
    }
}

/// How long a question waits where the terminal names no time.
pub const PATIENCE: Duration = Duration::from_secs(60);
