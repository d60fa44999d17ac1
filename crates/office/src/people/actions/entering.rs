//! Signing in, act by act.
//!
//! An attempt is counted *before* the password is compared, so that guesses made at the same time
//! cannot outrun the counter. The counter goes by what was typed as sign-in name, whether such an
//! account exists or not, so that nobody learns from the answers which accounts there are.

use super::{entry, get, seat};
use crate::people::events::{Locked, Recovered, SessionEnded, SignedIn};
use crate::people::policy::{AccountPolicy, FactorDuty};
use crate::people::record::{Account, AccountState, PostRef};
use crate::people::store::{accounts as store, secrets, sessions};
use kit::HallError;
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, NewEntry, commit, housekeeping};
use kit::rights::Role;
use kit::session::secret_digest;

/// The counter of a typed sign-in name.
pub(crate) fn attempt_key(login: &str) -> String {
    secret_digest(&format!("login {}", login.trim().to_lowercase()))
}

/// The counter of codes typed for an account.
pub(crate) fn factor_key(account: i64) -> String {
    secret_digest(&format!("factor {account}"))
}

/// What an attempt may do.
#[derive(Clone, Debug)]
pub(crate) enum Begun {
    /// Too many failures; until when it is closed.
    Locked {
        /// In epoch milliseconds.
        until_ms: i64,
    },
    /// Compare with this; both are `None` where there is no such account.
    Open {
        /// The account.
        account: Option<i64>,
        /// The hash of its password.
        hash: Option<String>,
    },
}

/// Until when a counter is closed, if it is; and its count otherwise, over after a while.
fn counted(act: &mut Act<'_>, key: &str, policy: &AccountPolicy) -> Result<(u32, i64), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let (failures, last_at_ms) = secrets::attempts(act, county, key)?;
    let until_ms = last_at_ms + policy.lock_ms();
    if now_ms >= until_ms {
        return Ok((0, 0));
    }
    Ok((failures, if failures >= policy.failures { until_ms } else { 0 }))
}

/// Counts an attempt and gives what the password is compared with.
pub(crate) fn begin(
    act: &mut Act<'_>,
    login: &str,
    policy: &AccountPolicy,
) -> Result<Committed<Begun>, HallError> {
    let key = attempt_key(login);
    let (failures, until_ms) = counted(act, &key, policy)?;
    if until_ms > 0 {
        return housekeeping(Housekeeping::Throttle, Begun::Locked { until_ms });
    }
    let county = act.centre();
    let found = store::by_login(act, county, &login.trim().to_ascii_lowercase())?;
    let account = found.map(|it| it.account);
    if let Some(account) = account {
        let (_, until_ms) = counted(act, &factor_key(account), policy)?;
        if until_ms > 0 {
            return housekeeping(Housekeeping::Throttle, Begun::Locked { until_ms });
        }
    }
    secrets::save_attempts(act, &key, failures + 1)?;
    let hash = match account {
        Some(account) => secrets::credential(act, county, account)?.map(|it| it.hash),
        None => None,
    };
    housekeeping(Housekeeping::Throttle, Begun::Open { account, hash })
}

/// After a wrong password: the last one that is allowed locks the account.
pub(crate) fn fail(
    act: &mut Act<'_>,
    (login, account): (&str, Option<i64>),
    address: &str,
    policy: &AccountPolicy,
) -> Result<Committed<()>, HallError> {
    let (failures, until_ms) = counted(act, &attempt_key(login), policy)?;
    match account {
        Some(account) if until_ms > 0 => {
            let entries = vec![locked(account, failures, (until_ms, address))?];
            commit(act, entries, ())
        }
        _ => housekeeping(Housekeeping::Throttle, ()),
    }
}

fn locked(
    account: i64,
    failures: u32,
    (until_ms, address): (i64, &str),
) -> Result<NewEntry, HallError> {
    let event = Locked { account, failures, until_ms, address: address.to_owned() };
    entry(account, "people.locked", &event)
}

/// A session about to be opened after a right password.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    /// The account.
    pub account: i64,
    /// Digest of the session's secret.
    pub digest: String,
    /// Where the request came from.
    pub address: String,
}

/// What a right password opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// The house.
    House,
    /// The page of the second factor.
    SecondFactor,
}

/// Opens a session.
///
/// # Errors
/// Where the account is disabled or holds no post in which it could act.
pub(crate) fn open(
    act: &mut Act<'_>,
    opening: &Opening,
    policy: &AccountPolicy,
) -> Result<Committed<Opened>, HallError> {
    let account = get(act, opening.account)?;
    if account.state == AccountState::Disabled {
        return Err(HallError::breach(
            "您的账号已停用，请联系安全管理员。",
            "Your account is disabled. Ask the security administrator.",
        ));
    }
    secrets::forget_attempts(act, &attempt_key(&account.login))?;
    let (post, roles) = post_to_act_in(act, &account)?;
    let owes_factor = account.factor_at_ms > 0 || is_factor_due(policy, &roles);
    let session = act.new_id();
    let new = sessions::NewSession {
        session,
        digest: &opening.digest,
        account: account.account,
        post: &post,
        stage: if owes_factor { "factor" } else { "open" },
        idle_ms: policy.idle_ms(),
        lasts_ms: policy.session_ms(),
        address: &opening.address,
    };
    sessions::add_session(act, &new)?;
    if owes_factor {
        return housekeeping(Housekeeping::Session, Opened::SecondFactor);
    }
    let entries = signed_in(act, (account.account, session), (&post, "password"), policy)?;
    commit(act, entries, Opened::House)
}

