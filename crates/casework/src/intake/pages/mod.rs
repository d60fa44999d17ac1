//! Pages of the intake.

pub(super) mod choose;
mod fields;
pub(super) mod form;
mod outcome;
