//! Pages of the exchange.

pub(super) mod exports;
pub(super) mod imports;
