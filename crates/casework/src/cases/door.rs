//! What other rooms may ask of cases: masked progress for the public, deadlines for settings, and
//! the acts, for the intake at a window and the demonstration.

pub use super::actions::{Done, perform, perform_all};
pub use super::deed::{ConsignmentDraft, Deed, MeetingDraft};
pub use super::handing::{CertificateRecord, HandoverDraft};
pub use super::parties::{
    Clear, PartyDraft, Typed, check_agent, fingerprint, fingerprint_of_typed, phone_fingerprint,
    read as read_party,
};
pub use super::promises::{KeptPromises, kept_promise, kept_promises};
pub use super::record::{GroundsRecord, PaperStateRecord, TickRecord};
pub use super::taking::{
    Another, IntakeDraft, SealedIntake, Then, answers_of, check_audience, receive, sealed, settled,
};
pub use crate::modes::body::participants;
pub use crate::modes::notes::{
    asked_of as asked_sentence, meeting as meeting_sentence, opinion as opinion_sentence,
};
pub use crate::worklist::board::{After, Board, Standing, page_of, standing_of, standings};
pub use crate::worklist::deliveries::{Deliveries, DeliveryLine, deliveries};

pub(crate) use super::actions::customs;
pub(crate) use super::actions::{printed, unknown};
pub(crate) use super::competence;
pub(crate) use super::handing::SIGNATURE;
pub(crate) use super::loaded::{Loaded, load};
pub(crate) use super::pages::act_form;
pub(crate) use super::pages::ticks::{PaperField, ticks};
pub(crate) use super::pages::timeline::names as paper_names;
pub(crate) use super::pages::view;
pub(crate) use super::parties as people;
pub(crate) use super::record::LimitRecord;
pub(crate) use super::store;
pub(crate) use super::wording::certificate as certificate_line;
pub(crate) use super::wording::{reason_phrase, refused_part, remark};
pub(crate) use super::wording::{recipient as recipient_phrase, recipient_of};

use super::events::{Parties, Party, Taken};
use super::parties;
use super::plain;
use super::store::Held;
use super::wording;
use crate::why::why;
use calendar::{Deadline, Light, Phrase, WorkingCalendar};
use counter::catalogue::door as catalogue;
use jiff::civil::Date;
use kit::db::{CentreId, Read};
use kit::journal::Entry;
use kit::privacy::Vault;
use kit::words::Language;
use kit::{HallError, Words};
use office::settings::door as settings;
use rulebook::case::clock::Hand;
use rulebook::case::further::Further;
use rulebook::case::{Case, Certificate, DeliveryMethod, Stage, State, face};
use serde::{Deserialize, Serialize};

/// What a resident may know of a case (办件进度), masked.
#[derive(Clone, Debug)]
pub struct Progress {
    /// 办件编号
    pub number: String,
    /// 事项名称
    pub item: Phrase,
    /// Item code, for the guide.
    pub item_code: String,
    /// Name, masked.
    pub applicant: String,
    /// Where it stands.
    pub stage: Stage,
    /// What happened, oldest first: when and what.
    pub timeline: Vec<(i64, Phrase)>,
    /// 承诺到期
    pub promised: Option<Deadline>,
    /// 法定到期
    pub legal: Option<Deadline>,
    /// The light.
    pub light: Light,
    /// What is left, in words.
    pub remaining: Option<Phrase>,
    /// Which clock runs, in words.
    pub hand: Phrase,
    /// Why this date, clause by clause.
    pub why: Vec<Phrase>,
    /// Papers still asked for, by name.
    pub asked: Vec<String>,
    /// What to do now.
    pub to_do: Phrase,
    /// How it is being worked on, in plain words, line by line.
    pub work: Vec<Phrase>,
}

/// The papers that a case lists (材料清单), for the room that keeps their files.
pub(crate) struct Listed {
    /// Whether the case is over.
    pub(crate) is_closed: bool,
    names: Vec<(String, String)>,
}

impl Listed {
    /// The name of a paper of the list.
    pub(crate) fn name_of(&self, key: &str) -> Option<String> {
        self.names.iter().find(|(it, _)| it == key).map(|(_, name)| name.clone())
    }
}

