//! Published versions once read: a version never changes, and every case asks for its own.
//!
//! Kept by their whole text, so that what is found here is what the database holds, whichever
//! database it is.

use super::door::{PublishedItem, definition_of};
use super::record::ItemRecord;
use super::store::VersionText;
use kit::HallError;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Versions kept at most: a county's catalogues several times over.
const KEPT_MAX: usize = 2_000;

static KEPT: LazyLock<Mutex<HashMap<VersionText, Arc<PublishedItem>>>> =
    LazyLock::new(Mutex::default);

/// The version that a text holds.
pub(super) fn read(text: VersionText) -> Result<Arc<PublishedItem>, HallError> {
    if let Some(known) = KEPT.lock().unwrap_or_else(PoisonError::into_inner).get(&text) {
        return Ok(Arc::clone(known));
    }
    let record: ItemRecord = serde_json::from_str(&text.record)?;
    let item = Arc::new(PublishedItem {
        code: record.code.clone(),
        version: text.version,
        definition: definition_of(&record)?,
        published_at_ms: text.published_at_ms,
    });
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(text, Arc::clone(&item));
    Ok(item)
}
