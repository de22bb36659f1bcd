//! `opi-sim scenario FILE…`: plays scenarios with one or several tills, and compares what they saw.

use super::compare::first_difference;
use super::file::Scenario;
use super::play::{Played, Runner, play};
use crate::mistake::Mistake;
use std::path::PathBuf;
use std::process::ExitCode;

/// Mistakes of one scenario that are shown.
const MOST_SHOWN: usize = 20;

/// What `opi-sim scenario` takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Scenario files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// A program that is a till, such as "python3 bindings/python/runner.py"; may be given several times
    /// [default: virtual time and the Rust till]
    #[arg(long, value_name = "COMMAND")]
    pub runner: Vec<String>,

    /// Show what each till saw
    #[arg(long, short)]
    pub verbose: bool,
}

/// Plays every file with every till. Fails if anything was not as expected, or two tills saw different things.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    let runners = match args.runner.as_slice() {
        [] => usual_runners(),
        commands => Ok(commands.iter().cloned().map(Runner::Command).collect()),
    };
    let runners = match runners {
        Ok(runners) => runners,
        Err(error) => {
            eprintln!("opi-sim: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = 0;
    for file in &args.files {
        let mistakes = match Scenario::read(file) {
            Ok(scenario) => play_all(&scenario, &runners, args.verbose),
            Err(mistake) => vec![mistake.to_string()],
        };
        let verdict = if mistakes.is_empty() { "ok    " } else { "FAILED" };
        println!("{verdict} {}", file.display());
        mistakes.iter().take(MOST_SHOWN).for_each(|mistake| println!("  {mistake}"));
        if mistakes.len() > MOST_SHOWN {
            println!("  … and {} more", mistakes.len() - MOST_SHOWN);
        }
        failed += usize::from(!mistakes.is_empty());
    }
    println!("{} scenarios: {} passed, {failed} failed", args.files.len(), args.files.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Virtual time, and this program as a till.
fn usual_runners() -> Result<Vec<Runner>, String> {
    let own = std::env::current_exe().map_err(|error| format!("this program cannot be found: {error}"))?;
    Ok(vec![Runner::Virtual, Runner::Command(format!("\"{}\" runner", own.display()))])
}

/// Plays a scenario with every till; what was not as expected, each with the till's name, and where tills differ.
#[must_use]
pub fn play_all(scenario: &Scenario, runners: &[Runner], verbose: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut first: Option<(&str, Played)> = None;
    for runner in runners {
        let name = runner.name();
        let played = match play(scenario, runner) {
            Ok(played) => played,
            Err(mistake) => {
                wrong.push(named(name, &mistake));
                continue;
            }
        };
        if verbose {
            played.events.iter().for_each(|event| println!("    {name}: {event}"));
        }
        wrong.extend(played.mistakes.iter().map(|mistake| named(name, mistake)));
        match &first {
            None => first = Some((name, played)),
            Some((other, reference)) => {
                let difference = first_difference((other, &reference.events), (name, &played.events));
                wrong.extend(difference.map(|what| scenario.as_a_whole(what).to_string()));
            }
        }
    }
    wrong
}

fn named(runner: &str, mistake: &Mistake) -> String {
    format!("{mistake} [{runner}]")
}
