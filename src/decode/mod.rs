//! `opi decode`: explains messages, wherever they were caught.
//!
//! ```text
//! bytes ──► intake (hexdump) ──► piece ──► reading ──► explain (names, card, checks, guess) ──► text or JSON
//!                                             └──► conversation: what only several messages together tell
//! ```
//!
//! Everything is bounded: the input, the number of messages, and by opi-proto's reader each message.

mod card;
mod checks;
mod conversation;
mod explain;
mod findings;
mod guess;
mod hexdump;
mod intake;
mod names;
mod people;
mod reading;

use crate::global::Global;
use crate::report;
use clap::Args;
use conversation::Conversation;
use explain::Explained;
use findings::Sort;
use intake::{Intake, MOST_MESSAGES};
use opi_proto::error::{Code, Error};
use opi_proto::outcome::Verdict;
use reading::Reading;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// Most bytes read from an input: 16 MiB.
const LONGEST_INPUT: u64 = 16 * 1024 * 1024;

/// What to explain.
#[derive(Debug, Args)]
#[command(after_help = "\
Takes XML messages, frames with their four-byte length (several in a row), hex dumps of them (xxd, hexdump, \
Wireshark, plain hex), and logs with messages between other lines. Card numbers are masked and other card data \
is left out, whatever the input.")]
pub struct DecodeArgs {
    /// The file; '-' or nothing for standard input
    #[arg(default_value = "-")]
    pub file: String,
    /// List everything that can be unusual about a message, and explain nothing
    #[arg(long)]
    pub findings: bool,
}

/// Explains every message of the input.
pub fn run(global: &Global, args: &DecodeArgs) -> ExitCode {
    let manner = global.manner();
    if args.findings {
        return list_findings(manner.json);
    }
    let (input, cut) = match take(&args.file) {
        Ok(taken) => taken,
        Err(error) => {
            let what = format!("'{}' cannot be read: {error}.", args.file);
            let error = Error::new(Code::InvalidArgument, what)
                .with_advice("Name a file, or '-' for standard input.");
            return report::not_begun(manner, None, &error);
        }
    };
    let intake = intake::read(&input);
    if intake.pieces.is_empty() {
        let error = Error::new(Code::InvalidArgument, "There is nothing in the input.")
            .with_advice("Give XML, frames, a hex dump or a log with messages in it.");
        return report::not_begun(manner, None, &error);
    }
    // Colours are for people; programs get the bytes as they are.
    let mut out: Box<dyn Write> = match manner.json {
        true => Box::new(BufWriter::new(io::stdout().lock())),
        false => Box::new(anstream::stdout()),
    };
    match tell(&intake, manner.json, &mut out) {
        Ok(all_read) => {
            for (condition, what) in [
                (cut, format!("only the first {LONGEST_INPUT} bytes were read")),
                (intake.more, format!("only the first {MOST_MESSAGES} messages were read")),
            ] {
                if condition {
                    eprintln!("opi: {what}.");
                }
            }
            ExitCode::from(report::exit_code(if all_read { Verdict::Approved } else { Verdict::Unknown }))
        }
        // Who reads our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("opi: the explanation cannot be written: {error}.");
            ExitCode::FAILURE
        }
    }
}

fn list_findings(json: bool) -> ExitCode {
    let told = if json {
        let row =
            |sort: &Sort| json!({ "code": sort.code(), "weight": sort.weight().name(), "what": sort.what() });
        report::print_object(&json!({ "findings": Sort::ALL.iter().map(row).collect::<Vec<_>>() }))
    } else {
        let row = |sort: &Sort| format!("{:<30} {:<8} {}\n", sort.code(), sort.weight().name(), sort.what());
        io::stdout().write_all(Sort::ALL.iter().map(row).collect::<String>().as_bytes())
    };
    if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The input, and whether there was more of it.
fn take(file: &str) -> io::Result<(Vec<u8>, bool)> {
    let source: Box<dyn Read> =
        if file == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(file)?) };
    let mut input = Vec::new();
    source.take(LONGEST_INPUT + 1).read_to_end(&mut input)?;
    let longest = usize::try_from(LONGEST_INPUT).unwrap_or(usize::MAX);
    let cut = input.len() > longest;
    input.truncate(longest);
    Ok((input, cut))
}

/// Writes what there is to say. `true` if every message could be read.
fn tell(intake: &Intake, json: bool, out: &mut impl Write) -> io::Result<bool> {
    let mut conversation = Conversation::default();
    for (index, piece) in intake.pieces.iter().enumerate() {
        conversation.hear(index, &Reading::of(&piece.bytes));
    }
    let (whole, mut more) = conversation.end();
    let mut all_read = true;
    for (index, piece) in intake.pieces.iter().enumerate() {
        let explained = Explained::of(index + 1, piece, &whole, more.remove(&index).unwrap_or_default());
        all_read &= explained.error.is_none();
        if json {
            writeln!(out, "{}", explained.json())?;
        } else {
            writeln!(out, "{}", people::text(&explained, intake.hex))?;
        }
    }
    out.flush()?;
    Ok(all_read)
}

#[cfg(test)]
mod tests;
