//! Signs of life while a terminal works and a customer reads its display: one line on standard error that
//! counts the seconds, and only where somebody looks at it.

use crate::window::Window;
use crossbeam_channel::{RecvTimeoutError, Sender, bounded};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Shows that the command is alive until it is dropped.
pub struct Progress {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts to show `text` and the seconds since now, if standard error is a terminal.
    pub fn start(window: &Arc<Window>, text: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Progress { stop: None, thread: None };
        }
        let (stop, stopped) = bounded::<()>(0);
        let (window, started) = (Arc::clone(window), Instant::now());
        let show = move || {
            loop {
                window.alive(&line(text, started.elapsed()));
                if let Err(RecvTimeoutError::Disconnected) = stopped.recv_timeout(Duration::from_secs(1)) {
                    return window.clear();
                }
            }
        };
        let thread = thread::Builder::new().name("opi-progress".into()).spawn(show).ok();
        Progress { stop: Some(stop), thread }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn line(text: &str, elapsed: Duration) -> String {
    format!("  … {text}: {} s", elapsed.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_counted() {
        assert_eq!(line("Waiting", Duration::from_millis(12_900)), "  … Waiting: 12 s");
    }
}
