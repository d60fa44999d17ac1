//! What the tests need from the machine: installed through apt when we are root, else named.

use crate::run::{command, found, output};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Something a test needs, the package that brings it, and how to see whether it is there.
struct Need {
    package: &'static str,
    what: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need { package: "gcc", what: "a C compiler", is_there: || found("cc").is_some() },
    Need { package: "postgresql", what: "PostgreSQL", is_there: || postgres_tools().is_some() },
    Need { package: "chromium", what: "Chromium", is_there: || found("chromium").is_some() },
    Need {
        package: "fonts-noto-cjk",
        what: "Chinese fonts",
        is_there: || {
            output("fc-list", &[":lang=zh", "family"]).is_some_and(|list| !list.is_empty())
        },
    },
    Need { package: "nodejs", what: "Node.js", is_there: || found("node").is_some() },
    Need { package: "npm", what: "npm", is_there: || found("npm").is_some() },
    Need { package: "openssl", what: "openssl", is_there: || found("openssl").is_some() },
];

/// The folder with `initdb` and `pg_ctl`, newest version first.
pub fn postgres_tools() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop().or_else(|| {
        found("initdb").and_then(|path| path.canonicalize().ok()?.parent().map(Path::to_path_buf))
    })
}

/// Whether we are the superuser.
pub fn is_root() -> bool {
    output("id", &["-u"]).is_some_and(|id| id == "0")
}

/// Sees to everything the tests need.
pub fn prepare() -> Result<(), String> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if !is_root() || found("apt-get").is_none() {
        let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
        return Err(format!(
            "the tests need {}; install them with: apt-get install {}",
            names.join(", "),
            packages.join(" ")
        ));
    }
    println!("installing {}", packages.join(" "));
    command(Command::new("apt-get").args(["update", "-qq"]))?;
    command(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