/// What a case lists.
///
/// # Errors
/// `NotFound`; what the database said.
pub(crate) fn listed(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Listed, HallError> {
    let held = store::find(read, centre, number)?.ok_or_else(|| super::actions::unknown(number))?;
    let papers = held.case()?.papers;
    let names = papers.into_iter().map(|paper| (paper.key, paper.name)).collect();
    Ok(Listed { is_closed: held.stage.is_closed(), names })
}

/// The progress of a case, for somebody who knows its number and the last four of the phone.
///
/// # Errors
/// What the database said; `None` where number and phone do not fit, without telling which.
pub fn progress(
    read: &mut dyn Read,
    (centre, number): (CentreId, &str),
    phone_fingerprint: &str,
    today: Date,
) -> Result<Option<Progress>, HallError> {
    let Some(held) = store::find(read, centre, number)? else { return Ok(None) };
    let taken = store::taken(read, centre, number)?;
    let agent = taken.parties.agent.as_ref().map(|it| it.party.phone_fingerprint.as_str());
    if held.phone_fingerprint != phone_fingerprint && agent != Some(phone_fingerprint) {
        return Ok(None);
    }
    progress_of(read, centre, &held, today).map(Some)
}

/// The progress of a case, for somebody who holds a paper of it with its code.
///
/// # Errors
/// What the database said; `None` where the code opens nothing.
pub fn progress_by_code(
    read: &mut dyn Read,
    (centre, code): (CentreId, &str),
    today: Date,
) -> Result<Option<Progress>, HallError> {
    let Some(number) = store::number_of_code(read, centre, code)? else { return Ok(None) };
    let Some(held) = store::find(read, centre, &number)? else { return Ok(None) };
    progress_of(read, centre, &held, today).map(Some)
}

/// The item code of a case, where there is one of that number.
///
/// # Errors
/// What the database said.
pub fn item_of(
    read: &mut dyn Read,
    centre: CentreId,
    number: &str,
) -> Result<Option<String>, HallError> {
    Ok(store::find(read, centre, number)?.map(|held| held.item_code))
}

/// Whether a centre has ever taken a case.
///
/// # Errors
/// What the database said.
pub fn has_any(read: &mut dyn Read, centre: CentreId) -> Result<bool, HallError> {
    let all = store::Filter { scope: store::Scope::All, ..store::Filter::default() };
    Ok(!store::list(read, centre, &all, ("", ""), 1)?.is_empty())
}

/// Numbers of open cases of the same person and item, to be seen before a second one is made.
///
/// # Errors
/// What the database said.
pub fn open_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
    item: &str,
) -> Result<Vec<String>, HallError> {
    store::open_of_person(read, centre, person, item)
}

