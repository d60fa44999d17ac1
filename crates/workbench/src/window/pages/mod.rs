//! Pages of the workbench.

pub(super) mod acts;
pub(super) mod bench;
mod rows;
