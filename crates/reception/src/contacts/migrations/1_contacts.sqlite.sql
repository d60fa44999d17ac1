-- First contacts: what lists need; the process itself is the fold over "events".
CREATE TABLE contacts_contacts (
    centre_id          INTEGER NOT NULL,
    number             TEXT NOT NULL,
    stage              TEXT NOT NULL,
    is_closed          INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    opened_at_ms       INTEGER NOT NULL,
    due_on             TEXT NOT NULL,
    keeper_account     INTEGER NOT NULL,  -- who answers for it; once it is over, who ended it
    keeper_name        TEXT NOT NULL,
    offered_account    INTEGER NOT NULL,  -- 0 where it is offered to nobody in person
    offered_department TEXT NOT NULL,
    item_code          TEXT NOT NULL,
    item_name          TEXT NOT NULL,
    item_name_english  TEXT NOT NULL,
    asker              TEXT NOT NULL,  -- JSON; sealed and masked
    events             TEXT NOT NULL,  -- JSON array
    version            INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_contacts_open_by_due
    ON contacts_contacts (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE contacts_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;
