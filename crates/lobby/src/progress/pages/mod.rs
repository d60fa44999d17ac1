//! Pages of the progress.

pub(super) mod progress;
