//! What time alone makes of a case (时限节点): a limit is nearly over, or it is past.
//!
//! Each milestone holds from a day on, whether anybody looked that day or not; whoever notes it
//! later says both its own day and the true time of noting. The promise of an immediate case is
//! its closing time, which the house watches by the hour.
//!
//! Basis: Administrative Licensing Law arts. 32, 42, 44; domain rules 4, 5 and 7.

use super::clock::{ClockFace, delivery_day, face, whole};
use super::{Case, DenialReport, Outcome, State};
use crate::item::HandlingMode;
use calendar::{Pauses, Phrase, Remaining, WorkingCalendar, remaining};
use jiff::civil::Date;

/// Which milestone it is (节点种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneKind {
    /// 五日内未告知、未受理
    NoticeMissed,
    /// 即将到期: one working day or less is left of whichever limit ends first.
    DueSoon,
    /// 环节超期
    StepExceeded,
    /// 超承诺时限
    PromiseExceeded,
    /// 超法定时限
    LegalExceeded,
    /// 逾期未送达
    DeliveryLate,
    /// 逾期未报备
    ReportLate,
}

impl MilestoneKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::NoticeMissed,
        Self::DueSoon,
        Self::StepExceeded,
        Self::PromiseExceeded,
        Self::LegalExceeded,
        Self::DeliveryLate,
        Self::ReportLate,
    ];

    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoticeMissed => "notice_missed",
            Self::DueSoon => "due_soon",
            Self::StepExceeded => "step_exceeded",
            Self::PromiseExceeded => "promise_exceeded",
            Self::LegalExceeded => "legal_exceeded",
            Self::DeliveryLate => "delivery_late",
            Self::ReportLate => "report_late",
        }
    }

    /// The milestone of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What it is called.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::NoticeMissed => Phrase::of(
                "五个工作日内未告知、未受理",
                "Neither notice nor acceptance in five days",
            ),
            Self::DueSoon => Phrase::of("即将到期（黄灯）", "Due soon (amber)"),
            Self::StepExceeded => Phrase::of("环节超期", "Past the limit of a step"),
            Self::PromiseExceeded => Phrase::of("超承诺时限（红灯）", "Past the promise (red)"),
            Self::LegalExceeded => Phrase::of("超法定时限（黑灯）", "Past the legal limit (black)"),
            Self::DeliveryLate => Phrase::of("逾期未送达", "Not delivered in time"),
            Self::ReportLate => Phrase::of("否定逾期未报备", "Denial not reported in time"),
        }
    }

    /// Whether it is a reminder, which a case that goes back a step is given anew; the others are
    /// facts that stay.
    pub const fn is_reminder(self) -> bool {
        matches!(self, Self::DueSoon | Self::DeliveryLate | Self::ReportLate)
    }
}

/// A milestone of a case (时限节点).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "时限节点")]
pub struct Milestone {
    /// Which.
    pub kind: MilestoneKind,
    /// The last day it is about.
    pub due_on: Date,
    /// The first day on which it holds.
    pub on: Date,
}

/// A milestone that holds once a day is over.
fn past(kind: MilestoneKind, due_on: Date) -> Option<Milestone> {
    due_on.tomorrow().ok().map(|on| Milestone { kind, due_on, on })
}

impl Case {
    /// The milestones ahead and behind, as the case stands on a day.
    pub fn milestones(&self, today: Date, calendar: &WorkingCalendar) -> Vec<Milestone> {
        let mut all: Vec<Milestone> = Vec::new();
        match &self.state {
            State::Received => {
                all.extend(past(MilestoneKind::NoticeMissed, self.notice_day(calendar)));
            }
            State::Examining { .. } | State::RefusalProposed { .. } => {
                let face = face(self, today, calendar);
                all.extend(self.due_soon(&face, calendar));
                let step = self.step_clock(today, calendar).map(|it| it.deadline.due_on);
                all.extend(step.and_then(|due_on| past(MilestoneKind::StepExceeded, due_on)));
                all.extend(self.exceeded(&face));
            }
            State::Decided { outcome, .. } | State::Delivered { outcome, .. } => {
                let decided = outcome.decided().day;
                // What passed unseen before the decision stays true after it.
                if let Some(face) = whole(self, decided, calendar) {
                    all.extend(self.exceeded(&face).into_iter().filter(|it| it.on <= decided));
                }
                if let Outcome::Refused { report: DenialReport::DueBy(by), .. } = outcome {
                    let last = by.last_day(decided, calendar);
                    all.extend(past(MilestoneKind::ReportLate, last));
                }
            }
            _ => {}
        }
        if let State::Decided { outcome, .. } = &self.state {
            let by = delivery_day(outcome.decided().day, calendar);
            all.extend(past(MilestoneKind::DeliveryLate, by));
        }
        all
    }

    fn exceeded(&self, face: &ClockFace) -> Vec<Milestone> {
        let is_direct = self.mode == HandlingMode::Direct;
        let promised = face.promised.filter(|_| !is_direct);
        let promised = promised.and_then(|it| past(MilestoneKind::PromiseExceeded, it.due_on));
        let legal = face.legal.and_then(|it| past(MilestoneKind::LegalExceeded, it.due_on));
        promised.into_iter().chain(legal).collect()
    }

    /// When the light of a running clock turns amber. Days of a pause that is over do not count.
    fn due_soon(&self, face: &ClockFace, calendar: &WorkingCalendar) -> Option<Milestone> {
        let due_on = face.due_on().filter(|_| self.mode != HandlingMode::Direct)?;
        let resumed = self.pauses.iter().filter_map(|it| it.through().tomorrow().ok());
        let begun = self.acceptance()?.from;
        let first = resumed.filter(|day| *day <= due_on).fold(begun, Date::max);
        let pauses = Pauses::of(self.pauses.iter().copied());
        let is_near = |day: Date| {
            let left = remaining(due_on, &pauses, day, calendar);
            matches!(left, Remaining::Today | Remaining::WorkingDays(0..=1))
        };
        let mut on = due_on;
        while let Ok(before) = on.yesterday()
            && before >= first
            && is_near(before)
        {
            on = before;
        }
        Some(Milestone { kind: MilestoneKind::DueSoon, due_on, on })
    }
}
