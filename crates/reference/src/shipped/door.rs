//! What others may ask of the shipped texts.

pub use super::english::{english, in_both};
