//! The tree as git sees it: tracked files and new ones it does not ignore.

use std::path::Path;
use std::process::Command;

/// A file of the project.
pub struct File {
    /// Path below the root, with slashes.
    pub path: String,
    /// Its text; empty for files that are not text.
    pub text: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// All files of the project.
pub struct Tree {
    /// In the order of git.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads the project.
    pub fn read(root: &Path) -> Result<Self, String> {
        let list = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("git ls-files: {error}"))?;
        let mut files = Vec::new();
        for path in String::from_utf8_lossy(&list.stdout).lines() {
            let Ok(content) = std::fs::read(root.join(path)) else { continue };
            let bytes = content.len();
            let text = String::from_utf8(content).unwrap_or_default();
            files.push(File { path: path.to_owned(), text, bytes });
        }
        Ok(Self { files })
    }

    /// A tree made of paths and texts, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File {
                    path: (*path).to_owned(),
                    text: (*text).to_owned(),
                    bytes: text.len(),
                })
                .collect(),
        }
    }

    /// Files whose path ends so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    /// Rust files of the product (not of this tool).
    pub fn product(&self) -> impl Iterator<Item = &File> {
        self.ending(".rs").filter(|file| file.path.starts_with("crates/"))
    }
}

impl File {
    /// Crate, room and rest of a path below `crates/`.
    pub fn place(&self) -> Place<'_> {
        let mut parts = self.path.split('/');
        let is_crate = parts.next() == Some("crates");
        let wing = if is_crate { parts.next().unwrap_or("") } else { "" };
        let mut rest: Vec<&str> = parts.collect();
        if rest.first() == Some(&"src") {
            rest.remove(0);
        }
        let room = if rest.len() > 1 { rest[0] } else { "" };
        Place { wing, room }
    }

    /// Whether the file holds only tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests")
            || self.path.ends_with("tests.rs")
            || self.path.contains("/testing/")
            || self.path.contains("/benches/")
            || self.path.ends_with("samples.rs")
    }

    /// The lines before the file's own test module.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .take_while(|(_, line)| !line.starts_with("mod tests {"))
    }
}

/// Where a file stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The crate.
    pub wing: &'a str,
    /// The room within it; empty for files at its top.
    pub room: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_wing_and_room() {
        let tree = Tree::of(&[
            ("crates/casework/src/cases/pages/list.rs", ""),
            ("crates/casework/src/lib.rs", ""),
        ]);
        assert_eq!(tree.files[0].place(), Place { wing: "casework", room: "cases" });
        assert_eq!(tree.files[1].place(), Place { wing: "casework", room: "" });
    }
}
