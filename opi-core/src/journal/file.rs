//! The journal's file: where it lies, how it is opened and checked, its schema and what its errors mean.

use opi_proto::error::{Code, Error};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `application_id` of a journal: the letters "OPIJ".
const APPLICATION_ID: i32 = 0x4f50_494a;
/// Steps from each schema version to the next; their number is the version that this library writes.
const MIGRATIONS: &[&str] = &[include_str!("schema_1.sql")];
/// How long another program may hold the file before that is an error.
const PATIENCE: Duration = Duration::from_secs(5);

/// The default place: `libopi/journal.db` in the folder where programs of this user keep their state.
///
/// Linux: `$XDG_STATE_HOME` or `~/.local/state`, for services without a home `/var/lib`; Windows:
/// `%LOCALAPPDATA%`; macOS: `~/Library/Application Support`.
///
/// # Errors
/// [`Code::Journal`] where the system names no such folder.
pub fn default_path() -> Result<PathBuf, Error> {
    let service = || cfg!(unix).then(|| PathBuf::from("/var/lib"));
    dirs::state_dir()
        .or_else(dirs::data_local_dir)
        .or_else(service)
        .map(|folder| folder.join("libopi").join("journal.db"))
        .ok_or_else(|| {
            Error::new(Code::Journal, "This system names no folder in which a journal could lie.")
                .with_advice("Give journal=PATH in the terminal's URL.")
        })
}

/// Opens the file, makes it if it is not there, and refuses what it must not touch.
pub(super) fn open(path: &Path, adopt: bool) -> Result<Connection, Error> {
    look_before_opening(path)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| io_error(path, &error))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let open = || -> rusqlite::Result<Connection> {
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        Ok(db)
    };
    let mut db = open().map_err(|error| sql_error(path, &error))?;
    set_up(&mut db, path, adopt)?;
    Ok(db)
}

/// A newer journal and a file that is something else are refused without opening them as a database, which
/// would already write beside them.
fn look_before_opening(path: &Path) -> Result<(), Error> {
    let mut header = Vec::with_capacity(100);
    match File::open(path) {
        Ok(file) => {
            file.take(100).read_to_end(&mut header).map_err(|error| io_error(path, &error))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io_error(path, &error)),
    }
    if header.is_empty() {
        return Ok(());
    }
    // SQLite's file format: magic at 0, user_version at 60, application_id at 68, big-endian.
    let number = |at: usize| {
        header.get(at..at + 4).and_then(|b| b.try_into().ok()).map(i32::from_be_bytes).unwrap_or_default()
    };
    if !header.starts_with(b"SQLite format 3\0") || header.len() < 100 {
        if was_cut_off_while_made(path) {
            return Ok(());
        }
        return Err(damaged(path, "it is no SQLite database"));
    }
    // A database that was cut off before its first transaction has neither number.
    if number(68) != APPLICATION_ID && (number(68), number(60)) != (0, 0) {
        return Err(damaged(path, "it is a database of another program"));
    }
    refuse_newer(path, number(60))
}

/// Lies a rollback journal beside the file? Then the power went while SQLite wrote its first page, and SQLite will
/// take that back.
fn was_cut_off_while_made(path: &Path) -> bool {
    const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    let mut header = [0; MAGIC.len()];
    File::open(name).and_then(|mut file| file.read_exact(&mut header)).is_ok() && header == MAGIC
}

fn refuse_newer(path: &Path, found: i32) -> Result<(), Error> {
    let known = version();
    if found <= known {
        return Ok(());
    }
    let message = format!(
        "The journal {} has schema version {found}, this library knows versions up to {known}.",
        path.display()
    );
    Err(Error::new(Code::JournalVersion, message))
}

/// The schema version that this library writes.
pub(super) fn version() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

