-- What was filed online before the visit: one row each; persons, answers and notes sealed.
CREATE TABLE filings_filings (
    centre_id         BIGINT NOT NULL,
    number            TEXT COLLATE "C" NOT NULL,
    code              TEXT COLLATE "C" NOT NULL,  -- what is in its address
    standing          TEXT COLLATE "C" NOT NULL CHECK (standing IN
        ('sent', 'checked', 'sent_back', 'taken', 'withdrawn', 'lapsed')),
    is_open           BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    due_on            TEXT COLLATE "C" NOT NULL,  -- the day that matters now; empty once it is over
    item_code         TEXT COLLATE "C" NOT NULL,
    item_version      BIGINT NOT NULL,
    item_name         TEXT NOT NULL,
    item_name_english TEXT NOT NULL,
    person            TEXT COLLATE "C" NOT NULL,  -- blind index of the applicant's number
    digits            TEXT COLLATE "C" NOT NULL,  -- blind index of the phone's last four digits
    agent_digits      TEXT COLLATE "C" NOT NULL,  -- the same of who files for them
    sent_at_ms        BIGINT NOT NULL,
    case_number       TEXT COLLATE "C" NOT NULL,
    content           TEXT NOT NULL,
    version           BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
CREATE UNIQUE INDEX filings_filings_by_code ON filings_filings (centre_id, code);
CREATE INDEX filings_filings_by_due ON filings_filings (centre_id, standing, due_on, number);
CREATE INDEX filings_filings_by_person ON filings_filings (centre_id, person, is_open);

-- Files of their papers; the content lies in the data directory, by its digest.
CREATE TABLE filings_files (
    centre_id   BIGINT NOT NULL,
    number      TEXT COLLATE "C" NOT NULL,
    file        BIGINT NOT NULL,
    paper       TEXT COLLATE "C" NOT NULL,
    digest      TEXT COLLATE "C" NOT NULL,
    kept        TEXT NOT NULL,
    sent_at_ms  BIGINT NOT NULL,
    is_replaced BIGINT NOT NULL CHECK (is_replaced IN (0, 1)),
    PRIMARY KEY (centre_id, number, file)
);
CREATE INDEX filings_files_by_digest ON filings_files (centre_id, digest);

-- Daily numbering.
CREATE TABLE filings_counters (
    centre_id BIGINT NOT NULL,
    day       TEXT COLLATE "C" NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
