//! A fictional county: the demonstration that is told, and the simulation that lives.
//!
//! Nothing is written around the journal: both do what staff would do, at its instant.

pub mod demo;
pub mod simulate;
