//! Passwords, second factors and counters against guessing: working tables, never journalled.

use kit::HallError;
use kit::db::{Act, CentreId, Read, Statement};
use kit::params;

pub(super) const STATEMENTS: &[Statement] = &[
    CREDENTIAL,
    SAVE_CREDENTIAL,
    FACTOR,
    SAVE_FACTOR,
    CONFIRM_FACTOR,
    DROP_FACTOR,
    MOVE_STEP,
    ADD_RECOVERY,
    USE_RECOVERY,
    DROP_RECOVERY,
    COUNT_RECOVERY,
    ATTEMPTS,
    SAVE_ATTEMPTS,
    DROP_ATTEMPTS,
    SWEEP_ATTEMPTS,
];

const CREDENTIAL: Statement = Statement::both(
    "SELECT hash, history FROM people_credentials WHERE centre_id = $1 AND account = $2",
);
const SAVE_CREDENTIAL: Statement = Statement::both(
    "INSERT INTO people_credentials (centre_id, account, hash, history) VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, account) DO UPDATE SET hash = excluded.hash,
       history = excluded.history",
);
const FACTOR: Statement = Statement::both(
    "SELECT secret, confirmed FROM people_factors
     WHERE centre_id = $1 AND account = $2",
);
const SAVE_FACTOR: Statement = Statement::both(
    "INSERT INTO people_factors (centre_id, account, secret, confirmed, last_step)
     VALUES ($1, $2, $3, 0, 0)
     ON CONFLICT (centre_id, account) DO UPDATE SET secret = excluded.secret, confirmed = 0,
       last_step = 0",
);
const CONFIRM_FACTOR: Statement = Statement::both(
    "UPDATE people_factors SET confirmed = 1, last_step = $3
     WHERE centre_id = $1 AND account = $2",
);
const DROP_FACTOR: Statement =
    Statement::both("DELETE FROM people_factors WHERE centre_id = $1 AND account = $2");
const MOVE_STEP: Statement = Statement::both(
    "UPDATE people_factors SET last_step = $3
     WHERE centre_id = $1 AND account = $2 AND last_step < $3",
);
const ADD_RECOVERY: Statement = Statement::both(
    "INSERT INTO people_recovery_codes (centre_id, account, digest) VALUES ($1, $2, $3)",
);
const USE_RECOVERY: Statement = Statement::both(
    "DELETE FROM people_recovery_codes WHERE centre_id = $1 AND account = $2 AND digest = $3",
);
const DROP_RECOVERY: Statement =
    Statement::both("DELETE FROM people_recovery_codes WHERE centre_id = $1 AND account = $2");
const COUNT_RECOVERY: Statement = Statement::both(
    "SELECT COUNT(*) AS found FROM people_recovery_codes WHERE centre_id = $1 AND account = $2",
);
const ATTEMPTS: Statement = Statement::both(
    "SELECT failures, last_at_ms FROM people_attempts WHERE centre_id = $1 AND attempt_key = $2",
);
const SAVE_ATTEMPTS: Statement = Statement::both(
    "INSERT INTO people_attempts (centre_id, attempt_key, failures, last_at_ms)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, attempt_key) DO UPDATE SET failures = excluded.failures,
       last_at_ms = excluded.last_at_ms",
);
const DROP_ATTEMPTS: Statement =
    Statement::both("DELETE FROM people_attempts WHERE centre_id = $1 AND attempt_key = $2");
const SWEEP_ATTEMPTS: Statement =
    Statement::both("DELETE FROM people_attempts WHERE centre_id = $1 AND last_at_ms < $2");

/// The hash of a password and those of earlier ones, newest first.
#[derive(Clone, Debug, Default)]
pub(in crate::people) struct Credential {
    pub hash: String,
    pub history: Vec<String>,
}

