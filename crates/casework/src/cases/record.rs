//! What happened to a case, as the journal keeps it: mirrors of [`rulebook::event`] with serde.

use super::handing::{CertificateRecord, DutyRecord, HandoverRecord, PartRecord, PartialRecord};
use crate::modes::record::{TermsRecord, WorkRecord};
use calendar::{Limit, LimitUnit};
use jiff::civil::Date;
use kit::HallError;
use rulebook::event::{
    AcceptanceKind, Deferral, Demand, Event, ListedPaper, Moment, NonAcceptanceGround, PaperState,
    Procedure, RefusalGrounds, StepLimit, Tick, WithdrawnBy,
};
use rulebook::item::HandlingMode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A limit: value and unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LimitRecord {
    value: u16,
    unit: String,
}

impl From<Limit> for LimitRecord {
    fn from(limit: Limit) -> Self {
        Self { value: limit.value(), unit: limit.unit().code().to_owned() }
    }
}

impl LimitRecord {
    pub(crate) fn limit(&self) -> Result<Limit, HallError> {
        let unit = LimitUnit::ALL.into_iter().find(|unit| unit.code() == self.unit);
        unit.and_then(|unit| Limit::new(self.value.into(), unit).ok())
            .ok_or_else(|| HallError::broken(format!("no limit: {self:?}")))
    }
}

/// What the window found of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PaperStateRecord {
    /// 已收
    Present,
    /// 不符合要求
    Defective {
        /// What is wrong with it.
        why: String,
    },
    /// 缺
    Missing,
    /// 容缺后补
    Deferred,
    /// 由大厅获取
    ObtainedByUs,
    /// 不需要
    NotNeeded,
}

impl From<&PaperState> for PaperStateRecord {
    fn from(state: &PaperState) -> Self {
        match state {
            PaperState::Present => Self::Present,
            PaperState::Defective { why } => Self::Defective { why: why.clone() },
            PaperState::Missing => Self::Missing,
            PaperState::Deferred => Self::Deferred,
            PaperState::ObtainedByUs => Self::ObtainedByUs,
            PaperState::NotNeeded => Self::NotNeeded,
        }
    }
}

impl From<PaperStateRecord> for PaperState {
    fn from(record: PaperStateRecord) -> Self {
        match record {
            PaperStateRecord::Present => Self::Present,
            PaperStateRecord::Defective { why } => Self::Defective { why },
            PaperStateRecord::Missing => Self::Missing,
            PaperStateRecord::Deferred => Self::Deferred,
            PaperStateRecord::ObtainedByUs => Self::ObtainedByUs,
            PaperStateRecord::NotNeeded => Self::NotNeeded,
        }
    }
}

/// A paper and what it was ticked as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TickRecord {
    /// The paper's key in the item.
    pub key: String,
    /// What was found.
    #[serde(flatten)]
    pub state: PaperStateRecord,
}

impl From<&Tick> for TickRecord {
    fn from(tick: &Tick) -> Self {
        Self { key: tick.key.clone(), state: (&tick.state).into() }
    }
}

impl From<TickRecord> for Tick {
    fn from(record: TickRecord) -> Self {
        Self { key: record.key, state: record.state.into() }
    }
}

/// A paper of the item's list as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PaperRecord {
    key: String,
    name: String,
    demand: String,
    #[serde(flatten)]
    state: PaperStateRecord,
}

const DEMANDS: [(Demand, &str); 3] = [
    (Demand::Indispensable, "indispensable"),
    (Demand::Deferrable, "deferrable"),
    (Demand::Optional, "optional"),
];

impl From<&ListedPaper> for PaperRecord {
    fn from(paper: &ListedPaper) -> Self {
        let demand = DEMANDS.iter().find(|(it, _)| *it == paper.demand).map_or("", |it| it.1);
        Self {
            key: paper.key.clone(),
            name: paper.name.clone(),
            demand: demand.to_owned(),
            state: (&paper.state).into(),
        }
    }
}

impl PaperRecord {
    fn paper(&self) -> ListedPaper {
        let demand = DEMANDS.iter().find(|(_, word)| *word == self.demand);
        ListedPaper {
            key: self.key.clone(),
            name: self.name.clone(),
            demand: demand.map_or(Demand::Optional, |it| it.0),
            state: self.state.clone().into(),
        }
    }
}

/// Grounds of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroundsRecord {
    /// Reason code of the centre's list.
    pub reason_code: String,
    /// The facts.
    pub facts: String,
    /// The law.
    pub legal_basis: String,
    /// Reconsideration and litigation, with their limits.
    pub remedy: String,
}

