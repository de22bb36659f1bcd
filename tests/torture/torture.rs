//! The kill matrix: a till written in C is killed, or its power cut, at every point where it writes, syncs or sends,
//! while the terminal fails in every way it can; afterwards recovery runs, and the terminal's books, the till's
//! and the journal must agree.
//!
//!     make test-torture               some hundreds of runs, for CI
//!     make torture N=10000            the whole matrix, then runs at random
//!     make torture SEED=7 N=500       another choice
//!     make torture CASE='dialect=ch outcome=silent death=point:12 disk=torn'    one run, told in full
//!
//! | file | what it is |
//! |---|---|
//! | till.c | the till: recovers, sells, books, acknowledges |
//! | powercut.c | loaded into it: kills it at a point, and keeps what is sure to be on disk |
//! | case.rs | one run as a value; the matrix and the dice |
//! | till.rs, disk.rs | one life of the till, and what a power cut leaves of its folder |
//! | run.rs | one run, and the comparison of the books |
//! | syncs.rs | how often one payment syncs |
//! | table.rs | what is printed in the end |
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test program")]

mod case;
mod disk;
mod run;
mod syncs;
mod table;
mod till;

use case::{Case, DIALECTS, OUTCOMES, Undisturbed};
use run::Report;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use till::Programs;

/// At least so much is at random: one of so many.
const RANDOM_SHARE: usize = 4;
/// Told in full; of more, only the first line.
const TOLD_IN_FULL: usize = 5;

struct Arguments {
    runs: usize,
    seed: u64,
    case: Option<Case>,
}

fn arguments() -> Result<Arguments, String> {
    let mut found = Arguments { runs: 300, seed: 1, case: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        let wrong = |_| format!("{word} {value}: a number is wanted");
        match word.as_str() {
            "--runs" => found.runs = value.parse().map_err(wrong)?,
            "--seed" => found.seed = value.parse().map_err(wrong)?,
            "--case" => found.case = Some(value.parse()?),
            _ => return Err(format!("there is no {word}; there are --runs, --seed and --case")),
        }
    }
    Ok(found)
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| torture(&arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("torture: {error}");
            ExitCode::FAILURE
        }
    }
}

/// In memory, where there is such a file system: what is on disk is powercut.c's business.
fn scratch() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    folder.join(format!("opi-torture-{}", std::process::id()))
}

fn torture(arguments: &Arguments) -> Result<bool, String> {
    let programs = Programs::build()?;
    let scratch = scratch();
    if let Some(case) = &arguments.case {
        let report = run::run(case, &programs, &scratch).map_err(|error| error.to_string())?;
        report.story.iter().chain(&report.trace).for_each(|line| println!("{line}"));
        println!("{} disagreements: {}", report.case, report.disagreements.len());
        return Ok(report.disagreements.is_empty());
    }
    let warm = OUTCOMES.iter().map(|outcome| format!("outcome={outcome} warm=true"));
    let kinds: Vec<String> = warm.chain(["outcome=approve warm=false".to_owned()]).collect();
    let dry: Vec<Case> = DIALECTS
        .iter()
        .flat_map(|dialect| kinds.iter().map(move |kind| format!("dialect={dialect} {kind}").parse()))
        .collect::<Result<_, String>>()?;
    let mut reports = run_all(&dry, &programs, &scratch)?;
    let undisturbed: Vec<Undisturbed> = reports
        .iter()
        .filter_map(|report| {
            Some(Undisturbed {
                dialect: report.case.dialect,
                outcome: OUTCOMES.iter().find(|outcome| **outcome == report.case.outcome)?,
                warm: report.case.warm,
                points: Undisturbed::points(&report.trace),
                micros: report.micros,
            })
        })
        .collect();
    let plan = plan(&undisturbed, arguments);
    reports.extend(run_all(&plan, &programs, &scratch)?);
    let syncs = syncs::check(&programs, &scratch)?;
    let _ = std::fs::remove_dir(&scratch);

    let wrong: Vec<&Report> = reports.iter().filter(|report| !report.disagreements.is_empty()).collect();
    for report in wrong.iter().take(TOLD_IN_FULL) {
        println!("---- make torture CASE='{}'", report.case);
        report.story.iter().chain(&report.trace).for_each(|line| println!("{line}"));
    }
    for report in &wrong {
        println!("make torture CASE='{}': {}", report.case, report.disagreements.join("; "));
    }
    print!("{}", table::of(&reports));
    println!("{}", syncs.lines.join("\n"));
    println!("seed: {}", arguments.seed);
    println!("disagreements: {}", wrong.len() + syncs.wrong);
    Ok(wrong.is_empty() && syncs.wrong == 0)
}

/// As often through all points as there are runs for, each time with another kind of disk, or else an even
/// selection of them; the rest at random.
fn plan(undisturbed: &[Undisturbed], arguments: &Arguments) -> Vec<Case> {
    let matrix = case::matrix(undisturbed, arguments.seed);
    let wanted = arguments.runs;
    let once = matrix.len() / case::Disk::ALL.len();
    let room = wanted - wanted / RANDOM_SHARE;
    let times = (room / once.max(1)).min(case::Disk::ALL.len());
    let mut plan: Vec<Case> = if times > 0 {
        matrix.into_iter().take(times * once).collect()
    } else {
        // From a place that the seed decides.
        let offset = usize::try_from(arguments.seed).unwrap_or_default();
        (0..room).filter_map(|i| matrix.get((i * once / room + offset) % once.max(1)).cloned()).collect()
    };
    let random = wanted - plan.len();
    println!("points: {once}, runs at points: {}, at random: {random}", plan.len());
    let random = (plan.len()..wanted).map(|i| case::random(undisturbed, arguments.seed << 32 | i as u64));
    plan.extend(random);
    plan
}

/// Runs them side by side; much of a run is waiting.
fn run_all(cases: &[Case], programs: &Programs, scratch: &Path) -> Result<Vec<Report>, String> {
    let next = AtomicUsize::new(0);
    let (reports, error) = (Mutex::new(Vec::new()), Mutex::new(None));
    let lanes = 2 * thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                while error.lock().expect("nobody panics with it").is_none() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(number) else { return };
                    match run::run(case, programs, &scratch.join(number.to_string())) {
                        Ok(mut report) => {
                            // Only a run that went wrong has a story worth keeping.
                            if report.disagreements.is_empty() {
                                report.story.clear();
                                if report.case.death != case::Death::Never {
                                    report.trace.clear();
                                }
                            }
                            reports.lock().expect("nobody panics with it").push(report);
                        }
                        Err(why) => {
                            *error.lock().expect("nobody panics with it") = Some(format!("{case}: {why}"));
                        }
                    }
                    if number > 0 && number.is_multiple_of(1000) {
                        eprintln!("torture: {number} of {}", cases.len());
                    }
                }
            });
        }
    });
    match error.into_inner().expect("nobody panics with it") {
        Some(error) => Err(error),
        None => Ok(reports.into_inner().expect("nobody panics with it")),
    }
}
