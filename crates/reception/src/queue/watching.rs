//! What the house itself does about the queue as time passes: at closing time it tells who still
//! waits, and at the next opening what is left over from an earlier day lapses. Run twice, it does
//! nothing.

use super::actions::{is_after_closing, lapse};
use super::events::ClosingTold;
use super::store;
use kit::clock::day_of;
use kit::db::{Act, CentreId};
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{Hall, HallError};
use std::sync::Arc;

/// The hour at which the hall's new day begins.
pub(super) const OPENING_HOUR: i8 = 7;

/// Looks at every centre once.
///
/// # Errors
/// What the database said.
pub(crate) async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    for centre in centres {
        look_at(&hall, centre).await?;
    }
    Ok(())
}

async fn look_at(hall: &Hall, centre: CentreId) -> Result<(), HallError> {
    let now_ms = hall.now_ms();
    let (today, hour) = (day_of(now_ms), kit::words::local_time(now_ms).hour());
    let (left_over, is_untold) = hall
        .db
        .read(move |read| {
            let left_over = store::left_over(read, centre, today)?;
            let is_closed = is_after_closing(read, centre, now_ms)?;
            let is_untold = is_closed
                && !store::open_tickets(read, centre, today)?.is_empty()
                && store::closing(read, centre, today)?.is_none();
            Ok((left_over, is_untold))
        })
        .await?;
    if hour >= OPENING_HOUR {
        for held in left_over {
            let (day, number) = (held.day, held.record.number);
            settled(hall.act_by_itself(centre, move |act| lapse(act, day, &number)).await)?;
        }
    }
    if is_untold {
        settled(hall.act_by_itself(centre, tell_closing).await)?;
    }
    Ok(())
}

/// Who was faster than the house is right.
fn settled(outcome: Result<(), HallError>) -> Result<(), HallError> {
    match outcome {
        Err(HallError::Breach { .. }) => Ok(()),
        other => other,
    }
}

/// 下班仍在等候
fn tell_closing(act: &mut Act<'_>) -> Result<Committed<()>, HallError> {
    let (centre, now_ms) = (act.centre(), act.now_ms());
    let day = day_of(now_ms);
    if store::closing(act, centre, day)?.is_some() {
        return Err(HallError::breach("已经告知。", "It was told before."));
    }
    let tickets = store::open_tickets(act, centre, day)?;
    let waiting = tickets.into_iter().map(|it| it.record.number).collect();
    let facts = ClosingTold { day, waiting };
    let about = Subject::new("centre", centre);
    commit(act, vec![NewEntry::new(about, "queue.closing_told", &facts)?], ())
}
