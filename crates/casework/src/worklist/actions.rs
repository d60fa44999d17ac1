//! The acts of the room: an account keeps, prefers and removes filters of its own.

use super::events::{Removed, Saved};
use super::store;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};

/// Filters that one account keeps at most.
pub(super) const FILTERS_MAX: usize = 20;
/// Letters of a name at most.
pub(super) const NAME_MAX: usize = 30;

fn subject(act: &Act<'_>) -> Subject {
    Subject::new("filter", act.actor().account)
}

/// Keeps a filter under a name; one of that name is replaced.
///
/// # Errors
/// Without a name, with one too long, or where as many are kept as may be.
pub(super) fn keep(act: &mut Act<'_>, new: &Saved) -> Result<Committed<()>, HallError> {
    let name = new.name.trim();
    let is_plain = !name.chars().any(char::is_control);
    if name.is_empty() || name.chars().count() > NAME_MAX || !is_plain {
        return Err(HallError::invalid(
            "name",
            Phrase::of(
                "请填写筛选的名称，1 至 30 个字。",
                "Give the filter a name of 1 to 30 letters.",
            ),
        ));
    }
    let (centre, account) = (act.centre(), act.actor().account);
    let kept = store::filters(act, centre, account)?;
    if kept.len() >= FILTERS_MAX && !kept.iter().any(|it| it.name == name) {
        return Err(HallError::breach(
            "最多保存 20 个常用筛选，请先删除不用的。",
            "Twenty filters are kept at most. Remove one you do not need first.",
        ));
    }
    let facts = Saved { name: name.to_owned(), ..new.clone() };
    let entry = NewEntry::new(subject(act), "worklist.filter_saved", &facts)?;
    commit(act, vec![entry], ())
}

/// Makes a filter the first view; an empty name makes it none.
///
/// # Errors
/// `NotFound`.
pub(super) fn prefer(act: &mut Act<'_>, name: &str) -> Result<Committed<()>, HallError> {
    if !name.is_empty() {
        found(act, name)?;
    }
    name_entry(act, "worklist.filter_preferred", name)
}

/// Removes a filter.
///
/// # Errors
/// `NotFound`.
pub(super) fn remove(act: &mut Act<'_>, name: &str) -> Result<Committed<()>, HallError> {
    found(act, name)?;
    name_entry(act, "worklist.filter_removed", name)
}

fn name_entry(
    act: &mut Act<'_>,
    action: &'static str,
    name: &str,
) -> Result<Committed<()>, HallError> {
    let facts = Removed { name: name.to_owned() };
    let entry = NewEntry::new(subject(act), action, &facts)?;
    commit(act, vec![entry], ())
}

fn found(act: &mut Act<'_>, name: &str) -> Result<(), HallError> {
    let (centre, account) = (act.centre(), act.actor().account);
    if store::filters(act, centre, account)?.iter().any(|it| it.name == name) {
        return Ok(());
    }
    Err(HallError::not_found(
        "没有这个常用筛选，可能已经删除。",
        "There is no such filter; it may have been removed.",
    ))
}
