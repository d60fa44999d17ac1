//! The acts of the room: a case is taken in, an earlier visit is looked up, a draft is kept.

use super::store;
use crate::cases::door::{self as cases, Done, SealedIntake, SealedParty};
use kit::HallError;
use kit::db::Act;
use kit::journal::{Committed, Housekeeping, NewEntry, Subject, commit, housekeeping};

/// Takes the case in and forgets its draft, which is found by item and ticket.
///
/// # Errors
/// As [`cases::receive`].
pub(super) fn receive(
    act: &mut Act<'_>,
    key: (&str, &str),
    intake: &SealedIntake,
) -> Result<Committed<Done>, HallError> {
    store::drop_draft(act, key)?;
    cases::receive(act, intake)
}

/// What a person gave the last time, still sealed; the look stands in the journal.
///
/// # Errors
/// What the database said.
pub(super) fn look_up(
    act: &mut Act<'_>,
    person: &str,
) -> Result<Committed<Option<SealedParty>>, HallError> {
    let centre = act.centre();
    let found = cases::last_of_person(act, centre, person)?;
    let short: String = person.chars().take(16).collect();
    let facts = serde_json::json!({ "found": found.is_some() });
    let entry = NewEntry::new(Subject::new("person", short), "intake.looked_up", &facts)?;
    commit(act, vec![entry], found)
}

/// Keeps what is being typed, sealed.
///
/// # Errors
/// What the database said.
pub(super) fn save_draft(
    act: &mut Act<'_>,
    key: (&str, &str),
    sealed: &str,
) -> Result<Committed<()>, HallError> {
    store::save(act, key, sealed)?;
    housekeeping(Housekeeping::Draft, ())
}

/// Forgets what is being typed.
///
/// # Errors
/// What the database said.
pub(super) fn drop_draft(act: &mut Act<'_>, key: (&str, &str)) -> Result<Committed<()>, HallError> {
    store::drop_draft(act, key)?;
    housekeeping(Housekeeping::Draft, ())
}

/// Days a draft is kept: longer than any case that really comes back the same week.
const DRAFT_DAYS: i64 = 15;

/// Forgets drafts that nobody came back to.
///
/// # Errors
/// What the database said.
pub(super) fn sweep(act: &mut Act<'_>) -> Result<Committed<u64>, HallError> {
    let before_ms = act.now_ms() - DRAFT_DAYS * 86_400_000;
    let swept = store::sweep(act, before_ms)?;
    housekeeping(Housekeeping::Sweep, swept)
}
