-- Accounts of staff, kept by the county office (centre_id is the county's).
CREATE TABLE people_accounts (
    centre_id        BIGINT NOT NULL,
    account          BIGINT NOT NULL,
    login            TEXT COLLATE "C" NOT NULL,
    name             TEXT    NOT NULL,
    phone            TEXT    NOT NULL,  -- sealed
    state            TEXT    NOT NULL CHECK (state IN ('active', 'disabled')),
    reason           TEXT    NOT NULL,
    made_at_ms       BIGINT NOT NULL,
    password_at_ms   BIGINT NOT NULL,  -- 0 while none was ever set
    must_change      BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    factor_at_ms     BIGINT NOT NULL,  -- 0 without a second factor
    locked_until_ms  BIGINT NOT NULL,
    signed_in_at_ms  BIGINT NOT NULL,
    active_centre    BIGINT NOT NULL,  -- the post last acted in; 0 before the first
    active_post      TEXT    NOT NULL,
    version          BIGINT NOT NULL,
    PRIMARY KEY (centre_id, account)
);
CREATE UNIQUE INDEX people_login_is_taken ON people_accounts (centre_id, login);

-- Who holds which post.
CREATE TABLE people_holdings (
    centre_id    BIGINT NOT NULL,
    account      BIGINT NOT NULL,
    post_centre  BIGINT NOT NULL,
    post_key     TEXT COLLATE "C" NOT NULL,
    since_ms     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, account, post_centre, post_key)
);
CREATE INDEX people_holdings_by_post ON people_holdings (centre_id, post_centre, post_key);

-- Roles that a post carries, with commas between.
CREATE TABLE people_roles (
    centre_id    BIGINT NOT NULL,
    post_centre  BIGINT NOT NULL,
    post_key     TEXT COLLATE "C" NOT NULL,
    roles        TEXT    NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (centre_id, post_centre, post_key)
);

-- Who somebody is at another issuer of identities (unified sign-in, OpenID Connect).
CREATE TABLE people_identities (
    centre_id  BIGINT NOT NULL,
    issuer     TEXT COLLATE "C" NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,
    account    BIGINT NOT NULL,
    PRIMARY KEY (centre_id, issuer, subject)
);

-- Working tables, not projections: secrets never stand in the journal.
CREATE TABLE people_credentials (
    centre_id  BIGINT NOT NULL,
    account    BIGINT NOT NULL,
    hash       TEXT    NOT NULL,  -- argon2id, PHC text
    history    TEXT    NOT NULL,  -- JSON list of earlier ones
    PRIMARY KEY (centre_id, account)
);

CREATE TABLE people_factors (
    centre_id  BIGINT NOT NULL,
    account    BIGINT NOT NULL,
    secret     TEXT    NOT NULL,  -- sealed
    confirmed  BIGINT NOT NULL CHECK (confirmed IN (0, 1)),
    last_step  BIGINT NOT NULL,  -- a code of this step or an earlier one is refused
    PRIMARY KEY (centre_id, account)
);

CREATE TABLE people_recovery_codes (
    centre_id  BIGINT NOT NULL,
    account    BIGINT NOT NULL,
    digest     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (centre_id, account, digest)
);

CREATE TABLE people_attempts (
    centre_id    BIGINT NOT NULL,
    attempt_key  TEXT COLLATE "C" NOT NULL,
    failures     BIGINT NOT NULL,
    last_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (centre_id, attempt_key)
);

CREATE TABLE people_sessions (
    centre_id    BIGINT NOT NULL,
    session      BIGINT NOT NULL,
    digest       TEXT COLLATE "C" NOT NULL,
    account      BIGINT NOT NULL,
    post_centre  BIGINT NOT NULL,
    post_key     TEXT COLLATE "C" NOT NULL,
    stage        TEXT    NOT NULL CHECK (stage IN ('open', 'factor')),
    made_at_ms   BIGINT NOT NULL,
    seen_at_ms   BIGINT NOT NULL,
    idle_ms      BIGINT NOT NULL,
    ends_at_ms   BIGINT NOT NULL,
    address      TEXT    NOT NULL,
    PRIMARY KEY (centre_id, session)
);
CREATE UNIQUE INDEX people_sessions_by_digest ON people_sessions (digest);
CREATE INDEX people_sessions_by_account ON people_sessions (centre_id, account, session);

CREATE TABLE people_tokens (
    centre_id      BIGINT NOT NULL,
    token          BIGINT NOT NULL,
    digest         TEXT COLLATE "C" NOT NULL,
    account        BIGINT NOT NULL,
    post_centre    BIGINT NOT NULL,
    post_key       TEXT COLLATE "C" NOT NULL,
    label          TEXT    NOT NULL,
    scopes         TEXT    NOT NULL,
    made_at_ms     BIGINT NOT NULL,
    seen_at_ms     BIGINT NOT NULL,
    ends_at_ms     BIGINT NOT NULL,
    revoked_at_ms  BIGINT NOT NULL,  -- 0 while in force
    PRIMARY KEY (centre_id, token)
);
CREATE UNIQUE INDEX people_tokens_by_digest ON people_tokens (digest);
CREATE INDEX people_tokens_by_account ON people_tokens (centre_id, account, token);
