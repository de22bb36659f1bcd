//! The options of every command, and what follows from them: how outcomes are told.

use crate::report::Manner;
use crate::texts;
use clap::Args;
use opi_proto::language::Language;

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The terminal, e.g. opi://192.168.0.60?workstation=lane-1; its options: opi url-options
    #[arg(long, global = true, env = "OPI_TERMINAL", value_name = "URL")]
    pub terminal: Option<String>,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of advice, displays and receipts: de, fr, it, en; nl for the terminal alone [default of advice: LANG]
    #[arg(long, global = true, value_name = "CODE", value_parser = read_language)]
    pub language: Option<Language>,
    /// Log what happens on standard error
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Log messages as well, with card data masked
    #[arg(long, global = true)]
    pub trace: bool,
}

fn read_language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "there are de, fr, it, en and nl".to_owned())
}

impl Global {
    /// How outcomes are told.
    pub fn manner(&self) -> Manner {
        Manner {
            json: self.json,
            language: self.language.map_or_else(environment_language, texts::of_advice),
        }
    }
}

/// The language of advice where the command line names none.
pub fn environment_language() -> Language {
    texts::of_environment(|name| std::env::var(name).ok())
}
