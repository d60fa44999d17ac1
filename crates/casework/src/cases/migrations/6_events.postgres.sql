-- What never changes of a case, and what happened to it, apart from the row that every act moves.
CREATE TABLE cases_taken (
    centre_id BIGINT NOT NULL,
    number    TEXT   NOT NULL,
    taken     TEXT   NOT NULL,  -- parties and answers, as JSON; personal data sealed
    PRIMARY KEY (centre_id, number)
);
INSERT INTO cases_taken (centre_id, number, taken)
    SELECT centre_id, number, taken FROM cases_cases;
CREATE TABLE cases_events (
    centre_id BIGINT NOT NULL,
    number    TEXT   NOT NULL,
    position  BIGINT NOT NULL,  -- from 1: the version of the case after it
    event     TEXT   NOT NULL,
    PRIMARY KEY (centre_id, number, position)
);
INSERT INTO cases_events (centre_id, number, position, event)
    SELECT c.centre_id, c.number, e.position, e.event::text
    FROM cases_cases c,
         LATERAL json_array_elements(c.events::json) WITH ORDINALITY AS e (event, position);
ALTER TABLE cases_cases DROP COLUMN taken;
ALTER TABLE cases_cases DROP COLUMN events;

-- Lists and boards read open cases, and so do the counts: their indexes hold nothing else.
DROP INDEX cases_cases_open_by_due;
CREATE INDEX cases_cases_open_by_due
    ON cases_cases (centre_id, due_on, number, stage, is_stopped, hand) WHERE is_closed = 0;
DROP INDEX cases_cases_open_by_mode;
CREATE INDEX cases_cases_open_by_mode
    ON cases_cases (centre_id, mode, due_on, number) WHERE is_closed = 0;
