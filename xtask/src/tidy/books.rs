//! The books: what they point at is there.

use super::Finding;
use super::source::Tree;
use std::collections::BTreeSet;

const LAW: &str = "docs/law/README.md";

/// The test that `docs/law` names as the proof of a rule is a test of the tree.
pub fn laws_name_tests_that_exist(tree: &Tree) -> Vec<Finding> {
    let Some(law) = tree.files.iter().find(|file| file.path == LAW) else {
        return vec![Finding::new(LAW, 1, "law", "the table of laws is missing")];
    };
    let tests: BTreeSet<&str> = tree.ending(".rs").flat_map(|file| functions(&file.text)).collect();
    law.text
        .lines()
        .enumerate()
        .filter_map(|(index, line)| Some((index + 1, test_of(line)?)))
        .filter(|(_, test)| !tests.contains(test))
        .map(|(line, test)| Finding::new(LAW, line, "law", format!("there is no test `{test}`")))
        .collect()
}

/// Names of the functions in a text.
fn functions(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let name = line.trim_start().trim_start_matches("async ").strip_prefix("fn ")?;
        name.split(['(', '<']).next()
    })
}

/// The test of a row `| law | rule | `test` |`.
fn test_of(line: &str) -> Option<&str> {
    line.strip_prefix('|')?.split('|').nth(2)?.trim().strip_prefix('`')?.strip_suffix('`')
}

/// A link or picture within the project leads to a file of the tree.
pub fn links_lead_somewhere(tree: &Tree) -> Vec<Finding> {
    let paths: BTreeSet<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
    let is_there = |path: &str| {
        let folder = format!("{}/", path.trim_end_matches('/'));
        paths.contains(path) || paths.iter().any(|it| it.starts_with(&folder))
    };
    let mut findings = Vec::new();
    for book in tree.ending(".md") {
        for (index, line) in book.text.lines().enumerate() {
            for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let target = target.split('#').next().unwrap_or_default();
                let is_ours = !target.is_empty() && !target.contains(':');
                if is_ours && !is_there(&resolved(&book.path, target)) {
                    let message = format!("{target} is not there");
                    findings.push(Finding::new(&book.path, index + 1, "link", message));
                }
            }
        }
    }
    findings
}

/// A relative link as a path below the root.
fn resolved(book: &str, target: &str) -> String {
    let mut parts: Vec<&str> = book.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_without_its_test_is_found() {
        let law = "| 32 | silence is consent | `silence_is_consent` |\n";
        let tree = Tree::of(&[(LAW, law), ("crates/x/src/tests.rs", "fn other() {}\n")]);
        assert_eq!(laws_name_tests_that_exist(&tree).len(), 1);
        let tree =
            Tree::of(&[(LAW, law), ("crates/x/src/tests.rs", "    fn silence_is_consent()")]);
        assert!(laws_name_tests_that_exist(&tree).is_empty());
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let book = "[a](decisions/0001.md#why) ![b](../gone.png) [c](https://example.org)\n";
        let tree = Tree::of(&[("docs/README.md", book), ("docs/decisions/0001.md", "")]);
        let found = links_lead_somewhere(&tree);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("../gone.png"));
    }
}
