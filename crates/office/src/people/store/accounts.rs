//! Accounts, holdings, roles and identities: projections of the journal.

use crate::people::events::{
    Because, Changed, Granted, Holding, Identity, Locked, Made, Of, SignedIn,
};
use crate::people::record::{Account, AccountState, PostRef, roles_of};
use kit::HallError;
use kit::db::{CentreId, Execute, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;
use kit::rights::Role;

pub(super) const STATEMENTS: &[Statement] = &[
    BY_NUMBER,
    BY_LOGIN,
    LIST,
    HOLDINGS,
    HOLDERS,
    ROLES,
    ALL_ROLES,
    BY_IDENTITY,
    ADD,
    RENAME,
    SET_STATE,
    SET_LOCK,
    SET_PASSWORD,
    SET_FACTOR,
    SET_SIGNED_IN,
    SET_ACTIVE,
    GIVE,
    TAKE,
    SAVE_ROLES,
    LINK,
    UNLINK,
];

const BY_NUMBER: Statement =
    Statement::both("SELECT * FROM people_accounts WHERE centre_id = $1 AND account = $2");
const BY_LOGIN: Statement =
    Statement::both("SELECT * FROM people_accounts WHERE centre_id = $1 AND login = $2");
const LIST: Statement = Statement::both(
    "SELECT * FROM people_accounts
     WHERE centre_id = $1 AND login > $2
       AND ($3 = '' OR login LIKE $4 ESCAPE '\\' OR name LIKE $4 ESCAPE '\\')
       AND ($5 = '' OR state = $5 OR ($5 = 'locked' AND locked_until_ms > $6))
       AND (CAST($7 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM people_holdings AS held
            WHERE held.centre_id = people_accounts.centre_id
              AND held.account = people_accounts.account AND held.post_centre = $7))
     ORDER BY login LIMIT $8",
);
const HOLDINGS: Statement = Statement::both(
    "SELECT * FROM people_holdings WHERE centre_id = $1 AND account = $2
     ORDER BY since_ms, post_centre, post_key LIMIT 100",
);
const HOLDERS: Statement = Statement::both(
    "SELECT held.post_key, held.account, account.name, account.login
     FROM people_holdings AS held JOIN people_accounts AS account
       ON account.centre_id = held.centre_id AND account.account = held.account
     WHERE held.centre_id = $1 AND held.post_centre = $2
     ORDER BY held.post_key, account.login LIMIT 5000",
);
const ROLES: Statement = Statement::both(
    "SELECT roles, version FROM people_roles
     WHERE centre_id = $1 AND post_centre = $2 AND post_key = $3",
);
const ALL_ROLES: Statement = Statement::both(
    "SELECT post_key, roles, version FROM people_roles
     WHERE centre_id = $1 AND post_centre = $2 ORDER BY post_key LIMIT 5000",
);
const BY_IDENTITY: Statement = Statement::both(
    "SELECT account FROM people_identities
     WHERE centre_id = $1 AND issuer = $2 AND subject = $3",
);
const ADD: Statement = Statement::both(
    "INSERT INTO people_accounts (centre_id, account, login, name, phone, state, reason,
       made_at_ms, password_at_ms, must_change, factor_at_ms, locked_until_ms, signed_in_at_ms,
       active_centre, active_post, version)
     VALUES ($1, $2, $3, $4, $5, 'active', '', $6, $7, $8, 0, 0, 0, 0, '', $9)",
);
const RENAME: Statement = Statement::both(
    "UPDATE people_accounts SET name = $3, phone = $4, version = $5
     WHERE centre_id = $1 AND account = $2",
);
const SET_STATE: Statement = Statement::both(
    "UPDATE people_accounts SET state = $3, reason = $4, version = $5
     WHERE centre_id = $1 AND account = $2",
);
const SET_LOCK: Statement = Statement::both(
    "UPDATE people_accounts SET locked_until_ms = $3 WHERE centre_id = $1 AND account = $2",
);
const SET_PASSWORD: Statement = Statement::both(
    "UPDATE people_accounts SET password_at_ms = $3, must_change = $4
     WHERE centre_id = $1 AND account = $2",
);
const SET_FACTOR: Statement = Statement::both(
    "UPDATE people_accounts SET factor_at_ms = $3 WHERE centre_id = $1 AND account = $2",
);
const SET_SIGNED_IN: Statement = Statement::both(
    "UPDATE people_accounts SET signed_in_at_ms = $3, locked_until_ms = 0, active_centre = $4,
       active_post = $5
     WHERE centre_id = $1 AND account = $2",
);
const SET_ACTIVE: Statement = Statement::both(
    "UPDATE people_accounts SET active_centre = $3, active_post = $4
     WHERE centre_id = $1 AND account = $2",
);
const GIVE: Statement = Statement::both(
    "INSERT INTO people_holdings (centre_id, account, post_centre, post_key, since_ms)
     VALUES ($1, $2, $3, $4, $5)",
);
const TAKE: Statement = Statement::both(
    "DELETE FROM people_holdings
     WHERE centre_id = $1 AND account = $2 AND post_centre = $3 AND post_key = $4",
);
const SAVE_ROLES: Statement = Statement::both(
    "INSERT INTO people_roles (centre_id, post_centre, post_key, roles, version)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, post_centre, post_key) DO UPDATE SET roles = excluded.roles,
       version = excluded.version",
);
const LINK: Statement = Statement::both(
    "INSERT INTO people_identities (centre_id, issuer, subject, account) VALUES ($1, $2, $3, $4)",
);
const UNLINK: Statement = Statement::both(
    "DELETE FROM people_identities WHERE centre_id = $1 AND issuer = $2 AND subject = $3",
);

