use super::*;
use crate::ledger::tests::{HERE, approved, chf, intent, owner, receipt, sale};
use opi_proto::devices::JournalEntry;
use opi_proto::entry::SettledBy;
use opi_proto::error::Code;
use opi_proto::message::{EJournal, Message};
use std::fs;
use std::time::Duration;

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }

    fn open(&self) -> Journal {
        Journal::open(&self.path(), false).unwrap()
    }

    fn refused(&self) -> Error {
        Journal::open(&self.path(), false).unwrap_err()
    }
}

#[test]
fn what_was_stored_comes_back_after_the_till_died() {
    let place = Place::new();
    let id = {
        let journal = place.open();
        let id = journal.begin(&intent("7", sale("A1").with("key", "k-1").unwrap())).unwrap();
        let entry = JournalEntry {
            data: EJournal::default(),
            lines: vec!["Z\u{fc}rich".into()],
            device_request_id: "7.2".into(),
            acknowledged: true,
            kept_as: None,
        };
        let paper = receipt(&["Total CHF 12.50", "", "Danke"]);
        let kept = journal.keep(owner(Some(id)), &[Paper::Receipt(&paper), Paper::Journal(&entry)]).unwrap();
        journal.answered(id, &approved(sale("A1")), &kept[..1]).unwrap();
        id
    };
    let journal = place.open();
    let entry = journal.entry(id).unwrap().unwrap();
    assert!(!entry.is_unresolved());
    assert_eq!(entry.settled_by, Some(SettledBy::Answer));
    let outcome = entry.outcome(journal.papers(id).unwrap());
    assert_eq!((outcome.verdict, outcome.code), (Verdict::Approved, Code::Ok));
    assert_eq!(outcome.amount(), Some(chf(1250)));
    assert_eq!(outcome.field("approval_code").as_deref(), Some("103128"));
    assert_eq!(outcome.field("stan").as_deref(), Some("91"));
    assert_eq!(outcome.field("reference").as_deref(), Some("A1"));
    assert_eq!(outcome.field("from_journal").as_deref(), Some("yes"));
    assert_eq!(outcome.notes, ["a note"]);
    assert_eq!(outcome.collected.receipts[0].lines, ["Total CHF 12.50", "", "Danke"]);
    assert!(outcome.collected.receipts[0].acknowledged);
    assert_eq!(outcome.collected.journal[0].lines, ["Z\u{fc}rich"]);
    assert!(!outcome.collected.journal[0].acknowledged);
}

#[test]
fn nothing_that_card_data_rules_forbid_is_on_the_disk() {
    let place = Place::new();
    let journal = place.open();
    let mut outcome = approved(sale("A1"));
    let xml = "<CardServiceResponse RequestType=\"CardPayment\" WorkstationID=\"1\" RequestID=\"7\" \
               OverallResult=\"Success\"><Tender><Authorisation CardPAN=\"4111111111111111\" ExpiryDate=\"1227\"/>\
               </Tender><CardValue><Track2>4111111111111111=2712101</Track2></CardValue>\
               <PrivateData>4111 1111 1111 1111</PrivateData></CardServiceResponse>";
    let Message::Response(response) = Message::decode(xml.as_bytes()).unwrap().message else {
        unreachable!()
    };
    outcome.response = Some(response);
    let id = journal.begin(&intent("7", sale("A1"))).unwrap();
    let paper = receipt(&["Karte 4111111111111111", "4111 1111 1111 1111"]);
    journal.keep(owner(Some(id)), &[Paper::Receipt(&paper)]).unwrap();
    journal.answered(id, &outcome, &[]).unwrap();
    let mut bytes = fs::read(place.path()).unwrap();
    bytes.extend(fs::read(place.path().with_extension("db-wal")).unwrap_or_default());
    let found = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(found("************1111"), "the masked form is there");
    for forbidden in ["411111", "1111 1111", "1227", "2712101"] {
        assert!(!found(forbidden), "{forbidden}");
    }
}

#[test]
fn the_old_is_forgotten_but_never_the_unresolved() {
    let place = Place::new();
    let journal = place.open();
    let old = journal.begin(&intent("1", sale("A1"))).unwrap();
    let open = journal.begin(&intent("2", sale("A2"))).unwrap();
    let new = journal.begin(&Intent { begun_ms: clock::now_ms(), ..intent("3", sale("A3")) }).unwrap();
    for id in [old, new] {
        journal.keep(owner(Some(id)), &[Paper::Receipt(&receipt(&["x"]))]).unwrap();
        journal.answered(id, &approved(sale("A")), &[]).unwrap();
    }
    assert_eq!(journal.purge(Duration::from_secs(86_400)).unwrap(), 1);
    assert_eq!(journal.entry(old).unwrap(), None);
    assert!(journal.entry(open).unwrap().is_some());
    assert_eq!(journal.papers(new).unwrap().receipts.len(), 1);
}

