//! Cases in brief, for whoever stands at a window: what a person has had, what was just taken in.

use crate::cases::door::{self as cases, store};
use kit::db::{CentreId, Read};
use kit::{HallError, Phrase, Visit};
use rulebook::case::Stage;

/// A case as a window needs it (办件摘要): masked, with the documents that can be printed by now.
#[derive(Clone, Debug)]
pub struct Brief {
    /// 办件编号
    pub number: String,
    /// 事项名称
    pub item: Phrase,
    /// Where it stands.
    pub stage: Stage,
    /// When it was received.
    pub received_at_ms: i64,
    /// Name, masked.
    pub applicant: String,
    /// Blind index of the applicant's number.
    pub person: String,
}

impl Brief {
    fn of(held: store::Held) -> Self {
        let english = if held.item_name_english.is_empty() {
            &held.item_name
        } else {
            &held.item_name_english
        };
        Self {
            item: Phrase::new(held.item_name.clone(), english.clone()),
            number: held.number,
            stage: held.stage,
            received_at_ms: held.received_at_ms,
            applicant: held.applicant_masked,
            person: held.person,
        }
    }
}

/// A case in brief.
///
/// # Errors
/// What the database said.
pub fn brief(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<Brief>, HallError> {
    Ok(store::find(read, centre, number)?.map(Brief::of))
}

/// The cases of a person, open or not, newest first.
///
/// # Errors
/// What the database said.
pub fn of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
    limit: u32,
) -> Result<Vec<Brief>, HallError> {
    let all = store::Scope::All;
    let filter = store::Filter { scope: all, person: person.to_owned(), ..<_>::default() };
    let found = store::list(read, centre, &filter, ("", ""), limit)?;
    Ok(found.into_iter().filter(|held| held.person == person).map(Brief::of).collect())
}

/// The documents that a case has by now: word in the address, and name.
///
/// # Errors
/// `NotFound`; what the database said.
pub async fn prints(
    visit: &Visit,
    number: &str,
) -> Result<Vec<(&'static str, &'static str)>, HallError> {
    crate::documents::papers_of(&cases::load(visit, number).await?, visit.words())
}
