//! Pages of the disclosures.

pub(super) mod centre;
pub(super) mod county;
pub(super) mod department;
pub(super) mod item;
