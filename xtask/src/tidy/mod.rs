//! `cargo xtask tidy`: the house rules that the compiler cannot see.
//!
//! Each rule is a function from the tree to findings; a finding names file, line, rule and what
//! to do. The rules and their reasons stand in ARCHITECTURE.md and CONTRIBUTING.md.

mod books;
mod borders;
mod glossary;
mod shape;
mod source;
mod words;

use source::Tree;

/// A line that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// File below the root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Name of the rule.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule, message: message.into() }
    }
}

type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: &[Rule] = &[
    shape::headers,
    shape::sizes,
    shape::functions,
    shape::leftovers,
    shape::names,
    borders::ground_is_pure,
    borders::rooms_use_doors,
    borders::sql_stays_in_stores,
    borders::rooms_touch_their_own_tables,
    borders::pages_never_decide,
    borders::kit_names_no_room,
    words::templates_speak_both_languages,
    words::templates_have_no_inline_script_or_style,
    words::placeholders_agree,
    glossary::terms_stand_in_the_code,
    books::laws_name_tests_that_exist,
    books::links_lead_somewhere,
];

/// Runs all rules over the tree of the project.
pub fn run() -> Result<(), String> {
    let tree = Tree::read(&crate::run::root())?;
    let findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    for finding in &findings {
        println!("{}:{}: {}: {}", finding.path, finding.line, finding.rule, finding.message);
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing to mend", tree.files.len());
        Ok(())
    } else {
        Err(format!("tidy: {} findings", findings.len()))
    }
}
