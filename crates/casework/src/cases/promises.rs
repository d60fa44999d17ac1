//! How many decisions came within what was promised (承诺兑现): of a day for the hall's board, of an
//! item for its guide.

use super::store::decided::decided;
use super::store::kept::{decided_of_item, open_overdue};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Read};
use office::settings::door as settings;
use rulebook::case::clock::kept_its_promise;
use rulebook::promise::KeptPromise;

/// Decisions of a day that are looked at: more than a township ever makes.
const MOST: u32 = 2_000;

/// How many of a day's decisions came within what was promised (承诺兑现).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptPromises {
    /// 办结: decided on the day, of those with a promise.
    pub decided: usize,
    /// 按时办结
    pub in_time: usize,
}

/// The promises of what was decided on a day, each by the working days of the centre.
///
/// # Errors
/// What the database said.
pub fn kept_promises(
    read: &mut dyn Read,
    centre: CentreId,
    day: Date,
) -> Result<KeptPromises, HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let begin = |day: Date| kit::words::instant_of(day.at(0, 0, 0, 0));
    let span = (begin(day), begin(day.tomorrow().unwrap_or(day)));
    let mut kept = KeptPromises::default();
    for held in decided(read, centre, span, MOST)? {
        if let Some(is_kept) = kept_its_promise(&held.case()?, &calendar) {
            kept.decided += 1;
            kept.in_time += usize::from(is_kept);
        }
    }
    Ok(kept)
}

/// How an item's promise was kept in the cases received since an instant; of very many, in the
/// newest.
///
/// # Errors
/// What the database said.
pub fn kept_promise(
    read: &mut dyn Read,
    centre: CentreId,
    item: &str,
    (since_ms, today): (i64, Date),
) -> Result<KeptPromise, HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let open_overdue = open_overdue(read, centre, (item, since_ms), today)?;
    let mut record = KeptPromise { open_overdue, ..KeptPromise::default() };
    for held in decided_of_item(read, centre, (item, since_ms), MOST)? {
        if let Some(is_kept) = kept_its_promise(&held.case()?, &calendar) {
            record.decided += 1;
            record.kept += u32::from(is_kept);
        }
    }
    Ok(record)
}
