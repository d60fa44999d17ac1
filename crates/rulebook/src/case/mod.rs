//! The case (办件): its states and the acts that move it.
//!
//! A case is a fold over its [`Event`]s: [`Case::begin`] and [`Case::apply`] rebuild it from the
//! journal, the acts in [`mod@acts`] decide what may happen next and give the event. A state
//! carries what is known in it. What the modes of handling add stands in [`work`]: joint cases,
//! coordination and agency go the common way with work of their own.
//!
//! Basis: Administrative Licensing Law arts. 26, 32, 35, 37–45; domain rules 1, 3, 4, 5.

pub mod acts;
pub mod clock;
pub(crate) mod decide;
mod denial;
mod fold;
pub mod further;
pub mod handover;
#[cfg(test)]
mod handover_tests;
pub mod milestone;
#[cfg(test)]
mod mode_tests;
mod page;
mod step;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;

pub use crate::modes::{agency, coordination, joint, work};
pub use acts::Act;
pub use clock::{ClockFace, face};
pub use decide::{
    ApplicantStanding, EXTENSION_DAYS_MAX, ModeChange, Moved, NOTICE_DAYS, Received, SecondAsking,
};
pub use denial::{DenialReason, Inquiry, InquiryReply, Reexamination, ReportBy, sample_size};
pub use handover::{
    Attempt, Certificate, DeliveryMethod, Handover, Receiver, ResultDuty, Signature, Validity,
};
pub use work::{Customs, Work, WorkTerms};

use crate::event::{
    AcceptanceKind, Deferral, Demand, ListedPaper, Moment, NonAcceptanceGround, PaperState,
    Procedure, RefusalGrounds, StepLimit, WithdrawnBy,
};
use crate::item::{HandlingMode, PartialGrant};
use calendar::{Limit, Pause, Phrase};
use jiff::civil::Date;

/// A case (办件): the process, without the people.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "办件")]
pub struct Case {
    /// 收件 at.
    pub received: Moment,
    /// 办理方式
    pub mode: HandlingMode,
    /// 法定时限
    pub legal: Option<Limit>,
    /// 承诺时限
    pub promised: Limit,
    /// Special procedures the item names for this applicant.
    pub procedures: Vec<Procedure>,
    /// 环节: the steps between acceptance and decision; none where no step has a limit.
    pub steps: Vec<StepLimit>,
    /// The item's papers as found.
    pub papers: Vec<ListedPaper>,
    /// Notices given so far.
    pub notices: Vec<Notice>,
    /// 补正齐全: the supplement that completed the papers; none where no notice was answered.
    pub completed: Option<Moment>,
    /// Pauses that are over.
    pub pauses: Vec<Pause>,
    /// 延长, in working days; none where never extended.
    pub extension: Option<u16>,
    /// What its result asks for.
    pub duty: ResultDuty,
    /// Whether it may be granted in part.
    pub partial: PartialGrant,
    /// 证照 on record.
    pub certificates: Vec<Certificate>,
    /// 送达未成, oldest first.
    pub attempts: Vec<Attempt>,
    /// The last event's instant.
    pub last: Moment,
    /// What its mode adds.
    pub work: Work,
    /// Where it stands.
    pub state: State,
}

/// A one-time notice (一次性告知).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "一次性告知")]
pub struct Notice {
    /// When it was given.
    pub given: Moment,
    /// Everything asked for, by key.
    pub asked: Vec<String>,
    /// Until when it is to be answered, as the applicant was told.
    pub reply_by: Date,
    /// The limit that leads to it; none where the first builds did not say.
    pub within: Option<Limit>,
}

