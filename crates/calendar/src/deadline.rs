//! When a limit ends.
//!
//! The rule, in the order in which it is applied:
//!
//! 1. The start day is not counted (Civil Code art. 201).
//! 2. A limit in **working days** ends on the nth working day after it (Administrative Licensing
//!    Law art. 82). Nought working days end on the day itself.
//! 3. A limit in **natural days** ends on the nth day after it. A limit in **months** ends on the
//!    day of the same number, or on the month's end where there is none; it is as many natural
//!    days long as lie between the two.
//! 4. A day inside a **pause** is not counted (Administrative Licensing Law art. 45), whatever the
//!    unit: three paused days make a limit of thirty days end three days later. A paused day off
//!    moves a limit of working days not at all, because it would not have been counted anyway.
//! 5. A limit whose last day is a day off ends on the next working day (Civil Code art. 203). A
//!    clock that stands still cannot run out, so that day is never inside a pause either.
//!
//! A deadline is *provisional* (暂定) exactly where a notice that has not been loaded could still
//! move it: where one of the days that decided it lies in a year without a notice.

use crate::day_table::{days_after, days_between};
use crate::limit::{Limit, LimitUnit};
use crate::pause::Pauses;
use crate::working_calendar::WorkingCalendar;
use jiff::Span;
use jiff::civil::Date;

/// The last day of a limit (到期日).
#[doc(alias = "到期日")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The last day on which it is in time.
    pub due_on: Date,
    /// Whether a notice still to come can move it (暂定).
    pub provisional: bool,
}

/// The last day of a limit that began on `start`.
///
/// ```
/// use calendar::{Limit, Pause, Pauses, WorkingCalendar, due};
/// use jiff::civil::date;
///
/// let calendar = WorkingCalendar::without_notices();
/// let site_visit = Pause::new(date(2026, 3, 4), date(2026, 3, 5)).unwrap();
/// let deadline = due(
///     date(2026, 3, 2),
///     Limit::working_days(3),
///     &Pauses::of([site_visit]),
///     &calendar,
/// );
/// assert_eq!(deadline.due_on, date(2026, 3, 9));
/// ```
pub fn due(start: Date, limit: Limit, pauses: &Pauses, calendar: &WorkingCalendar) -> Deadline {
    let mut walk = Walk { day: start, provisional: false, pauses, calendar };
    match (limit.unit(), u32::from(limit.value())) {
        (LimitUnit::WorkingDays, 0) => walk.move_off_days_off(),
        (LimitUnit::WorkingDays, days) => walk.count_working_days(days),
        (LimitUnit::Days | LimitUnit::Months, _) => {
            walk.count_days(length_in_days(start, limit));
            walk.move_off_days_off();
        }
    }
    Deadline { due_on: walk.day, provisional: walk.provisional }
}

/// How many natural days a limit of days or months is long, without any pause.
pub(crate) fn length_in_days(start: Date, limit: Limit) -> i64 {
    let value = i64::from(limit.value());
    match limit.unit() {
        LimitUnit::WorkingDays | LimitUnit::Days => value,
        LimitUnit::Months => {
            let same_number =
                Span::new().try_months(value).map(|months| start.saturating_add(months));
            same_number.map_or(0, |end| days_between(start, end))
        }
    }
}

/// A finger on the calendar that moves over whole stretches of days.
struct Walk<'a> {
    day: Date,
    provisional: bool,
    pauses: &'a Pauses,
    calendar: &'a WorkingCalendar,
}

impl Walk<'_> {
    /// To the nth working day after here that is in no pause.
    fn count_working_days(&mut self, days: u32) {
        let mut left = days;
        let here = self.day;
        for pause in self.pauses.iter().filter(|pause| pause.through() > here) {
            if let Ok(last) = pause.from().yesterday()
                && last > self.day
            {
                let counted = self.calendar.working_days_between(self.day, last);
                if counted >= left {
                    break;
                }
                left -= counted;
                self.look_at(last);
            }
            self.day = pause.through();
        }
        let end = self.calendar.nth_working_day_after(self.day, left);
        self.look_at(end);
        self.day = end;
    }

    /// To the nth day after here that is in no pause.
    fn count_days(&mut self, days: i64) {
        let mut left = days;
        let here = self.day;
        for pause in self.pauses.iter().filter(|pause| pause.through() > here) {
            let counted = (days_between(self.day, pause.from()) - 1).max(0);
            if counted >= left {
                break;
            }
            left -= counted;
            self.day = pause.through();
        }
        self.day = days_after(self.day, left).unwrap_or(Date::MAX);
    }

    /// Stays on a working day; else goes to the next one that is in no pause.
    fn move_off_days_off(&mut self) {
        self.provisional |= self.calendar.is_provisional(self.day, self.day);
        if !self.calendar.is_working(self.day) || self.pauses.around(self.day).is_some() {
            self.count_working_days(1);
        }
    }

    /// Notes whether the days after here, through `last`, are all known.
    fn look_at(&mut self, last: Date) {
        let next = self.day.tomorrow().unwrap_or(self.day);
        self.provisional |= self.calendar.is_provisional(next, last);
    }
}
