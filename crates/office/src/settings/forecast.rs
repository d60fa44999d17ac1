//! What a change of the calendar would do to work that is still open.
//!
//! Rooms upstairs keep deadlines; this room does not know them. Each of them puts a [`Forecast`]
//! up on the shelf when it is furnished, and the pages of this room ask all of them before an
//! administrator confirms a change. The change itself reaches those rooms as a journal entry (see
//! [`door::is_calendar_change`](super::door::is_calendar_change)).

use calendar::{Deadline, Phrase, WorkingCalendar};
use kit::HallError;
use kit::db::{CentreId, Read};
use std::sync::{Arc, PoisonError, RwLock};

/// A deadline that would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDeadline {
    /// In which centre.
    pub centre: CentreId,
    /// Name of the work, such as a case number; no personal data.
    pub number: String,
    /// Which of its limits.
    pub limit: Phrase,
    /// As it is now.
    pub before: Deadline,
    /// As it would be.
    pub after: Deadline,
}

/// Knows the deadlines of open work.
pub trait Forecast: Send + Sync {
    /// The deadlines of a centre that differ between two calendars.
    ///
    /// # Errors
    /// What the database said.
    fn moved(
        &self,
        read: &mut dyn Read,
        centre: CentreId,
        now: &WorkingCalendar,
        then: &WorkingCalendar,
    ) -> Result<Vec<MovedDeadline>, HallError>;
}

/// All who know deadlines; stands on the shelf.
#[derive(Default)]
pub struct Forecasts {
    all: RwLock<Vec<Arc<dyn Forecast>>>,
}

impl Forecasts {
    /// One more who knows deadlines.
    pub fn add(&self, forecast: Arc<dyn Forecast>) {
        self.all.write().unwrap_or_else(PoisonError::into_inner).push(forecast);
    }

    /// What all of them say.
    ///
    /// # Errors
    /// What the database said.
    pub fn moved(
        &self,
        read: &mut dyn Read,
        centre: CentreId,
        now: &WorkingCalendar,
        then: &WorkingCalendar,
    ) -> Result<Vec<MovedDeadline>, HallError> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut moved = Vec::new();
        for forecast in all {
            moved.extend(forecast.moved(read, centre, now, then)?);
        }
        Ok(moved)
    }
}
