-- Joint site visits and meetings of joint cases that are arranged (联合踏勘、联合会审安排).
CREATE TABLE approvals_dates (
    centre_id INTEGER NOT NULL,
    number    TEXT NOT NULL,  -- of the case
    position  INTEGER NOT NULL,  -- from 1
    kind      TEXT NOT NULL CHECK (kind IN ('visit', 'meeting')),
    held_on   TEXT NOT NULL,
    at_time   TEXT NOT NULL,  -- as written, such as 09:30
    place     TEXT NOT NULL,
    invited   TEXT NOT NULL,  -- names of the departments, as a JSON list
    is_off    INTEGER NOT NULL CHECK (is_off IN (0, 1)),
    PRIMARY KEY (centre_id, number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX approvals_dates_to_come
    ON approvals_dates (centre_id, held_on, number) WHERE is_off = 0;
