//! What everybody does on the own account: password, second factor, post, sessions, tokens.

use super::entering::{AtFactor, opened_by_code};
use super::{entry, get, seat};
use crate::people::events::{Because, Holding, Of, SessionEnded, TokenMade, TokenRevoked};
use crate::people::policy::AccountPolicy;
use crate::people::record::PostRef;
use crate::people::store::{accounts as store, secrets, sessions};
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, commit, housekeeping};
use kit::rights::{Power, holds};
use kit::{HallError, Phrase};

/// Keeps a new password and ends the other sessions of the account.
pub(crate) fn change_password(
    act: &mut Act<'_>,
    (account, session): (i64, i64),
    hash: &str,
    policy: &AccountPolicy,
) -> Result<Committed<()>, HallError> {
    let county = act.centre();
    secrets::keep_hash(act, account, hash, policy.password_history)?;
    let mut entries = Vec::new();
    for line in sessions::sessions_of(act, county, account)? {
        if line.session != session && sessions::end_session(act, line.session, account)? {
            let reason = "修改密码".to_owned();
            let event = SessionEnded { account, session: line.session, reason };
            entries.push(entry(account, "people.session_revoked", &event)?);
        }
    }
    entries.push(entry(account, "people.password_changed", &Of { account })?);
    commit(act, entries, ())
}

/// Keeps a secret for a second factor that is still to be confirmed by a first code.
///
/// # Errors
/// Where one is in force.
pub(crate) fn propose_factor(
    act: &mut Act<'_>,
    account: i64,
    sealed: &str,
) -> Result<Committed<()>, HallError> {
    if get(act, account)?.factor_at_ms > 0 {
        return Err(HallError::breach(
            "双因子认证已启用。更换手机请先解除再启用。",
            "The second factor is set up already. Remove it first to change the phone.",
        ));
    }
    secrets::propose_factor(act, account, sealed)?;
    housekeeping(Housekeeping::Draft, ())
}

/// Confirms the secret with the step of its first code.
///
/// # Errors
/// Where nothing was proposed.
pub(crate) fn confirm_factor(
    act: &mut Act<'_>,
    account: i64,
    (step, recovery): (i64, &[String]),
) -> Result<Committed<()>, HallError> {
    confirmable(act, account)?;
    secrets::confirm_factor(act, account, step, recovery)?;
    let entries = vec![entry(account, "people.factor_enrolled", &Of { account })?];
    commit(act, entries, ())
}

/// The same at the door, where the policy asks for a second factor before anything else.
pub(crate) fn confirm_factor_at_the_door(
    act: &mut Act<'_>,
    at: &AtFactor,
    (step, recovery): (i64, &[String]),
    policy: &AccountPolicy,
) -> Result<Committed<()>, HallError> {
    confirmable(act, at.account)?;
    secrets::confirm_factor(act, at.account, step, recovery)?;
    let mut entries =
        vec![entry(at.account, "people.factor_enrolled", &Of { account: at.account })?];
    entries.extend(opened_by_code(act, at, policy)?);
    commit(act, entries, ())
}

fn confirmable(act: &mut Act<'_>, account: i64) -> Result<(), HallError> {
    let county = act.centre();
    match secrets::factor(act, county, account)? {
        Some(factor) if factor.is_confirmed == 0 => Ok(()),
        _ => Err(HallError::breach(
            "请先开始启用双因子认证。",
            "Begin setting up the second factor first.",
        )),
    }
}

/// Removes the own second factor.
///
/// # Errors
/// Where the policy asks for one.
pub(crate) fn remove_factor(
    act: &mut Act<'_>,
    account: i64,
    is_due: FactorIs,
) -> Result<Committed<()>, HallError> {
    if is_due == FactorIs::Due {
        return Err(HallError::breach(
            "按规定您的岗位必须使用双因子认证，不能自行解除。更换手机请联系安全管理员。",
            "Your post has to use a second factor. To change the phone, ask the security \
             administrator.",
        ));
    }
    secrets::drop_factor(act, account)?;
    let event = Because { account, reason: "本人解除".into() };
    let entries = vec![entry(account, "people.factor_removed", &event)?];
    commit(act, entries, ())
}

/// Whether the policy asks for a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactorIs {
    /// It does.
    Due,
    /// It does not.
    Voluntary,
}

/// Acts in another of one's posts from now on, in this session.
///
/// # Errors
/// Where the post is not held, closed, or carries no role.
pub(crate) fn switch_post(
    act: &mut Act<'_>,
    (account, session): (i64, i64),
    post: &PostRef,
) -> Result<Committed<()>, HallError> {
    let county = act.centre();
    let is_held = store::holdings(act, county, account)?.contains(post);
    if !is_held || seat(act, county, post)?.is_empty() {
        return Err(HallError::invalid(
            "post",
            Phrase::of(
                "您不任这个岗位，或岗位现在不能使用。",
                "You do not hold this post, or nobody can act in it now.",
            ),
        ));
    }
    sessions::switch_session(act, session, post)?;
    let event =
        Holding { account, centre: post.centre.0, post: post.post.clone(), reason: String::new() };
    let entries = vec![entry(account, "people.post_switched", &event)?];
    commit(act, entries, ())
}

