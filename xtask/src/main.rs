//! The project's own tasks: `cargo xtask help` lists them. No dependencies, so that they run on a
//! bare toolchain.

mod bench;
mod demo;
mod gallery;
mod machine;
mod postgres;
mod rehearse;
mod run;
mod suite;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo      build, load the fictional county, serve on 127.0.0.1:8080
                      [--fresh] [--listen ADDRESS] [--database URL]
cargo xtask test      everything that must pass to land; installs what it needs when root
                      [--quick] leaves out clippy and the browser ring
cargo xtask tidy      the house rules that the compiler cannot see
cargo xtask acts      write docs/acts.md from the rulebook
cargo xtask gallery   walk every page in a browser and keep a picture of it in docs/gallery
cargo xtask rehearse  play a year of three centres and look at every case each evening
                      [CASES DAYS SEED]
cargo xtask bench     measure the house against raw rows and an empty handler";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("demo") => demo::run(rest),
        Some("test") => suite::run(rest),
        Some("tidy") => tidy::run(),
        Some("acts") => demo::acts(),
        Some("gallery") => gallery::run(),
        Some("rehearse") => rehearse::run(rest),
        Some("bench") => bench::run(rest),
        _ => {
            println!("{HELP}");
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
