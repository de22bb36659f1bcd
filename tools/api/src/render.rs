//! Files from templates: each template in api/templates (Jinja, by minijinja) gets the whole model and writes one file or
//! several. A line `@@ PATH` begins a file; `@@ PATH NAME` the part of a file between `generated: NAME` and its `end`.

use crate::Made;
use crate::model::Api;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error as Wrong, ErrorKind, UndefinedBehavior, Value};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const TEMPLATES: &str = "api/templates";
/// The widest line of prose and code that is made.
const WIDTH: usize = 120;

/// Every file that the templates make, with what must stand in it.
pub fn files(root: &Path, api: &Api) -> Result<Vec<Made>, Box<dyn Error>> {
    let mut environment = environment()?;
    let api = Value::from(Serde(api));
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join(TEMPLATES))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "j2") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            environment.add_template_owned(name.clone(), fs::read_to_string(&path)?)?;
            names.push(name);
        }
    }
    names.sort();
    let mut made = BTreeMap::new();
    for name in names.iter().filter(|name| !name.starts_with('_')) {
        let text = environment.get_template(name)?.render(api.clone()).map_err(|error| in_words(&error))?;
        split(root, &text, &mut made).map_err(|error| format!("{TEMPLATES}/{name}: {error}"))?;
    }
    Ok(made.into_iter().map(|(path, text)| Made { path, text }).collect())
}

fn in_words(error: &Wrong) -> String {
    let mut words = error.to_string();
    let mut source = Error::source(error);
    while let Some(cause) = source {
        words += &format!(": {cause}");
        source = cause.source();
    }
    words
}

/// Cuts what a template gave at its `@@` lines.
fn split(root: &Path, text: &str, made: &mut BTreeMap<PathBuf, String>) -> Result<(), Box<dyn Error>> {
    let mut parts = text.split("@@ ");
    if let Some(before) = parts.next().filter(|before| !before.trim().is_empty()) {
        return Err(format!("text before the first line @@ PATH: {}", before.trim()).into());
    }
    for part in parts {
        let (place, body) = part.split_once('\n').unwrap_or((part, ""));
        let body = format!("{}\n", body.trim_matches('\n'));
        let (path, name) = match place.trim().split_once(' ') {
            Some((path, name)) => (PathBuf::from(path), Some(name)),
            None => (PathBuf::from(place.trim()), None),
        };
        let text = match name {
            None => body,
            Some(name) => {
                let whole = match made.remove(&path) {
                    Some(text) => text,
                    None => fs::read_to_string(root.join(&path))
                        .map_err(|error| format!("{}: {error}", path.display()))?,
                };
                replaced(&whole, name, &body).map_err(|error| format!("{}: {error}", path.display()))?
            }
        };
        made.insert(path, text);
    }
    Ok(())
}

/// A file with one of its parts made anew: what stands between the lines that hold `generated: NAME` and `end`.
fn replaced(whole: &str, name: &str, body: &str) -> Result<String, String> {
    let mut lines = Vec::new();
    let mut inside = false;
    let mut found = false;
    for line in whole.lines() {
        if inside && is_mark(line, "end") {
            inside = false;
        }
        if !inside {
            lines.push(line);
        }
        if is_mark(line, &format!("generated: {name}")) {
            (inside, found) = (true, true);
            lines.extend(body.trim_end().lines());
        }
    }
    match (found, inside) {
        (false, _) => Err(format!("no line that says only 'generated: {name}'")),
        (_, true) => Err(format!("no line that says only 'end' behind 'generated: {name}'")),
        _ => Ok(lines.join("\n") + "\n"),
    }
}

/// A comment of one line that says this, in whatever language.
fn is_mark(line: &str, says: &str) -> bool {
    let line = line.trim().trim_start_matches(['<', '!', '-', '/', '#', '*']).trim();
    line.trim_end_matches(['>', '-', '*', '/']).trim() == says
}

// ---- What templates can use -------------------------------------------------------------------------------

fn environment() -> Result<Environment<'static>, Wrong> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("pascal", pascal);
    environment.add_filter("camel", camel);
    environment.add_filter("capital", capital);
    environment
        .add_filter("xml", |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
    environment.add_filter("cell", |value: Value| value.to_string().replace('|', "\\|"));
    environment.add_filter("roff", roff);
    environment.add_filter("fill", fill);
    environment.add_filter("without", |text: &str, prefix: &str| {
        text.strip_prefix(prefix).unwrap_or(text).to_owned()
    });
    environment.add_function("fail", |why: &str| -> Result<String, Wrong> {
        Err(Wrong::new(ErrorKind::InvalidOperation, why.to_owned()))
    });
    Ok(environment)
}

/// The same text, its first letter a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `card_payment` is `CardPayment`.
fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

/// `card_payment` is `cardPayment`.
fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut letters = pascal.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Text of a manual page: hyphens that can be copied, and no line that looks like a
/// command, nothing beyond ASCII.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace("\n\n", "\n.PP\n");
    let guarded = |line: &str| {
        let command = line.starts_with('.') && !line.starts_with(".PP") || line.starts_with('\'');
        if command { format!("\\&{line}") } else { line.to_owned() }
    };
    let text = text.lines().map(guarded).collect::<Vec<_>>().join("\n");
    let named = |letter: char| match letter {
        letter if letter.is_ascii() => letter.to_string(),
        letter => format!("\\[u{:04X}]", u32::from(letter)),
    };
    text.chars().map(named).collect()
}

/// Words put on lines that begin with `prefix` and are at most [`WIDTH`] wide, or `width`. The first line has no
/// prefix: it stands behind what the template wrote. Paragraphs are kept, with an empty line between them.
fn fill(text: &str, prefix: &str, width: Option<usize>) -> String {
    let width = width.unwrap_or(WIDTH);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n") {
        if !lines.is_empty() {
            lines.push(prefix.trim_end().to_owned());
        }
        let mut line = if lines.is_empty() { String::new() } else { prefix.to_owned() };
        let mut room = width.saturating_sub(prefix.chars().count());
        let full = room;
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            let needs = word.chars().count() + usize::from(!empty);
            if needs > room && !empty {
                lines.push(std::mem::replace(&mut line, prefix.to_owned()));
                (room, empty) = (full, true);
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            room = room.saturating_sub(word.chars().count() + usize::from(!empty));
            empty = false;
        }
        lines.push(line);
    }
    lines.join("\n")
}
