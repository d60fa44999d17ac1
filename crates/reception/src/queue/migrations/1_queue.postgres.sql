-- Lines of a centre; `record` is the whole of one.
CREATE TABLE queue_lines (
    centre_id BIGINT NOT NULL,
    prefix    TEXT COLLATE "C" NOT NULL,
    place     BIGINT NOT NULL,
    record    TEXT    NOT NULL,
    version   BIGINT NOT NULL,
    PRIMARY KEY (centre_id, prefix)
);

-- Windows as their clerks opened them; one of an earlier day counts as closed.
CREATE TABLE queue_windows (
    centre_id        BIGINT NOT NULL,
    window_key       TEXT    NOT NULL,
    day              TEXT    NOT NULL,
    is_open          BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    lines            TEXT    NOT NULL,
    clerk_account    BIGINT NOT NULL,
    clerk_name       TEXT    NOT NULL,
    preferred_in_row BIGINT NOT NULL,
    reason           TEXT    NOT NULL,
    at_ms            BIGINT NOT NULL,
    PRIMARY KEY (centre_id, window_key)
);

-- Tickets; `record` is the whole of one as the rules know it.
CREATE TABLE queue_tickets (
    centre_id    BIGINT NOT NULL,
    day          TEXT    NOT NULL,
    number       TEXT COLLATE "C" NOT NULL,
    code         TEXT    NOT NULL,
    line         TEXT    NOT NULL,
    phase        TEXT    NOT NULL,
    is_open      BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    window_key   TEXT    NOT NULL,
    taken_at_ms  BIGINT NOT NULL,
    called_at_ms BIGINT NOT NULL,
    record       TEXT    NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day, number)
);
CREATE UNIQUE INDEX queue_code_is_unique ON queue_tickets (centre_id, code);
CREATE UNIQUE INDEX queue_window_has_one_ticket ON queue_tickets (centre_id, day, window_key)
    WHERE phase IN ('called', 'serving');
CREATE INDEX queue_open_tickets ON queue_tickets (centre_id, is_open, day);
CREATE INDEX queue_last_calls ON queue_tickets (centre_id, day, called_at_ms);

-- Numbers given and favoured ones in a row, by line and day.
CREATE TABLE queue_counters (
    centre_id       BIGINT NOT NULL,
    day             TEXT    NOT NULL,
    prefix          TEXT    NOT NULL,
    last_serial     BIGINT NOT NULL,
    favoured_in_row BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day, prefix)
);

-- Services as they ended, for estimates.
CREATE TABLE queue_services (
    centre_id  BIGINT NOT NULL,
    sequence   BIGINT NOT NULL,
    day        TEXT    NOT NULL,
    line       TEXT    NOT NULL,
    window_key TEXT    NOT NULL,
    number     TEXT    NOT NULL,
    took_ms    BIGINT NOT NULL,
    PRIMARY KEY (centre_id, sequence)
);
CREATE INDEX queue_services_of_line ON queue_services (centre_id, line, sequence);

-- Who still waited at closing time, as it was told.
CREATE TABLE queue_closings (
    centre_id BIGINT NOT NULL,
    day       TEXT    NOT NULL,
    waiting   TEXT    NOT NULL,
    at_ms     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
