//! Pages of the exchange.

pub(super) mod checkpoints;
pub(super) mod reference;
