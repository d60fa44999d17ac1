//! Reads of the journal for the auditor: the centres there are, and searches with an end.

use kit::db::{CentreId, Read};
use kit::journal::reading;
use kit::journal::trail::{Filter, Trail, trail};
use kit::{HallError, Phrase, Visit};
use office::posts::door as posts;

/// A centre whose journal the visitor may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its division code.
    pub(super) id: CentreId,
    /// What it is called.
    pub(super) name: Phrase,
}

/// The centres whose journals the visitor may read: of the county office all, else one's own.
///
/// # Errors
/// What the database said.
pub(super) async fn places(visit: &Visit) -> Result<Vec<Place>, HallError> {
    let own = visit.centre()?;
    let directory = posts::directory(&visit.hall).await?;
    let mut ids = vec![own];
    if visit.is_county() {
        ids.extend(visit.read(|read| reading::centres(read)).await?);
    }
    ids.sort_unstable();
    ids.dedup();
    let named = |id: CentreId| {
        let known = directory.centre(id).map(|it| it.centre.record.title());
        known.unwrap_or_else(|| Phrase::new(id.to_string(), id.to_string()))
    };
    Ok(ids.into_iter().map(|id| Place { id, name: named(id) }).collect())
}

/// How often a page looks on where it found too little: two hundred thousand entries.
pub(super) const LOOKS: u32 = 10;

/// Entries that a filter lets through, as far as a bounded number of looks finds them.
///
/// # Errors
/// What the database said.
pub(super) fn search(
    read: &mut dyn Read,
    centre: CentreId,
    filter: &Filter,
    before: i64,
    limit: u32,
) -> Result<Trail, HallError> {
    let mut found = Trail { entries: Vec::new(), next: Some(before) };
    for _ in 0..LOOKS {
        let missing = limit.saturating_sub(u32::try_from(found.entries.len()).unwrap_or(limit));
        let Some(below) = found.next.filter(|_| missing > 0) else { break };
        let part = trail(read, centre, filter, below, missing)?;
        found.entries.extend(part.entries);
        found.next = part.next;
    }
    Ok(found)
}
