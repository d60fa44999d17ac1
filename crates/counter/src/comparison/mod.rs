//! The difference between two versions of an item (版本对比), field by field, in words.
//!
//! Both definitions are read out as lines (section, field, what it says); entries of lists are
//! known by their key or their words, so that moving one is not told as changing all. Reading
//! takes every struct apart by name: a new field cannot be forgotten here.

mod reading;

use calendar::Phrase;
use rulebook::item::Definition;
use std::collections::BTreeMap;

pub use reading::{Line, LineKind, read_out};

rulebook::word_set! {
    /// Section of a definition (要素分组), in the order of the editor.
    Section {
        Basics = "basics", "基本信息", "Basics";
        Authority = "authority", "依据与主体", "Basis and bodies";
        Handling = "handling", "办理方式", "Handling";
        Audience = "audience", "对象与条件", "Audience and conditions";
        Scenario = "scenario", "情形问题", "Scenario questions";
        Materials = "materials", "申请材料", "Papers";
        Steps = "steps", "办理流程", "Procedure";
        Limits = "limits", "办结时限", "Limits";
        Fee = "fee", "收费", "Fee";
        Result = "result", "办理结果", "Result";
        Contact = "contact", "咨询投诉", "Contact and complaints";
    }
}

/// One difference between two versions (变更).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it stands.
    pub section: Section,
    /// What it is about: `申请材料“居民身份证” · 原件份数`.
    pub field: Phrase,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What it said before; empty where it is new.
    pub before: Phrase,
    /// What it says now; empty where it is gone.
    pub after: Phrase,
}

rulebook::word_set! {
    /// What happened to a field.
    ChangeKind {
        Added = "added", "新增", "added";
        Removed = "removed", "删除", "removed";
        Altered = "altered", "修改", "changed";
    }
}

/// Every difference between two versions, in the order of the newer one.
///
/// An entry that came or went is one difference, told with all it says.
pub fn changes(older: &Definition, newer: &Definition) -> Vec<Change> {
    let (before, after) = (read_out(older), read_out(newer));
    let (earlier, later) = (by_path(&before), by_path(&after));
    let mut changes: Vec<Change> = Vec::new();
    for line in &after {
        match earlier.get(line.path.as_str()) {
            Some(known) if known.says == line.says => {}
            // Where entries came or went, that is told; the order as such is not the news.
            _ if line.is_order() && !same_entries(line, &earlier, &later) => {}
            Some(known) => {
                changes.push(change(
                    line,
                    ChangeKind::Altered,
                    (known.says.clone(), line.says.clone()),
                ));
            }
            None if is_part_of_new(line, &after, &earlier) => {}
            None => changes.push(change(line, ChangeKind::Added, (nothing(), whole(line, &after)))),
        }
    }
    for line in &before {
        let is_gone = !later.contains_key(line.path.as_str()) && !line.is_order();
        if is_gone && !is_part_of_new(line, &before, &later) {
            changes.push(change(line, ChangeKind::Removed, (whole(line, &before), nothing())));
        }
    }
    changes.sort_by_key(|change| change.section);
    changes
}

type ByPath<'a> = BTreeMap<&'a str, &'a Line>;

fn by_path(lines: &[Line]) -> ByPath<'_> {
    lines.iter().map(|line| (line.path.as_str(), line)).collect()
}

/// Whether a line speaks of an entry that the other reading does not have.
fn is_part_of_new(line: &Line, reading: &[Line], other: &ByPath<'_>) -> bool {
    reading.iter().any(|entry| {
        entry.kind == LineKind::Entry
            && !other.contains_key(entry.path.as_str())
            && is_inside(line, entry)
    })
}

fn is_inside(line: &Line, entry: &Line) -> bool {
    line.path.strip_prefix(entry.path.as_str()).is_some_and(|rest| rest.starts_with('/'))
}

/// What a line says; of an entry, with all that is said about it.
fn whole(line: &Line, reading: &[Line]) -> Phrase {
    let about: Vec<&Line> = reading
        .iter()
        .filter(|inner| line.kind == LineKind::Entry && is_inside(inner, line) && !inner.is_order())
        .collect();
    if about.is_empty() {
        return line.says.clone();
    }
    let zh: Vec<String> =
        about.iter().map(|inner| format!("{}：{}", inner.name.zh, inner.says.zh)).collect();
    let en: Vec<String> =
        about.iter().map(|inner| format!("{}: {}", inner.name.en, inner.says.en)).collect();
    Phrase::new(
        format!("{}（{}）", line.says.zh, zh.join("；")),
        format!("{} ({})", line.says.en, en.join("; ")),
    )
}

/// Whether the list whose order a line tells has the same entries in both readings.
fn same_entries(order: &Line, earlier: &ByPath<'_>, later: &ByPath<'_>) -> bool {
    let list = order.path.trim_end_matches("#order");
    let entries = |reading: &ByPath<'_>| -> Vec<String> {
        reading
            .values()
            .filter(|line| line.kind == LineKind::Entry)
            .filter_map(|line| line.path.strip_prefix(list))
            .filter(|entry| !entry.contains('/'))
            .map(str::to_owned)
            .collect()
    };
    entries(earlier) == entries(later)
}

fn change(line: &Line, kind: ChangeKind, (before, after): (Phrase, Phrase)) -> Change {
    Change { section: line.section, field: line.field.clone(), kind, before, after }
}

fn nothing() -> Phrase {
    Phrase::of("", "")
}

#[cfg(test)]
mod tests;
