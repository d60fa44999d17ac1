//! Pages of the cases.

pub(super) mod act;
mod act_form;
pub(super) mod list;
mod next;
pub(super) mod show;
pub(crate) mod ticks;
mod timeline;
pub(crate) mod view;
