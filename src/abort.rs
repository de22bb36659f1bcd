//! `opi abort`: asks a terminal to abort what another program is doing there.
//!
//! It needs no callback port, so it works while `opi pay` holds it: one connection of its own, one
//! `AbortRequest` as the dialect writes it, and the terminal's acknowledgement, which is not the outcome.

use crate::global::Global;
use crate::operate;
use crate::report::{self, Manner};
use crate::window::{BAD, Block, DIM, GOOD, WARN, Window, paint};
use clap::Args;
use opi_core::{Config, clock};
use opi_proto::dialect::AbortConnection;
use opi_proto::error::{Code, Error};
use opi_proto::message::{Message, RequestKind, Response};
use opi_proto::operation::{Operation, abort_request};
use opi_proto::outcome::Verdict;
use opi_proto::verdict::judge;
use opi_proto::wire::frame::{self, Decoder};
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What an acknowledgement is worth.
const NOT_THE_OUTCOME: &str = "This says nothing about the payment: its outcome is what the program that runs it is told. It may \
     still be approved.";
/// Where the public sources know only aborts on the payment's own connection.
const OTHER_CONNECTION: &str = "Terminals of this family are known to take an abort on the payment's own connection; this one came on \
     another, and may have been ignored.";

/// Which payment to abort.
#[derive(Debug, Args)]
#[command(after_help = "\
An abort is a request of its own. That the terminal took it says nothing about the payment: the outcome is \
what the program that runs the payment is told. Abort only while a payment runs; repeated aborts with nothing \
to abort make some terminals unavailable for a while.")]
pub struct AbortArgs {
    /// RequestID of the payment, where the dialect names it in the abort (ifsf); its --verbose log tells it
    #[arg(long, value_name = "ID")]
    pub request_id: Option<String>,
}

/// Asks the terminal to abort, and tells what it said.
pub fn run(global: &Global, args: &AbortArgs) -> ExitCode {
    let manner = global.manner();
    let config = match operate::terminal_config(global) {
        Ok(config) => config,
        Err(error) => return report::not_begun(manner, Some(RequestKind::AbortRequest), &error),
    };
    let answer = request(&config, args).and_then(|request| ask(&config, &request));
    let (verdict, error, result) = match &answer {
        Ok(response) => {
            let (verdict, code) = judge(RequestKind::AbortRequest, &config.settings.dialect, response);
            let result = response.overall_result.to_string();
            let error = (verdict != Verdict::Approved).then(|| {
                Error::new(code, format!("The terminal answered {result} to the abort.")).with_advice(
                    "Look at the terminal: it may have nothing to abort, or may be past the point of return.",
                )
            });
            (verdict, error.map(Error::without_money), Some(result))
        }
        Err(Failure::Usage(error)) => {
            return report::not_begun(manner, Some(RequestKind::AbortRequest), error);
        }
        Err(Failure::NotSent(error)) => (Verdict::NotSent, Some(error.clone()), None),
        Err(Failure::Lost(error)) => (Verdict::Unknown, Some(error.clone().without_money()), None),
    };
    let mut notes = vec![NOT_THE_OUTCOME];
    if config.settings.dialect.abort.connection == AbortConnection::Same {
        notes.push(OTHER_CONNECTION);
    }
    tell(manner, verdict, error.as_ref(), result.as_deref(), &notes);
    ExitCode::from(report::exit_code(verdict))
}

fn tell(manner: Manner, verdict: Verdict, error: Option<&Error>, result: Option<&str>, notes: &[&str]) {
    if manner.json {
        let _ = report::print_object(&json!({
            "kind": RequestKind::AbortRequest,
            "verdict": verdict,
            "status": error.map_or(Code::Ok, Error::code),
            "money_moved": "no",
            "acknowledged": verdict == Verdict::Approved,
            "overall_result": result,
            "notes": notes,
            "error": error,
        }));
        return;
    }
    let (style, words) = match verdict {
        Verdict::Approved => (GOOD, "✔ The terminal took the abort."),
        Verdict::Unknown => (WARN, "? Nobody knows whether the terminal took the abort."),
        Verdict::NotSent => (BAD, "✘ The abort was not sent."),
        _ => (BAD, "✘ The terminal did not take the abort."),
    };
    let mut lines = vec![format!("  {}", paint(style, words))];
    lines.extend(error.map(|error| format!("    {}\n    → {}", error.message(), error.advice())));
    lines.extend(notes.iter().map(|note| format!("    {}", paint(DIM, note))));
    let _ = Window::stdout().show(Block::Alone, &lines.join("\n"));
}

