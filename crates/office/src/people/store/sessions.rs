//! Sessions and tokens: working tables; that one began or ended stands in the journal.

use crate::people::record::{PostRef, roles_of};
use kit::HallError;
use kit::db::{Act, CentreId, Read, Row, Statement};
use kit::params;
use kit::rights::{Power, Role};

pub(super) const STATEMENTS: &[Statement] = &[
    SESSION_BY_DIGEST,
    SESSIONS_OF,
    ADD_SESSION,
    OPEN_SESSION,
    SWITCH_SESSION,
    SEEN_SESSION,
    END_SESSION,
    SWEEP_SESSIONS,
    TOKEN_BY_DIGEST,
    TOKENS_OF,
    ADD_TOKEN,
    SEEN_TOKEN,
    REVOKE_TOKEN,
];

const SESSION_BY_DIGEST: Statement = Statement::both(
    "SELECT entry.session AS number, entry.account, entry.post_centre,
       entry.post_key, entry.stage, entry.seen_at_ms, entry.idle_ms, entry.ends_at_ms,
       account.login, account.name, account.must_change, account.password_at_ms, role.roles
     FROM people_sessions AS entry
     JOIN people_accounts AS account ON account.centre_id = entry.centre_id
       AND account.account = entry.account AND account.state = 'active'
     JOIN people_holdings AS held ON held.centre_id = entry.centre_id
       AND held.account = entry.account AND held.post_centre = entry.post_centre
       AND held.post_key = entry.post_key
     JOIN people_roles AS role ON role.centre_id = entry.centre_id
       AND role.post_centre = entry.post_centre AND role.post_key = entry.post_key
     WHERE entry.digest = $1",
);
const SESSIONS_OF: Statement = Statement::both(
    "SELECT * FROM people_sessions WHERE centre_id = $1 AND account = $2
     ORDER BY session LIMIT 200",
);
const ADD_SESSION: Statement = Statement::both(
    "INSERT INTO people_sessions (centre_id, session, digest, account, post_centre, post_key,
       stage, made_at_ms, seen_at_ms, idle_ms, ends_at_ms, address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)",
);
const OPEN_SESSION: Statement = Statement::both(
    "UPDATE people_sessions SET stage = 'open', digest = $3, seen_at_ms = $4
     WHERE centre_id = $1 AND session = $2",
);
const SWITCH_SESSION: Statement = Statement::both(
    "UPDATE people_sessions SET post_centre = $3, post_key = $4
     WHERE centre_id = $1 AND session = $2",
);
const SEEN_SESSION: Statement = Statement::both(
    "UPDATE people_sessions SET seen_at_ms = $3
     WHERE centre_id = $1 AND session = $2 AND seen_at_ms < $3",
);
const END_SESSION: Statement = Statement::both(
    "DELETE FROM people_sessions WHERE centre_id = $1 AND session = $2 AND account = $3",
);
const SWEEP_SESSIONS: Statement = Statement::both(
    "DELETE FROM people_sessions
     WHERE centre_id = $1 AND (ends_at_ms < $2 OR seen_at_ms + idle_ms < $2)",
);
const TOKEN_BY_DIGEST: Statement = Statement::both(
    "SELECT entry.token AS number, entry.account, entry.post_centre,
       entry.post_key, entry.scopes, entry.ends_at_ms, entry.revoked_at_ms, account.login,
       account.name, role.roles
     FROM people_tokens AS entry
     JOIN people_accounts AS account ON account.centre_id = entry.centre_id
       AND account.account = entry.account AND account.state = 'active'
     JOIN people_holdings AS held ON held.centre_id = entry.centre_id
       AND held.account = entry.account AND held.post_centre = entry.post_centre
       AND held.post_key = entry.post_key
     JOIN people_roles AS role ON role.centre_id = entry.centre_id
       AND role.post_centre = entry.post_centre AND role.post_key = entry.post_key
     WHERE entry.digest = $1",
);
const TOKENS_OF: Statement = Statement::both(
    "SELECT * FROM people_tokens WHERE centre_id = $1 AND account = $2
     ORDER BY token DESC LIMIT 200",
);
const ADD_TOKEN: Statement = Statement::both(
    "INSERT INTO people_tokens (centre_id, token, digest, account, post_centre, post_key, label,
       scopes, made_at_ms, seen_at_ms, ends_at_ms, revoked_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0)",
);
const SEEN_TOKEN: Statement = Statement::both(
    "UPDATE people_tokens SET seen_at_ms = $3
     WHERE centre_id = $1 AND token = $2 AND seen_at_ms < $3",
);
const REVOKE_TOKEN: Statement = Statement::both(
    "UPDATE people_tokens SET revoked_at_ms = $4
     WHERE centre_id = $1 AND token = $2 AND account = $3 AND revoked_at_ms = 0",
);

