//! The reception wing: who comes in, who is called, who was asked first.

pub mod contacts;
pub mod matters;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![contacts::room(), matters::room()] }
}
