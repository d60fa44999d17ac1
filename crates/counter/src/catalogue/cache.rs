//! Catalogues in memory, so that a guide page does not ask the database for definitions.

use super::door::Catalogue;
use kit::db::CentreId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How long a catalogue is believed before its revision is looked at again.
const BELIEVED_MS: i64 = 1_000;

/// The catalogues of all centres asked for so far.
#[derive(Default)]
pub(super) struct Cache {
    held: RwLock<HashMap<CentreId, Held>>,
}

struct Held {
    catalogue: Arc<Catalogue>,
    checked_at_ms: i64,
}

impl Cache {
    /// The catalogue of a centre, if it was looked at lately.
    pub(super) fn fresh(&self, centre: CentreId, now_ms: i64) -> Option<Arc<Catalogue>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.get(&centre)
            .filter(|it| (0..BELIEVED_MS).contains(&(now_ms - it.checked_at_ms)))
            .map(|it| Arc::clone(&it.catalogue))
    }

    /// The catalogue of a centre, however old.
    pub(super) fn any(&self, centre: CentreId) -> Option<Arc<Catalogue>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.get(&centre).map(|it| Arc::clone(&it.catalogue))
    }

    /// Holds a catalogue as looked at now.
    pub(super) fn hold(&self, centre: CentreId, catalogue: Arc<Catalogue>, now_ms: i64) {
        self.held
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(centre, Held { catalogue, checked_at_ms: now_ms });
    }

    /// Looks again at the next asking: something was just published here.
    pub(super) fn doubt(&self, centre: CentreId) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = held.get_mut(&centre) {
            it.checked_at_ms = 0;
        }
    }
}