impl From<&RefusalGrounds> for GroundsRecord {
    fn from(grounds: &RefusalGrounds) -> Self {
        Self {
            reason_code: grounds.reason_code.clone(),
            facts: grounds.facts.clone(),
            legal_basis: grounds.legal_basis.clone(),
            remedy: grounds.remedy.clone(),
        }
    }
}

impl From<GroundsRecord> for RefusalGrounds {
    fn from(record: GroundsRecord) -> Self {
        Self {
            reason_code: record.reason_code,
            facts: record.facts,
            legal_basis: record.legal_basis,
            remedy: record.remedy,
        }
    }
}

/// An event with its instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EventRecord {
    at_ms: i64,
    #[serde(flatten)]
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum What {
    Received {
        mode: String,
        legal: Option<LimitRecord>,
        promised: LimitRecord,
        procedures: Vec<String>,
        /// How long pauses for them may be, by key, where the item says so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        longest: Vec<(String, LimitRecord)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<(String, Option<LimitRecord>)>,
        papers: Vec<PaperRecord>,
        #[serde(default, skip_serializing_if = "DutyRecord::is_paper")]
        duty: DutyRecord,
        #[serde(default, skip_serializing_if = "PartialRecord::is_whole")]
        partial: PartialRecord,
    },
    PapersTicked {
        ticks: Vec<TickRecord>,
    },
    NotAccepted {
        right_body: Option<String>,
    },
    NoticeGiven {
        asked: Vec<String>,
        reply_by: Date,
        #[serde(default)]
        within: Option<LimitRecord>,
    },
    SecondNoticeGiven {
        asked: Vec<String>,
        reply_by: Date,
        #[serde(default)]
        within: Option<LimitRecord>,
        reason: String,
    },
    Supplemented {
        ticks: Vec<TickRecord>,
    },
    Accepted {
        from: Date,
        deferrals: Vec<(String, Date)>,
        #[serde(default, skip_serializing_if = "TermsRecord::is_alone")]
        terms: TermsRecord,
    },
    DeemedAccepted {
        from: Date,
        #[serde(default, skip_serializing_if = "TermsRecord::is_alone")]
        terms: TermsRecord,
    },
    DeferredPaperBrought {
        key: String,
    },
    Suspended {
        cause: String,
        until: Date,
    },
    Resumed {
        /// The day on which the clock goes on; entries of the first builds mean their own.
        #[serde(default)]
        on: Option<Date>,
        note: String,
    },
    Extended {
        working_days: u16,
        reason: String,
    },
    Examined {
        opinion: String,
    },
    SentBack {
        reason: String,
    },
    ModeChanged {
        to: String,
        promised: LimitRecord,
        #[serde(default, skip_serializing_if = "TermsRecord::is_alone")]
        terms: TermsRecord,
        reason: String,
    },
    Worked {
        what: WorkRecord,
    },
    Inquired {
        question: String,
    },
    InquiryAnswered {
        answer: String,
    },
    CalledBack {
        reason: String,
    },
    RefusalProposed {
        grounds: GroundsRecord,
    },
    Granted {
        result: String,
    },
    GrantedInPart {
        result: String,
        refused: Vec<PartRecord>,
        remedy: String,
    },
    Refused {
        grounds: GroundsRecord,
        report_by: Date,
        #[serde(default)]
        within: Option<LimitRecord>,
    },
    DenialReported,
    CertificateIssued {
        certificate: CertificateRecord,
    },
    DeliveryFailed {
        method: String,
        reason: String,
    },
    Delivered {
        #[serde(flatten)]
        handover: HandoverRecord,
    },
    Completed,
    Withdrawn {
        reason: String,
    },
    Lapsed {
        reason: String,
    },
    Broken {
        reason: String,
    },
}

impl From<&Event> for EventRecord {
    fn from(event: &Event) -> Self {
        Self { at_ms: event.at().at_ms, what: what(event) }
    }
}

fn ticks(all: &[Tick]) -> Vec<TickRecord> {
    all.iter().map(Into::into).collect()
}

