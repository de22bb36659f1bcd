//! What can be asked of a terminal: one table of verbs, from which the subcommands, their help and
//! docs/cli.md follow. Flags of a verb are the request options of opi-proto; kinds without a verb of their own
//! are reached by `opi run KIND`.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use opi_proto::dialect::{DIALECTS, Dialect};
use opi_proto::error::{Code, Error};
use opi_proto::message::{AmountRule, RequestKind};
use opi_proto::operation::{Operation, REQUEST_OPTIONS, RequestOption};
use opi_proto::value::{Currency, Money};
use std::io;

/// A verb of the command line.
pub struct Verb {
    /// Its name.
    pub name: &'static str,
    /// What it does, for help.
    pub about: &'static str,
    kinds: Kinds,
}

/// Where families use different requests for the same thing.
#[derive(Clone, Copy)]
enum Kinds {
    Always(RequestKind),
    /// The one that the dialect's row names.
    Row(fn(&Dialect) -> RequestKind),
    /// The first one that the dialect knows.
    FirstOf([RequestKind; 2]),
    /// The one that the command line names.
    Named,
}

use Kinds::{Always, FirstOf, Named, Row};
use RequestKind as K;

const fn verb(name: &'static str, kinds: Kinds, about: &'static str) -> Verb {
    Verb { name, about, kinds }
}

/// Every verb, in the order of the help.
#[rustfmt::skip]
pub const VERBS: &[Verb] = &[
    verb("pay", Always(K::CardPayment), "Take a card payment"),
    verb("refund", Always(K::PaymentRefund), "Pay money back to a card"),
    verb("reverse", Always(K::PaymentReversal), "Undo a payment: the last one (ch, nl), or the one with this --stan (de, ifsf)"),
    verb("reserve", FirstOf([K::CardReservation, K::CardPreAuthorisation]), "Reserve an amount on a card (pre-authorisation)"),
    verb("capture", FirstOf([K::CaptureReservation, K::CardFinancialAdvice]), "Charge what was reserved"),
    verb("cancel", Always(K::CancelReservation), "Give up a reservation"),
    verb("advice", Always(K::CardFinancialAdvice), "Charge what was reserved: completion of a pre-authorisation (ifsf)"),
    verb("balance", Always(K::CardBalanceQuery), "Ask for the balance of a card"),
    verb("load", Always(K::StoreValueInCard), "Load a stored-value card"),
    verb("unload", Always(K::RefundValueFromCard), "Unload a stored-value card"),
    verb("activate-card", Always(K::CardActivate), "Activate a card"),
    verb("stop-card", Always(K::CardStop), "Block a card"),
    verb("read-card", Always(K::CardSwipe), "Read a card without a payment"),
    verb("reprint", Always(K::TicketReprint), "Print the last receipt once more"),
    verb("repeat", Always(K::RepeatLastMessage), "Let the terminal repeat its last answer"),
    verb("status", Row(|dialect| dialect.status), "Ask for the terminal's state"),
    verb("info", Always(K::GetInfo), "Ask for the terminal's identity; may print a report"),
    verb("diagnosis", Always(K::Diagnosis), "Let the terminal test itself or its host (--diagnosis-method)"),
    verb("activate", Row(|dialect| dialect.session_open), "Open the session: ActivateTerminal (ch, nl) or Login (de, ifsf)"),
    verb("deactivate", Row(|dialect| dialect.session_close), "Close the session: DeactivateTerminal (ch, nl) or Logoff (de, ifsf)"),
    verb("login", Always(K::Login), "Log in, where a terminal wants that rather than activate"),
    verb("logoff", Always(K::Logoff), "Log off, where a terminal wants that rather than deactivate"),
    verb("close-day", Row(|dialect| dialect.close_day), "Close the day; the terminal sends its totals as a receipt"),
    verb("reconciliation", Always(K::Reconciliation), "Totals without closing the day"),
    verb("transmit", FirstOf([K::TransmitTrx, K::SendOfflineTransactions]), "Submit transactions that the terminal has stored"),
    verb("configuration", Always(K::ContactTms), "Let the terminal fetch its configuration (ContactTMS)"),
    verb("initialisation", Always(K::ContactAcq), "Let the terminal fetch merchant and brand data (ContactAcq)"),
    verb("restart", Always(K::RestartTerminal), "Restart the terminal"),
    verb("card-circuits", Always(K::GetCardCircuits), "List the card brands the terminal accepts"),
    verb("run", Named, "Any kind of request by its name on the wire"),
];

/// Request options that have a flag on the shortest help; the others are on `--help`.
const COMMON: &[&str] = &["reference", "clerk", "shift", "stan", "trx_reference"];

