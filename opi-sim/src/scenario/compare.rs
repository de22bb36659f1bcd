//! Events compared: with what a scenario expects, and with those of another till.

use super::file::Expected;
use serde_json::Value;
use std::collections::BTreeMap;

/// The name of an event.
#[must_use]
pub fn name(event: &Value) -> &str {
    event.get("event").and_then(Value::as_str).unwrap_or_default()
}

/// Are the expected events there, in their order, others perhaps between them? The error is the line of the first
/// that is missing, and what came instead.
///
/// # Errors
/// The first expected event that is missing.
pub fn in_order(expected: &[Expected], events: &[Value]) -> Result<(), (usize, String)> {
    let mut rest = events.iter();
    for wanted in expected {
        if !rest.by_ref().any(|event| difference(&wanted.event, event).is_none()) {
            let same: Vec<&Value> =
                events.iter().filter(|event| name(event) == name(&wanted.event)).collect();
            let why = match same.as_slice() {
                [] => format!("there was no event '{}' at all", name(&wanted.event)),
                [only] => difference(&wanted.event, only).unwrap_or_else(|| "it came too early".to_owned()),
                [.., last] => format!(
                    "none of {} events '{}' fits; of the last one: {}",
                    same.len(),
                    name(&wanted.event),
                    difference(&wanted.event, last).unwrap_or_else(|| "it came too early".to_owned()),
                ),
            };
            return Err((wanted.line, format!("expected {}: {why}", wanted.event)));
        }
    }
    Ok(())
}

/// What an event lacks of what is expected of it, in words. `contains` asks for parts of the lines; the text `*` for
/// any text that is not empty, an empty text for none.
#[must_use]
pub fn difference(wanted: &Value, event: &Value) -> Option<String> {
    let Some(parts) = wanted.get("contains").and_then(Value::as_array) else {
        return at("", wanted, event);
    };
    let mut others = wanted.clone();
    if let Some(others) = others.as_object_mut() {
        others.remove("contains");
    }
    let lines: Vec<&str> = event
        .get("lines")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let text = lines.join("\n");
    let missing = parts.iter().filter_map(Value::as_str).find(|part| !text.contains(part));
    at("", &others, event).or_else(|| missing.map(|part| format!("'{part}' is not in\n{text}")))
}

fn at(path: &str, wanted: &Value, found: &Value) -> Option<String> {
    let differs = || Some(format!("{path} is {found}, not {wanted}"));
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => wanted.iter().find_map(|(key, wanted)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            at(&path, wanted, found.get(key).unwrap_or(&Value::Null))
        }),
        (Value::Array(wanted), Value::Array(found)) if wanted.len() != found.len() => {
            Some(format!("{path} has {} entries, not {}", found.len(), wanted.len()))
        }
        (Value::Array(wanted), Value::Array(found)) => wanted
            .iter()
            .zip(found)
            .enumerate()
            .find_map(|(n, (wanted, found))| at(&format!("{path}[{n}]"), wanted, found)),
        (Value::String(wanted), Value::Null) if wanted.is_empty() => None,
        (Value::String(any), Value::String(found)) if any == "*" && !found.is_empty() => None,
        _ if wanted == found => None,
        _ => differs(),
    }
}

/// Events without what differs from run to run: request numbers, times, addresses, and how often a display that says
/// the same again and again has said it.
#[must_use]
pub fn blanked(events: &[Value]) -> Vec<Value> {
    let mut numbers = BTreeMap::new();
    events.iter().for_each(|event| collect_numbers(event, &mut numbers));
    let mut blanked: Vec<Value> = events.iter().map(|event| blank(event, &numbers)).collect();
    blanked.dedup_by(|next, event| next == event && name(event) == "display");
    blanked
}

/// Names of values that are a request's number, or begin with it.
const NUMBERS: &[&str] = &["request_id", "original_request_id", "device_request_id"];
/// What is unusual may depend on which of two messages came first.
const NOTES: &str = "notes";
/// Names of values that tell a time or a place.
const TIMES: &[&str] = &["authorised_at", "begun_at", "settled_at", "time", "terminal"];

fn collect_numbers(value: &Value, numbers: &mut BTreeMap<String, ()>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let text = value.as_str().unwrap_or_default();
                if NUMBERS.contains(&key.as_str()) {
                    add_number(text, numbers);
                }
                // The answer as a whole names numbers that no field does.
                for rest in text.split("RequestID=\"").skip(1) {
                    add_number(rest.split('"').next().unwrap_or_default(), numbers);
                }
                collect_numbers(value, numbers);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect_numbers(value, numbers)),
        _ => {}
    }
}

fn add_number(text: &str, numbers: &mut BTreeMap<String, ()>) {
    let number = text.split('.').next().unwrap_or(text);
    // Short numbers are everywhere; only the till's own are long.
    if number.len() >= 6 {
        numbers.insert(number.to_owned(), ());
    }
}

fn blank(value: &Value, numbers: &BTreeMap<String, ()>) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != NOTES)
            .map(|(key, value)| {
                let timed = TIMES.contains(&key.as_str()) && value.is_string();
                (key.clone(), if timed { Value::from("<blank>") } else { blank(value, numbers) })
            })
            .collect(),
        Value::Array(list) => list.iter().map(|value| blank(value, numbers)).collect(),
        Value::String(text) => {
            let text = numbers.keys().fold(text.clone(), |text, number| text.replace(number, "<id>"));
            Value::from(blank_digits(&text))
        }
        other => other.clone(),
    }
}

