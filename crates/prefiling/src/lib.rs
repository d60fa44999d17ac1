//! The prefiling wing: filed at home, checked by the hall, landing as a visit to be checked.

mod applying;
pub mod filings;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![filings::room(), applying::room()] }
}
