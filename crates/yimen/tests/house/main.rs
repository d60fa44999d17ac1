//! The house tests: all wings together, on both engines, in process and as the real binary.

#![expect(clippy::expect_used, reason = "a test stops where its ground gives way")]

mod api_document;
mod api_example;
mod at_once;
mod backup;
mod coverage;
mod hostile;
mod journal;
mod kill;
mod queue_at_work;
mod rehearsal;
mod statements;
mod support;
mod township;
mod two_halls;
