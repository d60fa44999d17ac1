//! The reception wing: who comes in, who is called, who was asked first.

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: Vec::new() }
}
