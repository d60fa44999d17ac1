//! Pages of the room.

pub(super) mod follow;
pub(super) mod report;
