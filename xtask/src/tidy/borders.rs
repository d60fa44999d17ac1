//! Borders: who may import whom, where SQL stands, who decides.

use super::Finding;
use super::source::{File, Tree};

const GROUND: [&str; 6] = ["calendar", "terms", "rulebook", "threshold", "statutes", "seal"];
const WINGS: [&str; 14] = [
    "office",
    "counter",
    "reference",
    "reception",
    "casework",
    "prefiling",
    "workbench",
    "appointments",
    "notices",
    "backoffice",
    "mediation",
    "civic",
    "oversight",
    "lobby",
];

/// Ground crates do no I/O, know no clock and no serialisation.
pub fn ground_is_pure(tree: &Tree) -> Vec<Finding> {
    const BANNED: [&str; 8] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::time::SystemTime",
        "std::thread",
        "serde",
        "getrandom",
        "tokio",
    ];
    let in_ground = |file: &&File| GROUND.contains(&file.place().wing) && !file.is_test();
    let mut findings = Vec::new();
    for file in tree.product().filter(in_ground) {
        for (number, line) in file.code().filter(|(_, line)| !is_comment(line)) {
            if let Some(word) = BANNED.iter().find(|word| line.contains(*word)) {
                let message = format!("ground crates are pure: no {word}");
                findings.push(Finding::new(&file.path, number, "pure", message));
            }
        }
    }
    findings
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// A room uses only the doors of rooms in other wings, and nothing inside its neighbours.
pub fn rooms_use_doors(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let in_wings = |file: &&File| WINGS.contains(&file.place().wing) && !file.is_test();
    for file in tree.product().filter(in_wings) {
        let place = file.place();
        for (number, line) in file.code().filter(|(_, line)| !is_comment(line)) {
            for wing in WINGS.iter().filter(|wing| **wing != place.wing) {
                let Some(rest) = after(line, &format!("{wing}::")) else { continue };
                if !goes_through_a_door(rest) {
                    let message = format!("use {wing}'s rooms through their door only");
                    findings.push(Finding::new(&file.path, number, "door", message));
                }
            }
        }
    }
    findings
}

/// What follows a crate's name, where the name stands by itself.
fn after<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let at = line.find(name)?;
    let before = line[..at].chars().next_back();
    let is_word = before.is_some_and(|it| it.is_alphanumeric() || it == '_' || it == ':');
    (!is_word).then(|| &line[at + name.len()..])
}

/// `room::door…`, `wing()`, or the public records and pictures a room gives away at its top.
fn goes_through_a_door(rest: &str) -> bool {
    if rest.starts_with("wing") {
        return true;
    }
    let mut parts = rest.split("::");
    let (_, second) = (parts.next(), parts.next().unwrap_or_default());
    ["door", "record", "flow_chart", "room"].iter().any(|name| second.starts_with(name))
}

/// SQL stands in stores and migrations only.
pub fn sql_stays_in_stores(tree: &Tree) -> Vec<Finding> {
    const SIGNS: [&str; 4] = ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "];
    let in_rooms = |file: &&File| {
        WINGS.contains(&file.place().wing)
            && !file.is_test()
            && !file.path.ends_with("store.rs")
            && !file.path.contains("/store/")
    };
    let mut findings = Vec::new();
    for file in tree.product().filter(in_rooms) {
        for (number, line) in file.code() {
            if SIGNS.iter().any(|sign| line.contains(sign)) {
                let message = "SQL stands in store.rs and migrations only";
                findings.push(Finding::new(&file.path, number, "sql", message));
            }
        }
    }
    findings
}

/// A room touches only its own tables: their names begin with the room's.
pub fn rooms_touch_their_own_tables(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        let place = file.place();
        let is_store = file.path.ends_with("store.rs") || file.path.contains("/store/");
        let is_migration = file.path.contains("/migrations/") && file.path.ends_with(".sql");
        if !WINGS.contains(&place.wing) || place.room.is_empty() || !(is_store || is_migration) {
            continue;
        }
        for (index, line) in file.text.lines().enumerate() {
            for table in tables(line) {
                let is_own = table == place.room || table.starts_with(&format!("{}_", place.room));
                if !is_own && !is_comment(line) {
                    let message = format!("{table} is not a table of {}", place.room);
                    findings.push(Finding::new(&file.path, index + 1, "table", message));
                }
            }
        }
    }
    findings
}

/// Names that follow FROM, INTO, UPDATE, JOIN or TABLE in a line of SQL.
fn tables(line: &str) -> Vec<&str> {
    let words: Vec<&str> = line
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, '(' | ')' | '"' | ',' | ';')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let is_sign = |word: &str| ["FROM", "INTO", "JOIN", "UPDATE", "TABLE"].contains(&word);
    let is_name = |word: &str| {
        word.contains('_') && word.chars().all(|it| it.is_ascii_lowercase() || it == '_')
    };
    words
        .windows(2)
        .filter(|pair| is_sign(pair[0]) && is_name(pair[1]))
        .map(|pair| pair[1])
        .collect()
}

/// Pages never decide: they call actions and reads, never commit.
pub fn pages_never_decide(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let in_pages = |file: &&File| file.path.contains("/pages/") && !file.is_test();
    for file in tree.product().filter(in_pages) {
        for (number, line) in file.code() {
            if line.contains("journal::commit") || line.contains("NewEntry::") {
                let message = "pages never decide: put the act into actions.rs";
                findings.push(Finding::new(&file.path, number, "page", message));
            }
        }
    }
    findings
}

/// The kit names no room.
pub fn kit_names_no_room(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.product().filter(|file| file.place().wing == "kit") {
        for (number, line) in file.code().filter(|(_, line)| !is_comment(line)) {
            if WINGS.iter().any(|wing| after(line, &format!("{wing}::")).is_some()) {
                let message = "the kit names no room";
                findings.push(Finding::new(&file.path, number, "kit", message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_reaches_behind_a_door_is_found() {
        let tree = Tree::of(&[(
            "crates/casework/src/cases/actions.rs",
            "//! x\nuse counter::catalogue::store::item;\nuse counter::catalogue::door;\n",
        )]);
        let found = rooms_use_doors(&tree);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].line, 2);
    }

    #[test]
    fn sql_outside_the_store_and_in_foreign_tables_is_found() {
        let tree = Tree::of(&[
            ("crates/office/src/people/actions.rs", "//! x\nconst A: &str = \"SELECT 1\";\n"),
            (
                "crates/office/src/people/store.rs",
                "//! x\n\"SELECT a FROM people_accounts JOIN posts_windows ON true\"\n",
            ),
        ]);
        assert_eq!(sql_stays_in_stores(&tree).len(), 1);
        let foreign = rooms_touch_their_own_tables(&tree);
        assert_eq!(foreign.len(), 1, "{foreign:?}");
    }

    #[test]
    fn a_ground_crate_that_reads_a_file_or_a_page_that_commits_is_found() {
        let tree = Tree::of(&[
            ("crates/rulebook/src/a.rs", "//! x\nuse std::fs;\n"),
            ("crates/casework/src/cases/pages/list.rs", "//! x\njournal::commit(act)\n"),
        ]);
        assert_eq!(ground_is_pure(&tree).len(), 1);
        assert_eq!(pages_never_decide(&tree).len(), 1);
    }
}
