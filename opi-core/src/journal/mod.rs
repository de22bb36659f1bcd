//! The durable ledger: what the till asked for, every receipt, how it ended, and whether the till knows.
//!
//! One SQLite file serves any number of terminals and processes. Three moments are on disk before anything
//! else happens: the intent before its first byte is sent, a receipt before it is acknowledged, the answer
//! before the till is told. Each costs one sync. What may be lost without harm, such as the till's
//! acknowledgement, is written with the next one.
//!
//! Card data: card numbers by their last four digits only, no track, no expiry (field.md 5).

mod file;
mod row;

pub use file::default_path;

use crate::clock;
use crate::ledger::{EARLIER, Ledger, Owner, Settlement, not_unresolved, request_of};
use opi_proto::devices::{Collected, Paper};
use opi_proto::entry::{Entry, Intent, SettledBy, stored_options, stored_response};
use opi_proto::error::Error;
use opi_proto::outcome::{Outcome, Verdict};
use parking_lot::Mutex;
use rusqlite::{Connection, OptionalExtension, Params, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A request of which nobody knows how it ended, as its index says it (schema).
const UNRESOLVED: &str = "(verdict IS NULL OR verdict = 'unknown')";
/// A till (`?2`) at a terminal (`?1`), which is known by its address or by its `TerminalID`.
const AT_TERMINAL: &str = "workstation = ?2 AND (address = ?1 OR terminal_id = \
     (SELECT terminal_id FROM terminal WHERE address = ?1))";

/// An open journal. Every method may be called from any thread.
pub struct Journal {
    path: PathBuf,
    db: Mutex<Connection>,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Journal({})", self.path.display())
    }
}

impl Journal {
    /// Opens the journal at `path` and makes it if it is not there; brings an older one to this version.
    ///
    /// `adopt` takes over a journal that was written on another machine.
    ///
    /// # Errors
    /// One of the `Journal…` codes. Nothing was sent, and a file that is refused was not changed.
    pub fn open(path: &Path, adopt: bool) -> Result<Journal, Error> {
        let db = file::open(path, adopt)?;
        Ok(Journal { path: path.to_owned(), db: Mutex::new(db) })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Schema version that this library writes.
    #[must_use]
    pub fn version() -> i32 {
        file::version()
    }

    /// `RequestID` of the latest request, whichever till's.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn last_request_id(&self) -> Result<Option<String>, Error> {
        let db = self.db.lock();
        db.prepare_cached("SELECT request_id FROM request ORDER BY id DESC LIMIT 1")
            .and_then(|mut query| query.query_row([], |row| row.get(0)).optional())
            .map_err(|error| self.error(&error))
    }

    /// Deletes what is older than `age` and resolved, with its papers. Unresolved requests stay for ever.
    /// Gives the number of requests deleted.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn purge(&self, age: Duration) -> Result<usize, Error> {
        let before = clock::now_ms().saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
        self.write_lazily(|db| {
            let requests = db
                .prepare_cached(&format!("DELETE FROM request WHERE begun_ms < ?1 AND NOT {UNRESOLVED}"))?
                .execute([before])?;
            execute(db, "DELETE FROM paper WHERE request IS NULL AND kept_ms < ?1", params![before])?;
            Ok(requests)
        })
    }

    fn entries(&self, which: &str, order: &str, values: impl Params) -> Result<Vec<Entry>, Error> {
        let db = self.db.lock();
        let read = || -> rusqlite::Result<Vec<Entry>> {
            let sql = format!("SELECT {} FROM request WHERE {which} {order}", row::COLUMNS);
            let mut query = db.prepare_cached(&sql)?;
            query.query_map(values, row::read)?.collect()
        };
        read().map_err(|error| self.error(&error))
    }

    /// One transaction, on disk when this returns.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let mut db = self.db.lock();
        transact(&mut db, work).map_err(|error| self.error(&error))
    }

    /// One transaction that a crash of the till does not lose, but a power cut may.
    fn write_lazily<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let mut db = self.db.lock();
        let lazily = || -> rusqlite::Result<T> {
            db.pragma_update(None, "synchronous", "NORMAL")?;
            let done = transact(&mut db, work);
            db.pragma_update(None, "synchronous", "FULL")?;
            done
        };
        lazily().map_err(|error| self.error(&error))
    }

    fn error(&self, error: &rusqlite::Error) -> Error {
        file::sql_error(&self.path, error)
    }
}

