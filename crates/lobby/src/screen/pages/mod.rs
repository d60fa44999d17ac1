//! Pages of the screens.

pub(super) mod board;
pub(super) mod display;
pub(super) mod events;