impl Verb {
    /// The verb of this name.
    pub fn find(name: &str) -> Option<&'static Verb> {
        VERBS.iter().find(|verb| verb.name == name)
    }

    fn amount_rule(&self) -> AmountRule {
        match self.kinds {
            Always(kind) | FirstOf([kind, _]) => kind.amount_rule(),
            // Sessions, totals and states move no money.
            Row(_) => AmountRule::Never,
            Named => AmountRule::Optional,
        }
    }

    /// Kinds that it may turn into; none means any.
    fn kinds(&self) -> Vec<RequestKind> {
        match self.kinds {
            Always(kind) => vec![kind],
            FirstOf(kinds) => kinds.to_vec(),
            Row(of) => DIALECTS.iter().map(|dialect| of(dialect)).collect(),
            Named => Vec::new(),
        }
    }

    /// One flag for every request option that makes sense with it.
    fn option_flags(&self) -> impl Iterator<Item = Arg> {
        let kinds = self.kinds();
        let fits = move |option: &&RequestOption| {
            option.kinds.is_empty()
                || kinds.is_empty()
                || option.kinds.iter().any(|kind| kinds.contains(kind))
        };
        options().filter(fits).map(|option| {
            let place = if option.secret { "; '-' for a line of standard input" } else { "" };
            Arg::new(option.name)
                .long(option.name.replace('_', "-"))
                .value_name("VALUE")
                .help(format!("{} [{}{place}]", option.what.trim_end_matches('.'), option.form()))
                .help_heading("Options of the request")
                .hide_short_help(!COMMON.contains(&option.name))
        })
    }

    /// The subcommand.
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.name).about(self.about);
        if let Named = self.kinds {
            let names = RequestKind::ALL.iter().map(|kind| kind.wire_name());
            let kind = Arg::new("KIND").required(true).ignore_case(true).hide_possible_values(true);
            let kind = kind.help("CardPayment, GetStatus, …; all of them under --help");
            command = command
                .arg(kind.value_parser(PossibleValuesParser::new(names)))
                .after_long_help(kinds_help());
        }
        let rule = self.amount_rule();
        if rule != AmountRule::Never {
            let needed = rule == AmountRule::Required;
            let amount =
                Arg::new("AMOUNT").required(needed).allow_negative_numbers(true).requires("CURRENCY");
            let currency = Arg::new("CURRENCY").required(needed);
            command = command
                .arg(amount.help("Major units with a dot: 12.50"))
                .arg(currency.help("ISO 4217 letters: CHF, EUR"));
        }
        command.args(self.option_flags()).arg(
            Arg::new("set")
                .long("set")
                .value_name("NAME=VALUE")
                .action(ArgAction::Append)
                .help("A request option by its name in docs/options.md; may be given several times"),
        )
    }
}

/// The request options that have a flag: all but `language`, which is the tool's own --language.
fn options() -> impl Iterator<Item = &'static RequestOption> {
    REQUEST_OPTIONS.iter().filter(|option| option.name != "language")
}

/// The value of an option. Card data comes from standard input alone: a command line is for everyone to see.
fn value(name: &str, given: &str) -> Result<String, Error> {
    if !REQUEST_OPTIONS.iter().any(|option| option.secret && option.name == name) {
        return Ok(given.to_owned());
    }
    if given != "-" {
        let what =
            format!("{name} is card data, which does not belong on a command line: others can see it there.");
        let advice = "Give '-' for the value, and the value itself as a line on standard input.";
        return Err(Error::new(Code::InvalidArgument, what).with_advice(advice));
    }
    let mut line = String::new();
    match io::stdin().read_line(&mut line) {
        Ok(_) => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
        Err(error) => {
            let what = format!("{name} cannot be read from standard input: {error}.");
            Err(Error::new(Code::InvalidArgument, what))
        }
    }
}

fn kinds_help() -> String {
    let lines = RequestKind::ALL.iter().map(|kind| format!("  {:<32} {}", kind.wire_name(), kind.what()));
    format!("Kinds of requests:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// What a command line asks of a terminal.
pub struct Request {
    kinds: Kinds,
    amount: Option<(String, String)>,
    /// Names and values as given, those of `--set` first.
    options: Vec<(String, String)>,
}

impl Request {
    /// Reads the arguments of a verb. `language`: what `--language` names, for the terminal as well.
    pub fn read(verb: &Verb, matches: &ArgMatches, language: Option<&str>) -> Result<Self, Error> {
        let text = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
        let kinds = match (verb.kinds, text("KIND").and_then(|name| RequestKind::from_wire_name(&name))) {
            (Named, Some(kind)) => Always(kind),
            (kinds, _) => kinds,
        };
        let mut options: Vec<_> =
            language.map(|code| ("language".to_owned(), code.to_owned())).into_iter().collect();
        for pair in matches.get_many::<String>("set").into_iter().flatten() {
            let (name, value) = pair.split_once('=').ok_or_else(|| {
                let what = format!("--set takes NAME=VALUE, such as --set language=fr, not '{pair}'.");
                Error::new(Code::InvalidArgument, what)
            })?;
            options.push((name.to_owned(), self::value(name, value)?));
        }
        for option in self::options() {
            if let Some(given) = text(option.name) {
                options.push((option.name.to_owned(), value(option.name, &given)?));
            }
        }
        Ok(Request { kinds, amount: text("AMOUNT").zip(text("CURRENCY")), options })
    }

    /// The kind of request in a dialect.
    fn kind(&self, dialect: &Dialect) -> Result<RequestKind, Error> {
        Ok(match self.kinds {
            Always(kind) => kind,
            Row(of) => of(dialect),
            FirstOf([first, second]) if dialect.supports(second) && !dialect.supports(first) => second,
            FirstOf([first, _]) => first,
            // The command line cannot be read without a KIND.
            Named => return Err(Error::new(Code::InvalidArgument, "No kind of request is named.")),
        })
    }

    /// The operation that a terminal of this dialect is asked for.
    pub fn operation(&self, dialect: &Dialect) -> Result<Operation, Error> {
        let mut operation = Operation::new(self.kind(dialect)?);
        if let Some((amount, currency)) = &self.amount {
            operation.set_amount(Money::parse(amount, Currency::from_code(currency)?)?);
        }
        for (name, value) in &self.options {
            operation.set(name, value)?;
        }
        operation.check(dialect)?;
        Ok(operation)
    }
}
