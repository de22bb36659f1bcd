//! How words of a command line are read.

use crate::text::Language;
use opi_proto::dialect::{DIALECTS, Dialect};
use std::net::{SocketAddr, ToSocketAddrs};

/// Turns `HOST:PORT` into an address.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn resolve(text: &str) -> Result<SocketAddr, String> {
    let mut found = text.to_socket_addrs().map_err(|error| {
        format!("'{text}' is no address; write HOST:PORT such as 127.0.0.1:4102 ({error})")
    })?;
    found.next().ok_or_else(|| format!("'{text}' has no address"))
}

pub(crate) fn read_dialect(text: &str) -> Result<&'static Dialect, String> {
    Dialect::by_name(text).ok_or_else(|| {
        let names: Vec<_> = DIALECTS.iter().map(|dialect| dialect.name).collect();
        format!("there are {}", names.join(", "))
    })
}

pub(crate) fn read_language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "there are de, en, fr, it and nl".to_owned())
}
