//! What others may ask of appointments: the demonstration loads some.

pub use super::actions::{Made, Wish, arrive, book, cancel, days, times};
pub use super::pages::wish;

use super::store;
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Read};

/// How many appointments a day has, cancelled ones too.
///
/// # Errors
/// What the database said.
pub fn count(read: &mut dyn Read, centre: CentreId, day: Date) -> Result<i64, HallError> {
    store::count(read, centre, day)
}
