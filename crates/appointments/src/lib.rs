//! The appointments wing: a time chosen at home, a ticket in the one queue.

pub mod appointments;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![appointments::room()] }
}
