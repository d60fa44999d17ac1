//! Forms that came after the end of their session: a working table, sealed.

use kit::HallError;
use kit::db::{Act, CentreId, Read, Statement};
use kit::params;

pub(super) const STATEMENTS: &[Statement] = &[LEFT, KEEP, DROP, SWEEP];

const LEFT: Statement = Statement::both(
    "SELECT content FROM people_left_forms
     WHERE centre_id = $1 AND account = $2 AND kept_at_ms >= $3",
);
const KEEP: Statement = Statement::both(
    "INSERT INTO people_left_forms (centre_id, account, content, kept_at_ms)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, account) DO UPDATE SET content = excluded.content,
       kept_at_ms = excluded.kept_at_ms",
);
const DROP: Statement =
    Statement::both("DELETE FROM people_left_forms WHERE centre_id = $1 AND account = $2");
const SWEEP: Statement =
    Statement::both("DELETE FROM people_left_forms WHERE centre_id = $1 AND kept_at_ms < $2");

/// The form of an account that was kept since an instant, sealed.
pub(in crate::people) fn left(
    read: &mut dyn Read,
    (county, account): (CentreId, i64),
    since_ms: i64,
) -> Result<Option<String>, HallError> {
    let row = read.first(LEFT, &params![county, account, since_ms])?;
    row.map(|row| row.get("content").map_err(HallError::from)).transpose()
}

/// Keeps the form of an account in place of an earlier one.
pub(in crate::people) fn keep(
    act: &mut Act<'_>,
    account: i64,
    content: &str,
) -> Result<(), HallError> {
    let (county, now_ms) = (act.centre(), act.now_ms());
    act.working(KEEP, &params![county, account, content, now_ms])?;
    Ok(())
}

/// Forgets the form of an account.
pub(in crate::people) fn forget(act: &mut Act<'_>, account: i64) -> Result<(), HallError> {
    let county = act.centre();
    act.working(DROP, &params![county, account])?;
    Ok(())
}

/// Forgets forms kept before an instant.
pub(in crate::people) fn sweep(act: &mut Act<'_>, before_ms: i64) -> Result<u64, HallError> {
    let county = act.centre();
    Ok(act.working(SWEEP, &params![county, before_ms])?)
}
