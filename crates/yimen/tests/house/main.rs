//! The house tests: all wings together, on both engines, in process and as the real binary.

mod coverage;
mod statements;
