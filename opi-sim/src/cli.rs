//! The command line of `opi-sim`; `opi sim` is the same.
//!
//! The first lines on standard output are `ready ADDRESS:PORT`, one for each terminal. Then follow a running log, or with
//! `--control` the answers to the commands on standard input.

use crate::behaviour::{AMOUNTS, Behaviour, WORDS};
use crate::config::{Config, Log};
use crate::control;
use crate::flags::{read_dialect, read_language, resolve};
use crate::layout::Layout;
use crate::model::Model;
use crate::shop::Shop;
use crate::terminal::Condition;
use crate::text::Language;
use opi_proto::dialect::{CH, Dialect};
use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

/// Longest command line on the control channel, in bytes.
const LONGEST_COMMAND: u64 = 4096;

/// What `opi-sim` takes.
#[derive(Debug, Clone, clap::Args)]
#[command(after_long_help = after_help())]
pub struct Args {
    /// Terminal family: ch, de, nl or ifsf [default: ch, or the model's]
    #[arg(long, value_name = "NAME", value_parser = read_dialect)]
    pub dialect: Option<&'static Dialect>,

    /// Terminal model or maker, such as rx5000, im30 or ccv [default: none in particular]
    #[arg(long, value_name = "NAME", value_parser = Model::by_name, conflicts_with = "dialect")]
    pub model: Option<&'static Model>,

    /// Port to listen on for the till's requests; 0 for any free one [default: the dialect's]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,

    /// Address to listen on [default: 127.0.0.1; with '--layout addresses' 127.0.1.1]
    #[arg(long, value_name = "IP")]
    pub address: Option<IpAddr>,

    /// Be a shop of so many terminals, each with a TerminalID of its own
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub terminals: u32,

    /// How they are told apart; --port and --address are those of the first
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub layout: Layout,

    /// Where the till listens for device requests [default: 127.0.0.1 and the dialect's port]
    #[arg(long, value_name = "HOST:PORT", value_parser = resolve)]
    pub till: Option<SocketAddr>,

    /// What happens to transactions; words separated by commas, such as 'tip:10,split:3' (see --help)
    #[arg(long, default_value = "auto", value_name = "WORDS")]
    pub outcome: Behaviour,

    /// Language where the till names none: de, en, fr, it or nl [default: the dialect's]
    #[arg(long, value_name = "CODE", value_parser = read_language)]
    pub language: Option<Language>,

    /// Start deactivated: the till has to activate or log in first
    #[arg(long)]
    pub logged_out: bool,

    /// Connect to the till anew for every device request
    #[arg(long)]
    pub reconnect: bool,

    /// Take commands from standard input, one per line; its end is the simulator's end
    #[arg(long)]
    pub control: bool,

    /// With --control: write the running log to standard error
    #[arg(long, short)]
    pub verbose: bool,
}

fn after_help() -> String {
    let mut help = String::from("Outcomes (words for --outcome; 'x:n' takes a number):\n");
    for (word, default, what, _) in WORDS {
        let number = default.map_or(String::new(), |n| format!(":{n}"));
        let _ = writeln!(help, "  {:<18} {what}", format!("{word}{number}"));
    }
    help.push_str("\nWith outcome 'auto' the amount decides; endings not listed are approved:\n");
    for (minor, _, what) in AMOUNTS {
        let _ = writeln!(help, "  .{minor}  {what}");
    }
    help.push_str("\nCommands with --control:\n");
    for (command, what) in control::COMMANDS {
        let _ = writeln!(help, "  {command:<18} {what}");
    }
    help
}

/// Runs the simulator until it is told to end.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    match serve(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("opi-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(args: &Args) -> Result<(), String> {
    let config = configure(args);
    let count = usize::try_from(args.terminals).unwrap_or(usize::MAX);
    let places = args.layout.places(config.listen, count)?;
    let (label, till) = (config.terminal.dialect.label(), config.till);
    let several = count > 1;
    let configs = places.into_iter().enumerate().map(|(number, place)| {
        let log = log(args, several.then_some(number + 1));
        Config { log, ..config.clone().numbered(number).listen(place) }
    });
    // Held until the first lines are out: the log, on another thread, waits for them.
    let mut out = io::stdout().lock();
    let shop = Shop::start(configs.collect()).map_err(|error| explain(&error))?;
    let ready: String =
        shop.terminals().iter().map(|station| format!("ready {}\n", station.addr())).collect();
    // A reader of our output that has gone away ends the simulator; that is no error.
    let _ = print_line(&mut out, ready.trim_end()).and_then(|()| {
        if !args.control {
            let terminals = if several { format!("{count} terminals") } else { "A terminal".to_owned() };
            let state = if config.terminal.session_open { Condition::Ready } else { Condition::LoggedOut };
            let till = till.map_or("the peer".to_owned(), |till| till.to_string());
            let state = state.name();
            let hello =
                format!("{terminals}, {label}: {state}. The till is expected at {till}. Ctrl-C ends.");
            print_line(&mut out, &hello)?;
        }
        drop(out);
        if args.control { take_commands(&shop) } else { until_interrupted() }
    });
    Ok(())
}

/// The first terminal, as the flags describe it.
fn configure(args: &Args) -> Config {
    let mut config = match args.model {
        Some(model) => Config::of(model),
        None => Config::new(args.dialect.unwrap_or(&CH)),
    };
    let dialect = config.terminal.dialect;
    let address = args.address.unwrap_or_else(|| args.layout.first_address());
    let listen = SocketAddr::new(address, args.port.unwrap_or(dialect.terminal_port));
    let till = args.till.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], dialect.listen_port)));
    config = config.listen(listen).till(till).outcome(args.outcome);
    if let Some(language) = args.language {
        config = config.language(language);
    }
    if args.logged_out {
        config = config.logged_out();
    }
    config.reconnect = args.reconnect;
    config
}

fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{error}. Stop what holds the port, or choose another with --port (0: any)")
        }
        io::ErrorKind::AddrNotAvailable => {
            format!(
                "{error}. This machine has no such address; other systems than Linux must be given those of a shop first"
            )
        }
        _ => error.to_string(),
    }
}

/// The running log; `number` is the terminal's, where there are several.
fn log(args: &Args, number: Option<usize>) -> Option<Log> {
    let number = number.map_or(String::new(), |number| format!("@{number} "));
    let line = move |note: &str| format!("{}  {number}{note}", jiff::Zoned::now().strftime("%H:%M:%S"));
    match (args.control, args.verbose) {
        (false, _) => Some(Arc::new(move |note| {
            let _ = print_line(&mut io::stdout(), &line(note));
        })),
        (true, true) => Some(Arc::new(move |note| {
            let _ = print_line(&mut io::stderr(), &line(note));
        })),
        (true, false) => None,
    }
}

fn print_line(out: &mut impl Write, line: &str) -> io::Result<()> {
    writeln!(out, "{line}")?;
    out.flush()
}

fn take_commands(shop: &Shop) -> io::Result<()> {
    let mut out = io::stdout();
    let mut commands = io::stdin().lock();
    loop {
        let mut line = Vec::new();
        if (&mut commands).take(LONGEST_COMMAND).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let reply = control::execute(shop, &line);
        print_line(&mut out, &reply.line)?;
        if reply.quit {
            return Ok(());
        }
    }
}

fn until_interrupted() -> io::Result<()> {
    loop {
        std::thread::park();
    }
}
