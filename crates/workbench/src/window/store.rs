//! All SQL of the room.

use kit::HallError;
use kit::db::{Act, CentreId, Read, Statement};
use kit::params;

/// Every statement of the room.
pub(super) const STATEMENTS: &[Statement] = &[VISITOR, SAVE, DROP, SWEEP];

const VISITOR: Statement =
    Statement::both("SELECT content FROM window_visits WHERE centre_id = $1 AND ticket = $2");
const SAVE: Statement = Statement::both(
    "INSERT INTO window_visits (centre_id, ticket, content, saved_at_ms)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, ticket) DO UPDATE SET content = excluded.content,
       saved_at_ms = excluded.saved_at_ms",
);
const DROP: Statement =
    Statement::both("DELETE FROM window_visits WHERE centre_id = $1 AND ticket = $2");
const SWEEP: Statement =
    Statement::both("DELETE FROM window_visits WHERE centre_id = $1 AND saved_at_ms < $2");

/// Who came with a ticket, sealed.
pub(super) fn visitor(
    read: &mut dyn Read,
    centre: CentreId,
    ticket: &str,
) -> Result<Option<String>, HallError> {
    let row = read.first(VISITOR, &params![centre, ticket])?;
    row.map(|row| row.get("content").map_err(HallError::from)).transpose()
}

/// Keeps who came with a ticket.
pub(super) fn save(act: &mut Act<'_>, ticket: &str, content: &str) -> Result<(), HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    act.working(SAVE, &params![centre, ticket, content, now_ms])?;
    Ok(())
}

/// Forgets who came with a ticket.
pub(super) fn forget(act: &mut Act<'_>, ticket: &str) -> Result<(), HallError> {
    let centre = act.centre();
    act.working(DROP, &params![centre, ticket])?;
    Ok(())
}

/// Forgets whoever came before an instant.
pub(super) fn sweep(act: &mut Act<'_>, before_ms: i64) -> Result<u64, HallError> {
    let centre = act.centre();
    Ok(act.working(SWEEP, &params![centre, before_ms])?)
}
