//! The command line: what can be asked for, and how it reads in `opi --help`.

use crate::abort::AbortArgs;
use crate::decode::DecodeArgs;
use crate::demo::DemoArgs;
use crate::doctor::DoctorArgs;
use crate::global::Global;
use crate::recover::ResolveArgs;
use crate::tape::RecordArgs;
use crate::verbs::{Request, VERBS, Verb};
use clap::{Command, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use opi_proto::error::Error;
use opi_proto::language::Language;
use std::ffi::OsString;

/// The interface that scripts build on: below `opi --help`, and alone in `opi help exit-codes`.
pub const EXIT_CODES: &str = "\
Exit codes:
   0  approved, or done
  10  declined
  11  aborted by cashier or customer
  12  refused: the terminal did not take the request
  13  not sent: safe to try again
  20  unknown: the payment may have gone through; find out, never just try again
   2  wrong usage; nothing was sent
Anything else (killed, crashed): treat it like 20.";

/// What the same codes mean where no terminal was asked for anything.
const EXIT_CODES_OF_TOOLS: &str = "\
opi abort    0  the terminal took the abort (which is not the outcome of the payment), else as above
opi recover, opi unresolved
             0  nothing is unresolved (any more)
            20  something still is: find out at the terminal, then opi resolve
opi decode   0  every message could be read
            20  at least one could not: a till that gets it must say 'unknown'
             2  there is no such file, or nothing to read in it
opi doctor   0  nothing is wrong
            12  the terminal is there and does not take requests: busy, logged out, other dialect
            13  the way to the terminal, or its way back, is not free
            20  something answers that is no OPI terminal, or nothing that can be understood
opi demo     0  the payment ended as the scenario promises, else as above";

/// Drives a payment terminal over OPI (Open Payment Interface).
#[derive(Debug, Parser)]
#[command(name = "opi", version, max_term_width = 100, after_help = EXIT_CODES)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Top {
    #[command(flatten)]
    global: Global,
}

/// What is no request to a terminal.
#[derive(Debug, Subcommand)]
pub enum Tool {
    /// Abort the payment that another `opi` or till is running at the terminal
    Abort(AbortArgs),
    /// Ask the terminal what became of payments whose outcome nobody was told
    Recover,
    /// List those payments from the journal, without asking the terminal
    Unresolved,
    /// Say by hand what became of one, after comparing receipts and totals
    Resolve(ResolveArgs),
    /// Explain messages: XML, frames, hex dumps or logs, from a file or standard input
    Decode(DecodeArgs),
    /// Find out what is wrong between this till and its terminal
    Doctor(DoctorArgs),
    /// Record a conversation between a till and its terminal, masked, until standard input ends
    Record(RecordArgs),
    /// Be a terminal: play its part of a recording
    Replay(opi_sim::tape::ReplayArgs),
    /// Be a terminal: run the simulator
    Sim(opi_sim::cli::Args),
    /// Show a payment at a simulated terminal, on this machine alone
    Demo(DemoArgs),
    /// Print the completion script of a shell: bash, zsh, fish or powershell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page of this command
    Manual,
    /// List the options of a terminal's URL
    UrlOptions,
    /// What the exit codes of every command mean
    #[command(name = "exit-codes", after_help = EXIT_CODES, after_long_help = exit_codes())]
    ExitCodes,
}

/// The text of `opi help exit-codes`.
pub fn exit_codes() -> String {
    format!("{EXIT_CODES}\n\n{EXIT_CODES_OF_TOOLS}")
}

/// A command line that was understood.
pub struct Cli {
    /// Options of every command.
    pub global: Global,
    /// What to do.
    pub task: Task,
}

/// What to do.
pub enum Task {
    /// Ask a terminal for something; an error when the arguments make no request.
    Ask(Result<Request, Error>),
    /// Anything else.
    Tool(Box<Tool>),
}

/// The whole command line, as clap knows it.
pub fn command() -> Command {
    let requests = VERBS.iter().map(Verb::command);
    let top = <Top as clap::CommandFactory>::command();
    let about = top.get_about().cloned().unwrap_or_default();
    // The doc comment of `Tool` would take its place.
    Tool::augment_subcommands(top.subcommands(requests)).about(about)
}

