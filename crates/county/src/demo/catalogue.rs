//! The 104 items of the demonstration, taken in by the import that clerks use.

use super::county_file;
use anyhow::Context;
use counter::catalogue::door::{self, AfterImport, Imported, ItemRecord};
use house::config::Settings;
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::journal::Actor;
use office::posts::door::Centre;
use reference::exchange::door::{ContactRecord, shipped_items};

/// Where to go and whom to ask, as the centre itself says it.
pub fn contact(centre: &Centre) -> ContactRecord {
    let label = |zh: &str, en: &str| {
        let mut label = counter::catalogue::record::LabelRecord::default();
        zh.clone_into(&mut label.zh);
        en.clone_into(&mut label.en);
        label
    };
    let place = format!("{}（{}）", centre.name, centre.address);
    let place_english = match (&centre.name_english, &centre.address_english) {
        (name, _) if name.is_empty() => String::new(),
        (name, address) if address.is_empty() => name.clone(),
        (name, address) => format!("{name}, {address}"),
    };
    ContactRecord {
        place: label(&place, &place_english),
        hours: label(&centre.hours, &centre.hours_english),
        consult_phone: centre.hotline.clone(),
        complaint_phone: centre.supervision_phone.clone(),
        complaint_place: label(&centre.name, &centre.name_english),
        ..ContactRecord::default()
    }
}

/// Imports the shipped items into a centre that has none; publishes what is complete.
pub(super) fn load(hall: &Hall, centre: CentreId, of: &Centre) -> anyhow::Result<Imported> {
    let records = shipped_items(&contact(of))
        .map_err(|fault| anyhow::anyhow!("{} / {}", fault.zh, fault.en))?;
    let head = ActHead { centre, actor: Actor::house() };
    house::told(
        hall.db.act_now(head, move |act| door::import(act, &records, AfterImport::PublishComplete)),
    )
}

/// What a catalogue has after a month of care: an item that was made easier, and one that is being
/// worked on and lacks something.
pub(super) fn revise(hall: &Hall, centre: CentreId, of: &Centre) -> anyhow::Result<()> {
    let records = shipped_items(&contact(of))
        .map_err(|fault| anyhow::anyhow!("{} / {}", fault.zh, fault.en))?;
    let changed = |code: &str, change: fn(&mut ItemRecord)| {
        let mut record = records.iter().find(|record| record.code == code)?.clone();
        change(&mut record);
        Some(vec![record])
    };
    let easier = changed("GD-001", |record| {
        let promised = record.promised_limit.iter_mut().filter(|limit| limit.value > 1);
        promised.for_each(|limit| limit.value -= 1);
        record.keywords.push("报装".to_owned());
    });
    let unfinished = changed("GS-001", |record| record.contact.complaint_phone.clear());
    let steps = [(easier, AfterImport::PublishComplete), (unfinished, AfterImport::Draft)];
    for (records, after) in steps {
        let records = records.context("an item of the demonstration is gone")?;
        let head = ActHead { centre, actor: Actor::house() };
        house::told(hall.db.act_now(head, move |act| door::import(act, &records, after)))?;
    }
    Ok(())
}

/// Whether a centre has items.
pub(super) fn is_loaded(hall: &Hall, centre: CentreId) -> anyhow::Result<bool> {
    let revision = hall.db.read_now(move |read| door::revision(read, centre));
    Ok(house::told(revision)? > 0)
}

/// One centre with its catalogue and nothing else, for the benchmark; gives the address of a
/// guide page. The house is opened, loaded and closed.
///
/// # Errors
/// Where it cannot be opened or loaded.
pub fn only(settings: &mut Settings) -> anyhow::Result<String> {
    let centres = set_up(settings, 1)?;
    let centre = centres.first().context("the county has no township")?;
    let (hall, router) = house::open(settings)?;
    drop(router);
    let items = hall.db.read_now({
        let centre = *centre;
        move |read| door::records(read, centre)
    });
    house::close(hall);
    let items = house::told(items)?;
    let code = items.keys().find(|code| code.starts_with("NY-")).cloned().unwrap_or_default();
    Ok(format!("/centres/{centre}/items/{code}"))
}

/// All centres with their catalogues and nothing else, for the benchmark.
///
/// # Errors
/// As [`only`].
pub fn catalogues_only(settings: &mut Settings) -> anyhow::Result<Vec<CentreId>> {
    set_up(settings, usize::MAX)
}

fn set_up(settings: &mut Settings, count: usize) -> anyhow::Result<Vec<CentreId>> {
    let file = county_file()?;
    settings.county = Some(super::county()?);
    let (hall, router) = house::open(settings)?;
    drop(router);
    let mut centres = Vec::new();
    let townships = file.centres.iter().filter(|(code, _)| *code != file.county).take(count);
    let loaded = townships.into_iter().try_for_each(|(centre, whole)| {
        super::loading::set_up(&hall, *centre, whole)?;
        load(&hall, *centre, &whole.centre)?;
        centres.push(*centre);
        anyhow::Ok(())
    });
    house::close(hall);
    loaded.map(|()| centres)
}
