//! The acts of the room: load, let the rulebook decide, commit with the journal entry.

use super::deed::{ConsignmentDraft, Deed, MeetingDraft};
use super::events::{Dues, FurtherDue, Happened, Printed, Recomputed, Unmasked, action, start_of};
use super::noted::Seen;
use super::record::{PaperStateRecord, TickRecord};
use super::store::{self, Held};
use super::watching::next_look;
use super::wording::{NOT_BROUGHT, UNANSWERED, event_phrase};
use calendar::{Limit, Pauses, WorkingCalendar, due};
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::{HallError, Phrase};
use office::settings::door as settings;
use rulebook::breach::Breach;
use rulebook::case::agency::{Consignment, SUPERIOR_DAYS};
use rulebook::case::clock::Hand;
use rulebook::case::joint::Meeting;
use rulebook::case::{
    self, ApplicantStanding, Case, Customs, ModeChange, Moved, SecondAsking, Stage, Work, face,
};
use rulebook::event::{Event, Moment, NonAcceptanceGround, Tick, WithdrawnBy};
use rulebook::item::HandlingMode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an act on a case gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// 办件编号
    pub number: String,
    /// Where the case stands now.
    pub stage: String,
    /// Its version, for the next act.
    pub version: i64,
}

pub(crate) fn refused(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

pub(crate) fn subject(number: &str) -> Subject {
    Subject::new("case", number)
}

/// The dates of a case on a day, as the projection keeps them.
fn dues(
    case: &Case,
    (today, calendar): (Date, &WorkingCalendar),
    remind_days: i64,
    seen: &Seen,
) -> Dues {
    let face = face(case, today, calendar);
    let hand = match face.hand {
        Hand::Notice => "notice",
        Hand::Reply => "reply",
        Hand::Handling => "handling",
        Hand::Superior => "superior",
        Hand::Delivery => "delivery",
        Hand::None => "none",
    };
    Dues {
        hand: hand.to_owned(),
        promised: face.promised.map(|it| it.due_on),
        legal: face.legal.map(|it| it.due_on),
        due_on: face.due_on(),
        provisional: face.promised.is_some_and(|it| it.provisional)
            || face.legal.is_some_and(|it| it.provisional),
        is_stopped: face.is_stopped,
        look_on: next_look(case, (today, calendar), remind_days, seen),
        further: case.further(today, calendar).iter().filter_map(FurtherDue::of).collect(),
    }
}

/// Performs a deed on a case that was seen at a version (0: whatever it is now).
///
/// # Errors
/// `NotFound`, `Stale` where somebody else acted meanwhile, what the rules say.
pub fn perform(
    act: &mut Act<'_>,
    number: &str,
    seen: i64,
    deed: &Deed,
) -> Result<Committed<Done>, HallError> {
    perform_all(act, number, seen, std::slice::from_ref(deed))
}

/// Performs deeds one after the other in one act: all of them, or none.
///
/// # Errors
/// As [`perform`].
pub fn perform_all(
    act: &mut Act<'_>,
    number: &str,
    seen: i64,
    deeds: &[Deed],
) -> Result<Committed<Done>, HallError> {
    let held = found(act, number)?;
    if seen != 0 && held.version != seen {
        return Err(stale(&held)?);
    }
    let mut around = Surroundings::of(act, &held.person)?;
    around.seen = Seen::of(&held);
    let (mut case, mut entries, mut version) = (held.case()?, Vec::new(), held.version);
    for deed in deeds {
        entries.extend(super::handover::beside(act, number, deed)?);
        let (after, entry) = decided(case, deed, number, &mut around)?;
        case = after;
        entries.push(entry);
        version += 1;
    }
    let stage = case.stage().word().to_owned();
    commit(act, entries, Done { number: number.to_owned(), stage, version })
}

pub(crate) fn found(act: &mut Act<'_>, number: &str) -> Result<Held, HallError> {
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))
}

/// What the rules look at besides the case.
pub(crate) struct Surroundings {
    pub(crate) now: Moment,
    pub(crate) calendar: Arc<WorkingCalendar>,
    reply_days: u16,
    customs: Customs,
    remind_days: i64,
    pub(crate) standing: ApplicantStanding,
    /// What the house has written down of the case so far.
    pub(super) seen: Seen,
}

impl Surroundings {
    /// In an act, for a person known by the blind index.
    pub(crate) fn of(act: &mut Act<'_>, person: &str) -> Result<Self, HallError> {
        let centre = act.centre();
        let parameters = settings::parameters(act, centre)?;
        let broke_one = store::broke_an_undertaking(act, centre, person)?;
        Ok(Self {
            now: Moment { at_ms: act.now_ms(), day: act.today() },
            calendar: settings::working_calendar(act, centre)?,
            reply_days: parameters.days(settings::Parameter::SupplementDays),
            customs: customs(&parameters),
            remind_days: parameters.get(settings::Parameter::SupplementReminderDays),
            standing: if broke_one {
                ApplicantStanding::BrokeAnUndertaking
            } else {
                ApplicantStanding::Good
            },
            seen: Seen::default(),
        })
    }

