//! What the room writes by itself: whom a window has before it, for the time of the visit.

use super::store;
use kit::HallError;
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, housekeeping};

/// Keeps who came with a ticket, sealed.
///
/// # Errors
/// What the database said.
pub(super) fn save(
    act: &mut Act<'_>,
    ticket: &str,
    sealed: &str,
) -> Result<Committed<()>, HallError> {
    store::save(act, ticket, sealed)?;
    housekeeping(Housekeeping::Draft, ())
}

/// Forgets who came with a ticket.
///
/// # Errors
/// What the database said.
pub(super) fn forget(act: &mut Act<'_>, ticket: &str) -> Result<Committed<()>, HallError> {
    store::forget(act, ticket)?;
    housekeeping(Housekeeping::Draft, ())
}

/// A visit ends with its day; what is left of it is forgotten the day after.
const KEPT_MS: i64 = 86_400_000;

/// Forgets the visitors of earlier days.
///
/// # Errors
/// What the database said.
pub(super) fn sweep(act: &mut Act<'_>) -> Result<Committed<u64>, HallError> {
    let before_ms = act.now_ms() - KEPT_MS;
    let swept = store::sweep(act, before_ms)?;
    housekeeping(Housekeeping::Sweep, swept)
}
