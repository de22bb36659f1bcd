//! The `opi` command: a till in a terminal window.
//!
//! | module | what it is |
//! |---|---|
//! | [`args`] | the command line |
//! | [`operate`] | one operation at one terminal |
//! | [`demo`] | a payment at a simulated terminal |
//! | [`report`] | outcomes as text or JSON, and exit codes |
//! | [`till`] | the till's devices: display, slips, questions |
//! | [`keyboard`], [`slip`], [`window`] | what the till is made of |
#![forbid(unsafe_code)]

mod args;
mod demo;
mod keyboard;
mod operate;
mod report;
mod slip;
mod till;
mod window;

use args::{Cli, Command, Global};
use clap::Parser;
use log::LevelFilter;
use opi_core::{Code, Error};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error),
    };
    start_log(&cli.global);
    match &cli.command {
        Command::Sim(args) => opi_sim::cli::run(args),
        Command::Demo(args) => demo::run(&cli.global, args),
        command => match command.request() {
            Some(request) => operate::run(&cli.global, &request),
            None => ExitCode::from(report::WRONG_USAGE),
        },
    }
}

/// A command line that cannot be read. `--help` and `--version` come here as well.
fn not_understood(error: &clap::Error) -> ExitCode {
    let json = std::env::args().take_while(|arg| arg != "--").any(|arg| arg == "--json");
    if error.use_stderr() && json {
        let what = error.kind().as_str().unwrap_or("the command line cannot be read");
        let error = Error::new(Code::InvalidArgument, format!("Wrong usage: {what}."));
        return report::not_begun(true, None, &error.with_advice("See opi --help."));
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
