-- Matters that could not be done.
CREATE TABLE matters_matters (
    centre_id         INTEGER NOT NULL,
    number            TEXT NOT NULL,
    stage             TEXT NOT NULL,
    is_closed         INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    reported_at_ms    INTEGER NOT NULL,
    due_on            TEXT NOT NULL,
    owner_account     INTEGER NOT NULL,  -- 0 while the window as an institution answers for it
    owner_name        TEXT NOT NULL,
    item_code         TEXT NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    obstacles         TEXT NOT NULL,  -- words between bars: |late|other|
    phone_fingerprint TEXT NOT NULL,
    asker             TEXT NOT NULL,
    events            TEXT NOT NULL,
    version           INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX matters_matters_open_by_due
    ON matters_matters (centre_id, is_closed, due_on, number);

-- Daily numbering.
CREATE TABLE matters_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;
