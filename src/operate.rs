//! One operation at one terminal, from the command line to the exit code.

use crate::global::Global;
use crate::progress::Progress;
use crate::report;
use crate::texts;
use crate::till::Till;
use crate::verbs::Request;
use crate::window::{Block, Window, paint};
use anstyle::Style;
use opi_core::{CancelToken, Config, Terminal};
use opi_proto::error::{Code, Error};
use opi_proto::language::Language;
use opi_proto::message::RequestKind;
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks the terminal, and tells how it ended.
pub fn run(global: &Global, request: &Request) -> ExitCode {
    let manner = global.manner();
    // With --json, standard output is for the object alone: what the cashier should see goes beside it.
    let window = Arc::new(if global.json { Window::stderr() } else { Window::stdout() });
    let (config, operation) = match prepare(global, request) {
        Ok(ready) => ready,
        Err(error) => return report::not_begun(manner, None, &error),
    };
    let kind = operation.kind();
    let till = Arc::new(Till::new(Arc::clone(&window), !global.json));
    let cancel = CancelToken::new();
    let place = format!("{}:{}", config.host, config.port);
    let opened = abort_on_ctrl_c(&cancel, &till, manner.language)
        .and_then(|()| Terminal::open(config, Arc::<Till>::clone(&till)));
    let terminal = match opened {
        Ok(terminal) => terminal,
        Err(error) => return report::not_begun(manner, Some(kind), &error),
    };
    let _ = window.show(Block::Heading, &heading(&operation, &place));
    let outcome = {
        let _alive = Progress::start(&window, texts::WAITING.get(manner.language));
        terminal.run(&operation, &cancel)
    };
    match outcome {
        Ok(outcome) => {
            let (told, code) = report::outcome(&window, manner, &outcome);
            if told {
                acknowledge(&terminal, &outcome);
            }
            code
        }
        Err(error) => report::not_begun(manner, Some(kind), &error),
    }
}

/// Who started us has been told how it ended; an unknown outcome stays open until it is recovered.
fn acknowledge(terminal: &Terminal, outcome: &Outcome) {
    let known = outcome.verdict != Verdict::Unknown;
    if let (Some(journal), Some(id), true) = (terminal.ledger(), outcome.journal_id, known)
        && let Err(error) = journal.acknowledge(id)
    {
        // Recovery lists it once more, which does no harm.
        log::warn!("The outcome is not acknowledged in the journal: {error}");
    }
}

/// What is about to happen: `Payment of CHF 12.50 at 192.168.0.60:4100`.
pub fn heading(operation: &Operation, place: &str) -> String {
    let what = match operation.kind() {
        RequestKind::CardPayment => "Payment",
        RequestKind::PaymentRefund => "Refund",
        RequestKind::PaymentReversal => "Reversal",
        RequestKind::CardReservation | RequestKind::CardPreAuthorisation => "Reservation",
        RequestKind::TicketReprint => "Reprint",
        other => other.wire_name(),
    };
    let of = operation.amount().map_or_else(String::new, |amount| format!(" of {amount}"));
    paint(Style::new().bold(), &format!("{what}{of} at {place}"))
}

/// The terminal that the command line or the environment names.
pub fn terminal_config(global: &Global) -> Result<Config, Error> {
    let url = global.terminal.as_deref().ok_or_else(|| {
        Error::new(Code::InvalidUrl, "No terminal is named.")
            .with_advice("Give --terminal opi://HOST, or set OPI_TERMINAL.")
    })?;
    Config::parse(url)
}

fn prepare(global: &Global, request: &Request) -> Result<(Config, Operation), Error> {
    let mut config = terminal_config(global)?;
    // Journal entries are in the JSON; on a screen they would be lost, so the terminal is not asked for them.
    config.settings_mut().electronic_journal &= global.json;
    let operation = request.operation(&config.settings.dialect)?;
    Ok((config, operation))
}

/// Ctrl-C, or the end of the session, is the cashier's abort key: the terminal is asked to abort and its answer
/// is waited for. However often it comes, it never kills the program, because then nobody would learn how the
/// payment ended. Waiting is bounded by `hard_ms` of the URL.
pub fn abort_on_ctrl_c(cancel: &CancelToken, till: &Till, language: Language) -> Result<(), Error> {
    let (cancel, interrupt, again) = (cancel.clone(), till.keyboard().interrupt(), AtomicBool::new(false));
    ctrlc::set_handler(move || {
        cancel.cancel();
        interrupt();
        eprintln!(
            "opi: {}",
            match again.swap(true, Ordering::Relaxed) {
                false => texts::ABORTING.get(language),
                true => texts::STILL_WAITING.get(language),
            }
        );
    })
    .map_err(|error| Error::new(Code::Internal, format!("Ctrl-C cannot be caught: {error}.")))
}
