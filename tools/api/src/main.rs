//! Writes api/opi-api.json: what libopi offers, asked of the crates themselves. `make generate` runs it and makes
//! the rest from that file; the test beside this fails when the file is not what the crates say.

#[path = "../../../api/model.rs"]
mod model;
mod tables;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// What is written, and where.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../api/opi-api.json");

fn main() -> ExitCode {
    match write(Path::new(FILE)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("opi-api: {FILE} cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Leaves a file alone that is up to date: its time decides what is built anew.
fn write(file: &Path) -> std::io::Result<()> {
    let text = text()?;
    if fs::read_to_string(file).is_ok_and(|current| current == text) {
        return Ok(());
    }
    fs::write(file, text)
}

/// What must stand in the file.
fn text() -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&tables::api())? + "\n")
}
