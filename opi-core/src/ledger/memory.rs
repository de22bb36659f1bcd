//! A ledger in memory: it stores what the one on disk stores, in the same form, and forgets it with the process.

use super::{EARLIER, Ledger, Owner, Settlement, not_unresolved, request_of};
use opi_proto::devices::{Collected, Paper};
use opi_proto::entry::{Entry, Intent, SettledBy, StoredPaper, stored_options, stored_response};
use opi_proto::error::{Code, Error};
use opi_proto::message::{Message, Response};
use opi_proto::operation::Operation;
use opi_proto::outcome::{Outcome, Verdict};
use opi_proto::value::Timestamp;
use parking_lot::Mutex;
use std::collections::HashMap;

/// See the module's documentation.
pub struct MemoryLedger {
    tables: Mutex<Tables>,
    local_time: Box<dyn Fn() -> Timestamp + Send + Sync>,
}

impl std::fmt::Debug for MemoryLedger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryLedger")
    }
}

#[derive(Debug, Default, Clone)]
struct Tables {
    requests: Vec<Row>,
    papers: Vec<PaperRow>,
    /// `TerminalID`s by address.
    terminals: HashMap<String, String>,
}

#[derive(Debug, Clone)]
struct Row {
    entry: Entry,
    key: Option<String>,
}

#[derive(Debug, Clone)]
struct PaperRow {
    request: Option<i64>,
    paper: StoredPaper,
}

impl Tables {
    fn row(&mut self, id: i64) -> Option<&mut Row> {
        usize::try_from(id - 1).ok().and_then(|index| self.requests.get_mut(index))
    }

    fn is_of(&self, entry: &Entry, address: &str, workstation: &str) -> bool {
        let terminal = self.terminals.get(address);
        entry.intent.workstation == workstation
            && (entry.intent.address == address
                || terminal.is_some() && entry.terminal_id.as_ref() == terminal)
    }

    fn settle(&mut self, id: i64, settlement: &Settlement<'_>, now: Timestamp) {
        let Some(Row { entry, .. }) = self.row(id) else { return };
        let settled = settlement.verdict != Verdict::Unknown;
        entry.verdict = Some(settlement.verdict);
        entry.code = settlement.code;
        entry.settled_by = settled.then_some(settlement.by);
        entry.settled_at = settled.then(|| now.as_str().to_owned());
        entry.why = Some(settlement.why.to_owned()).filter(|why| !why.is_empty());
        entry.who = settlement.who.map(str::to_owned);
        entry.response = settlement.response.and_then(restored).or_else(|| entry.response.take());
    }

    fn mark_acknowledged(&mut self, papers: &[i64]) {
        for row in &mut self.papers {
            row.paper.acknowledged |= papers.contains(&row.paper.id);
        }
    }
}

/// A response as it would come back from a disk.
fn restored(response: &Response) -> Option<Box<Response>> {
    match Message::decode(stored_response(response)?.as_bytes()).ok()?.message {
        Message::Response(response) => Some(response),
        _ => None,
    }
}

impl MemoryLedger {
    /// An empty one that takes its time from here.
    #[must_use]
    pub fn new(local_time: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        MemoryLedger { tables: Mutex::default(), local_time: Box::new(local_time) }
    }

    /// `RequestID` of the latest request, whichever till's.
    #[must_use]
    pub fn last_request_id(&self) -> Option<String> {
        self.tables.lock().requests.last().map(|row| row.entry.intent.request_id.clone())
    }

    fn entries(&self, wanted: impl Fn(&Tables, &Row) -> bool) -> Vec<Entry> {
        let tables = self.tables.lock();
        let rows = tables.requests.iter().filter(|row| wanted(&tables, row));
        rows.map(|row| row.entry.clone()).collect()
    }
}

impl Ledger for MemoryLedger {
    fn begin(&self, intent: &Intent) -> Result<i64, Error> {
        let mut tables = self.tables.lock();
        let id = i64::try_from(tables.requests.len()).unwrap_or(i64::MAX) + 1;
        let mut operation = Operation::new(intent.operation.kind());
        if let Some(amount) = intent.operation.amount() {
            operation.set_amount(amount);
        }
        for (name, value) in stored_options(&intent.operation) {
            operation.set(&name, &value)?;
        }
        let entry = Entry {
            id,
            terminal_id: tables.terminals.get(&intent.address).cloned(),
            intent: Intent { operation, ..intent.clone() },
            verdict: None,
            code: Code::Inconclusive,
            settled_by: None,
            settled_at: None,
            why: None,
            who: None,
            response: None,
            notes: Vec::new(),
            acknowledged: false,
        };
        tables.requests.push(Row { entry, key: intent.operation.option("key").map(str::to_owned) });
        Ok(id)
    }

