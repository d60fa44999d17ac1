-- What the house itself noted about a case; 0 while it has not.
ALTER TABLE cases_cases ADD COLUMN reminded_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases_cases ADD COLUMN left_open_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases_cases ADD COLUMN broken_at_ms BIGINT NOT NULL DEFAULT 0;
-- Word of the channel through which the applicant got the last notice; '' while nobody knows.
ALTER TABLE cases_cases ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_cases_by_item ON cases_cases (centre_id, item_code, number);

-- Who did not bring what was undertaken: nothing may follow for them again.
CREATE TABLE cases_broken_undertakings (
    centre_id            BIGINT NOT NULL,
    identity_fingerprint TEXT COLLATE "C" NOT NULL,
    number               TEXT COLLATE "C" NOT NULL,
    at_ms                BIGINT NOT NULL,
    PRIMARY KEY (centre_id, identity_fingerprint, number)
);

-- What is being typed is kept by the room of intake.
DROP TABLE cases_drafts;
