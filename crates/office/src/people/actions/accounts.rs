//! What the security administrator does: accounts, posts and their roles.
//!
//! Nobody changes the own account here, and an administrator's role is never held together with
//! any other (三员分立, GB/T 22239-2019 8.1.5): checked when a post is given and when the roles of
//! a post are set.

use super::{entry, get, not_there, reason_given, subject};
use crate::people::events::{
    Because, Changed, Granted, Holding, Identity, Made, SessionEnded, TokenRevoked,
};
use crate::people::record::{AccountState, Login, PostRef, roles_text};
use crate::people::store::{accounts as store, secrets, sessions};
use crate::posts::door as posts;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::rights::{Role, may_be_held_together};
use kit::{HallError, Phrase};

/// How a new account gets its first password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Password {
    /// None yet: it cannot sign in until one is set.
    None,
    /// A drawn one, hashed, to be changed at the first sign-in.
    Initial(String),
    /// One chosen by its owner, hashed.
    Chosen(String),
}

impl Password {
    fn hash(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Initial(hash) | Self::Chosen(hash) => Some(hash),
        }
    }
}

/// An account about to be made; the password was hashed and the telephone sealed before.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Sign-in name.
    pub login: Login,
    /// The person's name.
    pub name: String,
    /// Telephone, sealed for `people.phone`.
    pub phone: String,
    /// The first password.
    pub password: Password,
}

/// Makes an account.
///
/// # Errors
/// Where the sign-in name is taken.
pub fn create_account(act: &mut Act<'_>, new: &NewAccount) -> Result<Committed<i64>, HallError> {
    let (account, made) = made(act, new)?;
    commit(act, vec![made], account)
}

fn made(act: &mut Act<'_>, new: &NewAccount) -> Result<(i64, NewEntry), HallError> {
    let county = act.centre();
    if store::by_login(act, county, new.login.as_str())?.is_some() {
        return Err(HallError::invalid(
            "login",
            Phrase::of("这个登录名已被使用，请换一个。", "This sign-in name is taken."),
        ));
    }
    let account = act.new_id();
    if let Some(hash) = new.password.hash() {
        secrets::keep_hash(act, account, hash, 1)?;
    }
    let event = Made {
        account,
        login: new.login.as_str().to_owned(),
        name: new.name.clone(),
        phone: new.phone.clone(),
        has_password: i64::from(new.password != Password::None),
        must_change: i64::from(matches!(new.password, Password::Initial(_))),
    };
    Ok((account, entry(account, "people.account_made", &event)?))
}

/// Somebody taken on with posts at once.
#[derive(Clone, Debug)]
pub struct Hire {
    /// The account.
    pub account: NewAccount,
    /// The posts, the active one first.
    pub posts: Vec<PostRef>,
}

/// Sets the roles of posts and takes people on, in one act (import, first start).
///
/// # Errors
/// Where a sign-in name is taken, a post is not there, or roles cannot be held together.
pub fn take_on(
    act: &mut Act<'_>,
    hires: &[Hire],
    grants: &[(PostRef, Vec<Role>)],
) -> Result<Committed<usize>, HallError> {
    let mut entries = Vec::new();
    for (post, roles) in grants {
        fit_together(roles)?;
        fit_to_post(act, post, roles)?;
        entries.push(granted(post, roles, "")?);
    }
    for hire in hires {
        let roles: Vec<Role> = hire
            .posts
            .iter()
            .flat_map(|post| grants.iter().filter(move |(it, _)| it == post))
            .flat_map(|(_, roles)| roles.iter().copied())
            .collect();
        fit_together(&roles)?;
        let (account, made) = made(act, &hire.account)?;
        entries.push(made);
        for post in &hire.posts {
            post_exists(act, post)?;
            entries.push(holding(account, post, "people.post_given", "")?);
        }
    }
    commit(act, entries, hires.len())
}

