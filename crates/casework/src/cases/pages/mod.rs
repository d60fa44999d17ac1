//! Pages of the cases.

pub(super) mod act;
pub(crate) mod act_form;
mod handover_form;
pub(super) mod show;
pub(crate) mod ticks;
pub(crate) mod timeline;
pub(crate) mod view;
mod why_not;
