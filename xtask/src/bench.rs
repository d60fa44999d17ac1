//! `cargo xtask bench`: ratios measured in one run of a release build.

use crate::run::{cargo, command};

/// Measures the journal against raw rows and the guide page against an empty handler.
pub fn run() -> Result<(), String> {
    command(&mut cargo(&["run", "--release", "--package", "yimen", "--", "bench"]))
}