#[test]
fn a_newer_journal_is_refused_without_touching_it() {
    let place = Place::new();
    let journal = place.open();
    journal.db.lock().pragma_update(None, "user_version", 99).unwrap();
    drop(journal);
    let before = fs::read(place.path()).unwrap();
    let error = place.refused();
    assert_eq!(error.code(), Code::JournalVersion, "{error}");
    assert!(error.message().contains("schema version 99") && error.message().contains("up to 1"), "{error}");
    assert_eq!(fs::read(place.path()).unwrap(), before);
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 1, "no file beside it");
}

/// One file per schema version, written by the library that introduced it.
#[test]
fn journals_of_every_version_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/journal");
    for version in 1..=Journal::version() {
        let place = Place::new();
        fs::copy(folder.join(format!("v{version}.db")), place.path()).unwrap();
        let journal = Journal::open(&place.path(), true).unwrap();
        let open = journal.open_requests(HERE, "lane-1").unwrap();
        assert_eq!(open.len(), 2, "version {version}");
        assert_eq!(open[0].outcome(journal.papers(open[0].id).unwrap()).amount(), Some(chf(1250)));
        assert_eq!(journal.papers(open[0].id).unwrap().receipts[0].lines, ["Total CHF 12.50"]);
        assert!(open[1].is_unresolved());
        assert_eq!(open[1].intent.operation.option("key"), Some("k-2"));
        journal.begin(&intent("9", sale("A9"))).unwrap();
    }
}

/// Writes the file of the present version: `UPDATE=1 cargo test -p opi-core --lib vector_of_this_version`.
#[test]
fn vector_of_this_version() {
    let name = format!("tests/vectors/journal/v{}.db", Journal::version());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_none() || path.exists() {
        assert!(path.exists(), "a new schema version needs its vector: run this test with UPDATE=1");
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let journal = Journal::open(&path, false).unwrap();
    let id = journal.begin(&intent("7", sale("A1").with("key", "k-1").unwrap())).unwrap();
    journal.keep(owner(Some(id)), &[Paper::Receipt(&receipt(&["Total CHF 12.50"]))]).unwrap();
    journal.answered(id, &approved(sale("A1")), &[]).unwrap();
    journal.begin(&intent("8", sale("A2").with("key", "k-2").unwrap())).unwrap();
    journal.db.lock().execute("UPDATE meta SET value = 'vector' WHERE name = 'machine'", []).unwrap();
    journal.db.lock().query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).unwrap();
}

#[test]
fn the_latest_request_id_is_known() {
    let journal = Place::new().open();
    assert_eq!(journal.last_request_id().unwrap(), None);
    for id in ["9", "7"] {
        journal.begin(&intent(id, sale("A1"))).unwrap();
    }
    assert_eq!(journal.last_request_id().unwrap().as_deref(), Some("7"), "the latest, not the greatest");
}

