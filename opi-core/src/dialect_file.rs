//! A file of changes to a dialect's row, from disk; what stands in it is the protocol's
//! ([`Dialect::set_from_toml`]).

use opi_proto::dialect::Dialect;
use opi_proto::error::{Code, Error};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest file that is read; real ones have a few lines.
const LONGEST: u64 = 64 * 1024;

/// Changes the settings that the file names.
///
/// # Errors
/// [`Code::InvalidUrl`] or [`Code::UnknownName`] with file, line and what is expected.
pub(crate) fn apply(dialect: &mut Dialect, path: &Path) -> Result<(), Error> {
    let cannot =
        |why: String| Error::new(Code::InvalidUrl, format!("The dialect file {} {why}.", path.display()));
    let mut text = String::new();
    // Bounded, because the path may lead to a device that never ends.
    File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text))
        .map_err(|error| cannot(format!("cannot be read: {error}")))?;
    if text.len() as u64 > LONGEST {
        return Err(cannot(format!("has more than {LONGEST} bytes")));
    }
    dialect.set_from_toml(&text, &path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use opi_proto::dialect::CH;

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = apply(&mut CH.clone(), Path::new("/nowhere/f.toml")).expect_err("it is not there");
        assert!(error.message().contains("/nowhere/f.toml cannot be read"), "{error}");
        #[cfg(unix)]
        assert!(apply(&mut CH.clone(), Path::new("/dev/zero")).is_err(), "an endless file");
    }

    #[test]
    fn a_file_changes_what_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.toml");
        std::fs::write(&path, "listen_port = 20010\n\nlistenport = 1").unwrap();
        let mut row = CH.clone();
        let error = apply(&mut row, &path).expect_err("a mistake");
        assert!(error.message().contains("shop.toml:3: There is no dialect setting"), "{error}");
        assert_eq!(row.listen_port, 20010);
    }
}
