-- Cases: what lists and look-ups need; the process itself is the fold over `events`.
CREATE TABLE cases_cases (
    centre_id            BIGINT NOT NULL,
    number               TEXT COLLATE "C" NOT NULL,
    item_code            TEXT    NOT NULL,
    item_version         BIGINT NOT NULL,
    item_name            TEXT    NOT NULL,
    item_name_english    TEXT    NOT NULL,
    department           TEXT    NOT NULL,
    mode                 TEXT    NOT NULL,
    stage                TEXT    NOT NULL,
    is_closed            BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    received_at_ms       BIGINT NOT NULL,
    decided_at_ms        BIGINT NOT NULL,  -- 0 while undecided
    hand                 TEXT    NOT NULL,
    promised_due_on      TEXT    NOT NULL,  -- '' where there is none
    legal_due_on         TEXT    NOT NULL,
    due_on               TEXT COLLATE "C" NOT NULL,
    is_provisional       BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
    is_stopped           BIGINT NOT NULL CHECK (is_stopped IN (0, 1)),
    window_name          TEXT    NOT NULL,
    clerk                TEXT    NOT NULL,
    applicant_masked     TEXT    NOT NULL,
    identity_fingerprint TEXT    NOT NULL,
    phone_fingerprint    TEXT    NOT NULL,
    taken                TEXT    NOT NULL,  -- parties and answers, as JSON; personal data sealed
    events               TEXT    NOT NULL,  -- what happened so far, as a JSON array
    version              BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE INDEX cases_cases_open_by_due ON cases_cases (centre_id, is_closed, due_on, number);
CREATE INDEX cases_cases_by_identity ON cases_cases (centre_id, identity_fingerprint, number);

-- Daily numbering.
CREATE TABLE cases_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT    NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);

-- What was typed at the window and not yet handed in (working table, sealed).
CREATE TABLE cases_drafts (
    centre_id   BIGINT NOT NULL,
    account     BIGINT NOT NULL,
    item_code   TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    saved_at_ms BIGINT NOT NULL,
    PRIMARY KEY (centre_id, account, item_code)
);