#[test]
fn a_power_cut_while_the_file_is_made_leaves_no_ruin() {
    // The rollback journal of the very first page is on disk, of the page itself only zeros.
    let mut rollback = vec![0; 512];
    rollback[..8].copy_from_slice(&[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
    rollback[22..26].copy_from_slice(&[0x02, 0x00, 0x00, 0x00]); // sectors of 512 bytes
    rollback[26] = 0x10; // pages of 4096
    for left in [0, 60, 100, 3433, 4096] {
        let place = Place::new();
        fs::write(place.path(), vec![0; left]).unwrap();
        fs::write(place.path().with_file_name("journal.db-journal"), &rollback).unwrap();
        let journal = Journal::open(&place.path(), false).unwrap_or_else(|error| panic!("{left}: {error}"));
        journal.begin(&intent("8", sale("A1"))).unwrap();
    }
}

#[test]
fn what_is_no_journal_is_refused_untouched() {
    for (what, content) in [("text", b"These are no payments. ".repeat(10)), ("short", b"SQLite".to_vec())] {
        let place = Place::new();
        fs::write(place.path(), &content).unwrap();
        let error = place.refused();
        assert_eq!(error.code(), Code::JournalCorrupt, "{what}: {error}");
        assert!(error.message().contains("no SQLite database"), "{what}: {error}");
        assert_eq!(fs::read(place.path()).unwrap(), content, "{what}");
    }
    let place = Place::new();
    let other = Connection::open(place.path()).unwrap();
    other.execute_batch("PRAGMA application_id = 1; CREATE TABLE bookings (id INTEGER)").unwrap();
    drop(other);
    let error = place.refused();
    assert!(error.message().contains("another program"), "{error}");
    // Most databases have no number at all.
    let place = Place::new();
    let other = Connection::open(place.path()).unwrap();
    other.execute_batch("CREATE TABLE bookings (id INTEGER)").unwrap();
    drop(other);
    let before = fs::read(place.path()).unwrap();
    assert!(place.refused().message().contains("another program"));
    assert_eq!(fs::read(place.path()).unwrap(), before);
}

#[test]
fn a_damaged_journal_is_refused() {
    let place = Place::new();
    let journal = place.open();
    for number in 0..200 {
        journal.begin(&intent(&number.to_string(), sale("A1"))).unwrap();
    }
    journal.db.lock().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(journal);
    let mut bytes = fs::read(place.path()).unwrap();
    let end = bytes.len();
    bytes[4096 * 2..end].iter_mut().step_by(7).for_each(|byte| *byte = 0xa5);
    fs::write(place.path(), bytes).unwrap();
    assert_eq!(place.refused().code(), Code::JournalCorrupt);
}

#[test]
fn a_journal_of_another_machine_is_taken_over_only_on_request() {
    let place = Place::new();
    let journal = place.open();
    let known = journal
        .db
        .lock()
        .execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('machine', 'elsewhere')", [])
        .unwrap();
    assert_eq!(known, 1);
    drop(journal);
    if fs::read_to_string("/etc/machine-id").unwrap_or_default().trim().is_empty() {
        return; // A container without identity cannot tell.
    }
    let error = place.refused();
    assert_eq!(error.code(), Code::JournalForeign, "{error}");
    assert!(error.advice().contains("adopt_journal=yes"), "{error}");
    drop(Journal::open(&place.path(), true).unwrap());
    drop(place.open());
}

#[test]
fn a_full_disk_and_a_locked_file_are_told_apart_and_nothing_is_begun() {
    let place = Place::new();
    let journal = place.open();
    {
        let db = journal.db.lock();
        let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        db.pragma_update(None, "max_page_count", pages).unwrap();
    }
    let begin = || (0..200).find_map(|n| journal.begin(&intent(&n.to_string(), sale("A1"))).err());
    let error = begin().expect("the disk is full");
    assert_eq!(error.code(), Code::JournalFull, "{error}");
    assert_eq!(error.money(), opi_proto::error::MoneyMoved::No);
    let other = Connection::open(place.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    journal.db.lock().busy_timeout(Duration::ZERO).unwrap();
    let error = journal.begin(&intent("1", sale("A1"))).unwrap_err();
    assert_eq!(error.code(), Code::JournalLocked, "{error}");
    other.execute_batch("ROLLBACK").unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_named() {
    for path in ["/proc/journal.db", "/proc/libopi/journal.db"] {
        let error = Journal::open(Path::new(path), false).unwrap_err();
        assert!(matches!(error.code(), Code::JournalReadOnly | Code::Journal), "{error}");
        assert!(error.message().contains(path), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let error = Journal::open(folder.path(), false).unwrap_err();
    assert_eq!(error.code(), Code::Journal, "a folder is no journal: {error}");
}

#[test]
fn two_programs_write_one_journal() {
    let place = Place::new();
    let journals = [place.open(), place.open()];
    std::thread::scope(|scope| {
        for (lane, journal) in journals.iter().enumerate() {
            scope.spawn(move || {
                for number in 0..50 {
                    let mut mine = intent(&format!("{lane}{number}"), sale("A1"));
                    mine.workstation = format!("lane-{lane}");
                    let id = journal.begin(&mine).unwrap();
                    journal.answered(id, &approved(sale("A1")), &[]).unwrap();
                }
            });
        }
    });
    for lane in ["lane-0", "lane-1"] {
        let entries = journals[0].open_requests(HERE, lane).unwrap();
        assert_eq!(entries.len(), 50);
        assert!(entries.iter().all(|entry| !entry.is_unresolved()));
    }
}
