//! What others may ask of the search: the public site, the kiosk, the intake at a window.

pub use super::index::Met;

use super::cache;
use counter::catalogue::door::PublishedItem;
use kit::db::CentreId;
use kit::{Hall, HallError};
use rulebook::codes::ServiceObject;
use rulebook::item::{Definition, LifeEvent};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How it was met, best first.
    pub met: Met,
    /// The item in force.
    pub item: Arc<PublishedItem>,
}

/// The items in force that a query meets, best first, at most `limit`.
///
/// # Errors
/// What the database said.
pub async fn find(
    hall: &Hall,
    centre: CentreId,
    query: &str,
    limit: usize,
) -> Result<Vec<Found>, HallError> {
    let built = cache::built(hall, centre).await?;
    let hits = built.index.find(query, limit);
    let item = |code: &str| built.catalogue.item(code).map(Arc::clone);
    Ok(hits
        .into_iter()
        .filter_map(|hit| Some(Found { met: hit.met, item: item(&hit.code)? }))
        .collect())
}

/// What a list of items is narrowed by; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// An occasion in life.
    pub life_event: Option<LifeEvent>,
    /// A department, by the name in the definitions.
    pub department: Option<String>,
    /// Whom the item serves.
    pub audience: Option<ServiceObject>,
}

impl Narrowing {
    /// Whether an item passes.
    pub fn passes(&self, definition: &Definition) -> bool {
        let audience = &definition.audience;
        self.life_event.is_none_or(|event| audience.life_events.contains(&event))
            && self.audience.is_none_or(|object| audience.objects.contains(&object))
            && self
                .department
                .as_ref()
                .is_none_or(|department| definition.authority.department == *department)
    }
}

/// The items in force that pass, by code.
///
/// # Errors
/// What the database said.
pub async fn browse(
    hall: &Hall,
    centre: CentreId,
    narrowing: &Narrowing,
) -> Result<Vec<Arc<PublishedItem>>, HallError> {
    let catalogue = counter::catalogue::door::catalogue(hall, centre).await?;
    let passes = |item: &&Arc<PublishedItem>| narrowing.passes(&item.definition);
    Ok(catalogue.items.values().filter(passes).map(Arc::clone).collect())
}

/// The entrances to a catalogue, each with the number of items behind it; empty ones are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrances {
    /// By occasion in life, in the order of the rule book.
    pub life_events: Vec<(LifeEvent, usize)>,
    /// By department, the one with most items first.
    pub departments: Vec<(String, usize)>,
    /// By whom they serve, in the order of the standard.
    pub audiences: Vec<(ServiceObject, usize)>,
}

/// The entrances to a centre's catalogue.
///
/// # Errors
/// What the database said.
pub async fn entrances(hall: &Hall, centre: CentreId) -> Result<Entrances, HallError> {
    let catalogue = counter::catalogue::door::catalogue(hall, centre).await?;
    let definitions: Vec<&Definition> =
        catalogue.items.values().map(|item| &item.definition).collect();
    let count = |passes: &dyn Fn(&Definition) -> bool| {
        definitions.iter().filter(|definition| passes(definition)).count()
    };
    let life_events = LifeEvent::ALL
        .iter()
        .map(|event| (*event, count(&|it| it.audience.life_events.contains(event))))
        .filter(|(_, count)| *count > 0)
        .collect();
    let audiences = ServiceObject::ALL
        .iter()
        .map(|object| (*object, count(&|it| it.audience.objects.contains(object))))
        .filter(|(_, count)| *count > 0)
        .collect();
    let mut by_department: BTreeMap<&str, usize> = BTreeMap::new();
    for definition in &definitions {
        *by_department.entry(&definition.authority.department).or_default() += 1;
    }
    let mut departments: Vec<(String, usize)> =
        by_department.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    departments.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(Entrances { life_events, departments, audiences })
}
