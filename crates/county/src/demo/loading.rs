//! The steps of the loading, in the order in which a county would take them.

use super::clock::LoadingClock;
use super::living::Living;
use super::{
    PASSWORD, announcing, cases, catalogue, coming, contacts, filings, mediations, payments, queue,
    registers,
};
use anyhow::{Context, bail};
use calendar::{Closure, MarketRule};
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use kit::{Hall, Phrase};
use office::people::door as people;
use office::posts::door::{CountyFile, WholeCentre};
use reference::stationing::door::{self as stationing, ListedDepartment};
use serde::Deserialize;
use std::sync::Arc;

/// Days before today on which the county of the demonstration was founded.
const FOUNDED_DAYS_AGO: i64 = 62;

/// Told of every step that is done: how many there are.
pub type Steps<'a> = &'a mut dyn FnMut(u64);

/// Loads whatever of the demonstration is not there yet, by a clock that begins weeks ago.
///
/// # Errors
/// Where an act is refused or the database fails.
pub fn load(
    hall: &Arc<Hall>,
    file: &CountyFile,
    clock: &dyn LoadingClock,
    told: Steps<'_>,
) -> anyhow::Result<()> {
    let townships = || file.centres.iter().filter(|(centre, _)| *centre != file.county);
    let total = 2 + 3 * townships().count() as u64;
    let history = cases::History::until(clock.now_ms(), FOUNDED_DAYS_AGO);
    begin(hall, file, clock, &history, &mut || told(total))?;
    for (centre, _) in townships() {
        let place = (file.county, *centre);
        if !house::told(hall.db.read_now({
            let centre = *centre;
            move |read| casework::cases::door::has_any(read, centre)
        }))? {
            let living = Living::begin(hall, place, history.founded_on(), clock)?;
            filings::load_early(hall, *centre, &history, &living)?;
            contacts::load_early(hall, place, &history, &living)?;
            mediations::load_early(hall, place, &history, &living)?;
            payments::load_early(hall, place, &history, &living)?;
            registers::load_early(hall, place, &history, &living)?;
            cases::load(hall, place, &history, &living)?;
            contacts::load_late(hall, place, &history, &living)?;
            living.end()?;
        }
        told(total);
    }
    // Today, also where the weeks before were there already and nothing brought the clock back.
    clock.release();
    // Only now: the timers of the days before know nothing of a hall that is open today.
    for (centre, _) in townships() {
        mediations::load_late(hall, (file.county, *centre), clock)?;
        payments::load_late(hall, (file.county, *centre), clock)?;
        queue::load(hall, (file.county, *centre), clock)?;
        coming::load(hall, *centre)?;
        announcing::load(hall, *centre)?;
        filings::load(hall, *centre)?;
    }
    clock.release();
    Ok(())
}

/// Founds the county so many days ago, with its people and catalogue and without a single case.
///
/// # Errors
/// As [`load`].
pub fn found(
    hall: &Arc<Hall>,
    file: &CountyFile,
    clock: &dyn LoadingClock,
    days_ago: u16,
) -> anyhow::Result<()> {
    let history = cases::History::until(clock.now_ms(), i64::from(days_ago));
    begin(hall, file, clock, &history, &mut || {})?;
    clock.release();
    Ok(())
}

fn begin(
    hall: &Arc<Hall>,
    file: &CountyFile,
    clock: &dyn LoadingClock,
    history: &cases::History,
    told: &mut dyn FnMut(),
) -> anyhow::Result<()> {
    clock.set(history.founded_ms());
    settle(hall, file)?;
    told();
    notices(hall, file.county)?;
    told();
    for (centre, whole) in file.centres.iter().filter(|(centre, _)| *centre != file.county) {
        if !catalogue::is_loaded(hall, *centre)? {
            catalogue::load(hall, *centre, &whole.centre)?;
            catalogue::revise(hall, *centre, &whole.centre)?;
        }
        told();
        station(hall, *centre, &whole.centre.name)?;
        local_days(hall, *centre, history)?;
        told();
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

/// Centres, posts and people.
fn settle(hall: &Hall, file: &CountyFile) -> anyhow::Result<()> {
    let county = file.county;
    let login = people::demo_accounts(file, PASSWORD)
        .first()
        .map(|account| people::Login::parse(&account.login))
        .context("the demonstration has no accounts")?
        .map_err(|fault| anyhow::anyhow!("{}", fault.en))?;
    let account = hall.db.read_now(move |read| people::account_of(read, county, &login));
    if house::told(account)?.is_some() {
        return Ok(());
    }
    for (centre, _) in &file.centres {
        if is_set_up(hall, *centre)? {
            bail!("an earlier loading was interrupted; begin anew with --fresh");
        }
    }
    house::told(people::settle_county(hall, file, PASSWORD))?;
    Ok(())
}

/// Sets a centre up with its departments, windows and posts, without people.
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
    if !shipped.iter().all(|notice| calendar.is_published(notice.year())) {
        let done = hall
            .db
            .act_now(by_the_house(county), move |act| door::load_notices(act, &shipped, None));
        house::told(done)?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    house::told(runtime.block_on(door::apply_everywhere(hall)))?;
    Ok(())
}

/// Each town's market days, and in the first the day on which the power is off.
fn local_days(hall: &Hall, centre: CentreId, history: &cases::History) -> anyhow::Result<()> {
    use office::settings::door;
    let calendar = house::told(hall.db.read_now(move |read| door::working_calendar(read, centre)))?;
    if !calendar.local().markets().is_empty() {
        return Ok(());
    }
    let figure = u8::try_from(centre.0 % 5).unwrap_or_default();
    for figure in [figure, figure + 5] {
        let rule = MarketRule::every_tenth(figure).context("a market day is a figure")?;
        let done = hall.db.act_now(by_the_house(centre), move |act| door::note_market(act, rule));
        house::told(done)?;
    }
    if figure == 1 {
        let reason = Phrase::of("供电线路检修停电", "The power line is being repaired");
        let day = history.working_day_ahead(6);
        let closure = Closure::new(day, day, reason).map_err(|it| anyhow::anyhow!("{it}"))?;
        let note = move |act: &mut kit::db::Act<'_>| door::note_closure(act, &closure);
        house::told(hall.db.act_now(by_the_house(centre), note))?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct File {
    townships: Vec<Township>,
}

#[derive(Deserialize)]
struct Township {
    township_code: String,
    departments: Vec<ListedDepartment>,
}

/// Who of the departments is in the hall.
fn station(hall: &Hall, centre: CentreId, name: &str) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let known = house::told(runtime.block_on(stationing::departments(hall, centre)))?;
    if !known.is_empty() {
        return Ok(());
    }
    let file: File =
        serde_json::from_str(super::COUNTY).context("the shipped county cannot be read")?;
    let township = file
        .townships
        .into_iter()
        .find(|township| CentreId::parse(&township.township_code) == Some(centre))
        .with_context(|| format!("{centre} is not in the shipped county"))?;
    let name = name.to_owned();
    let done = hall.db.act_now(by_the_house(centre), move |act| {
        stationing::list(act, &name, &township.departments)
    });
    house::told(done).map(drop)
}
