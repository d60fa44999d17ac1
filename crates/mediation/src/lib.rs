//! The mediation wing: disputes that people's mediation settles, or does not.

pub mod mediations;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![mediations::room()] }
}
