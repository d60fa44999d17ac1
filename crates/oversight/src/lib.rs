//! The oversight wing: reads of the journal, by those who change nothing.

pub mod audit;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![audit::room()] }
}
