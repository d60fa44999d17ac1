//! What happens to cases as time passes: silence that counts as acceptance, notices unanswered,
//! pauses at their end. Each is an ordinary act with its true time; run twice, it does nothing.

use super::actions::{Deed, perform};
use super::store::{self, Held};
use kit::db::CentreId;
use kit::{Hall, HallError};
use office::settings::door as settings;
use rulebook::case::{Case, Stage, State};
use std::sync::Arc;

/// Looks at all open cases of all centres.
pub(super) async fn sweep(hall: Arc<Hall>) -> Result<(), HallError> {
    let centres = hall.db.read(|read| kit::journal::reading::centres(read)).await?;
    for centre in centres {
        for (number, deed) in due(&hall, centre).await? {
            let outcome = hall
                .act_by_itself(centre, {
                    let (number, deed) = (number.clone(), deed.clone());
                    move |act| perform(act, &number, 0, &deed)
                })
                .await;
            // Somebody may have acted meanwhile; the next sweep looks again.
            if let Err(HallError::Broken { cause }) = outcome {
                return Err(HallError::Broken { cause });
            }
        }
    }
    Ok(())
}

async fn due(hall: &Arc<Hall>, centre: CentreId) -> Result<Vec<(String, Deed)>, HallError> {
    let today = hall.today();
    hall.db
        .read(move |read| {
            let calendar = settings::working_calendar(read, centre)?;
            let (mut all, mut after) = (Vec::new(), String::new());
            loop {
                let page = store::open(read, centre, &after, 500)?;
                let Some(last) = page.last() else { return Ok(all) };
                after.clone_from(&last.number);
                for held in page.iter().filter(|held| may_be_due(held)) {
                    let case = held.case()?;
                    if let Some(deed) = deed_of(&case, today, &calendar) {
                        all.push((held.number.clone(), deed));
                    }
                }
            }
        })
        .await
}

fn may_be_due(held: &Held) -> bool {
    matches!(held.stage, Stage::Received | Stage::AwaitingSupplement | Stage::Suspended)
}

fn deed_of(
    case: &Case,
    today: jiff::civil::Date,
    calendar: &calendar::WorkingCalendar,
) -> Option<Deed> {
    match &case.state {
        State::Received if case.notices.is_empty() && today > case.notice_day(calendar) => {
            Some(Deed::DeemAccepted)
        }
        State::AwaitingSupplement
            if case.notices.last().is_some_and(|notice| today > notice.reply_by) =>
        {
            Some(Deed::Lapse)
        }
        State::Suspended { until, .. } if today > *until => {
            Some(Deed::Resume("中止期限届满，自动恢复计时".into()))
        }
        _ => None,
    }
}
