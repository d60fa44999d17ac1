//! What the journal says of cases.

use super::record::EventRecord;
use super::turn::{self, Turn};
use jiff::civil::Date;
use kit::Phrase;
use rulebook::case::Case;
use rulebook::case::agency::AgencyEvent;
use rulebook::case::coordination::CoordinationEvent;
use rulebook::case::further::{Further, FurtherDate};
use rulebook::case::joint::JointEvent;
use rulebook::case::milestone::MilestoneKind;
use rulebook::event::{Event, WorkEvent};
use serde::{Deserialize, Serialize};

/// `cases.received`: everything about a case that never changes, with its first event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// 办件编号
    pub number: String,
    /// What opens its progress to whoever holds its papers; empty in entries of before.
    #[serde(default)]
    pub code: String,
    /// Item code.
    pub item_code: String,
    /// The version of the item it was received under.
    pub item_version: i64,
    /// 事项名称 at that time.
    pub item_name: String,
    /// Its English name; may be empty.
    pub item_name_english: String,
    /// Department key or name that decides.
    pub department: String,
    /// Answers to the scenario questions, in clear: only entries of the first builds hold them.
    #[serde(default)]
    pub answers: Vec<(String, String)>,
    /// Answers to the scenario questions, sealed: they may be medical facts.
    #[serde(default)]
    pub answers_sealed: String,
    /// Who applies, and who files for them.
    pub parties: Parties,
    /// Number of what was filed online before, where the case comes from it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filing: String,
    /// The receipt itself.
    pub first: Happened,
}

/// Who applies, and who files for them; sealed where personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parties {
    /// The applicant.
    pub applicant: Party,
    /// Who files for the applicant, with the mandate.
    pub agent: Option<Agent>,
}

/// A person or organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Party {
    /// `person` or `organisation`.
    #[serde(default)]
    pub kind: String,
    /// Name, sealed.
    pub name: String,
    /// Name, masked, for lists and public pages.
    pub masked: String,
    /// Identity number or credit code, sealed.
    pub identity: String,
    /// Identity number, masked.
    pub identity_masked: String,
    /// Blind index of the identity number or credit code.
    pub identity_fingerprint: String,
    /// Phone, sealed.
    pub phone: String,
    /// Blind index of the phone's last four digits.
    pub phone_fingerprint: String,
}

/// Somebody who files for the applicant (代理人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Agent {
    /// The person.
    pub party: Party,
    /// 委托 : what the mandate rests on.
    pub mandate: String,
}

/// An event with the dates it leads to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Happened {
    /// What happened.
    pub event: EventRecord,
    /// The dates after it.
    pub dues: Dues,
    /// Where the case stands after it. Entries of the first builds do not say it.
    #[serde(default)]
    pub after: Option<After>,
}

/// Where a case stands after an event, so that a projection need not fold it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    /// Word of the stage.
    pub stage: String,
    /// Word of the mode.
    pub mode: String,
    /// 0 while undecided.
    pub decided_at_ms: i64,
    /// Word of a [`Turn`]. Entries of before do not say it: they are folded.
    #[serde(default)]
    pub turn: String,
    /// Keys of departments whose opinion is still to come.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub awaited: String,
    /// Keys of departments that let their limit pass in silence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub silent: String,
    /// Where a denial stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub denial: String,
}

impl After {
    /// Of a case.
    pub(super) fn of(case: &Case) -> Self {
        Self {
            stage: case.stage().word().to_owned(),
            mode: case.mode.word().to_owned(),
            decided_at_ms: case.outcome().map_or(0, |outcome| outcome.decided().at_ms),
            turn: Turn::of(case).word().to_owned(),
            awaited: turn::awaited(case),
            silent: turn::silent(case),
            denial: turn::denial(case).to_owned(),
        }
    }
}

impl Happened {
    /// An event with what the case is after it.
    pub(super) fn of(event: &Event, case: &Case, dues: Dues) -> Self {
        Self { event: EventRecord::from(event), dues, after: Some(After::of(case)) }
    }
}

/// A day so early that the house looks at once.
#[expect(clippy::unnecessary_wraps, reason = "serde asks for the type of the field")]
fn at_once() -> Option<Date> {
    Some(AT_ONCE)
}

const AT_ONCE: Date = jiff::civil::date(1, 1, 1);

