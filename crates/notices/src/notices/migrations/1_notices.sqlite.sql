-- Notices: one row each, as they stand now; the journal has what they said before.
CREATE TABLE notices_notices (
    centre_id     INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    title         TEXT    NOT NULL,
    title_english TEXT    NOT NULL,  -- '' where the Chinese one is shown
    body          TEXT    NOT NULL,
    body_english  TEXT    NOT NULL,
    from_on       TEXT    NOT NULL,
    through_on    TEXT    NOT NULL,
    places        TEXT    NOT NULL,  -- board, home, kiosk, with spaces between
    standing      TEXT    NOT NULL CHECK (standing IN ('draft', 'published', 'withdrawn')),
    reason        TEXT    NOT NULL,  -- of the last change or the withdrawal
    changed_by    TEXT    NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_notices_by_day ON notices_notices (centre_id, standing, through_on, from_on);
