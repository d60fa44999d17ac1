//! How many contacts wait for whom, held in memory for the menu, which is drawn without a look at
//! the database.

use super::store::{self, Waiting};
use kit::db::CentreId;
use kit::{Hall, HallError, Visit};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Counts of all centres.
#[derive(Default)]
struct Tally {
    waiting: RwLock<HashMap<CentreId, Arc<Vec<Waiting>>>>,
}

/// Counts the open contacts of a centre again; called after an act of the room and now and then.
///
/// # Errors
/// What the database said.
pub async fn refresh(hall: &Hall, centre: CentreId) -> Result<(), HallError> {
    let waiting = Arc::new(hall.db.read(move |read| store::waiting(read, centre)).await?);
    let tally = hall.shelf.get_or_default::<Tally>();
    tally.waiting.write().unwrap_or_else(PoisonError::into_inner).insert(centre, waiting);
    Ok(())
}

/// Counts again in every centre: others may have acted at another instance.
pub(super) async fn refresh_all(hall: Arc<Hall>) -> Result<(), HallError> {
    for centre in hall.db.read(|read| kit::journal::reading::centres(read)).await? {
        refresh(&hall, centre).await?;
    }
    Ok(())
}

/// How many contacts wait for a visitor: one's own and those offered; none where nothing waits.
pub(super) fn waiting_for(visit: &Visit) -> Option<u64> {
    let member = visit.member.as_ref()?;
    let tally = visit.hall.shelf.get_or_default::<Tally>();
    let all = tally.waiting.read().unwrap_or_else(PoisonError::into_inner);
    let department = member.department.as_str();
    let is_mine = |it: &&Waiting| {
        it.keeper == member.account
            || it.offered_account == member.account
            || (!department.is_empty() && it.offered_department == department)
    };
    let found: u64 = all.get(&member.centre)?.iter().filter(is_mine).map(|it| it.found).sum();
    (found > 0).then_some(found)
}