/// Ends the own session.
pub(crate) fn sign_out(
    act: &mut Act<'_>,
    account: i64,
    session: i64,
) -> Result<Committed<()>, HallError> {
    if !sessions::end_session(act, session, account)? {
        return housekeeping(Housekeeping::Session, ());
    }
    let event = SessionEnded { account, session, reason: String::new() };
    let entries = vec![entry(account, "people.signed_out", &event)?];
    commit(act, entries, ())
}

/// Ends another of one's own sessions.
///
/// # Errors
/// Where it has ended already.
pub(crate) fn end_own_session(
    act: &mut Act<'_>,
    account: i64,
    session: i64,
) -> Result<Committed<()>, HallError> {
    super::accounts::revoke_session(act, account, session, "本人结束")
}

/// A token about to be made; its secret was drawn before.
#[derive(Clone, Debug)]
pub struct TokenWish {
    /// What it is for.
    pub label: String,
    /// What it may do.
    pub scopes: Vec<Power>,
    /// The post it acts in.
    pub post: PostRef,
    /// Days it lasts.
    pub days: u16,
    /// Digest of its secret.
    pub digest: String,
}

/// Tokens of an account in force at most.
const TOKENS_MAX: usize = 20;
const DAY_MS: i64 = 86_400_000;

/// Makes a token; gives the digest it is kept under, so that a replay can be told from the first.
///
/// # Errors
/// Where a scope goes beyond the post's roles, or there are too many tokens.
pub fn make_token(
    act: &mut Act<'_>,
    account: i64,
    wish: &TokenWish,
) -> Result<Committed<String>, HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let roles = seat(act, county, &wish.post)?;
    let is_beyond =
        |scope: &Power| !roles.iter().any(|role| holds(*role, *scope)) || *scope == Power::Public;
    if wish.scopes.is_empty() || wish.scopes.iter().any(is_beyond) {
        return Err(HallError::invalid(
            "scopes",
            Phrase::of(
                "请至少选择一项权限，且不超出您岗位的权限。",
                "Choose at least one scope, none beyond your post.",
            ),
        ));
    }
    let in_force = sessions::tokens_of(act, county, account)?
        .iter()
        .filter(|it| it.revoked_at_ms == 0 && it.ends_at_ms > now_ms)
        .count();
    if in_force >= TOKENS_MAX {
        return Err(HallError::breach(
            "有效令牌已达 20 个，请先撤销不用的。",
            "There are 20 tokens in force already. Revoke those you do not use.",
        ));
    }
    let token = act.new_id();
    let codes: Vec<&str> = wish.scopes.iter().map(|scope| scope.code()).collect();
    let scopes = codes.join(",");
    let ends_at_ms = now_ms + i64::from(wish.days) * DAY_MS;
    let new = sessions::NewToken {
        token,
        digest: &wish.digest,
        account,
        post: &wish.post,
        label: &wish.label,
        scopes: &scopes,
        ends_at_ms,
    };
    sessions::add_token(act, &new)?;
    let event = TokenMade {
        account,
        token,
        label: wish.label.clone(),
        scopes: scopes.clone(),
        centre: wish.post.centre.0,
        post: wish.post.post.clone(),
        ends_at_ms,
    };
    let entries = vec![entry(account, "people.token_made", &event)?];
    commit(act, entries, wish.digest.clone())
}

/// Revokes one's own token.
///
/// # Errors
/// Where it was revoked already.
pub(crate) fn revoke_own_token(
    act: &mut Act<'_>,
    account: i64,
    token: i64,
) -> Result<Committed<()>, HallError> {
    if !sessions::revoke_token(act, token, account)? {
        return Err(HallError::breach(
            "没有这个令牌，或已经撤销。",
            "There is no such token, or it was revoked already.",
        ));
    }
    let event = TokenRevoked { account, token, reason: "本人撤销".into() };
    let entries = vec![entry(account, "people.token_revoked", &event)?];
    commit(act, entries, ())
}

/// Ends all one's own sessions but this one.
pub(crate) fn end_other_sessions(
    act: &mut Act<'_>,
    (account, session): (i64, i64),
) -> Result<Committed<()>, HallError> {
    let county = act.centre();
    let mut entries = Vec::new();
    for line in sessions::sessions_of(act, county, account)? {
        if line.session != session && sessions::end_session(act, line.session, account)? {
            let event =
                SessionEnded { account, session: line.session, reason: "本人结束".into() };
            entries.push(entry(account, "people.session_revoked", &event)?);
        }
    }
    if entries.is_empty() {
        return housekeeping(Housekeeping::Session, ());
    }
    commit(act, entries, ())
}

/// Forgets wrong attempts after the right password was given.
pub(crate) fn forget_attempts(act: &mut Act<'_>, login: &str) -> Result<Committed<()>, HallError> {
    secrets::forget_attempts(act, &super::entering::attempt_key(login))?;
    housekeeping(Housekeeping::Throttle, ())
}
