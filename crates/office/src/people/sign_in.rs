//! Signing in, step by step: count, compare, open. Between the acts lies the hashing, which must
//! not hold the write lane.

use super::actions::entering::{self, Begun, Opened, Opening};
use super::actions::own;
use super::factor;
use super::setup::{policy, works};
use super::store;
use kit::clock::random_hex;
use kit::db::ActHead;
use kit::journal::Actor;
use kit::security::Allowance;
use kit::session::secret_digest;
use kit::{Hall, HallError, Phrase, Visit};

/// Attempts of one address: a whole hall may sit behind one.
const BY_ADDRESS: Allowance = Allowance { burst: 120, per_minute: 60 };

/// What became of an attempt.
pub(super) enum Attempt {
    /// The secret of the new session, and whether a second factor is owed.
    Signed {
        /// For the cookie.
        secret: String,
        /// Where to go first.
        opened: Opened,
    },
    /// Not signed in; why, in words that do not tell whether the account exists.
    Refused(Phrase),
}

/// A secret of 256 bits.
pub(super) fn new_secret(hall: &Hall) -> String {
    random_hex(&*hall.randomness, 32)
}

fn head(hall: &Hall, actor: Actor) -> ActHead {
    ActHead { centre: hall.site.county, actor }
}

/// Tries a sign-in name and a password.
///
/// # Errors
/// `TooMany` for an address that asks too often; what the account's own state says after a right
/// password.
pub(super) async fn attempt(
    visit: &Visit,
    login: &str,
    password: &str,
) -> Result<Attempt, HallError> {
    let hall = &visit.hall;
    let key = format!("sign-in {}", visit.address);
    hall.throttle
        .ask(&key, BY_ADDRESS, visit.now_ms)
        .map_err(|retry_after_s| HallError::TooMany { retry_after_s })?;
    let policy = policy(hall);
    let typed: String = login.trim().chars().take(64).collect();
    let begun = {
        let typed = typed.clone();
        hall.db.act(head(hall, Actor::house()), move |act| entering::begin(act, &typed, &policy))
    };
    let (account, hash) = match begun.await? {
        Begun::Locked { until_ms } => return Ok(Attempt::Refused(locked(until_ms, visit.now_ms))),
        Begun::Open { account, hash } => (account, hash),
    };
    let is_right = works(hall).is_password(password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else {
        let (address, failed) = (visit.address.clone(), typed.clone());
        hall.db
            .act(head(hall, Actor::house()), move |act| {
                entering::fail(act, (&failed, account), &address, &policy)
            })
            .await?;
        return Ok(Attempt::Refused(wrong(policy.failures, policy.lock_minutes)));
    };
    open(visit, account).await
}

/// Opens a session of an account whose owner has proved who it is: by password here, or at
/// another issuer of identities.
///
/// # Errors
/// Where the account is disabled or has no post to act in.
pub(super) async fn open(visit: &Visit, account: i64) -> Result<Attempt, HallError> {
    let hall = &visit.hall;
    let policy = policy(hall);
    let county = hall.site.county;
    let held = hall.db.read(move |read| store::accounts::account(read, county, account)).await?;
    let actor =
        Actor { account, name: held.map(|it| it.name).unwrap_or_default(), ..Actor::default() };
    let secret = new_secret(hall);
    let digest = secret_digest(&secret);
    let opening = Opening { account, digest, address: visit.address.clone() };
    let opened =
        hall.db.act(head(hall, actor), move |act| entering::open(act, &opening, &policy)).await?;
    Ok(Attempt::Signed { secret, opened })
}

fn wrong(failures: u32, minutes: u32) -> Phrase {
    Phrase::new(
        format!("登录名或密码不正确。连续 {failures} 次错误将锁定 {minutes} 分钟。"),
        format!(
            "The sign-in name or the password is not right. {failures} wrong attempts lock it for \
             {minutes} minutes."
        ),
    )
}

fn locked(until_ms: i64, now_ms: i64) -> Phrase {
    let minutes = ((until_ms - now_ms + 59_999) / 60_000).max(1);
    Phrase::new(
        format!("错误次数过多，{minutes} 分钟内不能登录。如急需使用，请联系安全管理员解除锁定。"),
        format!(
            "Too many wrong attempts: no sign-in for {minutes} minutes. The security \
             administrator can lift the lock."
        ),
    )
}

/// Whether the member's own password is right; a wrong one counts like a wrong sign-in.
///
/// # Errors
/// Where the account is locked meanwhile.
pub(super) async fn is_own_password(visit: &Visit, password: &str) -> Result<bool, HallError> {
    let hall = &visit.hall;
    let policy = policy(hall);
    let login = visit.member()?.login.clone();
    let typed = login.clone();
    let begun = hall
        .db
        .act(head(hall, Actor::house()), move |act| entering::begin(act, &typed, &policy))
        .await?;
    let (account, hash) = match begun {
        Begun::Locked { until_ms } => {
            let empty = Phrase::of("", "");
            return Err(HallError::refused(locked(until_ms, visit.now_ms), empty));
        }
        Begun::Open { account, hash } => (account, hash),
    };
    let is_right = works(hall).is_password(password, hash).await?;
    let address = visit.address.clone();
    let act = hall.db.act(head(hall, visit.actor()), move |act| {
        if is_right {
            return own::forget_attempts(act, &login);
        }
        entering::fail(act, (&login, account), &address, &policy)
    });
    act.await?;
    Ok(is_right)
}

/// The proof in what was typed at the second factor.
///
/// # Errors
/// Where the stored secret cannot be read.
pub(super) fn proof_of(
    hall: &Hall,
    account: i64,
    held: &store::secrets::Factor,
    typed: &str,
) -> Result<entering::Proof, HallError> {
    let secret = factor::opened(&hall.vault, &held.secret)?;
    if let Some(step) = factor::matching_step(&secret, typed, hall.now_ms())? {
        return Ok(entering::Proof::Step(step));
    }
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).count();
    if letters == 12 {
        let digest = factor::recovery_digest(&hall.vault, account, typed);
        return Ok(entering::Proof::Recovery(digest));
    }
    Ok(entering::Proof::Nothing)
}
