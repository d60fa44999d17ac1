//! The civic wing: payments taken for others, and the household register.

mod acting;
pub mod payments;
pub mod registers;
mod timeline;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![payments::room(), registers::room()] }
}