    /// The dates of a case as it stands now.
    pub(super) fn dues(&self, case: &Case) -> Dues {
        dues(case, (self.now.day, &self.calendar), self.remind_days, &self.seen)
    }
}

/// What the centre has made its custom in the modes of handling.
pub(crate) fn customs(parameters: &settings::Parameters) -> Customs {
    Customs {
        inner_days: parameters.days(settings::Parameter::JointDays),
        progress_days: parameters.days(settings::Parameter::ProgressDays),
        precheck_days: parameters.days(settings::Parameter::PrecheckDays),
        report_days: parameters.days(settings::Parameter::DenialReportDays),
    }
}

/// The case moved by a deed, and the entry that tells it.
pub(crate) fn decided(
    case: Case,
    deed: &Deed,
    number: &str,
    around: &mut Surroundings,
) -> Result<(Case, NewEntry), HallError> {
    let stage = case.stage();
    let (case, event) = match deed {
        Deed::ChangeMode { to, promised, reason } => {
            let promised = promise(&case, *to, *promised, around)?;
            let change = ModeChange { to: *to, promised };
            case.change_mode(change, &around.customs, reason, around.now)
        }
        Deed::SendUp(draft) => {
            let consignment = consignment(&case, draft, number, around);
            case.send_up(consignment)
        }
        deed => decide(case, deed, around),
    }
    .map_err(|breach| no(breach, deed.act(), stage))?;
    around.seen = std::mem::take(&mut around.seen).after(&event);
    let happened = Happened::of(&event, &case, around.dues(&case));
    let entry = NewEntry::new(subject(number), action(&event), &happened)?;
    Ok((case, late(entry, &event)))
}

/// The end of a pause that is noted late speaks of the day on which the clock went on.
fn late(entry: NewEntry, event: &Event) -> NewEntry {
    match event {
        Event::Resumed { at, on, .. } if *on < at.day => entry.speaking_of(start_of(*on)),
        _ => entry,
    }
}

fn decide(case: Case, deed: &Deed, around: &Surroundings) -> Moved {
    let Surroundings { now, ref calendar, reply_days, standing, ref customs, .. } = *around;
    let may_defer = standing == ApplicantStanding::Good;
    let ticks = |all: &[TickRecord]| all.iter().cloned().map(Into::into).collect::<Vec<_>>();
    match deed {
        Deed::TickPapers(all) | Deed::Supplement(all) if defers(all) && !may_defer => {
            Err(Breach::UndertakingBroken)
        }
        Deed::TickPapers(all) => case.tick_papers(ticks(all), now),
        Deed::RefuseAcceptance { right_body: None } => {
            case.refuse_acceptance(NonAcceptanceGround::NotNeeded, now)
        }
        Deed::RefuseAcceptance { right_body: Some(right_body) } => {
            let right_body = right_body.clone();
            case.refuse_acceptance(NonAcceptanceGround::NotOurs { right_body }, now)
        }
        Deed::GiveNotice { second_reason } => {
            let second = if second_reason.trim().is_empty() {
                SecondAsking::WithoutReason
            } else {
                SecondAsking::Because(second_reason.clone())
            };
            case.give_notice(reply_days, &second, now, calendar)
        }
        Deed::Supplement(all) => {
            let brought = changed(&case, ticks(all));
            case.supplement(brought, now)
        }
        Deed::Accept => case.accept(standing, customs, now, calendar),
        Deed::DeemAccepted => case.deem_accepted(customs, now, calendar),
        Deed::BringDeferred(key) => case.bring_deferred(key, now),
        Deed::Examine(opinion) => case.examine(opinion, now),
        Deed::SendBack(reason) => case.send_back(reason, now),
        Deed::Suspend { cause, until } => case.suspend(cause, *until, now, calendar),
        Deed::Resume(note) => case.resume(note, now),
        Deed::Extend { working_days, reason } => case.extend(*working_days, reason, now, calendar),
        Deed::Grant(result) => case.grant(result, now),
        Deed::GrantInPart { result, remedy } => case.grant_in_part(result, remedy, now),
        Deed::ProposeRefusal(grounds) => case.propose_refusal(grounds.clone().into(), now),
        Deed::Refuse => case.refuse(customs, now, calendar),
        Deed::ReportDenial => case.report_denial(now),
        Deed::IssueCertificate(it) => case.issue_certificate(&it.certificate(now.day), now),
        Deed::FailDelivery { method, reason } => case.fail_delivery(*method, reason, now),
        Deed::Deliver(draft) => case.deliver(draft.handover(), now),
        Deed::Complete => case.complete(now),
        Deed::Withdraw(reason) => case.withdraw(WithdrawnBy::Applicant, reason, now, calendar),
        Deed::Lapse => case.withdraw(WithdrawnBy::Silence, &UNANSWERED.zh, now, calendar),
        Deed::EndBroken => {
            case.withdraw(WithdrawnBy::BrokenUndertaking, &NOT_BROUGHT.zh, now, calendar)
        }
        deed => decide_in_a_mode(case, deed, around),
    }
}