    fn keep(&self, owner: Owner<'_>, papers: &[Paper<'_>]) -> Result<Vec<i64>, Error> {
        let mut tables = self.tables.lock();
        let mut ids = Vec::with_capacity(papers.len());
        for paper in papers {
            let named = request_of(paper.device_request_id());
            let late = tables.requests.iter().rev().map(|row| &row.entry).find(|entry| {
                !entry.acknowledged
                    && entry.intent.address == owner.address
                    && entry.intent.workstation == owner.workstation
                    && entry.intent.request_id == named
            });
            let request = late.map(|entry| entry.id).or(owner.request);
            let id = i64::try_from(tables.papers.len()).unwrap_or(i64::MAX) + 1;
            let paper = StoredPaper {
                id,
                kind: paper.kind().to_owned(),
                target: paper.target().to_owned(),
                device_request_id: paper.device_request_id().to_owned(),
                body: paper.body(),
                acknowledged: false,
            };
            tables.papers.push(PaperRow { request, paper });
            ids.push(id);
        }
        Ok(ids)
    }

    fn answered(&self, id: i64, outcome: &Outcome, acknowledged: &[i64]) -> Result<(), Error> {
        let mut tables = self.tables.lock();
        let settlement = Settlement {
            verdict: outcome.verdict,
            code: outcome.code,
            by: SettledBy::Answer,
            why: outcome.error.as_ref().map_or("", Error::message),
            who: None,
            response: outcome.response.as_deref(),
        };
        tables.settle(id, &settlement, (self.local_time)());
        if let Some(row) = tables.row(id) {
            row.entry.notes.clone_from(&outcome.notes);
        }
        tables.mark_acknowledged(acknowledged);
        Ok(())
    }

    fn papers_acknowledged(&self, papers: &[i64]) -> Result<(), Error> {
        self.tables.lock().mark_acknowledged(papers);
        Ok(())
    }

    fn settle(&self, id: i64, settlement: &Settlement<'_>) -> Result<(), Error> {
        let mut tables = self.tables.lock();
        if !tables.row(id).is_some_and(|row| row.entry.is_unresolved()) {
            return Err(not_unresolved(id));
        }
        tables.settle(id, settlement, (self.local_time)());
        Ok(())
    }

    fn acknowledge(&self, id: i64) -> Result<(), Error> {
        if let Some(row) = self.tables.lock().row(id) {
            row.entry.acknowledged = true;
        }
        Ok(())
    }

    fn entry(&self, id: i64) -> Result<Option<Entry>, Error> {
        Ok(self.entries(|_, row| row.entry.id == id).pop())
    }

    fn by_key(&self, workstation: &str, key: &str) -> Result<Option<Entry>, Error> {
        let used = self.entries(|_, row| {
            row.key.as_deref() == Some(key)
                && row.entry.intent.workstation == workstation
                && row.entry.verdict != Some(Verdict::NotSent)
        });
        Ok(used.into_iter().next_back())
    }

    fn open_requests(&self, address: &str, workstation: &str) -> Result<Vec<Entry>, Error> {
        Ok(self
            .entries(|tables, row| !row.entry.acknowledged && tables.is_of(&row.entry, address, workstation)))
    }

    fn first_unresolved(&self, address: &str, workstation: &str) -> Result<Option<Entry>, Error> {
        let unresolved = self.entries(|tables, row| {
            row.entry.is_unresolved() && tables.is_of(&row.entry, address, workstation)
        });
        Ok(unresolved.into_iter().next())
    }

    fn around(&self, entry: &Entry) -> Result<Vec<Entry>, Error> {
        let mut around = self.entries(|_, row| {
            row.entry.id != entry.id
                && row.entry.intent.address == entry.intent.address
                && row.entry.intent.workstation == entry.intent.workstation
        });
        around.reverse();
        around.truncate(EARLIER);
        Ok(around)
    }

    fn papers(&self, id: i64) -> Result<Collected, Error> {
        let mut collected = Collected::default();
        for row in self.tables.lock().papers.iter().filter(|row| row.request == Some(id)) {
            row.paper.clone().restore(&mut collected);
        }
        Ok(collected)
    }

    fn attach(&self, papers: &[i64], request: i64) -> Result<(), Error> {
        for row in &mut self.tables.lock().papers {
            if row.request.is_none() && papers.contains(&row.paper.id) {
                row.request = Some(request);
            }
        }
        Ok(())
    }

    fn learn_terminal(&self, address: &str, terminal_id: &str) -> Result<(), Error> {
        self.tables.lock().terminals.insert(address.to_owned(), terminal_id.to_owned());
        Ok(())
    }
}
