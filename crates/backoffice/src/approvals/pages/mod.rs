//! The pages of the room.

pub(super) mod board;
pub(super) mod denials;
