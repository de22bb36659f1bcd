//! `opi recover`, `opi unresolved`, `opi resolve`: what became of payments whose outcome nobody was told.

use crate::global::Global;
use crate::operate::{abort_on_ctrl_c, terminal_config};
use crate::progress::Progress;
use crate::report::{self, Manner};
use crate::slip;
use crate::texts;
use crate::till::Till;
use crate::window::{BAD, Block, DIM, GOOD, WARN, Window, harmless, paint};
use clap::{Args, ValueEnum};
use opi_core::config::Listen;
use opi_core::recovered::Recovered;
use opi_core::{CancelToken, Terminal};
use opi_proto::devices::NoDevices;
use opi_proto::error::Error;
use opi_proto::outcome::Verdict;
use opi_proto::recovery::RecoveryVerdict;
use serde_json::json;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

/// Facts of a request that people want to see, with their names for people.
const FACTS: &[(&str, &str)] = &[
    ("begun_at", "asked at"),
    ("reference", "reference"),
    ("key", "key"),
    ("request_id", "request number"),
    ("stan", "trace number"),
    ("approval_code", "approval code"),
    ("card", "card"),
    ("reason", "because"),
];

/// What a person found out.
#[derive(Debug, Args)]
pub struct ResolveArgs {
    /// Number of the request in the journal; opi unresolved lists them
    pub id: i64,
    /// What became of it
    #[arg(value_enum)]
    pub verdict: ByHand,
    /// The person who says so
    #[arg(long, value_name = "NAME")]
    pub who: String,
    /// On what evidence
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// What a person may say that became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ByHand {
    /// The money has moved
    Approved,
    /// Nothing was charged
    NotCharged,
}

impl ByHand {
    /// As the journal has it.
    pub fn recovery(self) -> RecoveryVerdict {
        match self {
            ByHand::Approved => RecoveryVerdict::Approved,
            ByHand::NotCharged => RecoveryVerdict::NotCharged,
        }
    }
}

/// Asks the terminal what became of every unresolved request.
pub fn run(global: &Global) -> ExitCode {
    let manner = global.manner();
    let window = Arc::new(if manner.json { Window::stderr() } else { Window::stdout() });
    let till = Arc::new(Till::new(Arc::clone(&window), !manner.json));
    let cancel = CancelToken::new();
    let found = terminal_config(global).and_then(|config| {
        abort_on_ctrl_c(&cancel, &till, manner.language)?;
        let terminal = Terminal::open(config, Arc::<Till>::clone(&till))?;
        let _alive = Progress::start(&window, texts::WAITING.get(manner.language));
        terminal.recover(&cancel)
    });
    match found {
        Ok(found) => told(manner, &window, &found, true),
        Err(error) => report::not_begun(manner, None, &error),
    }
}

/// Lists them as the journal has them, without asking the terminal.
pub fn list(global: &Global) -> ExitCode {
    let manner = global.manner();
    match quietly(global).and_then(|terminal| terminal.unresolved()) {
        Ok(found) => told(manner, &Window::stdout(), &found, false),
        Err(error) => report::not_begun(manner, None, &error),
    }
}

/// Resolves one by hand.
pub fn resolve(global: &Global, args: &ResolveArgs) -> ExitCode {
    let manner = global.manner();
    let verdict = args.verdict.recovery();
    match quietly(global).and_then(|terminal| terminal.resolve(args.id, verdict, &args.who, &args.why)) {
        Ok(()) => {
            let done = match manner.json {
                true => report::print_object(&json!({
                    "verdict": Verdict::Approved, "status": "OPI_OK", "id": args.id, "resolved_as": verdict, "error": null,
                })),
                false => Window::stdout().show(
                    Block::Alone,
                    &format!("  ✔ Request {} is resolved as {}.", args.id, verdict.name()),
                ),
            };
            done.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
        }
        Err(error) => report::not_begun(manner, None, &error),
    }
}

/// The terminal for work in the journal alone: the port for its device requests is not needed.
fn quietly(global: &Global) -> Result<Terminal, Error> {
    let mut config = terminal_config(global)?;
    config.listen = Some(Listen::At(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
    config.recover_at_open = false;
    Terminal::open(config, Arc::new(NoDevices))
}

/// Tells what was found. What the till has been told is not listed again; what is unresolved always is.
fn told(manner: Manner, window: &Window, found: &[Recovered], acknowledge: bool) -> ExitCode {
    let open = found.iter().any(|one| one.entry.is_unresolved());
    let verdict = if open { Verdict::Unknown } else { Verdict::Approved };
    let written = if manner.json {
        report::print_object(&json!({ "verdict": verdict, "requests": found, "error": null }))
    } else {
        show(window, found)
    };
    if let Err(error) = written {
        log::error!("What was found cannot be written: {error}");
    } else if acknowledge {
        for one in found.iter().filter(|one| !one.entry.is_unresolved()) {
            if let Err(error) = one.acknowledge() {
                eprintln!("opi: {}\n     {}", error.message(), error.advice());
            }
        }
    }
    ExitCode::from(report::exit_code(verdict))
}

fn show(window: &Window, found: &[Recovered]) -> io::Result<()> {
    if found.is_empty() {
        return window.show(Block::Alone, &paint(GOOD, "  ✔ Nothing is unresolved."));
    }
    for one in found {
        // Receipts that recovery found; those of before were printed when they came.
        for receipt in &one.outcome.collected.receipts {
            window.show(Block::Alone, &slip::draw(receipt))?;
        }
        let (style, words) = match one.verdict {
            RecoveryVerdict::Approved => (GOOD, "✔ approved"),
            RecoveryVerdict::NotCharged => (BAD, "✘ not charged"),
            RecoveryVerdict::AskHuman => (WARN, "? unresolved"),
        };
        let field = |name: &str| one.field(name).unwrap_or_default();
        let title = format!(
            "number {}: {} {} {}",
            field("id"),
            field("kind"),
            field("currency"),
            field("requested_amount")
        );
        let mut lines = vec![format!("  {}  {}", paint(style, words), title.trim_end())];
        for (name, label) in FACTS {
            if let Some(value) = one.field(name) {
                lines.push(format!("    {} {}", paint(DIM, &format!("{label:<16}")), harmless(&value)));
            }
        }
        lines.push(format!("    → {}", field("advice")));
        window.show(Block::Alone, &lines.join("\n"))?;
    }
    Ok(())
}
