-- What was typed at the window and not yet handed in (working table, sealed).
CREATE TABLE intake_drafts (
    centre_id   INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    item_code   TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account, item_code)
) STRICT, WITHOUT ROWID;
