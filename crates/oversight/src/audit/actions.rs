//! The acts of the room: what was taken away and what was verified is written down.

use super::events::{EXPORTED, Exported, VERIFIED, Verified, journal};
use kit::HallError;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, commit};

/// Writes down that a part of the trail was taken away.
///
/// # Errors
/// What the database said.
pub(super) fn export(act: &mut Act<'_>, exported: &Exported) -> Result<Committed<()>, HallError> {
    let subject = journal(act.centre());
    commit(act, vec![NewEntry::new(subject, EXPORTED, exported)?], ())
}

/// Writes down what a verification found.
///
/// # Errors
/// What the database said.
pub(super) fn verify(
    act: &mut Act<'_>,
    verified: &Verified,
) -> Result<Committed<Verified>, HallError> {
    let subject = journal(act.centre());
    commit(act, vec![NewEntry::new(subject, VERIFIED, verified)?], verified.clone())
}
