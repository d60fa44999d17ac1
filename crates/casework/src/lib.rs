//! The casework wing: cases from intake to completion.

pub mod cases;
pub mod documents;
pub mod intake;
mod modes;
#[cfg(test)]
mod testing;
mod why;
pub mod worklist;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![intake::room(), cases::room(), worklist::room(), documents::room()] }
}