/// Deeds in the work of a mode, and what the centre does about denials.
fn decide_in_a_mode(case: Case, deed: &Deed, around: &Surroundings) -> Moved {
    let (now, calendar) = (around.now, &around.calendar);
    match deed {
        Deed::Circulate(participants) => case.circulate(participants.clone(), now),
        Deed::GiveOpinion { department, reply, speaker } => {
            case.reply(department, reply.clone(), speaker, now, calendar)
        }
        Deed::ReturnBranch { department, reason } => case.return_branch(department, reason, now),
        Deed::RecordVisit(draft) => case.record_visit(&meeting(draft, now)),
        Deed::RecordMeeting(draft) => case.record_meeting(&meeting(draft, now)),
        Deed::FallSilent(department) => case.fall_silent(department, now, calendar),
        Deed::Lead { owner, bodies, keys } => case.lead(owner, bodies, keys, now),
        Deed::Progress(text) => case.progress(text, now),
        Deed::MissProgress => case.miss_progress(now, calendar),
        Deed::Answer(answer) => case.answer(answer.clone(), now),
        Deed::PassPrecheck(opinion) => case.pass_precheck(opinion, now),
        Deed::Urge(text) => case.urge(text, now),
        Deed::NoteSuperiorLate => case.note_superior_late(now, calendar),
        Deed::TakeReturn(returned) => case.take_return(returned.clone(), now),
        Deed::Inquire(question) => case.inquire(question, now),
        Deed::AnswerInquiry(answer) => case.answer_inquiry(answer, now),
        Deed::CallBack(reason) => case.call_back(reason, now),
        _ => Err(Breach::WrongState),
    }
}

fn meeting(draft: &MeetingDraft, at: Moment) -> Meeting {
    Meeting {
        at,
        held_on: draft.held_on.unwrap_or(at.day),
        present: draft.present.clone(),
        findings: draft.findings.clone(),
    }
}

/// The list of what goes up, numbered after the case and how often it went.
fn consignment(
    case: &Case,
    draft: &ConsignmentDraft,
    number: &str,
    around: &Surroundings,
) -> Consignment {
    let before = match &case.work {
        Work::Agency(agency) => agency.sent.len(),
        _ => 0,
    };
    let days = if draft.working_days == 0 { SUPERIOR_DAYS } else { draft.working_days };
    Consignment {
        number: format!("{number}-S{}", before + 1),
        at: around.now,
        to: draft.to.trim().to_owned(),
        channel: draft.channel.trim().to_owned(),
        papers: draft.papers.clone(),
        limit: Limit::working_days(days),
    }
}

/// Whether papers are ticked as following later.
pub(crate) fn defers(ticks: &[TickRecord]) -> bool {
    ticks.iter().any(|tick| tick.state == PaperStateRecord::Deferred)
}

/// Ticks that say something new: a form sends every paper, brought or not.
fn changed(case: &Case, ticks: Vec<Tick>) -> Vec<Tick> {
    let is_known = |tick: &Tick| {
        case.papers.iter().any(|paper| paper.key == tick.key && paper.state == tick.state)
    };
    ticks.into_iter().filter(|tick| !is_known(tick)).collect()
}

/// The promise under another mode: an immediate case can only become one on the day it was
/// accepted, and what is promised keeps inside the law.
fn promise(
    case: &Case,
    to: HandlingMode,
    promised: Option<Limit>,
    around: &Surroundings,
) -> Result<Limit, HallError> {
    let promised = promised.unwrap_or(case.promised);
    let Some(acceptance) = case.acceptance() else { return Ok(promised) };
    if to == HandlingMode::Direct && acceptance.from != around.now.day {
        return Err(HallError::invalid(
            "to",
            Phrase::of(
                "即办件当日受理、当日办结；本件受理日已过，不能改为即办。",
                "An immediate case is decided on the day it is accepted; that day is over.",
            ),
        ));
    }
    let end = |limit| due(acceptance.from, limit, &Pauses::none(), &around.calendar).due_on;
    if to != HandlingMode::Direct && promised == Limit::SAME_DAY {
        return Err(HallError::invalid(
            "promised_days",
            Phrase::of(
                "请填写变更后的承诺时限（工作日）。",
                "Enter the limit that is promised instead, in working days.",
            ),
        ));
    }
    if to != HandlingMode::Direct && case.legal.is_some_and(|legal| end(promised) > end(legal)) {
        return Err(HallError::invalid(
            "promised_days",
            Phrase::of(
                "承诺时限不能长于法定时限。",
                "The promised limit cannot be longer than the legal limit.",
            ),
        ));
    }
    Ok(promised)
}

