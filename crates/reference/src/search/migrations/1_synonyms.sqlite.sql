-- What a centre changed of the shipped synonyms; without meanings: removed.
CREATE TABLE search_synonyms (
    centre_id INTEGER NOT NULL,
    word_key  TEXT    NOT NULL,  -- the word as it is compared
    word      TEXT    NOT NULL,
    means     TEXT    NOT NULL,  -- JSON list
    revision  INTEGER NOT NULL,  -- journal number of the change
    PRIMARY KEY (centre_id, word_key)
) STRICT, WITHOUT ROWID;
