-- One line an item: what lists show without reading the whole record.
CREATE TABLE catalogue_items (
    centre_id       INTEGER NOT NULL,
    code            TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    department      TEXT    NOT NULL,
    mode            TEXT    NOT NULL,
    current_version INTEGER NOT NULL,  -- 0 while none is published or after withdrawal
    last_version    INTEGER NOT NULL,
    has_draft       INTEGER NOT NULL CHECK (has_draft IN (0, 1)),
    changed_at_ms   INTEGER NOT NULL,
    revision        INTEGER NOT NULL,  -- journal number of the last change
    PRIMARY KEY (centre_id, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalogue_items_by_revision ON catalogue_items (centre_id, revision);

-- Drafts: at most one an item; `version` counts savings, so that two clerks notice each other.
CREATE TABLE catalogue_drafts (
    centre_id     INTEGER NOT NULL,
    code          TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    base_version  INTEGER NOT NULL,  -- the published version it was opened from; 0 for a new item
    record        TEXT    NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    changed_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, code)
) STRICT, WITHOUT ROWID;

-- Published versions: never changed but for the instant they ended.
CREATE TABLE catalogue_versions (
    centre_id       INTEGER NOT NULL,
    code            TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    record          TEXT    NOT NULL,
    published_at_ms INTEGER NOT NULL,
    published_by    TEXT    NOT NULL,
    ended_at_ms     INTEGER NOT NULL,  -- 0 while in force
    end_reason      TEXT    NOT NULL,
    PRIMARY KEY (centre_id, code, version)
) STRICT, WITHOUT ROWID;
