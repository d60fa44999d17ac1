//! All SQL of the room.

use kit::HallError;
use kit::db::{Act, CentreId, Read, Row, Statement};
use kit::journal::{Entry, Projection};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[DRAFT, SAVE, DROP, MINE, SWEEP];

#[cfg(test)]
pub(super) const ALL: Statement = Statement::both("SELECT content FROM intake_drafts");
const DRAFT: Statement = Statement::both(
    "SELECT content FROM intake_drafts
     WHERE centre_id = $1 AND account = $2 AND item_code = $3 AND ticket = $4",
);
const SAVE: Statement = Statement::both(
    "INSERT INTO intake_drafts (centre_id, account, item_code, ticket, content, saved_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (centre_id, account, item_code, ticket) DO UPDATE SET content = excluded.content,
       saved_at_ms = excluded.saved_at_ms",
);
const DROP: Statement = Statement::both(
    "DELETE FROM intake_drafts
     WHERE centre_id = $1 AND account = $2 AND item_code = $3 AND ticket = $4",
);
const MINE: Statement = Statement::both(
    "SELECT item_code, ticket, saved_at_ms FROM intake_drafts WHERE centre_id = $1 AND account = $2
     ORDER BY saved_at_ms DESC LIMIT 20",
);
const SWEEP: Statement =
    Statement::both("DELETE FROM intake_drafts WHERE centre_id = $1 AND saved_at_ms < $2");

/// What was typed for an item and not yet handed in, sealed.
pub(super) fn draft(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
    (item, ticket): (&str, &str),
) -> Result<Option<String>, HallError> {
    let row = read.first(DRAFT, &params![centre, account, item, ticket])?;
    row.map(|row| row.get("content").map_err(HallError::from)).transpose()
}

/// Items that an account has begun with, the tickets they are for, and when they were saved,
/// newest first.
pub(super) fn mine(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
) -> Result<Vec<(String, String, i64)>, HallError> {
    let rows = read.query(MINE, &params![centre, account])?;
    let begun = |row: &Row| -> Result<_, HallError> {
        Ok((row.get("item_code")?, row.get("ticket")?, row.get("saved_at_ms")?))
    };
    rows.iter().map(begun).collect()
}

/// Keeps what was typed.
pub(super) fn save(
    act: &mut Act<'_>,
    (item, ticket): (&str, &str),
    content: &str,
) -> Result<(), HallError> {
    let (centre, account, now_ms) = (act.centre(), act.actor().account, act.now_ms());
    act.working(SAVE, &params![centre, account, item, ticket, content, now_ms])?;
    Ok(())
}

/// Forgets what was typed.
pub(super) fn drop_draft(act: &mut Act<'_>, (item, ticket): (&str, &str)) -> Result<(), HallError> {
    let (centre, account) = (act.centre(), act.actor().account);
    act.working(DROP, &params![centre, account, item, ticket])?;
    Ok(())
}

/// Forgets what was typed before an instant.
pub(super) fn sweep(act: &mut Act<'_>, before_ms: i64) -> Result<u64, HallError> {
    let centre = act.centre();
    Ok(act.working(SWEEP, &params![centre, before_ms])?)
}

/// The room keeps no projection: its entries only tell that somebody looked.
#[expect(clippy::unnecessary_wraps, reason = "a projector may fail; this one has nothing to do")]
pub(super) fn project(_: &mut Projection<'_>, _: &Entry) -> Result<(), HallError> {
    Ok(())
}
