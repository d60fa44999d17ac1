//! Pages of the home room.

pub(super) mod centre;
pub(super) mod county;
