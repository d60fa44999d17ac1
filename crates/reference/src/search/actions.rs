//! The acts of the search: a synonym is set or removed.

use super::store::{self, SynonymChanged};
use super::synonyms::Synonym;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};

/// Sets what a word means, in place of what it meant.
///
/// # Errors
/// `Stale` where somebody else changed the word since `seen`.
pub(super) fn set(
    act: &mut Act<'_>,
    synonym: &Synonym,
    seen: i64,
) -> Result<Committed<()>, HallError> {
    not_stale(act, synonym, seen)?;
    let event = SynonymChanged { synonym: synonym.clone() };
    let subject = Subject::new("synonym", synonym.key());
    commit(act, vec![NewEntry::new(subject, "search.synonym_set", &event)?], ())
}

/// Removes a word.
///
/// # Errors
/// Where it is not in effect, or somebody else changed it since `seen`.
pub(super) fn remove(act: &mut Act<'_>, word: &str, seen: i64) -> Result<Committed<()>, HallError> {
    let synonym = Synonym { word: word.trim().to_owned(), means: Vec::new() };
    not_stale(act, &synonym, seen)?;
    let centre = act.centre();
    let known = super::shipped::with_changes(store::changes(act, centre)?);
    if !known.contains_key(&synonym.key()) {
        return Err(HallError::not_found(
            "同义词表里没有这个说法，可能已被他人删除。",
            "There is no such word in the list; somebody may have removed it.",
        ));
    }
    let subject = Subject::new("synonym", synonym.key());
    let event = SynonymChanged { synonym };
    commit(act, vec![NewEntry::new(subject, "search.synonym_removed", &event)?], ())
}

fn not_stale(act: &mut Act<'_>, synonym: &Synonym, seen: i64) -> Result<(), HallError> {
    let centre = act.centre();
    if store::revision_of(act, centre, &synonym.key())? <= seen {
        return Ok(());
    }
    Err(HallError::Stale(Phrase::new(
        format!("“{}”在您打开页面之后已被他人修改。", synonym.word),
        format!("“{}” was changed by somebody since you opened the page.", synonym.word),
    )))
}
