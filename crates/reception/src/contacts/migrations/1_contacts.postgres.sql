-- First contacts: what lists need; the process itself is the fold over "events".
CREATE TABLE contacts_contacts (
    centre_id          BIGINT NOT NULL,
    number             TEXT COLLATE "C" NOT NULL,
    stage              TEXT NOT NULL,
    is_closed          BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    opened_at_ms       BIGINT NOT NULL,
    due_on             TEXT COLLATE "C" NOT NULL,
    keeper_account     BIGINT NOT NULL,  -- who answers for it; once it is over, who ended it
    keeper_name        TEXT NOT NULL,
    offered_account    BIGINT NOT NULL,  -- 0 where it is offered to nobody in person
    offered_department TEXT NOT NULL,
    item_code          TEXT NOT NULL,
    item_name          TEXT NOT NULL,
    item_name_english  TEXT NOT NULL,
    asker              TEXT NOT NULL,  -- JSON; sealed and masked
    events             TEXT NOT NULL,  -- JSON array
    version            BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE INDEX contacts_contacts_open_by_due
    ON contacts_contacts (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE contacts_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
