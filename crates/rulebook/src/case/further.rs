//! The dates of a case besides its two limits (其他期限): each derived from its own limit and so
//! moved, and moved back, by a change of the calendar.
//!
//! What the applicant was told in writing, the day of a notice and of an undertaking, never comes
//! earlier than told. Basis: Administrative Licensing Law arts. 8, 32, 43, 44; domain rules 3–5.

use super::agency::Leg;
use super::clock::DELIVERY_DAYS;
use super::{Case, DenialReport, NOTICE_DAYS, Notice, Outcome, State, Work, coordination};
use crate::event::{Deferral, StepLimit};
use crate::modes::work::InnerClock;
use calendar::{Deadline, Limit, Pauses, Phrase, Term, WorkingCalendar, due};
use jiff::civil::Date;

/// What a further date is of (期限种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Further {
    /// 五日内告知或受理 (art. 32)
    Notice,
    /// 补正期限
    Reply,
    /// 容缺材料补齐
    Deferral,
    /// 环节时限
    Step,
    /// 会办期限
    Department,
    /// 协调进展
    Progress,
    /// 初审期限 (art. 43)
    Precheck,
    /// 上级办理时限
    Superior,
    /// 十日内送达 (art. 44)
    Delivery,
    /// 否定报备
    Report,
}

impl Further {
    /// The word under which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Reply => "reply",
            Self::Deferral => "deferral",
            Self::Step => "step",
            Self::Department => "department",
            Self::Progress => "progress",
            Self::Precheck => "precheck",
            Self::Superior => "superior",
            Self::Delivery => "delivery",
            Self::Report => "report",
        }
    }

    /// The date of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Notice,
            Self::Reply,
            Self::Deferral,
            Self::Step,
            Self::Department,
            Self::Progress,
            Self::Precheck,
            Self::Superior,
            Self::Delivery,
            Self::Report,
        ]
        .into_iter()
        .find(|it| it.word() == word)
    }

    /// What it is called.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Notice => Phrase::of("告知或受理期限", "To be accepted or given notice"),
            Self::Reply => Phrase::of("补正期限", "Papers to be brought"),
            Self::Deferral => Phrase::of("容缺补齐期限", "Deferred paper to be brought"),
            Self::Step => Phrase::of("环节时限", "Step to be passed"),
            Self::Department => Phrase::of("会办期限", "Department to answer"),
            Self::Progress => Phrase::of("协调进展期限", "Progress to be told"),
            Self::Precheck => Phrase::of("初审期限", "First check to be passed"),
            Self::Superior => Phrase::of("上级办理期限", "Superior to answer"),
            Self::Delivery => Phrase::of("送达期限", "To be delivered"),
            Self::Report => Phrase::of("否定报备期限", "Denial to be reported"),
        }
    }
}

/// A further date of a case (其他期限).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "其他期限")]
pub struct FurtherDate {
    /// What it is of.
    pub what: Further,
    /// Which one where there are several: a paper's or a step's key, a department's or a body's
    /// name.
    pub of: String,
    /// The limit that leads to it.
    pub term: Term,
    /// Its last day.
    pub deadline: Deadline,
}

impl Notice {
    /// The day until which it is to be answered: by the calendar of today, never before the day
    /// the applicant was told.
    pub fn last_day(&self, calendar: &WorkingCalendar) -> Date {
        self.term().map_or(self.reply_by, |term| told(&term, self.reply_by, calendar).due_on)
    }

    fn term(&self) -> Option<Term> {
        self.within.map(|limit| Term::starting(self.given.day, limit))
    }
}

/// The end of a limit whose end somebody was told in writing.
fn told(term: &Term, told: Date, calendar: &WorkingCalendar) -> Deadline {
    let end = due(term.start, term.limit, &Pauses::none(), calendar);
    Deadline { due_on: end.due_on.max(told), ..end }
}

impl Case {
    /// Until when the last notice is to be answered (补正期限).
    pub fn reply_day(&self, calendar: &WorkingCalendar) -> Option<Date> {
        self.notices.last().map(|notice| notice.last_day(calendar))
    }

    /// Until when a deferred paper is to be brought: within the promised limit of the acceptance.
    pub fn deferral_day(&self, deferral: &Deferral, calendar: &WorkingCalendar) -> Date {
        match self.deferral_term() {
            Some(term) => told(&term, deferral.due_on, calendar).due_on,
            None => deferral.due_on,
        }
    }

