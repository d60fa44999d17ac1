-- Files that were read and wait to be confirmed; a working table, swept after two days.
CREATE TABLE exchange_imports (
    centre_id  BIGINT NOT NULL,
    number     TEXT   NOT NULL,
    account    BIGINT NOT NULL,
    preview    TEXT   NOT NULL,  -- JSON: report and what would become of each item
    records    TEXT   NOT NULL,  -- JSON: the items
    kept_at_ms BIGINT NOT NULL,
    PRIMARY KEY (centre_id, number)
);
