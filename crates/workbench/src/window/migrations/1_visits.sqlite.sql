-- Whom a window has before it, by ticket (working table, sealed).
CREATE TABLE window_visits (
    centre_id   INTEGER NOT NULL,
    ticket      TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id, ticket)
) STRICT, WITHOUT ROWID;
