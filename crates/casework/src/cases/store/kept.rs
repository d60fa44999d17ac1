//! The record of an item's kept promises (承诺兑现), read from its cases.

use super::{Held, listed};
use kit::HallError;
use kit::db::{CentreId, Read, Statement};
use kit::params;

/// Every statement of this file.
pub(in crate::cases) const STATEMENTS: &[Statement] = &[DECIDED_OF_ITEM, OPEN_OVERDUE];

const DECIDED_OF_ITEM: Statement = cases!(
    "WHERE centre_id = $1 AND item_code = $2 AND decided_at_ms > 0 AND received_at_ms >= $3
     ORDER BY number DESC LIMIT $4"
);
const OPEN_OVERDUE: Statement = Statement::both(
    "SELECT COUNT(*) AS overdue FROM cases_cases
     WHERE centre_id = $1 AND item_code = $2 AND received_at_ms >= $3 AND is_closed = 0
       AND is_stopped = 0 AND decided_at_ms = 0 AND promised_due_on > '' AND promised_due_on < $4",
);

/// Decided cases of an item received since an instant, the newest first.
pub(in crate::cases) fn decided_of_item(
    read: &mut dyn Read,
    centre: CentreId,
    (item, since_ms): (&str, i64),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    let rows = read.query(DECIDED_OF_ITEM, &params![centre, item, since_ms, limit])?;
    rows.iter().map(listed).collect()
}

/// Cases of an item received since an instant that are undecided past their promise.
pub(in crate::cases) fn open_overdue(
    read: &mut dyn Read,
    centre: CentreId,
    (item, since_ms): (&str, i64),
    today: jiff::civil::Date,
) -> Result<u32, HallError> {
    let row = read.first(OPEN_OVERDUE, &params![centre, item, since_ms, today])?;
    let found: i64 = row.map_or(Ok(0), |row| row.get("overdue"))?;
    Ok(u32::try_from(found).unwrap_or(u32::MAX))
}