/// A refusal in words; an act out of place names where it belongs.
fn no(breach: Breach, act: case::Act, stage: Stage) -> HallError {
    if act == case::Act::Accept && stage == Stage::AwaitingSupplement {
        let still_short = Phrase::of(
            "补来的材料还不齐，不能受理。请点“仅登记补正”，其余材料由申请人在期限内补齐。",
            "The papers brought are not all that was asked for, so the case cannot be accepted \
             yet. Take in what came; the rest may follow within the time of the notice.",
        );
        return HallError::refused(still_short, Breach::PapersIncomplete.basis());
    }
    if breach != Breach::WrongState || act.from().contains(&stage) {
        return refused(breach);
    }
    let (name, now) = (act.phrase(), stage.phrase());
    let places: Vec<kit::Phrase> = act.from().iter().map(|stage| stage.phrase()).collect();
    let zh: Vec<&str> = places.iter().map(|it| it.zh.as_ref()).collect();
    let en: Vec<&str> = places.iter().map(|it| it.en.as_ref()).collect();
    let sentence = Phrase::new(
        format!(
            "本件现在是“{}”，“{}”要在“{}”时办理。请按页面列出的可办动作办理。",
            now.zh,
            name.zh,
            zh.join("”或“")
        ),
        format!(
            "The case is now “{}”; “{}” is done when it is “{}”. Take an act the page offers.",
            now.en,
            name.en,
            en.join("” or “")
        ),
    );
    HallError::refused(sentence, breach.basis())
}

pub(crate) fn stale(held: &Held) -> Result<HallError, HallError> {
    let what = store::last_event(held)?;
    let name = what.as_ref().map_or(Phrase::of("办理", "an act"), event_phrase);
    Ok(HallError::Stale(Phrase::new(
        format!("这个办件刚刚有了新的进展：{}。您填写的内容还在，请核对后再办。", name.zh),
        format!(
            "This case has just moved on: {}. What you typed is kept; check before going on.",
            name.en
        ),
    )))
}

pub(crate) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的办件。请核对编号。"),
        format!("There is no case “{number}” in this centre. Check the number."),
    ))
}

/// Records that identity data was looked at in clear.
///
/// # Errors
/// Without a reason.
pub(crate) fn unmask(
    act: &mut Act<'_>,
    number: &str,
    reason: &str,
) -> Result<Committed<()>, HallError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid("reason", Breach::ReasonMissing.phrase()));
    }
    found(act, number)?;
    let facts = Unmasked { reason: reason.chars().take(200).collect() };
    let entry = NewEntry::new(subject(number), "cases.unmasked", &facts)?;
    commit(act, vec![entry], ())
}

/// The entries that a change of the calendar makes: new dates of open cases.
pub(crate) fn redated(act: &mut Act<'_>) -> Result<Vec<NewEntry>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let calendar = settings::working_calendar(act, centre)?;
    let parameters = settings::parameters(act, centre)?;
    let remind_days = parameters.get(settings::Parameter::SupplementReminderDays);
    let (mut entries, mut after) = (Vec::new(), String::new());
    loop {
        let page = store::open(act, centre, &after, 500)?;
        let Some(last) = page.last() else { return Ok(entries) };
        after.clone_from(&last.number);
        for held in &page {
            let seen = Seen::of(held);
            let now = dues(&held.case()?, (today, &calendar), remind_days, &seen);
            if now != held.dues {
                let facts = Recomputed { before: held.dues.clone(), after: now };
                entries.push(NewEntry::new(subject(&held.number), "cases.recomputed", &facts)?);
            }
        }
    }
}

/// Records that a document with full names was made for the applicant.
///
/// # Errors
/// `NotFound`.
pub(crate) fn printed(
    act: &mut Act<'_>,
    number: &str,
    document: &str,
) -> Result<Committed<()>, HallError> {
    found(act, number)?;
    let facts = Printed { document: document.to_owned() };
    let entry = NewEntry::new(subject(number), "cases.printed", &facts)?;
    commit(act, vec![entry], ())
}
