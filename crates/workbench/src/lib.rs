//! The workbench wing: one screen for a clerk at a window, from the call to the case.

pub mod window;

use kit::wing::Wing;

/// The rooms of the wing.
pub fn wing() -> Wing {
    Wing { rooms: vec![window::room()] }
}