/// Reads a command line.
pub fn parse(words: impl Iterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let matches = command().try_get_matches_from(words)?;
    let global = Global::from_arg_matches(&matches)?;
    let task = match matches.subcommand().and_then(|(name, own)| Some((Verb::find(name)?, own))) {
        Some((verb, own)) => Task::Ask(Request::read(verb, own, global.language.map(Language::name))),
        None => Task::Tool(Box::new(Tool::from_arg_matches(&matches)?)),
    };
    Ok(Cli { global, task })
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::{CH, DE, DIALECTS, Dialect, IFSF, NL, ReversalWay};
    use opi_proto::error::Code;
    use opi_proto::message::{AmountRule, RequestKind};
    use opi_proto::operation::{Operation, REQUEST_OPTIONS};

    fn operation(line: &str, dialect: &Dialect) -> Result<Operation, Error> {
        let cli = parse(line.split_whitespace().map(OsString::from)).expect(line);
        match cli.task {
            Task::Ask(request) => request?.operation(dialect),
            Task::Tool(tool) => panic!("{line} is {tool:?}"),
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn each_family_is_asked_in_its_own_words() {
        for (line, dialect, kind) in [
            ("opi status", &CH, RequestKind::GetStatus),
            ("opi status", &DE, RequestKind::Diagnosis),
            ("opi activate", &CH, RequestKind::ActivateTerminal),
            ("opi activate", &DE, RequestKind::Login),
            ("opi deactivate", &DE, RequestKind::Logoff),
            ("opi close-day", &NL, RequestKind::CloseDay),
            ("opi close-day", &IFSF, RequestKind::ReconciliationWithClosure),
            ("opi transmit", &CH, RequestKind::TransmitTrx),
            ("opi transmit", &DE, RequestKind::SendOfflineTransactions),
            ("opi reserve 5 CHF", &CH, RequestKind::CardReservation),
            ("opi reserve 5 EUR", &IFSF, RequestKind::CardPreAuthorisation),
            ("opi advice 5 EUR", &IFSF, RequestKind::CardFinancialAdvice),
            ("opi balance", &DE, RequestKind::CardBalanceQuery),
            ("opi card-circuits", &NL, RequestKind::GetCardCircuits),
            ("opi configuration", &CH, RequestKind::ContactTms),
            ("opi run getinfo", &CH, RequestKind::GetInfo),
        ] {
            assert_eq!(operation(line, dialect).expect(line).kind(), kind, "{line} in {}", dialect.name);
        }
    }

    #[test]
    fn every_kind_of_every_dialect_is_reached() {
        for kind in RequestKind::ALL {
            let amount = if kind.amount_rule() == AmountRule::Required { "5 EUR" } else { "" };
            for dialect in DIALECTS.iter().filter(|dialect| dialect.supports(*kind)) {
                let stan = if *kind == RequestKind::PaymentReversal && dialect.reversal == ReversalWay::ByStan
                {
                    "--stan 021601"
                } else {
                    ""
                };
                let line = format!("opi run {kind} {amount} {stan}");
                assert_eq!(operation(&line, dialect).expect(&line).kind(), *kind, "{}", dialect.name);
            }
        }
    }

    #[test]
    fn every_request_option_is_a_flag() {
        let help = Verb::find("run").expect("a verb").command().render_long_help().to_string();
        for option in REQUEST_OPTIONS.iter().filter(|option| option.name != "language") {
            let flag = format!("--{}", option.name.replace('_', "-"));
            assert!(help.contains(&flag), "{flag}");
        }
    }

    #[test]
    fn amounts_and_options_reach_the_operation() {
        let line = "opi pay 12.5 chf --reference A1 --clerk 7 --language FR --set shift=3 --cashback 250";
        let payment = operation(line, &CH).expect("a good line");
        assert_eq!(payment.amount().map(|amount| amount.to_string()).as_deref(), Some("CHF 12.50"));
        for (name, value) in
            [("reference", "A1"), ("clerk", "7"), ("language", "fr"), ("shift", "3"), ("cashback", "250")]
        {
            assert_eq!(payment.option(name), Some(value), "{name}");
        }
        let reversal = operation("opi reverse --stan 021601", &DE).expect("a good line");
        assert_eq!(reversal.option("stan"), Some("021601"));
    }

    #[test]
    fn mistakes_are_named() {
        for (line, code, text) in [
            ("opi pay 12.505 CHF", Code::InvalidAmount, "too many decimals"),
            ("opi pay 12,50 CHF", Code::InvalidAmount, "digits with a dot"),
            ("opi pay -5 CHF", Code::InvalidAmount, "greater than zero"),
            ("opi pay 5 CHX", Code::InvalidAmount, "ISO 4217"),
            ("opi pay 5 CHF --set refrence=A1", Code::UnknownName, "did you mean 'reference'?"),
            ("opi pay 5 CHF --set A1", Code::InvalidArgument, "NAME=VALUE"),
            ("opi pay 5 CHF --shift early", Code::InvalidArgument, "whole number"),
            ("opi run CardPayment", Code::InvalidAmount, "needs an amount"),
            ("opi run GetStatus 5 CHF", Code::InvalidAmount, "takes no amount"),
        ] {
            let error = operation(line, &CH).expect_err(line);
            assert_eq!(error.code(), code, "{line}");
            assert!(error.message().contains(text), "{line}: {error}");
        }
        assert_eq!(operation("opi info", &DE).expect_err("no GetInfo there").code(), Code::Unsupported);
    }
}
