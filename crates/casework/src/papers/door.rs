//! What other rooms may do with files of papers: take them at intake, attach them with the case,
//! and tell of them in a case's history.

pub use super::BODY_MAX;
pub use super::keeping::{Holder, Holders, Kept, content, find_content, keep_now, take_at, taken};

pub(crate) use super::keeping::take;

use super::events::{Attached, Removed, Viewed, deeds};
use super::{actions, store};
use kit::db::Act;
use kit::journal::{Committed, Entry, NewEntry};
use kit::{HallError, Phrase};
use rulebook::event::ListedPaper;

/// The entries that attach files to a case that is being taken in.
pub(crate) fn attached_at_intake(
    number: &str,
    kept: &[Kept],
    papers: &[ListedPaper],
) -> Result<Vec<NewEntry>, HallError> {
    let name_of = |key: &str| papers.iter().find(|it| it.key == key).map(|it| it.name.clone());
    actions::attaching((number, 0), &[], kept, &name_of)
}

/// The entries that keep a file which belongs to an act and not to a paper of the list: its key
/// and what it is called.
pub(crate) fn attached_beside(
    act: &mut Act<'_>,
    number: &str,
    (key, name): (&str, &str),
    kept: &Kept,
) -> Result<Vec<NewEntry>, HallError> {
    let centre = act.centre();
    let before = store::pages(act, centre, number)?;
    let last = store::last(act, centre, number)?;
    let name_of = |paper: &str| (paper == key).then(|| name.to_owned());
    actions::attaching((number, last), &before, std::slice::from_ref(kept), &name_of)
}

/// Attaches files to a case that is there.
///
/// # Errors
/// `NotFound`; a case that is over; a paper that the case does not list.
pub fn attach(act: &mut Act<'_>, number: &str, kept: &[Kept]) -> Result<Committed<()>, HallError> {
    actions::attach(act, number, kept)
}

/// What an entry of this room tells, and what was said.
pub(crate) fn told(entry: &Entry) -> Result<(Phrase, String), HallError> {
    let note = match entry.verb() {
        "attached" => entry.facts::<Attached>()?.name,
        "removed" => {
            let Removed { name, reason, .. } = entry.facts()?;
            format!("{name} · {reason}")
        }
        _ => entry.facts::<Viewed>()?.name,
    };
    let what = deeds().into_iter().find(|(action, _)| *action == entry.action);
    Ok((what.map_or(Phrase::of("", ""), |(_, phrase)| phrase), note))
}
