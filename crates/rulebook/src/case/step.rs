//! The clock of a step (环节时限): of a commitment case, inside the clock of the case.
//!
//! It runs from the day on which the step was entered first; a case that is sent back to it finds
//! what was used before used. Basis: domain rules 4 and 5.

use super::{Case, State, StepLimit};
use crate::item::HandlingMode;
use crate::modes::work::InnerClock;
use calendar::{Term, WorkingCalendar};
use jiff::civil::Date;

impl Case {
    /// The step a commitment case in hand is in, and since when.
    pub fn step(&self) -> Option<(&StepLimit, Date)> {
        let State::Examining { acceptance } = &self.state else { return None };
        if self.mode != HandlingMode::Commitment {
            return None;
        }
        let place = usize::from(acceptance.steps_passed);
        Some((self.steps.get(place)?, *acceptance.entered.get(place)?))
    }

    /// The limit of that step, where it has one.
    pub(crate) fn step_term(&self) -> Option<(&StepLimit, Term)> {
        let (step, entered) = self.step()?;
        Some((step, self.inner_term(entered, step.limit?)))
    }

    /// The clock of that step, which ends with the case at the latest.
    pub fn step_clock(&self, today: Date, calendar: &WorkingCalendar) -> Option<InnerClock> {
        let (_, term) = self.step_term()?;
        Some(InnerClock::of(&term, self.outer_day(today, calendar), today, calendar))
    }
}
