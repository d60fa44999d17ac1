//! Why a case's dates are what they are, day by day, with its extension.

use calendar::{Deadline, Explanation, Limit, LimitUnit, Phrase, Term, WorkingCalendar, explain};
use jiff::civil::Date;
use rulebook::case::clock::{ClockFace, terms};
use rulebook::case::further::{Further, FurtherDate};
use rulebook::case::{Case, face};

/// Both limits explained.
pub(crate) struct Why {
    /// 承诺时限
    pub(crate) promised: Explanation,
    /// 法定时限, where a law sets one.
    pub(crate) legal: Option<Explanation>,
    /// What the days do not show: an extension of a limit in natural days or months.
    pub(crate) extension: Option<Phrase>,
}

impl Why {
    /// The clauses that lead to the promised date.
    pub(crate) fn clauses(&self) -> Vec<Phrase> {
        if self.promised.limit == Limit::SAME_DAY {
            return vec![Phrase::of(
                "即办件，受理当日办结",
                "an immediate case is decided on the day it is accepted",
            )];
        }
        let mut all: Vec<Phrase> =
            self.promised.stretches().iter().map(calendar::Stretch::phrase).collect();
        all.extend(self.extension.clone());
        all
    }
}

/// A date besides the two limits, explained.
pub(crate) struct FurtherWhy {
    /// The date.
    pub(crate) date: FurtherDate,
    /// The clauses that lead to it.
    pub(crate) clauses: Vec<Phrase>,
}

/// Explains the other dates of a case as they are on a day.
pub(crate) fn further(case: &Case, today: Date, calendar: &WorkingCalendar) -> Vec<FurtherWhy> {
    let explained = |date: FurtherDate| {
        let why = date.term.explain(today, calendar);
        let mut clauses: Vec<Phrase> =
            why.stretches().iter().map(calendar::Stretch::phrase).collect();
        clauses.extend(bounded(&date, why.deadline.due_on));
        clauses.extend(why.provisional_note());
        FurtherWhy { date, clauses }
    };
    case.further(today, calendar).into_iter().map(explained).collect()
}

/// Why a date is another than its own limit gives.
fn bounded(date: &FurtherDate, counted: Date) -> Option<Phrase> {
    let due_on = date.deadline.due_on;
    match date.what {
        _ if due_on == counted => None,
        Further::Reply | Further::Deferral => Some(Phrase::new(
            format!("已书面告知至 {due_on}，日历变更不提前"),
            format!("{due_on} was told in writing; a new calendar does not bring it forward"),
        )),
        _ => Some(Phrase::new(
            format!("不得晚于全件到期日 {due_on}"),
            format!("not later than the whole case, which ends on {due_on}"),
        )),
    }
}

/// Explains the limits of an accepted case as they are on a day.
pub(crate) fn why(case: &Case, today: Date, calendar: &WorkingCalendar) -> Option<Why> {
    let (promised, legal) = terms(case)?;
    let face = face(case, day_of(case, today), calendar);
    let told = |term: &Term, due: Option<Deadline>| told(term, due, case, today, calendar);
    let promised = told(&promised, face.promised);
    let legal = legal.map(|term| told(&term, face.legal));
    let is_shown = face.promised.is_none_or(|it| it.due_on == promised.deadline.due_on);
    let extension = if is_shown { None } else { extension(case, &face) };
    Some(Why { promised, legal, extension })
}

/// A decided case is explained as of its decision.
fn day_of(case: &Case, today: Date) -> Date {
    case.outcome().map_or(today, |outcome| outcome.decided().day)
}

/// The limit with its extension in one, where both count working days and come to the same date.
fn told(
    term: &Term,
    due: Option<Deadline>,
    case: &Case,
    today: Date,
    calendar: &WorkingCalendar,
) -> Explanation {
    let plain = term.explain(day_of(case, today), calendar);
    let Some(more) = case.extension.filter(|_| term.limit.unit() == LimitUnit::WorkingDays) else {
        return plain;
    };
    let limit = Limit::working_days(term.limit.value() + more);
    let pauses = term.pauses_by(day_of(case, today));
    let whole = explain(term.start, limit, &pauses, calendar);
    if due.is_some_and(|due| due.due_on == whole.deadline.due_on) { whole } else { plain }
}

fn extension(case: &Case, face: &ClockFace) -> Option<Phrase> {
    let (days, due) = (case.extension?, face.promised?);
    Some(Phrase::new(
        format!("经批准延长 {days} 个工作日，至 {} 届满", due.due_on),
        format!("extended by {days} working days, to {}", due.due_on),
    ))
}