impl Ledger for Journal {
    fn begin(&self, intent: &Intent) -> Result<i64, Error> {
        let operation = &intent.operation;
        let options = serde_json::to_string(&stored_options(operation)).unwrap_or_default();
        self.write(|db| {
            db.prepare_cached(
                "INSERT INTO request (address, terminal_id, dialect, workstation, kind, request_id, amount, \
                 currency, options, idempotency_key, begun_at, begun_ms) VALUES (?1, \
                 (SELECT terminal_id FROM terminal WHERE address = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                intent.address,
                intent.dialect,
                intent.workstation,
                operation.kind().wire_name(),
                intent.request_id,
                operation.amount().map(|amount| amount.minor_units()),
                operation.amount().map(|amount| amount.currency().code().to_owned()),
                options,
                operation.option("key"),
                intent.begun_at,
                intent.begun_ms,
            ])?;
            Ok(db.last_insert_rowid())
        })
    }

    fn keep(&self, owner: Owner<'_>, papers: &[Paper<'_>]) -> Result<Vec<i64>, Error> {
        let (now, now_ms) = (clock::local_time(), clock::now_ms());
        self.write(|db| {
            let mut insert = db.prepare_cached(
                "INSERT INTO paper (request, address, workstation, kind, target, device_request_id, body, \
                 kept_at, kept_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            let mut ids = Vec::with_capacity(papers.len());
            for paper in papers {
                let late = late_paper_of(db, owner, paper.device_request_id())?;
                insert.execute(params![
                    late.or(owner.request),
                    owner.address,
                    owner.workstation,
                    paper.kind(),
                    paper.target(),
                    paper.device_request_id(),
                    paper.body(),
                    now.as_str(),
                    now_ms,
                ])?;
                ids.push(db.last_insert_rowid());
            }
            Ok(ids)
        })
    }

    fn answered(&self, id: i64, outcome: &Outcome, acknowledged: &[i64]) -> Result<(), Error> {
        self.write(|db| {
            settle(
                db,
                id,
                &Settlement {
                    verdict: outcome.verdict,
                    code: outcome.code,
                    by: SettledBy::Answer,
                    why: outcome.error.as_ref().map_or("", Error::message),
                    who: None,
                    response: outcome.response.as_deref(),
                },
            )?;
            let notes = serde_json::to_string(&outcome.notes).unwrap_or_default();
            execute(db, "UPDATE request SET notes = ?2 WHERE id = ?1", params![id, notes])?;
            mark_acknowledged(db, acknowledged)
        })
    }

    fn papers_acknowledged(&self, papers: &[i64]) -> Result<(), Error> {
        if papers.is_empty() { Ok(()) } else { self.write_lazily(|db| mark_acknowledged(db, papers)) }
    }

    fn settle(&self, id: i64, settlement: &Settlement<'_>) -> Result<(), Error> {
        let changed = self.write(|db| {
            let open: Option<i64> = db
                .prepare_cached(&format!("SELECT id FROM request WHERE id = ?1 AND {UNRESOLVED}"))?
                .query_row([id], |row| row.get(0))
                .optional()?;
            if open.is_some() {
                settle(db, id, settlement)?;
            }
            Ok(open.is_some())
        })?;
        if changed {
            return Ok(());
        }
        Err(not_unresolved(id))
    }

    fn acknowledge(&self, id: i64) -> Result<(), Error> {
        self.write_lazily(|db| {
            execute(
                db,
                "UPDATE request SET acknowledged_ms = coalesce(acknowledged_ms, ?2) WHERE id = ?1",
                params![id, clock::now_ms()],
            )
        })
    }

    fn entry(&self, id: i64) -> Result<Option<Entry>, Error> {
        Ok(self.entries("id = ?1", "", params![id])?.pop())
    }

    fn by_key(&self, workstation: &str, key: &str) -> Result<Option<Entry>, Error> {
        let which = "workstation = ?1 AND idempotency_key = ?2 AND coalesce(verdict, '') <> 'not_sent'";
        Ok(self.entries(which, "ORDER BY id DESC LIMIT 1", params![workstation, key])?.pop())
    }

    fn open_requests(&self, address: &str, workstation: &str) -> Result<Vec<Entry>, Error> {
        self.entries(
            &format!("acknowledged_ms IS NULL AND {AT_TERMINAL}"),
            "ORDER BY id",
            params![address, workstation],
        )
    }

    fn first_unresolved(&self, address: &str, workstation: &str) -> Result<Option<Entry>, Error> {
        let found = self.entries(
            &format!("{UNRESOLVED} AND {AT_TERMINAL}"),
            "ORDER BY id LIMIT 1",
            params![address, workstation],
        );
        Ok(found?.pop())
    }

    fn around(&self, entry: &Entry) -> Result<Vec<Entry>, Error> {
        self.entries(
            "id <> ?1 AND workstation = ?3 AND address = ?2",
            &format!("ORDER BY id DESC LIMIT {EARLIER}"),
            params![entry.id, entry.intent.address, entry.intent.workstation],
        )
    }

    fn papers(&self, id: i64) -> Result<Collected, Error> {
        let db = self.db.lock();
        let read = || -> rusqlite::Result<Collected> {
            let mut collected = Collected::default();
            let mut query = db.prepare_cached("SELECT * FROM paper WHERE request = ?1 ORDER BY id")?;
            let mut rows = query.query([id])?;
            while let Some(row) = rows.next()? {
                row::restore(row, &mut collected)?;
            }
            Ok(collected)
        };
        read().map_err(|error| self.error(&error))
    }

    fn attach(&self, papers: &[i64], request: i64) -> Result<(), Error> {
        if papers.is_empty() {
            return Ok(());
        }
        self.write(|db| {
            for paper in papers {
                execute(
                    db,
                    "UPDATE paper SET request = ?2 WHERE id = ?1 AND request IS NULL",
                    params![paper, request],
                )?;
            }
            Ok(())
        })
    }

    fn learn_terminal(&self, address: &str, terminal_id: &str) -> Result<(), Error> {
        let known = {
            let db = self.db.lock();
            db.prepare_cached("SELECT terminal_id FROM terminal WHERE address = ?1")
                .and_then(|mut query| query.query_row([address], |row| row.get::<_, String>(0)).optional())
                .map_err(|error| self.error(&error))?
        };
        if known.as_deref() == Some(terminal_id) {
            return Ok(());
        }
        self.write_lazily(|db| {
            execute(
                db,
                "INSERT OR REPLACE INTO terminal (address, terminal_id) VALUES (?1, ?2)",
                params![address, terminal_id],
            )
        })
    }
}

