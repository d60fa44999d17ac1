-- Draws of denials for a second look, with the seed by which the lot fell.
CREATE TABLE samples_draws (
    centre_id   BIGINT NOT NULL,
    draw        BIGINT NOT NULL,
    from_day    TEXT    NOT NULL,
    to_day      TEXT    NOT NULL,
    share       BIGINT NOT NULL,  -- in a hundred
    seed        TEXT    NOT NULL,
    pool        BIGINT NOT NULL,  -- how many could have been drawn
    drawn_at_ms BIGINT NOT NULL,
    drawn_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, draw)
);

-- Denials that were drawn, and what was found.
CREATE TABLE samples_denials (
    centre_id      BIGINT NOT NULL,
    draw           BIGINT NOT NULL,
    number         TEXT    NOT NULL,
    position       BIGINT NOT NULL,
    finding        TEXT    NOT NULL,  -- '' before there is one
    note           TEXT    NOT NULL,
    examined_at_ms BIGINT NOT NULL,
    examined_by    TEXT    NOT NULL,
    PRIMARY KEY (centre_id, draw, number)
);
