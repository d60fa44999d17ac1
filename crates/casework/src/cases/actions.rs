//! The acts of the room: load, let the rulebook decide, commit with the journal entry.

use super::events::{Agent, Dues, Happened, Parties, Party, Recomputed, Taken, Unmasked, action};
use super::record::{EventRecord, GroundsRecord, TickRecord};
use super::store;
use calendar::WorkingCalendar;
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::Act;
use kit::journal::{Committed, NewEntry, Subject, commit};
use kit::privacy::Vault;
use kit::{HallError, Phrase};
use office::settings::door as settings;
use rulebook::breach::Breach;
use rulebook::case::clock::{ClockFace, Hand};
use rulebook::case::{ApplicantStanding, Case, Moved, Received, SecondAsking, face};
use rulebook::checklist::Checklist;
use rulebook::condition::{Answers, Key};
use rulebook::event::{
    Demand, Event, ListedPaper, Moment, NonAcceptanceGround, PaperState, WithdrawnBy,
};
use rulebook::item::{Deferral, Definition, HandlingMode, Necessity};
use serde::{Deserialize, Serialize};

/// A person as typed at the window; already checked.
#[derive(Clone, Debug, Default)]
pub struct PartyDraft {
    /// Name.
    pub name: String,
    /// Name, masked.
    pub masked: String,
    /// Identity number.
    pub identity: String,
    /// Identity number, masked.
    pub identity_masked: String,
    /// Phone.
    pub phone: String,
}

/// What a window hands in.
#[derive(Clone, Debug, Default)]
pub struct IntakeDraft {
    /// Item code.
    pub item_code: String,
    /// The item version the form was filled from.
    pub item_version: i64,
    /// Answers to the scenario questions, as texts.
    pub answers: Vec<(String, String)>,
    /// Papers as ticked.
    pub ticks: Vec<TickRecord>,
    /// The applicant.
    pub applicant: PartyDraft,
    /// Who files for the applicant, with the mandate.
    pub agent: Option<(PartyDraft, String)>,
}

/// Sealed and ready for an act; sealing draws random numbers, which an act may not.
#[derive(Clone, Debug)]
pub struct SealedIntake {
    draft: IntakeDraft,
    parties: Parties,
}

/// Where sealed fields of this room belong.
const NAME: &str = "cases.name";
const IDENTITY: &str = "cases.identity";
const PHONE: &str = "cases.phone";

/// Seals the personal data of a draft.
pub fn sealed(draft: IntakeDraft, vault: &Vault) -> SealedIntake {
    let party = |person: &PartyDraft| Party {
        name: vault.seal(&person.name, NAME),
        masked: person.masked.clone(),
        identity: vault.seal(&person.identity, IDENTITY),
        identity_masked: person.identity_masked.clone(),
        identity_fingerprint: fingerprint(vault, &person.identity),
        phone: vault.seal(&person.phone, PHONE),
        phone_fingerprint: phone_fingerprint(vault, &person.phone),
    };
    let parties = Parties {
        applicant: party(&draft.applicant),
        agent: draft
            .agent
            .as_ref()
            .map(|(person, mandate)| Agent { party: party(person), mandate: mandate.clone() }),
    };
    SealedIntake { draft, parties }
}

/// The blind index of an identity number.
pub fn fingerprint(vault: &Vault, identity: &str) -> String {
    if identity.is_empty() { String::new() } else { vault.fingerprint("identity", identity) }
}

/// The blind index of a phone's last four digits.
pub fn phone_fingerprint(vault: &Vault, phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let last: String = digits[digits.len().saturating_sub(4)..].iter().collect();
    vault.fingerprint("phone-last-four", &last)
}

/// Identity data in clear.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clear {
    /// Name.
    pub name: String,
    /// Identity number.
    pub identity: String,
    /// Phone.
    pub phone: String,
}

pub(super) fn open(party: &Party, vault: &Vault) -> Result<Clear, HallError> {
    Ok(Clear {
        name: vault.open(&party.name, NAME)?,
        identity: vault.open(&party.identity, IDENTITY)?,
        phone: vault.open(&party.phone, PHONE)?,
    })
}

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

pub(super) fn breach(breach: Breach) -> HallError {
    HallError::refused(breach.phrase(), breach.basis())
}

fn moment(act: &Act<'_>) -> Moment {
    Moment { at_ms: act.now_ms(), day: act.today() }
}

fn subject(number: &str) -> Subject {
    Subject::new("case", number)
}

