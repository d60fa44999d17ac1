//! The lobby wing: what the public sees, and the faces for machines.

pub mod exchange;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![exchange::room()] }
}