/// Whether the policy asks these roles for a second factor.
pub(crate) fn is_factor_due(policy: &AccountPolicy, roles: &[Role]) -> bool {
    match policy.second_factor {
        FactorDuty::Voluntary => false,
        FactorDuty::Administrators => roles.iter().any(|role| role.is_administrator()),
        FactorDuty::Everybody => true,
    }
}

fn post_to_act_in(act: &mut Act<'_>, account: &Account) -> Result<(PostRef, Vec<Role>), HallError> {
    let county = act.centre();
    let mut held = store::holdings(act, county, account.account)?;
    held.sort_by_key(|post| *post != account.active);
    for post in held {
        let roles = seat(act, county, &post)?;
        if !roles.is_empty() {
            return Ok((post, roles));
        }
    }
    Err(HallError::breach(
        "您的账号目前没有可用的岗位，请联系安全管理员。",
        "Your account holds no post to act in. Ask the security administrator.",
    ))
}

/// The entries of a completed sign-in; sessions beyond the limit end, the oldest first.
fn signed_in(
    act: &mut Act<'_>,
    (account, session): (i64, i64),
    (post, by): (&PostRef, &str),
    policy: &AccountPolicy,
) -> Result<Vec<NewEntry>, HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let lines = sessions::sessions_of(act, county, account)?;
    let address = lines.iter().find(|it| it.session == session).map(|it| it.address.clone());
    let mut entries = Vec::new();
    let mut others: Vec<_> = lines.into_iter().filter(|it| it.session != session).collect();
    for line in others.iter().filter(|it| !it.is_alive(now_ms)) {
        sessions::end_session(act, line.session, account)?;
    }
    others.retain(|it| it.is_alive(now_ms));
    let surplus = (others.len() + 1).saturating_sub(policy.sessions.max(1));
    for line in others.iter().take(surplus) {
        sessions::end_session(act, line.session, account)?;
        let reason = "超过同时在线数".to_owned();
        let event = SessionEnded { account, session: line.session, reason };
        entries.push(entry(account, "people.session_revoked", &event)?);
    }
    let event = SignedIn {
        account,
        session,
        centre: post.centre.0,
        post: post.post.clone(),
        by: by.to_owned(),
        address: address.unwrap_or_default(),
    };
    entries.push(entry(account, "people.signed_in", &event)?);
    Ok(entries)
}

/// What proves the second factor.
#[derive(Clone, Debug)]
pub(crate) enum Proof {
    /// A code that is right for a step.
    Step(i64),
    /// The digest of what may be a recovery code.
    Recovery(String),
    /// What was typed is neither.
    Nothing,
}

/// A session in front of the second factor.
#[derive(Clone, Debug)]
pub(crate) struct AtFactor {
    /// The account.
    pub account: i64,
    /// The session.
    pub session: i64,
    /// Digest of the secret the session goes on under.
    pub digest: String,
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    /// The house is open.
    In,
    /// Wrong or spent; another may be tried.
    Wrong,
    /// One wrong code too many: the session has ended.
    Out,
}

/// Takes a code or a recovery code.
pub(crate) fn pass_factor(
    act: &mut Act<'_>,
    at: &AtFactor,
    proof: &Proof,
    policy: &AccountPolicy,
) -> Result<Committed<Passed>, HallError> {
    let key = factor_key(at.account);
    let (failures, until_ms) = counted(act, &key, policy)?;
    if until_ms > 0 {
        sessions::end_session(act, at.session, at.account)?;
        return housekeeping(Housekeeping::Throttle, Passed::Out);
    }
    let mut entries = Vec::new();
    let is_right = match proof {
        Proof::Step(step) => secrets::spend_step(act, at.account, *step)?,
        Proof::Recovery(digest) => match secrets::spend_recovery(act, at.account, digest)? {
            Some(left) => {
                let event = Recovered { account: at.account, left };
                entries.push(entry(at.account, "people.recovery_used", &event)?);
                true
            }
            None => false,
        },
        Proof::Nothing => false,
    };
    if !is_right {
        return wrong_code(act, at, failures + 1, policy);
    }
    secrets::forget_attempts(act, &key)?;
    entries.extend(opened_by_code(act, at, policy)?);
    commit(act, entries, Passed::In)
}

fn wrong_code(
    act: &mut Act<'_>,
    at: &AtFactor,
    failures: u32,
    policy: &AccountPolicy,
) -> Result<Committed<Passed>, HallError> {
    secrets::save_attempts(act, &factor_key(at.account), failures)?;
    if failures < policy.failures {
        return housekeeping(Housekeeping::Throttle, Passed::Wrong);
    }
    sessions::end_session(act, at.session, at.account)?;
    let until_ms = act.now_ms() + policy.lock_ms();
    let entries = vec![locked(at.account, failures, (until_ms, ""))?];
    commit(act, entries, Passed::Out)
}

/// Opens the session that waited, and gives the entries of the sign-in.
pub(super) fn opened_by_code(
    act: &mut Act<'_>,
    at: &AtFactor,
    policy: &AccountPolicy,
) -> Result<Vec<NewEntry>, HallError> {
    let county = act.centre();
    let waiting = sessions::sessions_of(act, county, at.account)?
        .into_iter()
        .find(|it| it.session == at.session)
        .ok_or(HallError::SignIn)?;
    sessions::open_session(act, at.session, &at.digest)?;
    signed_in(act, (at.account, at.session), (&waiting.post, "password+code"), policy)
}
