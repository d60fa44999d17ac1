//! What became of an item's promise in the year past, to stand beside the promise (承诺兑现).
//!
//! It is counted once a day for each item: guides are read far more often than promises are broken.

use casework::cases::door::kept_promise;
use jiff::civil::Date;
use kit::db::CentreId;
use kit::{HallError, Phrase, Visit};
use rulebook::promise::KeptPromise;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// Days over which the record is told.
const RECORD_DAYS: i64 = 365;
const DAY_MS: i64 = 86_400_000;
/// Records kept at once; those of all items of some twenty centres.
const KEPT_MAX: usize = 2_048;

/// An item of a centre on a day.
type Key = (CentreId, String, Date);

/// What was counted today; stands on the shelf.
#[derive(Default)]
struct Counted {
    records: RwLock<HashMap<Key, KeptPromise>>,
}

impl Counted {
    fn known(&self, key: &Key) -> Option<KeptPromise> {
        self.records.read().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    fn keep(&self, key: Key, record: KeptPromise) {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        if records.len() >= KEPT_MAX {
            records.clear();
        }
        records.insert(key, record);
    }
}

/// The record in words; `None` where nothing was due yet.
pub(crate) async fn kept(
    visit: &Visit,
    centre: CentreId,
    item: &str,
) -> Result<Option<Phrase>, HallError> {
    let counted = visit.hall.shelf.get_or_default::<Counted>();
    let key = (centre, item.to_owned(), visit.today());
    if let Some(record) = counted.known(&key) {
        return Ok(record.phrase());
    }
    let (item, today) = (item.to_owned(), visit.today());
    let since_ms = visit.hall.now_ms() - RECORD_DAYS * DAY_MS;
    let record =
        visit.read(move |read| kept_promise(read, centre, &item, (since_ms, today))).await?;
    counted.keep(key, record);
    Ok(record.phrase())
}
