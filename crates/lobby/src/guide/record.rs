//! What became of an item's promise in the year past, to stand beside the promise (承诺兑现).

use casework::cases::door::kept_promise;
use kit::db::CentreId;
use kit::{HallError, Phrase, Visit};

/// Days over which the record is told.
const RECORD_DAYS: i64 = 365;
const DAY_MS: i64 = 86_400_000;

/// The record in words; `None` where nothing was due yet.
pub(crate) async fn kept(
    visit: &Visit,
    centre: CentreId,
    item: &str,
) -> Result<Option<Phrase>, HallError> {
    let (item, today) = (item.to_owned(), visit.today());
    let since_ms = visit.hall.now_ms() - RECORD_DAYS * DAY_MS;
    let record =
        visit.read(move |read| kept_promise(read, centre, &item, (since_ms, today))).await?;
    Ok(record.phrase())
}
