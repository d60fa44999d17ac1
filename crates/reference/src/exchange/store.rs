//! All SQL of the exchange: one working table of files waiting to be confirmed.

use super::staged::Preview;
use counter::catalogue::record::ItemRecord;
use kit::HallError;
use kit::db::{Act, CentreId, Read, Row, Statement};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[KEEP, FIND, FIND_RECORDS, DROP, SWEEP];

const KEEP: Statement = Statement::both(
    "INSERT INTO exchange_imports (centre_id, number, account, preview, records, kept_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const FIND: Statement = Statement::both(
    "SELECT preview FROM exchange_imports
     WHERE centre_id = $1 AND number = $2 AND account = $3",
);
const FIND_RECORDS: Statement = Statement::both(
    "SELECT preview, records FROM exchange_imports
     WHERE centre_id = $1 AND number = $2 AND account = $3",
);
const DROP: Statement =
    Statement::both("DELETE FROM exchange_imports WHERE centre_id = $1 AND number = $2");
const SWEEP: Statement =
    Statement::both("DELETE FROM exchange_imports WHERE centre_id = $1 AND kept_at_ms < $2");

/// Whose import, and which.
#[derive(Clone, Debug)]
pub(super) struct Which {
    /// The clerk's account; nobody else confirms.
    pub(super) account: i64,
    /// Its number.
    pub(super) number: String,
}

fn preview_of(row: &Row) -> Result<Preview, HallError> {
    Ok(serde_json::from_str(&row.get::<String>("preview")?)?)
}

/// The report of a file that waits.
pub(super) fn find(
    read: &mut dyn Read,
    centre: CentreId,
    which: &Which,
) -> Result<Option<Preview>, HallError> {
    let row = read.first(FIND, &params![centre, &which.number, which.account])?;
    row.as_ref().map(preview_of).transpose()
}

/// A file that waits, with its items.
pub(super) fn find_records(
    read: &mut dyn Read,
    centre: CentreId,
    which: &Which,
) -> Result<Option<(Preview, Vec<ItemRecord>)>, HallError> {
    let row = read.first(FIND_RECORDS, &params![centre, &which.number, which.account])?;
    let Some(row) = row else { return Ok(None) };
    let records = serde_json::from_str(&row.get::<String>("records")?)?;
    Ok(Some((preview_of(&row)?, records)))
}

/// Keeps a file until it is confirmed; older ones than two days go.
pub(super) fn keep(
    act: &mut Act<'_>,
    which: &Which,
    preview: &str,
    records: &str,
) -> Result<(), HallError> {
    const KEPT_MS: i64 = 2 * 86_400_000;
    let (centre, now_ms) = (act.centre(), act.now_ms());
    act.working(SWEEP, &params![centre, now_ms - KEPT_MS])?;
    act.working(KEEP, &params![centre, &which.number, which.account, preview, records, now_ms])?;
    Ok(())
}

/// Forgets a file.
pub(super) fn forget(act: &mut Act<'_>, number: &str) -> Result<(), HallError> {
    let centre = act.centre();
    act.working(DROP, &params![centre, number])?;
    Ok(())
}