fn transact<T>(
    db: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

fn execute(db: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute(values).map(|_| ())
}

fn settle(db: &Connection, id: i64, settlement: &Settlement<'_>) -> rusqlite::Result<()> {
    let settled = settlement.verdict != Verdict::Unknown;
    execute(
        db,
        "UPDATE request SET verdict = ?2, code = ?3, settled_by = ?4, settled_at = ?5, why = nullif(?6, ''), \
         who = ?7, response = coalesce(?8, response) WHERE id = ?1",
        params![
            id,
            settlement.verdict.name(),
            settlement.code.number(),
            settled.then(|| settlement.by.name()),
            settled.then(|| clock::local_time().as_str().to_owned()),
            settlement.why,
            settlement.who,
            settlement.response.and_then(stored_response),
        ],
    )
}

fn mark_acknowledged(db: &Connection, papers: &[i64]) -> rusqlite::Result<()> {
    for paper in papers {
        execute(db, "UPDATE paper SET acknowledged = 1 WHERE id = ?1", [paper])?;
    }
    Ok(())
}

/// The unresolved request that a device request outside its call belongs to: terminals number theirs by the
/// till's request, `N.M` or `N` (protocol.md 4.1).
fn late_paper_of(
    db: &Connection,
    owner: Owner<'_>,
    device_request_id: &str,
) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT id FROM request WHERE acknowledged_ms IS NULL AND address = ?1 AND workstation = ?2 \
         AND request_id = ?3 ORDER BY id DESC LIMIT 1",
    )?
    .query_row(params![owner.address, owner.workstation, request_of(device_request_id)], |row| row.get(0))
    .optional()
}

#[cfg(test)]
mod tests;