/// Changes name and telephone.
///
/// # Errors
/// Where there is no such account, or somebody changed it meanwhile.
pub(crate) fn change_account(
    act: &mut Act<'_>,
    account: i64,
    seen: i64,
    (name, phone): (&str, &str),
) -> Result<Committed<()>, HallError> {
    if get(act, account)?.version != seen {
        return Err(HallError::Stale(Phrase::of(
            "您打开页面之后，他人已变更了这个账号。请核对后再改。",
            "Somebody changed this account since you opened the page. Look at it again first.",
        )));
    }
    let event = Changed { account, name: name.to_owned(), phone: phone.to_owned() };
    let entries = vec![entry(account, "people.account_changed", &event)?];
    commit(act, entries, ())
}

fn not_oneself(act: &Act<'_>, account: i64) -> Result<(), HallError> {
    if act.actor().account == account {
        return Err(HallError::breach(
            "不能对自己的账号做授权类操作，请由另一位安全管理员办理。",
            "Nobody does this to the own account. Ask another security administrator.",
        ));
    }
    Ok(())
}

/// Disables an account and ends its sessions.
///
/// # Errors
/// Where it is one's own, or is disabled already.
pub(crate) fn disable(
    act: &mut Act<'_>,
    account: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let reason = reason_given(reason)?;
    if get(act, account)?.state == AccountState::Disabled {
        return Err(HallError::breach("这个账号已经停用。", "This account is disabled already."));
    }
    let mut entries = ended_sessions(act, account, &reason)?;
    let event = Because { account, reason };
    entries.push(entry(account, "people.account_disabled", &event)?);
    commit(act, entries, ())
}

/// Enables an account again.
///
/// # Errors
/// Where it is one's own, or is active already.
pub(crate) fn enable(
    act: &mut Act<'_>,
    account: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let reason = reason_given(reason)?;
    if get(act, account)?.state == AccountState::Active {
        return Err(HallError::breach("这个账号已是启用状态。", "This account is active already."));
    }
    let event = Because { account, reason };
    let entries = vec![entry(account, "people.account_enabled", &event)?];
    commit(act, entries, ())
}

/// Lifts the lock after failures.
///
/// # Errors
/// Where it is not locked.
pub fn unlock(act: &mut Act<'_>, account: i64, reason: &str) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let reason = reason_given(reason)?;
    let held = get(act, account)?;
    if held.locked_until_ms <= act.now_ms() {
        return Err(HallError::breach("这个账号没有被锁定。", "This account is not locked."));
    }
    secrets::forget_attempts(act, &super::entering::attempt_key(&held.login))?;
    secrets::forget_attempts(act, &super::entering::factor_key(account))?;
    let event = Because { account, reason };
    let entries = vec![entry(account, "people.unlocked", &event)?];
    commit(act, entries, ())
}

/// Sets a drawn password, which has to be changed, and ends the account's sessions.
///
/// # Errors
/// Where it is one's own, or no reason is given.
pub fn reset_password(
    act: &mut Act<'_>,
    account: i64,
    hash: &str,
    (reason, earlier): (&str, usize),
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let reason = reason_given(reason)?;
    let held = get(act, account)?;
    secrets::keep_hash(act, account, hash, earlier)?;
    secrets::forget_attempts(act, &super::entering::attempt_key(&held.login))?;
    let mut entries = ended_sessions(act, account, &reason)?;
    entries.push(entry(account, "people.password_reset", &Because { account, reason })?);
    commit(act, entries, ())
}

/// Removes the second factor of somebody who lost the phone, and ends the account's sessions.
///
/// # Errors
/// Where it is one's own, or there is none.
pub(crate) fn remove_factor(
    act: &mut Act<'_>,
    account: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let reason = reason_given(reason)?;
    if get(act, account)?.factor_at_ms == 0 {
        return Err(HallError::breach(
            "这个账号没有启用双因子认证。",
            "This account has no second factor.",
        ));
    }
    secrets::drop_factor(act, account)?;
    let mut entries = ended_sessions(act, account, &reason)?;
    entries.push(entry(account, "people.factor_removed", &Because { account, reason })?);
    commit(act, entries, ())
}

