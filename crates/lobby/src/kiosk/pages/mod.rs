//! Pages of the kiosk.

pub(super) mod announced;
pub(super) mod checklist;
pub(super) mod choose;
pub(super) mod follow;
pub(super) mod guide;
pub(super) mod list;
pub(super) mod matter;
pub(super) mod progress;
pub(super) mod search;
pub(super) mod start;
pub(super) mod ticket;