pub(super) fn dues(case: &Case, today: Date, calendar: &WorkingCalendar) -> Dues {
    let face: ClockFace = face(case, today, calendar);
    let hand = match face.hand {
        Hand::Notice => "notice",
        Hand::Reply => "reply",
        Hand::Handling => "handling",
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
    }
}

/// 收件: takes a case in.
///
/// # Errors
/// An unknown item, a version that has been replaced meanwhile, what the rules say.
pub fn receive(act: &mut Act<'_>, intake: &SealedIntake) -> Result<Committed<Done>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let draft = &intake.draft;
    let item = catalogue::current(act, centre, &draft.item_code)?.ok_or_else(|| {
        HallError::invalid(
            "item_code",
            Phrase::new(
                format!("本中心没有生效的事项“{}”。请重新搜索事项。", draft.item_code),
                format!("No item “{}” is in force here. Search again.", draft.item_code),
            ),
        )
    })?;
    if draft.item_version != 0 && item.version != draft.item_version {
        return Err(HallError::Stale(Phrase::of(
            "这个事项刚刚发布了新版本，材料或时限可能有变。已填写的内容都在，请核对后再提交。",
            "A new version of this item has just been published; papers or limits may differ. \
             What you typed is kept: check it and hand it in again.",
        )));
    }
    let received = from_item(&item.definition, draft, today)?;
    let (case, event) = Case::receive(received, moment(act)).map_err(breach)?;
    let calendar = settings::working_calendar(act, centre)?;
    let number = store::next_number(act)?;
    let taken = Taken {
        number: number.clone(),
        item_code: item.code.clone(),
        item_version: item.version,
        item_name: item.definition.title.name.zh.clone(),
        item_name_english: item.definition.title.name.en.clone(),
        department: item.definition.authority.department.clone(),
        answers: draft.answers.clone(),
        parties: intake.parties.clone(),
        first: Happened { event: EventRecord::from(&event), dues: dues(&case, today, &calendar) },
    };
    store::drop_draft(act, &draft.item_code)?;
    let entry = NewEntry::new(subject(&number), action(&event), &taken)?;
    let stage = case.stage().word().to_owned();
    commit(act, vec![entry], Done { number, stage, version: 1 })
}

/// The answers in texts, read by the item's own questions.
pub(super) fn answers_of(
    definition: &Definition,
    texts: &[(String, String)],
    today: Date,
) -> (Answers, Vec<(Key, Phrase)>) {
    definition.scenario.read(today, |key| {
        texts
            .iter()
            .filter(|(name, _)| name == key.as_str())
            .map(|(_, text)| text.clone())
            .collect()
    })
}

/// What the item asks of this applicant, with what the window found.
pub(super) fn from_item(
    definition: &Definition,
    draft: &IntakeDraft,
    today: Date,
) -> Result<Received, HallError> {
    let (answers, faults) = answers_of(definition, &draft.answers, today);
    if let Some((key, fault)) = faults.into_iter().next() {
        return Err(HallError::invalid(&format!("q.{key}"), fault));
    }
    let checklist = Checklist::of(definition, &answers, today);
    let mut papers = Vec::new();
    for paper in &checklist.papers {
        let material = paper.material;
        let key = material.key.to_string();
        let tick = draft.ticks.iter().find(|tick| tick.key == key);
        let state = match tick {
            _ if !paper.is_needed() && !paper.is_open() => PaperState::NotNeeded,
            Some(tick) => tick.state.clone().into(),
            None => PaperState::Missing,
        };
        let demand = match (material.necessity, material.deferral) {
            (Necessity::Optional, _) => Demand::Optional,
            (Necessity::Required, Deferral::Allowed) => Demand::Deferrable,
            (Necessity::Required, Deferral::Never) => Demand::Indispensable,
        };
        papers.push(ListedPaper { key, name: material.name.zh.clone(), demand, state });
    }
    let promised = checklist.limits.promised.ok_or_else(|| breach(Breach::ModeNotOffered))?;
    Ok(Received {
        mode: definition.handling.mode,
        legal: checklist.limits.legal,
        promised,
        procedures: definition
            .procedures
            .iter()
            .filter(|it| it.counting == rulebook::item::Counting::NotCounted)
            .map(|it| it.key.to_string())
            .collect(),
        papers,
    })
}

