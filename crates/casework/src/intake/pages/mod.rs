//! Pages of the intake.

pub(super) mod choose;
pub(super) mod fields;
pub(super) mod form;
mod outcome;
