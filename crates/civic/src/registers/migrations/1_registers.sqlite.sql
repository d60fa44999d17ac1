-- Households as they stand; addresses and persons sealed and masked.
CREATE TABLE registers_households (
    centre_id    INTEGER NOT NULL,
    number       TEXT NOT NULL,
    is_closed    INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    opened_at_ms INTEGER NOT NULL,
    facts        TEXT NOT NULL,  -- JSON
    version      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;

-- One person in one household: the blind index of the identity number.
CREATE TABLE registers_persons (
    centre_id INTEGER NOT NULL,
    mark      TEXT NOT NULL,
    household TEXT NOT NULL,
    PRIMARY KEY (centre_id, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX registers_persons_by_household ON registers_persons (centre_id, household);

-- Applications, and where they stand.
CREATE TABLE registers_applications (
    centre_id    INTEGER NOT NULL,
    number       TEXT NOT NULL,
    stage        TEXT NOT NULL,
    item         TEXT NOT NULL,
    household    TEXT NOT NULL,  -- empty until it is founded
    opened_at_ms INTEGER NOT NULL,
    facts        TEXT NOT NULL,  -- JSON
    checked      TEXT NOT NULL,  -- JSON array: papers that were checked
    words        TEXT NOT NULL,  -- what was said of where it stands
    version      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;

-- Entries: before and after; never altered, a correction is a new one.
CREATE TABLE registers_entries (
    centre_id   INTEGER NOT NULL,
    number      TEXT NOT NULL,
    household   TEXT NOT NULL,
    application TEXT NOT NULL,
    item        TEXT NOT NULL,
    at_ms       INTEGER NOT NULL,
    facts       TEXT NOT NULL,  -- JSON; sealed and masked
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX registers_entries_by_household ON registers_entries (centre_id, household, number);

-- Numbering of applications and entries by the day, of households by the centre.
CREATE TABLE registers_counters (
    centre_id INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    day       TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, kind, day)
) STRICT, WITHOUT ROWID;
