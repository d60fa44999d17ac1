//! The work of a case (办理工作): what its mode of handling adds to the common way.
//!
//! Immediate and commitment cases are worked on by one department; a joint case by several at
//! once, a coordination case by an owner with liaison bodies, an agency case here and above. What
//! the mode sets for itself is fixed at acceptance, or when the mode is changed, and never later.
//! Basis: domain rule 4; Administrative Licensing Law arts. 26, 42, 43.

use super::agency::{Agency, AgencyEvent, PRECHECK_DAYS_MAX};
use super::coordination::{Coordination, CoordinationEvent};
use super::joint::{Joint, JointEvent};
use crate::breach::Breach;
use crate::case::{Case, Outcome, State};
use crate::event::Moment;
use crate::item::HandlingMode;
use calendar::light::DueDates;
use calendar::{
    Deadline, Light, Limit, Pauses, Remaining, Term, WorkingCalendar, light, remaining,
};
use jiff::civil::Date;

/// What the house has made its custom where law and item say nothing (办理参数).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "办理参数")]
pub struct Customs {
    /// Working days in which a denial is reported.
    pub report_days: u16,
    /// 会办期限, in working days, where the item sets none.
    pub inner_days: u16,
    /// 协调进展间隔, in working days.
    pub progress_days: u16,
    /// 初审期限, in working days; law allows twenty.
    pub precheck_days: u16,
}

/// What a mode sets for a case (办理约定), fixed at acceptance or when the mode is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "办理约定")]
pub enum WorkTerms {
    /// 即办、承诺: nothing.
    Alone,
    /// 联办
    Joint {
        /// Inner limit of a department for which the item sets none.
        inner: Limit,
    },
    /// 协调
    Coordination {
        /// Working days in which progress has to be told.
        every: Limit,
    },
    /// 代办上报
    Agency {
        /// 初审期限
        precheck: Limit,
    },
}

impl WorkTerms {
    /// What a mode sets, by the customs of the house and within the law (art. 43).
    pub fn of(mode: HandlingMode, customs: &Customs) -> Self {
        match mode {
            HandlingMode::Direct | HandlingMode::Commitment => Self::Alone,
            HandlingMode::Joint => {
                Self::Joint { inner: Limit::working_days(customs.inner_days.max(1)) }
            }
            HandlingMode::Coordination => {
                Self::Coordination { every: Limit::working_days(customs.progress_days.max(1)) }
            }
            HandlingMode::Agency => {
                let days = customs.precheck_days.clamp(1, PRECHECK_DAYS_MAX);
                Self::Agency { precheck: Limit::working_days(days) }
            }
        }
    }
}

/// The work of a case (办理工作), by its mode.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "办理工作")]
pub enum Work {
    /// 即办、承诺
    Alone,
    /// 联办
    Joint(Joint),
    /// 协调
    Coordination(Coordination),
    /// 代办上报
    Agency(Agency),
}

impl Work {
    /// The work that begins with an acceptance or a change of mode, from a day on.
    pub fn begin(terms: WorkTerms, from: Date) -> Self {
        match terms {
            WorkTerms::Alone => Self::Alone,
            WorkTerms::Joint { inner } => Self::Joint(Joint::begin(inner)),
            WorkTerms::Coordination { every } => {
                Self::Coordination(Coordination::begin(every, from))
            }
            WorkTerms::Agency { precheck } => Self::Agency(Agency::begin(precheck, from)),
        }
    }

    /// Papers that a participant or the superior asks for: to be asked at one time, through the
    /// window, never from the applicant directly.
    pub fn asked(&self) -> Vec<&PaperAsked> {
        match self {
            Self::Joint(joint) => joint.asked(),
            Self::Agency(agency) => agency.asked(),
            Self::Alone | Self::Coordination(_) => Vec::new(),
        }
    }

    /// The papers came: whoever asked for them goes on.
    pub(crate) fn supplemented(&mut self, brought: &[String], at: Moment) {
        match self {
            Self::Joint(joint) => joint.supplemented(brought),
            Self::Agency(agency) => agency.supplemented(at),
            Self::Alone | Self::Coordination(_) => {}
        }
    }

    /// What is handed back for another look begins again where it can be done again.
    pub(crate) fn reopened(&mut self, at: Moment) {
        if let Self::Agency(agency) = self {
            agency.reopened(at);
        }
    }
}

/// A paper asked for while a case is being worked on (会办或上级要求补充的材料).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// Its key in the item's list.
    pub key: String,
    /// What is wrong with it, or missing.
    pub why: String,
}

/// What happened in the work of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkEvent {
    /// 联办
    Joint(JointEvent),
    /// 协调
    Coordination(CoordinationEvent),
    /// 代办上报
    Agency(AgencyEvent),
}

/// An inner clock on a day (内时限).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "内时限")]
pub struct InnerClock {
    /// Its last day.
    pub deadline: Deadline,
    /// The light.
    pub light: Light,
    /// What is left.
    pub remaining: Remaining,
    /// 已用工作日
    pub used: u32,
}

