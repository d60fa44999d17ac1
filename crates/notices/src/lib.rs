//! The notices wing: what the hall announces, written once and shown everywhere.

pub mod notices;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![notices::room()] }
}
