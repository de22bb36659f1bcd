//! A runner: a program that is a till, started once per scenario.

use super::compare::name;
use super::step::Step;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// A runner that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Lines that wait to be read; a runner with more to say waits.
const LINES: usize = 256;

/// See the module's documentation. Dropping it ends the program.
pub(super) struct Program {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Program {
    /// Starts a command: words separated by blanks, quotes as in a shell.
    pub(super) fn start(command: &str) -> Result<Self, String> {
        let words = words(command)?;
        let (program, arguments) = words.split_first().ok_or("the runner's command is empty")?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the runner {program} cannot be started: {error}"))?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().ok_or("the runner has no standard output")?;
        let (send, lines) = sync_channel(LINES);
        // Ends with the program's output, or when nobody listens any more.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Program { name: command.to_owned(), child, stdin, lines })
    }

    /// Tells it a step, and reads its events up to the one that ends it.
    pub(super) fn perform(&mut self, step: &Step) -> Result<Vec<Value>, String> {
        let line = step.line();
        let stdin = self.stdin.as_mut().ok_or("the runner has ended")?;
        writeln!(stdin, "{line}")
            .and_then(|()| stdin.flush())
            .map_err(|error| format!("the runner {} does not read '{line}': {error}", self.name))?;
        let Some(end) = step.ends_with() else { return Ok(Vec::new()) };
        let mut events = Vec::new();
        loop {
            let event = self.event(&line)?;
            let over = name(&event) == end || name(&event) == "error";
            events.push(event);
            if over {
                return Ok(events);
            }
        }
    }

    fn event(&mut self, step: &str) -> Result<Value, String> {
        let line = self.lines.recv_timeout(PATIENCE).map_err(|why| match why {
            RecvTimeoutError::Timeout => {
                format!("the runner {} said nothing for {PATIENCE:?} after '{step}'", self.name)
            }
            RecvTimeoutError::Disconnected => format!("the runner {} ended after '{step}'", self.name),
        })?;
        let event: Value = serde_json::from_str(&line)
            .map_err(|error| format!("the runner {} wrote '{line}', which is no JSON: {error}", self.name))?;
        if name(&event).is_empty() {
            return Err(format!("the runner {} wrote {line}, which names no event", self.name));
        }
        Ok(event)
    }
}

impl Drop for Program {
    /// The end of its standard input is its end; one that does not mind is killed.
    fn drop(&mut self) {
        if let Some(mut stdin) = self.stdin.take() {
            let _ = writeln!(stdin, "{}", Step::Quit.line());
        }
        if let Err(RecvTimeoutError::Timeout) = self.lines.recv_timeout(Duration::from_secs(10)) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Splits a command at blanks; what stands in quotes stays together.
fn words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(format!("a quote is not closed in the runner's command: {command}"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_in_a_shell() {
        assert_eq!(words("a 'b c'  \"d e\"f ''").unwrap(), ["a", "b c", "d ef", ""]);
        assert!(words("a 'b").unwrap_err().contains("not closed"));
        assert!(Program::start("").err().unwrap().contains("empty"));
        assert!(Program::start("/nowhere/at/all").err().unwrap().contains("cannot be started"));
    }
}
