//! The slow obvious way: walk day by day and ask of each day only what the rule asks.

use crate::{Limit, LimitUnit, Notice, Pause};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whether a day is worked, straight from the notices.
pub(super) fn is_working(day: Date, notices: &[Notice]) -> bool {
    let named = |days: &[crate::NoticeDay]| days.iter().any(|named| named.date == day);
    if notices.iter().any(|notice| named(notice.days_off())) {
        return false;
    }
    if notices.iter().any(|notice| named(notice.make_up_days())) {
        return true;
    }
    let new_year = day.month() == 1 && day.day() == 1;
    !new_year && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The last day of a limit, and whether a year without a notice decided it.
pub(super) fn due(start: Date, limit: Limit, pauses: &[Pause], notices: &[Notice]) -> (Date, bool) {
    let paused = |day: Date| pauses.iter().any(|p| p.from() <= day && day <= p.through());
    let unknown = |day: Date| notices.iter().all(|notice| notice.year() != day.year());
    let working_days = limit.unit() == LimitUnit::WorkingDays && limit.value() > 0;
    let mut left = match limit.unit() {
        LimitUnit::Months => {
            let same_number = start.checked_add(i64::from(limit.value()).months()).unwrap();
            start.until(same_number).unwrap().get_days()
        }
        _ => i32::from(limit.value()),
    };
    let mut day = start;
    let mut provisional = false;
    while left > 0 {
        day = day.tomorrow().unwrap();
        if paused(day) {
            continue;
        }
        provisional |= working_days && unknown(day);
        if !working_days || is_working(day, notices) {
            left -= 1;
        }
    }
    provisional |= unknown(day);
    while !is_working(day, notices) || paused(day) {
        day = day.tomorrow().unwrap();
        provisional |= !paused(day) && unknown(day);
    }
    (day, provisional)
}
