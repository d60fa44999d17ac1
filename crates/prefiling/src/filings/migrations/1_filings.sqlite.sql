-- What was filed online before the visit: one row each; persons, answers and notes sealed.
CREATE TABLE filings_filings (
    centre_id         INTEGER NOT NULL,
    number            TEXT NOT NULL,
    code              TEXT NOT NULL,  -- what is in its address
    standing          TEXT NOT NULL CHECK (standing IN
        ('sent', 'checked', 'sent_back', 'taken', 'withdrawn', 'lapsed')),
    is_open           INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    due_on            TEXT NOT NULL,  -- the day that matters now; empty once it is over
    item_code         TEXT NOT NULL,
    item_version      INTEGER NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    person            TEXT NOT NULL,  -- blind index of the applicant's number
    digits            TEXT NOT NULL,  -- blind index of the phone's last four digits
    agent_digits      TEXT NOT NULL,  -- the same of who files for them
    sent_at_ms        INTEGER NOT NULL,
    case_number       TEXT NOT NULL,
    content           TEXT NOT NULL,
    version           INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX filings_filings_by_code ON filings_filings (centre_id, code);
CREATE INDEX filings_filings_by_due ON filings_filings (centre_id, standing, due_on, number);
CREATE INDEX filings_filings_by_person ON filings_filings (centre_id, person, is_open);

-- Files of their papers; the content lies in the data directory, by its digest.
CREATE TABLE filings_files (
    centre_id   INTEGER NOT NULL,
    number      TEXT NOT NULL,
    file        INTEGER NOT NULL,
    paper       TEXT NOT NULL,
    digest      TEXT NOT NULL,
    kept        TEXT NOT NULL,
    sent_at_ms  INTEGER NOT NULL,
    is_replaced INTEGER NOT NULL CHECK (is_replaced IN (0, 1)),
    PRIMARY KEY (centre_id, number, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX filings_files_by_digest ON filings_files (centre_id, digest);

-- Daily numbering.
CREATE TABLE filings_counters (
    centre_id INTEGER NOT NULL,
    day       TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, day)
) STRICT, WITHOUT ROWID;