impl InnerClock {
    /// The clock of a limit inside the case that ends on `last` at the latest.
    pub(crate) fn of(
        term: &Term,
        last: Option<Date>,
        today: Date,
        calendar: &WorkingCalendar,
    ) -> Self {
        let mut deadline = term.standing(today, calendar).deadline();
        if let Some(last) = last {
            deadline.due_on = deadline.due_on.min(last.max(term.start));
        }
        let pauses = term.pauses_by(today);
        let dues = DueDates { promised: Some(deadline.due_on), legal: None };
        Self {
            light: light(dues, &pauses, today, calendar),
            remaining: remaining(deadline.due_on, &pauses, today, calendar),
            used: term.used(today, calendar),
            deadline,
        }
    }
}

impl Case {
    /// A limit that runs inside the case from a day on, with the pauses of the case.
    pub(crate) fn inner_term(&self, from: Date, limit: Limit) -> Term {
        let paused_since = match &self.state {
            State::Suspended { since, .. } | State::Supplementing { since, .. } => Some(since.day),
            _ => None,
        };
        // A pause that was over before the limit began does not move it.
        let pauses = Pauses::of(self.pauses.iter().copied().filter(|it| it.through() > from));
        Term { start: from, limit, pauses, paused_since }
    }

    /// The last day the case itself has, whichever limit comes first.
    pub(crate) fn outer_day(&self, today: Date, calendar: &WorkingCalendar) -> Option<Date> {
        crate::case::clock::whole(self, today, calendar).and_then(|face| face.due_on())
    }

    /// The worst light among the steps that run inside the case: amber once a working day or less
    /// is left of one, or it is past.
    pub fn inner_light(&self, today: Date, calendar: &WorkingCalendar) -> Light {
        if !matches!(self.state, State::Examining { .. }) {
            return Light::Green;
        }
        let clocks: Vec<InnerClock> = match &self.work {
            Work::Alone => self.step_clock(today, calendar).into_iter().collect(),
            Work::Joint(joint) => joint
                .branches
                .iter()
                .filter(|branch| branch.is_waiting())
                .map(|branch| self.branch_clock(branch, today, calendar))
                .collect(),
            Work::Coordination(it) => vec![self.progress_clock(it, today, calendar)],
            Work::Agency(agency) => {
                self.agency_clock(agency, today, calendar).into_iter().collect()
            }
        };
        clocks.into_iter().map(|clock| clock.light).max().unwrap_or(Light::Green).min(Light::Red)
    }

    /// The first day on which something in the work of the mode is overdue and has to be noted:
    /// a silent department, progress not told, a superior who is late.
    pub fn watch_day(&self, today: Date, calendar: &WorkingCalendar) -> Option<Date> {
        if !matches!(self.state, State::Examining { .. }) {
            return None;
        }
        let due_on = match &self.work {
            Work::Joint(joint) => joint
                .branches
                .iter()
                .filter(|branch| branch.is_unheard())
                .map(|branch| self.branch_clock(branch, today, calendar).deadline.due_on)
                .min(),
            Work::Coordination(it) => {
                let due_on = self.progress_clock(it, today, calendar).deadline.due_on;
                (!it.missed.contains(&due_on)).then_some(due_on)
            }
            Work::Agency(agency) if agency.is_unnoted_above() => {
                self.agency_clock(agency, today, calendar).map(|clock| clock.deadline.due_on)
            }
            Work::Alone | Work::Agency(_) => None,
        };
        due_on.and_then(|day| day.tomorrow().ok())
    }

    /// Tells an event of the work to the work.
    pub(crate) fn worked(&mut self, event: &WorkEvent, at: Moment) -> Result<(), Breach> {
        match (&mut self.work, event) {
            (Work::Joint(joint), WorkEvent::Joint(event)) => joint.apply(event, at),
            (Work::Coordination(it), WorkEvent::Coordination(event)) => {
                it.apply(event, at);
                Ok(())
            }
            (Work::Agency(agency), WorkEvent::Agency(event)) => agency.apply(event, at),
            _ => Err(Breach::WrongMode),
        }
    }
}

/// Where an event of the work leads: an answer decides, what comes back from above decides or goes
/// to the leader, anything else leaves the case where it is.
pub(crate) fn after(state: State, event: &WorkEvent, at: Moment) -> Result<State, Breach> {
    match (state, event) {
        (
            State::Examining { acceptance },
            WorkEvent::Coordination(CoordinationEvent::Answered(answer)),
        ) => {
            let outcome = Outcome::Answered { decided: at, answer: answer.clone() };
            Ok(State::Decided { acceptance, outcome })
        }
        (State::Examining { acceptance }, WorkEvent::Agency(AgencyEvent::Returned(returned))) => {
            Ok(super::agency::after_return(acceptance, returned, at))
        }
        (
            state @ (State::Examining { .. }
            | State::Suspended { .. }
            | State::Supplementing { .. }),
            _,
        ) => Ok(state),
        _ => Err(Breach::WrongState),
    }
}
