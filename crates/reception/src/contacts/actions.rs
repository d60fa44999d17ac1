//! The acts on first contacts: load, let the rulebook decide, commit with the journal entry.

use super::asker::Asker;
use super::events::{Happened, ItemName, Opened, REASSIGNED, UNMASKED, Unmasked, named};
use super::record::EventRecord;
use super::store::{self, Held};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door::{self as settings, Parameter};
use rulebook::breach::Breach;
use rulebook::event::Moment;
use serde::{Deserialize, Serialize};
use threshold::contact::{Answer, Enquiry, Event, FirstContact, Keeper, Next, Way, answer_due};

/// What an act on a contact or a matter gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// Its version, for the next act.
    pub version: i64,
}

/// What somebody was asked, ready for an act; sealing draws random numbers, which an act may not.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// Who was asked.
    pub by: Keeper,
    /// How.
    pub way: Way,
    /// Item code; empty where none fits.
    pub item: String,
    /// In the visitor's words.
    pub words: String,
    /// The ticket it came with; may be empty.
    pub ticket: String,
    /// Who asked.
    pub asker: Asker,
}

/// An act on a contact that is there.
#[derive(Clone, Debug)]
pub enum Deed {
    /// 移交
    Offer {
        /// To whom.
        to: Next,
        /// Why.
        reason: String,
    },
    /// 指派, by the director
    Reassign {
        /// To whom.
        to: Next,
        /// Why.
        reason: String,
    },
    /// 退回或撤回移交
    Decline(String),
    /// 承接
    Accept,
    /// 答复
    Answer(Answer),
}

pub(crate) fn refused(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

fn subject(number: &str) -> Subject {
    Subject::new("contact", number)
}

pub(crate) fn moment(act: &Act<'_>) -> Moment {
    Moment { at_ms: act.now_ms(), day: act.today() }
}

/// The name of an item in force, by code; nothing where no code is given.
pub(crate) fn item_name(act: &mut Act<'_>, code: &str) -> Result<ItemName, HallError> {
    if code.is_empty() {
        return Ok(ItemName::default());
    }
    let centre = act.centre();
    let item = catalogue::current(act, centre, code)?.ok_or_else(|| {
        HallError::invalid(
            "item",
            Phrase::new(
                format!("本中心没有生效的事项“{code}”。请从列表中选择，或者留空并写明问的是什么。"),
                format!(
                    "No item “{code}” is in force here. Choose one of the list, or leave it \
                     empty and say what was asked."
                ),
            ),
        )
    })?;
    let name = &item.definition.title.name;
    Ok(ItemName { zh: name.zh.clone(), en: name.en.clone() })
}

/// The day by which something asked today is due, by a parameter of the centre.
pub(crate) fn due(act: &mut Act<'_>, parameter: Parameter) -> Result<Date, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let days = settings::parameters(act, centre)?.days(parameter);
    Ok(answer_due(today, days, &*settings::working_calendar(act, centre)?))
}

/// 首问登记: whoever was asked answers for it from now on.
///
/// # Errors
/// An item that is not in force; where nobody said what was asked.
pub fn open(act: &mut Act<'_>, new: &NewContact) -> Result<Committed<Done>, HallError> {
    let item = item_name(act, &new.item)?;
    let enquiry = Enquiry {
        way: new.way,
        item: new.item.clone(),
        words: new.words.trim().to_owned(),
        ticket: new.ticket.trim().to_owned(),
    };
    let due_on = due(act, Parameter::ContactAnswerDays)?;
    let opened = FirstContact::open(new.by.clone(), enquiry, due_on, moment(act));
    let (contact, event) = opened.map_err(|breach| at_words(breach, Breach::NothingAsked))?;
    let number = store::next_number(act)?;
    let facts = Opened {
        number: number.clone(),
        item,
        asker: new.asker.clone(),
        first: EventRecord::from(&event),
    };
    let entry = NewEntry::new(subject(&number), named(&event).0, &facts)?;
    let stage = contact.stage().word().to_owned();
    commit(act, vec![entry], Done { number, stage, version: 1 })
}

/// A refusal that belongs at the field for the visitor's words.
pub(crate) fn at_words(breach: Breach, of_words: Breach) -> HallError {
    if breach == of_words { HallError::invalid("words", breach.phrase()) } else { refused(breach) }
}

/// Performs a deed on a contact that was seen at a version (0: whatever it is now).
///
/// # Errors
/// `NotFound`, `Stale` where somebody else acted meanwhile, what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    by: &Keeper,
    deed: &Deed,
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen {
        return Err(stale());
    }
    let (contact, now) = (held.contact, moment(act));
    let moved = match deed {
        Deed::Offer { to, reason } => contact.offer(by, to.clone(), reason, now),
        Deed::Reassign { to, reason } => contact.reassign(to.clone(), reason, now),
        Deed::Decline(reason) => contact.decline(by, reason, now),
        Deed::Accept => contact.accept(by, now),
        Deed::Answer(answer) => {
            if let Answer::GuideGiven { item, .. } = answer {
                item_name(act, item)?;
            }
            contact.answer(by, answer.clone(), now)
        }
    };
    let (contact, event) = moved.map_err(refused)?;
    let stage = contact.stage().word().to_owned();
    let done = Done { number: number.to_owned(), stage, version: held.version + 1 };
    let mut entry = told(number, &event)?;
    if matches!(deed, Deed::Reassign { .. }) {
        entry = NewEntry::new(subject(number), REASSIGNED.0, &Happened { event: (&event).into() })?;
    }
    commit(act, vec![entry], done)
}

