//! The acts on matters that could not be done: load, let the rulebook decide, commit.

use super::events::{Happened, Reported, UNMASKED, named};
use super::record::MatterEventRecord;
use super::store::{self, HeldMatter, next_number};
use crate::contacts::door::{
    self as contacts, Asker, Done, at_words, due, item_name, looking, moment, refused, stale,
};
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door::Parameter;
use rulebook::breach::Breach;
use threshold::contact::unresolved::{
    Conclusion, MatterEvent, Obstacle, Owner, Report, Telling, UnresolvedMatter,
};
use threshold::contact::{Keeper, Way};

/// What could not be done, ready for an act.
#[derive(Clone, Debug)]
pub struct NewMatter {
    /// Who takes it down; none where a resident does so alone.
    pub by: Option<Keeper>,
    /// How it was reported.
    pub way: Way,
    /// Item code; empty where none fits.
    pub item: String,
    /// What stood in the way.
    pub obstacles: Vec<Obstacle>,
    /// In the resident's words.
    pub words: String,
    /// The first contact it comes from; may be empty.
    pub contact: String,
    /// Who reported it.
    pub asker: Asker,
}

/// An act on a matter that is there.
#[derive(Clone, Debug)]
pub enum MatterDeed {
    /// 承办
    Accept,
    /// 跟进
    FollowUp(String),
    /// 办成或说明
    Conclude(Conclusion),
    /// 告知群众
    Tell(Telling),
    /// 重新办理
    Reopen(String),
}

pub(super) fn subject(number: &str) -> Subject {
    Subject::new("matter", number)
}

fn told(number: &str, event: &MatterEvent) -> Result<NewEntry, HallError> {
    let facts = Happened { event: event.into() };
    NewEntry::new(subject(number), named(event).0, &facts)
}

/// 登记: takes a matter down; a first contact it comes from ends with it.
///
/// # Errors
/// An item that is not in force, a report that says nothing, a contact of somebody else.
pub fn report(act: &mut Act<'_>, new: &NewMatter) -> Result<Committed<Done>, HallError> {
    let (mut code, mut asker) = (new.item.clone(), new.asker.clone());
    if !new.contact.is_empty() {
        let (item, who) = contacts::brought_along(act, &new.contact)?;
        if code.is_empty() {
            code = item;
        }
        if !asker.is_named() {
            asker = who;
        }
    }
    let item = item_name(act, &code)?;
    let owner = new.by.clone().map_or(Owner::Window, Owner::Person);
    let report = Report {
        way: new.way,
        item: code,
        obstacles: new.obstacles.clone(),
        words: new.words.trim().to_owned(),
        contact: new.contact.clone(),
    };
    let due_on = due(act, Parameter::MatterDays)?;
    let reported = UnresolvedMatter::report(owner, report, due_on, moment(act));
    let (matter, event) = reported.map_err(|breach| at_words(breach, Breach::NothingReported))?;
    let number = next_number(act)?;
    let facts =
        Reported { number: number.clone(), item, asker, first: MatterEventRecord::from(&event) };
    let mut entries = vec![NewEntry::new(subject(&number), named(&event).0, &facts)?];
    if let Some(by) = new.by.as_ref().filter(|_| !new.contact.is_empty()) {
        entries.push(contacts::became_matter(act, &new.contact, by, &number)?);
    }
    let stage = matter.stage().word().to_owned();
    commit(act, entries, Done { number, stage, version: 1 })
}

/// Performs a deed on a matter that was seen at a version (0: whatever it is now).
///
/// # Errors
/// `NotFound`, `Stale` where somebody else acted meanwhile, what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    by: &Keeper,
    deed: &MatterDeed,
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen {
        return Err(stale());
    }
    let (matter, now) = (held.matter, moment(act));
    let moved = match deed {
        MatterDeed::Accept => matter.accept(by, now),
        MatterDeed::FollowUp(text) => matter.follow_up(by, text, now),
        MatterDeed::Conclude(conclusion) => matter.conclude(by, conclusion.clone(), now),
        MatterDeed::Tell(telling) => matter.tell(by, *telling, now),
        MatterDeed::Reopen(reason) => {
            let due_on = due(act, Parameter::MatterDays)?;
            matter.reopen(reason, due_on, now)
        }
    };
    let (matter, event) = moved.map_err(refused)?;
    let stage = matter.stage().word().to_owned();
    let done = Done { number: number.to_owned(), stage, version: held.version + 1 };
    commit(act, vec![told(number, &event)?], done)
}

/// 群众不满意: the resident who reported it has it reopened.
///
/// # Errors
/// `Invalid` where number and digits do not fit, without telling which; what the rules say.
pub fn reopen_by_resident(
    act: &mut Act<'_>,
    number: &str,
    fingerprint: &str,
    reason: &str,
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number).ok().filter(|held| held.phone_fingerprint == fingerprint);
    let Some(held) = held else { return Err(no_such_pair()) };
    let due_on = due(act, Parameter::MatterDays)?;
    let moved = held.matter.reopen(reason, due_on, moment(act));
    let (matter, event) = moved.map_err(|breach| match breach {
        Breach::ReasonMissing => HallError::invalid("reason", breach.phrase()),
        breach => refused(breach),
    })?;
    let stage = matter.stage().word().to_owned();
    let done = Done { number: number.to_owned(), stage, version: held.version + 1 };
    commit(act, vec![told(number, &event)?], done)
}

/// Never says which of the two was wrong.
pub(super) fn no_such_pair() -> HallError {
    HallError::invalid(
        "number",
        Phrase::of(
            "没有查到。请核对登记编号和手机号后四位；仍查不到请打中心的咨询电话。",
            "Nothing was found. Check the number and the four digits; otherwise call the centre.",
        ),
    )
}

fn found(act: &mut Act<'_>, number: &str) -> Result<HeldMatter, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的办不成事登记。请核对编号。"),
        format!("There is no unresolved matter “{number}” in this centre. Check the number."),
    ))
}

/// Records that name and phone were looked at in clear.
///
/// # Errors
/// `NotFound`; without a reason.
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
