//! How many wait for a check: on the desk, and held in memory for the menu, which is drawn without
//! a look at the database.

use super::store::{self, Figures};
use kit::db::{CentreId, Read};
use kit::rights::Power;
use kit::shell::{DeskFigure, DeskPart};
use kit::{Hall, HallError, Visit};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Counts of all centres.
#[derive(Default)]
struct Tally {
    waiting: RwLock<HashMap<CentreId, i64>>,
}

/// Counts what waits in a centre again; called after an act of the room and now and then.
///
/// # Errors
/// What the database said.
pub(crate) async fn refresh(hall: &Hall, centre: CentreId) -> Result<(), HallError> {
    let today = hall.today();
    let found = hall.db.read(move |read| store::figures(read, centre, today)).await?;
    let tally = hall.shelf.get_or_default::<Tally>();
    let mut waiting = tally.waiting.write().unwrap_or_else(PoisonError::into_inner);
    waiting.insert(centre, found.sent);
    Ok(())
}

/// Counts again in every centre: others may have acted at another instance.
pub(super) async fn refresh_all(hall: Arc<Hall>) -> Result<(), HallError> {
    for centre in hall.db.read(|read| kit::journal::reading::centres(read)).await? {
        refresh(&hall, centre).await?;
    }
    Ok(())
}

/// How many wait for a check in the visitor's centre; none where nothing waits.
pub(super) fn waiting_for(visit: &Visit) -> Option<u64> {
    let member = visit.member.as_ref()?;
    let tally = visit.hall.shelf.get_or_default::<Tally>();
    let all = tally.waiting.read().unwrap_or_else(PoisonError::into_inner);
    u64::try_from(*all.get(&member.centre)?).ok().filter(|found| *found > 0)
}

/// The room's part of the desk, for whoever may see cases.
///
/// # Errors
/// What the database said.
pub(super) fn part(read: &mut dyn Read, visit: &Visit) -> Result<Option<DeskPart>, HallError> {
    if !visit.may(Power::ReadCases) || visit.is_county() {
        return Ok(None);
    }
    let words = visit.words();
    let Figures { sent, late, sent_back, checked } =
        store::figures(read, visit.centre()?, visit.today())?;
    let at = |view: &str| format!("/applications?view={view}");
    Ok(Some(DeskPart {
        heading: words.say("网上预申报", "Filed online").to_owned(),
        figures: vec![
            DeskFigure::late(words.say("核对超期", "Check overdue"), late, &at("sent")),
            DeskFigure::new(words.say("待核对", "To be checked"), sent, &at("sent")),
            DeskFigure::new(words.say("等来办", "To come"), checked, &at("checked")),
            DeskFigure::new(words.say("等补充", "Sent back"), sent_back, &at("sent_back")),
        ],
        ..DeskPart::default()
    }))
}
