//! `cargo xtask test`: everything that must pass to land.

use crate::postgres::Cluster;
use crate::run::{cargo, command, root};
use crate::{machine, tidy};
use std::process::Command;
use std::time::Instant;

type Step = (&'static str, fn(&str) -> Result<(), String>);

/// Runs all steps and names those that failed.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let is_quick = arguments.iter().any(|it| it == "--quick");
    machine::prepare()?;
    let cluster = Cluster::start()?;
    let url = cluster.url();
    let mut steps: Vec<Step> = vec![
        ("format", |_| command(&mut cargo(&["fmt", "--all", "--check"]))),
        ("tidy", |_| tidy::run()),
    ];
    if !is_quick {
        steps.push(("clippy", |_| {
            command(&mut cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ]))
        }));
        steps.push(("browser", browser));
    }
    steps.push(("test", |url| {
        command(cargo(&["test", "--workspace", "--no-fail-fast"]).env("YIMEN_TEST_POSTGRES", url))
    }));
    let mut failed = Vec::new();
    let mut lines = Vec::new();
    for (name, step) in steps {
        println!("── {name}");
        let started = Instant::now();
        let outcome = step(&url);
        let seconds = started.elapsed().as_secs();
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        lines.push(format!("{name:<10}{word}  {seconds} s"));
        if let Err(reason) = outcome {
            eprintln!("{name}: {reason}");
            failed.push(name);
        }
    }
    drop(cluster);
    println!("── {}", lines.join("\n   "));
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// The browser ring: real pages in headless Chromium, on both engines.
fn browser(url: &str) -> Result<(), String> {
    let folder = root().join("crates/yimen/tests/browser");
    if !folder.join("package.json").is_file() {
        return Err("crates/yimen/tests/browser is missing".into());
    }
    command(&mut cargo(&["build", "--quiet", "--package", "yimen"]))?;
    command(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&folder),
    )?;
    command(
        Command::new("node")
            .args(["--test", "--test-concurrency=1", "."])
            .current_dir(&folder)
            .env("YIMEN_BINARY", root().join("target/debug/yimen"))
            .env("YIMEN_TEST_POSTGRES", url),
    )
}
