-- The centre as the county's report names it.
CREATE TABLE stationing_centres (
    centre_id BIGINT NOT NULL,
    name      TEXT    NOT NULL,
    revision  BIGINT NOT NULL,
    PRIMARY KEY (centre_id)
);

-- How each department stands.
CREATE TABLE stationing_departments (
    centre_id       BIGINT NOT NULL,
    department      TEXT COLLATE "C" NOT NULL,  -- key: NY
    name            TEXT    NOT NULL,
    station         TEXT    NOT NULL,
    line_management TEXT    NOT NULL,
    obligation      TEXT    NOT NULL CHECK (obligation IN ('must', 'should')),
    presence        TEXT    NOT NULL CHECK (presence IN ('full', 'partial', 'absent')),
    delegation      TEXT    NOT NULL CHECK (delegation IN ('full', 'partial', 'consult')),
    seal            TEXT    NOT NULL CHECK (seal IN ('hall', 'station')),
    reason          TEXT    NOT NULL,
    changed_at_ms   BIGINT NOT NULL,
    changed_by      TEXT    NOT NULL,
    revision        BIGINT NOT NULL,  -- journal number of the last change
    PRIMARY KEY (centre_id, department)
);

-- What an item says of its own; without a row it follows its department.
CREATE TABLE stationing_items (
    centre_id     BIGINT NOT NULL,
    code          TEXT COLLATE "C" NOT NULL,
    level         TEXT    NOT NULL,  -- empty: it follows its department again
    reason        TEXT    NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    changed_by    TEXT    NOT NULL,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, code)
);

-- For the county: the only thing that crosses centres.
CREATE VIEW stationing_county_departments AS
SELECT departments.*, centres.name AS centre_name
FROM stationing_departments AS departments
JOIN stationing_centres AS centres ON centres.centre_id = departments.centre_id;
