-- What was typed at the window and not yet handed in (working table, sealed).
CREATE TABLE intake_drafts (
    centre_id   BIGINT NOT NULL,
    account     BIGINT NOT NULL,
    item_code   TEXT COLLATE "C" NOT NULL,
    content     TEXT   NOT NULL,
    saved_at_ms BIGINT NOT NULL,
    PRIMARY KEY (centre_id, account, item_code)
);
