//! The acts of the room: departments agree when to look or to sit together, and call it off.
//!
//! What came of it is an act of the case itself (登记联合踏勘, 登记联合会审). Basis: Administrative
//! Licensing Law arts. 26, 34.

use super::events::{CalledOff, DateSet, Together};
use super::store;
use casework::cases::door::{self as cases, Standing};
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase, Words};
use rulebook::case::Act as CaseAct;

/// Letters of a time, a place and a reason at most.
const TIME_MAX: usize = 20;
const PLACE_MAX: usize = 100;
/// Dates of one case at most.
const DATES_MAX: usize = 50;

/// A date as it is entered.
#[derive(Clone, Debug)]
pub(super) struct DateDraft {
    pub(super) kind: Together,
    pub(super) held_on: Date,
    pub(super) at_time: String,
    pub(super) place: String,
}

fn subject(number: &str) -> Subject {
    Subject::new("joint", number)
}

/// The joint case of a number, in an act.
fn found(act: &mut Act<'_>, number: &str) -> Result<Standing, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let words = Words::new(kit::Language::Chinese);
    Ok(cases::standing_of(act, centre, number, (today, words))?.0)
}

/// Arranges a joint site visit or meeting, to which every department that takes part is asked.
///
/// # Errors
/// A day that is over, no place, a case that is not with the departments now.
pub(super) fn set(
    act: &mut Act<'_>,
    number: &str,
    draft: &DateDraft,
) -> Result<Committed<()>, HallError> {
    let standing = found(act, number)?;
    let of = match draft.kind {
        Together::Visit => CaseAct::RecordVisit,
        Together::Meeting => CaseAct::RecordMeeting,
    };
    if super::inbox::branches(&standing).is_empty() {
        return Err(HallError::breach(
            "本件还没有分送会办部门，请先在办件页面分送，再安排踏勘或会审。",
            "The case was not passed on to the departments yet. Pass it on first, then arrange.",
        ));
    }
    standing
        .case
        .allows(of)
        .map_err(|breach| HallError::refused(breach.phrase(), breach.basis()))?;
    if draft.held_on < act.today() {
        return Err(HallError::invalid(
            "held_on",
            Phrase::of(
                "日期已过。已经举行的，请直接登记踏勘或会审。",
                "That day is over. What has been held is recorded, not arranged.",
            ),
        ));
    }
    let written = |name: &str, text: &str, most: usize, fault: Phrase| {
        let text = text.trim().to_owned();
        let is_plain = !text.chars().any(char::is_control);
        if text.is_empty() || text.chars().count() > most || !is_plain {
            return Err(HallError::invalid(name, fault));
        }
        Ok(text)
    };
    let time = Phrase::of("请填写时间，例如 09:30。", "Enter the time, such as 09:30.");
    let place = Phrase::of("请填写地点，100 字以内。", "Enter the place, within 100 letters.");
    let at_time = written("at_time", &draft.at_time, TIME_MAX, time)?;
    let place = written("place", &draft.place, PLACE_MAX, place)?;
    let centre = act.centre();
    let before = store::of_case(act, centre, number)?.len();
    if before >= DATES_MAX {
        return Err(HallError::breach(
            "本件安排的踏勘和会审已达 50 次，不能再安排。",
            "Fifty dates are arranged for this case already; no more can be.",
        ));
    }
    let invited = super::inbox::branches(&standing).iter();
    let facts = DateSet {
        position: i64::try_from(before).unwrap_or(0) + 1,
        kind: draft.kind,
        held_on: draft.held_on,
        at_time,
        place,
        invited: invited.map(|it| it.participant.name.clone()).collect(),
    };
    let entry = NewEntry::new(subject(number), "approvals.date_set", &facts)?;
    commit(act, vec![entry], ())
}

/// Calls a joint site visit or meeting off.
///
/// # Errors
/// `NotFound`; without a reason; where it was called off before.
pub(super) fn call_off(
    act: &mut Act<'_>,
    number: &str,
    position: i64,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let centre = act.centre();
    let all = store::of_case(act, centre, number)?;
    let date = all.iter().find(|it| it.position == position).ok_or_else(|| {
        HallError::not_found(
            "没有这次安排，请回到联办件页面核对。",
            "Nothing of the kind is arranged. Look at the page of the joint case again.",
        )
    })?;
    if date.is_off {
        return Err(HallError::breach("这次安排已经取消过。", "It has been called off before."));
    }
    let reason: String = reason.trim().chars().take(PLACE_MAX).collect();
    if reason.is_empty() {
        let fault = Phrase::of("请写明取消的理由。", "Say why it is called off.");
        return Err(HallError::invalid("reason", fault));
    }
    let facts = CalledOff { position, reason };
    let entry = NewEntry::new(subject(number), "approvals.date_called_off", &facts)?;
    commit(act, vec![entry], ())
}
