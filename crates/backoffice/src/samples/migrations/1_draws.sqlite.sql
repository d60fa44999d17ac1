-- Draws of denials for a second look, with the seed by which the lot fell.
CREATE TABLE samples_draws (
    centre_id   INTEGER NOT NULL,
    draw        INTEGER NOT NULL,
    from_day    TEXT    NOT NULL,
    to_day      TEXT    NOT NULL,
    share       INTEGER NOT NULL,  -- in a hundred
    seed        TEXT    NOT NULL,
    pool        INTEGER NOT NULL,  -- how many could have been drawn
    drawn_at_ms INTEGER NOT NULL,
    drawn_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, draw)
) STRICT, WITHOUT ROWID;

-- Denials that were drawn, and what was found.
CREATE TABLE samples_denials (
    centre_id      INTEGER NOT NULL,
    draw           INTEGER NOT NULL,
    number         TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    finding        TEXT    NOT NULL,  -- '' before there is one
    note           TEXT    NOT NULL,
    examined_at_ms INTEGER NOT NULL,
    examined_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, draw, number)
) STRICT, WITHOUT ROWID;
