-- Drafts stand apart by ticket: two visitors may come for the same item on one morning.
CREATE TABLE intake_drafts_by_ticket (
    centre_id   INTEGER NOT NULL,
    account     INTEGER NOT NULL,
    item_code   TEXT    NOT NULL,
    ticket      TEXT    NOT NULL,
    content     TEXT    NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account, item_code, ticket)
) STRICT, WITHOUT ROWID;
INSERT INTO intake_drafts_by_ticket (centre_id, account, item_code, ticket, content, saved_at_ms)
  SELECT centre_id, account, item_code, '', content, saved_at_ms FROM intake_drafts;
DROP TABLE intake_drafts;
ALTER TABLE intake_drafts_by_ticket RENAME TO intake_drafts;