    fn deferral_term(&self) -> Option<Term> {
        self.acceptance().map(|it| Term::starting(it.from, it.promised))
    }

    /// The dates besides the two limits that are open on a day, in the order of the way.
    pub fn further(&self, today: Date, calendar: &WorkingCalendar) -> Vec<FurtherDate> {
        let plain = |what, start, limit| {
            let term = Term::starting(start, limit);
            let deadline = term.standing(today, calendar).deadline();
            FurtherDate { what, of: String::new(), term, deadline }
        };
        let mut all = Vec::new();
        match &self.state {
            State::Received => {
                let limit = Limit::working_days(NOTICE_DAYS);
                all.push(plain(Further::Notice, self.papers_came().day, limit));
            }
            State::AwaitingSupplement | State::Supplementing { .. } => {
                let notice = self.notices.last().and_then(|it| Some((it, it.term()?)));
                all.extend(notice.map(|(notice, term)| FurtherDate {
                    what: Further::Reply,
                    of: String::new(),
                    deadline: told(&term, notice.reply_by, calendar),
                    term,
                }));
            }
            State::Decided { outcome, .. } => {
                let limit = Limit::working_days(DELIVERY_DAYS);
                all.push(plain(Further::Delivery, outcome.decided().day, limit));
            }
            _ => {}
        }
        if let State::Decided { outcome, .. } | State::Delivered { outcome, .. } = &self.state
            && let Outcome::Refused { report: DenialReport::DueBy(by), decided, .. } = outcome
            && let Some(limit) = by.within
        {
            all.push(plain(Further::Report, decided.day, limit));
        }
        if self.outcome().is_none() {
            all.extend(self.deferral_dates(calendar));
            all.extend(self.work_dates(today, calendar));
        }
        all
    }

    fn deferral_dates(&self, calendar: &WorkingCalendar) -> Vec<FurtherDate> {
        let Some(term) = self.deferral_term() else { return Vec::new() };
        let date = |deferral: &&Deferral| FurtherDate {
            what: Further::Deferral,
            of: deferral.key.clone(),
            deadline: told(&term, deferral.due_on, calendar),
            term: term.clone(),
        };
        self.outstanding().iter().map(date).collect()
    }

    /// The dates in the work of the mode; while the clock stands still they have no end yet.
    fn work_dates(&self, today: Date, calendar: &WorkingCalendar) -> Vec<FurtherDate> {
        if !matches!(self.state, State::Examining { .. }) {
            return Vec::new();
        }
        let date = |what, of: &str, from, limit, deadline| FurtherDate {
            what,
            of: of.to_owned(),
            term: self.inner_term(from, limit),
            deadline,
        };
        match &self.work {
            Work::Alone => {
                let clock = self.step_term().zip(self.step_clock(today, calendar));
                let date = |((step, term), clock): ((&StepLimit, Term), InnerClock)| FurtherDate {
                    what: Further::Step,
                    of: step.key.clone(),
                    term,
                    deadline: clock.deadline,
                };
                clock.map(date).into_iter().collect()
            }
            Work::Joint(joint) => joint
                .branches
                .iter()
                .filter(|branch| branch.is_waiting())
                .map(|branch| {
                    let (who, from) = (&branch.participant, branch.consigned.day);
                    let deadline = self.branch_clock(branch, today, calendar).deadline;
                    date(Further::Department, &who.name, from, who.limit, deadline)
                })
                .collect(),
            Work::Coordination(it) => {
                let coordination::Coordination { since, every, .. } = it;
                let deadline = self.progress_clock(it, today, calendar).deadline;
                vec![date(Further::Progress, "", *since, *every, deadline)]
            }
            Work::Agency(agency) => {
                let Some(clock) = self.agency_clock(agency, today, calendar) else {
                    return Vec::new();
                };
                if let (Leg::Above { .. }, Some(sent)) = (&agency.leg, agency.sent.last()) {
                    let (from, limit) = (sent.at.day, sent.limit);
                    return vec![date(Further::Superior, &sent.to, from, limit, clock.deadline)];
                }
                let (from, limit) = (agency.begun, agency.precheck);
                vec![date(Further::Precheck, "", from, limit, clock.deadline)]
            }
        }
    }
}
