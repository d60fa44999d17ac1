//! The reception wing: who comes in, who is called, who was asked first.

pub mod contacts;
mod ground;
pub mod matters;
pub mod queue;
#[cfg(test)]
mod testing;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![queue::room(), contacts::room(), matters::room()] }
}
