//! One owner per terminal on a machine: two programs that drive one terminal would answer each other's
//! questions and spoil each other's evidence.
//!
//! A lease is a locked file in the system's folder for temporary files. The operating system ends the lock
//! with its process, so a dead owner's place is free at once. What the owner says of itself lies in a second
//! file, because some systems let nobody read a locked one. Within one process a terminal may be opened as
//! often as the till likes.

use crate::clock;
use opi_proto::error::{Code, Error};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Weak};

/// The leases of a process, by file and process.
type Owned = HashMap<(PathBuf, u32), Weak<Locked>>;

/// The terminals that this process owns.
static OWNED: LazyLock<Mutex<Owned>> = LazyLock::new(Mutex::default);

/// The right to drive a terminal, until it is dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    _locked: Arc<Locked>,
}

#[derive(Debug)]
struct Locked {
    _file: File,
    owner: PathBuf,
}

impl Drop for Locked {
    fn drop(&mut self) {
        // A hint for people; nothing depends on it.
        let _ = fs::remove_file(&self.owner);
    }
}

impl Lease {
    /// Takes the lease of a terminal.
    ///
    /// # Errors
    /// [`Code::TerminalInUse`]: which process has it, and since when.
    pub(crate) fn take(address: &str) -> Result<Lease, Error> {
        Lease::take_in(&folder(), address)
    }

    fn take_in(folder: &Path, address: &str) -> Result<Lease, Error> {
        let name: String =
            address.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
        let path = folder.join(format!("{name}.lease"));
        let mut owned = OWNED.lock();
        owned.retain(|_, locked| locked.strong_count() > 0);
        // The process is part of the key: what a forked child inherited is not its own.
        let key = (path.clone(), std::process::id());
        if let Some(locked) = owned.get(&key).and_then(Weak::upgrade) {
            return Ok(Lease { _locked: locked });
        }
        let impossible = |error: std::io::Error| {
            let message = format!("The lease {} of the terminal cannot be taken: {error}.", path.display());
            Error::new(Code::TerminalInUse, message).with_advice("Check the rights of that folder and file.")
        };
        let file = open(folder, &path).map_err(impossible)?;
        let owner = path.with_extension("owner");
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(address, &owner)),
            Err(TryLockError::Error(error)) => return Err(impossible(error)),
        }
        let since = clock::local_time();
        let program = std::env::current_exe().ok();
        let program = program.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        // Without it the lease still holds; only the message of the next one who asks says less.
        let _ = fs::remove_file(&owner);
        let _ =
            OpenOptions::new().write(true).create_new(true).open(&owner).and_then(|mut file| {
                writeln!(file, "process {} ({program}) since {since}", std::process::id())
            });
        let locked = Arc::new(Locked { _file: file, owner });
        owned.insert(key, Arc::downgrade(&locked));
        Ok(Lease { _locked: locked })
    }
}

fn in_use(address: &str, owner: &Path) -> Error {
    let owner = fs::read_to_string(owner).unwrap_or_default();
    let owner = owner.lines().next().filter(|line| line.starts_with("process ") && line.len() < 200);
    let owner = owner.unwrap_or("another process");
    Error::new(Code::TerminalInUse, format!("The terminal {address} is in use by {owner}."))
}

fn folder() -> PathBuf {
    // Not the user's own temporary folder where that differs from program to program (TMPDIR).
    let shared = if cfg!(unix) { PathBuf::from("/tmp") } else { std::env::temp_dir() };
    shared.join("libopi-leases")
}

/// Opens a file that programs of any user of this machine may lock.
fn open(folder: &Path, path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
        if fs::DirBuilder::new().mode(0o1777).create(folder).is_ok() {
            // Past the umask; sticky, so that nobody removes another's lease.
            fs::set_permissions(folder, fs::Permissions::from_mode(0o1777))?;
        }
        // Another user's link must not lead us to write elsewhere.
        options.mode(0o666).custom_flags(libc::O_NOFOLLOW);
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)?;
    // Without `create` first: some systems refuse that flag on another user's file in a shared folder.
    let file = options.open(path).or_else(|_| options.create(true).truncate(false).open(path))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Refused when the file is another user's, who did it already.
        let _ = file.set_permissions(fs::Permissions::from_mode(0o666));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_shares_and_the_owner_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lease::take_in(folder.path(), "10.0.0.1:4100").unwrap();
        let second = Lease::take_in(folder.path(), "10.0.0.1:4100").unwrap();
        let other = Lease::take_in(folder.path(), "[fe80::1]:4100").unwrap();
        let owner = folder.path().join("10.0.0.1_4100.owner");
        assert!(fs::read_to_string(&owner).unwrap().contains(&format!("process {} (", std::process::id())));
        let taken = in_use("10.0.0.1:4100", &owner);
        assert_eq!(taken.code(), Code::TerminalInUse);
        assert!(taken.message().contains(" since 2"), "{taken}");
        drop(first);
        assert!(owner.exists());
        drop((second, other));
        assert!(!owner.exists());
        Lease::take_in(folder.path(), "10.0.0.1:4100").unwrap();
    }

    #[test]
    fn another_owner_is_respected_until_it_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t_1.lease");
        // Another open file is another owner to the operating system, as another process is.
        let other = open(folder.path(), &path).unwrap();
        other.lock().unwrap();
        let error = Lease::take_in(folder.path(), "t:1").unwrap_err();
        assert!(error.message().contains("in use by another process"), "{error}");
        drop(other);
        Lease::take_in(folder.path(), "t:1").unwrap();
    }
}