/// Dates of a case as they stand after an event; a projection cannot look at a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dues {
    /// Which clock runs (`notice`, `reply`, `handling`, `delivery`, `none`).
    pub hand: String,
    /// 承诺到期
    pub promised: Option<Date>,
    /// 法定到期
    pub legal: Option<Date>,
    /// Whichever comes first.
    pub due_on: Option<Date>,
    /// 暂定
    pub provisional: bool,
    /// Whether the clock stands still.
    pub is_stopped: bool,
    /// The day on which the house itself has to look at the case; none where time alone changes
    /// nothing. Entries of earlier builds knew less to look for: those cases are looked at at once.
    #[serde(rename = "watch_on", default = "at_once")]
    pub look_on: Option<Date>,
    /// Dates besides these that are open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherDue>,
}

/// A date of a case besides its two limits, as it was on the day of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FurtherDue {
    /// Word of what it is of.
    pub what: String,
    /// Which one where there are several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// Its last day.
    pub due_on: Date,
}

impl FurtherDue {
    /// Of a further date; none of those the clock itself shows.
    pub(super) fn of(date: &FurtherDate) -> Option<Self> {
        (!matches!(date.what, Further::Notice | Further::Reply)).then(|| Self {
            what: date.what.word().to_owned(),
            of: date.of.clone(),
            due_on: date.deadline.due_on,
        })
    }
}

/// `cases.recomputed`: the dates after a change of the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Recomputed {
    /// As they were.
    pub before: Dues,
    /// As they are.
    pub after: Dues,
}

/// `cases.unmasked`: somebody looked at identity data in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Unmasked {
    /// Why.
    pub reason: String,
}

/// `cases.printed`: a document with full names was made for the applicant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Printed {
    /// Word of the document.
    pub document: String,
}

/// `cases.notice_confirmed`: the applicant has a notice, and how that is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Confirmed {
    /// Word of a [`Channel`].
    pub channel: String,
    /// Word of a [`Served`]; entries of before speak of the one-time notice.
    #[serde(default)]
    pub document: String,
    /// The day it was served; entries of before say nothing.
    #[serde(default)]
    pub served_on: Option<Date>,
}

/// A notice whose receipt is put on record (送达的文书).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[doc(alias = "送达的文书")]
pub(crate) enum Served {
    /// 一次性告知书
    #[default]
    Notice,
    /// 中止计时告知书
    Suspension,
    /// 延长期限告知书
    Extension,
}

impl Served {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Notice, Self::Suspension, Self::Extension];

    /// The word under which it is stored.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Suspension => "suspension",
            Self::Extension => "extension",
        }
    }

    /// The notice of a word; the one-time notice where none is said.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        if word.is_empty() {
            return Some(Self::Notice);
        }
        Self::ALL.into_iter().find(|served| served.word() == word)
    }
}

/// How an applicant got a notice (送达方式), so that the confirmation can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "送达方式")]
pub(crate) enum Channel {
    /// 当面签收
    InPerson,
    /// 电话告知
    Telephone,
    /// 邮寄送达
    Post,
    /// 短信或网上送达
    Electronic,
}

impl Channel {
    /// All of them, the most frequent first.
    pub(crate) const ALL: [Self; 4] =
        [Self::InPerson, Self::Telephone, Self::Post, Self::Electronic];

    /// The word under which it is stored.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Telephone => "telephone",
            Self::Post => "post",
            Self::Electronic => "electronic",
        }
    }

    /// The channel of a stored word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// What people call it.
    pub(crate) const fn phrase(self) -> Phrase {
        match self {
            Self::InPerson => Phrase::of("当面签收", "handed over against signature"),
            Self::Telephone => Phrase::of("电话告知", "told by telephone"),
            Self::Post => Phrase::of("邮寄送达", "sent by post"),
            Self::Electronic => Phrase::of("短信或网上送达", "sent electronically"),
        }
    }
}

/// `cases.reminded`: the time to supplement is about to end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reminded {
    /// Until when papers can be brought.
    pub reply_by: Date,
    /// When the house looks again.
    #[serde(rename = "watch_on", default = "at_once")]
    pub look_on: Option<Date>,
}

/// `cases.left_open`: an immediate case that nobody decided by closing time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LeftOpen {
    /// The day it should have been decided on.
    pub due_on: Date,
    /// When the house looks again.
    #[serde(rename = "watch_on", default = "at_once")]
    pub look_on: Option<Date>,
}