fn what(event: &Event) -> What {
    match event.clone() {
        Event::Received {
            mode, legal, promised, procedures, steps, papers, duty, partial, ..
        } => What::Received {
            duty: duty.into(),
            partial: partial.into(),
            mode: mode.word().to_owned(),
            legal: legal.map(Into::into),
            promised: promised.into(),
            longest: longest(&procedures),
            steps: steps.into_iter().map(|it| (it.key, it.limit.map(Into::into))).collect(),
            procedures: procedures.into_iter().map(|it| it.key).collect(),
            papers: papers.iter().map(Into::into).collect(),
        },
        Event::PapersTicked { ticks: all, .. } => What::PapersTicked { ticks: ticks(&all) },
        Event::NotAccepted { ground, .. } => What::NotAccepted {
            right_body: match ground {
                NonAcceptanceGround::NotNeeded => None,
                NonAcceptanceGround::NotOurs { right_body } => Some(right_body),
            },
        },
        Event::NoticeGiven { asked, reply_by, within, .. } => {
            What::NoticeGiven { asked, reply_by, within: within.map(Into::into) }
        }
        Event::SecondNoticeGiven { asked, reply_by, within, reason, .. } => {
            let within = within.map(Into::into);
            What::SecondNoticeGiven { asked, reply_by, within, reason }
        }
        Event::Supplemented { ticks: all, .. } => What::Supplemented { ticks: ticks(&all) },
        Event::Accepted { kind: AcceptanceKind::Deemed, from, terms, .. } => {
            What::DeemedAccepted { from, terms: terms.into() }
        }
        Event::Accepted { from, deferrals, terms, .. } => What::Accepted {
            terms: terms.into(),
            from,
            deferrals: deferrals.into_iter().map(|it| (it.key, it.due_on)).collect(),
        },
        event => what_later(event),
    }
}

fn what_later(event: Event) -> What {
    match event {
        Event::DeferredPaperBrought { key, .. } => What::DeferredPaperBrought { key },
        Event::Suspended { cause, until, .. } => What::Suspended { cause, until },
        Event::Resumed { on, note, .. } => What::Resumed { on: Some(on), note },
        Event::Extended { working_days, reason, .. } => What::Extended { working_days, reason },
        Event::Examined { opinion, .. } => What::Examined { opinion },
        Event::SentBack { reason, .. } => What::SentBack { reason },
        Event::ModeChanged { to, promised, terms, reason, .. } => What::ModeChanged {
            to: to.word().to_owned(),
            promised: promised.into(),
            terms: terms.into(),
            reason,
        },
        Event::Worked { what, .. } => What::Worked { what: what.into() },
        Event::Inquired { question, .. } => What::Inquired { question },
        Event::InquiryAnswered { answer, .. } => What::InquiryAnswered { answer },
        Event::CalledBack { reason, .. } => What::CalledBack { reason },
        Event::RefusalProposed { grounds, .. } => {
            What::RefusalProposed { grounds: (&grounds).into() }
        }
        Event::Granted { result, .. } => What::Granted { result },
        Event::GrantedInPart { result, refused, remedy, .. } => {
            let refused = refused.into_iter().map(Into::into).collect();
            What::GrantedInPart { result, refused, remedy }
        }
        Event::Refused { grounds, report_by, within, .. } => {
            let within = within.map(Into::into);
            What::Refused { grounds: (&grounds).into(), report_by, within }
        }
        Event::CertificateIssued { certificate, .. } => {
            What::CertificateIssued { certificate: (&certificate).into() }
        }
        Event::DeliveryFailed { method, reason, .. } => {
            What::DeliveryFailed { method: method.word().to_owned(), reason }
        }
        Event::Delivered { handover, .. } => What::Delivered { handover: (&handover).into() },
        Event::DenialReported { .. } => What::DenialReported,
        Event::Withdrawn { by: WithdrawnBy::Silence, reason, .. } => What::Lapsed { reason },
        Event::Withdrawn { by: WithdrawnBy::BrokenUndertaking, reason, .. } => {
            What::Broken { reason }
        }
        Event::Withdrawn { reason, .. } => What::Withdrawn { reason },
        _ => What::Completed,
    }
}

impl EventRecord {
    /// The event this record holds.
    pub(crate) fn event(&self) -> Result<Event, HallError> {
        let at = Moment { at_ms: self.at_ms, day: kit::clock::day_of(self.at_ms) };
        let back = |all: &[TickRecord]| all.iter().cloned().map(Into::into).collect();
        Ok(match self.what.clone() {
            What::Received {
                mode,
                legal,
                promised,
                procedures,
                longest,
                steps,
                papers,
                duty,
                partial,
            } => Event::Received {
                duty: duty.into(),
                partial: partial.into(),
                at,
                mode: mode_of(&mode)?,
                legal: legal.map(|it| it.limit()).transpose()?,
                promised: promised.limit()?,
                procedures: named(procedures, &longest)?,
                steps: limited(steps)?,
                papers: papers.iter().map(PaperRecord::paper).collect(),
            },
            What::PapersTicked { ticks } => Event::PapersTicked { at, ticks: back(&ticks) },
            What::NotAccepted { right_body } => Event::NotAccepted {
                at,
                ground: match right_body {
                    None => NonAcceptanceGround::NotNeeded,
                    Some(right_body) => NonAcceptanceGround::NotOurs { right_body },
                },
            },
            What::NoticeGiven { asked, reply_by, within } => {
                let within = within.map(|it| it.limit()).transpose()?;
                Event::NoticeGiven { at, asked, reply_by, within }
            }
            What::SecondNoticeGiven { asked, reply_by, within, reason } => {
                let within = within.map(|it| it.limit()).transpose()?;
                Event::SecondNoticeGiven { at, asked, reply_by, within, reason }
            }
            What::Supplemented { ticks } => Event::Supplemented { at, ticks: back(&ticks) },
            What::Accepted { from, deferrals, terms } => Event::Accepted {
                at,
                kind: AcceptanceKind::Accepted,
                from,
                deferrals: deferrals
                    .into_iter()
                    .map(|(key, due_on)| Deferral { key, due_on })
                    .collect(),
                terms: terms.terms()?,
            },
            What::DeemedAccepted { from, terms } => {
                let (kind, terms) = (AcceptanceKind::Deemed, terms.terms()?);
                Event::Accepted { at, kind, from, deferrals: Vec::new(), terms }
            }
            later => later_event(later, at)?,
        })
    }
}