pub(in crate::people) fn credential(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Option<Credential>, HallError> {
    let Some(row) = read.first(CREDENTIAL, &params![county, account])? else {
        return Ok(None);
    };
    let history = serde_json::from_str(&row.get::<String>("history")?)?;
    Ok(Some(Credential { hash: row.get("hash")?, history }))
}

/// Keeps a new hash and as many earlier ones as the policy asks.
pub(in crate::people) fn keep_hash(
    act: &mut Act<'_>,
    account: i64,
    hash: &str,
    earlier: usize,
) -> Result<(), HallError> {
    let county = act.centre();
    let mut history = Vec::new();
    if let Some(known) = credential(act, county, account)? {
        history.push(known.hash);
        history.extend(known.history);
    }
    // The one in force counts as one of the last ones.
    history.truncate(earlier.saturating_sub(1));
    let history = serde_json::to_string(&history)?;
    act.working(SAVE_CREDENTIAL, &params![county, account, hash, history])?;
    Ok(())
}

/// A second factor as it stands.
#[derive(Clone, Debug)]
pub(in crate::people) struct Factor {
    /// Sealed.
    pub secret: String,
    /// Whether a first code was right.
    pub is_confirmed: i64,
}

pub(in crate::people) fn factor(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<Option<Factor>, HallError> {
    let row = read.first(FACTOR, &params![county, account])?;
    row.map(|row| Ok(Factor { secret: row.get("secret")?, is_confirmed: row.get("confirmed")? }))
        .transpose()
}

/// Keeps a secret that is still to be confirmed.
pub(in crate::people) fn propose_factor(
    act: &mut Act<'_>,
    account: i64,
    sealed: &str,
) -> Result<(), HallError> {
    let county = act.centre();
    act.working(SAVE_FACTOR, &params![county, account, sealed])?;
    Ok(())
}

/// Confirms the secret with the step of its first code, and keeps the recovery codes.
pub(in crate::people) fn confirm_factor(
    act: &mut Act<'_>,
    account: i64,
    step: i64,
    recovery: &[String],
) -> Result<(), HallError> {
    let county = act.centre();
    act.working(CONFIRM_FACTOR, &params![county, account, step])?;
    act.working(DROP_RECOVERY, &params![county, account])?;
    for digest in recovery {
        act.working(ADD_RECOVERY, &params![county, account, digest])?;
    }
    Ok(())
}

pub(in crate::people) fn drop_factor(act: &mut Act<'_>, account: i64) -> Result<(), HallError> {
    let county = act.centre();
    act.working(DROP_FACTOR, &params![county, account])?;
    act.working(DROP_RECOVERY, &params![county, account])?;
    Ok(())
}

/// Spends a step; false where it or a later one was spent before.
pub(in crate::people) fn spend_step(
    act: &mut Act<'_>,
    account: i64,
    step: i64,
) -> Result<bool, HallError> {
    let county = act.centre();
    Ok(act.working(MOVE_STEP, &params![county, account, step])? == 1)
}

/// Spends a recovery code; gives how many are left, or nothing where it is none.
pub(in crate::people) fn spend_recovery(
    act: &mut Act<'_>,
    account: i64,
    digest: &str,
) -> Result<Option<i64>, HallError> {
    let county = act.centre();
    if act.working(USE_RECOVERY, &params![county, account, digest])? == 0 {
        return Ok(None);
    }
    recovery_left(act, county, account).map(Some)
}

pub(in crate::people) fn recovery_left(
    read: &mut dyn Read,
    county: CentreId,
    account: i64,
) -> Result<i64, HallError> {
    let row = read.first(COUNT_RECOVERY, &params![county, account])?;
    row.map_or(Ok(0), |row| row.get("found").map_err(HallError::from))
}

/// Failures under a key and when the last attempt was.
pub(in crate::people) fn attempts(
    read: &mut dyn Read,
    county: CentreId,
    key: &str,
) -> Result<(u32, i64), HallError> {
    match read.first(ATTEMPTS, &params![county, key])? {
        Some(row) => Ok((row.get("failures")?, row.get("last_at_ms")?)),
        None => Ok((0, 0)),
    }
}

pub(in crate::people) fn save_attempts(
    act: &mut Act<'_>,
    key: &str,
    failures: u32,
) -> Result<(), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    act.working(SAVE_ATTEMPTS, &params![county, key, failures, now_ms])?;
    Ok(())
}

pub(in crate::people) fn forget_attempts(act: &mut Act<'_>, key: &str) -> Result<(), HallError> {
    let county = act.centre();
    act.working(DROP_ATTEMPTS, &params![county, key])?;
    Ok(())
}

/// Forgets counters that no longer count.
pub(in crate::people) fn sweep_attempts(
    act: &mut Act<'_>,
    before_ms: i64,
) -> Result<u64, HallError> {
    let county = act.centre();
    Ok(act.working(SWEEP_ATTEMPTS, &params![county, before_ms])?)
}
