//! The record of kept promises (承诺兑现), read from the cases of an item.

use kit::HallError;
use kit::db::{CentreId, Read, Statement};
use kit::params;
use rulebook::promise::KeptPromise;

/// Every statement of this file.
pub(crate) const STATEMENTS: &[Statement] = &[KEPT];

/// What both engines say alike; they differ in how an instant becomes a day in China.
macro_rules! kept {
    ($decided_on:literal) => {
        concat!(
            "SELECT COUNT(CASE WHEN decided_at_ms > 0 THEN 1 END) AS decided,
               COUNT(CASE WHEN decided_at_ms > 0 AND ",
            $decided_on,
            " <= promised_due_on THEN 1 END) AS kept,
               COUNT(CASE WHEN decided_at_ms = 0 AND is_closed = 0 AND is_stopped = 0
                 AND promised_due_on < $4 THEN 1 END) AS open_overdue
             FROM cases_cases
             WHERE centre_id = $1 AND item_code = $2 AND received_at_ms >= $3
               AND promised_due_on > ''"
        )
    };
}

const KEPT: Statement = Statement::each(
    kept!("date(decided_at_ms / 1000 + 28800, 'unixepoch')"),
    kept!("to_char(to_timestamp(decided_at_ms / 1000 + 28800) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
);

/// How an item's promise was kept in the cases received since an instant.
///
/// # Errors
/// What the database said.
pub fn kept_promise(
    read: &mut dyn Read,
    centre: CentreId,
    item: &str,
    (since_ms, today): (i64, jiff::civil::Date),
) -> Result<KeptPromise, HallError> {
    let Some(row) = read.first(KEPT, &params![centre, item, since_ms, today])? else {
        return Ok(KeptPromise::default());
    };
    let count = |name: &str| -> Result<u32, HallError> {
        Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or(u32::MAX))
    };
    Ok(KeptPromise {
        kept: count("kept")?,
        decided: count("decided")?,
        open_overdue: count("open_overdue")?,
    })
}
