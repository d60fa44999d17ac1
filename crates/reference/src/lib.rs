//! The reference wing: finding items, taking lists in and out, who is stationed in the hall.
//!
//! It stands above the catalogue and reads it through its door; nothing of the catalogue knows
//! that it is searched, exported or compared with who is here.

pub mod exchange;
pub mod search;
pub mod shipped;
pub mod stationing;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![exchange::room(), search::room(), stationing::room()] }
}
