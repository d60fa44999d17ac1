//! What other rooms may ask of matters: reports and their progress for residents, the acts for the
//! demonstration.

pub use super::actions::{MatterDeed, NewMatter, perform, reopen_by_resident, report};

use super::events::named;
use super::store::{self, MatterFilter};
use crate::contacts::door::{self as contacts, Scope, about};
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use threshold::contact::unresolved::{Conclusion, MatterStage, Reopening};

/// How many matters a centre has ever taken down, counted up to `most`.
///
/// # Errors
/// What the database said.
pub fn matters_so_far(
    read: &mut dyn Read,
    centre: CentreId,
    most: u32,
) -> Result<usize, HallError> {
    let all = MatterFilter { scope: Scope::All, ..MatterFilter::default() };
    Ok(store::list(read, centre, &all, ("", ""), most)?.len())
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
    let held = store::find(read, centre, number)?
        .filter(|held| held.phone_fingerprint == fingerprint)
        .ok_or_else(super::actions::no_such_pair)?;
    let mut timeline = Vec::new();
    for record in &held.events {
        let event = record.event()?;
        timeline.push((event.at().at_ms, named(&event).1));
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

/// An open matter left with a phone that ends in the same digits.
#[derive(Clone, Debug)]
pub struct OpenMatter {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub about: Phrase,
    /// Name of who left it, masked; may be empty.
    pub masked: String,
    /// The day by which there is to be an answer.
    pub due_on: Date,
}

/// Open matters left with a phone, by the index of its last four digits; soonest due first.
///
/// # Errors
/// What the database said.
pub fn open_by_phone(
    read: &mut dyn Read,
    centre: CentreId,
    fingerprint: &str,
) -> Result<Vec<OpenMatter>, HallError> {
    let found = store::open_by_phone(read, centre, fingerprint)?;
    Ok(found
        .into_iter()
        .map(|held| OpenMatter {
            about: about(&held.item.zh, &held.item.en, &held.matter.report.words),
            masked: held.asker.masked.clone(),
            due_on: held.matter.due_on,
            number: held.number,
        })
        .collect())
}

/// The blind index of the last four digits of a phone.
pub fn phone_fingerprint(vault: &Vault, digits: &str) -> String {
    contacts::fingerprint(vault, digits)
}
