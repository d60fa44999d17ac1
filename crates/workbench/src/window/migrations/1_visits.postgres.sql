-- Whom a window has before it, by ticket (working table, sealed).
CREATE TABLE window_visits (
    centre_id   BIGINT NOT NULL,
    ticket      TEXT COLLATE "C" NOT NULL,
    content     TEXT   NOT NULL,
    saved_at_ms BIGINT NOT NULL,
    PRIMARY KEY (centre_id, ticket)
);
