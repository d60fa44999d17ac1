//! The casework wing: cases from intake to completion.

pub mod cases;
pub mod documents;
pub mod intake;
mod modes;
pub mod papers;
#[cfg(test)]
mod testing;
mod why;
pub mod worklist;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    let rooms =
        vec![intake::room(), cases::room(), papers::room(), worklist::room(), documents::room()];
    Wing { rooms }
}
