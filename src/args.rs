//! The command line: what can be asked for, and how it reads in `opi --help`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use opi_core::dialect::{CH, DE, Dialect};
use opi_core::{Code, Currency, Error, Money, Operation, RequestKind};

/// Shown below every help text: the interface that scripts build on.
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

/// Drives a payment terminal over OPI (Open Payment Interface).
#[derive(Debug, Parser)]
#[command(name = "opi", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The terminal, e.g. opi://192.168.0.60?workstation=lane-1; options in docs/options.md
    #[arg(long, global = true, env = "OPI_TERMINAL", value_name = "URL")]
    pub terminal: Option<String>,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    /// Log what happens on standard error
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Log messages as well, with card data masked
    #[arg(long, global = true)]
    pub trace: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take a card payment
    Pay(WithAmount),
    /// Pay money back to a card
    Refund(WithAmount),
    /// Undo a payment: the last one (ch, nl), or the one with this STAN (de, ifsf)
    Reverse {
        /// The terminal's number of the payment, from its result
        #[arg(long)]
        stan: Option<String>,
        #[command(flatten)]
        options: Options,
    },
    /// Reserve an amount on a card (pre-authorisation)
    Reserve(WithAmount),
    /// Print the last receipt once more
    Reprint(Options),
    /// Let the terminal repeat its last answer
    Repeat(Options),
    /// Ask for the terminal's state
    Status(Options),
    /// Ask for the terminal's identity; may print a report
    Info(Options),
    /// Open the session: ActivateTerminal (ch, nl) or Login (de, ifsf)
    Activate(Options),
    /// Close the session: DeactivateTerminal (ch, nl) or Logoff (de, ifsf)
    Deactivate(Options),
    /// Log in, where a terminal wants that rather than activate
    Login(Options),
    /// Log off, where a terminal wants that rather than deactivate
    Logoff(Options),
    /// Close the day; the terminal sends its totals as a receipt
    CloseDay(Options),
    /// Submit transactions that the terminal has stored
    Transmit(Options),
    /// Be a terminal: run the simulator
    Sim(opi_sim::cli::Args),
    /// Show a payment at a simulated terminal, on this machine alone
    Demo(DemoArgs),
}

/// An amount, and options.
#[derive(Debug, Args)]
pub struct WithAmount {
    /// Major units with a dot: 12.50
    #[arg(allow_negative_numbers = true)]
    amount: String,
    /// ISO 4217 letters: CHF, EUR
    currency: String,
    #[command(flatten)]
    options: Options,
}

impl WithAmount {
    fn money(&self) -> Result<Money, Error> {
        Ok(Money::parse(&self.amount, Currency::from_code(&self.currency)?)?)
    }
}

/// Options of a request.
#[derive(Debug, Args)]
pub struct Options {
    /// The till's own reference of the sale, e.g. A1
    #[arg(long)]
    reference: Option<String>,
    /// The cashier
    #[arg(long)]
    clerk: Option<String>,
    /// The shift, a number
    #[arg(long)]
    shift: Option<String>,
    /// Any other request option, see docs/options.md; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// What the demonstration shows.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// How the payment ends
    #[arg(long, value_enum, default_value = "approve")]
    pub scenario: Scenario,
    /// The terminal's family
    #[arg(long, value_enum, default_value = "ch")]
    pub dialect: DemoDialect,
    /// Language of displays and receipts
    #[arg(long, default_value = "en", value_parser = ["de", "en", "fr", "it"])]
    pub language: String,
}

/// How the demonstration ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// The customer pays
    Approve,
    /// The host says no
    Decline,
    /// The cashier aborts after the first display line
    Abort,
}

/// The families that the demonstration knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DemoDialect {
    /// Nexi Switzerland
    Ch,
    /// Germany
    De,
}

impl DemoDialect {
    /// The row of the dialect table.
    pub fn dialect(self) -> &'static Dialect {
        match self {
            DemoDialect::Ch => &CH,
            DemoDialect::De => &DE,
        }
    }
}

/// What a command asks of a terminal.
pub struct Request<'a> {
    kinds: Kinds,
    amount: Option<&'a WithAmount>,
    stan: Option<&'a str>,
    options: &'a Options,
}

/// Where families use different requests for the same thing.
enum Kinds {
    Always(RequestKind),
    /// The one that the dialect's row names.
    Row(fn(&Dialect) -> RequestKind),
    /// The first one that the dialect knows.
    FirstOf([RequestKind; 2]),
}

