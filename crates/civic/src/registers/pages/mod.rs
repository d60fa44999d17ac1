//! Pages of the room.

pub(super) mod act;
pub(super) mod extract;
pub(super) mod household;
pub(super) mod list;
pub(super) mod new;
pub(super) mod show;
pub(super) mod view;
