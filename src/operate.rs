//! One operation at one terminal, from the command line to the exit code.

use crate::args::{Global, Request};
use crate::report;
use crate::till::Till;
use crate::window::{Block, Window, paint};
use anstyle::Style;
use opi_core::{CancelToken, Code, Config, Error, Operation, RequestKind, Terminal};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks the terminal, and tells how it ended.
pub fn run(global: &Global, request: &Request<'_>) -> ExitCode {
    // With --json, standard output is for the object alone: what the cashier should see goes beside it.
    let window = Arc::new(if global.json { Window::stderr() } else { Window::stdout() });
    let (config, operation) = match prepare(global, request) {
        Ok(ready) => ready,
        Err(error) => return report::not_begun(global.json, None, &error),
    };
    let kind = operation.kind();
    let till = Arc::new(Till::new(Arc::clone(&window), !global.json));
    let cancel = CancelToken::new();
    let place = format!("{}:{}", config.host, config.port);
    let opened =
        abort_on_ctrl_c(&cancel, &till).and_then(|()| Terminal::open(config, Arc::<Till>::clone(&till)));
    let outcome = opened.and_then(|terminal| {
        let _ = window.show(Block::Heading, &heading(&operation, &place));
        terminal.run(&operation, &cancel)
    });
    match outcome {
        Ok(outcome) => report::outcome(&window, global.json, &outcome),
        Err(error) => report::not_begun(global.json, Some(kind), &error),
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

fn prepare(global: &Global, request: &Request<'_>) -> Result<(Config, Operation), Error> {
    let url = global.terminal.as_deref().ok_or_else(|| {
        Error::new(Code::InvalidUrl, "No terminal is named.")
            .with_advice("Give --terminal opi://HOST, or set OPI_TERMINAL.")
    })?;
    let mut config = Config::parse(url)?;
    // Journal entries are in the JSON; on a screen they would be lost, so the terminal is not asked for them.
    config.electronic_journal &= global.json;
    let operation = request.operation(&config.dialect)?;
    Ok((config, operation))
}

/// Ctrl-C, or the end of the session, is the cashier's abort key: the terminal is asked to abort and its answer
/// is waited for. However often it comes, it never kills the program, because then nobody would learn how the
/// payment ended. Waiting is bounded by `hard_ms` of the URL.
fn abort_on_ctrl_c(cancel: &CancelToken, till: &Till) -> Result<(), Error> {
    let (cancel, interrupt, again) = (cancel.clone(), till.keyboard().interrupt(), AtomicBool::new(false));
    ctrlc::set_handler(move || {
        cancel.cancel();
        interrupt();
        eprintln!("opi: {}", match again.swap(true, Ordering::Relaxed) {
            false => "aborting; the terminal's answer decides.",
            true => "still waiting for the terminal's answer: without it nobody knows whether the customer paid.",
        });
    })
    .map_err(|error| Error::new(Code::Internal, format!("Ctrl-C cannot be caught: {error}.")))
}