fn set_up(db: &mut Connection, path: &Path, adopt: bool) -> Result<(), Error> {
    let wrong = |error: &rusqlite::Error| sql_error(path, error);
    let number =
        |name: &str| -> rusqlite::Result<i32> { db.pragma_query_value(None, name, |row| row.get(0)) };
    // What the file's header alone could not tell: a new file has no number and no table.
    let is_ours = || -> rusqlite::Result<bool> {
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let numbers = (number("application_id")?, number("user_version")?);
        Ok(numbers.0 == APPLICATION_ID || numbers == (0, 0) && tables == 0)
    };
    if !is_ours().map_err(|error| wrong(&error))? {
        return Err(damaged(path, "it is a database of another program"));
    }
    let found = || -> rusqlite::Result<String> {
        // WAL: one sync per commit, and readers do not block. Where the file system cannot do it (network
        // drives), SQLite keeps its rollback journal: slower, as safe.
        db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    }()
    .map_err(|error| wrong(&error))?;
    if found != "ok" {
        return Err(damaged(path, "its integrity check failed"));
    }
    migrate(db, path)?;
    let machine = machine();
    let kept: Option<String> = db
        .query_row("SELECT value FROM meta WHERE name = 'machine'", [], |row| row.get(0))
        .optional()
        .map_err(|error| wrong(&error))?;
    match (kept, machine) {
        (Some(kept), Some(here)) if kept != here && !adopt => {
            let message = format!(
                "The journal {} was written on another machine: a copy of it would hide what happened there since.",
                path.display()
            );
            Err(Error::new(Code::JournalForeign, message))
        }
        (kept, Some(here)) if kept.as_deref() != Some(here.as_str()) => db
            .execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('machine', ?1)", [here])
            .map(|_| ())
            .map_err(|error| wrong(&error)),
        _ => Ok(()),
    }
}

/// Brings an older file to this library's version, in one transaction.
fn migrate(db: &mut Connection, path: &Path) -> Result<(), Error> {
    let wrong = |error: &rusqlite::Error| sql_error(path, error);
    let found: i32 =
        db.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|error| wrong(&error))?;
    refuse_newer(path, found)?;
    if found == version() {
        return Ok(());
    }
    let step = |db: &mut Connection| -> rusqlite::Result<()> {
        let write = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another program may have been faster.
        let found: i32 = write.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or_default()) {
            write.execute_batch(migration)?;
        }
        write.pragma_update(None, "user_version", version())?;
        write.pragma_update(None, "application_id", APPLICATION_ID)?;
        write.commit()?;
        // So that an older library finds the new version in the file's header and keeps away.
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    };
    step(db).map_err(|error| wrong(&error))
}

/// Which machine this is, as a number that gives nothing away; `None` where the system has no such identity
/// (containers often have none), and then a copied journal cannot be told.
fn machine() -> Option<String> {
    let identity = if cfg!(windows) {
        std::env::var("COMPUTERNAME").ok()
    } else {
        fs::read_to_string("/etc/machine-id").ok()
    };
    let identity = identity.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
    // FNV-1a: machine-id(5) asks not to publish the identity itself.
    let hash = identity.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Some(format!("{hash:016x}"))
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(Code::JournalCorrupt, format!("The journal {} cannot be used: {what}.", path.display()))
}

fn io_error(path: &Path, error: &std::io::Error) -> Error {
    use std::io::ErrorKind as K;
    let code = match error.kind() {
        K::PermissionDenied | K::ReadOnlyFilesystem => Code::JournalReadOnly,
        K::StorageFull | K::QuotaExceeded => Code::JournalFull,
        _ => Code::Journal,
    };
    Error::new(code, format!("The journal {} cannot be opened: {error}.", path.display()))
}

/// What an error of SQLite means for the till. Its text holds names of the schema, never values.
pub(super) fn sql_error(path: &Path, error: &rusqlite::Error) -> Error {
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Code::JournalCorrupt,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Code::JournalLocked,
        Some(ErrorCode::DiskFull) => Code::JournalFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Code::JournalReadOnly,
        Some(ErrorCode::CannotOpen) if !folder_is_writable(path) => Code::JournalReadOnly,
        _ => Code::Journal,
    };
    Error::new(code, format!("The journal {}: {error}.", path.display()))
}

fn folder_is_writable(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::metadata(folder).is_ok_and(|folder| !folder.permissions().readonly())
}
