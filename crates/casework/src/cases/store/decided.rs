//! Cases by the time at which they were decided.

use super::{Held, listed};
use kit::HallError;
use kit::db::{CentreId, Read, Statement};
use kit::params;

/// Every statement that reads decisions.
pub(in crate::cases) const STATEMENTS: &[Statement] = &[DECIDED];

const DECIDED: Statement = cases!(
    "WHERE centre_id = $1 AND decided_at_ms > 0 AND decided_at_ms >= $2 AND decided_at_ms < $3
     ORDER BY decided_at_ms, number LIMIT $4"
);

/// Cases decided from one instant until before another, in that order.
pub(in crate::cases) fn decided(
    read: &mut dyn Read,
    centre: CentreId,
    (from_ms, until_ms): (i64, i64),
    limit: u32,
) -> Result<Vec<Held>, HallError> {
    read.query(DECIDED, &params![centre, from_ms, until_ms, limit])?.iter().map(listed).collect()
}
