-- Cases: what lists and look-ups need; the process itself is the fold over `events`.
CREATE TABLE cases_cases (
    centre_id            INTEGER NOT NULL,
    number               TEXT    NOT NULL,
    item_code            TEXT    NOT NULL,
    item_version         INTEGER NOT NULL,
    item_name            TEXT    NOT NULL,
    item_name_english    TEXT    NOT NULL,
    department           TEXT    NOT NULL,
    mode                 TEXT    NOT NULL,
    stage                TEXT    NOT NULL,
    is_closed            INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    received_at_ms       INTEGER NOT NULL,
    decided_at_ms        INTEGER NOT NULL,  -- 0 while undecided
    hand                 TEXT    NOT NULL,
    promised_due_on      TEXT    NOT NULL,  -- '' where there is none
    legal_due_on         TEXT    NOT NULL,
    due_on               TEXT    NOT NULL,
    is_provisional       INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
    is_stopped           INTEGER NOT NULL CHECK (is_stopped IN (0, 1)),
    window_name          TEXT    NOT NULL,
    clerk                TEXT    NOT NULL,
    applicant_masked     TEXT    NOT NULL,
    identity_fingerprint TEXT    NOT NULL,
    phone_fingerprint    TEXT    NOT NULL,
    taken                TEXT    NOT NULL,  -- parties and answers, as JSON; personal data sealed
    events               TEXT    NOT NULL,  -- what happened so far, as a JSON array
    version              INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_cases_open_by_due ON cases_cases (centre_id, is_closed, due_on, number);
CREATE INDEX cases_cases_by_identity ON cases_cases (centre_id, identity_fingerprint, number);

-- Daily numbering.
CREATE TABLE cases_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT    NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;

-- What was typed at the window and not yet handed in (working table, sealed).
CREATE TABLE cases_drafts (
    centre_id   INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    item_code   TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account, item_code)
) STRICT, WITHOUT ROWID;