/// Who stands behind a session or a token, before its post is looked at.
#[derive(Clone, Debug)]
pub(in crate::people) struct Bearer {
    pub number: i64,
    pub account: i64,
    pub login: String,
    pub name: String,
    pub post: PostRef,
    pub roles: Vec<Role>,
}

fn bearer(row: &Row) -> Result<Bearer, HallError> {
    Ok(Bearer {
        number: row.get("number")?,
        account: row.get("account")?,
        login: row.get("login")?,
        name: row.get("name")?,
        post: PostRef::new(row.get("post_centre")?, row.get::<String>("post_key")?),
        roles: roles_of(&row.get::<String>("roles")?),
    })
}

/// A session as the doorkeeper sees it.
#[derive(Clone, Debug)]
pub(in crate::people) struct LiveSession {
    pub bearer: Bearer,
    pub stage: String,
    pub seen_at_ms: i64,
    pub idle_ms: i64,
    pub ends_at_ms: i64,
    pub must_change: i64,
    pub password_at_ms: i64,
}

pub(in crate::people) fn session_by_digest(
    read: &mut dyn Read,
    digest: &str,
) -> Result<Option<LiveSession>, HallError> {
    let row = read.first(SESSION_BY_DIGEST, &params![digest])?;
    row.map(|row| {
        Ok(LiveSession {
            bearer: bearer(&row)?,
            stage: row.get("stage")?,
            seen_at_ms: row.get("seen_at_ms")?,
            idle_ms: row.get("idle_ms")?,
            ends_at_ms: row.get("ends_at_ms")?,
            must_change: row.get("must_change")?,
            password_at_ms: row.get("password_at_ms")?,
        })
    })
    .transpose()
}

/// A token as the doorkeeper sees it.
#[derive(Clone, Debug)]
pub(in crate::people) struct LiveToken {
    pub bearer: Bearer,
    pub scopes: Vec<Power>,
    pub ends_at_ms: i64,
    pub revoked_at_ms: i64,
}

pub(in crate::people) fn scopes_of(text: &str) -> Vec<Power> {
    text.split(',').filter_map(Power::from_code).collect()
}

pub(in crate::people) fn token_by_digest(
    read: &mut dyn Read,
    digest: &str,
) -> Result<Option<LiveToken>, HallError> {
    let row = read.first(TOKEN_BY_DIGEST, &params![digest])?;
    row.map(|row| {
        Ok(LiveToken {
            bearer: bearer(&row)?,
            scopes: scopes_of(&row.get::<String>("scopes")?),
            ends_at_ms: row.get("ends_at_ms")?,
            revoked_at_ms: row.get("revoked_at_ms")?,
        })
    })
    .transpose()
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub(in crate::people) struct SessionLine {
    pub session: i64,
    pub post: PostRef,
    pub stage: String,
    pub made_at_ms: i64,
    pub seen_at_ms: i64,
    pub idle_ms: i64,
    pub ends_at_ms: i64,
    pub address: String,
}

impl SessionLine {
    /// Whether it has not ended by time.
    pub(in crate::people) fn is_alive(&self, now_ms: i64) -> bool {
        now_ms < self.ends_at_ms && now_ms < self.seen_at_ms + self.idle_ms
    }
}

/// The sessions of an account, oldest first, those ended by time too.
pub(in crate::people) fn sessions_of(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Vec<SessionLine>, HallError> {
    read.query(SESSIONS_OF, &params![county, account])?
        .iter()
        .map(|row| {
            Ok(SessionLine {
                session: row.get("session")?,
                post: PostRef::new(row.get("post_centre")?, row.get::<String>("post_key")?),
                stage: row.get("stage")?,
                made_at_ms: row.get("made_at_ms")?,
                seen_at_ms: row.get("seen_at_ms")?,
                idle_ms: row.get("idle_ms")?,
                ends_at_ms: row.get("ends_at_ms")?,
                address: row.get("address")?,
            })
        })
        .collect()
}

/// A session about to begin.
pub(in crate::people) struct NewSession<'a> {
    pub session: i64,
    pub digest: &'a str,
    pub account: i64,
    pub post: &'a PostRef,
    pub stage: &'a str,
    pub idle_ms: i64,
    pub lasts_ms: i64,
    pub address: &'a str,
}

pub(in crate::people) fn add_session(
    act: &mut Act<'_>,
    new: &NewSession<'_>,
) -> Result<(), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let params = params![
        county,
        new.session,
        new.digest,
        new.account,
        new.post.centre,
        &new.post.post,
        new.stage,
        now_ms,
        new.idle_ms,
        now_ms + new.lasts_ms,
        new.address
    ];
    act.working(ADD_SESSION, &params)?;
    Ok(())
}

