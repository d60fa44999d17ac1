//! Pages of the screens.

pub(super) mod board;
pub(super) mod display;
pub(super) mod events;
pub(super) mod screens;
pub(super) mod worker;
