//! Pauses: days on which a clock stands still (中止、不计入时限).
//!
//! Legal basis: Administrative Licensing Law art. 45 (hearing, tender, auction, inspection,
//! testing, quarantine, appraisal and expert review are not counted) and the correction period
//! after a one-time notice. A day inside a pause is not counted, whatever the unit of the limit;
//! days inside two pauses at once are left out once.

use crate::Phrase;
use jiff::civil::Date;
use std::fmt;

/// A stretch of days that are not counted, both ends included (中止期间).
#[doc(alias = "中止")]
#[doc(alias = "不计入时限")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pause {
    from: Date,
    through: Date,
}

impl Pause {
    /// A pause from its first through its last day.
    pub fn new(from: Date, through: Date) -> Result<Self, PauseFault> {
        if through < from { Err(PauseFault { from, through }) } else { Ok(Self { from, through }) }
    }

    /// The days that a pause took which began on one day and ended on another: the first day is
    /// left out, the day on which work goes on counts again. `None` where both are the same day.
    pub fn until_resumed(began_on: Date, resumed_on: Date) -> Option<Self> {
        let last = resumed_on.yesterday().ok()?;
        Self::new(began_on, last).ok()
    }

    /// The first day that is not counted.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day that is not counted.
    pub fn through(self) -> Date {
        self.through
    }

    /// Whether the day is inside.
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date <= self.through
    }
}

/// A pause that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseFault {
    from: Date,
    through: Date,
}

impl PauseFault {
    /// The fault in words.
    pub fn phrase(self) -> Phrase {
        let Self { from, through } = self;
        Phrase::new(
            format!("中止期间的结束日（{through}）早于开始日（{from}）"),
            format!("the pause ends on {through}, before it begins on {from}"),
        )
    }
}

impl fmt::Display for PauseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for PauseFault {}

/// All pauses of a clock, in order, those that touch or overlap made one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pauses {
    merged: Vec<Pause>,
}

impl Pauses {
    /// No pause at all.
    pub const fn none() -> Self {
        Self { merged: Vec::new() }
    }

    /// From pauses in any order.
    pub fn of(pauses: impl IntoIterator<Item = Pause>) -> Self {
        let mut merged: Vec<Pause> = pauses.into_iter().collect();
        merged.sort_unstable_by_key(|pause| pause.from);
        merged.dedup_by(|later, earlier| {
            let joins = earlier.through.tomorrow().map_or(true, |next| later.from <= next);
            if joins {
                earlier.through = earlier.through.max(later.through);
            }
            joins
        });
        Self { merged }
    }

    /// These and one more.
    #[must_use]
    pub fn and(&self, pause: Pause) -> Self {
        Self::of(self.merged.iter().copied().chain([pause]))
    }

    /// In order of their days, without overlap.
    pub fn iter(&self) -> impl Iterator<Item = Pause> + '_ {
        self.merged.iter().copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.merged.is_empty()
    }

    /// The pause that a day is inside of.
    pub fn around(&self, date: Date) -> Option<Pause> {
        let next = self.merged.partition_point(|pause| pause.from <= date);
        let last = self.merged.get(next.checked_sub(1)?)?;
        last.contains(date).then_some(*last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn march(from: i8, through: i8) -> Pause {
        Pause::new(date(2026, 3, from), date(2026, 3, through)).unwrap()
    }

    #[test]
    fn pauses_that_overlap_or_touch_are_one() {
        let pauses = Pauses::of([march(10, 12), march(2, 5), march(4, 6), march(7, 7)]);
        assert_eq!(pauses.iter().collect::<Vec<_>>(), [march(2, 7), march(10, 12)]);
        assert_eq!(Pauses::of([march(1, 20), march(2, 3)]), Pauses::of([march(1, 20)]));
        assert_eq!(Pauses::none().and(march(2, 3)), Pauses::of([march(2, 3)]));
    }

    #[test]
    fn a_day_knows_its_pause() {
        let pauses = Pauses::of([march(2, 7), march(10, 12)]);
        assert_eq!(pauses.around(date(2026, 3, 1)), None);
        assert_eq!(pauses.around(date(2026, 3, 2)), Some(march(2, 7)));
        assert_eq!(pauses.around(date(2026, 3, 8)), None);
        assert_eq!(pauses.around(date(2026, 3, 12)), Some(march(10, 12)));
        assert_eq!(pauses.around(date(2026, 3, 13)), None);
    }

    #[test]
    fn a_pause_cannot_end_before_it_begins() {
        let fault = Pause::new(date(2026, 3, 5), date(2026, 3, 2)).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "the pause ends on 2026-03-02, before it begins on 2026-03-05"
        );
    }

    #[test]
    fn the_day_of_resumption_counts_again() {
        let paused = Pause::until_resumed(date(2026, 3, 2), date(2026, 3, 6));
        assert_eq!(paused, Some(march(2, 5)));
        assert_eq!(Pause::until_resumed(date(2026, 3, 2), date(2026, 3, 2)), None);
        assert_eq!(Pause::until_resumed(date(2026, 3, 2), Date::MIN), None);
    }

    #[test]
    fn a_pause_to_the_end_of_time_is_no_trouble() {
        let endless = Pause::new(date(2026, 3, 2), Date::MAX).unwrap();
        assert_eq!(Pauses::of([endless, march(5, 6)]).iter().count(), 1);
    }
}