/// An acceptance (受理).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "受理")]
pub struct Acceptance {
    /// When it was declared.
    pub at: Moment,
    /// How it came about.
    pub kind: AcceptanceKind,
    /// The day the limits run from.
    pub from: Date,
    /// 承诺时限 at acceptance, within which deferred papers are to be brought.
    pub promised: Limit,
    /// Papers that may still follow.
    pub deferrals: Vec<Deferral>,
    /// How many steps have been passed.
    pub steps_passed: u8,
    /// The day on which each step was entered first; a step back does not change it.
    pub entered: Vec<Date>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 准予
    Granted {
        /// When.
        decided: Moment,
        /// Name and number of the result.
        result: String,
    },
    /// 部分准予
    GrantedInPart {
        /// When.
        decided: Moment,
        /// Name and number of the result.
        result: String,
        /// What is refused, by department.
        refused: Vec<joint::RefusedPart>,
        /// Remedies against it.
        remedy: String,
    },
    /// 不予批准
    Refused {
        /// When.
        decided: Moment,
        /// The grounds.
        grounds: RefusalGrounds,
        /// 否定报备
        report: DenialReport,
        /// 质询, oldest first.
        inquiries: Vec<Inquiry>,
    },
    /// 答复: how a coordination ends.
    Answered {
        /// When.
        decided: Moment,
        /// The answer.
        answer: coordination::Answer,
    },
}

impl Outcome {
    /// Whether there is a result to put on record and hand over.
    pub fn gives_a_result(&self) -> bool {
        matches!(self, Self::Granted { .. } | Self::GrantedInPart { .. })
    }

    /// When it was decided.
    pub fn decided(&self) -> Moment {
        match self {
            Self::Granted { decided, .. }
            | Self::GrantedInPart { decided, .. }
            | Self::Refused { decided, .. }
            | Self::Answered { decided, .. } => *decided,
        }
    }
}

/// The report of a denial (否定报备).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "否定报备")]
pub enum DenialReport {
    /// Still to be made, by that day.
    DueBy(ReportBy),
    /// Made.
    Made(Moment),
}

/// Where a case stands; each state carries what is known in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// 已收件，待核验
    Received,
    /// 待补正
    AwaitingSupplement,
    /// 办理中
    Examining {
        /// The acceptance.
        acceptance: Acceptance,
    },
    /// 已中止
    Suspended {
        /// The acceptance.
        acceptance: Acceptance,
        /// Key of the special procedure.
        cause: String,
        /// Since when.
        since: Moment,
        /// The day it is to end.
        until: Date,
    },
    /// 办理中待补材料: a participant or the superior asked for papers, and they were asked for at
    /// one time; the clock stands still.
    Supplementing {
        /// The acceptance.
        acceptance: Acceptance,
        /// Since when.
        since: Moment,
    },
    /// 拟不予批准，待审核
    RefusalProposed {
        /// The acceptance.
        acceptance: Acceptance,
        /// The grounds.
        grounds: RefusalGrounds,
    },
    /// 已决定
    Decided {
        /// The acceptance.
        acceptance: Acceptance,
        /// What was decided.
        outcome: Outcome,
    },
    /// 已送达
    Delivered {
        /// The acceptance.
        acceptance: Acceptance,
        /// What was decided.
        outcome: Outcome,
        /// When it was handed over.
        delivered: Moment,
        /// To whom, how, against what.
        handover: Handover,
    },
    /// 已办结
    Completed {
        /// The acceptance.
        acceptance: Acceptance,
        /// What was decided.
        outcome: Outcome,
        /// When.
        completed: Moment,
    },
    /// 不予受理
    NotAccepted {
        /// Why.
        ground: NonAcceptanceGround,
        /// When.
        ended: Moment,
    },
    /// 已撤回
    Withdrawn {
        /// Who.
        by: WithdrawnBy,
        /// Why.
        reason: String,
        /// When.
        ended: Moment,
    },
}

/// A state without what it carries: for lists and filters (办件状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "办件状态")]
pub enum Stage {
    /// 已收件
    Received,
    /// 待补正
    AwaitingSupplement,
    /// 办理中
    Examining,
    /// 已中止
    Suspended,
    /// 办理中待补材料
    Supplementing,
    /// 拟不予批准
    RefusalProposed,
    /// 已决定
    Decided,
    /// 已送达
    Delivered,
    /// 已办结
    Completed,
    /// 不予受理
    NotAccepted,
    /// 已撤回
    Withdrawn,
}

