//! `cargo xtask demo` and `cargo xtask acts`: building the binary and running it.

use crate::run::{cargo, command, found, output, root};

/// Builds, loads the fictional county where it is not there yet, serves.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if found("cc").is_none() && found("gcc").is_none() {
        return Err("a C compiler is needed to build SQLite: apt-get install gcc".into());
    }
    let folder = root().join(".yimen/demo");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    println!("building (the first time takes some minutes) …");
    command(&mut cargo(&["build", "--package", "yimen"]))?;
    let mut call = std::process::Command::new(root().join("target/debug/yimen"));
    call.arg("demo").arg("--directory").arg(&folder).args(arguments).current_dir(root());
    command(&mut call)
}

/// Writes `docs/acts.md` from the rulebook.
pub fn acts() -> Result<(), String> {
    command(&mut cargo(&["build", "--quiet", "--package", "yimen"]))?;
    let binary = root().join("target/debug/yimen").display().to_string();
    let page = output(&binary, &["acts"]).ok_or("`yimen acts` failed")?;
    std::fs::write(root().join("docs/acts.md"), page + "\n").map_err(|error| error.to_string())
}
