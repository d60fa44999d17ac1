-- The journal: entries chained by SM3 within each centre.
CREATE TABLE journal_entries (
    centre_id     INTEGER NOT NULL,
    sequence      INTEGER NOT NULL CHECK (sequence > 0),
    at_ms         INTEGER NOT NULL,
    speaks_of_ms  INTEGER NOT NULL,
    actor_account INTEGER NOT NULL,
    actor_name    TEXT    NOT NULL,
    actor_post    TEXT    NOT NULL,
    actor_window  TEXT    NOT NULL,
    on_behalf_of  TEXT    NOT NULL,
    subject_kind  TEXT    NOT NULL,
    subject_id    TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    payload       TEXT    NOT NULL,
    previous      BLOB    NOT NULL CHECK (length(previous) = 32),
    digest        BLOB    NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (centre_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_entries_by_subject
    ON journal_entries (centre_id, subject_kind, subject_id, sequence);

-- Where each chain ends; moved by every commit.
CREATE TABLE journal_heads (
    centre_id INTEGER NOT NULL PRIMARY KEY,
    sequence  INTEGER NOT NULL,
    digest    BLOB    NOT NULL,
    at_ms     INTEGER NOT NULL
) STRICT;

-- Signed checkpoints: what the chain ended in at some instant.
CREATE TABLE journal_checkpoints (
    centre_id  INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    digest     BLOB    NOT NULL,
    at_ms      INTEGER NOT NULL,
    key_name   TEXT    NOT NULL,
    signature  TEXT    NOT NULL,
    PRIMARY KEY (centre_id, sequence)
) STRICT, WITHOUT ROWID;

-- Answers to acts, kept so that a replayed request is the same act.
CREATE TABLE journal_answers (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    answer_key TEXT    NOT NULL,
    request    TEXT    NOT NULL,
    answer     TEXT    NOT NULL,
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account, answer_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_answers_by_time ON journal_answers (at_ms);

CREATE TRIGGER journal_entries_are_never_updated BEFORE UPDATE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'journal_entries_are_never_updated'); END;
CREATE TRIGGER journal_entries_are_never_deleted BEFORE DELETE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'journal_entries_are_never_deleted'); END;
CREATE TRIGGER journal_checkpoints_are_never_updated BEFORE UPDATE ON journal_checkpoints
BEGIN SELECT RAISE(ABORT, 'journal_checkpoints_are_never_updated'); END;
CREATE TRIGGER journal_checkpoints_are_never_deleted BEFORE DELETE ON journal_checkpoints
BEGIN SELECT RAISE(ABORT, 'journal_checkpoints_are_never_deleted'); END;
