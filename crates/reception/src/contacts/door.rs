//! What other rooms may ask of contacts: a clerk's open ones and their end as a case for the
//! intake, reports and their progress for residents, the acts for the demonstration.

pub use super::actions::{Deed, Done, NewContact, became_case, open, perform};
pub use super::asker::{Asker, PhoneNeed, read as read_asker};
pub use super::matters::{
    MatterDeed, NewMatter, perform as perform_on_matter, reopen_by_resident, report,
};
pub use super::tally::refresh as counts_changed;

use super::events::matter_named;
use super::store::matters::MatterFilter;
use super::store::{self, Filter, Register};
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use rulebook::contact::unresolved::{Conclusion, MatterStage, Reopening};

/// An open first contact that somebody answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenContact {
    /// Its number.
    pub number: String,
    /// What was asked: the item's name, or the visitor's words.
    pub asked: Phrase,
    /// The day on which an answer is due.
    pub due_on: Date,
}

/// The open first contacts that an account answers for, soonest due first.
///
/// # Errors
/// What the database said.
pub fn open_of(
    read: &mut dyn Read,
    centre: CentreId,
    account: i64,
) -> Result<Vec<OpenContact>, HallError> {
    let filter = Filter { keeper: account, ..Filter::default() };
    let all = store::list(read, centre, &filter, ("", ""), 50)?;
    Ok(all
        .into_iter()
        .map(|held| OpenContact {
            asked: asked(&held),
            due_on: held.contact.due_on,
            number: held.number,
        })
        .collect())
}

/// What a contact was about.
pub(super) fn asked(held: &store::Held) -> Phrase {
    about(&held.item.zh, &held.item.en, &held.contact.enquiry.words)
}

/// An item's name in both languages, or else somebody's words.
pub(super) fn about(item: &str, item_english: &str, words: &str) -> Phrase {
    let (zh, en) = match (item, item_english) {
        ("", _) => (words, words),
        (item, "") => (item, item),
        (item, english) => (item, english),
    };
    Phrase::new(zh.to_owned(), en.to_owned())
}

/// Whether a centre has ever opened a first contact.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    let all = Filter { scope: store::Scope::All, ..Filter::default() };
    Ok(!store::list(read, centre, &all, ("", ""), 1)?.is_empty())
}

/// How many matters a centre has ever taken down, counted up to `most`.
///
/// # Errors
/// What the database said.
pub fn matters_so_far(
    read: &mut dyn Read,
    centre: CentreId,
    most: u32,
) -> Result<usize, HallError> {
    let all = MatterFilter { scope: store::Scope::All, ..MatterFilter::default() };
    Ok(store::matters::list(read, centre, &all, ("", ""), most)?.len())
}

/// What a resident may know of a matter (反映事项进展).
#[derive(Clone, Debug)]
pub struct MatterProgress {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub about: Phrase,
    /// Where it stands.
    pub stage: MatterStage,
    /// The day by which there is to be an answer.
    pub due_on: Date,
    /// What happened, oldest first.
    pub timeline: Vec<(i64, Phrase)>,
    /// How it was concluded, once it was.
    pub conclusion: Option<Conclusion>,
    /// Whether it may still be reopened.
    pub reopening: Reopening,
}

/// The progress of a matter, for somebody who knows its number and the last four digits of the
/// phone.
///
/// # Errors
/// `Invalid` where the two do not fit, without telling which; what the database said.
pub fn progress(
    read: &mut dyn Read,
    (centre, number): (CentreId, &str),
    fingerprint: &str,
) -> Result<MatterProgress, HallError> {
    let held = store::matters::find(read, centre, number)?
        .filter(|held| held.phone_fingerprint == fingerprint)
        .ok_or_else(super::matters::no_such_pair)?;
    let mut timeline = Vec::new();
    for record in &held.events {
        let event = record.event()?;
        timeline.push((event.at().at_ms, matter_named(&event).1));
    }
    Ok(MatterProgress {
        about: about(&held.item.zh, &held.item.en, &held.matter.report.words),
        stage: held.matter.stage(),
        due_on: held.matter.due_on,
        timeline,
        conclusion: held.matter.conclusion().cloned(),
        reopening: held.matter.reopening,
        number: held.number,
    })
}

/// The blind index of the last four digits of a phone.
pub fn phone_fingerprint(vault: &Vault, digits: &str) -> String {
    super::asker::fingerprint(vault, digits)
}

/// The centre whose number the number of a matter begins with, among those given.
pub fn centre_of_matter(number: &str, centres: &[CentreId]) -> Option<CentreId> {
    let prefix: i64 = number.split('-').next()?.parse().ok()?;
    centres.iter().copied().find(|centre| Register::Matters.prefix(*centre) == prefix)
}
