-- Forms that came after the end of their session, sealed, one of each account (a working table).
CREATE TABLE people_left_forms (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    content    TEXT    NOT NULL,
    kept_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account)
) STRICT, WITHOUT ROWID;
