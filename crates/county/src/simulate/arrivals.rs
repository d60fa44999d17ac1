//! When people come: more on market days and Mondays, most between nine and eleven.

use calendar::WorkingCalendar;
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Half hours of a working day with how many come in each, the morning's first.
const HALF_HOURS: [(i8, i8, u32); 13] = [
    (8, 30, 7),
    (9, 0, 14),
    (9, 30, 15),
    (10, 0, 14),
    (10, 30, 11),
    (11, 0, 7),
    (11, 30, 3),
    (14, 0, 6),
    (14, 30, 8),
    (15, 0, 7),
    (15, 30, 5),
    (16, 0, 3),
    (16, 30, 1),
];

/// A working day of a centre and how many come on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrivals {
    pub(super) day: Date,
    /// Position of the centre.
    pub(super) town: usize,
    pub(super) count: u32,
}

/// Shares `cases` out over the working days of the centres from a day to another.
pub(super) fn shared_out(
    cases: u32,
    (from, through): (Date, Date),
    calendars: &[&WorkingCalendar],
) -> Vec<Arrivals> {
    let mut weighed = Vec::new();
    let mut day = from;
    while day <= through {
        for (town, calendar) in calendars.iter().enumerate() {
            if calendar.is_working(day) {
                weighed.push((day, town, weight(day, calendar)));
            }
        }
        day = day.saturating_add(1.day());
    }
    let total: u64 = weighed.iter().map(|it| it.2).sum();
    let (mut passed, mut given) = (0, 0);
    weighed
        .into_iter()
        .map(|(day, town, weight)| {
            passed += weight;
            let until = u64::from(cases) * passed / total.max(1);
            let count = u32::try_from(until - given).unwrap_or(0);
            given = until;
            Arrivals { day, town, count }
        })
        .collect()
}

fn weight(day: Date, calendar: &WorkingCalendar) -> u64 {
    let market = if calendar.local().is_market_day(day) { 18 } else { 10 };
    let weekday = if day.weekday() == Weekday::Monday { 13 } else { 10 };
    market * weekday
}

/// Draws a time of the day at which somebody comes.
pub(super) fn time(random: &mut Rng) -> (i8, i8) {
    let total: u32 = HALF_HOURS.iter().map(|it| it.2).sum();
    let mut drawn = random.u32(0..total);
    for (hour, minute, share) in HALF_HOURS {
        if drawn < share {
            return (hour, minute + random.i8(0..30));
        }
        drawn -= share;
    }
    (9, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::{LocalDays, MarketRule};
    use jiff::civil::date;

    fn market_on_threes() -> WorkingCalendar {
        let markets = [MarketRule::EveryTenth(3)];
        WorkingCalendar::new(&[], LocalDays::of([], markets))
    }

    #[test]
    fn every_case_has_its_day_and_none_comes_when_the_hall_is_closed() {
        let calendar = market_on_threes();
        let days = (date(2026, 3, 1), date(2026, 5, 31));
        let all = shared_out(10_000, days, &[&calendar, &calendar]);
        assert_eq!(all.iter().map(|it| it.count).sum::<u32>(), 10_000);
        assert!(all.iter().all(|it| calendar.is_working(it.day)));
    }

    #[test]
    fn more_come_on_market_days_and_on_mondays() {
        let calendar = market_on_threes();
        let all = shared_out(10_000, (date(2026, 3, 1), date(2026, 5, 31)), &[&calendar]);
        let on = |day| all.iter().find(|it| it.day == day).map_or(0, |it| it.count);
        assert!(on(date(2026, 3, 13)) > on(date(2026, 3, 12)) * 3 / 2, "a Friday with a market");
        assert!(on(date(2026, 3, 16)) > on(date(2026, 3, 17)), "a Monday");
    }

    #[test]
    fn nobody_comes_at_noon() {
        let mut random = Rng::with_seed(1);
        for _ in 0..1_000 {
            let (hour, minute) = time(&mut random);
            assert!((8..17).contains(&hour) && !(12..14).contains(&hour), "{hour}:{minute}");
            assert!((0..60).contains(&minute));
        }
    }
}
