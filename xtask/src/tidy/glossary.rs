//! The glossary: an identifier it lists stands in the code with its Chinese term beside it.

use super::Finding;
use super::source::Tree;

/// Where a type of the glossary is born, its doc comment carries the Chinese term.
pub fn terms_stand_in_the_code(tree: &Tree) -> Vec<Finding> {
    let Some(glossary) = tree.files.iter().find(|file| file.path == "GLOSSARY.md") else {
        return vec![Finding::new("GLOSSARY.md", 1, "glossary", "the glossary is missing")];
    };
    let mut findings = Vec::new();
    for (index, line) in glossary.text.lines().enumerate() {
        let Some((term, name)) = row(line) else { continue };
        for file in tree.product().filter(|file| !file.is_test()) {
            let births = [format!("pub struct {name} "), format!("pub enum {name} ")];
            let Some(at) = births.iter().find_map(|it| file.text.find(it.as_str())) else {
                continue;
            };
            let before: Vec<&str> = file.text[..at].lines().rev().take(12).collect();
            if !before.iter().any(|line| line.contains(term)) {
                let message = format!(
                    "{name} (GLOSSARY.md line {}) needs {term} in its doc comment",
                    index + 1
                );
                let line = file.text[..at].lines().count() + 1;
                findings.push(Finding::new(&file.path, line, "glossary", message));
            }
        }
    }
    findings
}

/// Chinese term and identifier of a row `| 中文 | English | `Identifier` |`.
fn row(line: &str) -> Option<(&str, &str)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let term = cells.get(1)?.split([' ', '/', '；']).next().filter(|it| !it.is_empty())?;
    let name = cells.get(3)?.split('`').nth(1)?;
    let is_type = name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(char::is_alphanumeric);
    is_type.then_some((term, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_without_its_chinese_term_is_found() {
        let tree = Tree::of(&[
            ("GLOSSARY.md", "| 办件 | case | `Case` |\n"),
            ("crates/rulebook/src/case.rs", "//! x\n/// A case.\npub struct Case {\n}\n"),
        ]);
        assert_eq!(terms_stand_in_the_code(&tree).len(), 1);
        let told = "//! x\n/// A case (办件).\npub struct Case {\n}\n";
        let tree = Tree::of(&[
            ("GLOSSARY.md", "| 办件 | case | `Case` |\n"),
            ("crates/rulebook/src/case.rs", told),
        ]);
        assert!(terms_stand_in_the_code(&tree).is_empty());
    }
}
