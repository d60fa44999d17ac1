//! Reading the journal: by subject, and page by page.

use super::{ChainHead, Entry, digest_of};
use crate::db::{CentreId, Read, Statement};
use crate::error::HallError;
use crate::params;

pub(super) const STATEMENTS: [Statement; 7] =
    [OF_SUBJECT, LATEST_OF_SUBJECT, AFTER, BEFORE, CENTRES, LAST, HEAD];

const OF_SUBJECT: Statement = Statement::both(
    "SELECT * FROM journal_entries
     WHERE centre_id = $1 AND subject_kind = $2 AND subject_id = $3 AND sequence > $4
     ORDER BY sequence LIMIT $5",
);
const LATEST_OF_SUBJECT: Statement = Statement::both(
    "SELECT * FROM journal_entries
     WHERE centre_id = $1 AND subject_kind = $2 AND subject_id = $3 AND action = $4
     ORDER BY sequence DESC LIMIT 1",
);
const AFTER: Statement = Statement::both(
    "SELECT * FROM journal_entries WHERE centre_id = $1 AND sequence > $2
     ORDER BY sequence LIMIT $3",
);
const BEFORE: Statement = Statement::both(
    "SELECT * FROM journal_entries WHERE centre_id = $1 AND sequence < $2
     ORDER BY sequence DESC LIMIT $3",
);
const CENTRES: Statement =
    Statement::both("SELECT centre_id FROM journal_heads ORDER BY centre_id LIMIT 100000");

/// The history of one thing, oldest first, at most `limit` entries after `after`.
///
/// # Errors
/// What the database said.
pub fn of_subject(
    read: &mut dyn Read,
    centre: CentreId,
    subject: &super::Subject,
    after: i64,
    limit: u32,
) -> Result<Vec<Entry>, HallError> {
    let rows = read.query(OF_SUBJECT, &params![centre, subject.kind, &subject.id, after, limit])?;
    rows.iter().map(|row| Entry::from_row(row).map_err(HallError::from)).collect()
}

/// The newest entry of an action about one thing.
///
/// # Errors
/// What the database said.
pub fn latest_of_subject(
    read: &mut dyn Read,
    centre: CentreId,
    subject: &super::Subject,
    action: &str,
) -> Result<Option<Entry>, HallError> {
    let params = params![centre, subject.kind, &subject.id, action];
    let row = read.first(LATEST_OF_SUBJECT, &params)?;
    row.map(|row| Entry::from_row(&row).map_err(HallError::from)).transpose()
}

/// Entries after a number, oldest first.
///
/// # Errors
/// What the database said.
pub fn after(
    read: &mut dyn Read,
    centre: CentreId,
    sequence: i64,
    limit: u32,
) -> Result<Vec<Entry>, HallError> {
    let rows = read.query(AFTER, &params![centre, sequence, limit])?;
    rows.iter().map(|row| Entry::from_row(row).map_err(HallError::from)).collect()
}

/// Entries before a number, newest first.
///
/// # Errors
/// What the database said.
pub fn before(
    read: &mut dyn Read,
    centre: CentreId,
    sequence: i64,
    limit: u32,
) -> Result<Vec<Entry>, HallError> {
    let rows = read.query(BEFORE, &params![centre, sequence, limit])?;
    rows.iter().map(|row| Entry::from_row(row).map_err(HallError::from)).collect()
}

/// All centres that have a journal.
///
/// # Errors
/// What the database said.
pub fn centres(read: &mut dyn Read) -> Result<Vec<CentreId>, HallError> {
    let rows = read.query(CENTRES, &params![])?;
    rows.iter().map(|row| row.get("centre_id").map_err(HallError::from)).collect()
}

const LAST: Statement = Statement::both("SELECT at_ms FROM journal_heads WHERE centre_id = $1");

/// The instant of the last entry of a centre; 0 where there is none.
///
/// # Errors
/// What the database said.
pub fn last_at_ms(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    let row = read.first(LAST, &params![centre])?;
    row.map_or(Ok(0), |row| Ok(row.get("at_ms")?))
}

const HEAD: Statement =
    Statement::both("SELECT sequence, digest, at_ms FROM journal_heads WHERE centre_id = $1");

/// Where a centre's chain says that it ends; `None` where it has not begun.
///
/// # Errors
/// What the database said.
pub fn head(read: &mut dyn Read, centre: CentreId) -> Result<Option<ChainHead>, HallError> {
    let row = read.first(HEAD, &params![centre])?;
    row.map(|row| {
        Ok(ChainHead {
            sequence: row.get("sequence")?,
            digest: digest_of(&row, "digest")?,
            at_ms: row.get("at_ms")?,
        })
    })
    .transpose()
}