/// Opens a session after the second factor, under a new secret.
pub(in crate::people) fn open_session(
    act: &mut Act<'_>,
    session: i64,
    digest: &str,
) -> Result<(), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    act.working(OPEN_SESSION, &params![county, session, digest, now_ms])?;
    Ok(())
}

pub(in crate::people) fn switch_session(
    act: &mut Act<'_>,
    session: i64,
    post: &PostRef,
) -> Result<(), HallError> {
    let county = act.centre();
    act.working(SWITCH_SESSION, &params![county, session, post.centre, &post.post])?;
    Ok(())
}

/// Winds the idle clock of a session (`s12`) or notes the use of a token (`t12`).
pub(in crate::people) fn seen(act: &mut Act<'_>, name: &str, at_ms: i64) -> Result<(), HallError> {
    let county = act.centre();
    let (statement, number) = match name.strip_prefix('t') {
        Some(number) => (SEEN_TOKEN, number),
        None => (SEEN_SESSION, name.trim_start_matches('s')),
    };
    let number: i64 = number.parse().unwrap_or_default();
    act.working(statement, &params![county, number, at_ms])?;
    Ok(())
}

/// Ends a session of an account; false where it has ended already.
pub(in crate::people) fn end_session(
    act: &mut Act<'_>,
    session: i64,
    account: i64,
) -> Result<bool, HallError> {
    let county = act.centre();
    Ok(act.working(END_SESSION, &params![county, session, account])? == 1)
}

/// Clears sessions that ended by time before an instant.
pub(in crate::people) fn sweep_sessions(
    act: &mut Act<'_>,
    before_ms: i64,
) -> Result<u64, HallError> {
    let county = act.centre();
    Ok(act.working(SWEEP_SESSIONS, &params![county, before_ms])?)
}

/// A token as its owner sees it.
#[derive(Clone, Debug)]
pub(in crate::people) struct TokenLine {
    pub token: i64,
    pub post: PostRef,
    pub label: String,
    pub scopes: Vec<Power>,
    pub seen_at_ms: i64,
    pub ends_at_ms: i64,
    pub revoked_at_ms: i64,
}

/// The tokens of an account, newest first.
pub(in crate::people) fn tokens_of(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Vec<TokenLine>, HallError> {
    read.query(TOKENS_OF, &params![county, account])?
        .iter()
        .map(|row| {
            Ok(TokenLine {
                token: row.get("token")?,
                post: PostRef::new(row.get("post_centre")?, row.get::<String>("post_key")?),
                label: row.get("label")?,
                scopes: scopes_of(&row.get::<String>("scopes")?),
                seen_at_ms: row.get("seen_at_ms")?,
                ends_at_ms: row.get("ends_at_ms")?,
                revoked_at_ms: row.get("revoked_at_ms")?,
            })
        })
        .collect()
}

/// A token about to be made.
pub(in crate::people) struct NewToken<'a> {
    pub token: i64,
    pub digest: &'a str,
    pub account: i64,
    pub post: &'a PostRef,
    pub label: &'a str,
    pub scopes: &'a str,
    pub ends_at_ms: i64,
}

pub(in crate::people) fn add_token(act: &mut Act<'_>, new: &NewToken<'_>) -> Result<(), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let params = params![
        county,
        new.token,
        new.digest,
        new.account,
        new.post.centre,
        &new.post.post,
        new.label,
        new.scopes,
        now_ms,
        new.ends_at_ms
    ];
    act.working(ADD_TOKEN, &params)?;
    Ok(())
}

/// Revokes a token of an account; false where it is none or was revoked before.
pub(in crate::people) fn revoke_token(
    act: &mut Act<'_>,
    token: i64,
    account: i64,
) -> Result<bool, HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    Ok(act.working(REVOKE_TOKEN, &params![county, token, account, now_ms])? == 1)
}
