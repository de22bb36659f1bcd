//! The `opi` command: a till in a terminal window.
//!
//! | module | what it is |
//! |---|---|
//! | [`args`], [`global`], [`verbs`] | the command line; the options of every command; what can be asked of a terminal |
//! | [`operate`] | one operation at one terminal |
//! | [`abort`] | an abort from beside |
//! | [`recover`] | what became of payments whose outcome nobody was told |
//! | [`decode`] | messages explained |
//! | [`doctor`] | what is wrong between till and terminal |
//! | [`tape`] | recordings of real conversations |
//! | [`demo`] | a payment at a simulated terminal |
//! | [`report`], [`texts`] | outcomes as text or JSON, and exit codes; what a cashier reads, in four languages |
//! | [`till`] | the till's devices: display, slips, questions |
//! | [`keyboard`], [`slip`], [`window`], [`progress`] | what the till is made of |
#![forbid(unsafe_code)]

mod abort;
mod args;
mod decode;
mod demo;
mod doctor;
mod global;
mod keyboard;
mod operate;
mod progress;
mod recover;
mod report;
mod slip;
mod tape;
mod texts;
mod till;
mod verbs;
mod window;

use args::{Task, Tool};
use global::Global;
use log::LevelFilter;
use opi_proto::error::{Code, Error};
use report::Manner;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match args::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error),
    };
    start_log(&cli.global);
    let global = &cli.global;
    match cli.task {
        Task::Ask(Ok(request)) => operate::run(global, &request),
        Task::Ask(Err(error)) => report::not_begun(global.manner(), None, &error),
        Task::Tool(tool) => match *tool {
            Tool::Abort(args) => abort::run(global, &args),
            Tool::Decode(args) => decode::run(global, &args),
            Tool::Doctor(args) => doctor::run(global, &args),
            Tool::Recover => recover::run(global),
            Tool::Unresolved => recover::list(global),
            Tool::Resolve(args) => recover::resolve(global, &args),
            Tool::Record(args) => tape::record(global, &args),
            Tool::Replay(args) => opi_sim::tape::run_replay(&args),
            Tool::Sim(args) => opi_sim::cli::run(&args),
            Tool::Demo(args) => demo::run(global, &args),
            Tool::Completions { shell } => {
                clap_complete::generate(shell, &mut args::command(), "opi", &mut std::io::stdout());
                ExitCode::SUCCESS
            }
            Tool::Manual => {
                report::printed(clap_mangen::Man::new(args::command()).render(&mut std::io::stdout()))
            }
            Tool::UrlOptions => report::url_options(global.json),
            Tool::ExitCodes => report::exit_codes(global.json, &args::exit_codes()),
        },
    }
}

/// A command line that cannot be read. `--help` and `--version` come here as well.
fn not_understood(error: &clap::Error) -> ExitCode {
    let json = std::env::args_os().take_while(|arg| arg != "--").any(|arg| arg == "--json");
    if error.use_stderr() && json {
        let manner = Manner { json, language: global::environment_language() };
        let what = error.to_string();
        let what = what.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let error = Error::new(Code::InvalidArgument, format!("Wrong usage: {what}."));
        return report::not_begun(manner, None, &error.with_advice("See opi --help."));
    }
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { report::WRONG_USAGE } else { 0 })
}

/// The log of libopi's own crates goes to standard error, and is silent unless asked for: outcomes tell
/// everything themselves.
fn start_log(global: &Global) {
    let level = match (global.trace, global.verbose) {
        (true, _) => LevelFilter::Trace,
        (false, true) => LevelFilter::Debug,
        (false, false) => LevelFilter::Off,
    };
    env_logger::Builder::new().filter_module("opi", level).format_target(false).init();
}
