//! What other rooms may ask of payments: the acts, for the demonstration; what an item is paid by.

pub use super::actions::{Done, NewBill, Taken, bill, pay, void, withdraw};
pub use super::draft::who;
pub use super::keeping::{close_day, enter_payee, set_tariff};
pub use super::record::{ChargeRecord, PayeeRecord, TariffRecord};

use super::store::{self, Filter};
use jiff::civil::Date;
use kit::HallError;
use kit::db::{CentreId, Read};

/// Whether a centre has a list of payees.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    Ok(!store::payees(read, centre)?.is_empty())
}

/// Whether a bill was made out in a centre on a day or after it.
///
/// # Errors
/// What the database said.
pub fn billed_on(read: &mut dyn Read, centre: CentreId, day: Date) -> Result<bool, HallError> {
    let newest = store::bills(read, centre, &Filter::default(), 1)?;
    Ok(newest.first().is_some_and(|it| kit::clock::day_of(it.opened_at_ms) >= day))
}
