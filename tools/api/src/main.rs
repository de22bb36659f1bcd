//! Writes what libopi offers, asked of its source, to api/opi-api.json, and what is made of that by the templates in
//! api/templates: native layers, names and getters of the languages, tables of the documentation, man pages.
//!
//! `make generate` runs it; include/opi.h follows by the build of the root package (api/header.rs). The tests beside
//! this fail when a file is not what the source says, and name it.
//!
//! | module | what it is |
//! |---|---|
//! | [`model`] | the model, as it stands in opi-api.json |
//! | [`api`] | the model, asked of the source |
//! | [`source`] | functions, constants and structures of opi-ffi, read by syn |
//! | [`tables`], [`records`] | the tables of opi-proto and opi-core |
//! | [`render`] | files from templates |

/// Rows of the model: written and read as JSON, and nothing else may stand in them.
macro_rules! rows {
    ($( $(#[$about:meta])* pub struct $name:ident { $($body:tt)* } )*) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($body)* }
        )*
    };
}

mod api;
#[path = "../../../api/model.rs"]
mod model;
mod records;
mod render;
mod source;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder that everything is in.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn main() -> ExitCode {
    match made().and_then(write) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("opi-api: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The model.
const API: &str = "api/opi-api.json";

/// A file that is made, and what must stand in it.
struct Made {
    path: PathBuf,
    text: String,
}

/// All that this program makes.
fn made() -> Result<Vec<Made>, Box<dyn Error>> {
    let root = Path::new(ROOT);
    let api = api::api(root)?;
    let json = serde_json::to_string_pretty(&api)? + "\n";
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(model::Api))? + "\n";
    let mut made = vec![
        Made { path: API.into(), text: json },
        Made { path: "api/opi-api.schema.json".into(), text: schema },
    ];
    made.extend(render::files(root, &api)?);
    Ok(made)
}

/// Files that nothing makes any more, in folders that hold only what is made.
fn orphans(made: &[Made]) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folders = made.iter().filter_map(|made| made.path.parent());
    let only_made = |folder: &&Path| folder.to_string_lossy().to_lowercase().contains("generated");
    let folders: BTreeSet<&Path> = folders.filter(only_made).collect();
    let mut orphans = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(Path::new(ROOT).join(folder)).into_iter().flatten() {
            let path = folder.join(entry?.file_name());
            if !made.iter().any(|made| made.path == path) {
                orphans.push(path);
            }
        }
    }
    Ok(orphans)
}

/// Leaves files alone that are up to date: their time decides what is built anew.
fn write(made: Vec<Made>) -> Result<(), Box<dyn Error>> {
    for orphan in orphans(&made)? {
        fs::remove_file(Path::new(ROOT).join(&orphan))?;
        println!("{} is gone", orphan.display());
    }
    for Made { path, text } in made {
        let file = Path::new(ROOT).join(&path);
        if fs::read_to_string(&file).is_ok_and(|current| current == text) {
            continue;
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, text).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}
