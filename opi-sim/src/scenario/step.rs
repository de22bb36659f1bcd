//! What a till is told to do: one line of text for each step, simple enough for a runner in any language.
//!
//! Words are separated by single spaces and percent-encoded as in URLs; an empty word is a lone `%`.

use opi_proto::devices::Callback;
use opi_proto::message::RequestKind;
use std::fmt::Write as _;

/// What a till's device answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Done.
    Yes,
    /// Not done.
    No,
    /// Nothing: the library takes the harmless answer.
    Default,
    /// The till's own code fails.
    Throw,
    /// The cashier refuses to answer.
    Refuse,
    /// The cashier says yes or no.
    Confirm(bool),
    /// The cashier types digits.
    Number(String),
    /// The cashier types text.
    Text(String),
}

impl Said {
    fn read(device: Callback, word: &str) -> Result<Self, String> {
        let (name, value) = word.split_once(':').unwrap_or((word, ""));
        match (device, name, value) {
            (_, "default", "") => Ok(Said::Default),
            (_, "throw", "") => Ok(Said::Throw),
            (Callback::Input, "refuse", "") => Ok(Said::Refuse),
            (Callback::Input, "confirm", "true") => Ok(Said::Confirm(true)),
            (Callback::Input, "confirm", "false") => Ok(Said::Confirm(false)),
            (Callback::Input, "number", digits) => Ok(Said::Number(digits.to_owned())),
            (Callback::Input, "text", text) => Ok(Said::Text(text.to_owned())),
            (Callback::Input, ..) => Err(format!(
                "'{word}' is no answer to a question; there are confirm:true, confirm:false, number:DIGITS, text:TEXT, \
                 refuse, default and throw"
            )),
            (_, "yes", "") => Ok(Said::Yes),
            (_, "no", "") => Ok(Said::No),
            _ => Err(format!("'{word}' is no answer; there are yes, no, default and throw")),
        }
    }
}

/// One step of a till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Open the terminal. In a file the words behind `open` are options of the URL; a runner gets the whole URL.
    Open {
        /// The URL, or its options joined by `&`.
        url: String,
        /// Callbacks that are not registered.
        without: Vec<Callback>,
    },
    /// From now on this device answers so.
    Answer(Callback, Said),
    /// Cancel the running call when the n-th such callback since `open` arrives.
    CancelOn(Callback, u32),
    /// Run an operation.
    Run {
        /// Its kind.
        kind: RequestKind,
        /// Minor units and currency code.
        amount: Option<(i64, String)>,
        /// Options.
        options: Vec<(String, String)>,
    },
    /// Acknowledge the last result.
    Acknowledge,
    /// Find out what became of unresolved requests.
    Recover,
    /// Serve device requests for so many milliseconds.
    Dispatch(u64),
    /// Close the terminal within so many milliseconds.
    Close(u64),
    /// End the runner.
    Quit,
}

impl Step {
    /// Reads a line.
    ///
    /// # Errors
    /// A sentence that says what is expected.
    pub fn read(line: &str) -> Result<Self, String> {
        let words: Vec<String> = line.trim_end().split(' ').map(decode).collect::<Result<_, _>>()?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["open", rest @ ..] => open(rest),
            ["answer", device, what] => {
                let device = device_named(device)?;
                Ok(Step::Answer(device, Said::read(device, what)?))
            }
            ["cancel-on", device, n] => Ok(Step::CancelOn(device_named(device)?, number(n)?)),
            ["run", kind, rest @ ..] => run(kind, rest),
            ["acknowledge"] => Ok(Step::Acknowledge),
            ["recover"] => Ok(Step::Recover),
            ["dispatch", ms] => Ok(Step::Dispatch(number(ms)?)),
            ["close", ms] => Ok(Step::Close(number(ms)?)),
            ["quit"] => Ok(Step::Quit),
            _ => Err(format!(
                "'{line}' is no step; there are open [OPTION=VALUE …] [without=DEVICE,…], answer DEVICE WHAT, \
                 cancel-on DEVICE N, run KIND [amount=MINOR:CUR] [NAME=VALUE …], acknowledge, recover, dispatch MS, \
                 close MS and quit"
            )),
        }
    }

    /// The line that a runner gets.
    #[must_use]
    pub fn line(&self) -> String {
        let words: Vec<String> = match self {
            Step::Open { url, without } => {
                let names: Vec<&str> = without.iter().map(|device| device.name()).collect();
                let without = (!names.is_empty()).then(|| format!("without={}", names.join(",")));
                ["open".to_owned(), url.clone()].into_iter().chain(without).collect()
            }
            Step::Answer(device, said) => vec!["answer".into(), device.name().into(), answer_word(said)],
            Step::CancelOn(device, n) => vec!["cancel-on".into(), device.name().into(), n.to_string()],
            Step::Run { kind, amount, options } => {
                let amount = amount.iter().map(|(minor, currency)| format!("amount={minor}:{currency}"));
                let options = options.iter().map(|(name, value)| format!("{name}={value}"));
                let head = ["run".to_owned(), kind.wire_name().to_owned()];
                head.into_iter().chain(amount).chain(options).collect()
            }
            Step::Acknowledge => vec!["acknowledge".into()],
            Step::Recover => vec!["recover".into()],
            Step::Dispatch(ms) => vec!["dispatch".into(), ms.to_string()],
            Step::Close(ms) => vec!["close".into(), ms.to_string()],
            Step::Quit => vec!["quit".into()],
        };
        words.iter().map(|word| encode(word)).collect::<Vec<_>>().join(" ")
    }

    /// The events with one of which it ends; none for a step that only prepares.
    #[must_use]
    pub fn ends_with(&self) -> Option<&'static str> {
        match self {
            Step::Open { .. } => Some("opened"),
            Step::Run { .. } => Some("result"),
            Step::Acknowledge => Some("acknowledged"),
            Step::Recover => Some("recovered"),
            Step::Dispatch(_) => Some("dispatched"),
            Step::Close(_) => Some("closed"),
            Step::Answer(..) | Step::CancelOn(..) | Step::Quit => None,
        }
    }

    /// Does it need a durable journal?
    #[must_use]
    pub fn needs_journal(&self) -> bool {
        match self {
            Step::Acknowledge | Step::Recover => true,
            Step::Run { options, .. } => {
                options.iter().any(|(name, _)| name == "key" || name == "although_unresolved")
            }
            _ => false,
        }
    }
}

