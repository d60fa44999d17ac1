//! The calendar of a centre, made from what was loaded and kept while nothing changes.
//!
//! The notices are the county's, closures and market days are the centre's own. A made calendar is
//! remembered under the digests of the two journal entries that last changed those days: no other
//! state of any database has the same digests, so nothing ever has to be forgotten in time.

use super::market_rule;
use super::store;
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
    let notices = store::versions(read, centre.county())?.notices;
    let key = (notices, store::versions(read, centre)?.own);
    if let Some(known) = MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(Arc::clone(known));
    }
    let calendar = Arc::new(calendar_with(read, centre, None)?);
    let mut all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MADE_MAX {
        all.clear();
    }
    all.insert(key, Arc::clone(&calendar));
    Ok(calendar)
}

/// The working days of a centre as they would be after a change.
pub(super) fn calendar_with(
    read: &mut dyn Read,
    centre: CentreId,
    proposal: Option<&Proposal>,
) -> Result<WorkingCalendar, HallError> {
    let is_undone = |undoing: Proposal| proposal == Some(&undoing);
    // Newest first in the store; of one year the last one handed over holds.
    let mut notices: Vec<Notice> = store::notices(read, centre.county())?
        .into_iter()
        .rev()
        .filter(|it| it.withdrawal.is_none() && !is_undone(Proposal::Withdraw(it.number)))
        .map(|loaded| loaded.notice)
        .collect();
    let mut closures: Vec<Closure> = store::closures_standing(read, centre)?
        .into_iter()
        .filter(|noted| !is_undone(Proposal::Lift(noted.number)))
        .map(|noted| noted.closure)
        .collect();
    match proposal {
        Some(Proposal::Load(more)) => notices.extend(more.iter().cloned()),
        Some(Proposal::Close(closure)) => closures.push(closure.clone()),
        Some(Proposal::Withdraw(_) | Proposal::Lift(_)) | None => {}
    }
    let markets = store::markets_holding(read, centre)?
        .into_iter()
        .map(|noted| {
            market_rule::parse(&noted.rule)
                .ok_or_else(|| HallError::broken(format!("no market rule: {}", noted.rule)))
        })
        .collect::<Result<Vec<MarketRule>, HallError>>()?;
    Ok(WorkingCalendar::new(&notices, LocalDays::of(closures, markets)))
}