/// Whether somebody did not bring what was undertaken, so that nothing may follow for them again.
///
/// # Errors
/// What the database said.
pub fn broke_an_undertaking(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<bool, HallError> {
    store::broke_an_undertaking(read, centre, person)
}

/// What a person gave the last time, still sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SealedParty(Party);

impl SealedParty {
    /// In clear; the caller has journalled the look.
    ///
    /// # Errors
    /// Where the key is missing.
    pub fn open(&self, vault: &Vault) -> Result<Clear, HallError> {
        parties::open(&self.0, vault)
    }
}

/// Who applies and who files for them, sealed; for what is filed before there is a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedParties(Parties);

impl SealedParties {
    /// Seals both; sealing draws random numbers, which an act may not.
    pub fn of(applicant: &PartyDraft, agent: Option<&(PartyDraft, String)>, vault: &Vault) -> Self {
        Self(parties::sealed_parties(applicant, agent, vault))
    }

    /// The applicant's name and number, masked.
    pub fn applicant_masked(&self) -> (&str, &str) {
        (&self.0.applicant.masked, &self.0.applicant.identity_masked)
    }

    /// Name and number of who files for them, masked, and the mandate.
    pub fn agent_masked(&self) -> Option<(&str, &str, &str)> {
        let agent = self.0.agent.as_ref()?;
        let party = &agent.party;
        Some((&party.masked, &party.identity_masked, &agent.mandate))
    }

    /// Blind index of the applicant's number.
    pub fn person(&self) -> &str {
        &self.0.applicant.identity_fingerprint
    }

    /// Blind indexes of the phones' last four digits; the second is empty without an agent.
    pub fn digits(&self) -> (&str, &str) {
        let agent = self.0.agent.as_ref();
        let agent = agent.map_or("", |it| it.party.phone_fingerprint.as_str());
        (&self.0.applicant.phone_fingerprint, agent)
    }

    /// Both in clear; the caller has journalled the look.
    ///
    /// # Errors
    /// Where the key is missing.
    pub fn open(&self, vault: &Vault) -> Result<(Clear, Option<(Clear, String)>), HallError> {
        let agent = self.0.agent.as_ref();
        let agent = agent.map(|it| Ok::<_, HallError>((parties::open(&it.party, vault)?, it)));
        let agent = agent.transpose()?.map(|(clear, it)| (clear, it.mandate.clone()));
        Ok((parties::open(&self.0.applicant, vault)?, agent))
    }
}

/// The filing that a case comes from, and the case's number, where the entry is its receipt.
///
/// # Errors
/// Where the entry cannot be read.
pub fn filing_of(entry: &Entry) -> Result<Option<(String, String)>, HallError> {
    if entry.action != "cases.received" {
        return Ok(None);
    }
    let taken: Taken = entry.facts()?;
    Ok((!taken.filing.is_empty()).then_some((taken.filing, taken.number)))
}

/// What a person gave the last time.
///
/// # Errors
/// What the database said.
pub fn last_of_person(
    read: &mut dyn Read,
    centre: CentreId,
    person: &str,
) -> Result<Option<SealedParty>, HallError> {
    let taken = store::last_of_person(read, centre, person)?;
    Ok(taken.map(|taken| SealedParty(taken.parties.applicant)))
}

/// The centre whose number a case number begins with, among those given.
pub fn centre_of(number: &str, centres: &[CentreId]) -> Option<CentreId> {
    let prefix: i64 = number.split('-').next()?.parse().ok()?;
    centres.iter().copied().find(|centre| centre.0.rem_euclid(1000) == prefix)
}

fn progress_of(
    read: &mut dyn Read,
    centre: CentreId,
    held: &Held,
    today: Date,
) -> Result<Progress, HallError> {
    let calendar = settings::working_calendar(read, centre)?;
    let calendar = &*calendar;
    let case = held.case()?;
    let face = face(&case, today, calendar);
    let item = catalogue::version(read, centre, &held.item_code, held.item_version)?;
    let names = plain::Names { case: &case, item: item.as_deref() };
    let mut timeline = Vec::new();
    for record in &held.events {
        let event = record.event()?;
        timeline.extend(plain::told(&event, &names).map(|told| (event.at().at_ms, told)));
    }
    let why = why(&case, today, calendar).map(|why| why.clauses()).unwrap_or_default();
    let english = &held.item_name_english;
    let english = if english.is_empty() { &held.item_name } else { english };
    Ok(Progress {
        number: held.number.clone(),
        item: Phrase::new(held.item_name.clone(), english.clone()),
        item_code: held.item_code.clone(),
        applicant: held.applicant_masked.clone(),
        stage: held.stage,
        timeline,
        promised: (matches!(face.hand, Hand::Handling | Hand::Superior)
            || case.outcome().is_some())
        .then_some(face.promised)
        .flatten(),
        legal: face.legal,
        light: face.light,
        remaining: face.remaining.map(calendar::Remaining::phrase),
        hand: face.hand.phrase(),
        why,
        asked: case.shortfalls().iter().map(|paper| paper.name.clone()).collect(),
        to_do: to_do(&case, held.stage),
        work: outcome_lines(&case)
            .into_iter()
            .chain(crate::modes::plain::work(&case, today, calendar))
            .collect(),
    })
}

/// A date with its name, by one calendar and by another.
type Move = (Phrase, Option<Deadline>, Option<Deadline>);

/// The dates besides the two limits by two calendars; what the clock itself shows is left out.
fn further_moves(
    case: &Case,
    today: Date,
    now: &WorkingCalendar,
    then: &WorkingCalendar,
) -> Vec<Move> {
    let later = case.further(today, then);
    let mut all = Vec::new();
    for date in case.further(today, now) {
        if matches!(date.what, Further::Notice | Further::Reply) {
            continue;
        }
        let after = later.iter().find(|it| it.what == date.what && it.of == date.of);
        let name = date.what.phrase();
        let name = match (date.what, date.of.as_str()) {
            (_, "") => name,
            (Further::Deferral, key) => {
                let paper = case.papers.iter().find(|it| it.key == key);
                let paper = paper.map_or(key, |it| it.name.as_str());
                Phrase::new(format!("{}（{paper}）", name.zh), format!("{} ({paper})", name.en))
            }
            (_, of) => Phrase::new(format!("{}（{of}）", name.zh), format!("{} ({of})", name.en)),
        };
        all.push((name, Some(date.deadline), after.map(|it| it.deadline)));
    }
    all
}

/// What became of a case that its timeline does not say: certificates, and what is at the post.
fn outcome_lines(case: &Case) -> Vec<Phrase> {
    let zh = |it: &Certificate| wording::certificate(it, Words::new(Language::Chinese));
    let en = |it: &Certificate| wording::certificate(it, Words::new(Language::English));
    let mut all: Vec<Phrase> = case
        .certificates
        .iter()
        .map(|it| Phrase::new(format!("证照：{}", zh(it)), format!("Certificate: {}", en(it))))
        .collect();
    if let State::Delivered { handover, .. } = &case.state
        && handover.method == DeliveryMethod::Post
    {
        all.push(Phrase::new(
            format!("已邮寄，邮件号 {}", handover.tracking),
            format!("Sent by post, tracking number {}", handover.tracking),
        ));
    }
    all
}

fn to_do(case: &Case, stage: Stage) -> Phrase {
    if let State::NotAccepted { ground, .. } = &case.state {
        return plain::not_accepted(ground);
    }
    match stage {
        Stage::Received => Phrase::of(
            "窗口正在核对材料，暂时不用您做什么。",
            "The window is checking your papers. There is nothing for you to do now.",
        ),
        Stage::AwaitingSupplement => Phrase::of(
            "请在期限内把下列材料补齐，一次带来即可。",
            "Please bring the papers listed below within the time given, all at once.",
        ),
        Stage::Examining | Stage::RefusalProposed => Phrase::of(
            "正在办理，到期前会有结果，不用再跑。",
            "Your case is in hand. There will be a result by the date shown; no need to come.",
        ),
        Stage::Supplementing => Phrase::of(
            "办理中发现材料要补，请在期限内把下列材料补齐，一次带来即可，这段时间不计入时限。",
            "While your case was being worked on a paper was found wanting. Please bring what is \
             listed below within the time given; this time does not count.",
        ),
        Stage::Suspended => Phrase::of(
            "正在进行公示、勘验等程序，这段时间不计入时限。",
            "A procedure such as a public notice is under way; its time does not count.",
        ),
        Stage::Decided => Phrase::of(
            "已有结果，请带身份证到窗口领取。",
            "There is a result. Bring your identity card to the window to collect it.",
        ),
        Stage::Delivered | Stage::Completed => Phrase::of("已经办结。", "Your case is completed."),
        Stage::NotAccepted => Phrase::of(
            "没有受理，原因请看记录；有疑问可拨打监督电话。",
            "It was not accepted; the record says why. Questions: call the number below.",
        ),
        Stage::Withdrawn => Phrase::of(
            "已经撤回或者终止，原因请看记录；材料齐全后可以重新申请。",
            "It was withdrawn or has ended; the record says why. You may apply again once the \
             papers are complete.",
        ),
    }
}

/// Knows the deadlines of open cases, for a change of the calendar.
pub(super) struct CaseDeadlines;

impl settings::Forecast for CaseDeadlines {
    fn moved(
        &self,
        read: &mut dyn Read,
        centre: CentreId,
        now: &WorkingCalendar,
        then: &WorkingCalendar,
    ) -> Result<Vec<settings::MovedDeadline>, HallError> {
        let today = kit::clock::day_of(kit::journal::reading::last_at_ms(read, centre)?);
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let page = store::open(read, centre, &after, 500)?;
            let Some(last) = page.last() else { return Ok(all) };
            after.clone_from(&last.number);
            for held in &page {
                let case = held.case()?;
                let (before, later) = (face(&case, today, now), face(&case, today, then));
                let mut limits = vec![
                    (before.hand.phrase(), before.promised, later.promised),
                    (Phrase::of("法定时限", "Legal limit"), before.legal, later.legal),
                ];
                limits.extend(further_moves(&case, today, now, then));
                for (limit, before, after) in limits {
                    if let (Some(before), Some(after)) = (before, after)
                        && before != after
                    {
                        let number = held.number.clone();
                        all.push(settings::MovedDeadline { centre, number, limit, before, after });
                    }
                }
            }
        }
    }
}

/// Numbers of the cases that a centre denied from one instant until before another, in the order of
/// their denial: what a sample is drawn from.
///
/// # Errors
/// What the database said.
pub fn denied(
    read: &mut dyn Read,
    centre: CentreId,
    time: (i64, i64),
) -> Result<Vec<String>, HallError> {
    store::outcomes::denied(read, centre, time)
}
