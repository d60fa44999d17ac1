//! Pages of the cases.

pub(super) mod act;
pub(super) mod intake;
pub(super) mod list;
pub(super) mod printed;
pub(super) mod show;
pub(super) mod view;
