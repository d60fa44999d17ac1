//! The house tests: all wings together, on both engines, in process and as the real binary.

mod backup;
mod coverage;
mod journal;
mod kill;
mod statements;
mod support;
