//! `cargo xtask bench`: ratios measured in one run of a release build.

use crate::run::{cargo, command};

/// Measures the journal against raw rows and the guide page against an empty handler.
/// What follows `bench` is handed on: a hall to be measured, how many open cases.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let bench = ["run", "--release", "--package", "yimen", "--", "bench"];
    command(cargo(&bench).args(arguments))
}