/// The entry that tells what happened to a contact.
pub(super) fn told(number: &str, event: &Event) -> Result<NewEntry, HallError> {
    NewEntry::new(subject(number), named(event).0, &Happened { event: event.into() })
}

/// The entry by which a contact ends as a case, for whoever takes the case in.
///
/// # Errors
/// `Invalid` at `contact` where there is no such contact or it is over.
pub fn became_case(act: &mut Act<'_>, number: &str, case: &str) -> Result<NewEntry, HallError> {
    let centre = act.centre();
    let held = store::find(act, centre, number)?
        .ok_or_else(|| HallError::invalid("contact", unknown(number).sentence()))?;
    let moved = held.contact.become_case(case, moment(act));
    let (_, event) = moved.map_err(|breach| HallError::invalid("contact", breach.phrase()))?;
    told(number, &event)
}

pub(super) fn found(act: &mut Act<'_>, number: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

pub(crate) fn stale() -> HallError {
    HallError::Stale(Phrase::of(
        "同事刚刚办过这一件。您填写的内容还在，请核对后再办。",
        "A colleague has just acted on this. What you typed is kept; check before going on.",
    ))
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的首问登记。请核对编号。"),
        format!("There is no first contact “{number}” in this centre. Check the number."),
    ))
}

/// The entry by which a contact ends as a matter, with what it brings along.
///
/// # Errors
/// `NotFound`; where somebody else answers for it, or it is over.
pub(crate) fn became_matter(
    act: &mut Act<'_>,
    number: &str,
    by: &Keeper,
    matter: &str,
) -> Result<NewEntry, HallError> {
    let now = moment(act);
    let moved = found(act, number)?.contact.become_matter(by, matter, now);
    let (_, event) = moved.map_err(refused)?;
    told(number, &event)
}

/// Records that name and phone were looked at in clear.
///
/// # Errors
/// Without a reason.
pub(super) fn unmask(
    act: &mut Act<'_>,
    number: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let facts = looking(reason)?;
    found(act, number)?;
    let entry = NewEntry::new(subject(number), UNMASKED.0, &facts)?;
    commit(act, vec![entry], ())
}

/// Why somebody looks at name and phone in clear.
///
/// # Errors
/// Without a reason.
pub(crate) fn looking(reason: &str) -> Result<Unmasked, HallError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid("reason", Breach::ReasonMissing.phrase()));
    }
    Ok(Unmasked { reason: reason.chars().take(200).collect() })
}
