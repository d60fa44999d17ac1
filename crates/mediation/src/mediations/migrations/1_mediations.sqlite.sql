-- Mediations: what lists need; the process itself is the fold over "events".
CREATE TABLE mediations_mediations (
    centre_id    INTEGER NOT NULL,
    number       TEXT NOT NULL,
    stage        TEXT NOT NULL,
    is_closed    INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    opened_at_ms INTEGER NOT NULL,
    due_on       TEXT NOT NULL,  -- what is due next; 9999-12-31 where nothing is
    item_code    TEXT NOT NULL,
    case_number  TEXT NOT NULL,  -- empty where no case was taken
    matter       TEXT NOT NULL,  -- sealed
    parties      TEXT NOT NULL,  -- JSON; sealed and masked
    events       TEXT NOT NULL,  -- JSON array
    version      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX mediations_mediations_open_by_due
    ON mediations_mediations (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE mediations_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;
