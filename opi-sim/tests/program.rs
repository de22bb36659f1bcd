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
fn a_shop_is_commanded_as_a_whole_and_one_by_one() {
    let mut program = Program::start(&["--port", "0", "--control", "--terminals", "3"]);
    let ready: Vec<String> = (0..3).map(|_| program.line()).collect();
    let ports: std::collections::HashSet<_> = ready.iter().collect();
    assert!(ports.len() == 3 && ready.iter().all(|line| line.starts_with("ready 127.0.0.1:")), "{ready:?}");
    for command in ["outcome decline", "@2 outcome approve", "till 127.0.0.1:1", "@3 language fr", "wait"] {
        assert_eq!(program.ask(command), "ok", "{command}");
    }
    let mut json = |command: &str| serde_json::from_str::<serde_json::Value>(&program.ask(command)).unwrap();
    let books = json("ledger");
    let shop: Vec<_> = books.as_array().unwrap().iter().map(|one| (&one["terminal"], &one["id"])).collect();
    assert_eq!(
        serde_json::json!(shop),
        serde_json::json!([[1, "10133464"], [2, "10133465"], [3, "10133466"]])
    );
    assert_eq!(books[2]["state"], "Ready");
    assert_eq!(json("ledger json")[1]["transactions"], serde_json::json!([]));
    assert_eq!(json("findings"), serde_json::json!([]));
    assert_eq!(json("@2 ledger")["state"], "Ready");
    assert_eq!(json("@2 ledger json"), serde_json::json!([]));
    for (command, part) in [
        ("@4 wait", "'@4' is no terminal; there are @1 to @3"),
        ("@0 wait", "'@0' is no terminal"),
        ("@x wait", "'@x' is no terminal"),
        ("@1 quit", "quit ends all terminals"),
        ("@1", "'' is no command"),
    ] {
        let answer = program.ask(command);
        assert!(answer.starts_with("error: ") && answer.contains(part), "{command}: {answer}");
    }
    // A request that no terminal knows: the third terminal's till did something wrong, and nobody else.
    let address = ready[2].trim_start_matches("ready ").to_owned();
    let mut till = std::net::TcpStream::connect(address).unwrap();
    till.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let _ = std::io::Read::read_to_end(&mut till, &mut Vec::new());
    let findings: serde_json::Value = serde_json::from_str(&program.ask("findings")).unwrap();
    assert_eq!((findings.as_array().unwrap().len(), &findings[0]["terminal"]), (1, &serde_json::json!(3)));
    assert_eq!(program.ask("@1 findings"), "[]");
    assert_eq!(program.ask("quit"), "ok");
    assert!(program.child.wait().unwrap().success());
}

#[test]
#[cfg(target_os = "linux")]
fn a_shop_of_addresses_has_one_port() {
    let port = std::net::TcpListener::bind("127.0.1.1:0").unwrap().local_addr().unwrap().port().to_string();
    let layout = ["--layout", "addresses", "--terminals", "300", "--port", &port, "--control"];
    let mut program = Program::start(&layout);
    let ready: Vec<String> = (0..300).map(|_| program.line()).collect();
    assert_eq!(ready[0], format!("ready 127.0.1.1:{port}"));
    assert_eq!(ready[299], format!("ready 127.0.2.46:{port}"));
    assert_eq!(program.ask("quit"), "ok");
}

#[test]
#[cfg(unix)]
fn too_few_descriptors_are_explained() {
    let command = format!("ulimit -n 100; exec {} --terminals 200 --port 0", env!("CARGO_BIN_EXE_opi-sim"));
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("200 terminals need 664 descriptors, and this process may have 100"), "{error}");
    assert!(error.contains("ulimit -n 664"), "{error}");
    // The soft limit alone is no hindrance.
    let command =
        format!("ulimit -Sn 100; exec {} --terminals 200 --port 0 --control", env!("CARGO_BIN_EXE_opi-sim"));
    let output = Command::new("sh").args(["-c", &command]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 200);
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
        (&["--terminals", "0"], "--terminals"),
        (&["--layout", "street"], "addresses"),
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
