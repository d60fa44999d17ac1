//! The calendar of a centre, made from what was loaded and kept while nothing changes.
//!
//! The notices are the county's, closures and market days are the centre's own. A made calendar is
//! remembered under the digests of the two journal entries that last changed those days: no other
//! state of any database has the same digests, so nothing ever has to be forgotten in time.

use super::market_rule;
use super::store::{self, LoadedNotice};
use calendar::{Closure, LocalDays, MarketRule, Notice, WorkingCalendar};
use kit::HallError;
use kit::db::{CentreId, Read};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

type Made = HashMap<(String, String), Arc<WorkingCalendar>>;

/// Calendars remembered at most; a county has fewer centres.
const MADE_MAX: usize = 128;
static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

/// A change of the calendar that has not been made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Proposal {
    /// These notices come into force.
    Load(Vec<Notice>),
    /// This loading is taken back; the notice before it holds again.
    Withdraw(i64),
    /// The centre will be closed.
    Close(Closure),
    /// This closure does not hold after all.
    Lift(i64),
}

/// The working days of a centre as they are now.
pub(super) fn working_calendar(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Arc<WorkingCalendar>, HallError> {
    let key = (store::versions(read, centre.county())?.own, own_version(read, centre)?);
    let made = |made: &Mutex<Made>| {
        made.lock().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone)
    };
    if let Some(known) = made(&MADE) {
        return Ok(known);
    }
    let notices = store::notices_in_force(read, centre.county())?;
    let local = local_days(read, centre, None)?;
    let calendar =
        Arc::new(WorkingCalendar::new(notices.iter().map(|loaded| &loaded.notice), local));
    let mut all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MADE_MAX {
        all.clear();
    }
    all.insert(key, Arc::clone(&calendar));
    Ok(calendar)
}

fn own_version(read: &mut dyn Read, centre: CentreId) -> Result<String, HallError> {
    if centre == centre.county() {
        Ok(String::new())
    } else {
        Ok(store::versions(read, centre)?.own)
    }
}

/// The working days of a centre as they would be.
pub(super) fn calendar_after(
    read: &mut dyn Read,
    centre: CentreId,
    proposal: &Proposal,
) -> Result<WorkingCalendar, HallError> {
    let mut notices = not_withdrawn(read, centre.county())?;
    let mut local = local_days(read, centre, None)?;
    match proposal {
        Proposal::Load(more) => {
            let more = more.iter().cloned();
            return Ok(WorkingCalendar::new(
                &notices.into_iter().map(|it| it.notice).chain(more).collect::<Vec<_>>(),
                local,
            ));
        }
        Proposal::Withdraw(number) => notices.retain(|loaded| loaded.number != *number),
        Proposal::Close(closure) => {
            let closures = local.closures().iter().cloned().chain([closure.clone()]);
            local = LocalDays::of(closures.collect::<Vec<_>>(), local.markets().to_vec());
        }
        Proposal::Lift(number) => local = local_days(read, centre, Some(*number))?,
    }
    Ok(WorkingCalendar::new(notices.iter().map(|loaded| &loaded.notice), local))
}

/// All loadings that were not taken back, oldest first: of one year the last one holds.
fn not_withdrawn(read: &mut dyn Read, county: CentreId) -> Result<Vec<LoadedNotice>, HallError> {
    let mut notices = store::notices(read, county)?;
    notices.retain(|loaded| loaded.withdrawal.is_none());
    notices.reverse();
    Ok(notices)
}

fn local_days(
    read: &mut dyn Read,
    centre: CentreId,
    without: Option<i64>,
) -> Result<LocalDays, HallError> {
    let closures = store::closures_standing(read, centre)?
        .into_iter()
        .filter(|noted| Some(noted.number) != without)
        .map(|noted| noted.closure);
    let markets = store::markets_holding(read, centre)?
        .iter()
        .map(|noted| market_rule::parse(&noted.rule).ok_or_else(|| unknown_rule(&noted.rule)))
        .collect::<Result<Vec<MarketRule>, HallError>>()?;
    Ok(LocalDays::of(closures.collect::<Vec<_>>(), markets))
}

fn unknown_rule(rule: &str) -> HallError {
    HallError::broken(format!("no market rule: {rule}"))
}
