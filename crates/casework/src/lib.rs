//! The casework wing: cases from intake to completion.

pub mod cases;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![cases::room()] }
}
