//! What other rooms may ask of the catalogue.

use super::cache::Cache;
use super::store;
use super::versions;
use kit::db::{CentreId, Read};
use kit::{Hall, HallError};
use rulebook::item::Definition;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use super::actions::{
    AfterImport, Imported, Saved, create_draft, discard_draft, import, open_draft, publish,
    save_draft, withdraw,
};
pub use super::record::ItemRecord;
pub use super::store::{Draft, Filter, ItemLine, Version, draft, item, items, versions};
pub use crate::flow_chart::{self, FlowPicture};

/// The items in force in a centre.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Grows with every change.
    pub revision: i64,
    /// By item code.
    pub items: BTreeMap<String, Arc<PublishedItem>>,
}

/// An item in force, or a version a case was received under.
#[derive(Debug)]
pub struct PublishedItem {
    /// Item code.
    pub code: String,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub definition: Definition,
    /// When it came into force.
    pub published_at_ms: i64,
}

impl Catalogue {
    /// The item of a code.
    pub fn item(&self, code: &str) -> Option<&Arc<PublishedItem>> {
        self.items.get(code)
    }
}

/// The catalogue in force in a centre, from memory where it is there.
///
/// # Errors
/// What the database said.
pub async fn catalogue(hall: &Hall, centre: CentreId) -> Result<Arc<Catalogue>, HallError> {
    let cache = hall.shelf.get_or_default::<Cache>();
    let now_ms = hall.now_ms();
    if let Some(catalogue) = cache.fresh(centre, now_ms) {
        return Ok(catalogue);
    }
    let held = cache.any(centre);
    let known = held.as_ref().map_or(-1, |it| it.revision);
    let loaded = hall.db.read(move |read| load_unless(read, centre, known)).await?;
    let catalogue = match (loaded, held) {
        (Some(loaded), _) => Arc::new(loaded),
        (None, Some(held)) => held,
        (None, None) => Arc::new(Catalogue::default()),
    };
    cache.hold(centre, Arc::clone(&catalogue), now_ms);
    Ok(catalogue)
}

fn load_unless(
    read: &mut dyn Read,
    centre: CentreId,
    known: i64,
) -> Result<Option<Catalogue>, HallError> {
    let revision = store::revision(read, centre)?;
    if revision == known {
        return Ok(None);
    }
    let mut catalogue = Catalogue { revision, items: BTreeMap::new() };
    for version in store::current(read, centre)? {
        let item = published(&version)?;
        catalogue.items.insert(item.code.clone(), Arc::new(item));
    }
    Ok(Some(catalogue))
}

/// Looks again at the next asking; called after an act that published or withdrew.
pub fn changed(hall: &Hall, centre: CentreId) {
    hall.shelf.get_or_default::<Cache>().doubt(centre);
}

/// The version of an item that a case was received under, in force or not.
///
/// # Errors
/// What the database said.
pub fn version(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
    version: i64,
) -> Result<Option<Arc<PublishedItem>>, HallError> {
    match store::version_text(read, centre, code, version)? {
        Some(text) => versions::read(text).map(Some),
        None => Ok(None),
    }
}

/// The version of an item in force now, read inside an act.
///
/// # Errors
/// What the database said.
pub fn current(
    read: &mut dyn Read,
    centre: CentreId,
    code: &str,
) -> Result<Option<Arc<PublishedItem>>, HallError> {
    match store::item(read, centre, code)? {
        Some(line) if line.current_version > 0 => version(read, centre, code, line.current_version),
        _ => Ok(None),
    }
}

/// Grows with every change of a centre's catalogue, drafts included.
///
/// # Errors
/// What the database said.
pub fn revision(read: &mut dyn Read, centre: CentreId) -> Result<i64, HallError> {
    store::revision(read, centre)
}

/// Every item as it is being worked on, by code: its open draft, or else the version in force.
///
/// # Errors
/// What the database said.
pub fn records(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<BTreeMap<String, ItemRecord>, HallError> {
    let mut records: BTreeMap<String, ItemRecord> = store::current(read, centre)?
        .into_iter()
        .map(|version| (version.record.code.clone(), version.record))
        .collect();
    let mut after = String::new();
    loop {
        let page = store::drafts(read, centre, &after, 500)?;
        let Some(last) = page.last() else { return Ok(records) };
        after.clone_from(&last.record.code);
        records.extend(page.into_iter().map(|draft| (draft.record.code.clone(), draft.record)));
    }
}

pub(super) fn published(version: &store::Version) -> Result<PublishedItem, HallError> {
    Ok(PublishedItem {
        code: version.record.code.clone(),
        version: version.version,
        definition: definition_of(&version.record)?,
        published_at_ms: version.published_at_ms,
    })
}

/// The definition of a stored record; it was read once before it was stored.
pub fn definition_of(record: &ItemRecord) -> Result<Definition, HallError> {
    record.definition().map_err(|faults| {
        HallError::broken(format!("the stored item {} cannot be read: {faults:?}", record.code))
    })
}
