//! Shape: headers, sizes, functions, leftovers, names.

use super::Finding;
use super::source::{File, Tree};
use std::collections::BTreeMap;

const FILE_LINES_MAX: usize = 600;
const TEMPLATE_LINES_MAX: usize = 150;
const ROOM_LINES_MAX: usize = 3_000;
const CRATE_LINES_MAX: usize = 8_000;
const FUNCTION_LINES_MAX: usize = 70;
const PARAMETERS_MAX: usize = 5;
const COLUMNS_MAX: usize = 100;
const BINARY_BYTES_MAX: usize = 300_000;
const PICTURE_BYTES_MAX: usize = 900_000;

/// What is over its bound today, with the size it may not exceed; the list may only shrink.
const OVER: &[(&str, usize)] = &[
    ("casework/cases", 9_230),
    ("casework", 16_600),
    ("civic/payments", 3_660),
    ("civic/registers", 3_230),
    ("office/people", 6_300),
    ("office", 12_260),
    ("reception", 8_680),
    ("reception/queue", 3_680),
    ("rulebook", 10_330),
];

/// A size that the list forgives counts as none.
fn allowed(lines: usize, most: usize) -> usize {
    if lines <= most { 0 } else { lines }
}

/// Every Rust file says first what it is for.
pub fn headers(tree: &Tree) -> Vec<Finding> {
    tree.ending(".rs")
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| Finding::new(&file.path, 1, "header", "begin with //! and say what it is for"))
        .collect()
}

/// Files, templates, rooms, crates and lines stay small enough to be read.
pub fn sizes(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
    let mut crates: BTreeMap<String, usize> = BTreeMap::new();
    for file in &tree.files {
        let lines = file.text.lines().count();
        if let Some(max) = lines_max(file)
            && lines > max
        {
            let message = format!("{lines} lines; at most {max}: is it really one thing?");
            findings.push(Finding::new(&file.path, lines, "size", message));
        }
        if file.path.ends_with(".rs") {
            findings.extend(columns(file));
            let place = file.place();
            if !place.wing.is_empty() && !file.is_test() {
                *crates.entry(place.wing.to_owned()).or_default() += lines;
                if !place.room.is_empty() {
                    *rooms.entry(format!("{}/{}", place.wing, place.room)).or_default() += lines;
                }
            }
        }
        findings.extend(weight(file));
    }
    for (name, most) in OVER {
        rooms.entry((*name).to_owned()).and_modify(|lines| *lines = allowed(*lines, *most));
        crates.entry((*name).to_owned()).and_modify(|lines| *lines = allowed(*lines, *most));
    }
    let over = |name: &str, lines: usize, max: usize| {
        let message = format!("{lines} lines without tests; at most {max}");
        Finding::new(&format!("crates/{name}"), 1, "size", message)
    };
    findings.extend(
        rooms
            .iter()
            .filter(|(_, it)| **it > ROOM_LINES_MAX)
            .map(|(name, lines)| over(name, *lines, ROOM_LINES_MAX)),
    );
    findings.extend(
        crates
            .iter()
            .filter(|(_, it)| **it > CRATE_LINES_MAX)
            .map(|(name, lines)| over(name, *lines, CRATE_LINES_MAX)),
    );
    findings
}

fn lines_max(file: &File) -> Option<usize> {
    let (_, end) = file.path.rsplit_once('.')?;
    match end {
        "html" => Some(TEMPLATE_LINES_MAX),
        "rs" | "css" | "js" | "mjs" | "sql" => Some(FILE_LINES_MAX),
        _ => None,
    }
}

fn columns(file: &File) -> Vec<Finding> {
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.chars().count() > COLUMNS_MAX && !line.contains("://"))
        .map(|(index, line)| {
            let message = format!("{} columns; at most {COLUMNS_MAX}", line.chars().count());
            Finding::new(&file.path, index + 1, "width", message)
        })
        .collect()
}

fn weight(file: &File) -> Option<Finding> {
    let is_picture = file.path.starts_with("docs/gallery/");
    let max = if is_picture { PICTURE_BYTES_MAX } else { BINARY_BYTES_MAX };
    let is_data = file.path.starts_with("data/") || file.path == "Cargo.lock";
    (file.bytes > max && !is_data).then(|| {
        let message = format!("{} bytes; large files do not belong into the project", file.bytes);
        Finding::new(&file.path, 1, "weight", message)
    })
}

