//! What other rooms may ask of the settings.
//!
//! A room that keeps deadlines does three things:
//!
//! 1. It asks [`working_calendar`] in its acts and reads; that is cheap, as a made calendar is
//!    remembered while nothing changes.
//! 2. It listens: where [`is_calendar_change`] holds for an entry, the working days of that centre
//!    may be others than before, and it recomputes the deadlines of its open work in that centre.
//!    The county's notices arrive in each centre as an entry of its own.
//! 3. It puts a [`Forecast`] up: `shelf.get_or_default::<Forecasts>().add(…)` in its `furnish`, so
//!    that an administrator sees what would move before confirming.

pub use super::actions::{
    Loaded, apply_everywhere, load_notices, note_closure, note_market, parameters,
};
pub use super::forecast::{Forecast, Forecasts, MovedDeadline};
pub use super::notice_file::{About, NoticeFile, read as read_notice_file, shipped};
pub use terms::parameters::{Parameter, Parameters};

use super::events::CALENDAR_CHANGES;
use calendar::WorkingCalendar;
use kit::HallError;
use kit::db::{CentreId, Read};
use kit::journal::Entry;
use std::sync::Arc;

/// The working days of a centre: the county's notices with the centre's own closures.
///
/// # Errors
/// What the database said.
pub fn working_calendar(
    read: &mut dyn Read,
    centre: CentreId,
) -> Result<Arc<WorkingCalendar>, HallError> {
    super::reading::working_calendar(read, centre)
}

/// Whether the working days of the entry's centre may be others after it.
pub fn is_calendar_change(entry: &Entry) -> bool {
    CALENDAR_CHANGES.contains(&entry.action.as_str())
}
