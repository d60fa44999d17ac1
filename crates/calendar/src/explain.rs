//! Why a limit ends when it does: each day counted, skipped or paused, and the reason.
//!
//! Nobody at a window should have to believe a date. The explanation is data, one entry a day, so
//! that it can be drawn as a strip, printed as a table or read aloud as a few sentences; it is
//! made by walking the days one by one and so also proves the faster way in which
//! [`due`](crate::due) finds the end.

use crate::deadline::{Deadline, due, length_in_days};
use crate::limit::{Limit, LimitUnit};
use crate::pause::Pauses;
use crate::working_calendar::{DayKind, WorkingCalendar};
use crate::{Phrase, wording};
use jiff::civil::{Date, Weekday};

/// What a day does to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayRole {
    /// The day on which it all began; not counted (起算日).
    Start,
    /// The nth day of the limit.
    Counted(u32),
    /// A day off that is not counted, or that the end moves over (顺延).
    Off,
    /// Inside a pause (中止).
    Paused,
    /// The working day to which the end moved.
    MovedTo,
}

/// One day of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedDay {
    /// Which day.
    pub date: Date,
    /// Its weekday.
    pub weekday: Weekday,
    /// What kind of day it is.
    pub kind: DayKind,
    /// What it does to the limit.
    pub role: DayRole,
    /// Whether its year has no notice yet (暂定).
    pub provisional: bool,
}

impl ExplainedDay {
    /// Which day of the limit it is, if it is counted.
    pub fn counted(&self) -> Option<u32> {
        match self.role {
            DayRole::Counted(nth) => Some(nth),
            _ => None,
        }
    }
}

/// Days in a row that do the same for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The first of them.
    pub first: &'a ExplainedDay,
    /// The last of them, perhaps the same.
    pub last: &'a ExplainedDay,
    /// What is counted.
    unit: LimitUnit,
}

impl Stretch<'_> {
    /// The stretch in one sentence.
    pub fn phrase(&self) -> Phrase {
        let days = wording::stretch(self.first.date, self.last.date);
        let kind = self.first.kind.phrase();
        let (zh, en) = match (self.first.role, self.last.role) {
            (DayRole::Start, _) => (
                format!("{}为起算日，当日不计", days.zh),
                format!("{} is the first day and is not counted", days.en),
            ),
            (DayRole::Counted(from), DayRole::Counted(to)) => self.counted(&days, from, to),
            (DayRole::Counted(_) | DayRole::Off, _) => (
                format!("{}为{}，不计入", days.zh, kind.zh),
                format!("{}: {}, not counted", days.en, kind.en),
            ),
            (DayRole::Paused, _) => {
                (format!("{}中止，不计入", days.zh), format!("{}: paused, not counted", days.en))
            }
            (DayRole::MovedTo, _) => (
                format!("期限顺延至{}（{}）", days.zh, kind.zh),
                format!("{}: {}, to which the end moves", days.en, kind.en),
            ),
        };
        Phrase::new(zh, en)
    }

    fn counted(&self, days: &Phrase, from: u32, to: u32) -> (String, String) {
        let (unit, note, note_en) = match (self.unit, &self.first.kind) {
            (LimitUnit::WorkingDays, kind @ DayKind::MakeUp { .. }) => {
                let kind = kind.phrase();
                ("个工作日", format!("（{}）", kind.zh), format!(" ({})", kind.en))
            }
            (LimitUnit::WorkingDays, _) => ("个工作日", String::new(), String::new()),
            (LimitUnit::Days | LimitUnit::Months, _) => ("日", String::new(), String::new()),
        };
        if from == to {
            (
                format!("{}{note}为第{from}{unit}", days.zh),
                format!("{}{note_en} is day {from}", days.en),
            )
        } else {
            (
                format!("{}{note}为第{from}至第{to}{unit}", days.zh),
                format!("{}{note_en} are days {from} to {to}", days.en),
            )
        }
    }
}

/// Why a limit ends when it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The day that set the limit running.
    pub start: Date,
    /// The limit.
    pub limit: Limit,
    /// Its end.
    pub deadline: Deadline,
    /// Each day from the start through the end.
    pub days: Vec<ExplainedDay>,
    /// The years that matter here and have no notice yet.
    pub unpublished: Vec<i16>,
}

