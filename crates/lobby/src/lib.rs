//! The lobby wing: what the public sees, and the faces for machines.

mod centres;
pub mod exchange;
pub mod guide;
pub mod home;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![home::room(), guide::room(), exchange::room()] }
}