/// Functions fit on a screen and take few parameters.
pub fn functions(tree: &Tree) -> Vec<Finding> {
    tree.ending(".rs").filter(|file| !file.is_test()).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<Finding> {
    let lines: Vec<(usize, &str)> = file.code().collect();
    let mut findings = Vec::new();
    for (index, (number, line)) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let Some(length) = lines[index..].iter().position(|(_, it)| *it == end) else { continue };
        if length + 1 > FUNCTION_LINES_MAX {
            let message =
                format!("fn {name} has {} lines; at most {FUNCTION_LINES_MAX}", length + 1);
            findings.push(Finding::new(&file.path, *number, "function", message));
        }
        let signature: Vec<&str> = lines[index..index + length].iter().map(|(_, it)| *it).collect();
        let count = parameters(&signature.join(" "));
        if count > PARAMETERS_MAX {
            let message = format!("fn {name} takes {count} parameters; at most {PARAMETERS_MAX}");
            findings.push(Finding::new(&file.path, *number, "function", message));
        }
    }
    findings
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(inner) = rest.strip_prefix("pub(in ") {
        rest = inner.split_once(") ").map_or("", |(_, after)| after);
        rest = rest.strip_prefix("async ").unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    Some(name.split(['(', '<']).next().unwrap_or(name))
}

/// Parameters of a signature, `self` left out.
fn parameters(text: &str) -> usize {
    let Some(name_end) = text.find("fn ").map(|at| at + 3) else { return 0 };
    let (mut depth, mut angle, mut started, mut count, mut filled) = (0, 0, false, 0, false);
    let mut own_self = false;
    let mut current = String::new();
    let mut last = ' ';
    for letter in text[name_end..].chars() {
        match letter {
            '(' | '[' | '{' if letter == '(' && !started && angle == 0 => started = true,
            '(' | '[' | '{' => depth += 1,
            '<' => angle += 1,
            '>' if last != '-' && angle > 0 => angle -= 1,
            ')' if depth == 0 && started => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if started && depth == 0 && angle == 0 => {
                count += 1;
                own_self |= current.trim().trim_start_matches(['&', ' ']).ends_with("self");
                current.clear();
                filled = false;
                last = letter;
                continue;
            }
            _ => {}
        }
        if started && !letter.is_whitespace() && letter != '(' {
            filled = true;
        }
        if started && letter != '(' {
            current.push(letter);
        }
        last = letter;
    }
    own_self |= current.trim().ends_with("self");
    count + usize::from(filled) - usize::from(own_self)
}

/// No leftovers of work under way.
pub fn leftovers(tree: &Tree) -> Vec<Finding> {
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| !file.path.starts_with("data/")) {
        for (index, line) in file.text.lines().enumerate() {
            let is_left = line
                .split(|letter: char| !letter.is_ascii_alphabetic())
                .any(|word| words.iter().any(|it| it == word));
            if is_left {
                let message = "finish it or write an issue";
                findings.push(Finding::new(&file.path, index + 1, "leftover", message));
            }
        }
    }
    findings
}

/// No file is a dumping ground.
pub fn names(tree: &Tree) -> Vec<Finding> {
    const BANNED: [&str; 8] =
        ["utils", "util", "helpers", "helper", "common", "misc", "shared", "manager"];
    tree.files
        .iter()
        .filter(|file| {
            file.path
                .split('/')
                .any(|part| BANNED.contains(&part.split('.').next().unwrap_or(part)))
        })
        .map(|file| {
            let message = "name it after what it holds";
            Finding::new(&file.path, 1, "name", message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_and_a_greedy_one_are_named() {
        let body = "    let x = 1;\n".repeat(75);
        let text = format!(
            "//! x\nfn long() {{\n{body}}}\nfn greedy(a: A<B, C>, b: (D, E), c: F, d: G, e: H, \
             f: I) {{\n}}\n"
        );
        let found = functions(&Tree::of(&[("crates/x/src/a.rs", &text)]));
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn self_is_no_parameter() {
        assert_eq!(parameters("fn f(&self, a: A, b: B) -> C {"), 2);
        assert_eq!(parameters("fn f<T>(self) {"), 0);
        assert_eq!(parameters("fn f() {"), 0);
        assert_eq!(parameters("fn f(work: impl Fn(A, B) -> C, d: D) {"), 2);
    }

    #[test]
    fn a_file_without_header_a_dumping_ground_and_a_leftover_are_found() {
        let left = format!("//! x\n// {}{}: later\n", "TO", "DO");
        let tree = Tree::of(&[
            ("crates/x/src/a.rs", "fn a() {}\n"),
            ("crates/x/src/utils.rs", "//! x\n"),
            ("crates/x/src/b.rs", &left),
        ]);
        assert_eq!(headers(&tree).len(), 1);
        assert_eq!(names(&tree).len(), 1);
        assert_eq!(leftovers(&tree).len(), 1);
    }
}
