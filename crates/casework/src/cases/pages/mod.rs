//! Pages of the cases.

pub(crate) mod act;
pub(super) mod list;
pub(super) mod show;
mod timeline;
pub(crate) mod view;