fn device_named(word: &str) -> Result<Callback, String> {
    let found = Callback::ALL.iter().copied().find(|device| device.name() == word);
    found.ok_or_else(|| {
        let names: Vec<&str> = Callback::ALL.iter().map(|device| device.name()).collect();
        format!("'{word}' is no device; there are {}", names.join(", "))
    })
}

fn open(words: &[&str]) -> Result<Step, String> {
    let mut url = Vec::new();
    let mut without = Vec::new();
    for word in words {
        match word.strip_prefix("without=") {
            Some(names) => {
                without = names.split(',').map(device_named).collect::<Result<_, _>>()?;
            }
            None => url.push(*word),
        }
    }
    Ok(Step::Open { url: url.join("&"), without })
}

fn run(kind: &str, words: &[&str]) -> Result<Step, String> {
    let kind = RequestKind::from_wire_name(kind).ok_or_else(|| {
        format!("'{kind}' is no kind of request; write it as on the wire, such as CardPayment")
    })?;
    let mut amount = None;
    let mut options = Vec::new();
    for word in words {
        let (name, value) = word
            .split_once('=')
            .ok_or_else(|| format!("'{word}': amount=MINOR:CUR or NAME=VALUE is expected"))?;
        if name == "amount" {
            let wrong = || format!("'{word}': amount=MINOR:CUR is expected, such as amount=1250:CHF");
            let (minor, currency) = value.split_once(':').ok_or_else(wrong)?;
            amount = Some((minor.parse().map_err(|_| wrong())?, currency.to_owned()));
        } else {
            options.push((name.to_owned(), value.to_owned()));
        }
    }
    Ok(Step::Run { kind, amount, options })
}

fn number<N: std::str::FromStr>(word: &str) -> Result<N, String> {
    word.parse().map_err(|_| format!("'{word}': a whole number is expected"))
}

fn answer_word(said: &Said) -> String {
    match said {
        Said::Yes => "yes".into(),
        Said::No => "no".into(),
        Said::Default => "default".into(),
        Said::Throw => "throw".into(),
        Said::Refuse => "refuse".into(),
        Said::Confirm(yes) => format!("confirm:{yes}"),
        Said::Number(digits) => format!("number:{digits}"),
        Said::Text(text) => format!("text:{text}"),
    }
}

/// Percent-encodes a word; what reads well in a URL stays.
fn encode(word: &str) -> String {
    if word.is_empty() {
        return "%".to_owned();
    }
    let mut out = String::new();
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:/?&=,@+".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn decode(word: &str) -> Result<String, String> {
    if word == "%" {
        return Ok(String::new());
    }
    let wrong = || format!("'{word}': two hexadecimal digits are expected behind each '%', and UTF-8");
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let (digits, tail) = rest.split_at_checked(2).ok_or_else(wrong)?;
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| wrong())?);
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_written_as_they_are_read() {
        for line in [
            "open opi://127.0.0.1:4100?dialect=ch&journal=%252Ftmp without=display,journal",
            "answer print no",
            "answer input text:Z%C3%BCrich%20West",
            "answer input confirm:false",
            "cancel-on display 2",
            "run CardPayment amount=1250:CHF reference=A1",
            "run CloseDay",
            "acknowledge",
            "recover",
            "dispatch 500",
            "close 1000",
            "quit",
        ] {
            assert_eq!(Step::read(line).unwrap().line(), line);
        }
        assert_eq!(
            Step::read("answer input text:a%20b").unwrap(),
            Step::Answer(Callback::Input, Said::Text("a b".into()))
        );
    }

    #[test]
    fn mistakes_are_explained() {
        for (line, part) in [
            ("dance", "is no step; there are open"),
            ("answer screen yes", "'screen' is no device"),
            ("answer display maybe", "there are yes, no"),
            ("answer input yes", "confirm:true"),
            ("cancel-on display soon", "whole number"),
            ("run Payment", "is no kind of request"),
            ("run CardPayment amount=12", "amount=MINOR:CUR"),
            ("run CardPayment reference", "NAME=VALUE"),
            ("answer input text:%Z1", "two hexadecimal digits"),
            ("answer input text:%FF", "UTF-8"),
            ("dispatch  5", "is no step"),
        ] {
            let error = Step::read(line).unwrap_err();
            assert!(error.contains(part), "{line}: {error}");
        }
    }

    proptest! {
        #[test]
        fn every_word_survives(word in any::<String>()) {
            let encoded = encode(&word);
            prop_assert!(!encoded.contains(' ') && !encoded.is_empty());
            prop_assert_eq!(decode(&encoded).unwrap(), word);
        }
    }
}
