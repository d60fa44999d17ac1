//! The one binary: gathers the wings into a house, opens it, serves it and keeps it.
//!
//! [`house::config`] is the only place that reads flags, environment and file; [`house`] says which
//! wings there are; [`serve`] lets visitors in; [`commands`] is what an administrator can type.

pub mod backup;
pub mod bench;
pub mod commands;
pub mod doctor;
pub mod logs;
pub mod serve;
pub mod terminal;
pub mod timers;

use clap::Parser;
use std::process::ExitCode;

/// Runs the command on the command line; says what went wrong and gives the exit code.
pub fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    let terminal = terminal::Terminal::new(house::config::language(&cli.options));
    match commands::run(cli, terminal) {
        Ok(code) => code,
        Err(error) => {
            terminal.fault(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