/// An act on a case that is there.
#[derive(Clone, Debug)]
pub enum Deed {
    /// 核验材料
    TickPapers(Vec<TickRecord>),
    /// 不予受理
    RefuseAcceptance {
        /// The right body; none where the matter needs no licence.
        right_body: Option<String>,
    },
    /// 一次性告知
    GiveNotice {
        /// Why a second one; empty for the first.
        second_reason: String,
    },
    /// 补正
    Supplement(Vec<TickRecord>),
    /// 受理
    Accept,
    /// 视为受理
    DeemAccepted,
    /// 容缺补齐
    BringDeferred(String),
    /// 审查
    Examine(String),
    /// 退回
    SendBack(String),
    /// 中止
    Suspend {
        /// Key of the special procedure.
        cause: String,
        /// Until when.
        until: Date,
    },
    /// 恢复
    Resume(String),
    /// 延长
    Extend {
        /// By how many working days.
        working_days: u16,
        /// Why.
        reason: String,
    },
    /// 变更办理方式
    ChangeMode {
        /// Word of the mode.
        to: HandlingMode,
        /// Why.
        reason: String,
    },
    /// 准予
    Grant(String),
    /// 拟不予批准
    ProposeRefusal(GroundsRecord),
    /// 不予批准
    Refuse,
    /// 否定报备
    ReportDenial,
    /// 送达
    Deliver(String),
    /// 办结
    Complete,
    /// 撤回
    Withdraw(String),
    /// 逾期未补正
    Lapse,
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
    let (centre, today) = (act.centre(), act.today());
    let held = store::find(act, centre, number)?.ok_or_else(|| unknown(number))?;
    if seen != 0 && held.version != seen {
        return Err(stale(&held)?);
    }
    let calendar = settings::working_calendar(act, centre)?;
    let reply_days = settings::parameters(act, centre)?.days(settings::Parameter::SupplementDays);
    let now = moment(act);
    let case = held.case()?;
    let (case, event) = decide(case, deed, &Surroundings { now, calendar: &calendar, reply_days })
        .map_err(breach)?;
    let happened =
        Happened { event: EventRecord::from(&event), dues: dues(&case, today, &calendar) };
    let entry = NewEntry::new(subject(number), action(&event), &happened)?;
    let done = Done {
        number: number.to_owned(),
        stage: case.stage().word().to_owned(),
        version: held.version + 1,
    };
    commit(act, vec![entry], done)
}

struct Surroundings<'a> {
    now: Moment,
    calendar: &'a WorkingCalendar,
    reply_days: u16,
}

fn decide(case: Case, deed: &Deed, around: &Surroundings<'_>) -> Moved {
    let Surroundings { now, calendar, reply_days } = *around;
    let ticks = |all: &[TickRecord]| all.iter().cloned().map(Into::into).collect::<Vec<_>>();
    match deed {
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
        Deed::Supplement(all) => case.supplement(ticks(all), now),
        Deed::Accept => case.accept(ApplicantStanding::Good, now, calendar),
        Deed::DeemAccepted => case.deem_accepted(now, calendar),
        Deed::BringDeferred(key) => case.bring_deferred(key, now),
        Deed::Examine(opinion) => case.examine(opinion, now),
        Deed::SendBack(reason) => case.send_back(reason, now),
        Deed::Suspend { cause, until } => case.suspend(cause, *until, now),
        Deed::Resume(note) => case.resume(note, now),
        Deed::Extend { working_days, reason } => case.extend(*working_days, reason, now),
        Deed::ChangeMode { to, reason } => {
            let promised = case.promised;
            case.change_mode(*to, promised, reason, now)
        }
        Deed::Grant(result) => case.grant(result, now),
        Deed::ProposeRefusal(grounds) => case.propose_refusal(grounds.clone().into(), now),
        Deed::Refuse => case.refuse(now, calendar),
        Deed::ReportDenial => case.report_denial(now),
        Deed::Deliver(recipient) => case.deliver(recipient, now),
        Deed::Complete => case.complete(now),
        Deed::Withdraw(reason) => case.withdraw(WithdrawnBy::Applicant, reason, now),
        Deed::Lapse => case.withdraw(WithdrawnBy::Silence, "逾期未补正", now),
    }
}

fn stale(held: &store::Held) -> Result<HallError, HallError> {
    let what = store::last_event(held)?;
    let name = what.as_ref().map_or(Phrase::of("办理", "an act"), |event| event_phrase(event));
    Ok(HallError::Stale(Phrase::new(
        format!("这个办件刚刚有了新的进展：{}。您填写的内容还在，请核对后再办。", name.zh),
        format!(
            "This case has just moved on: {}. What you typed is kept; check before going on.",
            name.en
        ),
    )))
}

