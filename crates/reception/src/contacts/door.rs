//! What other rooms may ask of contacts: a clerk's open ones and their end as a case for the
//! intake, what a matter that comes from one takes over, the acts for the demonstration.

pub use super::actions::{Deed, Done, NewContact, became_case, open, perform};
pub use super::asker::{Asker, PhoneNeed, read as read_asker};
pub use super::tally::refresh as counts_changed;

pub(crate) use super::actions::{
    at_words, became_matter, due, item_name, looking, moment, refused, stale,
};
pub(crate) use super::api::{Asked, ContactDone, act_of, describe, no_such_act, sealed_asker, way};
pub(crate) use super::asker::fingerprint;
pub(crate) use super::events::{ItemName, Unmasked};
pub use super::pages::keeper;
pub(crate) use super::pages::list::Tab;
pub(crate) use super::pages::show::{ENTRIES_MAX, load, refused_again};
pub(crate) use super::pages::{asker, faults, items, view};
pub(crate) use super::record::{KeeperRecord, Stamp, no_word};
pub(crate) use super::store::Scope;

use super::store::{self, Filter};
use jiff::civil::Date;
use kit::db::{Act, CentreId, Read};
use kit::{HallError, Phrase};
use threshold::contact::{End, Stage, State};

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

/// What somebody who came with a ticket asked (首问), and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketContact {
    /// Its number.
    pub number: String,
    /// What was asked: the item's name, or the visitor's words.
    pub asked: Phrase,
    /// Item code; may be empty.
    pub item: String,
    /// Account of who answers for it, or ended it.
    pub keeper: i64,
    /// That one's name.
    pub keeper_name: String,
    /// Where it stands.
    pub stage: Stage,
    /// The case it became.
    pub case: Option<String>,
}

/// What somebody who came with a ticket asked, first asked first; none for an empty ticket.
///
/// # Errors
/// What the database said.
pub fn of_ticket(
    read: &mut dyn Read,
    centre: CentreId,
    ticket: &str,
) -> Result<Vec<TicketContact>, HallError> {
    if ticket.is_empty() {
        return Ok(Vec::new());
    }
    let all = store::by_ticket(read, centre, ticket)?;
    Ok(all
        .into_iter()
        .map(|held| TicketContact {
            asked: asked(&held),
            item: held.contact.enquiry.item.clone(),
            keeper: match &held.contact.state {
                State::InHand { keeper } | State::Offered { keeper, .. } => keeper.account,
                State::Ended { by, .. } => by.account,
            },
            stage: held.contact.stage(),
            case: match &held.contact.state {
                State::Ended { end: End::Case(number), .. } => Some(number.clone()),
                _ => None,
            },
            keeper_name: held.keeper_name,
            number: held.number,
        })
        .collect())
}

/// What a matter takes over from the contact it comes from: item code and who asked.
///
/// # Errors
/// `NotFound`; what the database said.
pub(crate) fn brought_along(act: &mut Act<'_>, number: &str) -> Result<(String, Asker), HallError> {
    let held = super::actions::found(act, number)?;
    Ok((held.contact.enquiry.item, held.asker))
}

/// What a contact was about.
pub(super) fn asked(held: &store::Held) -> Phrase {
    about(&held.item.zh, &held.item.en, &held.contact.enquiry.words)
}

/// An item's name in both languages, or else somebody's words.
pub(crate) fn about(item: &str, item_english: &str, words: &str) -> Phrase {
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
