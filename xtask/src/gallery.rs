//! `cargo xtask gallery`: a picture of every page, taken by the browser ring.

use crate::machine;
use crate::run::{cargo, command, root};
use std::process::Command;

/// One language and one size of every page is enough for the eye; the components in all.
const KEPT: &str = "every page, zh, pc|kiosk, zh, upright|looks as it did|is heard, agreed on|\
                    ticket to the delivery, zh";

/// Walks the pages and keeps the pictures.
pub fn run() -> Result<(), String> {
    machine::prepare()?;
    command(&mut cargo(&["build", "--quiet", "--package", "yimen"]))?;
    let folder = root().join("crates/yimen/tests/browser");
    command(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&folder),
    )?;
    command(
        Command::new("node")
            .args(["--test", "--test-concurrency=1", "--test-name-pattern", KEPT])
            .args(["walk.test.mjs", "components.test.mjs", "mediation.test.mjs", "modes.test.mjs"])
            .current_dir(&folder)
            .env("YIMEN_BINARY", root().join("target/debug/yimen"))
            .env("GALLERY", root().join("docs/gallery")),
    )
}
