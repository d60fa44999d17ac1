//! The acts of the room: a file is attached, removed, looked at.

use super::events::{Attached, Removed, Viewed};
use super::keeping::Kept;
use super::store;
use crate::cases::door as cases;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use rulebook::breach::Breach;

fn subject(number: &str) -> Subject {
    Subject::new("case", number)
}

/// The entries that attach files to a case; papers are named as the case lists them.
pub(super) fn attaching(
    (number, last): (&str, i64),
    pages_before: &[String],
    kept: &[Kept],
    name_of: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<NewEntry>, HallError> {
    let mut pages = pages_before.to_vec();
    let mut entries = Vec::new();
    for (file, kept) in (last + 1..).zip(kept) {
        let name = name_of(&kept.paper).ok_or_else(|| {
            HallError::invalid(&format!("file.{}", kept.paper), Breach::UnknownPaper.phrase())
        })?;
        pages.push(kept.paper.clone());
        let page = pages.iter().filter(|paper| **paper == kept.paper).count();
        let facts: Attached = kept.attached(file, &name, page);
        entries.push(NewEntry::new(subject(number), "papers.attached", &facts)?);
    }
    Ok(entries)
}

/// 附材料电子件: attaches files to papers of a case that is open.
///
/// # Errors
/// `NotFound`; a case that is over; a paper that the case does not list; nothing to attach.
pub(super) fn attach(
    act: &mut Act<'_>,
    number: &str,
    kept: &[Kept],
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let case = cases::listed(act, centre, number)?;
    if case.is_closed {
        return Err(HallError::breach(
            "本件已经结束，不能再附或移除材料电子件。",
            "The case is over; no file can be attached or removed any more.",
        ));
    }
    if kept.is_empty() {
        return Err(HallError::invalid(
            "",
            Phrase::of("请先选择文件或拍照。", "Choose a file or take a picture first."),
        ));
    }
    let before = store::pages(act, centre, number)?;
    let last = store::last(act, centre, number)?;
    let entries = attaching((number, last), &before, kept, &|key| case.name_of(key))?;
    commit(act, entries, ())
}

/// 移除材料电子件: with a reason; the content stays as long as a case holds it.
///
/// # Errors
/// `NotFound`; without a reason; a case that is over.
pub(super) fn remove(
    act: &mut Act<'_>,
    (number, file): (&str, i64),
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let held = found(act, (number, file))?;
    if cases::listed(act, centre, number)?.is_closed {
        return Err(HallError::breach(
            "本件已经结束，不能再附或移除材料电子件。",
            "The case is over; no file can be attached or removed any more.",
        ));
    }
    if held.facts.paper == cases::SIGNATURE {
        return Err(HallError::breach(
            "签收凭证随送达保存，不能移除。",
            "The proof of a delivery stays with it and cannot be removed.",
        ));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid(&format!("reason-{file}"), Breach::ReasonMissing.phrase()));
    }
    let reason = reason.chars().take(200).collect();
    let facts = Removed { file, name: held.facts.name, reason };
    let entry = NewEntry::new(subject(number), "papers.removed", &facts)?;
    commit(act, vec![entry], ())
}

/// 查看材料电子件: the look stands in the journal before anything is shown.
///
/// # Errors
/// `NotFound`.
pub(super) fn view(
    act: &mut Act<'_>,
    (number, file): (&str, i64),
) -> Result<Committed<Attached>, HallError> {
    let held = found(act, (number, file))?;
    let Attached { name, digest, .. } = held.facts.clone();
    let facts = Viewed { file, name, digest };
    let entry = NewEntry::new(subject(number), "papers.viewed", &facts)?;
    commit(act, vec![entry], held.facts)
}

fn found(act: &mut Act<'_>, place: (&str, i64)) -> Result<store::Held, HallError> {
    let centre = act.centre();
    store::file(act, centre, place)?.ok_or_else(|| {
        HallError::not_found(
            "这个办件没有这份材料电子件，可能已经移除。",
            "This case has no such file; it may have been removed.",
        )
    })
}
