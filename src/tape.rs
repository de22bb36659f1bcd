//! `opi record` and `opi replay`: a real conversation on a file, masked, and a terminal made of it.

use crate::global::Global;
use crate::report;
use clap::Args;
use opi_core::Config;
use opi_proto::dialect::Dialect;
use opi_proto::error::{Code, Error};
use opi_sim::tape;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to record.
#[derive(Debug, Args)]
#[command(after_help = "\
Stands between a till and the terminal of --terminal: the till connects to --listen instead of to the \
terminal, the terminal to --device-listen instead of to the till. Both are printed once it is ready. Card data is \
masked as it is written. Ends with standard input, or Ctrl-C.")]
pub struct RecordArgs {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Where the till listens for device requests
    #[arg(long, value_name = "HOST:PORT")]
    till: String,

    /// Where the till connects to instead of to the terminal [default: any free port of this machine]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,

    /// Where the terminal connects to instead of to the till [default: any free port of this machine]
    #[arg(long, value_name = "ADDRESS:PORT")]
    device_listen: Option<SocketAddr>,
}

/// Records until standard input ends.
pub fn record(global: &Global, args: &RecordArgs) -> ExitCode {
    let places = || -> Result<tape::RecordArgs, Error> {
        let url = global.terminal.as_deref().ok_or_else(|| {
            Error::new(Code::InvalidUrl, "No terminal is named.")
                .with_advice("Give --terminal opi://HOST, or set OPI_TERMINAL.")
        })?;
        let config = Config::parse(url)?;
        Ok(tape::RecordArgs {
            file: args.file.clone(),
            terminal: resolve(&config.address())?,
            till: resolve(&args.till)?,
            listen: args.listen,
            device_listen: args.device_listen,
            dialect: Dialect::by_name(config.settings.dialect.name),
        })
    };
    match places() {
        Ok(args) => tape::run_record(&args),
        Err(error) => report::not_begun(global.manner(), None, &error),
    }
}

fn resolve(place: &str) -> Result<SocketAddr, Error> {
    let wrong = |what: String| Error::new(Code::Resolve, format!("'{place}' cannot be resolved: {what}."));
    let mut found = place.to_socket_addrs().map_err(|error| wrong(error.to_string()))?;
    found.next().ok_or_else(|| wrong("no address".into()))
}
