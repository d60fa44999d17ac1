-- Certificates on record: a number is given once in a centre.
CREATE TABLE cases_certificates (
    centre_id   INTEGER NOT NULL,
    certificate TEXT    NOT NULL,  -- its number
    number      TEXT    NOT NULL,  -- of the case
    name        TEXT    NOT NULL,
    issued_on   TEXT    NOT NULL,
    valid_until TEXT    NOT NULL,  -- '' where it is valid without end
    PRIMARY KEY (centre_id, certificate)
) STRICT, WITHOUT ROWID;

-- Deliveries, and attempts that failed.
CREATE TABLE cases_deliveries (
    centre_id INTEGER NOT NULL,
    number    TEXT    NOT NULL,
    position  INTEGER NOT NULL,  -- of the event in the case
    at_ms     INTEGER NOT NULL,
    method    TEXT    NOT NULL,
    tracking  TEXT    NOT NULL,
    recipient TEXT    NOT NULL,
    reason    TEXT    NOT NULL,  -- why it failed
    is_failed INTEGER NOT NULL CHECK (is_failed IN (0, 1)),
    PRIMARY KEY (centre_id, number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_deliveries_by_method ON cases_deliveries (centre_id, method, at_ms, number);
INSERT INTO cases_deliveries
    (centre_id, number, position, at_ms, method, tracking, recipient, reason, is_failed)
    SELECT centre_id, number, position, json_extract(event, '$.at_ms'), 'window', '',
        json_extract(event, '$.recipient'), '', 0
    FROM cases_events WHERE json_extract(event, '$.event') = 'delivered';

-- Denials by when they were decided, for the draw of those that are examined again.
CREATE TABLE cases_denials (
    centre_id     INTEGER NOT NULL,
    number        TEXT    NOT NULL,
    refused_at_ms INTEGER NOT NULL,
    reason_code   TEXT    NOT NULL,
    PRIMARY KEY (centre_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_denials_by_time ON cases_denials (centre_id, refused_at_ms, number);
INSERT INTO cases_denials (centre_id, number, refused_at_ms, reason_code)
    SELECT centre_id, number, json_extract(event, '$.at_ms'),
        json_extract(event, '$.grounds.reason_code')
    FROM cases_events e WHERE json_extract(event, '$.event') = 'refused'
        AND position = (SELECT MAX(l.position) FROM cases_events l
            WHERE l.centre_id = e.centre_id AND l.number = e.number
                AND json_extract(l.event, '$.event') = 'refused');

-- Whether the notice of a pause or an extension was served: '' where there is none, 'due' before
-- it is on record, then the channel.
ALTER TABLE cases_cases ADD COLUMN suspension_served TEXT NOT NULL DEFAULT '';
ALTER TABLE cases_cases ADD COLUMN extension_served TEXT NOT NULL DEFAULT '';
UPDATE cases_cases SET suspension_served = 'due' WHERE EXISTS (SELECT 1 FROM cases_events e
    WHERE e.centre_id = cases_cases.centre_id AND e.number = cases_cases.number
        AND json_extract(e.event, '$.event') = 'suspended');
UPDATE cases_cases SET extension_served = 'due' WHERE EXISTS (SELECT 1 FROM cases_events e
    WHERE e.centre_id = cases_cases.centre_id AND e.number = cases_cases.number
        AND json_extract(e.event, '$.event') = 'extended');

-- What waits to be delivered, the oldest decision first.
CREATE INDEX cases_cases_to_deliver ON cases_cases (centre_id, decided_at_ms, number)
    WHERE stage = 'decided';
