//! Looking in one centre or in all of them at once.

use super::asked::Asked;
use crate::centres::CentreFace;
use counter::catalogue::door::PublishedItem;
use kit::{Hall, HallError};
use reference::search::door::{self as search, Met};
use std::collections::HashMap;
use std::sync::Arc;

/// More than this nobody reads.
const FOUND_MAX: usize = 300;

/// An item found, and the centres that offer it.
pub(crate) struct Hit {
    /// How it was met; browsing meets everything alike.
    pub(crate) met: Met,
    /// The item, as the first of its centres says it.
    pub(crate) item: Arc<PublishedItem>,
    /// Where it is offered.
    pub(crate) centres: Vec<Arc<CentreFace>>,
}

/// The items that fit, best first; an item of several centres is one hit.
///
/// # Errors
/// What the database said.
pub(crate) async fn look(
    hall: &Hall,
    centres: &[Arc<CentreFace>],
    asked: &Asked,
) -> Result<Vec<Hit>, HallError> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for centre in centres {
        for (met, item) in look_in(hall, centre, asked).await? {
            if let Some(hit) = places.get(&item.code).and_then(|place| hits.get_mut(*place)) {
                hit.met = hit.met.min(met);
                hit.centres.push(Arc::clone(centre));
            } else {
                places.insert(item.code.clone(), hits.len());
                hits.push(Hit { met, item, centres: vec![Arc::clone(centre)] });
            }
        }
    }
    // Stable: within a rank the order of the search stays.
    hits.sort_by_key(|hit| hit.met);
    Ok(hits)
}

async fn look_in(
    hall: &Hall,
    centre: &CentreFace,
    asked: &Asked,
) -> Result<Vec<(Met, Arc<PublishedItem>)>, HallError> {
    let narrowing = asked.narrowing();
    if asked.words().is_empty() {
        let items = search::browse(hall, centre.id, &narrowing).await?;
        return Ok(items.into_iter().map(|item| (Met::Exactly, item)).collect());
    }
    let found = search::find(hall, centre.id, asked.words(), FOUND_MAX).await?;
    Ok(found
        .into_iter()
        .filter(|found| narrowing.passes(&found.item.definition))
        .map(|found| (found.met, found.item))
        .collect())
}