fn account_of(row: &Row) -> Result<Account, HallError> {
    Ok(Account {
        account: row.get("account")?,
        login: row.get("login")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        state: AccountState::from_code(&row.get::<String>("state")?),
        reason: row.get("reason")?,
        made_at_ms: row.get("made_at_ms")?,
        password_at_ms: row.get("password_at_ms")?,
        must_change: row.get("must_change")?,
        factor_at_ms: row.get("factor_at_ms")?,
        locked_until_ms: row.get("locked_until_ms")?,
        signed_in_at_ms: row.get("signed_in_at_ms")?,
        active: PostRef::new(row.get("active_centre")?, row.get::<String>("active_post")?),
        version: row.get("version")?,
    })
}

pub(in crate::people) fn account(
    read: &mut dyn Read,
    county: CentreId,
    number: i64,
) -> Result<Option<Account>, HallError> {
    read.first(BY_NUMBER, &params![county, number])?.as_ref().map(account_of).transpose()
}

pub(in crate::people) fn by_login(
    read: &mut dyn Read,
    county: CentreId,
    login: &str,
) -> Result<Option<Account>, HallError> {
    read.first(BY_LOGIN, &params![county, login])?.as_ref().map(account_of).transpose()
}

/// What a list of accounts is narrowed by; empty does not narrow.
#[derive(Clone, Debug, Default)]
pub(in crate::people) struct Filter {
    /// Part of login or name.
    pub text: String,
    /// `active`, `disabled` or `locked`.
    pub state: String,
    /// Centre of a post held; 0 for all.
    pub centre: i64,
}

/// Accounts after a login.
pub(in crate::people) fn list(
    read: &mut dyn Read,
    county: CentreId,
    filter: &Filter,
    after: &str,
    (limit, now_ms): (u32, i64),
) -> Result<Vec<Account>, HallError> {
    let mut pattern = String::from("%");
    for letter in filter.text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let params =
        params![county, after, &filter.text, pattern, &filter.state, now_ms, filter.centre, limit];
    read.query(LIST, &params)?.iter().map(account_of).collect()
}

/// The posts a person holds, first given first.
pub(in crate::people) fn holdings(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Vec<PostRef>, HallError> {
    read.query(HOLDINGS, &params![county, account])?
        .iter()
        .map(|row| Ok(PostRef::new(row.get("post_centre")?, row.get::<String>("post_key")?)))
        .collect()
}

/// Somebody who holds a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Key of the post.
    pub post: String,
    /// The account.
    pub account: i64,
    /// The person's name.
    pub name: String,
    /// Sign-in name.
    pub login: String,
}

/// Who holds the posts of a centre.
pub(in crate::people) fn holders(
    read: &mut dyn Read,
    county: CentreId,
    centre: CentreId,
) -> Result<Vec<Holder>, HallError> {
    read.query(HOLDERS, &params![county, centre])?
        .iter()
        .map(|row| {
            Ok(Holder {
                post: row.get("post_key")?,
                account: row.get("account")?,
                name: row.get("name")?,
                login: row.get("login")?,
            })
        })
        .collect()
}

/// The roles of a post and the journal number of their setting; 0 where never set.
pub(in crate::people) fn roles(
    read: &mut dyn Read,
    county: CentreId,
    post: &PostRef,
) -> Result<(Vec<Role>, i64), HallError> {
    match read.first(ROLES, &params![county, post.centre, &post.post])? {
        Some(row) => Ok((roles_of(&row.get::<String>("roles")?), row.get("version")?)),
        None => Ok((Vec::new(), 0)),
    }
}