pub(super) fn unknown(number: &str) -> HallError {
    HallError::NotFound(Phrase::new(
        format!("本中心没有编号为“{number}”的办件。请核对编号。"),
        format!("There is no case “{number}” in this centre. Check the number."),
    ))
}

/// What happened, in the words of the trade.
pub(super) fn event_phrase(event: &Event) -> Phrase {
    match event {
        Event::Received { .. } => Phrase::of("收件", "Taken in"),
        Event::PapersTicked { .. } => Phrase::of("核验材料", "Papers checked"),
        Event::NotAccepted { .. } => Phrase::of("不予受理", "Not accepted"),
        Event::NoticeGiven { .. } => Phrase::of("一次性告知", "One-time notice given"),
        Event::SecondNoticeGiven { .. } => {
            Phrase::of("再次告知（已提请监督）", "Second notice (supervision told)")
        }
        Event::Supplemented { .. } => Phrase::of("补正材料", "Papers supplemented"),
        Event::Accepted { kind: rulebook::event::AcceptanceKind::Deemed, .. } => {
            Phrase::of("视为受理", "Counts as accepted")
        }
        Event::Accepted { .. } => Phrase::of("受理", "Accepted"),
        Event::DeferredPaperBrought { .. } => Phrase::of("容缺材料补齐", "Deferred paper brought"),
        Event::Suspended { .. } => Phrase::of("中止计时", "Clock paused"),
        Event::Resumed { .. } => Phrase::of("恢复计时", "Clock resumed"),
        Event::Extended { .. } => Phrase::of("延长期限", "Limit extended"),
        Event::Examined { .. } => Phrase::of("审查通过", "Examination passed"),
        Event::SentBack { .. } => Phrase::of("退回上一环节", "Sent back a step"),
        Event::ModeChanged { .. } => Phrase::of("变更办理方式", "Mode changed"),
        Event::RefusalProposed { .. } => Phrase::of("拟不予批准", "Refusal proposed"),
        Event::Granted { .. } => Phrase::of("准予", "Granted"),
        Event::Refused { .. } => Phrase::of("不予批准", "Refused"),
        Event::DenialReported { .. } => Phrase::of("否定报备", "Denial reported"),
        Event::Delivered { .. } => Phrase::of("送达", "Delivered"),
        Event::Completed { .. } => Phrase::of("办结", "Completed"),
        Event::Withdrawn { by: WithdrawnBy::Silence, .. } => {
            Phrase::of("逾期未补正，终止", "Ended: the notice went unanswered")
        }
        Event::Withdrawn { .. } => Phrase::of("撤回", "Withdrawn"),
    }
}

/// Records that identity data was looked at in clear.
///
/// # Errors
/// Without a reason.
pub fn unmask(act: &mut Act<'_>, number: &str, reason: &str) -> Result<Committed<()>, HallError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(HallError::invalid("reason", Breach::ReasonMissing.phrase()));
    }
    let centre = act.centre();
    store::find(act, centre, number)?.ok_or_else(|| unknown(number))?;
    let facts = Unmasked { reason: reason.chars().take(200).collect() };
    let entry = NewEntry::new(subject(number), "cases.unmasked", &facts)?;
    commit(act, vec![entry], ())
}

/// The entries that a change of the calendar makes: new dates of open cases.
pub(super) fn redated(act: &mut Act<'_>) -> Result<Vec<NewEntry>, HallError> {
    let (centre, today) = (act.centre(), act.today());
    let calendar = settings::working_calendar(act, centre)?;
    let (mut entries, mut after) = (Vec::new(), String::new());
    loop {
        let page = store::open(act, centre, &after, 500)?;
        let Some(last) = page.last() else { return Ok(entries) };
        after.clone_from(&last.number);
        for held in &page {
            let now = dues(&held.case()?, today, &calendar);
            if now != held.dues {
                let facts = Recomputed { before: held.dues.clone(), after: now };
                entries.push(NewEntry::new(subject(&held.number), "cases.recomputed", &facts)?);
            }
        }
    }
}

/// What a person gave the last time, still sealed; the look stands in the journal.
///
/// # Errors
/// What the database said.
pub(super) fn look_up(
    act: &mut Act<'_>,
    person: &str,
) -> Result<Committed<Option<Party>>, HallError> {
    let centre = act.centre();
    let found = store::last_of_person(act, centre, person)?.map(|taken| taken.parties.applicant);
    let short: String = person.chars().take(16).collect();
    let facts = serde_json::json!({ "found": found.is_some() });
    let entry = NewEntry::new(Subject::new("person", short), "cases.looked_up", &facts)?;
    commit(act, vec![entry], found)
}
