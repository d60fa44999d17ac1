//! Working days, the State Council's yearly notices, time limits and their explanations.
#![deny(missing_docs)]

pub mod phrase;

pub use phrase::Phrase;
