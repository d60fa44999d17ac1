-- Accounts of staff, kept by the county office (centre_id is the county's).
CREATE TABLE people_accounts (
    centre_id        INTEGER NOT NULL,
    account          INTEGER NOT NULL,
    login            TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    phone            TEXT    NOT NULL,  -- sealed
    state            TEXT    NOT NULL CHECK (state IN ('active', 'disabled')),
    reason           TEXT    NOT NULL,
    made_at_ms       INTEGER NOT NULL,
    password_at_ms   INTEGER NOT NULL,  -- 0 while none was ever set
    must_change      INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    factor_at_ms     INTEGER NOT NULL,  -- 0 without a second factor
    locked_until_ms  INTEGER NOT NULL,
    signed_in_at_ms  INTEGER NOT NULL,
    active_centre    INTEGER NOT NULL,  -- the post last acted in; 0 before the first
    active_post      TEXT    NOT NULL,
    version          INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_login_is_taken ON people_accounts (centre_id, login);

-- Who holds which post.
CREATE TABLE people_holdings (
    centre_id    INTEGER NOT NULL,
    account      INTEGER NOT NULL,
    post_centre  INTEGER NOT NULL,
    post_key     TEXT    NOT NULL,
    since_ms     INTEGER NOT NULL,
    PRIMARY KEY (centre_id, account, post_centre, post_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_holdings_by_post ON people_holdings (centre_id, post_centre, post_key);

-- Roles that a post carries, with commas between.
CREATE TABLE people_roles (
    centre_id    INTEGER NOT NULL,
    post_centre  INTEGER NOT NULL,
    post_key     TEXT    NOT NULL,
    roles        TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (centre_id, post_centre, post_key)
) STRICT, WITHOUT ROWID;

-- Who somebody is at another issuer of identities (unified sign-in, OpenID Connect).
CREATE TABLE people_identities (
    centre_id  INTEGER NOT NULL,
    issuer     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    account    INTEGER NOT NULL,
    PRIMARY KEY (centre_id, issuer, subject)
) STRICT, WITHOUT ROWID;

-- Working tables, not projections: secrets never stand in the journal.
CREATE TABLE people_credentials (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    hash       TEXT    NOT NULL,  -- argon2id, PHC text
    history    TEXT    NOT NULL,  -- JSON list of earlier ones
    PRIMARY KEY (centre_id, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_factors (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    secret     TEXT    NOT NULL,  -- sealed
    confirmed  INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    last_step  INTEGER NOT NULL,  -- a code of this step or an earlier one is refused
    PRIMARY KEY (centre_id, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_recovery_codes (
    centre_id  INTEGER NOT NULL,
    account    INTEGER NOT NULL,
    digest     TEXT    NOT NULL,
    PRIMARY KEY (centre_id, account, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_attempts (
    centre_id    INTEGER NOT NULL,
    attempt_key  TEXT    NOT NULL,
    failures     INTEGER NOT NULL,
    last_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (centre_id, attempt_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_sessions (
    centre_id    INTEGER NOT NULL,
    session      INTEGER NOT NULL,
    digest       TEXT    NOT NULL,
    account      INTEGER NOT NULL,
    post_centre  INTEGER NOT NULL,
    post_key     TEXT    NOT NULL,
    stage        TEXT    NOT NULL CHECK (stage IN ('open', 'factor')),
    made_at_ms   INTEGER NOT NULL,
    seen_at_ms   INTEGER NOT NULL,
    idle_ms      INTEGER NOT NULL,
    ends_at_ms   INTEGER NOT NULL,
    address      TEXT    NOT NULL,
    PRIMARY KEY (centre_id, session)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_sessions_by_digest ON people_sessions (digest);
CREATE INDEX people_sessions_by_account ON people_sessions (centre_id, account, session);

CREATE TABLE people_tokens (
    centre_id      INTEGER NOT NULL,
    token          INTEGER NOT NULL,
    digest         TEXT    NOT NULL,
    account        INTEGER NOT NULL,
    post_centre    INTEGER NOT NULL,
    post_key       TEXT    NOT NULL,
    label          TEXT    NOT NULL,
    scopes         TEXT    NOT NULL,
    made_at_ms     INTEGER NOT NULL,
    seen_at_ms     INTEGER NOT NULL,
    ends_at_ms     INTEGER NOT NULL,
    revoked_at_ms  INTEGER NOT NULL,  -- 0 while in force
    PRIMARY KEY (centre_id, token)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_tokens_by_digest ON people_tokens (digest);
CREATE INDEX people_tokens_by_account ON people_tokens (centre_id, account, token);
