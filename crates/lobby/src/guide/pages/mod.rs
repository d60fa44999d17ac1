//! Pages of the guide.

pub(super) mod guide;
