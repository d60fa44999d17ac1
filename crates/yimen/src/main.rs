//! The one binary (一门): hands the command line to the house.

use std::process::ExitCode;

fn main() -> ExitCode {
    yimen::main()
}
