-- Notices of the State Council on days off, as the county office loaded them. The notice in force
-- for a year is the last one loaded for it that was not taken back.
CREATE TABLE settings_notices (
    centre_id         INTEGER NOT NULL,
    number            INTEGER NOT NULL,  -- journal number of the loading
    year              INTEGER NOT NULL,
    source            TEXT    NOT NULL,
    days_off          TEXT    NOT NULL,  -- JSON: [[day, holiday], …]
    make_up_days      TEXT    NOT NULL,
    loaded_at_ms      INTEGER NOT NULL,
    loaded_by         TEXT    NOT NULL,
    withdrawn_at_ms   INTEGER NOT NULL,  -- 0 while it was not taken back
    withdrawn_by      TEXT    NOT NULL,
    withdrawal_reason TEXT    NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;

-- Days on which a centre is closed against the national calendar.
CREATE TABLE settings_closures (
    centre_id      INTEGER NOT NULL,
    number         INTEGER NOT NULL,
    from_on        TEXT    NOT NULL,
    through_on     TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    reason_english TEXT    NOT NULL,
    noted_at_ms    INTEGER NOT NULL,
    noted_by       TEXT    NOT NULL,
    lifted_at_ms   INTEGER NOT NULL,  -- 0 while it stands
    lifted_by      TEXT    NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;

-- Market days: marks on the calendar that change no limit.
CREATE TABLE settings_markets (
    centre_id   INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    rule        TEXT    NOT NULL,  -- weekly:6, tenth:3 or on:2026-05-05
    noted_at_ms INTEGER NOT NULL,
    noted_by    TEXT    NOT NULL,
    ended_at_ms INTEGER NOT NULL,  -- 0 while it holds
    ended_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;

-- What a centre changed from the defaults of the house.
CREATE TABLE settings_parameters (
    centre_id     INTEGER NOT NULL,
    name          TEXT    NOT NULL,
    value         INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    changed_by    TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    PRIMARY KEY (centre_id, name)
) STRICT, WITHOUT ROWID;

-- Which state the days of a centre are in: digests that no other state ever has.
CREATE TABLE settings_calendars (
    centre_id     INTEGER NOT NULL,
    notices       TEXT    NOT NULL,  -- of the entry that last changed the notices; the county's row
    own           TEXT    NOT NULL,  -- of the entry that last changed its closures or market days
    applied       TEXT    NOT NULL,  -- the notices for which its open work was recomputed
    changed_at_ms INTEGER NOT NULL,
    PRIMARY KEY (centre_id)
) STRICT, WITHOUT ROWID;
