//! Pages of the room.

pub(super) mod act;
pub(super) mod days;
pub(super) mod list;
pub(super) mod new;
pub(super) mod payees;
pub(super) mod print;
pub(super) mod show;
pub(super) mod view;
