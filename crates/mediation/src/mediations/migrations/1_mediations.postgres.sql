-- Mediations: what lists need; the process itself is the fold over "events".
CREATE TABLE mediations_mediations (
    centre_id    BIGINT NOT NULL,
    number       TEXT COLLATE "C" NOT NULL,
    stage        TEXT NOT NULL,
    is_closed    BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    opened_at_ms BIGINT NOT NULL,
    due_on       TEXT COLLATE "C" NOT NULL,  -- what is due next; 9999-12-31 where nothing is
    item_code    TEXT NOT NULL,
    case_number  TEXT NOT NULL,  -- empty where no case was taken
    matter       TEXT NOT NULL,  -- sealed
    parties      TEXT NOT NULL,  -- JSON; sealed and masked
    events       TEXT NOT NULL,  -- JSON array
    version      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE INDEX mediations_mediations_open_by_due
    ON mediations_mediations (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE mediations_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
