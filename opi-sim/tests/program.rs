//! The program `opi-sim`, driven as a C or Python test drives it: through its standard input and output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

struct Program {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_opi-sim"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Program { stdin: child.stdin.take(), child, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }

    fn ask(&mut self, command: &str) -> String {
        writeln!(self.stdin.as_mut().unwrap(), "{command}").unwrap();
        self.line()
    }
}

#[test]
fn commands_get_one_line_each() {
    let mut program = Program::start(&["--port", "0", "--control", "--dialect", "de", "--logged-out"]);
    assert!(program.line().starts_with("ready 127.0.0.1:"));
    assert_eq!(program.ask("till 127.0.0.1:4102"), "ok");
    assert!(program.ask("till nowhere").starts_with("error: 'nowhere' is no address"));
    assert_eq!(program.ask("outcome tip:10,split:3"), "ok");
    assert!(program.ask("outcome aprove").contains("the nearest is 'approve'"));
    assert_eq!(program.ask("language fr"), "ok");
    assert!(program.ask("language klingon").starts_with("error: "));
    assert_eq!(program.ask("wait"), "ok");
    let ledger: serde_json::Value = serde_json::from_str(&program.ask("ledger")).unwrap();
    assert_eq!(ledger.get("state").unwrap(), "LoggedOut");
    assert_eq!(program.ask("findings"), "[]");
    assert!(program.ask("help").contains("quit: end"));
    assert!(program.ask("dance").starts_with("error: 'dance' is no command; there are till, outcome"));
    assert_eq!(program.ask("quit"), "ok");
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn the_end_of_standard_input_is_the_end() {
    let mut program = Program::start(&["--port", "0", "--control"]);
    assert!(program.line().starts_with("ready "));
    drop(program.stdin.take());
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn wrong_flags_are_explained() {
    for (arguments, part) in [
        (&["--dialect", "fr"][..], "there are ch, de, nl, ifsf"),
        (&["--outcome", "drop-pai:3"], "the nearest is 'drop-pay'"),
        (&["--till", "4102"], "write HOST:PORT"),
        (&["--port", "70000"], "70000"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_opi-sim")).args(arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(part), "{error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn recordings_and_scenarios_with_mistakes_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let broken =
        write("broken.jsonl", "{\"opi_recording\":1,\"dialect\":\"ch\",\"started\":\"now\"}\n{\"ms\":1}\n");
    let scenario =
        write("broken.toml", "about = \"x\"\n[terminal]\ndialect = \"ch\"\noutcome = \"aprove\"\n[[step]]\n");
    for (arguments, part) in [
        (vec!["replay", &broken], format!("{broken}:2: missing field")),
        (vec!["replay", "/nowhere"], "/nowhere: cannot be read".to_owned()),
        (
            vec!["record", &broken, "--terminal", "127.0.0.1:1", "--till", "127.0.0.1:1"],
            format!("{broken} cannot be made"),
        ),
        (
            vec!["scenario", &scenario],
            format!("{scenario}:4: 'aprove' is no outcome; the nearest is 'approve'"),
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_opi-sim")).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(&part), "{said}\nexpected {part}");
    }
}

#[test]
fn a_recorder_is_ready_and_ends_with_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("empty.jsonl").display().to_string();
    let arguments =
        ["record", &file, "--terminal", "127.0.0.1:1", "--till", "127.0.0.1:1", "--dialect", "nl"];
    let mut program = Program::start(&arguments);
    assert_eq!(program.line().split(' ').count(), 3, "ready and two addresses");
    drop(program.stdin.take());
    assert!(program.child.wait().unwrap().success());
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("{\"opi_recording\":1,\"dialect\":\"nl\","), "{text}");
}
