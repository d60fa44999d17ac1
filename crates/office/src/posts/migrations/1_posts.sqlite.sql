-- Centres, and the county office above them; `revision` moves with every change in the centre.
CREATE TABLE posts_centres (
    centre_id          INTEGER NOT NULL PRIMARY KEY,
    kind               TEXT    NOT NULL CHECK (kind IN ('county', 'township')),
    name               TEXT    NOT NULL,
    name_english       TEXT    NOT NULL,
    credit_code        TEXT    NOT NULL,
    address            TEXT    NOT NULL,
    address_english    TEXT    NOT NULL,
    hotline            TEXT    NOT NULL,
    supervision_phone  TEXT    NOT NULL,
    hours              TEXT    NOT NULL,
    hours_english      TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    reason             TEXT    NOT NULL,
    version            INTEGER NOT NULL,
    revision           INTEGER NOT NULL
) STRICT;

-- Departments (stations) that belong to a centre, or bureaus of the county.
CREATE TABLE posts_departments (
    centre_id      INTEGER NOT NULL,
    department_key TEXT    NOT NULL,
    short          TEXT    NOT NULL,
    short_english  TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    name_english   TEXT    NOT NULL,
    credit_code    TEXT    NOT NULL,
    superior       TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    reason         TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    PRIMARY KEY (centre_id, department_key)
) STRICT, WITHOUT ROWID;

-- Windows; `departments` are the keys of those it serves, with commas between.
CREATE TABLE posts_windows (
    centre_id      INTEGER NOT NULL,
    window_key     TEXT    NOT NULL,
    number         TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    name_english   TEXT    NOT NULL,
    departments    TEXT    NOT NULL,
    queue_prefix   TEXT    NOT NULL,
    hours          TEXT    NOT NULL,
    hours_english  TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    reason         TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    PRIMARY KEY (centre_id, window_key)
) STRICT, WITHOUT ROWID;

-- Posts; which roles a post carries is the security administrator's business (room people).
CREATE TABLE posts_posts (
    centre_id      INTEGER NOT NULL,
    post_key       TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    title_english  TEXT    NOT NULL,
    department_key TEXT    NOT NULL,
    window_key     TEXT    NOT NULL,
    arrangement    TEXT    NOT NULL CHECK (arrangement IN ('', 'A', 'B')),
    stands_in_for  TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    reason         TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    PRIMARY KEY (centre_id, post_key)
) STRICT, WITHOUT ROWID;
