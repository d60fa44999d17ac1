//! The indexes of all centres asked for so far.

use super::index::{Index, Indexed};
use super::{shipped, store};
use counter::catalogue::door::{self, Catalogue, PublishedItem};
use kit::db::CentreId;
use kit::{Hall, HallError};
use rulebook::item::Definition;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How long synonyms are believed before their revision is looked at again.
const BELIEVED_MS: i64 = 1_000;

/// An index with the catalogue it was built from.
pub(super) struct Built {
    /// The catalogue.
    pub(super) catalogue: Arc<Catalogue>,
    /// Its index.
    pub(super) index: Index,
    synonyms_revision: i64,
}

/// The indexes by centre.
#[derive(Default)]
pub(super) struct Cache {
    held: RwLock<HashMap<CentreId, (Arc<Built>, i64)>>,
}

impl Cache {
    fn get(&self, centre: CentreId) -> Option<(Arc<Built>, i64)> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.get(&centre).map(|(built, checked)| (Arc::clone(built), *checked))
    }

    fn hold(&self, centre: CentreId, built: &Arc<Built>, now_ms: i64) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.insert(centre, (Arc::clone(built), now_ms));
    }

    /// Looks again at the next asking: the synonyms were just changed here.
    pub(super) fn doubt(&self, centre: CentreId) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, checked)) = held.get_mut(&centre) {
            *checked = i64::MIN;
        }
    }
}

/// The index of a centre, from memory where nothing changed.
pub(super) async fn built(hall: &Hall, centre: CentreId) -> Result<Arc<Built>, HallError> {
    let catalogue = door::catalogue(hall, centre).await?;
    let cache = hall.shelf.get_or_default::<Cache>();
    let now_ms = hall.now_ms();
    let held = cache.get(centre);
    let same_catalogue =
        held.as_ref().filter(|(built, _)| built.catalogue.revision == catalogue.revision);
    if let Some((built, checked)) = same_catalogue
        && (0..BELIEVED_MS).contains(&now_ms.saturating_sub(*checked))
    {
        return Ok(Arc::clone(built));
    }
    let known = same_catalogue.map_or(-1, |(built, _)| built.synonyms_revision);
    let fresh = hall
        .db
        .read(move |read| {
            let revision = store::revision(read, centre)?;
            if revision == known {
                return Ok(None);
            }
            let synonyms: Vec<_> =
                shipped::with_changes(store::changes(read, centre)?).into_values().collect();
            let items: Vec<Indexed> = catalogue.items.values().map(|it| indexed(it)).collect();
            let index = Index::build(&items, &synonyms);
            Ok(Some(Arc::new(Built { catalogue, index, synonyms_revision: revision })))
        })
        .await?;
    let built = match (fresh, held) {
        (Some(fresh), _) => fresh,
        (None, Some((built, _))) => built,
        (None, None) => return Err(HallError::broken("an index that is neither old nor new")),
    };
    cache.hold(centre, &built, now_ms);
    Ok(built)
}

/// What of an item is worth finding it by.
fn indexed(item: &PublishedItem) -> Indexed {
    let definition = &item.definition;
    Indexed {
        code: item.code.clone(),
        name: definition.title.name.zh.clone(),
        name_english: definition.title.name.en.clone(),
        keywords: definition.title.keywords.clone(),
        body: body(definition),
    }
}

fn body(definition: &Definition) -> String {
    let mut words: Vec<&str> = vec![
        &definition.authority.department,
        &definition.authority.station,
        &definition.title.summary.zh,
        &definition.title.summary.en,
        &definition.result.name.zh,
        &definition.result.name.en,
    ];
    for material in &definition.materials {
        words.extend([material.name.zh.as_str(), material.name.en.as_str()]);
    }
    for requirement in &definition.audience.requirements {
        words.extend([requirement.text.zh.as_str(), requirement.text.en.as_str()]);
    }
    for question in &definition.scenario.questions {
        for choice in question.kind.choices() {
            words.extend([choice.label.zh.as_str(), choice.label.en.as_str()]);
        }
    }
    let mut body = words.join("\n");
    for event in &definition.audience.life_events {
        let name = event.phrase();
        body.push('\n');
        body.push_str(&name.zh);
        body.push('\n');
        body.push_str(&name.en);
    }
    body
}