/// Explains a deadline day by day.
pub fn explain(
    start: Date,
    limit: Limit,
    pauses: &Pauses,
    calendar: &WorkingCalendar,
) -> Explanation {
    let deadline = due(start, limit, pauses, calendar);
    let wanted = length_in_days(start, limit);
    let mut counted = 0;
    let mut days = Vec::new();
    let mut next = Some(start);
    while let Some(date) = next {
        let kind = calendar.day_kind(date);
        let counts = i64::from(counted) < wanted
            && (limit.unit() != LimitUnit::WorkingDays || kind.is_working());
        let role = if date == start {
            DayRole::Start
        } else if pauses.around(date).is_some() {
            DayRole::Paused
        } else if counts {
            counted += 1;
            DayRole::Counted(counted)
        } else if kind.is_working() {
            DayRole::MovedTo
        } else {
            DayRole::Off
        };
        let provisional = !calendar.is_published(date.year());
        days.push(ExplainedDay { date, weekday: date.weekday(), kind, role, provisional });
        next = date.tomorrow().ok().filter(|day| *day <= deadline.due_on);
    }
    let unpublished = unpublished(&days, deadline);
    Explanation { start, limit, deadline, days, unpublished }
}

/// The years without a notice in which days lie that decided the end.
fn unpublished(days: &[ExplainedDay], deadline: Deadline) -> Vec<i16> {
    if !deadline.provisional {
        return Vec::new();
    }
    let mut years: Vec<i16> =
        days.iter().filter(|day| day.provisional).map(|day| day.date.year()).collect();
    years.dedup();
    years
}

impl Explanation {
    /// The days gathered into stretches that do the same for the same reason.
    pub fn stretches(&self) -> Vec<Stretch<'_>> {
        let unit = self.limit.unit();
        self.days
            .chunk_by(|one, next| belongs_together(one, next, unit))
            .filter_map(|days| Some(Stretch { first: days.first()?, last: days.last()?, unit }))
            .collect()
    }

    /// How many days were off and how many were paused.
    pub fn left_out(&self) -> LeftOut {
        let off = self.days.iter().filter(|day| day.role == DayRole::Off).count();
        let paused = self.days.iter().filter(|day| day.role == DayRole::Paused).count();
        LeftOut { off, paused }
    }

    /// The whole in one or two sentences.
    pub fn summary(&self) -> Phrase {
        let mut clauses = vec![self.headline()];
        let left_out = self.left_out();
        if left_out.off > 0 {
            clauses.push(Phrase::new(
                format!("其间休息日{}天", left_out.off),
                format!("{} off", days(left_out.off)),
            ));
        }
        if left_out.paused > 0 {
            clauses.push(Phrase::new(
                format!("中止{}天不计", left_out.paused),
                format!("{} paused", days(left_out.paused)),
            ));
        }
        let zh: Vec<&str> = clauses.iter().map(|clause| clause.zh.as_ref()).collect();
        let en: Vec<&str> = clauses.iter().map(|clause| clause.en.as_ref()).collect();
        let (zh, en) = (zh.join("，"), en.join("; "));
        match self.provisional_note() {
            Some(note) => Phrase::new(format!("{zh}。{}", note.zh), format!("{en}. {}", note.en)),
            None => Phrase::new(zh + "。", en + "."),
        }
    }

    fn headline(&self) -> Phrase {
        let (start, end) = (wording::day(self.start), wording::day(self.deadline.due_on));
        let limit = self.limit.phrase();
        if self.limit == Limit::SAME_DAY {
            return Phrase::new(
                format!("{}即办，{}届满", start.zh, end.zh),
                format!("{} as {}: ends on {}", limit.en, start.en, end.en),
            );
        }
        Phrase::new(
            format!("{}起算，当日不计，{}，{}届满", start.zh, limit.zh, end.zh),
            format!("{} from {}, which is not counted, ends on {}", limit.en, start.en, end.en),
        )
    }

    /// Why the end is only provisional, where it is.
    pub fn provisional_note(&self) -> Option<Phrase> {
        if !self.deadline.provisional {
            return None;
        }
        let years: Vec<String> = self.unpublished.iter().map(i16::to_string).collect();
        Some(Phrase::new(
            format!("{}年放假安排尚未载入，日期为暂定。", years.join("、")),
            format!(
                "The holiday notice for {} has not been loaded, so the day is provisional.",
                years.join(" and ")
            ),
        ))
    }
}

/// Days that a limit did not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Days off.
    pub off: usize,
    /// Paused days.
    pub paused: usize,
}

fn days(number: usize) -> String {
    wording::count(u32::try_from(number).unwrap_or(u32::MAX), "day", "days")
}

fn belongs_together(one: &ExplainedDay, next: &ExplainedDay, unit: LimitUnit) -> bool {
    match (one.role, next.role) {
        (DayRole::Paused, DayRole::Paused) => true,
        (DayRole::Off, DayRole::Off) => one.kind == next.kind,
        (DayRole::Counted(_), DayRole::Counted(_)) => {
            unit != LimitUnit::WorkingDays || one.kind == next.kind
        }
        _ => false,
    }
}
