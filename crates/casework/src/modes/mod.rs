//! Modes (分类服务): what joint handling, coordination and agency add to a case on paper and screen:
//! what is typed, what the journal keeps, what the page, the timeline and the resident are shown,
//! and what is next.
//!
//! The process is decided by [`rulebook::modes`], the acts are those of the room of cases, and so
//! are the addresses and the tables. Basis: domain rule 4.

pub(crate) mod body;
pub(crate) mod fee;
pub(crate) mod forms;
pub(crate) mod next;
pub(crate) mod notes;
pub(crate) mod panel;
pub(crate) mod plain;
pub(crate) mod record;