/// The limits of special procedures that have one, by key.
fn longest(procedures: &[Procedure]) -> Vec<(String, LimitRecord)> {
    let limited = |it: &Procedure| Some((it.key.clone(), it.longest?.into()));
    procedures.iter().filter_map(limited).collect()
}

/// Steps with their limits.
fn limited(steps: Vec<(String, Option<LimitRecord>)>) -> Result<Vec<StepLimit>, HallError> {
    let step = |(key, limit): (String, Option<LimitRecord>)| {
        let limit = limit.map(|it| it.limit()).transpose()?;
        Ok(StepLimit { key, limit })
    };
    steps.into_iter().map(step).collect()
}

/// Special procedures by their keys, with the limits of those that have one.
fn named(
    keys: Vec<String>,
    longest: &[(String, LimitRecord)],
) -> Result<Vec<Procedure>, HallError> {
    let procedure = |key: String| {
        let limit = longest.iter().find(|(it, _)| *it == key).map(|(_, limit)| limit.limit());
        Ok(Procedure { key, longest: limit.transpose()? })
    };
    keys.into_iter().map(procedure).collect()
}

fn later_event(what: What, at: Moment) -> Result<Event, HallError> {
    Ok(match what {
        What::DeferredPaperBrought { key } => Event::DeferredPaperBrought { at, key },
        What::Suspended { cause, until } => Event::Suspended { at, cause, until },
        What::Resumed { on, note } => Event::Resumed { at, on: on.unwrap_or(at.day), note },
        What::Extended { working_days, reason } => Event::Extended { at, working_days, reason },
        What::Examined { opinion } => Event::Examined { at, opinion },
        What::SentBack { reason } => Event::SentBack { at, reason },
        What::ModeChanged { to, promised, terms, reason } => Event::ModeChanged {
            at,
            to: mode_of(&to)?,
            promised: promised.limit()?,
            terms: terms.terms()?,
            reason,
        },
        What::Worked { what } => Event::Worked { at, what: what.event(at)? },
        What::Inquired { question } => Event::Inquired { at, question },
        What::InquiryAnswered { answer } => Event::InquiryAnswered { at, answer },
        What::CalledBack { reason } => Event::CalledBack { at, reason },
        What::RefusalProposed { grounds } => Event::RefusalProposed { at, grounds: grounds.into() },
        What::Granted { result } => Event::Granted { at, result },
        What::GrantedInPart { result, refused, remedy } => {
            let refused = refused.into_iter().map(Into::into).collect();
            Event::GrantedInPart { at, result, refused, remedy }
        }
        What::Refused { grounds, report_by, within } => {
            let within = within.map(|it| it.limit()).transpose()?;
            Event::Refused { at, grounds: grounds.into(), report_by, within }
        }
        What::DenialReported => Event::DenialReported { at },
        What::CertificateIssued { certificate } => {
            Event::CertificateIssued { at, certificate: certificate.certificate(at.day) }
        }
        What::DeliveryFailed { method, reason } => {
            Event::DeliveryFailed { at, method: super::handing::method(&method)?, reason }
        }
        What::Delivered { handover } => Event::Delivered { at, handover: handover.into() },
        What::Withdrawn { reason } => Event::Withdrawn { at, by: WithdrawnBy::Applicant, reason },
        What::Lapsed { reason } => Event::Withdrawn { at, by: WithdrawnBy::Silence, reason },
        What::Broken { reason } => {
            Event::Withdrawn { at, by: WithdrawnBy::BrokenUndertaking, reason }
        }
        _ => Event::Completed { at },
    })
}

fn mode_of(word: &str) -> Result<HandlingMode, HallError> {
    HandlingMode::from_word(word).ok_or_else(|| HallError::broken(format!("no mode {word}")))
}
