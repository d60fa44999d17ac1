-- Forms that came after the end of their session, sealed, one of each account (a working table).
CREATE TABLE people_left_forms (
    centre_id  BIGINT  NOT NULL,
    account    BIGINT  NOT NULL,
    content    TEXT    NOT NULL,
    kept_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (centre_id, account)
);
