//! `opi doctor`: what is wrong between this till and its terminal, in plain sentences.
//!
//! [`observe`] looks, [`advise`] says what it means; only the first touches the network.

mod advise;
mod observe;

use crate::global::Global;
use crate::operate;
use crate::progress::Progress;
use crate::report;
use crate::texts;
use crate::window::{BAD, Block, DIM, GOOD, Window, harmless, paint};
use advise::{Level, Sentence};
use anstyle::Style;
use clap::Args;
use observe::{Observations, Seen, Wishes};
use opi_proto::outcome::Verdict;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// How closely to look.
#[derive(Debug, Args)]
#[command(after_help = "\
Sends one request that changes nothing (GetStatus or Diagnosis, as the dialect has it) and looks at both \
directions. It waits for the terminal at most ten seconds, or idle_ms of the URL. No payment is made.")]
pub struct DoctorArgs {
    /// Let the terminal print its last receipt here, which proves that it reaches this till
    #[arg(long)]
    pub callback: bool,
    /// Wait so long for the terminal to call back, if it has not
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = clap::value_parser!(u64).range(0..=600))]
    pub wait: u64,
}

/// Looks, and says what was found.
pub fn run(global: &Global, args: &DoctorArgs) -> ExitCode {
    let manner = global.manner();
    let config = match operate::terminal_config(global) {
        Ok(config) => config,
        Err(error) => return report::not_begun(manner, None, &error),
    };
    let window = Arc::new(if manner.json { Window::stderr() } else { Window::stdout() });
    let place = format!(
        "{}:{} ({}, {})",
        config.host, config.port, config.settings.dialect.name, config.settings.dialect.title
    );
    let heading = paint(Style::new().bold(), &format!("Between this till and {place}"));
    let _ = window.show(Block::Heading, &heading);
    let wishes = Wishes { callback: args.callback, wait: Duration::from_secs(args.wait) };
    let seen = {
        let _alive = Progress::start(&window, texts::WAITING.get(manner.language));
        observe::observe(config, wishes, &window, !manner.json)
    };
    let (said, verdict) = (advise::advise(&seen), advise::verdict(&seen));
    let told = if manner.json {
        report::print_object(&object(&seen, &said, verdict))
    } else {
        window.show(Block::Alone, &for_people(&said))
    };
    if let Err(error) = told {
        log::error!("The findings cannot be written: {error}");
    }
    ExitCode::from(report::exit_code(verdict))
}

fn for_people(said: &[Sentence]) -> String {
    let mut lines = Vec::new();
    for sentence in said {
        let (style, sign) = match sentence.level {
            Level::Fine => (GOOD, "✔"),
            Level::Note => (DIM, "·"),
            Level::Problem => (BAD, "✘"),
        };
        lines.push(format!("  {} {}", paint(style, sign), harmless(&sentence.what)));
        if !sentence.next.is_empty() {
            lines.push(format!("    → {}", harmless(&sentence.next)));
        }
    }
    lines.join("\n")
}

fn object(seen: &Observations, said: &[Sentence], verdict: Verdict) -> Value {
    let addresses = |of: &[IpAddr]| of.iter().map(IpAddr::to_string).collect::<Vec<_>>();
    let request = |seen: &Seen| {
        json!({
            "kind": seen.kind,
            "verdict": seen.verdict,
            "status": seen.code,
            "message": seen.message,
            "state": seen.state.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
            "milliseconds": u64::try_from(seen.millis).unwrap_or(u64::MAX),
        })
    };
    let sentence =
        |s: &Sentence| json!({ "code": s.code, "level": s.level.name(), "what": s.what, "next": s.next });
    json!({
        "healthy": verdict == Verdict::Approved,
        "verdict": verdict,
        "terminal": format!("{}:{}", seen.host, seen.port),
        "dialect": seen.dialect.name,
        "addresses": seen.resolved.as_ref().map(|of| addresses(of)).unwrap_or_default(),
        "own_addresses": addresses(&seen.own),
        "listen": match &seen.listen {
            Ok(address) => json!({ "address": address.to_string(), "error": null }),
            Err(error) => json!({ "address": null, "error": error }),
        },
        "journal": { "error": seen.journal, "unresolved": seen.unresolved },
        "request": seen.status.as_ref().map(request),
        "other_ports": seen.other_ports,
        "callbacks": seen.callbacks.came,
        "callback_request": seen.callbacks.asked.as_ref().map(request),
        "receipts": seen.callbacks.receipts,
        "diagnosis": said.iter().map(sentence).collect::<Vec<_>>(),
    })
}