/// Ends one session of an account.
///
/// # Errors
/// Where it has ended already.
pub(crate) fn revoke_session(
    act: &mut Act<'_>,
    account: i64,
    session: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason = reason_given(reason)?;
    if !sessions::end_session(act, session, account)? {
        return Err(HallError::breach("这个会话已经结束。", "This session has ended already."));
    }
    let event = SessionEnded { account, session, reason };
    let entries = vec![entry(account, "people.session_revoked", &event)?];
    commit(act, entries, ())
}

/// Revokes a token of an account.
///
/// # Errors
/// Where it was revoked already.
pub(crate) fn revoke_token(
    act: &mut Act<'_>,
    account: i64,
    token: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason = reason_given(reason)?;
    if !sessions::revoke_token(act, token, account)? {
        return Err(HallError::breach(
            "没有这个令牌，或已经撤销。",
            "There is no such token, or it was revoked already.",
        ));
    }
    let event = TokenRevoked { account, token, reason };
    let entries = vec![entry(account, "people.token_revoked", &event)?];
    commit(act, entries, ())
}

/// Ends all sessions of an account; gives the entries that say so.
pub(super) fn ended_sessions(
    act: &mut Act<'_>,
    account: i64,
    reason: &str,
) -> Result<Vec<NewEntry>, HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    let mut entries = Vec::new();
    for line in sessions::sessions_of(act, county, account)? {
        sessions::end_session(act, line.session, account)?;
        if line.is_alive(now_ms) {
            let event = SessionEnded { account, session: line.session, reason: reason.to_owned() };
            entries.push(entry(account, "people.session_revoked", &event)?);
        }
    }
    Ok(entries)
}

fn holding(
    account: i64,
    post: &PostRef,
    action: &'static str,
    reason: &str,
) -> Result<NewEntry, HallError> {
    let event = Holding {
        account,
        centre: post.centre.0,
        post: post.post.clone(),
        reason: reason.to_owned(),
    };
    entry(account, action, &event)
}

fn post_exists(act: &mut Act<'_>, post: &PostRef) -> Result<(), HallError> {
    if posts::post(act, post.centre, &post.post)?.is_some() {
        return Ok(());
    }
    Err(HallError::invalid(
        "post",
        Phrase::of("岗位不存在或已停用。", "There is no such post, or it is closed."),
    ))
}

/// Gives somebody a post.
///
/// # Errors
/// Where it is one's own account, the post is held already, or its roles cannot be held together
/// with those the person has.
pub fn give_post(
    act: &mut Act<'_>,
    account: i64,
    post: &PostRef,
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    get(act, account)?;
    post_exists(act, post)?;
    let county = act.centre();
    let held = store::holdings(act, county, account)?;
    if held.contains(post) {
        return Err(HallError::invalid(
            "post",
            Phrase::of("此人已任这个岗位。", "This person holds the post already."),
        ));
    }
    let mut roles = store::roles(act, county, post)?.0;
    for other in &held {
        roles.extend(store::roles(act, county, other)?.0);
    }
    fit_together(&roles)?;
    let entries = vec![holding(account, post, "people.post_given", "")?];
    commit(act, entries, ())
}

/// Takes a post away.
///
/// # Errors
/// Where it is one's own account, or the post is not held.
pub(crate) fn take_post(
    act: &mut Act<'_>,
    account: i64,
    post: &PostRef,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    not_oneself(act, account)?;
    let (county, reason) = (act.centre(), reason_given(reason)?);
    if !store::holdings(act, county, account)?.contains(post) {
        return Err(HallError::breach(
            "此人现在不任这个岗位。",
            "This person does not hold that post.",
        ));
    }
    let entries = vec![holding(account, post, "people.post_taken", &reason)?];
    commit(act, entries, ())
}

/// Roles that only a post of the county office carries.
fn is_of_the_county(role: Role) -> bool {
    matches!(role, Role::CountyManager | Role::SecurityAdministrator)
}