impl Stage {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::AwaitingSupplement,
        Self::Examining,
        Self::Suspended,
        Self::Supplementing,
        Self::RefusalProposed,
        Self::Decided,
        Self::Delivered,
        Self::Completed,
        Self::NotAccepted,
        Self::Withdrawn,
    ];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::AwaitingSupplement => "awaiting_supplement",
            Self::Examining => "examining",
            Self::Suspended => "suspended",
            Self::Supplementing => "supplementing",
            Self::RefusalProposed => "refusal_proposed",
            Self::Decided => "decided",
            Self::Delivered => "delivered",
            Self::Completed => "completed",
            Self::NotAccepted => "not_accepted",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// What people call it.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Received => Phrase::of("已收件，待核验", "Taken in, to be checked"),
            Self::AwaitingSupplement => Phrase::of("待补正", "Waiting for papers"),
            Self::Examining => Phrase::of("办理中", "In hand"),
            Self::Suspended => Phrase::of("已中止", "Paused"),
            Self::Supplementing => Phrase::of("办理中，待补材料", "In hand, waiting for papers"),
            Self::RefusalProposed => {
                Phrase::of("拟不予批准，待审核", "Refusal proposed, to be concurred with")
            }
            Self::Decided => Phrase::of("已决定，待送达", "Decided, to be delivered"),
            Self::Delivered => Phrase::of("已送达，待办结", "Delivered, to be completed"),
            Self::Completed => Phrase::of("已办结", "Completed"),
            Self::NotAccepted => Phrase::of("不予受理", "Not accepted"),
            Self::Withdrawn => Phrase::of("已撤回", "Withdrawn"),
        }
    }

    /// Whether nothing happens any more.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Completed | Self::NotAccepted | Self::Withdrawn)
    }
}

impl Case {
    /// Where it stands, in one word.
    pub fn stage(&self) -> Stage {
        match self.state {
            State::Received => Stage::Received,
            State::AwaitingSupplement => Stage::AwaitingSupplement,
            State::Examining { .. } => Stage::Examining,
            State::Suspended { .. } => Stage::Suspended,
            State::Supplementing { .. } => Stage::Supplementing,
            State::RefusalProposed { .. } => Stage::RefusalProposed,
            State::Decided { .. } => Stage::Decided,
            State::Delivered { .. } => Stage::Delivered,
            State::Completed { .. } => Stage::Completed,
            State::NotAccepted { .. } => Stage::NotAccepted,
            State::Withdrawn { .. } => Stage::Withdrawn,
        }
    }

    /// The acceptance, once there is one.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match &self.state {
            State::Examining { acceptance }
            | State::Suspended { acceptance, .. }
            | State::Supplementing { acceptance, .. }
            | State::RefusalProposed { acceptance, .. }
            | State::Decided { acceptance, .. }
            | State::Delivered { acceptance, .. }
            | State::Completed { acceptance, .. } => Some(acceptance),
            State::Received
            | State::AwaitingSupplement
            | State::NotAccepted { .. }
            | State::Withdrawn { .. } => None,
        }
    }

    /// What was decided, once it was.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.state {
            State::Decided { outcome, .. }
            | State::Delivered { outcome, .. }
            | State::Completed { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// Papers that stand in the way of acceptance: required and neither there, obtained by us nor
    /// deferred; and anything brought that is defective.
    pub fn shortfalls(&self) -> Vec<&ListedPaper> {
        self.papers.iter().filter(|paper| is_short(paper)).collect()
    }

    /// Papers that are deferred.
    pub fn deferred(&self) -> Vec<&ListedPaper> {
        self.papers.iter().filter(|paper| paper.state == PaperState::Deferred).collect()
    }

    /// Deferred papers that have not come yet.
    pub fn outstanding(&self) -> Vec<&Deferral> {
        self.acceptance().map(|it| it.deferrals.iter().collect()).unwrap_or_default()
    }
}

fn is_short(paper: &ListedPaper) -> bool {
    match (&paper.state, paper.demand) {
        (PaperState::Defective { .. }, _) => true,
        (PaperState::Missing, demand) => demand != Demand::Optional,
        _ => false,
    }
}
