//! Pages of the cases.

pub(super) mod act;
mod act_form;
pub(super) mod list;
pub(in crate::cases) mod next;
pub(super) mod show;
pub(crate) mod ticks;
mod timeline;
pub(crate) mod view;
mod work;
mod work_form;
pub(crate) mod work_notes;