/// Why there is no answer.
enum Failure {
    /// Nothing was even tried.
    Usage(Error),
    /// Not a byte left.
    NotSent(Error),
    /// Sent, and no readable answer came.
    Lost(Error),
}

fn request(config: &Config, args: &AbortArgs) -> Result<Message, Failure> {
    let now = clock::local_time();
    let names_request = config.settings.dialect.abort.names_request;
    let payment = match &args.request_id {
        Some(id) if names_request => id.as_str(),
        None if !names_request => "",
        Some(_) => {
            let what = format!("An abort in the dialect {} names no request.", config.settings.dialect.name);
            return Err(Failure::Usage(
                Error::new(Code::InvalidArgument, what).with_advice("Leave out --request-id."),
            ));
        }
        None => {
            let what = format!(
                "An abort in the dialect {} names the payment to abort.",
                config.settings.dialect.name
            );
            let advice = "Give --request-id, the RequestID of the payment.";
            return Err(Failure::Usage(Error::new(Code::InvalidArgument, what).with_advice(advice)));
        }
    };
    let running = Operation::new(RequestKind::AbortRequest)
        .to_request(&config.settings, payment, &now)
        .map_err(Failure::Usage)?;
    // A number of its own, as every abort has: milliseconds make it unlike those of the payment.
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let id = (millis % 2_000_000_000 + 1).to_string();
    Ok(Message::Request(Box::new(abort_request(&config.settings, &running, &id, &now))))
}

fn ask(config: &Config, request: &Message) -> Result<Response, Failure> {
    let xml = request
        .encode()
        .map_err(|error| Failure::Usage(Error::new(Code::InvalidArgument, format!("{error}."))))?;
    let mut stream = connect(config).map_err(Failure::NotSent)?;
    let deadline = Instant::now() + config.settings.timers.abort;
    let sent = stream
        .set_write_timeout(Some(config.settings.timers.abort))
        .and_then(|()| stream.write_all(&frame::encode(&xml)));
    sent.map_err(|error| lost(Code::ConnectionLost, &error.to_string()))?;
    answer(&mut stream, Decoder::new(config.settings.max_frame), deadline)
}

/// The response to the abort. Anything else that comes first is passed over, within the time given.
fn answer(stream: &mut TcpStream, mut decoder: Decoder, deadline: Instant) -> Result<Response, Failure> {
    let mut buffer = [0; 8192];
    loop {
        while let Some(payload) =
            decoder.next_frame().map_err(|error| lost(Code::Frame, &error.to_string()))?
        {
            match Message::decode(&payload) {
                Ok(decoded) => match decoded.message {
                    Message::Response(response) if response.kind() == Some(RequestKind::AbortRequest) => {
                        return Ok(*response);
                    }
                    other => log::debug!("A {} came before the answer to the abort", other.root_name()),
                },
                Err(error) => return Err(lost(Code::Protocol, &error.to_string())),
            }
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(lost(Code::ResponseTimeout, "no answer in the time given (abort_ms)"));
        }
        let read = stream.set_read_timeout(Some(left)).and_then(|()| stream.read(&mut buffer));
        match read {
            Ok(0) => {
                return Err(lost(
                    Code::ConnectionLost,
                    "the terminal closed the connection without an answer",
                ));
            }
            Ok(count) => decoder.push(buffer.get(..count).unwrap_or_default()),
            // Time is looked at above.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(lost(Code::ConnectionLost, &error.to_string())),
        }
    }
}

fn lost(code: Code, why: &str) -> Failure {
    Failure::Lost(
        Error::new(code, format!("After the abort was sent: {why}."))
            .with_advice("Look at the terminal, and wait for the outcome of the payment."),
    )
}

fn connect(config: &Config) -> Result<TcpStream, Error> {
    let place = format!("{}:{}", config.host, config.port);
    let addresses = (config.host.as_str(), config.port).to_socket_addrs().map_err(|error| {
        Error::new(Code::Resolve, format!("'{}' cannot be resolved: {error}.", config.host))
    })?;
    let mut failed = Error::new(Code::Resolve, format!("'{}' has no address.", config.host));
    for address in addresses {
        match TcpStream::connect_timeout(
            &address,
            config.settings.timers.connect.max(Duration::from_millis(1)),
        ) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                let code = match error.kind() {
                    ErrorKind::ConnectionRefused => Code::ConnectRefused,
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => Code::ConnectTimeout,
                    _ => Code::Unreachable,
                };
                failed = Error::new(code, format!("No connection to {place}: {error}."));
            }
        }
    }
    Err(failed)
}
