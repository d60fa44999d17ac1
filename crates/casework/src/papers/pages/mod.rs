//! Pages of the room.

pub(super) mod files;
