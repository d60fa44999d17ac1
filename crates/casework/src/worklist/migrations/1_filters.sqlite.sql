-- Filters of the work list that an account keeps under a name; one of them may be its first view.
CREATE TABLE worklist_filters (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,  -- as it stands in an address; never what was searched for
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    PRIMARY KEY (centre_id, account, name)
) STRICT, WITHOUT ROWID;
