//! The casework wing: cases from intake to completion.

pub mod cases;
pub mod documents;
pub mod intake;
pub mod papers;
#[cfg(test)]
mod testing;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![intake::room(), cases::room(), papers::room(), documents::room()] }
}
