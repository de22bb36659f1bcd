-- What every file knows of itself: `machine` is where it was written.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- Which terminal was last found at an address.
CREATE TABLE terminal (
    address     TEXT PRIMARY KEY NOT NULL,
    terminal_id TEXT NOT NULL
) STRICT;

-- One row for each financial request, written before its first byte is sent.
CREATE TABLE request (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    address         TEXT NOT NULL,
    terminal_id     TEXT,               -- which terminal was known to be there
    dialect         TEXT NOT NULL,
    workstation     TEXT NOT NULL,
    kind            TEXT NOT NULL,
    request_id      TEXT NOT NULL,
    amount          INTEGER,            -- minor units
    currency        TEXT,               -- ISO 4217
    options         TEXT NOT NULL,      -- JSON object
    idempotency_key TEXT,
    begun_at        TEXT NOT NULL,      -- local time with offset, for people
    begun_ms        INTEGER NOT NULL,   -- milliseconds since 1970 UTC, by the till's clock
    -- How it ended. NULL while it runs, and for ever if the till died meanwhile.
    verdict         TEXT,
    code            INTEGER,
    settled_by      TEXT,               -- answer, recovery or person
    settled_at      TEXT,
    why             TEXT,               -- message of an error; reasons of recovery or of the person
    who             TEXT,               -- the person
    response        TEXT,               -- the terminal's answer, XML without card data beyond the last four digits
    notes           TEXT,               -- JSON array
    acknowledged_ms INTEGER
) STRICT;

CREATE INDEX request_by_key ON request (workstation, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX request_open ON request (workstation) WHERE acknowledged_ms IS NULL;
CREATE INDEX request_unresolved ON request (workstation) WHERE verdict IS NULL OR verdict = 'unknown';

-- Every receipt and journal entry, written before the terminal is told that it is in safe hands.
CREATE TABLE paper (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    request           INTEGER REFERENCES request (id) ON DELETE CASCADE,
    address           TEXT NOT NULL,
    workstation       TEXT NOT NULL,
    kind              TEXT NOT NULL,    -- customer, merchant or journal
    target            TEXT NOT NULL,
    device_request_id TEXT NOT NULL,
    body              TEXT NOT NULL,    -- lines; of a journal entry JSON
    kept_at           TEXT NOT NULL,
    kept_ms           INTEGER NOT NULL,
    acknowledged      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX paper_by_request ON paper (request);
