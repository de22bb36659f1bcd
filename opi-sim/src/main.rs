//! The program `opi-sim`.

use clap::Parser;
use opi_sim::cli;
use std::process::ExitCode;

/// A payment terminal made of software: speaks OPI, keeps totals, misbehaves on request.
#[derive(Parser)]
#[command(name = "opi-sim", version)]
struct Program {
    #[command(flatten)]
    args: cli::Args,
}

fn main() -> ExitCode {
    cli::run(&Program::parse().args)
}
