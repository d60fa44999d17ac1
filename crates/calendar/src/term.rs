//! A limit that has begun to run: where it stands, what is used and what is left.

use crate::Phrase;
use crate::day_table::days_between;
use crate::deadline::{Deadline, due};
use crate::explain::{Explanation, explain};
use crate::limit::{Limit, LimitUnit};
use crate::pause::{Pause, Pauses};
use crate::wording::count;
use crate::working_calendar::WorkingCalendar;
use jiff::civil::Date;
use std::cmp::Ordering;

/// A running limit (期间): its start, its length and its pauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day that set it running; not counted itself.
    pub start: Date,
    /// How long it is.
    pub limit: Limit,
    /// The pauses whose end is known.
    pub pauses: Pauses,
    /// The first day of the pause that is still open, if one is.
    pub paused_since: Option<Date>,
}

/// Where a term stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It runs and ends then.
    Running(Deadline),
    /// It stands still (已中止) and has no end yet.
    Stopped {
        /// Since this day.
        since: Date,
        /// The end if work went on tomorrow; it cannot be earlier.
        not_before: Deadline,
    },
}

impl Standing {
    /// The end of a running term; of a stopped one the earliest end there can be.
    pub fn deadline(self) -> Deadline {
        match self {
            Self::Running(deadline) | Self::Stopped { not_before: deadline, .. } => deadline,
        }
    }
}

impl Term {
    /// A term that runs from a day without a pause.
    pub const fn starting(start: Date, limit: Limit) -> Self {
        Self { start, limit, pauses: Pauses::none(), paused_since: None }
    }

    /// Where it stands at the end of a day. A term that had run out before its open pause began
    /// is not stopped by it.
    pub fn standing(&self, today: Date, calendar: &WorkingCalendar) -> Standing {
        let running = due(self.start, self.limit, &self.pauses, calendar);
        match self.paused_since {
            Some(since) if running.due_on >= since => {
                let pauses = self.pauses_by(today.max(since));
                let not_before = due(self.start, self.limit, &pauses, calendar);
                Standing::Stopped { since, not_before }
            }
            _ => Standing::Running(running),
        }
    }

    /// All pauses as they are on a day, the open one through that day.
    pub fn pauses_by(&self, today: Date) -> Pauses {
        match self.paused_since.and_then(|since| Pause::new(since, today).ok()) {
            Some(open) => self.pauses.and(open),
            None => self.pauses.clone(),
        }
    }

    /// How much of it is used through a day: working days for a limit in working days, natural
    /// days for the others; paused days are not.
    pub fn used(&self, today: Date, calendar: &WorkingCalendar) -> u32 {
        let pauses = self.pauses_by(today);
        match self.limit.unit() {
            LimitUnit::WorkingDays => working_days(self.start, today, &pauses, calendar),
            LimitUnit::Days | LimitUnit::Months => days(self.start, today, &pauses),
        }
    }

    /// What is left of it on a day.
    pub fn remaining(&self, today: Date, calendar: &WorkingCalendar) -> Remaining {
        let last = self.standing(today, calendar).deadline().due_on;
        remaining(last, &self.pauses_by(today), today, calendar)
    }

    /// Why it ends when it does, day by day, as things are on a day.
    pub fn explain(&self, today: Date, calendar: &WorkingCalendar) -> Explanation {
        explain(self.start, self.limit, &self.pauses_by(today), calendar)
    }
}

/// What is left until a last day, in working days (剩余).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// So many working days, the last one included.
    WorkingDays(u32),
    /// Today is the last day.
    Today,
    /// The last day is past, by so many working days.
    Overdue(u32),
}

impl Remaining {
    /// In the words of the work list: `还剩 2 个工作日`.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::WorkingDays(left) => Phrase::new(
                format!("还剩 {left} 个工作日"),
                format!("{} left", count(left, "working day", "working days")),
            ),
            Self::Today => Phrase::of("今日到期", "due today"),
            Self::Overdue(0) => Phrase::of("已超期", "overdue"),
            Self::Overdue(late) => Phrase::new(
                format!("已超期 {late} 个工作日"),
                format!("{} overdue", count(late, "working day", "working days")),
            ),
        }
    }
}

/// What is left on a day until a last day; days of a pause still to come are not counted.
pub fn remaining(
    last: Date,
    pauses: &Pauses,
    today: Date,
    calendar: &WorkingCalendar,
) -> Remaining {
    match today.cmp(&last) {
        Ordering::Greater => Remaining::Overdue(calendar.working_days_between(last, today)),
        Ordering::Equal => Remaining::Today,
        Ordering::Less => Remaining::WorkingDays(working_days(today, last, pauses, calendar)),
    }
}

/// Working days after one day through another that are in no pause.
fn working_days(after: Date, through: Date, pauses: &Pauses, calendar: &WorkingCalendar) -> u32 {
    let paused: u32 = within(after, through, pauses)
        .map(|(before, last)| calendar.working_days_between(before, last))
        .sum();
    calendar.working_days_between(after, through) - paused
}

/// Natural days after one day through another that are in no pause.
fn days(after: Date, through: Date, pauses: &Pauses) -> u32 {
    let paused: i64 =
        within(after, through, pauses).map(|(before, last)| days_between(before, last)).sum();
    u32::try_from((days_between(after, through) - paused).max(0)).unwrap_or(u32::MAX)
}

/// The parts of pauses that fall after one day, through another: each as the day before it and
/// its last day.
fn within(after: Date, through: Date, pauses: &Pauses) -> impl Iterator<Item = (Date, Date)> {
    pauses.iter().filter_map(move |pause| {
        let before = pause.from().yesterday().unwrap_or(pause.from()).max(after);
        let last = pause.through().min(through);
        (before < last).then_some((before, last))
    })
}
