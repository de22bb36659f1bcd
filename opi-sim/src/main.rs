//! The program `opi-sim`.

use clap::{Parser, Subcommand};
use opi_sim::{cli, scenario, tape};
use std::process::ExitCode;

/// A payment terminal made of software: speaks OPI, keeps totals, misbehaves on request.
#[derive(Parser)]
#[command(name = "opi-sim", version, args_conflicts_with_subcommands = true)]
struct Program {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    args: cli::Args,
}

#[derive(Subcommand)]
enum Command {
    /// Play scenario files with a till, or with several, and compare
    Scenario(scenario::cli::Args),
    /// Record a conversation between a till and its terminal, masked, until standard input ends
    Record(tape::RecordArgs),
    /// Play the terminal's part of a recording
    Replay(tape::ReplayArgs),
    /// Be a till: steps on standard input, events on standard output
    Runner,
}

fn main() -> ExitCode {
    let program = Program::parse();
    match &program.command {
        None => cli::run(&program.args),
        Some(Command::Scenario(args)) => scenario::cli::run(args),
        Some(Command::Record(args)) => tape::run_record(args),
        Some(Command::Replay(args)) => tape::run_replay(args),
        Some(Command::Runner) => match scenario::runner::run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("opi-sim: {error}");
                ExitCode::FAILURE
            }
        },
    }
}
