//! The pages of the room.

pub(super) mod list;
