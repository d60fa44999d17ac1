//! The pages of the room.

pub(super) mod board;
pub(super) mod dates;
pub(super) mod denials;
pub(super) mod joint;