impl Command {
    /// What the command asks of a terminal; `None` for those that are no request.
    pub fn request(&self) -> Option<Request<'_>> {
        use Kinds::{Always, FirstOf, Row};
        use RequestKind as K;
        let (kinds, options) = match self {
            Command::Pay(args) => (Always(K::CardPayment), &args.options),
            Command::Refund(args) => (Always(K::PaymentRefund), &args.options),
            Command::Reserve(args) => (FirstOf([K::CardReservation, K::CardPreAuthorisation]), &args.options),
            Command::Reverse { options, .. } => (Always(K::PaymentReversal), options),
            Command::Reprint(options) => (Always(K::TicketReprint), options),
            Command::Repeat(options) => (Always(K::RepeatLastMessage), options),
            Command::Status(options) => (Row(|dialect| dialect.status), options),
            Command::Info(options) => (Always(K::GetInfo), options),
            Command::Activate(options) => (Row(|dialect| dialect.session_open), options),
            Command::Deactivate(options) => (Row(|dialect| dialect.session_close), options),
            Command::Login(options) => (Always(K::Login), options),
            Command::Logoff(options) => (Always(K::Logoff), options),
            Command::CloseDay(options) => (Row(|dialect| dialect.close_day), options),
            Command::Transmit(options) => (FirstOf([K::TransmitTrx, K::SendOfflineTransactions]), options),
            Command::Sim(_) | Command::Demo(_) => return None,
        };
        let amount = match self {
            Command::Pay(args) | Command::Refund(args) | Command::Reserve(args) => Some(args),
            _ => None,
        };
        let stan = match self {
            Command::Reverse { stan, .. } => stan.as_deref(),
            _ => None,
        };
        Some(Request { kinds, amount, stan, options })
    }
}

impl Request<'_> {
    /// The kind of request in a dialect.
    fn kind(&self, dialect: &Dialect) -> RequestKind {
        match self.kinds {
            Kinds::Always(kind) => kind,
            Kinds::Row(of) => of(dialect),
            Kinds::FirstOf([first, second]) if dialect.supports(second) && !dialect.supports(first) => second,
            Kinds::FirstOf([first, _]) => first,
        }
    }

    /// The operation that a terminal of this dialect is asked for.
    pub fn operation(&self, dialect: &Dialect) -> Result<Operation, Error> {
        let mut operation = Operation::new(self.kind(dialect));
        if let Some(args) = self.amount {
            operation.set_amount(args.money()?);
        }
        for pair in &self.options.set {
            let (name, value) = pair.split_once('=').ok_or_else(|| {
                let what = format!("--set takes NAME=VALUE, such as --set language=fr, not '{pair}'.");
                Error::new(Code::InvalidArgument, what)
            })?;
            operation.set(name, value)?;
        }
        let shortcuts = [
            ("reference", self.options.reference.as_deref()),
            ("clerk", self.options.clerk.as_deref()),
            ("shift", self.options.shift.as_deref()),
            ("stan", self.stan),
        ];
        for (name, value) in shortcuts {
            if let Some(value) = value {
                operation.set(name, value)?;
            }
        }
        operation.check(dialect)?;
        Ok(operation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use opi_core::dialect::{IFSF, NL};

    fn operation(line: &str, dialect: &Dialect) -> Result<Operation, Error> {
        let cli = Cli::try_parse_from(line.split_whitespace()).expect(line);
        cli.command.request().expect(line).operation(dialect)
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
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
        ] {
            assert_eq!(operation(line, dialect).expect(line).kind(), kind, "{line} in {}", dialect.name);
        }
    }

    #[test]
    fn amounts_and_options_reach_the_operation() {
        let payment =
            operation("opi pay 12.5 chf --reference A1 --clerk 7 --set language=FR --set cashback=250", &CH)
                .expect("a good line");
        assert_eq!(payment.amount().map(|amount| amount.to_string()).as_deref(), Some("CHF 12.50"));
        for (name, value) in [("reference", "A1"), ("clerk", "7"), ("language", "fr"), ("cashback", "250")] {
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
        ] {
            let error = operation(line, &CH).expect_err(line);
            assert_eq!(error.code(), code, "{line}");
            assert!(error.message().contains(text), "{line}: {error}");
        }
        assert_eq!(operation("opi info", &DE).expect_err("no GetInfo there").code(), Code::Unsupported);
    }
}
