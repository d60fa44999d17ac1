//! The civic wing: payments taken for others, with the list they rest on.

mod acting;
pub mod payments;
mod timeline;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![payments::room()] }
}