/// Replaces clock times (`10:30:00`), dates with a time, and `127.0.0.1:PORT`.
fn blank_digits(text: &str) -> String {
    const SHAPES: [(&str, &str); 2] = [("dddd-dd-ddTdd:dd:dd", "<time>"), ("dd:dd:dd", "<time>")];
    let chars: Vec<char> = text.chars().collect();
    let fits = |shape: &str, at: usize| {
        shape.chars().enumerate().all(|(n, wanted)| {
            chars.get(at + n).is_some_and(|c| if wanted == 'd' { c.is_ascii_digit() } else { *c == wanted })
        })
    };
    let digits = |at: usize| chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if fits("127.0.0.1:", at) {
            out.push_str("<address>");
            at += 10 + digits(at + 10);
        } else if let Some((shape, name)) = SHAPES.iter().find(|(shape, _)| fits(shape, at)) {
            out.push_str(name);
            at += shape.len();
        } else {
            out.push(*c);
            at += 1;
        }
    }
    out
}

/// Where two transcripts part, in words; `None` when they are the same.
#[must_use]
pub fn first_difference(one: (&str, &[Value]), other: (&str, &[Value])) -> Option<String> {
    let (a, b) = (blanked(one.1), blanked(other.1));
    let longest = a.len().max(b.len());
    let n = (0..longest).find(|n| a.get(*n) != b.get(*n))?;
    let (one, other) = (one.0, other.0);
    Some(match (a.get(n), b.get(n)) {
        (Some(x), Some(y)) => {
            let (path, x, y) = innermost(String::new(), x, y);
            format!(
                "event {} ({}) differs at {path}:\n    {one}: {x}\n    {other}: {y}",
                n + 1,
                a.get(n).map_or("", name)
            )
        }
        (x, y) => {
            let show = |event: Option<&Value>| event.map_or("nothing".to_owned(), Value::to_string);
            format!("event {}:\n    {one}: {}\n    {other}: {}", n + 1, show(x), show(y))
        }
    })
}

/// The innermost place where two values differ that begin to differ here.
fn innermost<'a>(path: String, one: &'a Value, other: &'a Value) -> (String, &'a Value, &'a Value) {
    let inside = match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let key = a.keys().chain(b.keys()).find(|key| a.get(*key) != b.get(*key));
            key.map(|key| (format!("{path}.{key}"), a.get(key), b.get(key)))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let place = (0..a.len()).find(|n| a.get(*n) != b.get(*n));
            place.map(|n| (format!("{path}[{n}]"), a.get(n), b.get(n)))
        }
        _ => None,
    };
    match inside {
        Some((path, a, b)) => innermost(path, a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null)),
        None => (path, one, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_event_must_hold_what_is_expected_and_may_hold_more() {
        let event =
            json!({"event": "print", "role": "customer", "lines": ["a", "Total 12.50"], "n": {"x": "1"}});
        for (wanted, problem) in [
            (json!({"event": "print"}), None),
            (json!({"event": "print", "contains": ["Total", "a"]}), None),
            (json!({"n": {"x": "*", "y": ""}}), None),
            (json!({"event": "print", "role": "merchant"}), Some("role is \"customer\"")),
            (json!({"contains": ["Tip"]}), Some("'Tip' is not in")),
            (json!({"n": {"y": "*"}}), Some("n.y is null")),
            (json!({"n": {"x": ""}}), Some("n.x is \"1\"")),
            (json!({"lines": ["a"]}), Some("has 2 entries, not 1")),
        ] {
            let found = difference(&wanted, &event);
            assert_eq!(found.is_some(), problem.is_some(), "{wanted}: {found:?}");
            assert!(found.unwrap_or_default().contains(problem.unwrap_or_default()), "{wanted}");
        }
    }

    #[test]
    fn order_counts_and_gaps_do_not() {
        let events =
            [json!({"event": "display"}), json!({"event": "print", "n": 1}), json!({"event": "result"})];
        let wanted = |list: &[Value]| -> Vec<Expected> {
            list.iter().zip(1..).map(|(event, line)| Expected { line, event: event.clone() }).collect()
        };
        assert_eq!(
            in_order(&wanted(&[json!({"event": "display"}), json!({"event": "result"})]), &events),
            Ok(())
        );
        let (line, why) =
            in_order(&wanted(&[json!({"event": "result"}), json!({"event": "print"})]), &events).unwrap_err();
        assert_eq!(line, 2);
        assert!(why.contains("came too early"), "{why}");
        let (_, why) = in_order(&wanted(&[json!({"event": "deliver"})]), &events).unwrap_err();
        assert!(why.contains("no event 'deliver' at all"), "{why}");
    }

    #[test]
    fn what_differs_from_run_to_run_is_blank() {
        let run = |id: &str, time: &str, port: u32| {
            json!([
                {"event": "print", "lines": [format!("08.04.2026 {time}")]},
                {"event": "result", "result": {
                    "request_id": id,
                    "message": format!("No answer to CardPayment {id} from 127.0.0.1:{port}"),
                    "authorised_at": format!("2026-04-08T{time}+02:00"),
                    "raw": format!("<A TimeStamp=\"2026-04-08T{time}+02:00\"/>"),
                    "stan": "9142",
                }},
            ])
        };
        let (one, two) = (run("123456789", "10:30:00", 4100), run("987654321", "10:30:01", 51234));
        let (one, two) = (one.as_array().unwrap(), two.as_array().unwrap());
        assert_eq!(first_difference(("a", one), ("b", two)), None);
        let other = json!([{"event": "result", "result": {"stan": "9143"}}]);
        let found = first_difference(("a", one), ("b", other.as_array().unwrap())).unwrap();
        assert!(found.starts_with("event 1 (print) differs at .event:\n    a: \"print\""), "{found}");
    }
}
