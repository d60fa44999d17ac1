//! Pages of the finding.

pub(super) mod items;
