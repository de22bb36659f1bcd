//! What the tests of the command share: a shop with a simulated terminal and a till that is the real binary.
#![allow(dead_code, reason = "each test uses its part")]

use opi_proto::dialect::Dialect;
use opi_sim::{Config, Simulator};
use serde_json::Value;
use socket2::{Domain, Socket, Type};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

/// The binary under test.
pub const OPI: &str = env!("CARGO_BIN_EXE_opi");

/// A port of this machine that stays free for whoever asks for it by number.
///
/// Bound but never listening: the system gives it to nobody else, refuses who connects, and lets a server with
/// SO_REUSEADDR, which is every server of the standard library, listen there.
pub struct Reserved {
    pub address: SocketAddr,
    _socket: Socket,
}

impl Reserved {
    pub fn new() -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.set_reuse_address(true).unwrap();
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        Reserved { address, _socket: socket }
    }
}

/// A simulated terminal, and the address where its till will listen.
pub struct Shop {
    pub terminal: Simulator,
    pub till: Reserved,
    /// Where the till keeps its journal.
    pub folder: tempfile::TempDir,
    dialect: &'static str,
}

impl Shop {
    /// A terminal that does with transactions what the words say; see `opi sim --help`.
    pub fn new(dialect: &'static str, outcome: &str) -> Self {
        let till = Reserved::new();
        let config = Config::new(Dialect::by_name(dialect).unwrap())
            .till(till.address)
            .outcome(outcome.parse::<opi_sim::Behaviour>().unwrap());
        let folder = tempfile::tempdir().unwrap();
        Shop { terminal: Simulator::start(config).unwrap(), till, folder, dialect }
    }

    /// The terminal's URL, as the till knows it.
    pub fn url(&self) -> String {
        url(self.dialect, self.terminal.addr(), self.till.address)
    }

    /// `opi …` in this shop.
    pub fn command(&self, line: &str) -> Command {
        let mut command = opi(line);
        command.env("OPI_TERMINAL", self.url()).env("OPI_JOURNAL", self.folder.path().join("journal.db"));
        command
    }

    /// `opi …`, a payment that has reached the terminal and waits for its customer; and the stream on which its
    /// display lines come.
    pub fn waiting(&self, line: &str) -> (Child, ChildStderr) {
        let mut command = self.command(line);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut till = command.spawn().unwrap();
        let mut shown = till.stderr.take().unwrap();
        read_until(&mut shown, "▸ Insert or present card");
        (till, shown)
    }

    /// Runs `opi …` in this shop, with nobody at the keyboard.
    pub fn opi(&self, line: &str) -> Ended {
        run(self.command(line), "")
    }
}

/// A terminal's URL.
pub fn url(dialect: &str, terminal: SocketAddr, till: SocketAddr) -> String {
    format!("opi://{terminal}?dialect={dialect}&language=en&listen={till}")
}

/// `opi …` as its words say, without anything from the environment.
pub fn opi(line: &str) -> Command {
    let mut command = Command::new(OPI);
    command.args(line.split_whitespace());
    for name in ["OPI_TERMINAL", "CLICOLOR_FORCE", "RUST_LOG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    // Not this user's own.
    command.env("OPI_JOURNAL", "none");
    command
}

/// Runs a command with this on its standard input, to its end.
pub fn run(mut command: Command, input: &str) -> Ended {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that asks nothing may end before it is told anything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Ended::from(child.wait_with_output().unwrap())
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Ended {
            code: output.status.code().expect("an exit code, not a signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// The one object on standard output.
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.lines().count(), 1, "exactly one line: {self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts that standard output has these texts, one after the other.
    pub fn shows(&self, texts: &[&str]) -> &Self {
        let mut rest = self.stdout.as_str();
        for text in texts {
            let at =
                rest.find(text).unwrap_or_else(|| panic!("'{text}' is missing or out of order: {self:?}"));
            rest = rest.get(at + text.len()..).unwrap_or_default();
        }
        self
    }
}

/// Reads a stream until it has this text; everything up to there.
pub fn read_until(stream: &mut impl Read, text: &str) -> String {
    let (mut seen, mut byte) = (Vec::new(), [0]);
    while !seen.ends_with(text.as_bytes()) {
        assert_eq!(
            stream.read(&mut byte).unwrap(),
            1,
            "ended before '{text}': {}",
            String::from_utf8_lossy(&seen)
        );
        seen.extend(byte);
    }
    String::from_utf8(seen).unwrap()
}
