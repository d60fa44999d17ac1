-- The journal: entries chained by SM3 within each centre.
CREATE TABLE journal_entries (
    centre_id     BIGINT NOT NULL,
    sequence      BIGINT NOT NULL CHECK (sequence > 0),
    at_ms         BIGINT NOT NULL,
    speaks_of_ms  BIGINT NOT NULL,
    actor_account BIGINT NOT NULL,
    actor_name    TEXT   NOT NULL,
    actor_post    TEXT   NOT NULL,
    actor_window  TEXT   NOT NULL,
    on_behalf_of  TEXT   NOT NULL,
    subject_kind  TEXT   NOT NULL,
    subject_id    TEXT   NOT NULL,
    action        TEXT   NOT NULL,
    payload       TEXT   NOT NULL,
    previous      BYTEA  NOT NULL CHECK (length(previous) = 32),
    digest        BYTEA  NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (centre_id, sequence)
);
CREATE INDEX journal_entries_by_subject
    ON journal_entries (centre_id, subject_kind, subject_id, sequence);

-- Where each chain ends; moved by every commit, locked while an act runs.
CREATE TABLE journal_heads (
    centre_id BIGINT NOT NULL PRIMARY KEY,
    sequence  BIGINT NOT NULL,
    digest    BYTEA  NOT NULL,
    at_ms     BIGINT NOT NULL
);

-- Signed checkpoints: what the chain ended in at some instant.
CREATE TABLE journal_checkpoints (
    centre_id  BIGINT NOT NULL,
    sequence   BIGINT NOT NULL,
    digest     BYTEA  NOT NULL,
    at_ms      BIGINT NOT NULL,
    key_name   TEXT   NOT NULL,
    signature  TEXT   NOT NULL,
    PRIMARY KEY (centre_id, sequence)
);

-- Answers to acts, kept so that a replayed request is the same act.
CREATE TABLE journal_answers (
    centre_id  BIGINT NOT NULL,
    account    BIGINT NOT NULL,
    answer_key TEXT   NOT NULL,
    request    TEXT   NOT NULL,
    answer     TEXT   NOT NULL,
    at_ms      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, account, answer_key)
);
CREATE INDEX journal_answers_by_time ON journal_answers (at_ms);

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%_are_never_changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE
    ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_checkpoints_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE
    ON journal_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
