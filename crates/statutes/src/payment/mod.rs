//! Payments taken at the window for others (水电收费、参保缴费): by a published tariff or not at
//! all, in full, once, with a receipt; voided by a second person; closed every day.
//!
//! Basis: Price Law (价格法) art. 13 (prices are marked, nothing else is charged), art. 42;
//! Accounting Law (会计法) on separation of duties; rules of keeping cash (日清月结).

mod bill;
mod breach;
mod capital;
mod closing;
mod tariff;
#[cfg(test)]
mod tests;

pub use bill::{Bill, Means, Payment, Stage, State, Voiding};
pub use breach::Refusal;
pub use capital::in_capitals;
pub use closing::{Closing, Counted};
pub use tariff::{Charge, Line, Period, Price, Readings, Rhythm, Step, Tariff, Unit};
