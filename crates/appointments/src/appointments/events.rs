//! What the journal says of appointments: everything a projection needs, personal data sealed.

use jiff::civil::Date;
use reception::contacts::door::Asker;
use serde::{Deserialize, Serialize};

/// `appointments.booked`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Booked {
    /// Nobody can guess it.
    pub(super) code: String,
    pub(super) day: Date,
    pub(super) minute: u16,
    /// `Y007`, for the day.
    pub(super) number: String,
    pub(super) line: String,
    pub(super) item: String,
    pub(super) item_name: String,
    pub(super) item_name_english: String,
    /// Blind index of the phone.
    pub(super) person: String,
    /// Blind index of its last four digits.
    pub(super) digits: String,
    /// Name and phone, sealed.
    pub(super) asker: Asker,
}

/// Whatever happened to it afterwards: the word of its standing, and the ticket's code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Moved {
    pub(super) standing: String,
    pub(super) ticket: String,
}
