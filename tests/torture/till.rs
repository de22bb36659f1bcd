//! The till under torture: a C program in a process of its own, with the power cut loaded into it.

use crate::case::{Case, Death, Disk};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The compiled programs.
pub struct Programs {
    pub till: PathBuf,
    pub power_cut: PathBuf,
}

impl Programs {
    /// Compiles till.c and powercut.c against the libopi.so in `OPI_LIB_DIR` (default target/release).
    pub fn build() -> Result<Programs, String> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let source = project.join("tests/torture");
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project.join("target"), PathBuf::from);
        let library = std::env::var_os("OPI_LIB_DIR").map_or_else(|| target.join("release"), PathBuf::from);
        let library =
            fs::canonicalize(&library).map_err(|error| format!("{}: {error}", library.display()))?;
        if !library.join("libopi.so").exists() {
            return Err(format!("{}/libopi.so is missing; run: make build", library.display()));
        }
        let soname = library.join("libopi.so.0");
        if !soname.exists() {
            std::os::unix::fs::symlink("libopi.so", &soname).map_err(|error| error.to_string())?;
        }
        let folder = target.join("torture");
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let programs = Programs { till: folder.join("till"), power_cut: folder.join("powercut.so") };
        let library = library.display();
        compile(
            &programs.till,
            &source.join("till.c"),
            &[
                "-std=c99".into(),
                "-pedantic".into(),
                format!("-I{}", project.join("include").display()),
                format!("-L{library}"),
                "-lopi".into(),
                format!("-Wl,-rpath,{library}"),
            ],
        )?;
        let shared = ["-std=gnu99".into(), "-shared".into(), "-fPIC".into(), "-ldl".into()];
        compile(&programs.power_cut, &source.join("powercut.c"), &shared)?;
        Ok(programs)
    }
}

fn compile(output: &Path, source: &Path, flags: &[String]) -> Result<(), String> {
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let status = Command::new(&compiler)
        .args(["-O1", "-g", "-Wall", "-Wextra", "-Werror"])
        .arg(source)
        .args(flags)
        .arg("-o")
        .arg(output)
        .status()
        .map_err(|error| format!("{}: {error}", compiler.display()))?;
    if status.success() { Ok(()) } else { Err(format!("{} does not compile", source.display())) }
}

/// The till's folders and addresses in one run.
pub struct Till<'a> {
    pub programs: &'a Programs,
    pub terminal: SocketAddr,
    pub listen: SocketAddr,
    pub folder: PathBuf,
    pub images: PathBuf,
    pub trace: PathBuf,
}

/// How one life of the till ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Done,
    Killed,
    /// Anything else is a fault.
    Otherwise(String),
}

/// One life of the till.
#[derive(Debug, Clone)]
pub struct Life {
    pub end: End,
    pub lines: Vec<String>,
    pub took: Duration,
}

/// What recovery last said of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub reference: String,
    pub verdict: String,
    pub by: String,
    pub ask_again: bool,
    pub reason: String,
}

impl Till<'_> {
    pub fn journal(&self) -> PathBuf {
        self.folder.join("journal.db")
    }

    fn url(&self, case: &Case) -> String {
        // Where the terminal will say nothing, the till need not wait long to know it.
        let idle = if case.outcome.contains("silent") { 150 } else { 2000 };
        format!(
            "opi://{}?dialect={}&workstation=lane-1&language=en&listen={}&journal={}&connect_ms=3000\
             &idle_ms={idle}&hard_ms=10000&abort_ms=100&abort_spacing_ms=50&ask_again_ms=20",
            self.terminal,
            case.dialect,
            self.listen,
            self.journal().display()
        )
    }

    /// Starts the till with these words on its command line, and waits for its end.
    pub fn live(&self, case: &Case, words: &[String], death: Death) -> io::Result<Life> {
        let _ = fs::remove_file(&self.trace);
        let mut command = Command::new(&self.programs.till);
        command
            .arg(self.url(case))
            .arg(&self.folder)
            .args(words)
            .env_clear()
            .env("LD_PRELOAD", &self.programs.power_cut)
            .env("POWERCUT_FOLDER", &self.folder)
            .env("POWERCUT_TRACE", &self.trace)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        if case.disk != Disk::Kill {
            command.env("POWERCUT_IMAGES", &self.images);
        }
        match death {
            Death::Never => {}
            Death::Point(point) => drop(command.env("POWERCUT_POINT", point.to_string())),
            Death::Micros(micros) => drop(command.env("POWERCUT_MICROS", micros.to_string())),
        }
        let began = Instant::now();
        let mut child = command.spawn()?;
        let mut said = Vec::new();
        // Ends with the till: it has an alarm.
        child.stdout.take().map(|mut out| out.read_to_end(&mut said)).transpose()?;
        let status = child.wait()?;
        let end = match (status.code(), status.signal()) {
            (Some(0), _) => End::Done,
            (_, Some(libc::SIGKILL)) if death != Death::Never => End::Killed,
            (_, Some(libc::SIGALRM)) => End::Otherwise("the till hung".into()),
            _ => End::Otherwise(format!("the till ended with {status}")),
        };
        let said = String::from_utf8_lossy(&said);
        let lines = said.lines().map(str::to_owned).collect();
        Ok(Life { end, lines, took: began.elapsed() })
    }

    /// The till's book: reference, approved or not, minor units, currency.
    pub fn book(&self) -> Vec<(String, bool, i64, String)> {
        let text = fs::read_to_string(self.folder.join("book.txt")).unwrap_or_default();
        let line = |line: &str| {
            let mut words = line.split(' ');
            let (reference, verdict) = (words.next()?.to_owned(), words.next()?);
            let minor = words.next()?.parse().ok()?;
            Some((reference, verdict == "approved", minor, words.next()?.to_owned()))
        };
        text.lines().filter_map(line).collect()
    }

    pub fn receipts(&self) -> String {
        // Torn in the middle of a letter, perhaps.
        let bytes = fs::read(self.folder.join("receipts.txt")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub fn trace(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.trace).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

impl Life {
    /// What the till's recoveries said, the last word on each request.
    pub fn items(&self) -> BTreeMap<String, Item> {
        let mut items = BTreeMap::new();
        for line in &self.lines {
            // recovered ID REFERENCE VERDICT MINOR CURRENCY by WHO again YES: REASON
            let Some((head, reason)) = line.split_once(": ").filter(|_| line.starts_with("recovered "))
            else {
                continue;
            };
            let words: Vec<&str> = head.split(' ').collect();
            if let [_, id, reference, verdict, _, _, _, by, _, again] = words.as_slice() {
                let item = Item {
                    id: (*id).to_owned(),
                    reference: (*reference).to_owned(),
                    verdict: (*verdict).to_owned(),
                    by: (*by).to_owned(),
                    ask_again: *again == "yes",
                    reason: reason.to_owned(),
                };
                items.insert(item.id.clone(), item);
            }
        }
        items
    }
}
