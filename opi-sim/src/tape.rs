//! `opi-sim record` and `opi-sim replay`.

use crate::flags::{read_dialect, resolve};
use crate::record::{self, record};
use crate::recording::Recording;
use crate::replay::{self, replay};
use opi_proto::dialect::{CH, Dialect};
use std::fs::OpenOptions;
use std::io::{self, BufRead};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// What `record` takes.
#[derive(Debug, Clone, clap::Args)]
pub struct RecordArgs {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The terminal
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub terminal: SocketAddr,

    /// Where the till listens for device requests
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub till: SocketAddr,

    /// Where the till connects to instead of to the terminal [default: any free port of this machine]
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub listen: Option<SocketAddr>,

    /// Where the terminal connects to for device requests instead of to the till [default: any free port]
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub device_listen: Option<SocketAddr>,

    /// Terminal family: ch, de, nl or ifsf [default: ch]
    #[arg(long, value_name = "NAME", value_parser = read_dialect)]
    pub dialect: Option<&'static Dialect>,
}

/// What `replay` takes.
#[derive(Debug, Clone, clap::Args)]
pub struct ReplayArgs {
    /// The recording
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Where the till connects to [default: any free port of this machine]
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub listen: Option<SocketAddr>,

    /// Where the till listens for device requests [default: at the till, on the dialect's port]
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub till: Option<SocketAddr>,

    /// Say everything at once, instead of in the recording's time
    #[arg(long)]
    pub fast: bool,
}

fn any_port() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Records until standard input ends. The first line is `ready ADDRESS DEVICE-ADDRESS`.
#[must_use]
pub fn run_record(args: &RecordArgs) -> ExitCode {
    ended(recording(args))
}

fn recording(args: &RecordArgs) -> Result<(), String> {
    let name = args.file.display();
    let out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&args.file)
        .map_err(|error| format!("{name} cannot be made: {error}"))?;
    let options = record::Options {
        dialect: args.dialect.unwrap_or(&CH),
        listen: args.listen.unwrap_or_else(any_port),
        terminal: args.terminal,
        device_listen: args.device_listen.unwrap_or_else(any_port),
        till: args.till,
    };
    let mut recorder = record(options, out).map_err(|error| format!("cannot record: {error}"))?;
    println!("ready {} {}", recorder.addr(), recorder.device_addr());
    // The end of standard input is the end, whatever stands in it.
    io::stdin().lock().lines().map_while(Result::ok).for_each(drop);
    let lines = recorder.stop().map_err(|error| format!("{name} cannot be written: {error}"))?;
    println!("{lines} lines in {name}");
    Ok(())
}

/// Replays once. The first line is `ready ADDRESS`.
#[must_use]
pub fn run_replay(args: &ReplayArgs) -> ExitCode {
    ended(replaying(args))
}

fn replaying(args: &ReplayArgs) -> Result<(), String> {
    let recording = Recording::read(&args.file).map_err(|mistake| mistake.to_string())?;
    let options = replay::Options {
        listen: args.listen.unwrap_or_else(any_port),
        till: args.till,
        timing: !args.fast,
        log: Some(Arc::new(|note| println!("{note}"))),
    };
    let replay = replay(recording, options).map_err(|error| format!("cannot listen: {error}"))?;
    println!("ready {}", replay.addr());
    let end = replay.wait().map_err(|mistake| mistake.to_string());
    replay.findings().iter().for_each(|finding| println!("{finding}"));
    end
}
