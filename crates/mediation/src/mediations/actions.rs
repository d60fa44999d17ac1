//! The acts on mediations: load, let the rulebook decide, commit with the journal entry.

use super::events::{Happened, Opened, PRINTED, Printed, UNMASKED, Unmasked, named};
use super::party::PartyFile;
use super::record::EventRecord;
use super::store::{self, Held};
use calendar::{Limit, Pauses, due};
use casework::cases::door as cases;
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door as settings;
use rulebook::breach::Breach;
use rulebook::event::Moment;
use rulebook::mediation::{
    About, Choice, Consent, Event, Form, Mediation, Mediator, Performance, Refusal, Ruling, Side,
    Way, Why, is_mediation,
};
use serde::{Deserialize, Serialize};

/// What an act on a mediation gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its number.
    pub number: String,
    /// Where it stands now.
    pub stage: String,
    /// Its version, for the next act.
    pub version: i64,
}

/// A dispute to be entered, sealed already: an act may not draw random numbers.
#[derive(Clone, Debug)]
pub struct NewMediation {
    /// What it is about.
    pub about: About,
    /// 纠纷情况, sealed.
    pub matter: String,
    /// The parties, sealed.
    pub parties: Vec<PartyFile>,
}

/// An act on a mediation that is there; texts of parties are sealed already.
#[derive(Clone, Debug)]
pub enum Deed {
    /// 征求意见
    Hear(String, Consent),
    /// 确定调解员
    Name(Vec<Mediator>, Choice),
    /// 约定调解会: day, minute, place.
    Set(Date, u16, String),
    /// 调解笔录: number, who came, what was said.
    Hold(u16, Vec<String>, String),
    /// 取消调解会
    CallOff(u16, String),
    /// 达成协议: terms (what, by whom, until), who signed, day of the re-visit.
    Agree(Form, Vec<(String, String, Date)>, Vec<String>, Date),
    /// 登记履行
    Perform(u16, Performance, String),
    /// 回访
    Revisit(Performance, String),
    /// 申请司法确认
    AskConfirmation,
    /// 司法确认结果
    Rule(Ruling, String),
    /// 终止
    End(Why, Vec<Way>),
    /// 归档
    Archive,
}

fn refused(refusal: Refusal) -> HallError {
    HallError::refused(refusal.phrase(), refusal.basis())
}

pub(super) fn subject(number: &str) -> Subject {
    Subject::new("mediation", number)
}

fn moment(act: &Act<'_>) -> Moment {
    Moment { at_ms: act.now_ms(), day: act.today() }
}

/// 登记纠纷: an item of mediation, both sides, due within a month (司法部令第75号 art. 36).
///
/// # Errors
/// An item of another kind, a case that is not of it, a side that is missing.
pub fn open(act: &mut Act<'_>, new: &NewMediation) -> Result<Committed<Done>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let item = catalogue::current(act, centre, &new.about.item)?;
    if !item.is_some_and(|it| is_mediation(&it.definition)) {
        return Err(HallError::invalid("item", Refusal::NotAMediationItem.phrase()));
    }
    check_case(act, &new.about)?;
    let calendar = settings::working_calendar(act, centre)?;
    let due_on = due(today, Limit::months(1), &Pauses::none(), &calendar).due_on;
    let sides = new
        .parties
        .iter()
        .filter_map(|it| Side::from_word(&it.side).map(|side| (it.key.clone(), side)));
    let opened = Mediation::open(new.about.clone(), sides.collect(), due_on, moment(act));
    let (mediation, event) = opened.map_err(refused)?;
    let number = store::next_number(act)?;
    let facts = Opened {
        number: number.clone(),
        matter: new.matter.clone(),
        parties: new.parties.clone(),
        first: EventRecord::from(&event),
    };
    let entry = NewEntry::new(subject(&number), named(&event.what).0, &facts)?;
    let stage = mediation.stage().word().to_owned();
    commit(act, vec![entry], Done { number, stage, version: 1 })
}

/// A case that is named is here, and of the same item.
fn check_case(act: &mut Act<'_>, about: &About) -> Result<(), HallError> {
    if about.case.is_empty() {
        return Ok(());
    }
    let centre = act.centre();
    let item = cases::item_of(act, centre, &about.case)?;
    if item.as_deref() == Some(about.item.as_str()) {
        return Ok(());
    }
    let fault = Phrase::of(
        "本中心没有这个编号的人民调解办件。请核对编号，或者留空。",
        "This centre has no case of mediation under this number. Check it, or leave it empty.",
    );
    Err(HallError::invalid("case", fault))
}

/// Performs a deed on a mediation that was seen at a version (0: whatever it is now).
///
/// # Errors
/// `NotFound`, `Stale` where somebody else acted meanwhile, what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    (number, seen): (&str, i64),
    deed: &Deed,
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen {
        return Err(stale());
    }
    let (it, now) = (held.mediation, moment(act));
    let moved = match deed.clone() {
        Deed::Hear(party, consent) => it.hear(&party, consent, now),
        Deed::Name(mediators, choice) => it.name(mediators, choice, now),
        Deed::Set(day, minute, place) => it.set_session(day, minute, &place, now),
        Deed::Hold(number, came, record) => it.hold_session(number, &came, &record, now),
        Deed::CallOff(number, reason) => it.call_off(number, &reason, now),
        Deed::Agree(form, terms, signed, revisit) => it.agree(form, terms, (signed, revisit), now),
        Deed::Perform(term, outcome, words) => it.perform(term, outcome, &words, now),
        Deed::Revisit(outcome, words) => it.revisit(outcome, &words, now),
        Deed::AskConfirmation => it.ask_confirmation(now),
        Deed::Rule(ruling, document) => it.rule(ruling, &document, now),
        Deed::End(why, ways) => it.end(why, ways, now),
        Deed::Archive => it.archive(now),
    };
    let (mediation, event) = moved.map_err(refused)?;
    let stage = mediation.stage().word().to_owned();
    let done = Done { number: number.to_owned(), stage, version: held.version + 1 };
    commit(act, vec![told(number, &event)?], done)
}

fn told(number: &str, event: &Event) -> Result<NewEntry, HallError> {
    NewEntry::new(subject(number), named(&event.what).0, &Happened { event: event.into() })
}

fn found(act: &mut Act<'_>, number: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

fn stale() -> HallError {
    HallError::Stale(Phrase::of(
        "同事刚刚办过这一件。您填写的内容还在，请核对后再办。",
        "A colleague has just acted on this. What you typed is kept; check before going on.",
    ))
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的调解。请核对编号。"),
        format!("There is no mediation “{number}” in this centre. Check the number."),
    ))
}

/// Records that the parties were looked at in clear.
///
/// # Errors
/// Without a reason.
pub(super) fn unmask(
    act: &mut Act<'_>,
    number: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason: String = reason.trim().chars().take(200).collect();
    if reason.is_empty() {
        return Err(HallError::invalid("look_reason", Breach::ReasonMissing.phrase()));
    }
    found(act, number)?;
    let entry = NewEntry::new(subject(number), UNMASKED.0, &Unmasked { reason })?;
    commit(act, vec![entry], ())
}

/// Records that a document with full names was made.
///
/// # Errors
/// `NotFound`.
pub(super) fn printed(
    act: &mut Act<'_>,
    number: &str,
    paper: &str,
) -> Result<Committed<()>, HallError> {
    found(act, number)?;
    let facts = Printed { paper: paper.to_owned() };
    let entry = NewEntry::new(subject(number), PRINTED.0, &facts)?;
    commit(act, vec![entry], ())
}
