//! The acts: load, let the rules decide, commit with the journal entry.

use super::events::{Changed, Published, Withdrawn, Written};
use super::notice::{Content, reason};
use super::store::{self, Held};
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};

/// Kind of the entries' subject, which screens listen for.
pub(super) const KIND: &str = "announcement";

fn about(number: i64) -> Subject {
    Subject::new(KIND, number)
}

pub(super) fn unknown() -> HallError {
    HallError::not_found("没有这则公告。", "There is no such notice.")
}

fn found(act: &mut Act<'_>, number: i64) -> Result<Held, HallError> {
    let centre = act.centre();
    store::by_number(act, centre, number)?.ok_or_else(unknown)
}

/// 起草公告: a draft; gives its number.
///
/// # Errors
/// What the database said.
pub fn write(act: &mut Act<'_>, content: &Content) -> Result<Committed<i64>, HallError> {
    let centre = act.centre();
    let number = store::last(act, centre)? + 1;
    let facts = Written { number, content: content.clone() };
    let entry = NewEntry::new(about(number), "notices.written", &facts)?;
    commit(act, vec![entry], number)
}

/// A change of a notice that was seen at a version.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) number: i64,
    /// The version that was seen; 0 for whatever it is now.
    pub(super) seen: i64,
    pub(super) content: Content,
    /// Why, and the field in which it was typed.
    pub(super) reason: (&'static str, String),
}

/// 修改公告
///
/// # Errors
/// `NotFound`; `Stale` where somebody else changed it; what the rules say.
pub(super) fn change(act: &mut Act<'_>, wish: &Change) -> Result<Committed<()>, HallError> {
    let held = found(act, wish.number)?;
    if wish.seen != 0 && held.version != wish.seen {
        return Err(HallError::Stale(Phrase::of(
            "您打开以后，别人已经改过这则公告，请看过最新内容再改。",
            "Somebody has changed this notice since you opened it; look at it again first.",
        )));
    }
    let (field, typed) = &wish.reason;
    let reason = held.standing.change(field, typed)?;
    let facts = Changed { number: wish.number, content: wish.content.clone(), reason };
    let entry = NewEntry::new(about(wish.number), "notices.changed", &facts)?;
    commit(act, vec![entry], ())
}

/// 发布公告
///
/// # Errors
/// `NotFound`; what the rules say.
pub fn publish(act: &mut Act<'_>, number: i64) -> Result<Committed<()>, HallError> {
    let (held, today) = (found(act, number)?, act.today());
    held.standing.publish(held.content.through, today)?;
    let entry = NewEntry::new(about(number), "notices.published", &Published { number })?;
    commit(act, vec![entry], ())
}

/// 撤下公告
///
/// # Errors
/// `NotFound`; where no reason is given; what the rules say.
pub fn withdraw(act: &mut Act<'_>, number: i64, typed: &str) -> Result<Committed<()>, HallError> {
    let held = found(act, number)?;
    let reason = reason("reason", typed)?;
    held.standing.withdraw(reason.clone())?;
    let facts = Withdrawn { number, reason };
    let entry = NewEntry::new(about(number), "notices.withdrawn", &facts)?;
    commit(act, vec![entry], ())
}
