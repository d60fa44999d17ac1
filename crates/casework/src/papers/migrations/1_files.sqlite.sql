-- Files of papers, page by page; the content lies in the data directory, by its digest.
CREATE TABLE papers_files (
    centre_id      INTEGER NOT NULL,
    case_number    TEXT NOT NULL,
    file           INTEGER NOT NULL,
    paper          TEXT NOT NULL,
    digest         TEXT NOT NULL,
    name           TEXT NOT NULL,
    size           INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    attached_at_ms INTEGER NOT NULL,
    attached_by    TEXT NOT NULL,
    is_removed     INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
    reason         TEXT NOT NULL,  -- why it was removed
    PRIMARY KEY (centre_id, case_number, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX papers_files_by_digest ON papers_files (centre_id, digest, is_removed);