/// `cases.undertaking_broken`: papers that were to follow did not come in time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UndertakingBroken {
    /// The papers, by key.
    pub papers: Vec<String>,
    /// When the house looks again.
    #[serde(rename = "watch_on", default = "at_once")]
    pub look_on: Option<Date>,
    /// Who had undertaken it, as a blind index.
    pub person: String,
}

/// `cases.due_soon`, `cases.promise_exceeded` and the other milestones of a limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reached {
    /// The last day it is about.
    pub due_on: Date,
    /// The first day on which it held; the entry may be later.
    pub on: Date,
    /// When the house looks again.
    pub look_on: Option<Date>,
}

/// The action under which a milestone stands in the journal.
pub(super) fn reached(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::NoticeMissed => "cases.notice_missed",
        MilestoneKind::DueSoon => "cases.due_soon",
        MilestoneKind::StepExceeded => "cases.step_exceeded",
        MilestoneKind::PromiseExceeded => "cases.promise_exceeded",
        MilestoneKind::LegalExceeded => "cases.legal_exceeded",
        MilestoneKind::DeliveryLate => "cases.delivery_late",
        MilestoneKind::ReportLate => "cases.report_late",
    }
}

/// The instant at which a day begins in China.
pub(super) fn start_of(day: Date) -> i64 {
    kit::words::instant_of(day.at(0, 0, 0, 0))
}

/// The action under which an event stands in the journal.
pub(crate) fn action(event: &Event) -> &'static str {
    match event {
        Event::Received { .. } => "cases.received",
        Event::PapersTicked { .. } => "cases.papers_ticked",
        Event::NotAccepted { .. } => "cases.not_accepted",
        Event::NoticeGiven { .. } => "cases.notice_given",
        Event::SecondNoticeGiven { .. } => "cases.second_notice_given",
        Event::Supplemented { .. } => "cases.supplemented",
        Event::Accepted { .. } => "cases.accepted",
        Event::DeferredPaperBrought { .. } => "cases.deferred_paper_brought",
        Event::Suspended { .. } => "cases.suspended",
        Event::Resumed { .. } => "cases.resumed",
        Event::Extended { .. } => "cases.extended",
        Event::Examined { .. } => "cases.examined",
        Event::SentBack { .. } => "cases.sent_back",
        Event::ModeChanged { .. } => "cases.mode_changed",
        Event::RefusalProposed { .. } => "cases.refusal_proposed",
        Event::Granted { .. } => "cases.granted",
        Event::GrantedInPart { .. } => "cases.granted_in_part",
        Event::Refused { .. } => "cases.refused",
        Event::DenialReported { .. } => "cases.denial_reported",
        Event::CertificateIssued { .. } => "cases.certificate_issued",
        Event::DeliveryFailed { .. } => "cases.delivery_failed",
        Event::Delivered { .. } => "cases.delivered",
        Event::Completed { .. } => "cases.completed",
        Event::Withdrawn { .. } => "cases.withdrawn",
        Event::Inquired { .. } => "cases.inquired",
        Event::InquiryAnswered { .. } => "cases.inquiry_answered",
        Event::CalledBack { .. } => "cases.called_back",
        Event::Worked { what, .. } => action_of_a_mode(what),
    }
}

/// The action under which an event in the work of a mode stands in the journal.
fn action_of_a_mode(event: &WorkEvent) -> &'static str {
    match event {
        WorkEvent::Joint(event) => match event {
            JointEvent::Circulated(_) => "cases.circulated",
            JointEvent::Replied { .. } => "cases.opinion_given",
            JointEvent::BranchReturned { .. } => "cases.opinion_returned",
            JointEvent::FellSilent { .. } => "cases.department_silent",
            JointEvent::Visited(_) => "cases.site_visited",
            JointEvent::Met(_) => "cases.joint_meeting_held",
        },
        WorkEvent::Coordination(event) => match event {
            CoordinationEvent::Led { .. } => "cases.coordination_led",
            CoordinationEvent::Progressed(_) => "cases.progressed",
            CoordinationEvent::ProgressMissed { .. } => "cases.progress_missed",
            CoordinationEvent::Answered(_) => "cases.answered",
        },
        WorkEvent::Agency(event) => match event {
            AgencyEvent::Prechecked(_) => "cases.prechecked",
            AgencyEvent::SentUp(_) => "cases.sent_up",
            AgencyEvent::Urged(_) => "cases.superior_urged",
            AgencyEvent::SuperiorLate { .. } => "cases.superior_late",
            AgencyEvent::Returned(_) => "cases.superior_answered",
        },
    }
}
