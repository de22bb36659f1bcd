//! A payment at a simulated terminal, both in this process: what libopi does, to look at.

use crate::global::Global;
use crate::operate::heading;
use crate::report;
use crate::till::Till;
use crate::window::{Block, DIM, Window, paint};
use clap::{Args, ValueEnum};
use opi_core::{CancelToken, Config, Terminal};
use opi_proto::devices::{Answer, Callback, Devices, Display, Prompt, Receipt, Reply};
use opi_proto::dialect::{CH, DE, Dialect};
use opi_proto::error::{Code, Error};
use opi_proto::language::Language;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::value::{Currency, Money};
use opi_sim::Simulator;
use std::process::ExitCode;
use std::sync::Arc;

/// What the demonstration shows.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// How the payment ends
    #[arg(long, value_enum, default_value = "approve")]
    pub scenario: Scenario,
    /// The terminal's family
    #[arg(long, value_enum, default_value = "ch")]
    pub dialect: DemoDialect,
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

impl Scenario {
    /// What the simulated customer, host and terminal do.
    fn played_as(self) -> opi_sim::Outcome {
        match self {
            Scenario::Approve => opi_sim::Outcome::Approve,
            Scenario::Decline => opi_sim::Outcome::Decline { reason: 5 },
            Scenario::Abort => opi_sim::Outcome::Wait,
        }
    }

    /// How the payment must end.
    fn verdict(self) -> Verdict {
        match self {
            Scenario::Approve => Verdict::Approved,
            Scenario::Decline => Verdict::Declined,
            Scenario::Abort => Verdict::Aborted,
        }
    }
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

/// Takes the payment. Exit code 0 means that it ended as the scenario promises.
pub fn run(global: &Global, args: &DemoArgs) -> ExitCode {
    let window = Arc::new(if global.json { Window::stderr() } else { Window::stdout() });
    let (outcome, simulator) = match pay(&window, global, args) {
        Ok(paid) => paid,
        Err(error) => return report::not_begun(global.manner(), None, &error),
    };
    let (_, code) = report::outcome(&window, global.manner(), &outcome);
    simulator.wait_idle();
    let _ = window.show(Block::Alone, &books(&simulator, &outcome));
    if outcome.verdict == args.scenario.verdict() { ExitCode::SUCCESS } else { code }
}

fn pay(window: &Arc<Window>, global: &Global, args: &DemoArgs) -> Result<(Outcome, Simulator), Error> {
    let dialect = args.dialect.dialect();
    let simulator = Simulator::start(opi_sim::Config::new(dialect).outcome(args.scenario.played_as()))
        .map_err(|error| Error::new(Code::Listen, format!("The simulator cannot start: {error}.")))?;
    let url = format!(
        "opi://{}?dialect={}&language={}&listen=127.0.0.1:0&electronic_journal=none&journal=none",
        simulator.addr(),
        dialect.name,
        global.language.unwrap_or(Language::English).name()
    );
    let cancel = CancelToken::new();
    let cashier = Cashier {
        till: Till::new(Arc::clone(window), !global.json),
        window: Arc::clone(window),
        aborts: (args.scenario == Scenario::Abort).then(|| cancel.clone()),
    };
    let terminal = Terminal::open(Config::parse(&url)?, Arc::new(cashier))?;
    simulator.set_till(terminal.listen_address());
    let currency = match args.dialect {
        DemoDialect::Ch => "CHF",
        DemoDialect::De => "EUR",
    };
    let payment = Operation::new(RequestKind::CardPayment)
        .with_amount(Money::new(1250, Currency::from_code(currency)?))
        .with("reference", "A1")?;
    let place = format!("a simulated terminal ({})", dialect.title);
    let _ = window.show(Block::Heading, &heading(&payment, &place));
    let outcome = terminal.run(&payment, &cancel)?;
    Ok((outcome, simulator))
}

/// What the terminal itself holds to be true, beside what the till was told.
fn books(simulator: &Simulator, outcome: &Outcome) -> String {
    let currency = outcome.operation.amount().map(|amount| amount.currency());
    let charged = currency.map_or_else(String::new, |currency| {
        Money::new(simulator.ledger().net(currency.code()), currency).to_string()
    });
    let mut lines = vec![format!("In the terminal's own books: {charged}.")];
    lines.extend(simulator.findings().iter().map(|finding| format!("It complains: {finding}.")));
    lines.push("At a real terminal: opi --terminal opi://192.168.0.60 pay 12.50 CHF".to_owned());
    lines.iter().map(|line| paint(DIM, &format!("  {line}"))).collect::<Vec<_>>().join("\n")
}

/// The till, with a cashier who may change their mind at the first display line.
struct Cashier {
    till: Till,
    window: Arc<Window>,
    aborts: Option<CancelToken>,
}

impl Devices for Cashier {
    fn display(&self, display: &Display) -> Answer {
        let answer = self.till.display(display);
        if let Some(cancel) = self.aborts.as_ref().filter(|cancel| !cancel.is_cancelled()) {
            let _ = self.window.show(Block::Line, "  ✋ The cashier presses the abort key.");
            cancel.cancel();
        }
        answer
    }

    fn print(&self, receipt: &Receipt) -> Answer {
        self.till.print(receipt)
    }

    fn input(&self, prompt: &Prompt) -> Reply {
        self.till.input(prompt)
    }

    fn has(&self, device: Callback) -> bool {
        self.till.has(device)
    }
}
