//! The steps of the loading, in the order in which a county would take them.

use super::catalogue;
use crate::house;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use office::posts::actions::WholeCentre;
use office::posts::county_file::CountyFile;
use std::sync::Arc;

/// Told of every step that is done: how many there are, and what was done.
pub type Steps<'a> = &'a mut dyn FnMut(u64, &str);

/// Loads whatever of the demonstration is not there yet.
///
/// # Errors
/// Where an act is refused or the database fails.
pub fn load(hall: &Arc<Hall>, file: &CountyFile, told: Steps<'_>) -> anyhow::Result<()> {
    let total = 1 + 2 * file.centres.len() as u64;
    for (centre, whole) in &file.centres {
        if !is_set_up(hall, *centre)? {
            set_up(hall, *centre, whole)?;
        }
        told(total, &whole.centre.name);
    }
    notices(hall, file.county)?;
    told(total, "State Council");
    for (centre, whole) in &file.centres {
        if *centre != file.county && !catalogue::is_loaded(hall, *centre)? {
            catalogue::load(hall, *centre, &whole.centre)?;
        }
        told(total, &whole.centre.name);
    }
    Ok(())
}

fn by_the_house(centre: CentreId) -> ActHead {
    ActHead { centre, actor: Actor::house() }
}

fn is_set_up(hall: &Hall, centre: CentreId) -> anyhow::Result<bool> {
    let found = hall.db.read_now(move |read| office::posts::door::centre(read, centre));
    Ok(house::told(found)?.is_some())
}

/// Sets a centre up with its departments, windows and posts.
pub(super) fn set_up(hall: &Hall, centre: CentreId, whole: &WholeCentre) -> anyhow::Result<()> {
    let whole = whole.clone();
    let done =
        hall.db.act_now(by_the_house(centre), move |act| office::posts::door::set_up(act, &whole));
    house::told(done)
}

/// The county office loads the notices that ship with the program.
fn notices(hall: &Arc<Hall>, county: CentreId) -> anyhow::Result<()> {
    use office::settings::door;
    let shipped = door::shipped().map_err(|faults| {
        anyhow::anyhow!("{}", faults.first().map(|it| it.en.to_string()).unwrap_or_default())
    })?;
    let calendar = hall.db.read_now(move |read| door::working_calendar(read, county));
    let calendar = house::told(calendar)?;
    let is_there = shipped.iter().all(|notice| calendar.is_published(notice.year()));
    if !is_there {
        let done = hall
            .db
            .act_now(by_the_house(county), move |act| door::load_notices(act, &shipped, None));
        house::told(done)?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    house::told(runtime.block_on(door::apply_everywhere(hall)))?;
    Ok(())
}
