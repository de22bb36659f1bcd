//! A till's devices that answer as a scenario says, and tell what they see as JSON events.

use super::step::Said;
use opi_core::CancelToken;
use opi_proto::devices::{
    Answer, Callback, Devices, Display, JournalEntry, Prompt, PromptKind, Receipt, Reply,
};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::collections::HashMap;

/// See the module's documentation.
pub struct TillDevices {
    without: Vec<Callback>,
    tell: Box<dyn Fn(Value) + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    answers: HashMap<Callback, Said>,
    seen: HashMap<Callback, u32>,
    cancel_on: Option<(Callback, u32)>,
    cancel: CancelToken,
}

impl TillDevices {
    /// Devices that hand their events to `tell`.
    #[must_use]
    pub fn new(without: Vec<Callback>, tell: Box<dyn Fn(Value) + Send + Sync>) -> Self {
        TillDevices { without, tell, state: Mutex::default() }
    }

    /// From now on this device answers so.
    pub fn answer(&self, device: Callback, said: Said) {
        self.state.lock().answers.insert(device, said);
    }

    /// Cancels the running call when the n-th such callback arrives.
    pub fn cancel_on(&self, device: Callback, n: u32) {
        self.state.lock().cancel_on = Some((device, n));
    }

    /// The token of a call that begins.
    pub fn begin(&self) -> CancelToken {
        let mut state = self.state.lock();
        state.cancel = CancelToken::new();
        state.cancel.clone()
    }

    /// Tells an event, counts it, and gives the answer.
    fn saw(&self, device: Callback, event: Value) -> Said {
        (self.tell)(event);
        let mut state = self.state.lock();
        let seen = state.seen.entry(device).or_default();
        *seen += 1;
        let seen = *seen;
        if state.cancel_on == Some((device, seen)) {
            state.cancel.cancel();
        }
        let usual = if device == Callback::Input { Said::Confirm(true) } else { Said::Yes };
        state.answers.get(&device).cloned().unwrap_or(usual)
    }

    fn done(&self, device: Callback, event: Value) -> Answer {
        match self.saw(device, event) {
            Said::Yes => Answer::Yes,
            Said::No => Answer::No,
            Said::Throw => Answer::Failed,
            _ => Answer::Default,
        }
    }
}

impl Devices for TillDevices {
    fn display(&self, display: &Display) -> Answer {
        if !self.has(Callback::Display) {
            return Answer::Default;
        }
        let event = json!({
            "event": "display",
            "target": display.target,
            "for_customer": display.for_customer,
            "lines": display.lines,
        });
        self.done(Callback::Display, event)
    }

    fn print(&self, receipt: &Receipt) -> Answer {
        let event = json!({
            "event": "print",
            "role": receipt.role,
            "target": receipt.target,
            "lines": receipt.lines,
        });
        self.done(Callback::Print, event)
    }

    fn input(&self, prompt: &Prompt) -> Reply {
        let mut event = json!({
            "event": "input",
            "prompt": match prompt.kind {
                PromptKind::Confirmation => "confirmation",
                PromptKind::Number => "number",
                PromptKind::Text => "text",
                PromptKind::AnyKey => "any_key",
                PromptKind::Other => "other",
            },
            "command": prompt.command,
            "lines": prompt.lines,
        });
        let numbers = [
            ("min_length", prompt.min_length),
            ("max_length", prompt.max_length),
            ("decimals", prompt.decimals),
            ("timeout_seconds", prompt.timeout_seconds),
        ];
        if let Some(event) = event.as_object_mut() {
            event.extend(numbers.into_iter().filter_map(|(name, n)| Some((name.to_owned(), json!(n?)))));
        }
        match self.saw(Callback::Input, event) {
            Said::Confirm(yes) => Reply::Confirm(yes),
            Said::Number(digits) => Reply::Number(digits),
            Said::Text(text) => Reply::Text(text),
            Said::Refuse => Reply::Refused,
            Said::Throw => Reply::Failed,
            _ => Reply::Default,
        }
    }

    fn deliver(&self, display: &Display) -> Answer {
        let event = json!({ "event": "deliver", "target": display.target, "lines": display.lines });
        self.done(Callback::Deliver, event)
    }

    fn journal(&self, entry: &JournalEntry) -> Answer {
        let fields: serde_json::Map<String, Value> =
            entry.fields().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        self.done(Callback::Journal, json!({ "event": "journal", "fields": fields }))
    }

    fn has(&self, device: Callback) -> bool {
        !self.without.contains(&device)
    }
}
