//! Working days as one bit a day, so that counting and finding them takes a handful of steps.
//!
//! A batch asks for a million deadlines and a change of calendar for every open case. Walking day
//! by day would do it too, and the tests do exactly that to check this table.

use jiff::SignedDuration;
use jiff::civil::{Date, Weekday, date};

const BITS: usize = 64;

/// One bit for each day from [`DayTable::FIRST`] through [`DayTable::LAST`], set on working days.
#[derive(Clone, Debug)]
pub(crate) struct DayTable {
    words: Box<[u64]>,
    /// How many bits are set in all words before each word.
    before: Box<[u32]>,
}

impl DayTable {
    /// The first day of the table.
    pub(crate) const FIRST: Date = date(1950, 1, 1);
    /// The last day of the table.
    pub(crate) const LAST: Date = date(2299, 12, 31);

    /// Mondays to Fridays.
    pub(crate) fn of_weekdays() -> Self {
        let days = Self::index(Self::LAST).map_or(0, |last| last + 1);
        let first = usize::from(Self::FIRST.weekday().to_sunday_zero_offset().unsigned_abs());
        let mut words = vec![0_u64; days.div_ceil(BITS)];
        for (at, word) in words.iter_mut().enumerate() {
            for bit in 0..BITS {
                let day = at * BITS + bit;
                let weekend = matches!((day + first) % 7, 0 | 6);
                *word |= u64::from(day < days && !weekend) << bit;
            }
        }
        let mut table = Self { before: vec![0; words.len()].into(), words: words.into() };
        table.count();
        table
    }

    /// Sets days to working or off, then counts anew.
    pub(crate) fn set(&mut self, days: impl IntoIterator<Item = (Date, bool)>) {
        for (day, working) in days {
            let Some(at) = Self::index(day) else { continue };
            if let Some(word) = self.words.get_mut(at / BITS) {
                let mask = 1 << (at % BITS);
                *word = if working { *word | mask } else { *word & !mask };
            }
        }
        self.count();
    }

    /// Whether the day is a working day; `None` outside the table.
    pub(crate) fn is_working(&self, day: Date) -> Option<bool> {
        let at = Self::index(day)?;
        Some(self.words.get(at / BITS)? >> (at % BITS) & 1 == 1)
    }

    /// How many working days there are from the first day of the table through this one.
    pub(crate) fn rank(&self, day: Date) -> Option<u32> {
        let at = Self::index(day)?;
        let through = self.words.get(at / BITS)? << (BITS - 1 - at % BITS);
        Some(self.before.get(at / BITS)? + through.count_ones())
    }

    /// The working day with this rank, the first being 1.
    pub(crate) fn select(&self, rank: u32) -> Option<Date> {
        let at = self.before.partition_point(|before| *before < rank).checked_sub(1)?;
        let mut word = *self.words.get(at)?;
        for _ in 1..rank.checked_sub(*self.before.get(at)?)? {
            word &= word.checked_sub(1)?;
        }
        (word != 0).then(|| Self::day(at * BITS + word.trailing_zeros() as usize))?
    }

    fn count(&mut self) {
        let mut sum = 0;
        for (before, word) in self.before.iter_mut().zip(&self.words) {
            *before = sum;
            sum += word.count_ones();
        }
    }

    fn index(day: Date) -> Option<usize> {
        if !(Self::FIRST..=Self::LAST).contains(&day) {
            return None;
        }
        usize::try_from(days_between(Self::FIRST, day)).ok()
    }

    fn day(index: usize) -> Option<Date> {
        days_after(Self::FIRST, i64::try_from(index).ok()?)
    }
}

/// How many days it is from one day to another; negative where the other is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The day so many days later, if the calendar of the world reaches that far.
pub(crate) fn days_after(from: Date, days: i64) -> Option<Date> {
    from.checked_add(SignedDuration::from_hours(days.checked_mul(24)?)).ok()
}

/// Whether the weekday belongs to the weekend.
pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_weekdays() {
        let table = DayTable::of_weekdays();
        let mut day = DayTable::FIRST;
        let mut rank = 0;
        while day <= DayTable::LAST {
            let working = !is_weekend(day);
            rank += u32::from(working);
            assert_eq!(table.is_working(day), Some(working), "{day}");
            assert_eq!(table.rank(day), Some(rank), "{day}");
            if working {
                assert_eq!(table.select(rank), Some(day));
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(table.select(rank + 1), None);
        assert_eq!(table.select(0), None);
    }

    #[test]
    fn outside_the_table_there_is_no_answer() {
        let table = DayTable::of_weekdays();
        for day in [Date::MIN, date(1949, 12, 31), date(2300, 1, 1), Date::MAX] {
            assert_eq!(table.is_working(day), None);
            assert_eq!(table.rank(day), None);
        }
        assert_eq!(table.select(u32::MAX), None);
    }

    #[test]
    fn days_are_counted_across_the_whole_calendar() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_after(date(2024, 2, 28), 2), Some(date(2024, 3, 1)));
        assert_eq!(days_after(Date::MAX, 1), None);
        assert_eq!(days_after(Date::MAX, i64::MAX), None);
        assert_eq!(days_between(Date::MIN, Date::MAX), 7_304_483);
    }
}