/// The roles of all posts of a centre.
pub(in crate::people) fn all_roles(
    read: &mut dyn Read,
    county: CentreId,
    centre: CentreId,
) -> Result<Vec<(String, Vec<Role>, i64)>, HallError> {
    read.query(ALL_ROLES, &params![county, centre])?
        .iter()
        .map(|row| {
            let roles = roles_of(&row.get::<String>("roles")?);
            Ok((row.get("post_key")?, roles, row.get("version")?))
        })
        .collect()
}

/// The account linked to an identity at another issuer.
pub(in crate::people) fn by_identity(
    read: &mut dyn Read,
    county: CentreId,
    issuer: &str,
    subject: &str,
) -> Result<Option<i64>, HallError> {
    let row = read.first(BY_IDENTITY, &params![county, issuer, subject])?;
    row.map(|row| row.get("account").map_err(HallError::from)).transpose()
}

/// Writes what an entry means.
pub(in crate::people) fn project(
    projection: &mut Projection<'_>,
    entry: &Entry,
) -> Result<(), HallError> {
    match entry.verb() {
        "account_made" | "account_changed" | "account_disabled" | "account_enabled" => {
            project_account(projection, entry)
        }
        "locked" | "unlocked" | "password_reset" | "password_changed" | "factor_enrolled"
        | "factor_removed" | "signed_in" | "post_switched" => project_use(projection, entry),
        "post_given" | "post_taken" | "roles_granted" => project_posts(projection, entry),
        "identity_linked" => {
            let it: Identity = entry.facts()?;
            let params = params![entry.centre, &it.issuer, &it.subject, it.account];
            done(projection.execute(LINK, &params))
        }
        "identity_unlinked" => {
            let it: Identity = entry.facts()?;
            done(projection.execute(UNLINK, &params![entry.centre, &it.issuer, &it.subject]))
        }
        // Sessions, tokens and recovery codes live in working tables.
        _ => Ok(()),
    }
}

fn done(written: Result<u64, kit::db::DbError>) -> Result<(), HallError> {
    written.map(|_| ()).map_err(HallError::from)
}

fn project_account(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (county, number) = (entry.centre, entry.sequence);
    match entry.verb() {
        "account_made" => {
            let it: Made = entry.facts()?;
            let password_at_ms = if it.has_password == 1 { entry.at_ms } else { 0 };
            let params = params![
                county,
                it.account,
                &it.login,
                &it.name,
                &it.phone,
                entry.at_ms,
                password_at_ms,
                it.must_change,
                number
            ];
            done(projection.execute(ADD, &params))
        }
        "account_changed" => {
            let it: Changed = entry.facts()?;
            let params = params![county, it.account, &it.name, &it.phone, number];
            done(projection.execute(RENAME, &params))
        }
        verb => {
            let it: Because = entry.facts()?;
            let state = if verb == "account_enabled" { "active" } else { "disabled" };
            let params = params![county, it.account, state, &it.reason, number];
            done(projection.execute(SET_STATE, &params))
        }
    }
}

fn project_use(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let (county, at_ms) = (entry.centre, entry.at_ms);
    let account = entry.facts::<Of>()?.account;
    match entry.verb() {
        "locked" => {
            let it: Locked = entry.facts()?;
            done(projection.execute(SET_LOCK, &params![county, account, it.until_ms]))
        }
        "unlocked" => done(projection.execute(SET_LOCK, &params![county, account, 0])),
        "password_reset" => {
            done(projection.execute(SET_PASSWORD, &params![county, account, at_ms, 1]))
        }
        "password_changed" => {
            done(projection.execute(SET_PASSWORD, &params![county, account, at_ms, 0]))
        }
        "factor_enrolled" => done(projection.execute(SET_FACTOR, &params![county, account, at_ms])),
        "factor_removed" => done(projection.execute(SET_FACTOR, &params![county, account, 0])),
        "signed_in" => {
            let it: SignedIn = entry.facts()?;
            let params = params![county, account, at_ms, it.centre, &it.post];
            done(projection.execute(SET_SIGNED_IN, &params))
        }
        _ => {
            let it: Holding = entry.facts()?;
            let params = params![county, account, it.centre, &it.post];
            done(projection.execute(SET_ACTIVE, &params))
        }
    }
}

fn project_posts(projection: &mut Projection<'_>, entry: &Entry) -> Result<(), HallError> {
    let county = entry.centre;
    if entry.verb() == "roles_granted" {
        let it: Granted = entry.facts()?;
        let params = params![county, it.centre, &it.post, &it.roles, entry.sequence];
        return done(projection.execute(SAVE_ROLES, &params));
    }
    let it: Holding = entry.facts()?;
    if entry.verb() == "post_given" {
        let params = params![county, it.account, it.centre, &it.post, entry.at_ms];
        return done(projection.execute(GIVE, &params));
    }
    done(projection.execute(TAKE, &params![county, it.account, it.centre, &it.post]))
}
