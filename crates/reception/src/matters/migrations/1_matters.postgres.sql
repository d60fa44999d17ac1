-- Matters that could not be done.
CREATE TABLE matters_matters (
    centre_id         BIGINT NOT NULL,
    number            TEXT COLLATE "C" NOT NULL,
    stage             TEXT NOT NULL,
    is_closed         BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    reported_at_ms    BIGINT NOT NULL,
    due_on            TEXT COLLATE "C" NOT NULL,
    owner_account     BIGINT NOT NULL,  -- 0 while the window as an institution answers for it
    owner_name        TEXT NOT NULL,
    item_code         TEXT NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    obstacles         TEXT NOT NULL,  -- words between bars: |late|other|
    phone_fingerprint TEXT NOT NULL,
    asker             TEXT NOT NULL,
    events            TEXT NOT NULL,
    version           BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE INDEX matters_matters_open_by_due
    ON matters_matters (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE matters_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
