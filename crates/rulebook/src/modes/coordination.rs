//! Coordination (受理协调): hard matters, led by an owner until they are answered.
//!
//! Somebody owns the matter, others are named as liaison bodies, and at least every few working
//! days it is told what has moved. It ends by an answer, which says the remedy where the matter
//! could not be solved, or by a change of mode. Basis: domain rule 4 (受理协调制).

use super::work::{InnerClock, Work, WorkEvent};
use crate::breach::Breach;
use crate::case::{Act, Case, Moved, State};
use crate::event::{Event, Moment};
use calendar::{Limit, WorkingCalendar};
use jiff::civil::Date;

/// The coordination of a case (受理协调).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "受理协调")]
pub struct Coordination {
    /// In how many working days progress has to be told.
    pub every: Limit,
    /// The day from which the time to the next progress runs.
    pub since: Date,
    /// Whose it is.
    pub lead: Lead,
    /// 协调进展, oldest first.
    pub progress: Vec<Progress>,
    /// Days on which progress was due and not told, as the house noted them.
    pub missed: Vec<Date>,
}

/// Whose a matter is (协调责任人).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "协调责任人")]
pub enum Lead {
    /// 待确定
    Nobody,
    /// 已确定
    Owner {
        /// Who owns it.
        owner: String,
        /// 联络单位
        bodies: Vec<String>,
        /// The same by key.
        keys: LeadKeys,
    },
}

/// Who is meant by key, where a name is that of an account or of departments of the centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadKeys {
    /// The owner's account; none for somebody known by name only.
    pub account: Option<i64>,
    /// Departments among the liaison bodies.
    pub departments: Vec<String>,
}

/// An entry of progress (协调进展).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "协调进展")]
pub struct Progress {
    /// When.
    pub at: Moment,
    /// What has moved.
    pub text: String,
}

/// The answer that ends a coordination (答复).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "答复")]
pub struct Answer {
    /// What the applicant is told.
    pub text: String,
    /// Whether it was solved.
    pub solution: Solution,
}

/// Whether a matter was solved (是否解决).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solution {
    /// 已解决
    Solved,
    /// 未能解决, with the way that is left.
    Unsolved {
        /// 救济途径
        remedy: String,
    },
}

/// What happened in a coordination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoordinationEvent {
    /// 确定责任人
    Led {
        /// Who owns it.
        owner: String,
        /// 联络单位
        bodies: Vec<String>,
        /// The same by key.
        keys: LeadKeys,
    },
    /// 协调进展
    Progressed(String),
    /// 进展逾期, seen by the house.
    ProgressMissed {
        /// The day it was due on.
        due_on: Date,
    },
    /// 答复
    Answered(Answer),
}

impl Coordination {
    pub(crate) fn begin(every: Limit, since: Date) -> Self {
        Self { every, since, lead: Lead::Nobody, progress: Vec::new(), missed: Vec::new() }
    }

    pub(crate) fn apply(&mut self, event: &CoordinationEvent, at: Moment) {
        match event {
            CoordinationEvent::Led { owner, bodies, keys } => {
                let (owner, bodies) = (owner.clone(), bodies.clone());
                self.lead = Lead::Owner { owner, bodies, keys: keys.clone() };
            }
            CoordinationEvent::Progressed(text) => {
                self.progress.push(Progress { at, text: text.clone() });
                self.since = at.day;
            }
            CoordinationEvent::ProgressMissed { due_on } => self.missed.push(*due_on),
            CoordinationEvent::Answered(_) => {}
        }
    }
}

impl Case {
    fn coordination(&self) -> Result<&Coordination, Breach> {
        match &self.work {
            Work::Coordination(coordination) => Ok(coordination),
            _ => Err(Breach::WrongMode),
        }
    }

    fn coordinated(self, event: CoordinationEvent, at: Moment) -> Moved {
        self.moved(Event::Worked { at, what: WorkEvent::Coordination(event) })
    }

    /// The clock to the next entry of progress.
    pub fn progress_clock(
        &self,
        coordination: &Coordination,
        today: Date,
        calendar: &WorkingCalendar,
    ) -> InnerClock {
        let term = self.inner_term(coordination.since, coordination.every);
        InnerClock::of(&term, None, today, calendar)
    }

    /// 确定协调责任人, with the liaison bodies; may be done anew.
    ///
    /// # Errors
    /// Without an owner, without a body to coordinate with.
    pub fn lead(self, owner: &str, bodies: &[String], keys: &LeadKeys, at: Moment) -> Moved {
        self.allows(Act::Lead)?;
        let owner = owner.trim().to_owned();
        let bodies: Vec<String> = bodies
            .iter()
            .map(|body| body.trim().to_owned())
            .filter(|body| !body.is_empty())
            .collect();
        if owner.is_empty() || bodies.is_empty() {
            return Err(Breach::OwnerMissing);
        }
        self.coordinated(CoordinationEvent::Led { owner, bodies, keys: keys.clone() }, at)
    }

    /// 协调进展
    ///
    /// # Errors
    /// Before there is an owner; without a word.
    pub fn progress(self, text: &str, at: Moment) -> Moved {
        self.allows(Act::Progress)?;
        if self.coordination()?.lead == Lead::Nobody {
            return Err(Breach::OwnerMissing);
        }
        let text = crate::case::decide::filled(text)?;
        self.coordinated(CoordinationEvent::Progressed(text), at)
    }

    /// The day on which progress was due and not told, where it was not noted yet.
    pub fn missed_progress(&self, today: Date, calendar: &WorkingCalendar) -> Option<Date> {
        let (Work::Coordination(it), State::Examining { .. }) = (&self.work, &self.state) else {
            return None;
        };
        let due_on = self.progress_clock(it, today, calendar).deadline.due_on;
        (today > due_on && !it.missed.contains(&due_on)).then_some(due_on)
    }

    /// 进展逾期: the house notes that nothing was told in time.
    ///
    /// # Errors
    /// Where it is not overdue, or was noted before.
    pub fn miss_progress(self, at: Moment, calendar: &WorkingCalendar) -> Moved {
        self.allows(Act::MissProgress)?;
        let due_on = self.missed_progress(at.day, calendar).ok_or(Breach::WrongState)?;
        self.coordinated(CoordinationEvent::ProgressMissed { due_on }, at)
    }

    /// 答复: ends the coordination.
    ///
    /// # Errors
    /// Before there is an owner; without a text; unsolved without a remedy.
    pub fn answer(self, answer: Answer, at: Moment) -> Moved {
        self.allows(Act::Answer)?;
        if self.coordination()?.lead == Lead::Nobody {
            return Err(Breach::OwnerMissing);
        }
        let text = crate::case::decide::filled(&answer.text)?;
        if matches!(&answer.solution, Solution::Unsolved { remedy } if remedy.trim().is_empty()) {
            return Err(Breach::RemedyMissing);
        }
        let answer = Answer { text, solution: answer.solution };
        self.coordinated(CoordinationEvent::Answered(answer), at)
    }
}
