//! The difference between two versions of an item (版本对比), field by field, in words.
//!
//! Both definitions are read out as lines (section, field, what it says); entries of lists are
//! known by their key or their words, so that moving one is not told as changing all. Reading
//! takes every struct apart by name: a new field cannot be forgotten here.

mod reading;

use crate::item::{Definition, word_set};
use calendar::Phrase;
use std::collections::BTreeMap;

pub use reading::{Line, read_out};

word_set! {
    /// Section of a definition (要素分组), in the order of the editor.
    Section {
        Basics = "basics", "基本信息", "basics";
        Authority = "authority", "依据与主体", "basis and bodies";
        Handling = "handling", "办理方式", "handling";
        Audience = "audience", "对象与条件", "audience and conditions";
        Scenario = "scenario", "情形问题", "scenario questions";
        Materials = "materials", "申请材料", "papers";
        Steps = "steps", "办理流程", "procedure";
        Limits = "limits", "办结时限", "limits";
        Fee = "fee", "收费", "fee";
        Result = "result", "办理结果", "result";
        Contact = "contact", "咨询投诉", "contact and complaints";
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

word_set! {
    /// What happened to a field.
    ChangeKind {
        Added = "added", "新增", "added";
        Removed = "removed", "删除", "removed";
        Altered = "altered", "修改", "changed";
    }
}

/// Every difference between two versions, in the order of the newer one.
pub fn changes(older: &Definition, newer: &Definition) -> Vec<Change> {
    let (before, after) = (read_out(older), read_out(newer));
    let earlier: BTreeMap<&str, &Line> =
        before.iter().map(|line| (line.path.as_str(), line)).collect();
    let later: BTreeMap<&str, &Line> =
        after.iter().map(|line| (line.path.as_str(), line)).collect();
    let mut changes: Vec<Change> = after
        .iter()
        .filter_map(|line| match earlier.get(line.path.as_str()) {
            Some(known) if known.says == line.says => None,
            // Where entries came or went, that is told; the order as such is not the news.
            _ if line.is_order() && !same_entries(line, &earlier, &later) => None,
            Some(known) => Some(change(line, ChangeKind::Altered, known.says.clone())),
            None => Some(change(line, ChangeKind::Added, nothing())),
        })
        .collect();
    let gone = |line: &&Line| !later.contains_key(line.path.as_str()) && !line.is_order();
    changes.extend(before.iter().filter(gone).map(|line| Change {
        section: line.section,
        field: line.field.clone(),
        kind: ChangeKind::Removed,
        before: line.says.clone(),
        after: nothing(),
    }));
    changes.sort_by_key(|change| change.section);
    changes
}

/// Whether the list whose order a line tells has the same entries in both readings.
fn same_entries(
    order: &Line,
    earlier: &BTreeMap<&str, &Line>,
    later: &BTreeMap<&str, &Line>,
) -> bool {
    let list = order.path.trim_end_matches("#order");
    let entries = |reading: &BTreeMap<&str, &Line>| -> Vec<String> {
        reading
            .keys()
            .filter_map(|path| path.strip_prefix(list)?.strip_suffix("/name"))
            .filter(|entry| !entry.contains('/'))
            .map(str::to_owned)
            .collect()
    };
    entries(earlier) == entries(later)
}

fn change(line: &Line, kind: ChangeKind, before: Phrase) -> Change {
    Change {
        section: line.section,
        field: line.field.clone(),
        kind,
        before,
        after: line.says.clone(),
    }
}

fn nothing() -> Phrase {
    Phrase::of("", "")
}

#[cfg(test)]
mod tests;
