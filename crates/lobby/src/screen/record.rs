//! The promises kept today (承诺兑现), remembered for a minute: every screen of a hall asks.

use casework::cases::door::{KeptPromises, kept_promises};
use kit::db::CentreId;
use kit::{HallError, Visit};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long a figure is believed.
const BELIEVED_MS: i64 = 60_000;

/// What was counted, and when.
#[derive(Default)]
struct Counted {
    by_centre: Mutex<HashMap<CentreId, (i64, KeptPromises)>>,
}

/// How many of today's decisions came within what was promised.
///
/// # Errors
/// What the database said.
pub(super) async fn today(visit: &Visit, centre: CentreId) -> Result<KeptPromises, HallError> {
    let (counted, now_ms) = (visit.hall.shelf.get_or_default::<Counted>(), visit.now_ms);
    let known = {
        let all = counted.by_centre.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&centre).copied()
    };
    if let Some((at_ms, kept)) = known
        && (0..BELIEVED_MS).contains(&(now_ms - at_ms))
    {
        return Ok(kept);
    }
    let today = visit.today();
    let kept = visit.read(move |read| kept_promises(read, centre, today)).await?;
    let mut all = counted.by_centre.lock().unwrap_or_else(PoisonError::into_inner);
    all.insert(centre, (now_ms, kept));
    Ok(kept)
}