fn fit_to_post(act: &mut Act<'_>, post: &PostRef, roles: &[Role]) -> Result<(), HallError> {
    post_exists(act, post)?;
    let county = act.centre();
    if post.centre != county && roles.iter().any(|role| is_of_the_county(*role)) {
        return Err(HallError::invalid(
            "roles",
            Phrase::of(
                "县级管理人员和安全管理员只能设在县级机构。",
                "County managers and security administrators sit in the county office only.",
            ),
        ));
    }
    Ok(())
}

fn fit_together(roles: &[Role]) -> Result<(), HallError> {
    let clash = roles.iter().enumerate().find_map(|(index, one)| {
        let others = &roles[index + 1..];
        others.iter().find(|other| !may_be_held_together(*one, **other)).map(|other| (one, other))
    });
    let Some((one, other)) = clash else { return Ok(()) };
    let (one, other) = (one.phrase(), other.phrase());
    Err(HallError::refused(
        Phrase::new(
            format!("“{}”与“{}”不能由同一人担任。", one.zh, other.zh),
            format!("“{}” and “{}” cannot be held by one person.", one.en, other.en),
        ),
        Phrase::of("三员分立制度", "The administrators are kept apart"),
    ))
}

fn granted(post: &PostRef, roles: &[Role], reason: &str) -> Result<NewEntry, HallError> {
    let event = Granted {
        centre: post.centre.0,
        post: post.post.clone(),
        roles: roles_text(roles),
        reason: reason.to_owned(),
    };
    NewEntry::new(Subject::new("post", post), "people.roles_granted", &event)
}

/// Sets the roles that a post carries.
///
/// # Errors
/// Where somebody else set them meanwhile, the actor holds the post, or a holder would hold roles
/// that cannot be held together.
pub fn grant_roles(
    act: &mut Act<'_>,
    post: &PostRef,
    roles: &[Role],
    (seen, reason): (i64, &str),
) -> Result<Committed<()>, HallError> {
    let (county, reason) = (act.centre(), reason_given(reason)?);
    fit_together(roles)?;
    fit_to_post(act, post, roles)?;
    if store::roles(act, county, post)?.1 != seen {
        return Err(HallError::Stale(Phrase::of(
            "您打开页面之后，他人已调整了这个岗位的权限。请核对后再改。",
            "Somebody set the roles of this post since you opened the page. Look at it again.",
        )));
    }
    let holders = store::holders(act, county, post.centre)?;
    for holder in holders.iter().filter(|it| it.post == post.post) {
        not_oneself(act, holder.account)?;
        let mut all = roles.to_vec();
        for other in store::holdings(act, county, holder.account)? {
            if other != *post {
                all.extend(store::roles(act, county, &other)?.0);
            }
        }
        fit_together(&all)?;
    }
    let entries = vec![granted(post, roles, &reason)?];
    commit(act, entries, ())
}

/// Links an identity of another issuer to an account, for unified sign-in.
///
/// # Errors
/// Where the identity is linked already.
pub fn link_identity(
    act: &mut Act<'_>,
    account: i64,
    (issuer, identity): (&str, &str),
) -> Result<Committed<()>, HallError> {
    let county = act.centre();
    get(act, account)?;
    if store::by_identity(act, county, issuer, identity)?.is_some() {
        return Err(HallError::breach(
            "这个统一身份已绑定其他账号。",
            "This identity is linked to an account already.",
        ));
    }
    let event = Identity { issuer: issuer.to_owned(), subject: identity.to_owned(), account };
    let entries = vec![NewEntry::new(subject(account), "people.identity_linked", &event)?];
    commit(act, entries, ())
}

/// Unlinks an identity.
///
/// # Errors
/// Where it is not linked.
pub fn unlink_identity(
    act: &mut Act<'_>,
    (issuer, identity): (&str, &str),
) -> Result<Committed<()>, HallError> {
    let county = act.centre();
    let account = store::by_identity(act, county, issuer, identity)?.ok_or_else(not_there)?;
    let event = Identity { issuer: issuer.to_owned(), subject: identity.to_owned(), account };
    let entries = vec![NewEntry::new(subject(account), "people.identity_unlinked", &event)?];
    commit(act, entries, ())
}
