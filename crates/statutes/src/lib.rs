//! What statutes say of items that keep a book of their own: payments taken for others (缴费)
//! and the household register (户籍).
//!
//! Nothing here does I/O, looks at a clock or knows how anything is stored. Stands beside
//! `rulebook`, which speaks of cases; each module cites the law it speaks for.
#![deny(missing_docs)]

pub mod household;
pub mod payment;
mod refusals;
